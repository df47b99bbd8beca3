"""导入, 导出, 完整导出 and 查询打印 above every list whose model has a ledger, or a query page."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.urls import reverse

from config.sheets.admin.exporting import FORM, LIST_OF
from config.sheets.admin.list_rows import may_leave
from config.sheets.querying.pages import page_of_model
from config.sheets.registry import resource_of_model
from config.sheets.rights import may_export, may_export_in_full, may_import
from config.sheets.runs import Run
from config.sheets.writing import DELIMITED

_AS_TEXT = urlencode({FORM: DELIMITED})

register = template.Library()


@register.inclusion_tag("admin/sheets/list_tools.html", takes_context=True)
def sheet_tools(context: Context) -> dict[str, Any]:
    """The addresses a user may follow from this list; none from the list of a pop-up."""
    request, shown = context["request"], context["cl"]
    if shown.is_popup:
        return {}
    ledger = _ledger_links(request, shown) or _list_links(request, shown)
    return {**_query_link(request, shown.model), **ledger}


def _query_link(request: Any, model: Any) -> dict[str, str]:
    page = page_of_model(model)
    may_open = page is not None and request.user.has_perm(page.permission)
    return {"query": reverse(page.screen)} if may_open else {}


def _ledger_links(request: Any, shown: Any) -> dict[str, str]:
    resource = resource_of_model(shown.model)
    if resource is None:
        return {}
    run = Run(user=request.user)
    links = {}
    if request.user.has_perm("sheets.add_import") and may_import(run, resource):
        links["hand_in"] = f"{reverse('admin:sheets_hand_in')}?ledger={resource.ledger}"
    filters = urlencode([(LIST_OF, shown.opts.label_lower), *_pairs(request.GET)])
    if may_export(run, resource):
        links["export"] = f"{reverse('admin:sheets_export', args=[resource.ledger])}?{filters}"
        links["export_text"] = f"{links['export']}&{_AS_TEXT}"
    if may_export_in_full(run, resource):
        full = reverse("admin:sheets_export_in_full", args=[resource.ledger])
        links["export_in_full"] = f"{full}?{filters}"
    return links


def _list_links(request: Any, shown: Any) -> dict[str, str]:
    """Of a list that no ledger's workbook carries."""
    if not may_leave(request, shown.model):
        return {}
    filters = urlencode(_pairs(request.GET))
    link = reverse("admin:sheets_list", args=[shown.opts.label_lower])
    return {
        "export_list": f"{link}?{filters}" if filters else link,
        "export_text": f"{link}?{urlencode([*_pairs(request.GET), (FORM, DELIMITED)])}",
    }


def _pairs(query: Any) -> list[tuple[str, str]]:
    return [(key, value) for key, values in query.lists() for value in values]
