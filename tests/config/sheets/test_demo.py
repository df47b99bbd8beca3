"""The invented committee: any size, the same every time, and nothing in it is refused."""

import datetime
import json

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.sheets.inventing import invent
from config.sheets.registry import ledger_keys
from config.summaries.counting import summarise
from config.summaries.months import Month
from ledgers.choices import StepKind as K
from ledgers.models import ActivistStep, MemberStep
from tests.factories.unions import WorkerFactory
from unions.models import Worker

TODAY = datetime.date(2026, 11, 24)
ARTICLE = {
    "unions.workers": 2188,
    "unions.union_members": 2188,
    "unions.union_branches.brand": 11,
    "unions.union_branches.district": 6,
    "unions.courier_homes": 1,
    "ledgers.members": 34,
    "ledgers.applications_total": 54,
    "ledgers.activity_rooms": 8,
    "ledgers.delegates": 5,
    "ledgers.honours": 9,
    "welfare.certificates": 488,
    "welfare.hardship_families_aided": 26,
    "welfare.stations": 50,
    "welfare.policies": 7,
    "welfare.member_units": 11,
    "welfare.enterprises_supplied": 10,
}


@pytest.mark.django_db
@pytest.mark.parametrize("workers", [1, 9, 150])
@pytest.mark.parametrize("seed", [1, 2])
def test_every_row_of_a_committee_of_any_size_is_taken(workers, seed):
    call_command("demo", workers=workers, seed=seed, verbosity=0)

    assert Worker.objects.count() == workers


@pytest.mark.django_db
def test_a_committee_of_the_usual_size_has_the_articles_numbers():
    call_command("demo", verbosity=0)

    numbers = summarise(Month.of(timezone.localdate())).numbers
    assert {key: numbers[key] for key in ARTICLE} == ARTICLE


def test_the_same_seed_and_day_give_the_same_committee():
    first, second = (invent(today=TODAY, workers=40, seed=5).tables for _ in range(2))

    assert first == second
    assert sorted(first) == sorted(ledger_keys())


def test_another_seed_gives_another_committee():
    tables = [invent(today=TODAY, workers=40, seed=seed).tables["workers"] for seed in (5, 6)]

    assert tables[0] != tables[1]


@pytest.mark.parametrize("seed", range(12))
def test_nobody_joined_or_was_hired_tomorrow(seed):
    tables = invent(today=TODAY, workers=600, seed=seed).tables

    past = [tables["members"], tables["activists"], tables["workers"], tables["certificates"]]
    days = [c for rows in past for row in rows for c in row if isinstance(c, datetime.date)]
    assert max(days) <= TODAY


@pytest.mark.django_db
def test_a_used_database_is_refused():
    WorkerFactory()

    with pytest.raises(CommandError) as refused:
        call_command("demo", workers=1, verbosity=0)

    assert str(refused.value) == "数据库里已有数据(从业人员花名册);演示数据只写入空的数据库。"


@pytest.mark.parametrize("seed", range(6))
def test_nobody_joined_a_branch_before_it_was_founded(seed):
    tables = invent(today=TODAY, workers=600, seed=seed).tables

    founded = {row[0]: row[4] for row in tables["branches"][1:]}
    early = [row for row in tables["members"][1:] if row[3] < founded[row[2]]]
    assert early == []


@pytest.mark.django_db
def test_every_member_stands_in_a_branch_in_every_month():
    call_command("demo", workers=150, verbosity=0)

    months = [Month(year, month) for year in range(2019, 2027) for month in (1, 6, 11)]
    astray = {}
    for month in months:
        by_branch = next(g for g in summarise(month).groupings if g.dimension.key == "branch")
        astray[month] = [row.label for row in by_branch.rows if row.pk is None]
    assert astray == {month: [] for month in months}


@pytest.fixture
def news(tmp_path):
    """The workbooks of some weeks on, handed in to the committee whose they are."""
    call_command("demo", workers=150, verbosity=0)
    call_command("demo", workers=150, news=tmp_path, verbosity=0)
    out = tmp_path / "report.json"
    with pytest.raises(SystemExit):
        call_command("import_sheets", tmp_path, json=out, verbosity=0)
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.mark.django_db
def test_the_news_show_every_kind_of_row(news):
    counted = [
        (sheet["file"], *(sheet[kind] for kind in ("new", "changed", "unchanged", "rejected")))
        for sheet in news
    ]

    assert counted == [
        ("02 从业人员花名册.xlsx", 5, 2, 148, 0),
        ("02 从业人员花名册（有错，请看提示）.xlsx", 0, 0, 2, 4),
        ("09 职业技能等级证书及取证补贴台账.xlsx", 6, 0, 33, 0),
        ("17 工会会员花名册.xlsx", 5, 0, 150, 0),
    ]


@pytest.mark.django_db
def test_the_mistakes_are_told_each_by_its_kind(news):
    slips = [sheet for sheet in news if "有错" in sheet["file"]]

    told = [(p["row"], p["column"], p["code"]) for sheet in slips for p in sheet["problems"]]
    assert told == [
        (5, "身份证号", "truncated_id"),
        (6, "入职时间", "ambiguous_date"),
        (7, "工作单位", "unknown_reference"),
        (8, "身份证号", "bad_check_digit"),
    ]


@pytest.mark.django_db
def test_every_stage_of_the_road_into_the_party_is_seen_and_nothing_is_out_of_order():
    call_command("demo", verbosity=0)

    kinds = set(ActivistStep.objects.values_list("kind", flat=True))
    of_members = set(MemberStep.objects.values_list("kind", flat=True))
    unseen = {K.TALK, K.CONFIRM, K.LIST, K.APPROVE, K.MOVE, K.ARRIVE}
    assert kinds == set(K.values) - unseen
    assert of_members == {"file", "oath", "inspect"}
