"""What the ledgers hold, to be compared before an import and after its undo."""

import json
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from simple_history.manager import HistoryManager

from config.sheets.handing_in import Upload
from config.sheets.imports import record_import
from config.sheets.models import Import
from config.sheets.undoing.actions import undo_import
from tests.config.sheets.sheets import run_of

FOLDER = Path(__file__).parents[3] / "data" / "shuozhou"
APPS = {"unions", "ledgers", "welfare"}


def recorded_models():
    """The office's models whose changes are kept."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS
        and isinstance(getattr(model, "history", None), HistoryManager)
    ]


def tables():
    """Every stored byte of those models, table by table."""
    models = recorded_models()
    models += [field.remote_field.through for model in models for field in model._meta.many_to_many]
    return {model._meta.label: rows_of(model) for model in models}


def rows_of(model, columns="*", where="1 = 1"):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {model._meta.db_table} WHERE {where} ORDER BY id")  # noqa: S608
        return [tuple(map(readable, row)) for row in cursor.fetchall()]


def readable(value):
    return bytes(value) if isinstance(value, memoryview) else value


def workbooks():
    """The committee's workbooks in the order in which their ledgers name each other."""
    return sorted(FOLDER.glob("*.xlsx"))


def figures(month, target):
    """The month's summary: its figures and tables."""
    call_command("monthly_summary", month, output=target / f"{month}.json")
    told = json.loads((target / f"{month}.json").read_text(encoding="utf-8"))
    return told["figures"], told["tables"]


def take_in(*uploads, **circumstances):
    """Import at once; returns the import's record."""
    circumstances.setdefault("new", frozenset({"brands", "districts"}))
    record_import(run_of(**circumstances), list(uploads))
    return Import.objects.order_by("-pk").first()


def undo(record, **circumstances):
    return undo_import(run_of(**circumstances), import_id=record.pk)


def sheet(ledger, *rows):
    """A sheet by its ledger's title; each row a list of texts."""
    lines = "\n".join(",".join(map(str, row)) for row in rows)
    return Upload(f"{ledger}.csv", lines.encode())


def upload(path):
    return Upload(path.name, path)
