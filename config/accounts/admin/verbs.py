"""Pages that ask a few fields, call one action and report: 调动, 转正, 减员 and their like."""

import dataclasses
import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import AdminForm
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.checked import refuse_days_to_come
from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb as Deed
from config.audit.writing import record


@dataclasses.dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing asked: words, widget and scope are those of a column, as on its own page.

    `column`: a field of a model that has an admin page, e.g. `Employment.enterprise.field`.
    `initial(row)` is what the page proposes.
    """

    column: Any
    label: str = ""
    help_text: str = ""
    required: bool = True
    initial: Callable[[Any], Any] | None = None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verb:
    """A button on a row's page, and the page behind it.

    `act(row, **answers)` calls one action, whose Refusal is shown on the page; where it writes
    another row, it returns that one, and the page tells what the rules say of it.
    `offered(row)` says whether the button is of any use now; whether it is allowed the action
    decides. `permission`: what it needs beside the right to change the row. `by_whom`: `act` is
    also given `by`, the user, and `today`; `with_request`: the request, for the audit's sake.
    `tells_itself`: the action writes its own line of the audit.
    """

    name: str
    label: str
    asks: Mapping[str, Ask]
    act: Callable[..., Any]
    offered: Callable[[Any], bool] = lambda row: True
    explanation: str = ""
    permission: str = ""
    by_whom: bool = False
    with_request: bool = False
    tells_itself: bool = False

    def may_do(self, request: HttpRequest) -> bool:
        return not self.permission or request.user.has_perm(self.permission)

    def do(self, request: HttpRequest, row: Any, answers: Mapping[str, Any]) -> Any:
        told = {"by": request.user, "today": timezone.localdate()} if self.by_whom else {}
        if self.with_request:
            told["request"] = request
        return self.act(row, **answers, **told)


class AnswersForm(forms.Form):
    """What a verb asked. No verb is done before its day; `ahead`: what plans beyond it."""

    today: datetime.date
    ahead: frozenset[str] = frozenset()

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        refuse_days_to_come(self, sorted({*answers} - self.ahead), self.today)
        return answers


def planning_ahead(asks: Mapping[str, Ask]) -> frozenset[str]:
    """The answers whose columns say of themselves that they may lie ahead."""
    return frozenset(
        name
        for name, ask in asks.items()
        if ask.column.name in getattr(ask.column.model, "may_lie_ahead", ())
    )


class VerbAdmin(OfficeAdmin):
    """A page whose rows change by verbs.

    `verbs` stand as buttons on the row's page. `adding` makes a new row: its action stands in
    for `save`, and what it asks stands on the form below `add_fields`.
    """

    verbs: Sequence[Verb] = ()
    adding: Verb | None = None
    add_fields: Sequence[str] = ()

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_verb"
        view = self.admin_site.admin_view(self.verb_view)
        return [path("<path:object_id>/do/<slug:verb>/", view, name=name), *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None and self.may_use_verbs(request, row):
            offered = [v for v in self.verbs if v.offered(row) and v.may_do(request)]
            context["verbs"] = [(verb.label, self._verb_url(row, verb)) for verb in offered]
        return super().render_change_form(request, context, *args, **kwargs)

    def may_use_verbs(self, request: HttpRequest, row: models.Model) -> bool:
        return self.has_change_permission(request, row)

    def _verb_url(self, row: models.Model, verb: Verb) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_verb"
        return reverse(name, args=[quote(row.pk), verb.name], current_app=self.admin_site.name)

    def _change_url(self, row: models.Model) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return reverse(name, args=[quote(row.pk)], current_app=self.admin_site.name)

    def verb_view(self, request: HttpRequest, object_id: str, verb: str) -> HttpResponse:
        asked = {known.name: known for known in self.verbs}.get(verb)
        row = self.get_object(request, unquote(object_id))
        if asked is None or row is None:
            raise Http404
        if not self.may_use_verbs(request, row) or not asked.may_do(request):
            raise PermissionDenied
        form = self._answers_form(request, asked, row)
        if form.is_valid() and self._done(request, asked, row, form):
            self.message_user(request, f"{row}：已办理“{asked.label}”。", messages.SUCCESS)
            return redirect(self._change_url(row))
        return self._verb_page(request, asked, row, form)

    def _done(self, request: HttpRequest, verb: Verb, row: models.Model, form: AnswersForm) -> bool:
        told = {
            "request": request,
            "about": row,
            "what": verb.label,
            "fields": [self._column_name(verb.asks[name]) for name in form.changed_data],
        }
        try:
            with transaction.atomic():
                self.tell_breaches(request, verb.do(request, row, form.cleaned_data))
                if not verb.tells_itself:
                    record(Deed.ACTION, **told)
        except Refusal as refusal:
            record(Deed.ACTION, outcome=Outcome.REFUSED, **told)
            form.add_error(None, str(refusal))
            return False
        return True

    def _column_name(self, ask: Ask) -> str:
        """As forms name the columns of rows beneath."""
        model = ask.column.model
        of_own = model is self.model
        return ask.column.name if of_own else f"{model._meta.model_name}.{ask.column.name}"

    def _answers_form(self, request: HttpRequest, verb: Verb, row: models.Model) -> AnswersForm:
        fields = self._asked_fields(request, verb)
        of_today = {"today": timezone.localdate(), "ahead": planning_ahead(verb.asks)}
        kind = type("AnswersForm", (AnswersForm,), {**fields, **of_today})
        initial = {name: ask.initial(row) for name, ask in verb.asks.items() if ask.initial}
        return kind(request.POST if request.method == "POST" else None, initial=initial)

    def _asked_fields(self, request: HttpRequest, verb: Verb) -> dict[str, forms.Field]:
        return {name: self._asked_field(request, ask) for name, ask in verb.asks.items()}

    def _asked_field(self, request: HttpRequest, ask: Ask) -> forms.Field:
        words = {"label": ask.label, "help_text": ask.help_text}
        given = {key: word for key, word in words.items() if word}
        page = self.admin_site._registry[ask.column.model]
        field = page.formfield_for_dbfield(ask.column, request, required=ask.required, **given)
        if isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def _verb_page(
        self, request: HttpRequest, verb: Verb, row: models.Model, form: AnswersForm
    ) -> HttpResponse:
        fieldsets = [(None, {"fields": list(form.fields)})]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{verb.label}：{row}",
            "verb": verb,
            "original": row,
            "change_url": self._change_url(row),
            "adminform": AdminForm(form, fieldsets, {}, model_admin=self),
            "form": form,
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/verbs/verb.html", context)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Sequence[Any]:
        if obj is None and self.adding is not None:
            return [*self.add_fields, *self.adding.asks]
        return super().get_fields(request, obj)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Sequence[Any]:
        return super().get_inlines(request, obj) if obj is not None else ()

    def get_form(
        self,
        request: HttpRequest,
        obj: Any = None,
        change: bool = False,  # noqa: FBT001, FBT002 -- Django's signature
        **kwargs: Any,
    ) -> type[forms.ModelForm]:
        if obj is None and self.adding is not None:
            asked = self._asked_fields(request, self.adding)
            asked |= {"ahead": planning_ahead(self.adding.asks)}
            kwargs["form"] = type("AddForm", (kwargs.get("form", self.form),), asked)
        return super().get_form(request, obj, change=change, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        if change or self.adding is None:
            super().save_model(request, obj, form, change)
        else:
            answers = {name: form.cleaned_data[name] for name in self.adding.asks}
            self.tell_breaches(request, self.adding.act(obj, **answers))
