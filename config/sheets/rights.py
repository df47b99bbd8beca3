"""Who may take a ledger in and give it out: whoever may do so row by row in its own pages."""

from __future__ import annotations

from django.db.models import Model

from config.sheets.models import Import
from config.sheets.registry import resource_for
from config.sheets.resources import OfficeResource
from config.sheets.runs import Run


def may_import(run: Run, resource: OfficeResource) -> bool:
    """An import adds and changes rows of the ledger's models."""
    return _may(run, resource, "add") and _may(run, resource, "change")


def may_undo(run: Run, record: Import) -> bool:
    """Whoever could hand the workbooks in again, of their own imports; or sees all of them."""
    his = run.user is None or record.made_by_id == run.user.pk or run.may("sheets.view_import")
    ledgers = record.sheets.exclude(ledger="").values_list("ledger", flat=True)
    return (
        his
        and run.may("sheets.add_import")
        and all(may_import(run, resource_for(ledger)) for ledger in set(ledgers))
    )


def may_export(run: Run, resource: OfficeResource) -> bool:
    return _may(run, resource, "view")


def may_export_in_full(run: Run, resource: OfficeResource) -> bool:
    return may_export(run, resource) and run.may("sheets.full_exportrequest")


def may_ask(run: Run) -> bool:
    """Whether more rows than one may take out alone may be asked for."""
    return run.may("sheets.add_exportrequest")


def may_view(run: Run, model: type[Model]) -> bool:
    return run.reach.has_any(model) and run.may(_permission("view", model))


def may_make(run: Run, model: type[Model]) -> bool:
    return run.may(_permission("add", model))


def _may(run: Run, resource: OfficeResource, verb: str) -> bool:
    parts = [resource, *resource.parts.values()]
    return all(run.may(_permission(verb, part._meta.model)) for part in parts)


def _permission(verb: str, model: type[Model]) -> str:
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"
