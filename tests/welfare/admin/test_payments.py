import datetime
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from tests.factories.welfare import PaymentFactory, ProgrammeFactory, WorkerFactory
from tests.pages import save
from welfare.choices import PaymentState
from welfare.models import Payment

pytestmark = pytest.mark.django_db

LIST = reverse("admin:welfare_payment_changelist")
ADD = reverse("admin:welfare_payment_add")


def told(answer):
    return [str(message) for message in answer.context["messages"]]


def choose(client, action, *payments, **asked):
    data = {"action": action, "_selected_action": [payment.pk for payment in payments], **asked}
    return client.post(LIST, data, follow=True)


@pytest.fixture
def allow(clerk):
    """Give the clerk rights on payments by their code names."""

    def give(*codenames):
        clerk.user_permissions.add(*Permission.objects.filter(codename__in=codenames))

    return give


def test_a_clerk_enters_a_draft_and_is_its_maker(clerk_client, clerk, allow):
    allow("view_payment", "add_payment", "view_programme", "view_worker")
    programme, worker = ProgrammeFactory(), WorkerFactory()

    answer = clerk_client.post(
        ADD,
        {"programme": programme.pk, "worker": worker.pk, "occasion": "2022", "amount": "800"},
    )

    assert answer.status_code == 302
    payment = Payment.objects.get()
    assert (payment.made_by, payment.state, payment.amount) == (
        clerk,
        PaymentState.DRAFT,
        Decimal(800),
    )


def test_a_draft_entered_without_a_unit_counts_for_the_worker_s(admin_client):
    worker = WorkerFactory(employed=True)
    typed = {"programme": ProgrammeFactory().pk, "worker": worker.pk}

    admin_client.post(ADD, {**typed, "occasion": "2022", "amount": "800"})

    assert Payment.objects.get().enterprise == worker.enterprise


def test_the_form_says_what_the_database_would_refuse(admin_client):
    first = PaymentFactory()

    answer = admin_client.post(
        ADD,
        {
            "programme": first.programme_id,
            "worker": first.worker_id,
            "occasion": first.occasion,
            "amount": "800",
        },
    )

    assert answer.context["adminform"].form.non_field_errors() == [
        "这个人在这个项目里，同一事由已经有一笔发放。"
    ]


def test_the_form_refuses_an_amount_below_a_fen(admin_client):
    answer = admin_client.post(
        ADD,
        {
            "programme": ProgrammeFactory().pk,
            "worker": WorkerFactory().pk,
            "occasion": "2022",
            "amount": "0",
        },
    )

    assert answer.context["adminform"].form.non_field_errors() == [
        "发放金额必须大于零；冲销的金额必须小于零。"
    ]


@pytest.mark.parametrize("trait", ["submitted", "approved", "paid", "imported"])
def test_from_its_submission_on_a_payment_is_frozen(trait, admin_client):
    payment = PaymentFactory(**{trait: True})
    page = reverse("admin:welfare_payment_change", args=[payment.pk])

    looked = admin_client.get(page)
    altered = admin_client.post(page, {"amount": "9999"})

    assert looked.context["has_change_permission"] is False
    assert altered.status_code == 403
    assert Payment.objects.get().amount == payment.amount


def test_a_returned_counter_row_is_frozen_too(admin_client):
    mistaken = PaymentFactory(paid=True)
    counter = PaymentFactory(reverses=mistaken, amount=-mistaken.amount)

    answer = admin_client.get(reverse("admin:welfare_payment_change", args=[counter.pk]))

    assert answer.context["has_change_permission"] is False


def test_a_draft_may_be_altered(admin_client):
    payment = PaymentFactory()
    page = reverse("admin:welfare_payment_change", args=[payment.pk])
    data = {
        "programme": payment.programme_id,
        "worker": payment.worker_id,
        "occasion": payment.occasion,
        "amount": "900.50",
    }

    assert save(admin_client, page, data).status_code == 302
    assert Payment.objects.get().amount == Decimal("900.50")


def test_each_chosen_payment_is_told_of(admin_client):
    good = PaymentFactory.create_batch(2, submitted=True)
    draft = PaymentFactory()

    answer = choose(admin_client, "approve_chosen", *good, draft)

    assert told(answer) == [
        "已审批2项。",
        f"未审批1项：这笔发放现在是“草稿”，只有“待审批”的才能审批。（{draft}）",
    ]


def test_the_one_who_submits_cannot_approve(admin_client):
    payment = PaymentFactory()

    choose(admin_client, "submit_chosen", payment)
    answer = choose(admin_client, "approve_chosen", payment)

    assert told(answer) == [f"未审批1项：审批人不能是经办人本人，请由另一位同事审批。（{payment}）"]


@pytest.mark.parametrize("typed", ["2022-06-03", "2022/06/03", " 2022/6/3 "])
def test_paid_on_the_day_that_was_asked(typed, admin_client):
    payment = PaymentFactory(approved=True)

    answer = choose(admin_client, "pay_chosen", payment, on=typed)

    assert told(answer) == ["已发放1项。"]
    assert Payment.objects.get().paid_on == datetime.date(2022, 6, 3)


def test_paid_today_where_no_day_was_given(admin_client):
    PaymentFactory(approved=True)

    before = timezone.localdate()
    choose(admin_client, "pay_chosen", Payment.objects.get(), on="")

    assert Payment.objects.get().paid_on in {before, timezone.localdate()}


def test_a_day_that_is_none_is_refused(admin_client):
    payment = PaymentFactory(approved=True)

    answer = choose(admin_client, "pay_chosen", payment, on="六月三日")

    assert told(answer) == [f"未发放1项：日期看不懂，请写成 2023-01-05 这样。（{payment}）"]


@pytest.mark.parametrize(
    ("action", "trait", "state"),
    [
        pytest.param("return_chosen", "submitted", PaymentState.DRAFT, id="return"),
        pytest.param("cancel_chosen", "approved", PaymentState.CANCELLED, id="cancel"),
        pytest.param("reverse_chosen", "paid", PaymentState.SUBMITTED, id="reverse"),
    ],
)
def test_the_reason_asked_beside_the_menu_is_kept(action, trait, state, admin_client):
    payment = PaymentFactory(**{trait: True})

    choose(admin_client, action, payment, reason="发错人")

    latest = Payment.objects.latest("pk")
    assert (latest.state, latest.history.first().history_change_reason) == (state, "发错人")


@pytest.mark.parametrize(
    ("codename", "offered"),
    [
        pytest.param("change_payment", {"submit_chosen", "cancel_chosen"}, id="maker"),
        pytest.param("approve_payment", {"approve_chosen", "return_chosen"}, id="checker"),
        pytest.param("pay_payment", {"pay_chosen"}, id="cashier"),
        pytest.param("reverse_payment", {"reverse_chosen"}, id="who-may-reverse"),
    ],
)
def test_verbs_are_offered_by_right(codename, offered, clerk_client, allow):
    allow("view_payment", codename)
    PaymentFactory()

    answer = clerk_client.get(LIST)

    form = answer.context["action_form"]
    assert {value for value, _ in form.fields["action"].choices if value} == offered


def test_nobody_deletes_a_payment(admin_client):
    payment = PaymentFactory()

    answer = admin_client.post(
        reverse("admin:welfare_payment_delete", args=[payment.pk]), {"post": "yes"}
    )

    assert answer.status_code == 403
    assert Payment.objects.get() == payment
