"""The invented committee's units, people and unions, in the article's numbers."""

from __future__ import annotations

import datetime
from typing import Any

from config.sheets.inventing import CITY, InventedPerson, Invention, with_heading

DISTRICTS = ("东城区", "西城区", "河阴县", "应山县", "左云峪县", "怀远市")
BRANDS = ("迅达", "通远", "极驰", "圆顺", "中捷", "申飞", "风行", "邮便", "京驿", "丰速", "百运")
ENTERPRISES = 38
FEDERATION = f"{CITY}快递行业工会联合会"
JOBS = (
    "快递员",
    "快递员",
    "快递员",
    "快递员",
    "分拣员",
    "驾驶员",
    "客服",
    "管理人员",
    "网点负责人",
)
SCHOOLING = ("初中", "高中", "高中", "中专", "大专", "大专", "本科")
ETHNICITIES = ("汉族",) * 20 + ("回族", "满族", "蒙古族")


def invent_units(invention: Invention) -> None:
    _enterprises(invention)
    _workers(invention)
    _union_branches(invention)
    _union_members(invention)
    invention.tables["homes"] = with_heading(
        "名称 所在县(市、区) 地址 面积(平方米) 功能 启用时间",
        [
            [
                f"{CITY}快递员之家",
                DISTRICTS[0],
                f"{DISTRICTS[0]}振兴街8号",
                270,
                "职工书屋、健身娱乐、视频会议、成果展示、户外劳动者之家",
                invention.days_ago(200, 300),
            ]
        ],
    )


def _enterprises(invention: Invention) -> None:
    """38 in the article's committee; the city's companies first, then those of the districts."""
    wanted = max(len(BRANDS), invention.scaled(ENTERPRISES))
    rows = []
    for position in range(wanted):
        brand = BRANDS[position % len(BRANDS)]
        district = DISTRICTS[(position + position // len(BRANDS)) % len(DISTRICTS)]
        round_ = position // len(BRANDS)
        place = CITY if round_ == 0 else district
        number = f"第{round_}分公司" if round_ > 1 else ""
        name = f"{place}{brand}快递有限公司{number}"
        invention.enterprises.append((name, brand, district))
        rows.append(
            [
                name,
                invention.credit_code(),
                brand,
                district,
                invention.sole_name(),
                invention.phone(),
            ]
        )
    invention.tables["enterprises"] = with_heading(
        "企业名称 统一社会信用代码 品牌 所在县(市、区) 负责人 联系电话", rows
    )


def _workers(invention: Invention) -> None:
    rows = []
    for position in range(invention.workers):
        person = _person(invention, position)
        invention.people.append(person)
        rows.append(_roster_row(invention, person))
    invention.tables["workers"] = with_heading(
        "姓名 性别 民族 出生年月 身份证号 文化程度 政治面貌 工作单位 岗位 入职时间 联系电话", rows
    )


def another_row(invention: Invention, position: int) -> list[Any]:
    """A row for the roster of somebody who is not on it."""
    return _roster_row(invention, _person(invention, position))


def _roster_row(invention: Invention, person: InventedPerson) -> list[Any]:
    return [
        person.name,
        person.sex,
        invention.chance.choice(ETHNICITIES),
        f"{person.born_on:%Y.%m}",
        person.number,
        invention.chance.choice(SCHOOLING),
        invention.chance.choice(("群众", "群众", "群众", "共青团员")),
        person.enterprise,
        invention.chance.choice(JOBS),
        person.hired_on,
        invention.phone(),
    ]


def _person(invention: Invention, position: int) -> InventedPerson:
    enterprise, brand, district = invention.enterprises[position % len(invention.enterprises)]
    sex = invention.chance.choice(("男", "男", "男", "女"))
    born_on = invention.birth()
    early = position < len(invention.enterprises) * 8
    return InventedPerson(
        name=invention.sole_name() if early else invention.name(),
        number=invention.identity_number(born_on, sex),
        born_on=born_on,
        sex=sex,
        enterprise=enterprise,
        hired_on=invention.days_ago(900, 2400) if early else invention.days_ago(5, 2400),
        brand=brand,
        district=district,
    )


def _union_branches(invention: Invention) -> None:
    names = [(f"{CITY}{brand}快递分工会", "品牌企业分工会", brand, "") for brand in BRANDS]
    names += [(f"{place}快递行业工会", "县(市、区)基层工会", "", place) for place in DISTRICTS]
    rows = [
        [FEDERATION, "行业工会联合会", "", "", "", *_founding(invention), invention.people[0].name]
    ]
    for position, (name, kind, brand, district) in enumerate(names, start=1):
        chair = invention.people[position % len(invention.people)].name
        rows.append([name, kind, FEDERATION, brand, district, *_founding(invention), chair])
    invention.tables["union_branches"] = with_heading(
        "工会名称 类别 上级工会 品牌 所在县(市、区) 成立时间 本届届满时间 工会主席", rows
    )


def _founding(invention: Invention) -> tuple[datetime.date, datetime.date]:
    founded_on = invention.days_ago(500, 950)
    return founded_on, founded_on + datetime.timedelta(days=3 * 365)


def _union_members(invention: Invention) -> None:
    rows = []
    for position, person in enumerate(invention.people):
        in_brand = position % 2
        union = f"{CITY}{person.brand}快递分工会" if in_brand else f"{person.district}快递行业工会"
        oldest = max(1, min(480, (invention.today - person.hired_on).days))
        joined_on = invention.days_ago(0, oldest)
        card = f"1406{position + 1:08d}"
        rows.append([person.name, person.number, person.enterprise, union, joined_on, card])
    invention.tables["union_members"] = with_heading(
        "姓名 身份证号 工作单位 所属工会 入会时间 会员证号", rows
    )
