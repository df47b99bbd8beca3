"""The rows of a list as its address filters them, and which parts of an address may be kept."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import (
    ALL_VAR,
    ERROR_FLAG,
    IS_FACETS_VAR,
    ORDER_VAR,
    PAGE_VAR,
    ChangeList,
)
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict

from config.sheets.resources import OfficeResource

UNNARROWING = {ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, ORDER_VAR, PAGE_VAR}
PARTS_OF_A_DAY = ("year", "month", "day")


def listed_rows(
    request: HttpRequest, resource: OfficeResource, listed: str, query: QueryDict
) -> QuerySet[Any] | None:
    """The rows of the list of that model; None where the ledger has no such list."""
    parts = [resource, *resource.parts.values()]
    models = [part._meta.model for part in parts]
    model = next((model for model in models if model._meta.label_lower == listed), None)
    if model not in admin.site._registry:
        return None
    return changelist_of(request, model, query).queryset.order_by()


def kept_filters(request: HttpRequest, listed: str, filters: str) -> bool:
    """Whether all that narrows the list is a filter of its own, which names no person."""
    query = QueryDict(filters)
    model = next(m for m in admin.site._registry if m._meta.label_lower == listed)
    shown = changelist_of(request, model, query)
    own = {name for spec in shown.filter_specs for name in spec.expected_parameters()}
    own |= {f"{shown.date_hierarchy}__{part}" for part in PARTS_OF_A_DAY}
    narrowing = {name for name in query if query[name]} - UNNARROWING
    return narrowing <= own


def changelist_of(request: HttpRequest, model: Any, query: QueryDict) -> ChangeList:
    """The list of a model as its address asks for it."""
    request.GET = query
    try:
        return admin.site._registry[model].get_changelist_instance(request)
    except IncorrectLookupParameters:
        raise Http404 from None
