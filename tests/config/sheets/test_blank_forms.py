"""A blank form says what it wants, and what is filled into it is taken."""

import io

import openpyxl
import pytest

from config.accounts.models import Committee
from config.sheets.blank_forms import OFFERS, write_blank_form
from config.sheets.guidance import guidance_for
from config.sheets.handing_in import Upload, hand_in
from config.sheets.own_sheets import GUIDE
from config.sheets.problems import ERROR
from config.sheets.registry import all_resources, resource_for
from config.sheets.runs import Run
from tests.factories.unions import EnterpriseFactory

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("resource", all_resources(), ids=lambda resource: resource.ledger)


def form(resource):
    stream = io.BytesIO()
    write_blank_form(stream, resource, Run(), committee=Committee.current())
    return stream.getvalue()


def opened(resource):
    return openpyxl.load_workbook(io.BytesIO(form(resource)))


@EVERY
def test_a_form_is_recognised_and_holds_no_row(resource):
    handed_in = hand_in(Run(), [Upload("空白表.xlsx", form(resource))])

    assert [(sheet.layout.resource.ledger, sheet.plan.counts.total()) for sheet in handed_in] == [
        (resource.ledger, 0)
    ]


@EVERY
def test_every_column_is_explained_with_an_example_that_its_cell_takes(resource):
    EnterpriseFactory()
    lines = list(opened(resource)[GUIDE].iter_rows(min_row=2, values_only=True))

    assert [line[0] for line in lines] == [c.column_name for c in resource.fields.values()]
    assert [line[1] for line in lines] == [
        "必填" if column.required else "选填" for column in resource.fields.values()
    ]
    for line, column in zip(lines, resource.fields.values(), strict=True):
        assert line[2]
        column.widget.parse(line[3] or None)


def test_choices_and_names_are_offered_and_other_words_only_warned_of():
    EnterpriseFactory(name="甲公司")
    EnterpriseFactory(name="乙公司")
    book = opened(resource_for("workers"))
    lists = {
        str(rule.sqref): rule for rule in book["从业人员花名册"].data_validations.dataValidation
    }

    employer = lists["I4:I2003"]
    assert (employer.formula1, employer.errorStyle) == (f"{OFFERS}!$I$1:$I$2", "warning")
    assert [book[OFFERS][cell].value for cell in ("I1", "I2")] == ["乙公司", "甲公司"]
    assert book[OFFERS].sheet_state == "hidden"
    assert [book[OFFERS][cell].value for cell in ("C1", "C2")] == ["男", "女"]


def test_columns_of_numbers_of_identity_are_text_and_of_days_are_days():
    page = opened(resource_for("workers"))["从业人员花名册"]
    looks = {
        page.cell(3, dimension.min).value: dimension.number_format
        for dimension in page.column_dimensions.values()
    }

    assert (looks["身份证号"], looks["联系电话"], looks["入职时间"]) == ("@", "@", "yyyy-mm-dd")


def test_what_is_filled_into_a_form_is_taken():
    EnterpriseFactory(name="甲公司")
    workers = resource_for("workers")
    book = opened(workers)
    filled = {
        "name": "张三",
        "identity_number": guidance_for(workers.fields["identity_number"], Run()).example,
        "enterprise": "甲公司",
    }
    for index, name in enumerate(workers.fields, start=2):
        if name in filled:
            book["从业人员花名册"].cell(4, index, filled[name])
    stream = io.BytesIO()
    book.save(stream)

    (sheet,) = hand_in(Run(), [Upload("花名册.xlsx", stream.getvalue())])

    assert dict(sheet.plan.counts) == {"rejected": 0, "new": 1}
    assert [problem for problem in sheet.plan.problems if problem.level == ERROR] == []
