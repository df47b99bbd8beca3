"""个人信息清单: the page that gives a person a print of what the office holds about him."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from config.accounts.admin.revealing import ReasonForm
from config.accounts.admin.scoped import reach
from config.audit.choices import Outcome, Verb
from config.audit.writing import record
from config.summaries.paper import office_name, pdf_obstacle
from config.summaries.printing import PDF, PRINT, given_out, no_pdf
from unions.admin.disclosure import LOOK_HEADINGS, NAMED_HEADINGS, disclose

RIGHT = "unions.disclose_worker"
LABEL = "个人信息清单"
TEMPLATE = "admin/unions/disclosure/print.html"
STYLE = "office/disclosure-print.css"


class DisclosingPage:
    """Adds the sheet of one person to the page of workers: by right, for a reason, audited."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.disclosure_view)
        route, name = "<path:object_id>/disclosure/", "unions_worker_disclosure"
        return [path(route, view, name=name), *super().get_urls()]

    def reveal_links(self, request: HttpRequest, row: models.Model) -> list[tuple[str, str]]:
        links = super().reveal_links(request, row)
        if request.user.has_perm(RIGHT):
            links.append((LABEL, reverse("admin:unions_worker_disclosure", args=[quote(row.pk)])))
        return links

    def disclosure_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not request.user.has_perm(RIGHT):
            told = {"request": request, "about": row, "what": LABEL}
            record(Verb.PRINT, outcome=Outcome.REFUSED, **told)
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if form.is_valid():
            return self._sheet(request, row, form.cleaned_data["reason"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"{LABEL}：{row}",
            "original": row,
            "change_url": reverse("admin:unions_worker_change", args=[quote(row.pk)]),
            "form": form,
            "pdf_obstacle": pdf_obstacle(),
        }
        return TemplateResponse(request, "admin/unions/disclosure/ask.html", context)

    def _sheet(self, request: HttpRequest, row: Any, reason: str) -> HttpResponse:
        form = PDF if request.POST.get("form") == PDF else PRINT
        if (refused := no_pdf(form)) is not None:
            return refused
        sheet = disclose(row, request.user, reach(request))
        context = {
            "title": LABEL,
            "office": office_name(),
            "worker": row,
            "sheet": sheet,
            "today": timezone.localdate(),
            "reason": reason,
            "look_headings": LOOK_HEADINGS,
            "named_headings": NAMED_HEADINGS,
        }
        with transaction.atomic():
            verb = Verb.EXPORT if form == PDF else Verb.PRINT
            told = {"about": row, "what": LABEL, "fields": sheet.full, "reason": reason}
            record(verb, request=request, **told)
            name = f"{LABEL}({row.pk}号)"
            return given_out(request, TEMPLATE, context, form=form, style=STYLE, name=name)
