"""Papers of a row, filled, on A4: a print page and the same as a PDF."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from config.accounts.admin.verbs import VerbAdmin
from config.audit.choices import Verb
from config.audit.writing import record
from config.summaries.paper import office_name, pdf_obstacle, pdf_of, style_of

STYLE = "office/paper.css"
FORMS = ("print", "pdf")


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
    if form == "pdf" and (reason := pdf_obstacle()):
        return HttpResponse(reason, status=503, content_type="text/plain; charset=utf-8")
    record(Verb.PRINT, request=request, about=about, what=paper.label)
    context = {
        "title": paper.label,
        "office": office_name(),
        "today": timezone.localdate(),
        "pdf_obstacle": pdf_obstacle(),
        **facts,
    }
    if form == "print":
        return TemplateResponse(request, paper.template, context)
    html = render_to_string(paper.template, {**context, "style": style_of(STYLE)})
    response = HttpResponse(pdf_of(html), content_type="application/pdf")
    name = f"{paper.label}({timezone.localdate()}).pdf"
    response["Content-Disposition"] = content_disposition_header(True, name)  # noqa: FBT003
    return response


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
        return reverse(f"admin:{self._paper_name()}", args=[quote(row.pk), paper.key, "print"])

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
