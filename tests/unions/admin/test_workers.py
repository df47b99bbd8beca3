"""The worker's page: hiring on it, the buttons, and what it hides."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from tests.audit import noted
from tests.factories.unions import (
    EnterpriseFactory,
    UnionBranchFactory,
    UnionMembershipFactory,
    WorkerFactory,
)
from tests.pages import save
from unions.models import Employment, UnionMembership, Worker

pytestmark = pytest.mark.django_db

ADD = reverse("admin:unions_worker_add")
LIST = reverse("admin:unions_worker_changelist")
NUMBER = "14069919810208851X"
FIRST = datetime.date(2020, 3, 1)


def page_of(worker):
    return reverse("admin:unions_worker_change", args=[worker.pk])


def verb(worker, name):
    return reverse("admin:unions_worker_verb", args=[worker.pk, name])


def employments(worker):
    rows = Employment.objects.filter(worker=worker).order_by("pk")
    return list(rows.values_list("enterprise", "started_on", "ended_on"))


@pytest.fixture
def worker():
    return WorkerFactory(
        name="甲", identity_number=NUMBER, employed=True, employment__started_on=FIRST
    )


@pytest.fixture
def other():
    return EnterpriseFactory(name="新公司")


def test_adding_a_worker_hires(admin_client, other):
    admin_client.post(
        ADD,
        {
            "name": "于 婷",
            "identity_number": "14069919810208851x",
            "phone": "138 0013 8000",
            "employer": other.pk,
            "hired_on": "2020-03-01",
        },
    )

    hired = Worker.objects.get()
    assert (hired.name, hired.identity_number, hired.phone) == ("于婷", NUMBER, "13800138000")
    assert hired.enterprise == other
    assert employments(hired) == [(other.pk, FIRST, None)]


def test_adding_a_worker_asks_for_the_unit(admin_client):
    answer = admin_client.post(ADD, {"name": "甲", "identity_number": NUMBER})

    assert list(answer.context["adminform"].form.errors) == ["employer"]


def test_a_refused_hiring_shows_its_sentence_and_keeps_what_was_typed(admin_client):
    closed = EnterpriseFactory(name="停业公司", closed_on=FIRST)

    answer = admin_client.post(
        ADD,
        {
            "name": "甲",
            "identity_number": NUMBER,
            "employer": closed.pk,
            "hired_on": "2020-03-01",
        },
    )

    form = answer.context["adminform"].form
    assert form.non_field_errors() == ["停业公司已于2020-03-01停业，请另选单位或日期。"]
    assert form["name"].value() == "甲"
    assert Worker.objects.count() == 0


def test_the_same_identity_number_is_refused(admin_client, worker, other):
    answer = admin_client.post(
        ADD, {"name": "乙", "identity_number": NUMBER.lower(), "employer": other.pk}
    )

    assert answer.context["adminform"].form.errors["identity_number"] == [
        "花名册中已有这个身份证号，请查找原有的记录。"
    ]


def test_pages_show_the_last_four_of_a_number_and_birth_by_month(admin_client, worker):
    for address in (LIST, page_of(worker)):
        text = admin_client.get(address).content.decode()

        assert NUMBER not in text
        assert "**************851X" in text
        assert "1981-02" in text
        assert "1981-02-08" not in text


def test_a_worker_is_found_by_the_whole_number(admin_client, worker):
    WorkerFactory()

    answer = admin_client.get(LIST, {"q": NUMBER})

    assert list(answer.context["cl"].queryset) == [worker]


def test_the_form_leaves_the_unit_alone(admin_client, worker, other):
    before = worker.enterprise

    save(
        admin_client,
        page_of(worker),
        {
            "name": "甲乙",
            "identity_number": "**************851X",
            "enterprise": other.pk,
            "employments-TOTAL_FORMS": 0,
            "employments-INITIAL_FORMS": 0,
            "union_memberships-TOTAL_FORMS": 0,
            "union_memberships-INITIAL_FORMS": 0,
        },
    )

    stored = Worker.objects.get()
    assert (stored.name, stored.identity_number, stored.enterprise) == ("甲乙", NUMBER, before)


def offered(client, worker):
    return [label for label, _ in client.get(page_of(worker)).context["verbs"]]


def test_buttons_of_somebody_employed(admin_client, worker):
    assert offered(admin_client, worker) == ["调动", "更正单位", "离职", "入会"]


def test_buttons_of_somebody_who_left_and_is_a_union_member(admin_client):
    idle = UnionMembershipFactory().worker

    assert offered(admin_client, idle) == ["入职", "去标识"]


def test_the_buttons_stand_on_the_page(admin_client, worker):
    text = admin_client.get(page_of(worker)).content.decode()

    assert f'<a href="{verb(worker, "move")}">调动</a>' in text


def test_a_move_asks_and_is_done(admin_client, worker, other):
    before = worker.enterprise_id
    assert admin_client.get(verb(worker, "move")).status_code == 200

    answer = admin_client.post(
        verb(worker, "move"), {"employer": other.pk, "on": "2022-09-01"}, follow=True
    )

    moved_on = datetime.date(2022, 9, 1)
    assert employments(worker) == [(before, FIRST, moved_on), (other.pk, moved_on, None)]
    assert answer.redirect_chain == [(page_of(worker), 302)]
    assert [str(message) for message in answer.context["messages"]] == ["甲：已办理“调动”。"]
    assert noted() == [
        (
            "action",
            "done",
            "调动",
            str(worker.pk),
            ["employment.enterprise", "employment.started_on"],
        )
    ]


def test_a_refused_move_stays_on_its_page(admin_client, worker, other):
    answer = admin_client.post(verb(worker, "move"), {"employer": other.pk, "on": "2020-03-01"})

    assert answer.context["form"].non_field_errors() == [
        f"日期必须晚于在{worker.enterprise}的入职时间（2020-03-01）。"
    ]
    assert noted() == [
        (
            "action",
            "refused",
            "调动",
            str(worker.pk),
            ["employment.enterprise", "employment.started_on"],
        )
    ]


def test_nothing_is_done_before_its_day(admin_client, worker):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)

    answer = admin_client.post(verb(worker, "leave"), {"on": tomorrow})

    assert answer.context["form"].errors == {"on": ["日期不能晚于今天；请等到当天再办理。"]}
    assert Worker.objects.get().enterprise is not None


def test_a_correction_proposes_what_is_stored(admin_client, worker):
    form = admin_client.get(verb(worker, "correct")).context["form"]

    assert form.initial == {"employer": worker.enterprise_id, "hired_on": FIRST}


def test_a_correction_rewrites_the_open_employment(admin_client, worker, other):
    admin_client.post(verb(worker, "correct"), {"employer": other.pk, "hired_on": ""})

    assert employments(worker) == [(other.pk, None, None)]


def test_somebody_leaves_and_is_hired_again(admin_client, worker, other):
    first = worker.enterprise_id
    admin_client.post(verb(worker, "leave"), {"on": "2022-09-01"})

    admin_client.post(verb(worker, "hire"), {"employer": other.pk, "hired_on": "2023-01-05"})

    assert employments(worker) == [
        (first, FIRST, datetime.date(2022, 9, 1)),
        (other.pk, datetime.date(2023, 1, 5), None),
    ]


def test_somebody_joins_a_union_from_the_page(admin_client, worker):
    union = UnionBranchFactory()

    admin_client.post(verb(worker, "join-union"), {"union_branch": union.pk, "on": "2022-09-01"})

    membership = UnionMembership.objects.get()
    assert (membership.worker, membership.union_branch) == (worker, union)


def test_a_membership_moves_and_ends_by_its_buttons(admin_client):
    membership = UnionMembershipFactory()
    union = UnionBranchFactory()
    address = "admin:unions_unionmembership_verb"
    admin_client.post(
        reverse(address, args=[membership.pk, "move"]),
        {"union_branch": union.pk, "on": "2022-09-01"},
    )

    moved = UnionMembership.objects.open().get()
    admin_client.post(reverse(address, args=[moved.pk, "leave"]), {"on": "2023-01-05"})

    rows = UnionMembership.objects.order_by("pk").values_list("joined_on", "left_on")
    assert list(rows) == [
        (datetime.date(2021, 6, 1), datetime.date(2022, 9, 1)),
        (datetime.date(2022, 9, 1), datetime.date(2023, 1, 5)),
    ]


def test_who_may_only_look_has_no_buttons_and_does_nothing(client, clerk, worker):
    clerk.user_permissions.add(Permission.objects.get(codename="view_worker"))
    client.force_login(clerk)

    assert "verbs" not in client.get(page_of(worker)).context
    assert client.post(verb(worker, "leave"), {"on": "2022-09-01"}).status_code == 403
    assert Worker.objects.get().enterprise is not None


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/admin/unions/worker/999/do/move/", id="nobody"),
        pytest.param("/admin/unions/worker/{}/do/fly/", id="no-such-verb"),
    ],
)
def test_what_is_not_there_is_not_found(admin_client, worker, address):
    assert admin_client.get(address.format(worker.pk)).status_code == 404
