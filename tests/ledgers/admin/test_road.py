"""The road on a person's page: what is done, what comes next, and who may take a step."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from config.accounts.models import Committee
from config.audit.models import AuditEntry
from ledgers.models import Activist, ActivistStep, MemberStep
from ledgers.rules import add_months
from tests.factories.config import ClerkFactory, ScopeFactory
from tests.factories.ledgers import (
    ActivistFactory,
    ActivistStepFactory,
    BranchFactory,
    MemberFactory,
)
from tests.pages import errors

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
MONTHS_AGO = add_months(TODAY, -3)


@pytest.fixture(autouse=True)
def in_use():
    Committee.objects.create(name="党委", in_use_from=add_months(TODAY, -6))


@pytest.fixture
def activist():
    return ActivistFactory(
        worker__name="乙", applied_on=add_months(TODAY, -5), confirmed_on=MONTHS_AGO
    )


def signed_in(client, role, branch):
    user = ClerkFactory()
    user.groups.add(Group.objects.get(name=role))
    ScopeFactory(user=user, kind="branch", unit_pk=branch.pk)
    client.force_login(user)
    return client


def page_of(row):
    return reverse(f"admin:ledgers_{row._meta.model_name}_change", args=[row.pk])


def verb(row, name):
    return reverse(f"admin:ledgers_{row._meta.model_name}_verb", args=[row.pk, name])


def coming(page):
    return [line.label for line in page.context["road"] if line.next]


@pytest.mark.parametrize(
    ("dates", "steps"),
    [
        pytest.param({}, ["派人谈话", "确定积极分子"], id="applicant"),
        pytest.param(
            {"confirmed_on": MONTHS_AGO},
            ["上级党委备案", "培养考察", "研究拟列发展对象"],
            id="activist",
        ),
        pytest.param(
            {"target_on": MONTHS_AGO},
            ["确定入党介绍人", "政治审查", "集中培训", "支委会审查"],
            id="target",
        ),
        pytest.param({"target_on": MONTHS_AGO, "admitted_on": TODAY}, [], id="admitted"),
    ],
)
def test_a_page_offers_the_steps_that_come_next(admin_client, dates, steps):
    row = ActivistFactory(applied_on=add_months(TODAY, -5), **dates)

    assert coming(admin_client.get(page_of(row))) == steps


def test_a_page_tells_what_is_done_with_whom_and_what_was_flagged(admin_client, activist):
    ActivistStepFactory(
        activist=activist, held_on=TODAY, who="甲", opinion="态度端正", flags="晚了一个月。"
    )

    (talk,) = [line for line in admin_client.get(page_of(activist)).context["road"] if line.taken]

    (row,) = talk.taken
    assert row["told"] == ["谈话人：甲", "谈话记录摘要：态度端正"]
    assert row["flags"] == ["晚了一个月。"]


def test_a_page_tells_what_is_overdue(admin_client):
    row = ActivistFactory(applied_on=add_months(TODAY, -2))

    page = admin_client.get(page_of(row))

    due = add_months(row.applied_on, 1)
    assert f"已超期：应在{due}前办理" in page.text


def test_a_posting_without_the_years_table_is_printed_as_provisional(admin_client, activist):
    ActivistStepFactory(
        activist=activist,
        kind="notice",
        started_on=datetime.date(2023, 3, 6),
        held_on=datetime.date(2023, 3, 10),
    )

    assert "5个工作日（暂算）" in admin_client.get(page_of(activist)).text


def test_a_step_is_taken_from_the_page(client, activist):
    signed_in(client, "党务干事", activist.branch)

    answer = client.post(verb(activist, "inspect"), {"held_on": TODAY.isoformat(), "opinion": "好"})

    step = ActivistStep.objects.get()
    assert answer.status_code == 302
    assert (step.kind, step.held_on, step.opinion) == ("inspect", TODAY, "好")


def test_a_hard_rule_refuses_on_the_page_with_its_article(client, activist):
    signed_in(client, "党务干事", activist.branch)

    answer = client.post(
        verb(activist, "propose"),
        {"held_on": TODAY.isoformat(), "decided_by": "committee", "opinions_heard": "on"},
    )

    assert errors(answer) == [
        "确定为入党积极分子还不满一年（《中国共产党发展党员工作细则》第十三条）。"
    ]
    assert not ActivistStep.objects.exists()


def test_the_clerk_is_not_asked_for_a_reason_to_override(client, activist):
    signed_in(client, "党务干事", activist.branch)

    page = client.get(verb(activist, "propose"))

    assert "override_reason" not in page.context["form"].fields


def test_the_reviewer_overrides_and_the_audit_says_so(client, activist):
    signed_in(client, "审核人", activist.branch)

    client.post(
        verb(activist, "propose"),
        {
            "held_on": TODAY.isoformat(),
            "decided_by": "committee",
            "opinions_heard": "on",
            "override_reason": "组织部同意",
        },
    )

    line = AuditEntry.objects.get(what="研究拟列发展对象")
    assert ActivistStep.objects.get().override_reason == "组织部同意"
    assert "activiststep.override_reason" in line.fields


@pytest.mark.parametrize("name", ["end", "contact"])
def test_the_reviewer_does_nothing_else(client, activist, name):
    signed_in(client, "审核人", activist.branch)

    assert client.get(verb(activist, name)).status_code == 403


@pytest.mark.parametrize("role", ["党务干事", "审核人"])
@pytest.mark.parametrize("name", ["talk", "propose", "approve"])
def test_another_branchs_activist_is_as_if_it_did_not_exist(client, activist, role, name):
    signed_in(client, role, BranchFactory())
    typed = {"held_on": TODAY.isoformat(), "override_reason": "急"}

    theirs = client.post(verb(activist, name), typed)
    activist.pk = 987654
    nobodys = client.post(verb(activist, name), typed)

    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert not ActivistStep.objects.exists()


def test_another_branchs_member_is_as_if_it_did_not_exist(client):
    member = MemberFactory(converted_on=None)
    signed_in(client, "党务干事", BranchFactory())

    assert client.post(verb(member, "oath"), {"held_on": TODAY.isoformat()}).status_code == 404
    assert not MemberStep.objects.exists()


def test_a_probationary_member_is_shown_his_next_steps(admin_client):
    member = MemberFactory(joined_on=MONTHS_AGO, converted_on=None)

    page = admin_client.get(page_of(member))

    assert coming(page) == [
        "报组织部备案",
        "入党宣誓",
        "继续教育考察",
        "书面转正申请",
        "支部大会讨论转正",
    ]
    assert f"应在{add_months(MONTHS_AGO, 12)}前办理" in page.text


def test_a_member_step_is_taken_from_the_page(client):
    member = MemberFactory(joined_on=MONTHS_AGO, converted_on=None)
    signed_in(client, "党务干事", member.branch)

    client.post(verb(member, "oath"), {"held_on": TODAY.isoformat(), "place": "礼堂"})

    assert MemberStep.objects.get().place == "礼堂"


@pytest.mark.parametrize(
    ("by_step", "fixed"),
    [
        pytest.param(False, False, id="a-date-of-a-sheet-may-be-set-right"),
        pytest.param(True, True, id="a-date-of-a-step-is-the-steps"),
    ],
)
def test_a_date_is_set_right_where_it_was_entered(admin_client, activist, by_step, fixed):
    if by_step:
        ActivistStepFactory(activist=activist, kind="confirm", held_on=MONTHS_AGO)

    form = admin_client.get(page_of(activist)).context["adminform"].form

    assert ("confirmed_on" not in form.fields) == fixed
    assert "target_on" not in form.fields


def test_a_step_is_taken_back_from_its_page(client, activist):
    step = ActivistStepFactory(activist=activist, kind="confirm", held_on=MONTHS_AGO)
    signed_in(client, "党务干事", activist.branch)

    client.post(verb(step, "take_back"), {"reason": "录错"})

    assert ActivistStep.objects.get().taken_back == "录错"
    assert Activist.objects.get().confirmed_on is None


def test_a_members_step_is_taken_back_from_its_page(client):
    member = MemberFactory(joined_on=MONTHS_AGO, converted_on=None)
    step = MemberStep.objects.create(member=member, kind="oath", held_on=TODAY, rule_version="2026")
    signed_in(client, "党务干事", member.branch)

    client.post(verb(step, "take_back"), {"reason": "录错"})

    assert MemberStep.objects.get().taken_back == "录错"
