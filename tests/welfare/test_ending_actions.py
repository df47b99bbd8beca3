import datetime

import pytest

from tests.factories.welfare import (
    FamilyFactory,
    MatterFactory,
    MeetingFactory,
    StationFactory,
)
from welfare import actions
from welfare.actions import FamilyRefused, MatterRefused, StationRefused
from welfare.models import Family, Station

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 5, 8)
BEFORE = DAY - datetime.timedelta(days=1)
AFTER = DAY + datetime.timedelta(days=1)


def test_a_matter_may_be_done_on_the_day_of_its_meeting():
    matter = MatterFactory(meeting=MeetingFactory(held_on=DAY))

    actions.finish_matter(matter=matter, on=DAY)

    matter.refresh_from_db()
    assert matter.done_on == DAY


@pytest.mark.parametrize(
    ("done_on", "on", "sentence"),
    [
        pytest.param(DAY, AFTER, "这个议题已于2022-05-08办结。", id="done-before"),
        pytest.param(
            None, BEFORE, "办结日期不能早于会议日期（2022-05-08）。", id="before-the-meeting"
        ),
    ],
)
def test_a_matter_is_not_finished(done_on, on, sentence):
    matter = MatterFactory(meeting=MeetingFactory(held_on=DAY), done_on=done_on)

    with pytest.raises(MatterRefused) as refusal:
        actions.finish_matter(matter=matter, on=on)

    assert str(refusal.value) == sentence


def test_a_family_is_off_the_file_from_the_day_on():
    family = FamilyFactory(started_on=BEFORE)

    actions.end_family(family=family, on=DAY)

    assert list(Family.objects.in_force(on=BEFORE)) == [family]
    assert list(Family.objects.in_force(on=DAY)) == []


@pytest.mark.parametrize(
    ("ended_on", "sentence"),
    [
        pytest.param(AFTER, "这个家庭已于2022-05-09脱困。", id="ended-before"),
        pytest.param(None, "脱困日期必须晚于建档日期（2022-05-08）。", id="on-its-first-day"),
    ],
)
def test_a_family_is_not_ended(ended_on, sentence):
    family = FamilyFactory(started_on=DAY, ended_on=ended_on)

    with pytest.raises(FamilyRefused) as refusal:
        actions.end_family(family=family, on=DAY)

    assert str(refusal.value) == sentence


def test_a_station_whose_opening_is_not_known_may_close():
    station = StationFactory(opened_on=None)

    actions.close_station(station=station, on=DAY)

    assert list(Station.objects.in_force(on=BEFORE)) == [station]
    assert list(Station.objects.in_force(on=DAY)) == []


@pytest.mark.parametrize(
    ("closed_on", "sentence"),
    [
        pytest.param(AFTER, "这个驿站已于2022-05-09停用。", id="closed-before"),
        pytest.param(None, "停用日期必须晚于启用日期（2022-05-08）。", id="on-its-first-day"),
    ],
)
def test_a_station_is_not_closed(closed_on, sentence):
    station = StationFactory(opened_on=DAY, closed_on=closed_on)

    with pytest.raises(StationRefused) as refusal:
        actions.close_station(station=station, on=DAY)

    assert str(refusal.value) == sentence
