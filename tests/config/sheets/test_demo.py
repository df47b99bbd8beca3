"""The invented committee: any size, the same every time, and nothing in it is refused."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.sheets.inventing import invent
from config.sheets.registry import ledger_keys
from config.summaries.counting import summarise
from config.summaries.months import Month
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
