"""A blank cell leaves what is stored, unless the clerk says that it empties it."""

import datetime

import pytest

from config.sheets.handing_in import Upload
from config.sheets.imports import apply_import, check_import
from config.sheets.planning import plan_rows
from config.sheets.registry import all_resources, resource_for
from config.sheets.runs import Run
from tests.config.sheets.admin.workbooks import identity_number
from tests.factories.unions import EnterpriseFactory
from unions.models import Worker

pytestmark = pytest.mark.django_db

NUMBER = identity_number(1)
EVERY = pytest.mark.parametrize("resource", all_resources(), ids=lambda resource: resource.ledger)


@pytest.fixture
def worker():
    return Worker.objects.create(
        name="甲员",
        identity_number=NUMBER,
        enterprise=EnterpriseFactory(name="甲公司"),
        job="快递员",
        phone="13800000001",
        note="老员工",
    )


def csv(headings, *rows):
    return Upload("花名册.csv", "\n".join([headings, *rows]).encode())


def taken(file, **how):
    run = Run(today=datetime.date(2026, 11, 24), **how)
    record = check_import(run, [file], ledger="workers")
    apply_import(Run(today=run.today), import_id=record.pk)
    record.refresh_from_db()
    sheet = record.sheets.get()
    return {"changed": sheet.changed, "unchanged": sheet.unchanged, "rejected": sheet.rejected}


def stored(worker):
    worker.refresh_from_db()
    return worker.job, worker.phone, worker.note


BLANKS = csv("姓名,身份证号,工作单位,岗位,联系电话,备注", f"甲员,{NUMBER},甲公司,,,")


def test_a_blank_cell_says_nothing(worker):
    assert taken(BLANKS) == {"changed": 0, "unchanged": 1, "rejected": 0}
    assert stored(worker) == ("快递员", "13800000001", "老员工")


def test_a_blank_cell_empties_where_that_was_chosen(worker):
    assert taken(BLANKS, blank_clears=True) == {"changed": 1, "unchanged": 0, "rejected": 0}
    assert stored(worker) == ("", None, "")


def test_a_column_that_the_sheet_does_not_have_is_left_alone(worker):
    file = csv("姓名,身份证号,工作单位,备注", f"甲员,{NUMBER},甲公司,")

    assert taken(file, blank_clears=True) == {"changed": 1, "unchanged": 0, "rejected": 0}
    assert stored(worker) == ("快递员", "13800000001", "")


def test_what_is_needed_is_never_emptied(worker):
    file = csv("姓名,身份证号,工作单位", f",{NUMBER},")

    assert taken(file, blank_clears=True) == {"changed": 0, "unchanged": 1, "rejected": 0}
    worker.refresh_from_db()
    assert (worker.name, worker.enterprise.name) == ("甲员", "甲公司")


def test_what_is_empty_already_is_unchanged(worker):
    taken(BLANKS, blank_clears=True)

    assert taken(BLANKS, blank_clears=True) == {"changed": 0, "unchanged": 1, "rejected": 0}


def test_the_plan_shows_what_would_be_emptied(worker):
    run = Run(today=datetime.date(2026, 11, 24), blank_clears=True)
    plan = plan_rows(
        run,
        resource_for("workers"),
        [
            ["姓名", "身份证号", "工作单位", "岗位"],
            ["甲员", NUMBER, "甲公司", None],
        ],
    )

    assert [row.changes for rows in plan.chunks for row in rows] == [{"job": ("快递员", "")}]


@EVERY
def test_what_tells_a_row_and_what_it_needs_can_never_be_emptied(resource):
    for part in [resource, *resource.parts.values()]:
        needed = {*part.keys, *(name for name, one in part.fields.items() if one.required)}
        assert needed.isdisjoint(part.clearable)
