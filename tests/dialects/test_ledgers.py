"""The forms of other committees, whole: each lands in its ledger with the right values."""

import openpyxl
import pytest

from ledgers.models import Activist, ActivistContact, Branch, Coverage, Member, Post
from tests.config.sheets.reading.workbooks import saved
from tests.dialects.tables import (
    BRANCH,
    COMPANY,
    LI,
    UNION,
    ZHANG,
    day,
    hand_in,
    take_in,
    verdict,
    words,
)
from unions.models import UnionBranch, UnionMembership, Worker

pytestmark = pytest.mark.usefixtures("office")


def member():
    """The member whom the sheet brought."""
    values = Member.objects.filter(worker__name="张三").values_list(
        "branch__name", "joined_on", "joined_on_precision", "converted_on", "converted_on_precision"
    )
    return values.get()


def test_the_national_form_of_members(tmp_path):
    """党员基本信息汇总表, its columns in their order."""
    heading = words(
        "序号 姓名 所在党支部 公民身份证号 性别 民族 出生日期 学历 人员类别 "
        "加入党组织日期 转为正式党员日期 工作岗位 手机号 固定电话 家庭住址 党籍状态 "
        "是否为失联党员 失去联系日期 是否为流动党员 外出流向 备注"
    )
    row = [1, "张三", BRANCH, ZHANG, "男", "汉族", "1990年05月18日", "大专", "正式党员"]
    row += ["20150620", "20160620", "快递员", 13800000000, "无", "朔城区", "正常", "否", "无"]
    row += ["是", "山西省/朔州市/应县", "先进"]

    told = take_in(tmp_path, ["党员基本信息汇总表"], ["填报单位：甲"], [], heading, row)

    assert (*verdict(told), told["header_row"], told["problems"]) == ("members", 1, 0, 4, [])
    assert member() == (BRANCH, day("2015-06-20"), "day", day("2016-06-20"), "day")
    assert Member.objects.get(worker__name="张三").note == "先进"
    assert told["ignored_columns"] == words(
        "工作岗位 固定电话 家庭住址 党籍状态 是否为失联党员 失去联系日期 是否为流动党员 外出流向"
    )


def test_a_companys_own_list_of_members(tmp_path):
    """Required columns bear an asterisk; 政治面貌 says which kind of member."""
    heading = words(
        "姓名* 员工工号* 身份证号* 性别 出生日期 最高学历 所属党组织名称* 企业行政部门 "
        "岗位职务 政治面貌* 党内职务 党龄(年) 接收预备党员日期 正式转正日期 全国党员编码 "
        "生产经营一线(是/否)"
    )
    row = ["张三", "A01", ZHANG, "男", "1990-05-18", "大专", BRANCH, "运营部", "站长"]
    row += ["中共党员", "组织委员", 7, "2015.06", "2016.06", "无", "是"]

    told = take_in(tmp_path, heading, row)

    assert (*verdict(told), told["problems"]) == ("members", 1, 0, [])
    assert member() == (BRANCH, day("2015-06-01"), "month", day("2016-06-01"), "month")
    assert list(Post.objects.values_list("member__worker__name", "title")) == [("张三", "组织委员")]
    assert told["ignored_columns"] == [
        "员工工号*",
        "企业行政部门",
        "岗位职务",
        "全国党员编码",
        "生产经营一线(是/否)",
    ]


def test_a_committees_roster_of_members(tmp_path):
    heading = words(
        "序号 姓名 性别 民族 出生年月 籍贯 学历 身份证号 参加工作时间 入党时间 转正时间 "
        "党内职务 所在党支部 工作单位及职务 联系电话 家庭住址 是否流动党员 备注"
    )
    row = [1, "张　三", "男", "汉", "1990.05", "山西朔州", "大专", ZHANG, "2010.7"]
    row += [
        "2015年6月",
        "2016年6月",
        "书记、组织委员",
        BRANCH,
        COMPANY,
        "13800000000",
        "",
        "否",
        "",
    ]

    told = take_in(tmp_path, heading, row)

    assert (*verdict(told), told["problems"]) == ("members", 1, 0, [])
    assert member() == (BRANCH, day("2015-06-01"), "month", day("2016-06-01"), "month")
    assert list(Post.objects.values_list("title", flat=True)) == ["书记", "组织委员"]


