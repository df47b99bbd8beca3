"""The invented committee's Party organisations, members, activists, activities and honours."""

from __future__ import annotations

import datetime

from config.sheets.inventing import CITY, InventedPerson, Invention, with_heading
from unions.demo import BRANDS

COMMITTEE = f"{CITY}快递行业党委"
ASSOCIATION = f"{CITY}快递行业协会党支部"
JOINT = ((0, 9), (1, 10))
"""Which two brands, by position, share a joint branch; every other brand has its own."""
ROOMS, MEMBERS, APPLICATIONS = 8, 34, 54
ACTIVITIES, DELEGATES, HONOURS = 60, 5, 9
KINDS = ("主题党日", "主题党日", "支部党员大会", "党课", "应急救护培训", "线上心理咨询")
YEAR, ADULT = 365, 19


def invent_ledgers(invention: Invention) -> None:
    _branches(invention)
    members = _members(invention)
    _activists(invention, members)
    _activities(invention)
    _honours(invention)
    _calendar(invention)


def _branches(invention: Invention) -> None:
    joined = {position for pair in JOINT for position in pair}
    groups = [*JOINT, *((at,) for at in range(len(BRANDS)) if at not in joined)]
    founded = invention.today - datetime.timedelta(days=9 * YEAR)
    rows = [[COMMITTEE, "党委", "", "", founded, _expiry(invention, founded, 5), "", "无"]]
    parts = [(ASSOCIATION, "党支部", "")]
    for group in groups:
        brands = "、".join(BRANDS[at] for at in group)
        covered = [e for e, brand, _ in invention.enterprises if brand in brands.split("、")]
        kind = "联合党支部" if len(group) > 1 else "党支部"
        parts.append((f"{CITY}{brands}快递{kind}", kind, "、".join(covered)))
    for position, (name, kind, covered) in enumerate(parts):
        founded = invention.days_ago(3 * YEAR, 8 * YEAR)
        expiry = _expiry(invention, founded, 3)
        room = "有" if position < ROOMS else "无"
        invention.branches.append((name, founded))
        rows.append([name, kind, COMMITTEE, covered, founded, expiry, "", room])
    for row, secretary in zip(rows[1:], _members_to_be(invention), strict=False):
        row[6] = secretary.name
    invention.tables["branches"] = with_heading(
        "党组织名称 党组织类别 上级党组织 覆盖企业 成立时间 本届届满时间 书记 标准化党员活动室",
        rows,
    )


def _expiry(invention: Invention, founded: datetime.date, years: int) -> datetime.date:
    """When the term of today ends: one follows the other since the founding."""
    term = datetime.timedelta(days=years * YEAR)
    return founded + ((invention.today - founded) // term + 1) * term


def _members_to_be(invention: Invention) -> list[InventedPerson]:
    """The first people of the roster who may have been members for two years."""
    grown = invention.today - datetime.timedelta(days=(ADULT + 2) * YEAR)
    old_enough = [person for person in invention.people if person.born_on <= grown]
    return old_enough[: max(12, invention.scaled(MEMBERS))]


def _is_probationary(invention: Invention, position: int) -> bool:
    """Five of the article's 34; the first of each branch is its secretary."""
    return position >= len(invention.branches) and position % 5 == 3


def _members(invention: Invention) -> list[InventedPerson]:
    members = _members_to_be(invention)
    rows = []
    for position, person in enumerate(members):
        branch, founded = invention.branches[position % len(invention.branches)]
        probationary = _is_probationary(invention, position)
        adult = person.born_on + datetime.timedelta(days=ADULT * YEAR)
        joined = invention.days_ago(60, 300)
        if not probationary:
            joined = max(adult, founded, invention.days_ago(2 * YEAR, 8 * YEAR))
        converted = "" if probationary else joined + datetime.timedelta(days=366)
        kind = "预备党员" if probationary else "正式党员"
        post = "书记" if position < len(invention.branches) else ""
        rows.append([person.name, person.number, branch, joined, converted, kind, post])
    invention.tables["members"] = with_heading(
        "姓名 身份证号 所在党支部 入党时间 转正时间 人员类别 党内职务", rows
    )
    return members


def _activists(invention: Invention, members: list[InventedPerson]) -> None:
    wanted = max(6, invention.scaled(APPLICATIONS))
    taken = {person.number for person in members}
    applicants = [person for person in invention.people if person.number not in taken][:wanted]
    full = [one for at, one in enumerate(members) if not _is_probationary(invention, at)]
    rows = []
    for position, person in enumerate(applicants):
        branch, _ = invention.branches[position % len(invention.branches)]
        applied = invention.days_ago(5, 250) if position % 2 else invention.days_ago(500, 720)
        talked = min(applied + datetime.timedelta(days=12), invention.today)
        confirmed = "" if position % 2 else applied + datetime.timedelta(days=190)
        target = ""
        if confirmed and position % 10 == 0:
            target = min(confirmed + datetime.timedelta(days=290), invention.today)
        contacts = invention.chance.sample(full, min(2, len(full))) if confirmed else []
        names = "、".join(contact.name for contact in contacts)
        rows.append([person.name, person.number, branch, applied, talked, confirmed, names, target])
    invention.tables["activists"] = with_heading(
        "姓名 身份证号 所在党支部 申请入党时间 谈话时间 确定积极分子时间 "
        "培养联系人 列为发展对象时间",
        rows,
    )


def _activities(invention: Invention) -> None:
    rows = []
    for position in range(max(12, invention.scaled(ACTIVITIES))):
        branch, _ = invention.branches[position % len(invention.branches)]
        expected = invention.chance.randint(6, 30)
        attended = expected - invention.chance.randint(0, 3)
        kind = invention.chance.choice(KINDS)
        held_on = invention.days_ago(0, 180)
        topic = f"{held_on.month}月{kind}第{position + 1}期"
        rows.append([branch, kind, topic, held_on, "党员活动室", expected, attended])
    invention.tables["activities"] = with_heading(
        "党组织名称 活动类型 主题 开展时间 地点 应到人数 实到人数", rows
    )


def _honours(invention: Invention) -> None:
    delegates = ("党代表", "人大代表", "政协委员")
    honours = ("劳动模范", "五一劳动奖章", "青年岗位能手")
    people = invention.some(DELEGATES + HONOURS)
    rows = []
    for position, person in enumerate(people):
        given = invention.days_ago(0, 700)
        category, words = ("代表委员", delegates) if position < DELEGATES else ("荣誉", honours)
        level = ("市级", "县级")[position % 2]
        word = words[position % len(words)]
        rows.append([person.name, person.number, person.enterprise, category, word, level, given])
    invention.tables["honours"] = with_heading(
        "姓名 身份证号 工作单位 类别 名称 级别 授予(当选)日期", rows
    )


def _calendar(invention: Invention) -> None:
    """The days of the State Council's 2024 law that always fall on the same date."""
    free = ((1, 1, "元旦"), (5, 1, "劳动节"), (5, 2, "劳动节"))
    free += tuple((10, day, "国庆节") for day in (1, 2, 3))
    years = (invention.today.year - 1, invention.today.year)
    rows = [
        [datetime.date(year, month, day), "放假", name]
        for year in years
        for month, day, name in free
    ]
    invention.tables["calendar"] = with_heading("放假补班日期 安排 节日", rows)
