"""Half-open intervals: [start, end), an empty start is always, an empty end is open."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from config.accounts.models import InForceQuerySet
from ledgers.models import Member
from unions.models import Employment

MAY = datetime.date(2024, 5, 1)
JUNE = datetime.date(2024, 6, 1)


@pytest.mark.parametrize(
    ("interval", "on", "counts"),
    [
        pytest.param((MAY, JUNE), datetime.date(2024, 4, 30), False, id="day-before"),
        pytest.param((MAY, JUNE), MAY, True, id="first-day"),
        pytest.param((MAY, JUNE), datetime.date(2024, 5, 31), True, id="last-day"),
        pytest.param((MAY, JUNE), JUNE, False, id="the-day-of-the-end-no-longer"),
        pytest.param((MAY, None), datetime.date(2099, 1, 1), True, id="open"),
        pytest.param((None, JUNE), datetime.date(1949, 10, 1), True, id="always"),
        pytest.param((None, JUNE), JUNE, False, id="always-until"),
        pytest.param((None, None), MAY, True, id="no-dates"),
    ],
)
def test_in_force(worker, enterprise, interval, on, counts):
    started_on, ended_on = interval
    Employment.objects.create(
        worker=worker, enterprise=enterprise, started_on=started_on, ended_on=ended_on
    )

    assert Employment.objects.in_force(on=on).exists() is counts


@pytest.mark.parametrize(
    ("ended_on", "still"),
    [pytest.param(None, True, id="open"), pytest.param(JUNE, False, id="ended")],
)
def test_open(worker, enterprise, ended_on, still):
    Employment.objects.create(worker=worker, enterprise=enterprise, ended_on=ended_on)

    assert Employment.objects.all().open().exists() is still


def test_a_model_may_name_its_own_columns():
    members = Member.objects.all()

    assert isinstance(members, InForceQuerySet)
    assert (members.start_field, members.end_field) == ("joined_on", "left_on")


@pytest.mark.parametrize("ended_on", [pytest.param(MAY, id="same-day"), datetime.date(2024, 4, 1)])
def test_an_interval_ends_after_it_starts(worker, enterprise, ended_on):
    row = Employment(worker=worker, enterprise=enterprise, started_on=MAY, ended_on=ended_on)

    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()

    assert refused.value.messages == ["结束日期必须晚于开始日期。"]
