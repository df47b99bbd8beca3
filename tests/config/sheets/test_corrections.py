"""Cells put right in the page are laid over the file's own, and the file stays as it is."""

from hypothesis import given, strategies as st

from config.sheets.corrections import corrected, merged, packed, unpacked
from config.sheets.headings import recognise
from config.sheets.registry import resource_for

WORKERS = resource_for("workers")
FIXES = st.dictionaries(
    st.text(max_size=3),
    st.dictionaries(st.tuples(st.integers(1, 9), st.text(max_size=3)), st.text(), min_size=1),
)


def sheet():
    return [["花名册"], ["姓名", "身份证号", "工作单位"], ["张三", "x", "某公司"], ["李四"], []]


def laid_over(fixes):
    rows = sheet()
    layout = corrected(rows, recognise(rows, [WORKERS]), fixes)
    return rows, layout


def test_a_cell_is_replaced_and_a_short_row_filled_up():
    rows, _ = laid_over({(3, "身份证号"): "1", (4, "工作单位"): "甲公司"})

    assert rows == [*sheet()[:2], ["张三", "1", "某公司"], ["李四", None, "甲公司"], []]


def test_a_column_that_the_sheet_lacks_is_put_at_its_end():
    rows, layout = laid_over({(3, "入职时间"): "2023-02-01", (4, "入职时间"): "2023-03-01"})

    assert (layout.columns["hired_on"], layout.headings["hired_on"]) == (3, "入职时间")
    assert [row[3:] for row in rows] == [[], ["入职时间"], ["2023-02-01"], ["2023-03-01"], []]


def test_what_is_no_cell_of_the_ledger_is_passed_over():
    rows, layout = laid_over({(1, "姓名"): "a", (2, "姓名"): "b", (9, "姓名"): "c", (3, "啥"): "d"})

    assert rows == sheet()
    assert layout == recognise(sheet(), [WORKERS])


@given(FIXES)
def test_fixes_are_kept_as_they_were_typed(fixes):
    assert unpacked(packed(fixes)) == fixes


@given(FIXES, FIXES)
def test_what_is_said_later_holds(earlier, later):
    together = merged(earlier, later)

    for sheet_name, fixes in later.items():
        assert fixes.items() <= together[sheet_name].items()
    for sheet_name, fixes in earlier.items():
        assert fixes.keys() <= together[sheet_name].keys()
