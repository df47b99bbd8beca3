"""The history page: who changed what, with private values masked."""

import itertools
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from config.accounts.fields import PrivateField, mask
from config.accounts.fields.partial_date import PartialDateField
from config.audit.models import AuditEntry
from config.audit.words import column_words


class MaskedChanges(HistoricalRecordContextHelper):
    """Old and new values as a clerk may see them."""

    def prepare_delta_change_value(self, change: ModelChange, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        if isinstance(field, PrivateField):
            return mask(value) or "（空）"
        if value in {None, ""}:
            return "（空）"
        if field.choices:
            return dict(field.flatchoices).get(value, value)
        if isinstance(field, models.BooleanField):
            return "是" if value else "否"
        return super().prepare_delta_change_value(change, value)


def differing(old: Any, new: Any, fields: Iterable[models.Field]) -> list[models.Field]:
    """Columns in which two lines of history differ; a date and its precision are one."""

    def values(line: Any, field: models.Field) -> tuple[Any, ...]:
        is_partial = isinstance(field, PartialDateField)
        precision = getattr(line, field.precision_name()) if is_partial else None
        return getattr(line, field.attname), precision

    return [field for field in fields if values(old, field) != values(new, field)]


def changes(
    model: type[models.Model], old: Any, new: Any, fields: Iterable[models.Field] | None = None
) -> list[dict[str, Any]]:
    """Column, old value, new value, as a clerk may see them; without `fields` what forms hold."""
    if fields is None:
        fields = [field for field in model._meta.concrete_fields if field.editable]
    told = MaskedChanges(model, new)
    formatted = [
        told.format_delta_change(ModelChange(field.name, _value(old, field), _value(new, field)))
        for field in differing(old, new, fields)
    ]
    return [{"field": one.field, "old": one.old, "new": one.new} for one in formatted]


def _value(line: Any, field: models.Field) -> Any:
    if isinstance(field, PartialDateField):
        return field.shown(line)
    try:
        return getattr(line, field.name)
    except ObjectDoesNotExist:
        return f"已删除的{field.related_model._meta.verbose_name}"


class HistoryAdmin(SimpleHistoryAdmin):
    """Shows history. The library's form of an old version would go around our rules: it is shut."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_simple_history"
        return [url for url in super().get_urls() if url.name != name]

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"修改记录：{obj}"

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, **kwargs: Any
    ) -> None:
        for new, old in itertools.pairwise(historical_records):
            new.history_delta_changes = changes(self.model, old, new)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The library would show the history of a row which the queryset hides.
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if hasattr(self.opts, "simple_history_manager_attribute"):
            return super().history_view(request, object_id, extra_context)
        return self._audit_of_row(request, row)

    def _audit_of_row(self, request: HttpRequest, row: models.Model) -> HttpResponse:
        """For a model that keeps no history: who did what, and with which fields."""
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = AuditEntry.objects.filter(model=self.opts.label_lower, object_id=str(row.pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.history_view_title(request, row),
            "module_name": self.opts.verbose_name_plural,
            "object": row,
            "entries": [
                (entry, column_words(entry))
                for entry in entries.select_related("user")[: self.history_list_per_page]
            ],
        }
        return TemplateResponse(request, "admin/audit/row_history.html", context)
