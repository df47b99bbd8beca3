"""Two clerks with the same form open: the second is told what the first has changed.

The form carries a signed token: the latest line of history of its row and of the rows beneath,
and what it shows that no history tells. When it comes back, the rows are locked and compared with
the token: whatever was written since is told, and nothing is saved until the clerk sends the form
once more. A form without its token is not saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.admin.utils import unquote
from django.core import signing
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse

from config.accounts.admin.history import HistoryAdmin
from config.accounts.admin.scoped import reach
from config.accounts.admin.watched import (
    Watched,
    WatchedContent,
    own_lines,
    settle,
)
from config.accounts.models import keeps_history

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


class MeanwhileAdmin(HistoryAdmin):
    """Change forms that overwrite nothing silently."""

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
        if request.method != "POST":
            # Before the library reads the row: what changes in between is told once too often.
            told = {**(extra_context or {}), "version": self._token(request, row)}
            return super().changeform_view(request, object_id, form_url, told)
        with transaction.atomic():
            for rows in (own_lines(row), *self._lines_beneath(request, row)):
                rows.lock()
            row = self.get_object(request, unquote(object_id))
            if row is None:
                return super().changeform_view(request, object_id, form_url, extra_context)
            self._compare(request, row)
            told = {**(extra_context or {}), "version": self._token(request, row)}
            return super().changeform_view(request, object_id, form_url, told)

    def _watched_lines(self, request: HttpRequest, row: models.Model) -> Iterator[Watched]:
        if keeps_history(self.model):
            yield own_lines(row)
        yield from self._lines_beneath(request, row)

    def _lines_beneath(self, request: HttpRequest, row: models.Model) -> Iterator[Watched]:
        for inline in self.get_inline_instances(request, row):
            alters = inline.has_change_permission(request, row)
            if alters and keeps_history(inline.model):
                column = inline.get_formset(request, row).fk.attname
                yield Watched(inline.model, column, row.pk, is_beneath=True)

    def _watched_content(self, request: HttpRequest, row: models.Model) -> WatchedContent:
        has_lines = keeps_history(self.model) and own_lines(row).history.exists()
        columns = frozenset(field.name for field in self.opts.concrete_fields if has_lines)
        return WatchedContent(self.get_form(request, row, change=True)(instance=row), columns)

    def _salt(self, row: models.Model) -> str:
        return f"office.version.{self.opts.label_lower}.{row.pk}"

    def _token(self, request: HttpRequest, row: models.Model) -> str:
        watched = [*self._watched_lines(request, row), self._watched_content(request, row)]
        return signing.dumps({rows.key: rows.seen() for rows in watched}, salt=self._salt(row))

    def _compare(self, request: HttpRequest, row: models.Model) -> None:
        try:
            seen = signing.loads(request.POST.get(VERSION, ""), salt=self._salt(row))
        except signing.BadSignature:
            request.refusal = UNREADABLE
            return
        content = self._watched_content(request, row)
        lines = [(rows, seen.get(rows.key, 0)) for rows in self._watched_lines(request, row)]
        mine = reach(request)
        told = [sentence for rows, known in lines for sentence in rows.told_since(known, mine)]
        told += content.told_since(seen[content.key], mine)
        if told:
            post = self._with_what_is_stored(request, row, lines)
            content.settle(post, seen[content.key])
            request.POST = post
            request.refusal = [TOLD_FIRST, *told]

    def _with_what_is_stored(
        self, request: HttpRequest, row: models.Model, lines: list[tuple[Watched, int]]
    ) -> Any:
        """The form as posted, but with the stored value wherever the clerk typed nothing."""
        post = request.POST.copy()
        kind = self.get_form(request, row, change=True)
        formsets, _ = self._create_formsets(request, row, change=True)
        for rows, seen in lines:
            if not rows.is_beneath:
                settle(post, kind, rows.as_seen(row.pk, seen), row, prefix=None)
                continue
            for formset in formsets:
                for form in formset.initial_forms if formset.model is rows.model else ():
                    old = rows.as_seen(form.instance.pk, seen)
                    settle(post, formset.form, old, form.instance, prefix=form.prefix)
        return post
