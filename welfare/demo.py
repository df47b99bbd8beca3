"""The invented committee's certificates, aid, health checks, stations, policies and matters."""

from __future__ import annotations

import datetime

from config.sheets.inventing import Invention, with_heading
from unions.demo import DISTRICTS

CERTIFICATES, FAMILIES, STUDENTS = 488, 26, 12
NEW_CERTIFICATES = 6
STATIONS, ACTIVITIES, SUPPLIED = 50, 33, 10
LEVELS = (("初级", 1000),) * 6 + (("中级", 1500),) * 3 + (("高级", 2000),)
CAUSES = ("本人大病", "家属大病", "收入偏低", "子女上学", "单亲家庭", "意外灾害")
CAMPAIGNS = ("春送岗位", "夏送清凉", "金秋助学", "冬送温暖", "快递青年服务月", "慰问关心")
UNITS = (
    "市委组织部",
    "市人力资源和社会保障局",
    "市商务局",
    "市总工会",
    "共青团市委",
    "市妇联",
    "市卫生健康委",
    "市邮政管理局",
    "开放大学",
    "市市场监督管理局",
    "市公安局交警支队",
)
POLICIES = ("权益保障", "社会保险", "职业技能提升", "子女入学", "住房保障", "通行便利", "健康体检")
MATTERS = (
    ("职业技能等级考试不能如期举行", 1),
    ("快递车辆市区通行受限", 10),
    ("末端网点场地租金偏高", 3),
    ("子女入学手续繁琐", 2),
    ("夏季高温津贴未落实", 3),
    ("工伤保险参保流程慢", 1),
    ("小区不让进门投递", 9),
    ("取证补贴发放进度慢", 1),
)


def invent_welfare(invention: Invention) -> None:
    _certificates(invention)
    _hardship_aid(invention)
    _study_aid(invention)
    _benefit_rolls(invention)
    _stations(invention)
    _care_activities(invention)
    _policies(invention)
    _supplies(invention)
    _meetings(invention)


def _certificates(invention: Invention) -> None:
    rows = []
    for position, person in enumerate(invention.some(invention.scaled(CERTIFICATES)), start=1):
        level, yuan = invention.chance.choice(LEVELS)
        issued = invention.days_ago(40, 390)
        paid = position % 10 != 0
        occupation = invention.chance.choice(("电子商务师", "物流服务师", "快递员"))
        number = f"Y140699{position:08d}"
        pay_day = issued + datetime.timedelta(days=35) if paid else ""
        rows.append(
            [person.name, person.number, person.enterprise, occupation, level, number, issued]
            + [yuan if paid else "", pay_day]
        )
    invention.tables["certificates"] = with_heading(
        "姓名 身份证号 工作单位 职业(工种) 等级 证书编号 发证日期 补贴金额(元) 发放日期", rows
    )


def invent_new_certificates(invention: Invention) -> None:
    """Six more certificates of this month, whose subsidies are not paid yet."""
    known = invention.tables["certificates"]
    rows = [
        [person.name, person.number, person.enterprise, "快递员", "初级"]
        + [f"Y140699{position:08d}", invention.days_ago(0, 20), "", ""]
        for position, person in enumerate(invention.some(NEW_CERTIFICATES), start=len(known))
    ]
    invention.news["certificates"] = [*known, *rows]


def _hardship_aid(invention: Invention) -> None:
    rows = [
        [person.name, person.number, person.enterprise, invention.chance.choice(CAUSES)]
        + [invention.chance.randint(2, 6), invention.chance.choice((800, 1000, 1500, 2000, 3000))]
        + [invention.days_ago(0, 350)]
        for person in invention.some(invention.scaled(FAMILIES))
    ]
    invention.tables["hardship_aid"] = with_heading(
        "姓名 身份证号 工作单位 困难类型 家庭人口 扶助金额(元) 发放日期", rows
    )


def _study_aid(invention: Invention) -> None:
    rows = [
        [person.name, person.number, person.enterprise, person.name[0] + "小禾", "晋北学院"]
        + [invention.chance.choice(("本科", "专科", "高中")), 3000, invention.days_ago(100, 160)]
        for person in invention.some(invention.scaled(STUDENTS))
    ]
    invention.tables["study_aid"] = with_heading(
        "姓名 身份证号 工作单位 子女姓名 录取院校 学历层次 助学金额(元) 发放日期", rows
    )


