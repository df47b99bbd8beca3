"""空白表: what a unit fills in and hands back."""

from __future__ import annotations

import io

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from config.accounts.models import Committee
from config.sheets.admin.handing_in import run_of
from config.sheets.blank_forms import write_blank_form
from config.sheets.registry import ledger_keys, resource_for
from config.sheets.rights import may_import


def blank_form(request: HttpRequest, ledger: str) -> HttpResponse:
    if ledger not in ledger_keys():
        raise Http404
    resource, run = resource_for(ledger), run_of(request)
    if not may_import(run, resource):
        raise PermissionDenied
    stream = io.BytesIO()
    write_blank_form(stream, resource, run, committee=Committee.current())
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{resource.title}(空白表).xlsx")
