"""A csv is text for whoever opens it, and comes in again as what it was."""

import datetime
from decimal import Decimal

import pytest

from config.sheets.reading.files import read_file
from config.sheets.watermarks import Watermark
from config.sheets.writing.delimited import delimited
from config.sheets.writing.sheet import Sheet

AT = datetime.datetime(2026, 11, 24, 1, 5, tzinfo=datetime.UTC)


def written(*values):
    sheet = Sheet(
        name="名册",
        title="某市名册",
        office="某党委",
        headings=("序号", "姓名"),
        mark=Watermark("甲(jia)", AT),
    )
    return b"".join(delimited(sheet, [(at, value) for at, value in enumerate(values, start=1)]))


def test_it_is_utf_8_with_its_mark_and_ends_lines_as_windows_does():
    assert written("甲").decode() == (
        "\ufeff某市名册\r\n填报单位：某党委　导出人：甲(jia)　导出时间：2026-11-24 09:05\r\n"
        "序号,姓名\r\n1,甲\r\n"
    )


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        *(("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@A1", "'@A1"), ("\tx", "'\tx")),
        pytest.param("＝1", "'＝1", id="full-width"),
        pytest.param("140699199001010017", "'140699199001010017", id="a-long-number"),
        pytest.param("14069919900101001X", "'14069919900101001X", id="a-long-number-with-X"),
        pytest.param("007", "'007", id="zeros-before"),
        pytest.param("91E5", "'91E5", id="an-exponent"),
        pytest.param("2016-02", "'2016-02", id="a-month"),
        pytest.param("'=1", "''=1", id="an-apostrophe-of-its-own"),
        pytest.param("13800000001", "13800000001", id="a-phone"),
        pytest.param("'90后", "'90后", id="an-apostrophe-of-the-text"),
        pytest.param("甲=乙", "甲=乙", id="a-sign-within"),
        pytest.param(datetime.date(2026, 1, 2), "2026-01-02", id="a-day"),
        pytest.param(Decimal("-1.50"), "-1.50", id="an-amount"),
    ],
)
def test_what_excel_would_work_out_is_marked_and_read_without_the_mark(value, cell):
    data = written(value)

    assert data.decode().splitlines()[3] == f"1,{cell}"
    (sheet,) = read_file(data, name="名册.csv")
    assert sheet.rows[3] == ["1", str(value)]
