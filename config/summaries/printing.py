"""A paper as its door gives it out: a page to print, or the same as a PDF."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from config.summaries.paper import pdf_obstacle, pdf_of, style_of

PRINT, PDF = "print", "pdf"
FORMS = (PRINT, PDF)


def no_pdf(form: str) -> HttpResponse | None:
    """Why, where a PDF is asked for and none can be made on this machine."""
    if form != PDF or not (reason := pdf_obstacle()):
        return None
    return HttpResponse(reason, status=503, content_type="text/plain; charset=utf-8")


def given_out(  # noqa: PLR0913 -- keyword-only words
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    form: str,
    style: str,
    name: str,
) -> HttpResponse:
    """`style`: the paper's style sheet; `name`: of the file, without its ending.

    Ask :func:`no_pdf` first, before anything is noted in the audit.
    """
    if form == PRINT:
        return render(request, template, {**context, "pdf_obstacle": pdf_obstacle()})
    html = render_to_string(template, {**context, "style": style_of(style)})
    response = HttpResponse(pdf_of(html), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.pdf")  # noqa: FBT003
    return response
