"""A page that shows somebody's road into the Party, with a button for each step."""

from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse

from config.accounts.admin.verbs import Verb
from ledgers.admin.papers import PaperAdmin
from ledgers.admin.timeline import Line


class RoadAdmin(PaperAdmin):
    """Steps are taken by whoever keeps the ledger; whoever may override takes them with a reason.

    `step_model` holds the steps and the right to override their rules.
    """

    change_form_template = "admin/ledgers/road.html"
    step_model: type[models.Model]
    road_title = ""

    def road(self, row: Any) -> list[Line]:
        raise NotImplementedError

    def may_override(self, request: HttpRequest) -> bool:
        right = f"ledgers.override_rules_{self.step_model._meta.model_name}"
        return bool(request.user.has_perm(right))

    def may_use_verbs(self, request: HttpRequest, row: models.Model) -> bool:
        overrides = self.may_override(request) and self._looks_after(request, row)
        return overrides or super().may_use_verbs(request, row)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None:
            may_step = self.may_use_verbs(request, row)
            context |= {"road": self.road(row), "road_title": self.road_title}
            context["may_step"] = may_step
        return super().render_change_form(request, context, *args, **kwargs)

    def _asked_fields(self, request: HttpRequest, verb: Verb) -> dict[str, forms.Field]:
        fields = super()._asked_fields(request, verb)
        if "override_reason" in fields and not self.may_override(request):
            del fields["override_reason"]
        return fields
