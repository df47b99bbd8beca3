"""The columns in which a ledger names a person and repeats what the roster knows of them."""

from __future__ import annotations

import datetime

from config.sheets.columns import Column, Role
from config.sheets.references import PersonWidget, ReferenceWidget
from config.sheets.resources import OfficeResource
from config.sheets.rows import Row
from config.sheets.runs import Run
from config.sheets.widgets import (
    BirthMonthWidget,
    ChoiceWidget,
    EthnicityWidget,
    FoldedWidget,
    NameWidget,
    PhoneWidget,
)
from unions import rules
from unions.choices import Education, Politics, Sex
from unions.models import Enterprise, Worker

NAME_ALIASES = ("名字", "人员姓名", "职工姓名", "党员姓名", "员工姓名")
NUMBER_ALIASES = (
    "公民身份证号",
    "公民身份号码",
    "身份证号码",
    "身份号码",
    "身份证",
    "证件号码",
    "证件号",
)
BIRTH_ALIASES = ("出生日期", "出生时间", "出生年月日", "生日")
EDUCATION_ALIASES = ("学历", "最高学历", "受教育程度")
PHONE_ALIASES = (
    "手机号",
    "手机",
    "手机号码",
    "电话",
    "联系方式",
    "移动电话",
    "电话号码",
    "联系手机",
)
EMPLOYER_ALIASES = (
    "单位",
    "所在单位",
    "单位名称",
    "工作单位及职务",
    "工作单位及岗位",
    "所属企业",
    "企业名称",
    "所在企业",
    "公司",
    "工作或学习单位",
)

SEX_WORDS = {"男性": Sex.MALE, "女性": Sex.FEMALE}
EDUCATION_WORDS = {
    "专科": Education.COLLEGE,
    "大学专科": Education.COLLEGE,
    "大学本科": Education.UNDERGRADUATE,
    "大学": Education.UNDERGRADUATE,
    "本科生": Education.UNDERGRADUATE,
    "硕士": Education.GRADUATE,
    "硕士研究生": Education.GRADUATE,
    "博士": Education.GRADUATE,
    "职高": Education.SECONDARY_VOCATIONAL,
    "技校": Education.SECONDARY_VOCATIONAL,
    "中职": Education.SECONDARY_VOCATIONAL,
}
USUAL = {Politics.MEMBER, Politics.PROBATIONARY, Politics.YOUTH_LEAGUE, Politics.MASSES}
POLITICS = sorted(Politics.choices, key=lambda choice: choice[0] not in USUAL)
"""The usual ones first: of a long list no more than the beginning is named to a clerk."""

POLITICS_WORDS = {
    "党员": Politics.MEMBER,
    "正式党员": Politics.MEMBER,
    "预备党员": Politics.PROBATIONARY,
    "团员": Politics.YOUTH_LEAGUE,
    "无": Politics.MASSES,
    "农工党": Politics.PEASANTS_AND_WORKERS,
}


def check_working_age(
    resource: OfficeResource, run: Run, row: Row, name: str, *, born_on: datetime.date
) -> None:
    """Flag a day in the column ``name`` on which the person was not of working age."""
    on = row.get(name)
    if not rules.of_working_age(born_on=born_on, on=on):
        heading = resource.fields[name].column_name
        message = (
            f"{heading}{on}时此人未满{rules.WORKING_AGE}周岁(劳动法第十五条)；"
            "请核对日期和身份证号。"
        )
        resource.flag(run, row, name, message, on=on)


def person(heading: str = "身份证号") -> Column:
    """Who the row is about, found on the roster by identity number."""
    return Column(
        heading,
        "worker",
        PersonWidget(Worker),
        aliases=NUMBER_ALIASES,
        required=True,
        private=True,
    )


def person_name() -> Column:
    return Column("姓名", "worker__name", NameWidget(), aliases=NAME_ALIASES, role=Role.COMPARED)


def person_sex() -> Column:
    widget = ChoiceWidget(Sex.choices, SEX_WORDS)
    return Column("性别", "worker__sex", widget, role=Role.COMPARED)


def person_ethnicity() -> Column:
    return Column("民族", "worker__ethnicity", EthnicityWidget(), role=Role.COMPARED)


def person_birth() -> Column:
    widget = BirthMonthWidget()
    return Column("出生年月", "worker__born_on", widget, aliases=BIRTH_ALIASES, role=Role.COMPARED)


def person_education() -> Column:
    widget = ChoiceWidget(Education.choices, EDUCATION_WORDS)
    return Column(
        "文化程度", "worker__education", widget, aliases=EDUCATION_ALIASES, role=Role.COMPARED
    )


def person_phone() -> Column:
    return Column(
        "联系电话",
        "worker__phone",
        PhoneWidget(),
        aliases=PHONE_ALIASES,
        private=True,
        role=Role.COMPARED,
    )


def person_employer() -> Column:
    """The unit on the roster today; another one is a warning."""
    return Column(
        "工作单位",
        "worker__enterprise__name",
        FoldedWidget(),
        aliases=EMPLOYER_ALIASES,
        role=Role.COMPARED,
    )


def unit_then() -> Column:
    """The unit at the date of the record, kept with the record."""
    return Column("工作单位", "enterprise", ReferenceWidget(Enterprise), aliases=EMPLOYER_ALIASES)
