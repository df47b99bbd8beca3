"""What does not keep the rules is a list: it grows shorter by setting right or by explaining."""

import datetime

import pytest
from django.urls import reverse

from config.accounts.reach import EVERYTHING
from ledgers import flagged
from ledgers.models import Activist, ActivistStep, Member
from ledgers.rules import probation_is_odd
from tests.factories.ledgers import (
    ActivistFactory,
    ActivistStepFactory,
    MemberFactory,
    MemberStepFactory,
)
from tests.factories.unions import invented_number

pytestmark = pytest.mark.django_db

day = datetime.date
LATE = "收到入党申请书后一个月内应当派人谈话（细则第七条）。"
ODD = "入党到转正不是12个月，也不是18至24个月（细则第三十一条）。"
SOURCES = (
    *(flagged.of_activists, flagged.of_members),
    *(flagged.of_activist_steps, flagged.of_member_steps),
)


def listed():
    return [entry.what for source in SOURCES for entry in source(EVERYTHING, day(2026, 11, 1))]


def test_a_date_without_its_step_is_listed_until_it_is_set_right():
    activist = ActivistFactory(applied_on=day(2021, 3, 2), talked_on=day(2021, 4, 3))
    assert listed() == [LATE]

    Activist.objects.filter(pk=activist.pk).update(talked_on=day(2021, 4, 2))

    assert listed() == []


def test_a_step_is_listed_by_its_own_flags_and_its_date_not_again():
    activist = ActivistFactory(applied_on=day(2021, 3, 2), talked_on=day(2021, 4, 3))
    step = ActivistStepFactory(activist=activist, held_on=day(2021, 4, 3), flags=LATE)
    MemberStepFactory(flags="晚了。")

    assert listed() == [f"2021-04-03派人谈话：{LATE}", "2015-07-01入党宣誓：晚了。"]

    ActivistStep.objects.filter(pk=step.pk).update(taken_back="录错")
    assert listed() == [LATE, "2015-07-01入党宣誓：晚了。"]


def test_a_step_that_was_let_pass_is_explained_already():
    ActivistStepFactory(flags=LATE, override_reason="组织部同意")

    assert listed() == []


@pytest.mark.parametrize(
    ("joined_on", "converted_on", "odd"),
    [
        pytest.param(day(2020, 1, 31), day(2021, 1, 30), True, id="a-day-short-of-a-year"),
        pytest.param(day(2020, 1, 31), day(2021, 1, 31), False, id="a-year"),
        pytest.param(day(2020, 1, 1), day(2021, 1, 31), False, id="approved-within-the-month"),
        pytest.param(day(2020, 1, 1), day(2021, 2, 1), True, id="thirteen-months"),
        pytest.param(day(2020, 1, 1), day(2021, 7, 1), False, id="extended-by-six"),
        pytest.param(day(2020, 1, 1), day(2022, 1, 1), False, id="extended-by-twelve"),
        pytest.param(day(2020, 1, 1), day(2022, 2, 1), True, id="extended-too-long"),
        pytest.param(day(1970, 5, 1), day(1970, 5, 1), False, id="when-there-was-no-probation"),
        pytest.param(day(1978, 5, 1), day(1978, 5, 1), True, id="when-there-was-one"),
        pytest.param(day(2020, 1, 1), None, False, id="not-converted"),
    ],
)
def test_a_probation_lasts_a_year_or_was_extended(joined_on, converted_on, odd):
    assert probation_is_odd(joined_on=joined_on, converted_on=converted_on) == odd
    number = invented_number(1, day(1950, 1, 1))
    MemberFactory(worker__identity_number=number, joined_on=joined_on, converted_on=converted_on)
    assert listed() == ([ODD] if odd else [])


def test_what_is_so_is_explained_on_its_page_and_leaves_the_list(admin_client):
    member = MemberFactory(joined_on=day(2020, 1, 1), converted_on=day(2020, 6, 1))
    page = reverse("admin:ledgers_member_change", args=[member.pk])
    check = reverse("admin:ledgers_member_verb", args=[member.pk, "check"])
    assert ("核对提示", check) in admin_client.get(page).context["verbs"]

    admin_client.post(check, {"because": "市委2020年3号批复"})

    assert listed() == []
    assert Member.objects.get().history.first().flags_checked == "市委2020年3号批复"
    answer = admin_client.get(page)
    assert ("核对提示", check) not in answer.context["verbs"]
    assert "市委2020年3号批复" in answer.text


def test_the_list_is_a_page_that_leads_to_each_row(admin_client):
    activist = ActivistFactory(applied_on=day(2021, 3, 2), talked_on=day(2021, 4, 3))

    page = admin_client.get(reverse("admin:flags"))

    assert LATE in page.text
    assert reverse("admin:ledgers_activist_change", args=[activist.pk]) in page.text
