import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.unions import PartnerFactory
from tests.factories.welfare import MatterFactory, MeetingFactory, MemberUnitFactory, StationFactory
from welfare.models import Matter, MemberUnit

pytestmark = pytest.mark.django_db

MATTERS = reverse("admin:welfare_matter_changelist")


def verb(record, name):
    return reverse(f"admin:welfare_{record._meta.model_name}_verb", args=[record.pk, name])


@pytest.fixture
def matters():
    """One matter of each standing, whatever the day: far past and far future limits."""
    far = timezone.localdate() + datetime.timedelta(days=30)
    return {
        "done": MatterFactory(done_on=datetime.date(2022, 3, 5)),
        "overdue": MatterFactory(due_on=datetime.date(2022, 4, 9)),
        "open": MatterFactory(due_on=far),
    }


@pytest.mark.parametrize("standing", ["done", "overdue", "open"])
def test_matters_are_filtered_by_their_standing_today(standing, matters, admin_client):
    answer = admin_client.get(MATTERS, {"standing": standing})

    assert list(answer.context["cl"].result_list) == [matters[standing]]


def test_an_unknown_standing_filters_nothing(matters, admin_client):
    answer = admin_client.get(MATTERS, {"standing": "lost"})

    assert answer.context["cl"].result_count == 3


def test_a_matter_is_finished_by_its_button(admin_client):
    matter = MatterFactory(meeting=MeetingFactory(held_on=datetime.date(2022, 2, 8)))

    admin_client.post(verb(matter, "finish"), {"on": "2022-03-05"})

    matter.refresh_from_db()
    assert matter.done_on == datetime.date(2022, 3, 5)


def test_the_button_says_why_a_matter_is_not_finished(admin_client):
    matter = MatterFactory(meeting=MeetingFactory(held_on=datetime.date(2022, 2, 8)))

    answer = admin_client.post(verb(matter, "finish"), {"on": "2022-02-07"})

    assert answer.context["form"].non_field_errors() == ["办结日期不能早于会议日期（2022-02-08）。"]


def test_a_matter_that_is_done_has_no_button(admin_client):
    done, waiting = MatterFactory(done_on=datetime.date(2022, 3, 5)), MatterFactory()
    pages = [
        admin_client.get(reverse("admin:welfare_matter_change", args=[matter.pk]))
        for matter in (done, waiting)
    ]

    assert [page.context["verbs"] for page in pages] == [[], [("办结", verb(waiting, "finish"))]]


def test_a_meeting_is_entered_with_its_matters(admin_client):
    data = {
        "held_on": "2022-02-08",
        "kind": "joint",
        "matter_set-TOTAL_FORMS": "1",
        "matter_set-INITIAL_FORMS": "0",
        "matter_set-0-subject": "快递车辆市区通行受限",
        "matter_set-0-responsible": "市商务局",
        "matter_set-0-due_on": "2022-04-09",
    }

    answer = admin_client.post(reverse("admin:welfare_meeting_add"), data)

    assert answer.status_code == 302
    assert str(Matter.objects.get().meeting) == "2022-02-08党群联席会议"


def test_the_phone_of_a_contact_is_masked_in_the_list(admin_client):
    MemberUnitFactory(phone="13900001234")

    shown = admin_client.get(reverse("admin:welfare_memberunit_changelist")).content.decode()

    assert (shown.count("*******1234"), shown.count("13900001234")) == (1, 0)


def test_a_partner_sits_once(admin_client):
    partner = PartnerFactory()
    MemberUnitFactory(partner=partner)

    answer = admin_client.post(reverse("admin:welfare_memberunit_add"), {"partner": partner.pk})

    assert answer.context["adminform"].form.non_field_errors() == ["这个单位已经是成员单位。"]
    assert MemberUnit.objects.count() == 1


def test_a_station_is_closed_by_its_button(admin_client):
    station = StationFactory()

    admin_client.post(verb(station, "close"), {"on": "2023-01-01"})

    station.refresh_from_db()
    assert station.closed_on == datetime.date(2023, 1, 1)
