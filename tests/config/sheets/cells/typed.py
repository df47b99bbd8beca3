"""What may stand in a cell, for the property tests; and why a parser refuses it."""

import datetime

import pytest
from hypothesis import strategies as st

from config.sheets.cells.bad_cell import BadCell
from config.sheets.problems import CODES

MARKS = (
    "0123456789XxＸ１２年月日号生·•．.-—/、，,;；:：()（）*'＇ "
    "\u3000\u200b\n\t男女汉族张三无一二三十〇元人¥√"
)

typed_text = st.text(max_size=40) | st.text(alphabet=MARKS, max_size=24)
any_cell = st.one_of(
    typed_text,
    st.integers(-(10**18), 10**18),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.none(),
)
days = st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2100, 12, 31))


def refusal(parse, cell):
    """The code and the sentence with which the cell is refused."""
    with pytest.raises(BadCell) as refused:
        parse(cell)
    return refused.value.code, refused.value.message


def code_of(parse, cell):
    return refusal(parse, cell)[0]


def reads_or_refuses(parse, cell):
    """Whether the parser answers with a value or a refusal of the contract, and nothing else."""
    try:
        parse(cell)
    except BadCell as refused:
        return refused.code in CODES and refused.message.endswith(("。", "）。"))
    return True


def read_again(parse, show, cell):
    """(the value, the same value shown and read again); two Nones where the cell is refused."""
    try:
        value = parse(cell)
    except BadCell:
        return None, None
    return value, parse(show(value))