def test_the_national_form_of_party_organisations(tmp_path):
    heading = words(
        "党组织名称(全称) 党组织书记 党组织联系人 联系电话 组织类别 "
        "党组织所在单位情况(与上级党组织相同/法人单位/联合党支部) 单位名称 单位性质类别 "
        "单位建立党组织情况 统一社会信用代码"
    )
    row = ["中共迅达快递有限公司支部委员会", "李四", "王五", "0349-2023456", "党支部"]
    row += ["法人单位", COMPANY, "民营", "单独建立", "91140699MA9X5R2330"]

    told = take_in(tmp_path, heading, row)

    branch = Branch.objects.get(name="中共迅达快递有限公司支部委员会")
    assert verdict(told) == ("branches", 1, 0)
    assert (branch.kind, branch.secretary, branch.secretary_worker.name) == (
        "branch",
        "李四",
        "李四",
    )
    assert list(Coverage.objects.values_list("branch", "enterprise__name")) == [
        (branch.pk, COMPANY)
    ]


def test_a_committees_sheet_of_party_organisations(tmp_path):
    heading = words(
        "序号 党组织名称 党组织类型 隶属(上级党组织) 成立时间 批准文号 "
        "组建方式(单独/联合/依托) 覆盖企业 书记 书记电话 支委名单 党员总数 正式党员 "
        "预备党员 流动党员 女党员 入党积极分子 入党申请人 本届选举时间 届满时间 "
        "活动场所/面积 党建指导员 备注"
    )
    above = [1, "朔州市快递行业党委", "党委", "", "2020.12"]
    row = [2, "迅达联合支部", "联合党支部", "朔州市快递行业党委", "2021.05", "", "联合", COMPANY]
    row += ["李四", "", "", 5, 4, 1, 0, 2, 1, 3, "2021.5.11", "2024.5.11", "有/30", "", ""]

    told = take_in(tmp_path, ["党组织台账"], heading, above, row)

    branch = Branch.objects.get(name="迅达联合支部")
    assert verdict(told) == ("branches", 2, 0)
    assert (branch.kind, branch.parent.name, branch.founded_on, branch.founded_on_precision) == (
        "joint_branch",
        "朔州市快递行业党委",
        day("2021-05-01"),
        "month",
    )
    assert branch.terms.get().expires_on == day("2024-05-11")
    assert Coverage.objects.get().branch == branch


ROAD = [
    pytest.param(
        "序号 姓名 学号(职工号) 性别 民族 文化程度 出生日期 年龄 工作或学习单位 身份证号 "
        "参加工作时间 职务职称 申请入党时间 派人谈话时间 党支部研究确定入党积极分子时间 "
        "党委备案时间 入党积极分子培训时间 培养联系人 所在党支部 备注",
        f"1 张三 A1 男 汉族 大专 1990-05-18 33 {COMPANY} {ZHANG} 无 快递员 "
        f"2021-03-02 2021-03-20 2021-09-01 无 无 李四 {BRANCH} 无",
        id="activists",
    ),
    pytest.param(
        "序号 姓名 性别 民族 出生年月 学历 身份证号 工作单位 联系电话 递交申请书时间 受理党组织 "
        "派入谈话时间 谈话人 是否团员 推优情况 列为积极分子时间 第一联系人 第二联系人 备注",
        f"1 张三 男 汉 1990.05 大专 {ZHANG} {COMPANY} 13800000000 20210302 {BRANCH} "
        "2021年3月20日 李四 否 无 2021/9/1 李四 无 无",
        id="applicants-with-the-typo-of-a-real-form",
    ),
    pytest.param(
        "所属党委 所属党支部 姓名 身份证号 性别 民族 出生年月日 文化程度 提交入党申请时间 谈话时间 "
        "列为积极分子时间 培养联系人 入党介绍人 列为预备党员时间 预备党员转正时间 当前阶段",
        f"甲党委 {BRANCH} 张三 {ZHANG} 男 汉族 1990年5月18日生 大专 二〇二一年三月二日 2021.3.20 "
        "2021、9、1 李四 李四 无 无 积极分子",
        id="statistics-of-the-whole-road",
    ),
]


@pytest.mark.parametrize(("heading", "row"), ROAD)
def test_lists_of_those_on_their_way(tmp_path, heading, row):
    told = take_in(tmp_path, words(heading), words(row))

    activist = Activist.objects.get()
    assert (*verdict(told), told["problems"]) == ("activists", 1, 0, [])
    assert (activist.worker.name, activist.branch.name) == ("张三", BRANCH)
    assert (activist.applied_on, activist.talked_on, activist.confirmed_on) == (
        day("2021-03-02"),
        day("2021-03-20"),
        day("2021-09-01"),
    )
    assert list(ActivistContact.objects.values_list("member__worker__name", flat=True)) == ["李四"]


