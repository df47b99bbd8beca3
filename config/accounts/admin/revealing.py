"""One private value of one row, in full: by right, for a reason, and told to the audit."""

import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse

from config.accounts.admin.shown import private_fields
from config.audit.choices import Outcome, Verb
from config.audit.writing import record

LEAST_REASON = 2
NAMES_SOMEBODY = "用途里不要写人员的姓名，写“本人申请”、报送哪里或做什么用即可；审计里不留姓名。"

tellers_of_names: list[Callable[[str], bool]] = []
"""Apps above say whether a text names somebody whom they keep."""


def nameless(reason: str) -> str:
    """The reason, unless it names somebody: the audit keeps it, and keeps no names."""
    spelled = unicodedata.normalize("NFKC", "".join(reason.split()))
    if any(tells(text) for tells in tellers_of_names for text in {reason, spelled}):
        raise forms.ValidationError(NAMES_SOMEBODY)
    return reason


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label="用途",
        min_length=LEAST_REASON,
        max_length=100,
        help_text="例如：办理保险、核对证件。会和您的姓名、时间一起记入审计。",
        error_messages={"min_length": "请写明用途。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
    )

    def clean_reason(self) -> str:
        return nameless(self.cleaned_data["reason"])


class RevealingPage:
    """Adds a page for each private field of a model that has the right `reveal_<model>`."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_reveal"
        view = self.admin_site.admin_view(self.reveal_view)
        own = [path("<path:object_id>/reveal/<slug:field>/", view, name=name)]
        return [*(own if self.revealable() else []), *super().get_urls()]

    def revealable(self) -> dict[str, Any]:
        named = {codename for codename, _ in self.opts.permissions}
        may_be = f"reveal_{self.opts.model_name}" in named
        return {field.name: field for field in private_fields(self.model)} if may_be else {}

    def may_reveal(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"{self.opts.app_label}.reveal_{self.opts.model_name}")

    def reveal_links(self, request: HttpRequest, row: models.Model) -> list[tuple[str, str]]:
        """Words and address of each value that this user may ask for."""
        if not self.revealable() or not self.may_reveal(request):
            return []
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_reveal"
        return [
            (f"查看{field.verbose_name}", reverse(name, args=[quote(row.pk), field.name]))
            for field in self.revealable().values()
            if getattr(row, field.attname)
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        context["reveal_links"] = self.reveal_links(request, row) if row is not None else []
        return super().render_change_form(request, context, *args, **kwargs)

    def reveal_view(self, request: HttpRequest, object_id: str, field: str) -> HttpResponse:
        asked = self.revealable().get(field)
        row = self.get_object(request, unquote(object_id))
        if asked is None or row is None:
            raise Http404
        if not self.may_reveal(request):
            record(Verb.REVEAL, request=request, about=row, fields=[field], outcome=Outcome.REFUSED)
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        value = None
        if form.is_valid():
            with transaction.atomic():
                reason = form.cleaned_data["reason"]
                record(Verb.REVEAL, request=request, about=row, fields=[field], reason=reason)
                value = getattr(row, asked.attname)
        return self._reveal_page(request, row, asked, form, value)

    def _reveal_page(
        self, request: HttpRequest, row: models.Model, field: Any, form: ReasonForm, value: Any
    ) -> HttpResponse:
        change = reverse(
            f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[quote(row.pk)]
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{row}：{field.verbose_name}",
            "field": field,
            "original": row,
            "change_url": change,
            "form": form,
            "value": value,
        }
        return TemplateResponse(request, "admin/verbs/reveal.html", context)
