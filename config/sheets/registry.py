"""The ledgers that take part in spreadsheets; apps register theirs from ``AppConfig.ready()``."""

from __future__ import annotations

import graphlib

from config.sheets.resources import OfficeResource

_LEDGERS: dict[str, type[OfficeResource]] = {}


def register(*resources: type[OfficeResource]) -> None:
    for resource in resources:
        _LEDGERS[resource.ledger] = resource


def ledger_keys() -> list[str]:
    """Every ledger, those that others name first."""
    graph = {key: set(resource.after) & set(_LEDGERS) for key, resource in _LEDGERS.items()}
    sorter = graphlib.TopologicalSorter(graph)
    sorter.prepare()
    ordered: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready(), key=list(_LEDGERS).index)
        ordered += ready
        sorter.done(*ready)
    return ordered


def ledger_titles() -> dict[str, str]:
    """Ledger key -> the title a clerk knows it by."""
    return {key: resource.title for key, resource in _LEDGERS.items()}


def resource_for(key: str) -> OfficeResource:
    """The ledger's resource; KeyError for an unknown key."""
    return _LEDGERS[key]()


def all_resources() -> list[OfficeResource]:
    return [resource_for(key) for key in ledger_keys()]


def resource_of_model(model: type) -> OfficeResource | None:
    """The ledger whose rows are kept in this model, for the buttons on its changelist."""
    for key in ledger_keys():
        resource = resource_for(key)
        models = {resource._meta.model} | {part._meta.model for part in resource.parts.values()}
        if model in models:
            return resource
    return None


def sensitive_kinds(model: type) -> set[str]:
    """What the rows of a model tell of people, by the ledgers that write such rows."""
    return {
        resource.sensitive
        for resource in all_resources()
        if resource.sensitive and model in _written_models(resource)
    }


def _written_models(resource: OfficeResource) -> set[type]:
    parts = [resource, *resource.parts.values()]
    beside = {rows.model for part in parts for rows, _ in part.together()}
    return beside | {part._meta.model for part in parts}