def test_two_contacts_in_two_columns_are_two_contacts(tmp_path):
    wang = Worker.objects.get(name="张三")
    Member.objects.create(worker=wang, joined_on=day("2010-01-01"))
    heading = words("姓名 身份证号 所在党支部 申请入党时间 培养联系人1 培养联系人2")
    new = Worker.objects.get(name="李四")

    told = take_in(tmp_path, heading, ["李四", LI, BRANCH, "2021-03-02", "张三", "李四"])

    held = ActivistContact.objects.filter(activist__worker=new)
    assert (*verdict(told), told["ignored_columns"]) == ("activists", 1, 0, [])
    assert sorted(held.values_list("member__worker__name", flat=True)) == ["张三", "李四"]


def test_a_list_without_a_branch_is_told_what_it_lacks(tmp_path):
    """An export of another office; two of its columns would do for a small ledger."""
    heading = words(
        "序号 姓名 性别 民族 身份证号 籍贯 部门 现任职务 获奖情况 申请入党时间 "
        "列为积极分子时间 何时何地参加党校培训 联系人 志愿书编号"
    )

    told = take_in(tmp_path, heading, [1, "张三", "男", "汉族", ZHANG, "", "运营部"])

    assert (told["ledger"], told["rows"], told["problems"][0]["message"]) == (
        None,
        0,
        (
            "没有认出这是哪一本台账。最接近的是「入党申请人、入党积极分子台账」，"
            "但缺少必需的列：所在党支部。请补上这些列，或选择台账后再导入。"
        ),
    )


def test_the_roll_of_union_members(tmp_path):
    """It repeats the roster's columns, and is still no roster."""
    heading = words(
        "序号 姓名 性别 民族 出生年月 身份证号 政治面貌 学历 户籍(是否农民工) "
        "工作单位(品牌) 岗位 入会时间 会员证号/卡号 会籍状态(在籍/保留/转出/退会) "
        "所属工会 联系电话 备注"
    )
    row = [1, "张三", "男", "汉", "1990.05", ZHANG, "群众", "大专", "是", COMPANY, "快递员"]
    row += ["2021年6月1日", "1406990001", "在籍", UNION, "13800000000", ""]

    told = take_in(tmp_path, heading, row)

    assert (*verdict(told), told["problems"]) == ("union_members", 1, 0, [])
    assert list(
        UnionMembership.objects.values_list(
            "worker__name", "union_branch__name", "joined_on", "card_number"
        )
    ) == [("张三", UNION, day("2021-06-01"), "1406990001")]


def test_the_ledger_of_unions(tmp_path):
    heading = words(
        "单位名称 单位组织机构代码 单位地址 职工人数 工会全称 工会简称 工会组织机构代码 "
        "工会编号 工会类型 建会时间 换届日期 上级工会 会员人数 工会负责人(主席) 任职时间 "
        "女会员 农民工会员"
    )
    row = [COMPANY, "", "", "120人", "迅达快递工会", "迅达工会", "", "01", "分工会"]
    row += ["2021.06", "2026-06-01", UNION, "118人", "李四", "2021.06", 20, 30]

    told = take_in(tmp_path, heading, row)

    union = UnionBranch.objects.get(name="迅达快递工会")
    assert verdict(told) == ("union_branches", 1, 0)
    assert (union.kind, union.parent.name, union.chair, union.founded_on) == (
        "brand",
        UNION,
        "李四",
        day("2021-06-01"),
    )
    assert told["ignored_columns"] == words(
        "单位名称 单位组织机构代码 单位地址 工会简称 工会组织机构代码 工会编号 任职时间 农民工会员"
    )


def test_a_workbook_may_hold_all_three_ledgers(tmp_path):
    """In any order, and under a file name that names them all."""
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "所属党支部", "入党日期"])
    book.active.append(["张三", ZHANG, "联合支部", "2015-06-20"])
    activists = book.create_sheet()
    activists.append(["姓名", "身份证号", "所属党支部", "申请时间"])
    activists.append(["李四", LI, "联合支部", "2021-03-02"])
    branches = book.create_sheet()
    branches.append(["党组织名称", "组织类别"])
    branches.append(["联合支部", "联合党支部"])

    told = hand_in(tmp_path, saved(book), "党员台账、党组织台账和入党积极分子台账.xlsx")

    assert [(*verdict(sheet), sheet["problems"]) for sheet in told] == [
        ("members", 1, 0, []),
        ("activists", 1, 0, []),
        ("branches", 1, 0, []),
    ]
    joint = Branch.objects.get(name="联合支部")
    assert (joint.members.get().worker.name, joint.activists.get().worker.name) == ("张三", "李四")
