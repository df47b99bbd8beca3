"""恢复此版本: an older version of a row is taken back by the same rules as any change.

What is taken back is what the row's form would let this clerk alter. Columns that only actions
set, states and links of dated rows, stay as they are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from config.accounts.admin.history import changes, differing, several
from config.accounts.admin.meanwhile import VERSION, MeanwhileAdmin
from config.accounts.admin.scoped import reach
from config.accounts.admin.watched import own_lines
from config.accounts.fields.partial_date import PrecisionField
from config.accounts.models import keeps_history
from config.accounts.reach import Reach
from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb
from config.audit.writing import record

RESTORED = "恢复以前的版本"
OVERTAKEN = "您打开这一页以后，这一行又有改动，所以还没有恢复；请核对下面的内容后再点一次。"
CONSTRAINED = "恢复后会和现有的数据冲突，没有恢复；请在修改页面上改要改的栏目。"
DELETED = "-"


@dataclasses.dataclass(frozen=True)
class Restoring:
    """A row, the version to be taken back, and the form that would do it."""

    row: models.Model
    version: Any
    latest: Any
    form: forms.ModelForm

    def changes(self, mine: Reach) -> list[dict[str, Any]]:
        """Column, value now, value then; masked as in the history."""
        columns = self._columns()
        return changes(type(self.row), self.latest, self.version, columns, mine=mine)

    def left_alone(self) -> list[str]:
        """Headings of what differs too and is not taken back."""
        taken = {field.name for field in self._columns()}
        others = [
            field
            for field in (*self.row._meta.concrete_fields, *several(self.latest))
            if field.name not in taken and not isinstance(field, PrecisionField)
        ]
        left = differing(self.latest, self.version, others)
        return [str(field.verbose_name) for field in left]

    def _columns(self) -> list[models.Field]:
        return [field for field in self.row._meta.concrete_fields if field.name in self.form.fields]


class RestoringAdmin(MeanwhileAdmin):
    """History pages with a button beside each older version."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.restore_view)
        route = "<path:object_id>/history/<int:history_id>/restore/"
        own = [path(route, view, name=self._restore_name())] if keeps_history(self.model) else []
        return [*own, *super().get_urls()]

    def _restore_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_restore"

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, **kwargs: Any
    ) -> None:
        super().set_history_delta_changes(request, historical_records, **kwargs)
        records = list(historical_records)
        row = self.get_object(request, records[0].instance.pk) if records else None
        if row is None or not self.has_change_permission(request, row):
            return
        latest = own_lines(row).seen()
        for version in records:
            if version.history_id != latest and version.history_type != DELETED:
                version.restore_url = reverse(
                    f"admin:{self._restore_name()}",
                    args=[quote(row.pk), version.history_id],
                    current_app=self.admin_site.name,
                )

    def restore_view(self, request: HttpRequest, object_id: str, history_id: int) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        versions = row and own_lines(row).history.exclude(history_type=DELETED)
        version = versions and versions.filter(history_id=history_id).first()
        if not version:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return self._restore(request, row, version)
        return self._restore_page(request, self._restoring(request, row, version))

    def _restoring(self, request: HttpRequest, row: models.Model, version: Any) -> Restoring:
        kind = self.get_form(request, row, change=True)
        then = kind(instance=version.instance)
        data = {}
        for bound in then:
            value = bound.field.prepare_value(bound.initial)
            data[bound.html_name] = "" if value is None else value
        latest = own_lines(row).history.order_by("-history_id").first()
        return Restoring(row, version, latest, kind(data, instance=row))

    def _restore(self, request: HttpRequest, row: models.Model, version: Any) -> HttpResponse:
        told = {"request": request, "about": row, "what": RESTORED}
        try:
            with transaction.atomic():
                own_lines(row).lock()
                row.refresh_from_db()
                restoring = self._restoring(request, row, version)
                self._save_restored(request, restoring)
                record(Verb.CHANGE, fields=restoring.form.changed_data, **told)
        except (ValidationError, Refusal, IntegrityError) as refused:
            record(Verb.CHANGE, outcome=Outcome.REFUSED, **told)
            return self._refused_page(request, row.pk, version, refused)
        self.message_user(request, f"{row}：已恢复{_when(version)}的版本。", messages.SUCCESS)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return redirect(reverse(name, args=[quote(row.pk)], current_app=self.admin_site.name))

    def _save_restored(self, request: HttpRequest, restoring: Restoring) -> None:
        form = restoring.form
        if request.POST.get(VERSION) != str(restoring.latest.history_id):
            raise ValidationError(OVERTAKEN)
        if not form.is_valid():
            raise ValidationError(_sentences(form))
        form.instance.full_clean()
        form.instance._change_reason = f"恢复{_when(restoring.version)}的版本"
        self.save_model(request, form.instance, form, change=True)

    def _refused_page(
        self, request: HttpRequest, pk: Any, version: Any, refused: Exception
    ) -> HttpResponse:
        """All was undone: the page again, from the row as it is stored, with what was said."""
        row = self.get_object(request, pk)
        said = {
            ValidationError: lambda: refused.messages,
            IntegrityError: lambda: [CONSTRAINED],
        }.get(type(refused), lambda: [str(refused)])()
        return self._restore_page(request, self._restoring(request, row, version), said)

    def _restore_page(
        self, request: HttpRequest, restoring: Restoring, refusals: Sequence[str] = ()
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"恢复{_when(restoring.version)}的版本：{restoring.row}",
            "original": restoring.row,
            "changes": restoring.changes(reach(request)),
            "left_alone": restoring.left_alone(),
            "latest": restoring.latest.history_id,
            "refusals": refusals,
        }
        return TemplateResponse(request, "admin/restore.html", context)


def _when(version: Any) -> str:
    return f"{timezone.localtime(version.history_date):%Y-%m-%d %H:%M}"


def _sentences(form: forms.ModelForm) -> list[str]:
    labels = {name: f"{field.label}：" for name, field in form.fields.items()}
    return [
        f"{labels.get(name, '')}{sentence}"
        for name, errors in form.errors.items()
        for sentence in errors
    ]
