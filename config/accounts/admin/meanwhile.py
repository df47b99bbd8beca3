"""Two clerks with the same form open: the second is told what the first has changed.

The form carries a signed token, the latest line of history of its row and of the rows beneath.
When it comes back, the rows are locked and their history is compared with the token: whatever
was written since is told, and nothing is saved until the clerk sends the form once more.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html

from config.accounts.admin.history import HistoryAdmin, changes
from config.accounts.admin.scoped import reach
from config.accounts.reach import Reach

VERSION = "_version"
TOLD_FIRST = (
    "您打开这一页以后，别人改了下面的内容，所以还没有保存。您没有动过的栏目已换成现在的内容，"
    "您改过的仍是您填的；请核对，没有问题再点一次“保存”。"
)
UNREADABLE = "无法核对您打开这一页以后有没有人改过，所以还没有保存；请核对内容后再点一次“保存”。"


class RefusedForm(forms.ModelForm):
    """A form whose contents were refused: by an action, or for what happened meanwhile."""

    refusal: str | list[str]

    def clean(self) -> Any:
        self.add_error(None, self.refusal)
        return super().clean()


@dataclasses.dataclass(frozen=True)
class Watched:
    """Rows whose history a form watches: its own, or those beneath it of one model."""

    model: type[models.Model]
    column: str
    pk: Any
    is_beneath: bool

    @property
    def history(self) -> models.QuerySet:
        return self.model.history.filter((self.column, self.pk))

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.column}"

    def lock(self) -> None:
        rows = self.model._base_manager.filter((self.column, self.pk)).order_by("pk")
        list(rows.select_for_update().values_list("pk"))

    def latest(self) -> int:
        return self.history.aggregate(latest=models.Max("history_id"))["latest"] or 0

    def as_seen(self, pk: Any, seen: int) -> models.Model | None:
        """A row as it was when the form was opened."""
        known = self.model.history.filter(pk_of(self.model, pk), history_id__lte=seen)
        last = known.order_by("-history_id").first()
        return last and last.instance

    def told_since(self, seen: int, mine: Reach) -> Iterator[str]:
        since = self.history.filter(history_id__gt=seen).select_related("history_user")
        for line in since.order_by("history_id"):
            yield from self._told(line, mine)

    def _told(self, line: Any, mine: Reach) -> Iterator[str]:
        who = line.history_user or "程序"
        when = f"{timezone.localtime(line.history_date):%m月%d日 %H:%M}"
        word = self.model._meta.verbose_name
        if line.history_type != "~":
            deed = "增加了" if line.history_type == "+" else "删除了"
            yield format_html("{} {}{}一行“{}”。", when, who, deed, word)
            return
        earlier = self.model.history.filter(
            pk_of(self.model, line.instance.pk), history_id__lt=line.history_id
        )
        before = earlier.order_by("-history_id").first()
        if before is None:
            return
        held_by_forms = [field for field in self.model._meta.concrete_fields if field.editable]
        for change in changes(self.model, before, line, held_by_forms, mine=mine):
            column = f"{word}·{change['field']}" if self.is_beneath else change["field"]
            old, new = change["old"], change["new"]
            yield format_html("{} {}把“{}”由“{}”改为“{}”。", when, who, column, old, new)


def pk_of(model: type[models.Model], pk: Any) -> models.Q:
    return models.Q((model._meta.pk.attname, pk))


def keeps_history(model: type[models.Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")


class MeanwhileAdmin(HistoryAdmin):
    """Change forms that overwrite nothing silently, for models that keep history."""

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        return type("RefusedForm", (RefusedForm, form), {"refusal": refusal}) if refusal else form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id)) if object_id else None
        if row is None or not self.has_change_permission(request, row):
            return super().changeform_view(request, object_id, form_url, extra_context)
        watched = list(self._watched(request, row))
        if request.method != "POST":
            # Before the library reads the row: what changes in between is told once too often.
            told = {**(extra_context or {}), "version": self._token(watched, row)}
            return super().changeform_view(request, object_id, form_url, told)
        with transaction.atomic():
            for rows in watched:
                rows.lock()
            self._compare(request, row, watched)
            told = {**(extra_context or {}), "version": self._token(watched, row)}
            return super().changeform_view(request, object_id, form_url, told)

    def _watched(self, request: HttpRequest, row: models.Model) -> Iterator[Watched]:
        if keeps_history(self.model):
            yield Watched(self.model, self.opts.pk.attname, row.pk, is_beneath=False)
        for inline in self.get_inline_instances(request, row):
            alters = inline.has_change_permission(request, row)
            if alters and keeps_history(inline.model):
                column = inline.get_formset(request, row).fk.attname
                yield Watched(inline.model, column, row.pk, is_beneath=True)

    def _salt(self, row: models.Model) -> str:
        return f"office.version.{self.opts.label_lower}.{row.pk}"

    def _token(self, watched: list[Watched], row: models.Model) -> str:
        seen = {rows.key: rows.latest() for rows in watched}
        return signing.dumps(seen, salt=self._salt(row)) if seen else ""

    def _compare(self, request: HttpRequest, row: models.Model, watched: list[Watched]) -> None:
        token = request.POST.get(VERSION)
        if token is None:
            return
        try:
            seen = signing.loads(token, salt=self._salt(row))
        except signing.BadSignature:
            request.refusal = UNREADABLE
            return
        pairs = [(rows, seen.get(rows.key, 0)) for rows in watched]
        mine = reach(request)
        told = [sentence for rows, known in pairs for sentence in rows.told_since(known, mine)]
        if told:
            row.refresh_from_db()
            request.POST = self._with_what_is_stored(request, row, pairs)
            request.refusal = [TOLD_FIRST, *told]

    def _with_what_is_stored(
        self, request: HttpRequest, row: models.Model, pairs: list[tuple[Watched, int]]
    ) -> Any:
        """The form as posted, but with the stored value wherever the clerk typed nothing."""
        post = request.POST.copy()
        kind = self.get_form(request, row, change=True)
        formsets, _ = self._create_formsets(request, row, change=True)
        for rows, seen in pairs:
            if not rows.is_beneath:
                settle(post, kind, rows.as_seen(row.pk, seen), row, prefix=None)
                continue
            for formset in formsets:
                for form in formset.initial_forms if formset.model is rows.model else ():
                    old = rows.as_seen(form.instance.pk, seen)
                    settle(post, formset.form, old, form.instance, prefix=form.prefix)
        return post


def settle(
    post: Any,
    kind: type[forms.ModelForm],
    seen: models.Model | None,
    stored: models.Model,
    *,
    prefix: str | None,
) -> None:
    """Put the stored value into `post` for each field that still says what was seen."""
    if seen is None:
        return
    typed = set(kind(post, instance=seen, prefix=prefix).changed_data)
    shown = kind(instance=stored, prefix=prefix)
    for bound in shown:
        several = isinstance(bound.field.widget, forms.MultiWidget | forms.SelectMultiple)
        if bound.name not in typed and not several:
            value = bound.value()
            post[bound.html_name] = "" if value is None else value
