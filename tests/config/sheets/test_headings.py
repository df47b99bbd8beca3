"""Which row is the heading, which ledger it is, which column is which."""

import pytest

from config.sheets.headings import plain, recognise
from config.sheets.problems import SheetRefused
from config.sheets.registry import all_resources, resource_for


@pytest.mark.parametrize(
    ("typed", "bare"),
    [
        pytest.param("补贴金额(元)", "补贴金额", id="unit-in-brackets"),
        pytest.param("补贴金额（元）", "补贴金额", id="full-width-brackets"),
        pytest.param("姓 名", "姓名", id="padded"),
        pytest.param("身份\n证号", "身份证号", id="line-break"),
        pytest.param("姓名*", "姓名", id="required-mark"),
        pytest.param("姓名：", "姓名", id="colon"),
        pytest.param("\u200b姓名", "姓名", id="zero-width"),
        pytest.param("(备注)", "备注", id="all-in-brackets"),
        pytest.param(None, "", id="empty"),
    ],
)
def test_a_heading_is_compared_without_marks_and_hints(typed, bare):
    assert plain(typed) == bare


def headings_of(resource):
    return [column.column_name for column in resource.fields.values()]


@pytest.mark.parametrize("resource", all_resources(), ids=lambda resource: resource.ledger)
def test_every_ledger_is_recognised_by_its_own_headings(resource):
    rows = [["标题"], ["填报单位："], ["序号", *headings_of(resource)]]

    layout = recognise(rows, all_resources())

    assert (layout.resource.ledger, layout.header_row) == (resource.ledger, 3)
    assert list(layout.columns) == list(resource.fields)
    assert layout.unknown == []


@pytest.mark.parametrize("resource", all_resources(), ids=lambda resource: resource.ledger)
def test_no_two_columns_of_a_ledger_share_a_heading(resource):
    own = [plain(column.column_name) for column in resource.fields.values()]

    assert len(own) == len(set(own))


def test_aliases_of_other_committees_are_understood():
    rows = [
        [
            "党员姓名",
            "公民身份证号",
            "性别",
            "学历",
            "所属党支部",
            "加入党组织日期",
            "转为正式党员日期",
        ]
    ]

    layout = recognise(rows, all_resources())

    assert (layout.resource.ledger, sorted(layout.columns)) == (
        "members",
        ["branch", "converted_on", "education", "joined_on", "name", "sex", "worker"],
    )


def test_a_heading_nobody_knows_is_named():
    rows = [["姓名", "身份证号", "工作单位", "血型"]]

    layout = recognise(rows, all_resources())

    assert (layout.resource.ledger, layout.unknown) == ("workers", ["血型"])


def test_computed_columns_are_known_and_passed_over():
    rows = [["序号", "姓名", "身份证号", "年龄", "工作单位"]]

    layout = recognise(rows, all_resources())

    assert (sorted(layout.columns), layout.unknown) == (
        ["enterprise", "identity_number", "name"],
        [],
    )


def test_a_sheet_without_a_known_heading_is_refused():
    with pytest.raises(SheetRefused) as refused:
        recognise([["菜名", "价格"], ["面条", 12]], all_resources())

    assert refused.value.problem.code == "unknown_ledger"


def test_the_nearest_ledger_and_what_it_lacks_are_told():
    with pytest.raises(SheetRefused) as refused:
        recognise([["姓名", "身份证号", "性别"]], all_resources())

    assert refused.value.problem.message == (
        "没有认出这是哪一本台账。最接近的是「从业人员花名册」，但缺少必需的列：工作单位。"
        "请补上这些列，或选择台账后再导入。"
    )


def test_a_title_that_says_masked_is_refused():
    rows = [["从业人员花名册(脱敏)"], ["姓名", "身份证号", "工作单位"]]

    with pytest.raises(SheetRefused) as refused:
        recognise(rows, [resource_for("workers")])

    assert refused.value.problem.code == "rule"


def test_the_word_masked_below_the_heading_is_only_a_word():
    rows = [["姓名", "身份证号", "工作单位"], ["张三", "x", "脱敏快递有限公司"]]

    assert recognise(rows, [resource_for("workers")]).header_row == 1


STATION_OR_HOME = ["编号", "名称", "县(市、区)", "地址", "建成日期", "面积", "设施清单"]


@pytest.mark.parametrize("ledger", ["stations", "homes"])
def test_the_title_tells_apart_two_ledgers_that_fit(ledger):
    rows = [[f"朔城区{resource_for(ledger).title}"], STATION_OR_HOME]

    assert recognise(rows, all_resources()).resource.ledger == ledger


def test_a_small_ledger_does_not_take_what_is_mostly_another():
    """联系人 and 部门 are all that a list of member units needs."""
    rows = [["姓名", "身份证号", "性别", "民族", "学历", "部门", "联系人", "申请入党时间"]]

    with pytest.raises(SheetRefused) as refused:
        recognise(rows, all_resources())

    assert refused.value.problem.message == (
        "没有认出这是哪一本台账。最接近的是「入党申请人、入党积极分子台账」，"
        "但缺少必需的列：所在党支部。请补上这些列，或选择台账后再导入。"
    )
