"""导入, 导出 and 完整导出 above every list whose model has a ledger."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse

from config.sheets.admin.exporting import LIST_OF
from config.sheets.registry import resource_of_model
from config.sheets.rights import may_export, may_export_in_full, may_import
from config.sheets.runs import Run

register = template.Library()


@register.inclusion_tag("admin/sheets/list_tools.html", takes_context=True)
def sheet_tools(context: Context) -> dict[str, Any]:
    """The addresses a user may follow from this list; none from the list of a pop-up."""
    request, shown = context["request"], context["cl"]
    resource = None if shown.is_popup else resource_of_model(shown.model)
    if resource is None:
        return {}
    run = Run(user=request.user)
    links = {}
    if request.user.has_perm("sheets.add_import") and may_import(run, resource):
        links["hand_in"] = f"{reverse('admin:sheets_hand_in')}?ledger={resource.ledger}"
    filters = urlencode([(LIST_OF, shown.opts.label_lower), *_pairs(request.GET)])
    if may_export(run, resource):
        links["export"] = f"{reverse('admin:sheets_export', args=[resource.ledger])}?{filters}"
    if may_export_in_full(run, resource):
        full = reverse("admin:sheets_export_in_full", args=[resource.ledger])
        links["export_in_full"] = f"{full}?{filters}"
    return links


def _pairs(query: Any) -> list[tuple[str, str]]:
    return [(key, value) for key, values in query.lists() for value in values]
