import pytest

from tests.factories.welfare import MatterFactory, MeetingFactory
from tests.welfare.test_rules import DAY, MATTER_TABLE
from welfare.choices import MatterStanding, MeetingKind
from welfare.models import Matter, matters_done, matters_open, matters_overdue

pytestmark = pytest.mark.django_db

CONDITION_OF = {
    MatterStanding.DONE: matters_done,
    MatterStanding.OVERDUE: matters_overdue,
    MatterStanding.OPEN: matters_open,
}


@pytest.mark.parametrize(("due_on", "done_on", "standing"), MATTER_TABLE)
def test_the_queries_agree_with_the_rule(due_on, done_on, standing):
    MatterFactory(due_on=due_on, done_on=done_on)

    found = [
        name
        for name, condition in CONDITION_OF.items()
        if Matter.objects.filter(condition(DAY)).exists()
    ]

    assert found == [standing]


@pytest.mark.parametrize(("due_on", "done_on", "standing"), MATTER_TABLE)
def test_the_queries_can_be_negated(due_on, done_on, standing):
    MatterFactory(due_on=due_on, done_on=done_on)

    found = [
        name
        for name, condition in CONDITION_OF.items()
        if Matter.objects.filter(~condition(DAY)).exists()
    ]

    assert found == [name for name in CONDITION_OF if name != standing]


def test_the_queryset_speaks_of_done_and_overdue():
    done = MatterFactory(done_on=DAY)
    late = MatterFactory(due_on=DAY.replace(day=1))

    assert list(Matter.objects.done(on=DAY)) == [done]
    assert list(Matter.objects.overdue(on=DAY)) == [late]


def test_a_meeting_without_a_title_goes_by_day_and_kind():
    meeting = MeetingFactory.build(held_on=DAY, kind=MeetingKind.FORUM)

    assert str(meeting) == "2022-07-07座谈会"
