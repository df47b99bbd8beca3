"""Who may take a ledger in and give it out: whoever may do so row by row in its own pages."""

from __future__ import annotations

from django.db.models import Model

from config.sheets.resources import OfficeResource
from config.sheets.runs import Run


def may_import(run: Run, resource: OfficeResource) -> bool:
    """An import adds and changes rows of the ledger's models."""
    return _may(run, resource, "add") and _may(run, resource, "change")


def may_export(run: Run, resource: OfficeResource) -> bool:
    return _may(run, resource, "view")


def may_export_in_full(run: Run, resource: OfficeResource) -> bool:
    return may_export(run, resource) and run.may("sheets.full_exportrequest")


def may_ask(run: Run) -> bool:
    """Whether more rows than one may take out alone may be asked for."""
    return run.may("sheets.add_exportrequest")


def may_make(run: Run, model: type[Model]) -> bool:
    return run.may(_permission("add", model))


def _may(run: Run, resource: OfficeResource, verb: str) -> bool:
    parts = [resource, *resource.parts.values()]
    return all(run.may(_permission(verb, part._meta.model)) for part in parts)


def _permission(verb: str, model: type[Model]) -> str:
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
