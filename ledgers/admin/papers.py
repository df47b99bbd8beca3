"""Papers of a row, filled, on A4: a print page and the same as a PDF."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from config.accounts.admin.verbs import VerbAdmin
from config.audit.choices import Verb
from config.audit.writing import record
from config.summaries.paper import office_name
from config.summaries.printing import FORMS, PRINT, given_out, no_pdf

STYLE = "office/paper.css"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Paper:
    """`facts(row, today)` is what the template prints; `offered(row)`: whether there is such."""

    key: str
    label: str
    template: str
    facts: Callable[[Any, datetime.date], dict[str, Any]]
    offered: Callable[[Any], bool] = lambda row: True


def serve(
    request: HttpRequest, paper: Paper, form: str, facts: dict[str, Any], *, about: Any
) -> HttpResponse:
    """The print page or the PDF, noted in the audit."""
    if form not in FORMS:
        raise Http404
    if (refused := no_pdf(form)) is not None:
        return refused
    record(Verb.PRINT, request=request, about=about, what=paper.label)
    today = timezone.localdate()
    context = {"title": paper.label, "office": office_name(), "today": today, **facts}
    name = f"{paper.label}({today})"
    return given_out(request, paper.template, context, form=form, style=STYLE, name=name)


class PaperAdmin(VerbAdmin):
    """A page whose rows have papers, beside the buttons."""

    papers: Sequence[Paper] = ()

    def get_urls(self) -> list[Any]:
        if not self.papers:
            return super().get_urls()
        view = self.admin_site.admin_view(self.paper_view)
        route = "<path:object_id>/paper/<slug:paper>/<slug:form>/"
        return [path(route, view, name=self._paper_name()), *super().get_urls()]

    def _paper_name(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_paper"

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None:
            context["papers"] = [
                (f"打印{paper.label}", self._paper_url(row, paper))
                for paper in self.papers
                if paper.offered(row)
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def _paper_url(self, row: models.Model, paper: Paper) -> str:
        return reverse(f"admin:{self._paper_name()}", args=[quote(row.pk), paper.key, PRINT])

    def paper_view(
        self, request: HttpRequest, object_id: str, paper: str, form: str
    ) -> HttpResponse:
        asked = {known.key: known for known in self.papers}.get(paper)
        row = self.get_object(request, unquote(object_id))
        may = row is not None and self.has_view_permission(request, row)
        if asked is None or not may or not asked.offered(row):
            raise Http404
        facts = {**asked.facts(row, timezone.localdate()), "back": self._change_url(row)}
        return serve(request, asked, form, facts, about=row)
