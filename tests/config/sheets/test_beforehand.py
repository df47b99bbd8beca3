"""What an import writes is worked out before the transaction that writes it, and still fits."""

import contextlib
import datetime

import pytest
from django.db import connection

from config.sheets.handing_in import Upload
from config.sheets.imports import apply_import, check_import
from config.sheets.models import PlanChunk
from tests.config.sheets.admin.workbooks import ROSTER, identity_number, workbook
from tests.config.sheets.sheets import run_of
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from unions.models import Employment, Enterprise, Worker

UNIT = "晋北迅达快递有限公司"

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """One known person whose post changes, and one new person."""
    unit = EnterpriseFactory(name=UNIT)
    WorkerFactory(name="甲员", identity_number=identity_number(1), job="快递员", enterprise=unit)
    rows = [
        ["甲员", identity_number(1), UNIT, "分拣员"],
        ["乙员", identity_number(2), UNIT, "快递员"],
    ]
    file = workbook("花名册.xlsx", ROSTER, *rows)
    return check_import(run_of(), [Upload(file.name, file.read())])


def counts(record):
    sheet = record.sheets.get()
    return sheet.new, sheet.changed, sheet.held_back, sheet.rejected


def silently():
    """A change that leaves no history."""
    Worker.objects.filter(name="甲员").update(job="站长")


def by_form():
    worker = Worker.objects.get(name="甲员")
    worker.job = "站长"
    worker.save()


def added():
    unit = Enterprise.objects.get(name=UNIT)
    WorkerFactory(name="乙员", identity_number=identity_number(2), enterprise=unit)


def unrelated():
    EnterpriseFactory(name="另一家快递公司")


@contextlib.contextmanager
def meddling(what, *, before):
    """Do something once, right before the first statement that begins so."""
    waiting = [what]

    def look(execute, sql, params, many, context):
        if waiting and sql.lstrip().startswith(before):
            waiting.pop()()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield
    assert not waiting


CASES = [
    pytest.param(silently, (1, 0, 1, 0), id="changed-without-history"),
    pytest.param(by_form, (1, 0, 1, 0), id="changed-by-a-form"),
    pytest.param(added, (0, 1, 1, 0), id="added-by-somebody"),
    pytest.param(unrelated, (1, 1, 0, 0), id="something-else"),
]


def test_nothing_happens_between_and_all_is_written(record):
    apply_import(run_of(), import_id=record.pk)

    assert counts(record) == (1, 1, 0, 0)
    assert sorted(Worker.objects.values_list("name", "job")) == [
        ("乙员", "快递员"),
        ("甲员", "分拣员"),
    ]
    assert Employment.objects.filter(worker__name="乙员", enterprise__name=UNIT).count() == 1


@pytest.mark.parametrize(("deed", "told"), CASES)
def test_a_deed_between_check_and_import(record, deed, told):
    deed()

    apply_import(run_of(), import_id=record.pk)

    assert counts(record) == told


@pytest.mark.parametrize(("deed", "told"), CASES)
def test_a_deed_right_before_the_transaction(record, deed, told):
    with meddling(deed, before="SAVEPOINT"):
        apply_import(run_of(), import_id=record.pk)

    assert counts(record) == told


@pytest.mark.parametrize(("deed", "told"), CASES)
def test_a_deed_in_the_last_moment_after_it_was_worked_out_again(record, deed, told):
    EnterpriseFactory(name="又一家快递公司")

    with meddling(deed, before='UPDATE "sheets_planchunk"'):
        apply_import(run_of(), import_id=record.pk)

    assert counts(record) == told


def test_the_writing_transaction_judges_nothing(record):
    asked = []

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        apply_import(run_of(), import_id=record.pk)

    looked_up = [sql for sql in asked if sql.startswith("SELECT") and "unions_worker" in sql]
    by_number = [sql for sql in looked_up if 'WHERE "unions_worker"."identity_number"' in sql]
    assert by_number == []
    assert [sql for sql in asked if "first_hired_on" in sql] == []


def test_history_is_written_with_the_rows_and_names_the_file(record):
    apply_import(run_of(), import_id=record.pk)

    said = Worker.history.exclude(history_change_reason=None).order_by("history_id")
    assert list(said.values_list("name", "history_type", "history_change_reason")) == [
        ("乙员", "+", f"导入{record.pk} 花名册.xlsx"),
        ("甲员", "~", f"导入{record.pk} 花名册.xlsx"),
    ]


def test_another_day_is_judged_anew(record):
    chunk = PlanChunk.objects.get()

    apply_import(run_of(today=datetime.date(2023, 2, 1)), import_id=record.pk)

    assert counts(record) == (1, 1, 0, 0)
    assert chunk.prepared is not None


def test_no_name_and_no_number_lie_readable_in_what_is_prepared(record):
    prepared = bytes(PlanChunk.objects.get().prepared)

    assert "乙员".encode() not in prepared
    assert identity_number(2).encode() not in prepared
