"""Every name that other committees give to a column, one by one, down to the stored value."""

import pytest

from config.sheets.headings import recognise
from config.sheets.registry import all_resources, resource_for
from ledgers.models import Activist, Member
from tests.config.sheets.sheets import take
from tests.dialects.tables import BRANCH, COMPANY, NEW_NUMBER, ZHANG, day
from unions.models import Enterprise, Worker

pytestmark = pytest.mark.usefixtures("office")

ROSTER = {
    "姓名": "王五",
    "身份证号": NEW_NUMBER,
    "工作单位": COMPANY,
    "出生年月": "1990.05",
    "文化程度": "大专",
    "联系电话": "13900000000",
    "岗位": "快递员",
}
MEMBERS = {
    "姓名": "张三",
    "身份证号": ZHANG,
    "所在党支部": BRANCH,
    "入党时间": "2015-06-20",
    "转正时间": "2016-06-20",
    "人员类别": "正式党员",
    "备注": "先进",
}
ACTIVISTS = {
    "姓名": "张三",
    "身份证号": ZHANG,
    "所在党支部": BRANCH,
    "申请入党时间": "2021-03-02",
    "谈话时间": "2021-03-20",
    "确定积极分子时间": "2021-09-01",
    "培养联系人": "李四",
    "列为发展对象时间": "2022-09-01",
    "备注": "先进",
}
NAMES = "名字 党员姓名 姓　名"
NUMBERS = "公民身份证号 公民身份号码 身份证号码 身份号码 身份证 证件号码 证件号"
ALIASES = {
    "workers": {
        "姓名": NAMES,
        "身份证号": NUMBERS,
        "出生年月": "出生日期 出生时间 出生年月日 生日",
        "文化程度": "学历 最高学历 文化程度(指已取得学历)",
        "联系电话": "手机号 手机 手机号码 电话 联系方式 移动电话",
        "工作单位": "单位 所在单位 单位名称 工作单位及职务",
        "岗位": "职务 岗位职务 工作岗位",
    },
    "members": {
        "姓名": NAMES,
        "身份证号": NUMBERS,
        "所在党支部": "所属党支部 所属党组织名称 支部名称 党支部 党组织 所在支部",
        "入党时间": "加入党组织日期 入党日期 入党年月 接收预备党员日期 列为预备党员时间 "
        "成为预备党员时间 党支部党员大会接收预备党员时间",
        "转正时间": "转为正式党员日期 转正日期 正式转正日期 预备党员转正时间",
        "人员类别": "人员类型 党员类别 党员性质 政治面貌",
        "备注": "说明",
    },
    "activists": {
        "姓名": NAMES,
        "身份证号": NUMBERS,
        "所在党支部": "所属党支部 所属党组织名称 支部名称 党支部 党组织 所在支部 受理党组织",
        "申请入党时间": "递交入党申请书时间 提交入党申请时间 入党申请时间 申请时间 申请书时间 "
        "递交申请书时间",
        "谈话时间": "派人谈话时间 派入谈话时间",
        "确定积极分子时间": "列为积极分子时间 党支部研究确定入党积极分子时间 积极分子时间",
        "培养联系人": "培养联系人姓名 联系人 培养联系人1 第一联系人",
        "列为发展对象时间": "发展对象时间 确定发展对象时间",
        "备注": "说明",
    },
}
TABLES = {"workers": ROSTER, "members": MEMBERS, "activists": ACTIVISTS}
CASES = [
    pytest.param(ledger, usual, alias, id=f"{ledger}-{alias}")
    for ledger, columns in ALIASES.items()
    for usual, aliases in columns.items()
    for alias in aliases.split(" ")
]
SPELLINGS = [
    pytest.param("{}*", id="asterisk"),
    pytest.param("*{}", id="asterisk-first"),
    pytest.param("＊{}", id="full-width-asterisk"),
    pytest.param("{}（必填）", id="required-in-full-width-brackets"),
    pytest.param("{}(必填)", id="required-in-brackets"),
    pytest.param("{}【必填】", id="required-in-lenticular-brackets"),
    pytest.param("{}〔必填〕", id="required-in-shell-brackets"),
    pytest.param("{}必填", id="required"),
    pytest.param("{}：", id="colon"),
    pytest.param("\u200b{}\ufeff", id="invisible-marks"),
    pytest.param("\u3000{}\u00a0", id="odd-spaces"),
    pytest.param("{}\n(据实填写)", id="hint-on-a-second-line"),
]


def stored(ledger):
    """What the row became in the database."""
    if ledger == "workers":
        worker = Worker.objects.get(name="王五")
        assert worker.enterprise == Enterprise.objects.get()
        return worker.identity_number, worker.education, worker.phone, worker.job
    if ledger == "members":
        member = Member.objects.get(worker__name="张三")
        return member.branch.name, member.joined_on, member.converted_on, member.note
    activist = Activist.objects.get(worker__name="张三")
    days = activist.applied_on, activist.talked_on, activist.confirmed_on, activist.target_on
    return *days, activist.branch.name, activist.contacts.get().member.worker.name, activist.note


EXPECTED = {
    "workers": (NEW_NUMBER, "30", "13900000000", "快递员"),
    "members": (BRANCH, day("2015-06-20"), day("2016-06-20"), "先进"),
    "activists": (
        *(day("2021-03-02"), day("2021-03-20"), day("2021-09-01"), day("2022-09-01")),
        *(BRANCH, "李四", "先进"),
    ),
}


def read(ledger, headings):
    """Recognise the table among all ledgers, and write it; returns the columns not understood."""
    rows = [headings, list(TABLES[ledger].values())]
    layout = recognise(rows, all_resources())
    assert layout.resource.ledger == ledger
    assert [problem.message for problem in take(ledger, rows).problems] == []
    return layout.unknown


@pytest.mark.parametrize(("ledger", "usual", "alias"), CASES)
def test_a_column_is_understood_by_its_other_names(ledger, usual, alias):
    unknown = read(ledger, [alias if name == usual else name for name in TABLES[ledger]])

    assert (unknown, stored(ledger)) == ([], EXPECTED[ledger])


@pytest.mark.parametrize("ledger", sorted(TABLES))
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_heading_is_understood_however_it_is_dressed(ledger, spelling):
    unknown = read(ledger, [spelling.format(name) for name in TABLES[ledger]])

    assert (unknown, stored(ledger)) == ([], EXPECTED[ledger])


@pytest.mark.parametrize("resource", all_resources(), ids=lambda resource: resource.ledger)
def test_every_declared_name_of_every_column_is_understood(resource):
    """In the ledger chosen by the clerk, each alone among the usual headings of the others."""
    usual = {name: column.column_name for name, column in resource.fields.items()}
    missed = [
        (name, alias)
        for name, column in resource.fields.items()
        for alias in column.aliases
        if alias not in usual.values()
        and recognise(
            [list((usual | {name: alias}).values())], [resource_for(resource.ledger)]
        ).headings.get(name)
        != alias
    ]

    assert missed == []