def _benefit_rolls(invention: Invention) -> None:
    rows = []
    for person in invention.people:
        who = [person.name, person.number, person.enterprise]
        if invention.chance.random() < 0.92:
            rows.append([*who, "健康体检", invention.days_ago(0, 240), "市人民医院"])
        if invention.chance.random() < 0.98:
            rows.append([*who, "人身意外保险", invention.days_ago(0, 240), "人保财险"])
    invention.tables["benefit_rolls"] = with_heading(
        "姓名 身份证号 工作单位 项目 日期 承办机构", rows
    )


def _stations(invention: Invention) -> None:
    services = ("茶水点心", "充电", "医药箱", "休息", "热饭", "雨具")
    rows = []
    for position in range(invention.scaled(STATIONS)):
        district = DISTRICTS[position % len(DISTRICTS)]
        number = position // len(DISTRICTS) + 1
        street = invention.chance.choice("东南西北")
        address = f"{district}{street}大街{invention.chance.randint(1, 180)}号"
        offered = "、".join(invention.chance.sample(services, 4))
        name = f"{district}第{number}爱心驿站"
        rows.append([name, district, address, offered, invention.days_ago(20, 500)])
    invention.tables["stations"] = with_heading(
        "驿站名称 所在县(市、区) 地址 服务内容 启用时间", rows
    )


def _care_activities(invention: Invention) -> None:
    rows = []
    for position in range(invention.scaled(ACTIVITIES)):
        campaign = CAMPAIGNS[position % len(CAMPAIGNS)]
        name = f"{campaign}第{position // len(CAMPAIGNS) + 1}次活动"
        place = invention.chance.choice(DISTRICTS)
        organiser = invention.chance.choice(("市总工会", "共青团市委", "行业党委"))
        heads = invention.chance.randint(20, 160)
        rows.append([name, campaign, invention.days_ago(0, 330), place, organiser, heads])
    invention.tables["care_activities"] = with_heading(
        "活动名称 类别 开展时间 地点 主办单位 参加人数", rows
    )


def _policies(invention: Invention) -> None:
    year = invention.today.year
    rows = []
    for position, subject in enumerate(POLICIES):
        issuers = "、".join(invention.chance.sample(UNITS, 2))
        number = f"晋快党发〔{year}〕{position + 3}号"
        title = f"关于做好快递员{subject}工作的通知"
        rows.append([title, number, issuers, invention.days_ago(10, 300)])
    invention.tables["policies"] = with_heading("政策名称 文号 联合发文单位 印发日期", rows)


def _supplies(invention: Invention) -> None:
    supplied = invention.chance.sample(
        invention.enterprises, min(len(invention.enterprises), invention.scaled(SUPPLIED))
    )
    handler = invention.people[0].name
    rows = [
        [enterprise, "防疫包", invention.chance.randint(20, 80), "个"]
        + [invention.days_ago(270, 300), handler]
        for enterprise, _, _ in supplied
    ]
    invention.tables["supplies"] = with_heading(
        "企业名称 物资名称 数量 计量单位 发放日期 经办人", rows
    )


def _meetings(invention: Invention) -> None:
    seats = [
        [unit, invention.sole_name(), invention.phone(), invention.days_ago(60, 350)]
        for unit in UNITS
    ]
    invention.tables["member_units"] = with_heading("单位名称 联系人 联系电话 加入时间", seats)
    rows = []
    for position, (subject, unit) in enumerate(MATTERS):
        held = invention.today - datetime.timedelta(days=355 - position // 2 * 92)
        due = held + datetime.timedelta(days=60)
        done = held + datetime.timedelta(days=20 + position * 4) if position < 6 else ""
        state = "已办结" if done else "办理中"
        raiser = invention.people[position + 40 if len(invention.people) > 60 else 0].name
        rows.append([held, raiser, subject, UNITS[unit], due, state, done])
    invention.tables["matters"] = with_heading(
        "会议日期 提出人 议题 责任单位 办理时限 办理情况 办结日期", rows
    )
