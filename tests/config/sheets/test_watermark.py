"""Who took a workbook out, when and what for stands in it, and in no one's way."""

import datetime
import io

import openpyxl
import pytest

from config.accounts.models import Committee
from config.sheets.exporting import write_ledger
from config.sheets.headings import recognise
from config.sheets.registry import all_resources, resource_for
from config.sheets.runs import Run
from tests.factories.config import ClerkFactory
from tests.factories.unions import WorkerFactory

pytestmark = pytest.mark.django_db

AT = datetime.datetime(2026, 11, 24, 1, 5, tzinfo=datetime.UTC)
BY_CLERK = "导出人：经办甲(jingban)　导出时间：2026-11-24 09:05　用途：核对"


def written(user=None, reason="", *, full=True):
    WorkerFactory(employed=True)
    stream = io.BytesIO()
    run = Run(user=user, today=AT.date())
    committee = Committee(name="某市快递行业党委", city="某市")
    write_ledger(
        stream, resource_for("workers"), run, committee=committee, at=AT, full=full, reason=reason
    )
    return openpyxl.load_workbook(stream)


def clerk():
    user = ClerkFactory(name="经办甲", username="jingban")
    user.is_superuser = True
    return user


def test_it_stands_under_the_title_at_the_foot_and_in_the_properties():
    book = written(clerk(), "核对")

    assert book.active["A2"].value == f"填报单位：某市快递行业党委　{BY_CLERK}"
    assert book.active.oddFooter.left.text == BY_CLERK
    assert (book.properties.creator, book.properties.description) == (
        "经办甲(jingban)",
        BY_CLERK,
    )
    assert book.properties.created == datetime.datetime(2026, 11, 24, 1, 5)  # noqa: DTZ001


def test_the_operator_of_the_machine_is_called_so():
    line = written(full=False).active["A2"].value

    assert line.partition("　")[2] == "导出人：命令行　导出时间：2026-11-24 09:05"


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param("核对党员台账 & 脱敏", id="the-words-of-other-workbooks"),
        pytest.param("核" * 100, id="longest"),
        pytest.param("&" * 100, id="signs-of-the-footer"),
    ],
)
def test_no_reason_keeps_a_full_workbook_from_coming_in_again(reason):
    book = written(clerk(), reason)

    layout = recognise([list(row) for row in book.active.values], all_resources())
    assert (layout.resource.ledger, layout.header_row) == ("workers", 3)
    assert book.active.oddFooter.left.text.startswith("导出人：经办甲")
