"""导出: one ledger as a masked workbook, of what the user may see and has filtered for."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone

from config.accounts.models import Committee
from config.sheets.exporting import printed_title, write_ledger
from config.sheets.registry import ledger_keys, resource_for
from config.sheets.resources import OfficeResource
from config.sheets.rights import may_export
from config.sheets.runs import Run

LIST_OF = "_list"
"""Query parameter that names the model whose list, with its filters, the export is confined to."""


def export_ledger(request: HttpRequest, ledger: str) -> HttpResponse:
    if ledger not in ledger_keys():
        raise Http404
    resource = resource_for(ledger)
    run = Run(user=request.user, request=request, today=timezone.localdate())
    if not may_export(run, resource):
        raise PermissionDenied
    committee = Committee.current()
    stream = io.BytesIO()
    write_ledger(stream, resource, run, committee=committee, only=_listed(request, resource))
    stream.seek(0)
    name = f"{printed_title(resource, committee)}(脱敏)({run.today:%Y-%m-%d}).xlsx"
    return FileResponse(stream, as_attachment=True, filename=name)


def _listed(request: HttpRequest, resource: OfficeResource) -> QuerySet[Any] | None:
    """The rows of the changelist that the link stands on; None where there is no such list."""
    query = request.GET.copy()
    asked = query.pop(LIST_OF, [""])[0]
    parts = [resource, *resource.parts.values()]
    models = [part._meta.model for part in parts]
    model = next((model for model in models if model._meta.label_lower == asked), None)
    page = admin.site._registry.get(model)
    if page is None:
        return None
    request.GET = query
    try:
        return page.get_changelist_instance(request).queryset.order_by()
    except IncorrectLookupParameters:
        raise Http404 from None
