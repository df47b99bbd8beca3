"""All workbooks of a committee go in one after the other, and out again in the other order."""

import pytest
from django.core.management import call_command
from django.db.models import Max

from config.sheets.handing_in import uploads_in
from config.sheets.imports import check_import
from config.sheets.undoing.lines import lines_of
from tests.config.sheets.sheets import run_of
from tests.config.sheets.undoing.office import (
    FOLDER,
    figures,
    tables,
    take_in,
    undo,
    upload,
    workbooks,
)

MONTHS = ("2020-12", "2022-06", "2023-01")

pytestmark = pytest.mark.django_db


def plan():
    """What a check of the whole folder would do: its counts, sheet by sheet."""
    record = check_import(run_of(new=frozenset({"brands", "districts"})), [*uploads_in([FOLDER])])
    told = list(record.sheets.values_list("ledger", "new", "changed", "unchanged", "rejected"))
    record.delete()
    return told


def standing(target):
    return tables(), [figures(month, target) for month in MONTHS]


def test_each_import_undone_leaves_rows_and_months_as_they_were(tmp_path):
    for path in workbooks():
        before = standing(tmp_path)
        record = take_in(upload(path))
        if record.lines:
            assert undo(record).kept == 0, path.name
            assert standing(tmp_path) == before, path.name
            take_in(upload(path))


def test_imports_undone_in_the_reverse_order_leave_the_tables_as_they_were():
    taken = []
    for path in workbooks():
        before = tables()
        taken.append((take_in(upload(path)), before))

    for record, before in reversed(taken):
        if record.lines:
            assert undo(record).kept == 0, record.sheets.get().file_name
            assert tables() == before, record.sheets.get().file_name
            call_command("check_current")


def test_after_an_undo_the_same_files_give_the_same_plan():
    before = plan()
    record = take_in(*uploads_in([FOLDER]))

    undo(record)

    assert plan() == before


def test_the_last_line_of_history_is_the_row_as_it_is_stored():
    record = take_in(*uploads_in([FOLDER]))

    for model in lines_of(record):
        columns = [field.attname for field in model._meta.concrete_fields]
        history = model.history.model.objects.order_by()
        latest = history.values("id").annotate(line=Max("history_id")).values("line")
        told = history.filter(history_id__in=latest).values_list(*columns)
        assert set(model.objects.values_list(*columns)) == set(told), model._meta.label
