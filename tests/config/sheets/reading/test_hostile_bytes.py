"""Whatever the bytes: rows or a sentence, never an error, never a hang."""

import contextlib

import pytest
from hypothesis import given, settings, strategies as st

from config.sheets.reading import UnreadableFile, guard, read_file
from tests.config.sheets.reading.old_workbooks import label, number, xls
from tests.config.sheets.reading.workbooks import ods, ods_cell, ods_row, xlsx

WHOLE = {
    "xlsx": xlsx(["姓名", "电话"], ["甲某", 13800000000]),
    "xls": xls(label(0, 0, "姓名"), number(1, 0, 1.5)),
    "ods": ods(ods_row(ods_cell("姓名")) + ods_row(ods_cell("甲某"), times=3)),
    "csv": "姓名,电话\n甲某,13800000000\n".encode("gb18030"),
}
STARTS = (b"", b"PK\x03\x04", b"PK\x05\x06", guard.OLE, b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml")

random_bytes = st.builds(bytes.__add__, st.sampled_from(STARTS), st.binary(max_size=2000))


@st.composite
def damaged(draw):
    """An extension, and a workbook some bytes of which are others, or whose end is cut off."""
    extension = draw(st.sampled_from(sorted(WHOLE)))
    data = bytearray(WHOLE[extension])
    for _ in range(draw(st.integers(1, 8))):
        data[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
    return extension, bytes(data[: draw(st.integers(1, len(data)))])


def outcome(data, extension):
    try:
        sheets = read_file(data, name=f"名册.{extension}")
    except UnreadableFile as refused:
        return str(refused)
    return sheets


def test_the_workbooks_to_be_damaged_are_whole():
    assert [len(outcome(data, extension)[0].rows) for extension, data in WHOLE.items()] == [
        2,
        2,
        4,
        2,
    ]


@settings(max_examples=40, deadline=None)
@given(data=random_bytes, extension=st.sampled_from(sorted(WHOLE)))
def test_random_bytes_give_rows_or_a_sentence(data, extension):
    assert outcome(data, extension) is not None


@settings(max_examples=40, deadline=None)
@given(workbook=damaged())
def test_a_damaged_workbook_gives_rows_or_a_sentence(workbook):
    extension, data = workbook

    assert outcome(data, extension) is not None


@settings(max_examples=400, deadline=None)
@given(workbook=damaged())
def test_looking_at_a_damaged_workbook_ends_in_a_refusal_or_in_nothing(workbook):
    _extension, data = workbook

    with contextlib.suppress(UnreadableFile):
        assert not any(guard.survey(data))


@pytest.mark.parametrize("extension", sorted(WHOLE))
def test_every_cut_through_a_workbook_gives_rows_or_a_sentence(extension):
    whole = WHOLE[extension]

    told = {type(outcome(whole[:cut], extension)) for cut in range(0, len(whole), len(whole) // 10)}

    assert told <= {str, list}
