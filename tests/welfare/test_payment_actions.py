import datetime
from decimal import Decimal

import pytest

from tests.factories.unions import EmploymentFactory, EnterpriseFactory, WorkerFactory
from tests.factories.welfare import ClerkFactory, PaymentFactory, ProgrammeFactory
from welfare import actions
from welfare.actions import PaymentRefused
from welfare.choices import PaymentOrigin, PaymentState
from welfare.models import Payment

pytestmark = pytest.mark.django_db

PAY_DAY = datetime.date(2022, 6, 3)
TODAY = datetime.date(2022, 6, 30)
MOVED = datetime.date(2022, 6, 4)
NEXT_DAY = datetime.date(2022, 7, 1)


@pytest.fixture
def maker():
    return ClerkFactory()


@pytest.fixture
def checker():
    return ClerkFactory()


@pytest.fixture
def mover():
    """Somebody who changed from one company to another on the day after PAY_DAY."""
    worker = WorkerFactory()
    for name, since, until in (("老公司", None, MOVED), ("新公司", MOVED, None)):
        EmploymentFactory(worker=worker, enterprise__name=name, started_on=since, ended_on=until)
    return worker


@pytest.mark.parametrize(
    ("today", "unit"),
    [pytest.param(PAY_DAY, "老公司", id="before"), pytest.param(MOVED, "新公司", id="after")],
)
def test_a_draft_without_a_unit_takes_the_worker_s_of_the_day(maker, mover, today, unit):
    unsaved = PaymentFactory.build(programme=ProgrammeFactory(), worker=mover)

    actions.draft_payment(payment=unsaved, user=maker, today=today)

    assert Payment.objects.get().enterprise.name == unit


def test_a_draft_keeps_the_unit_that_was_given(maker, mover):
    given = EnterpriseFactory()
    unsaved = PaymentFactory.build(programme=ProgrammeFactory(), worker=mover, enterprise=given)

    actions.draft_payment(payment=unsaved, user=maker, today=TODAY)

    assert Payment.objects.get().enterprise == given


def test_nobody_s_employee_has_no_unit(maker):
    unsaved = PaymentFactory.build(programme=ProgrammeFactory(), worker=WorkerFactory())

    actions.draft_payment(payment=unsaved, user=maker, today=TODAY)

    assert Payment.objects.get().enterprise is None


def test_a_payment_without_a_unit_takes_the_worker_s_of_the_day_it_is_paid(maker, mover):
    payment = PaymentFactory(approved=True, worker=mover)

    actions.pay_payment(payment=payment, user=maker, on=PAY_DAY, today=TODAY)

    assert Payment.objects.get().enterprise.name == "老公司"


def test_a_payment_goes_from_draft_to_paid_through_two_people(maker, checker):
    draft = PaymentFactory()

    actions.submit_payment(payment=draft, user=maker)
    actions.approve_payment(payment=draft, user=checker)
    actions.pay_payment(payment=draft, user=maker, on=PAY_DAY, today=TODAY)

    draft.refresh_from_db()
    assert (draft.state, draft.made_by, draft.approved_by, draft.paid_on) == (
        PaymentState.PAID,
        maker,
        checker,
        PAY_DAY,
    )


def test_history_tells_who_moved_a_payment_and_where_to(maker, checker):
    draft = PaymentFactory()

    actions.submit_payment(payment=draft, user=maker)
    actions.return_payment(payment=draft, user=checker, reason="金额写错")

    told = draft.history.order_by("history_id").values_list(
        "state", "history_user", "history_change_reason"
    )
    assert list(told) == [
        ("draft", None, None),
        ("submitted", maker.pk, None),
        ("draft", checker.pk, "金额写错"),
    ]


def test_whoever_submits_a_draft_becomes_its_maker(maker, checker):
    draft = PaymentFactory(made_by=checker)

    actions.submit_payment(payment=draft, user=maker)

    draft.refresh_from_db()
    assert draft.made_by == maker


@pytest.mark.parametrize(
    ("act", "trait", "sentence"),
    [
        pytest.param(
            lambda payment, user: actions.submit_payment(payment=payment, user=user),
            "submitted",
            "这笔发放现在是“待审批”，只有“草稿”的才能提交。",
            id="submit-twice",
        ),
        pytest.param(
            lambda payment, user: actions.approve_payment(payment=payment, user=user),
            "approved",
            "这笔发放现在是“已审批”，只有“待审批”的才能审批。",
            id="approve-twice",
        ),
        pytest.param(
            lambda payment, user: actions.return_payment(payment=payment, user=user, reason="重复"),
            "approved",
            "这笔发放现在是“已审批”，只有“待审批”的才能退回。",
            id="return-after-approval",
        ),
        pytest.param(
            lambda payment, user: actions.pay_payment(
                payment=payment, user=user, on=PAY_DAY, today=TODAY
            ),
            "submitted",
            "这笔发放现在是“待审批”，只有“已审批”的才能发放。",
            id="pay-before-approval",
        ),
        pytest.param(
            lambda payment, user: actions.cancel_payment(payment=payment, user=user, reason="重复"),
            "paid",
            "这笔发放现在是“已发放”，只有“草稿、待审批、已审批”的才能作废。",
            id="cancel-after-payment",
        ),
        pytest.param(
            lambda payment, user: actions.reverse_payment(
                payment=payment, user=user, reason="重复"
            ),
            "approved",
            "这笔发放现在是“已审批”，只有“已发放”的才能冲销。",
            id="reverse-before-payment",
        ),
    ],
)
def test_a_verb_out_of_turn_is_refused_and_changes_nothing(act, trait, sentence):
    payment = PaymentFactory(**{trait: True})

    with pytest.raises(PaymentRefused) as refusal:
        act(payment, ClerkFactory())

    assert str(refusal.value) == sentence
    assert Payment.objects.get().state == payment.state


def test_the_maker_cannot_approve(maker):
    payment = PaymentFactory(submitted=True, made_by=maker)

    with pytest.raises(PaymentRefused) as refusal:
        actions.approve_payment(payment=payment, user=maker)

    assert str(refusal.value) == "审批人不能是经办人本人，请由另一位同事审批。"


def test_a_payment_without_a_maker_cannot_be_approved(checker):
    payment = PaymentFactory(state=PaymentState.SUBMITTED)

    with pytest.raises(PaymentRefused) as refusal:
        actions.approve_payment(payment=payment, user=checker)

    assert str(refusal.value) == "这笔发放没有经办人，请退回后由经办人重新提交。"


def test_approvals_stop_at_the_budget(checker):
    programme = ProgrammeFactory(budget=Decimal("1500.00"))
    PaymentFactory(approved=True, programme=programme, amount=Decimal("1000.00"))
    fitting = PaymentFactory(submitted=True, programme=programme, amount=Decimal("400.00"))
    too_much = PaymentFactory(submitted=True, programme=programme, amount=Decimal("100.01"))

    actions.approve_payment(payment=fitting, user=checker)
    with pytest.raises(PaymentRefused) as refusal:
        actions.approve_payment(payment=too_much, user=checker)

    assert str(refusal.value) == f"超出“{programme}”的预算：还可以审批100.00元。"


def test_drafts_and_cancelled_payments_take_nothing_from_the_budget(checker):
    programme = ProgrammeFactory(budget=Decimal("1000.00"))
    PaymentFactory(programme=programme)
    PaymentFactory(programme=programme, state=PaymentState.CANCELLED)
    payment = PaymentFactory(submitted=True, programme=programme, amount=Decimal("1000.00"))

    actions.approve_payment(payment=payment, user=checker)

    payment.refresh_from_db()
    assert payment.state == PaymentState.APPROVED


def test_a_reversed_payment_gives_its_sum_back_to_the_budget(maker, checker):
    programme = ProgrammeFactory(budget=Decimal("1000.00"))
    mistaken = PaymentFactory(paid=True, programme=programme, amount=Decimal("1000.00"))
    counter = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")
    actions.approve_payment(payment=counter, user=checker)
    right = PaymentFactory(submitted=True, programme=programme, amount=Decimal("1000.00"))

    actions.approve_payment(payment=right, user=checker)

    right.refresh_from_db()
    assert right.state == PaymentState.APPROVED


def test_today_is_the_last_day_of_payment(maker):
    payment = PaymentFactory(approved=True)

    with pytest.raises(PaymentRefused) as refusal:
        actions.pay_payment(payment=payment, user=maker, on=NEXT_DAY, today=TODAY)
    actions.pay_payment(payment=payment, user=maker, on=TODAY, today=TODAY)

    assert str(refusal.value) == "发放日期不能晚于今天，请等发放以后再登记。"
    assert Payment.objects.get().paid_on == TODAY


def test_a_programme_pays_nothing_from_its_last_day_on(maker):
    programme = ProgrammeFactory(name="夏送清凉2022", ended_on=PAY_DAY)
    payment = PaymentFactory(approved=True, programme=programme)

    with pytest.raises(PaymentRefused) as refusal:
        actions.pay_payment(payment=payment, user=maker, on=PAY_DAY, today=TODAY)

    assert str(refusal.value) == (
        "“夏送清凉2022”在2022-06-03没有开办，请核对发放日期或项目的起止日期。"
    )


def test_a_cancelled_payment_frees_its_occasion(maker):
    payment = PaymentFactory(submitted=True)

    actions.cancel_payment(payment=payment, user=maker, reason="重复登记")
    again = PaymentFactory(
        worker=payment.worker, programme=payment.programme, occasion=payment.occasion
    )

    assert list(Payment.objects.live()) == [again]


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        pytest.param("", "请写明原因。", id="empty"),
        pytest.param("  ", "请写明原因。", id="blank"),
        pytest.param("错" * 101, "原因最多100个字，请写短一些。", id="too-long"),
    ],
)
@pytest.mark.parametrize(
    "act", [actions.return_payment, actions.cancel_payment, actions.reverse_payment]
)
def test_taking_back_needs_a_reason(act, reason, sentence, maker):
    payment = PaymentFactory(submitted=True)

    with pytest.raises(PaymentRefused) as refusal:
        act(payment=payment, user=maker, reason=reason)

    assert str(refusal.value) == sentence


def test_a_counter_row_takes_the_same_road_and_the_sum_is_nought(maker, checker):
    mistaken = PaymentFactory(imported=True)

    counter = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")
    actions.approve_payment(payment=counter, user=checker)
    actions.pay_payment(payment=counter, user=maker, on=PAY_DAY, today=TODAY)

    rows = Payment.objects.paid(by=PAY_DAY).order_by("pk").values_list("amount", "origin")
    assert list(rows) == [
        (Decimal("1000.00"), PaymentOrigin.IMPORTED),
        (Decimal("-1000.00"), PaymentOrigin.ENTERED),
    ]


def test_a_counter_row_keeps_person_programme_occasion_and_reason(maker):
    mistaken = PaymentFactory(paid=True)

    counter = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")

    assert (counter.worker, counter.programme, counter.occasion, counter.reverses) == (
        mistaken.worker,
        mistaken.programme,
        mistaken.occasion,
        mistaken,
    )
    assert counter.history.get().history_change_reason == "发错人"


def test_a_payment_is_reversed_once(maker):
    mistaken = PaymentFactory(paid=True)
    actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")

    with pytest.raises(PaymentRefused) as refusal:
        actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")

    assert str(refusal.value) == "这笔发放已经有一笔冲销。"


def test_a_cancelled_counter_row_makes_way_for_another(maker):
    mistaken = PaymentFactory(paid=True)
    first = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")
    actions.cancel_payment(payment=first, user=maker, reason="再核对")

    second = actions.reverse_payment(payment=mistaken, user=maker, reason="确实发错")

    assert second.state == PaymentState.SUBMITTED


def test_a_counter_row_is_not_reversed(maker, checker):
    mistaken = PaymentFactory(paid=True)
    counter = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")
    actions.approve_payment(payment=counter, user=checker)
    actions.pay_payment(payment=counter, user=maker, on=PAY_DAY, today=TODAY)

    with pytest.raises(PaymentRefused) as refusal:
        actions.reverse_payment(payment=counter, user=maker, reason="又错了")

    assert str(refusal.value) == "冲销的款项不能再冲销。"


def test_money_is_not_back_before_it_was_paid(maker, checker):
    mistaken = PaymentFactory(paid=True)
    counter = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")
    actions.approve_payment(payment=counter, user=checker)
    day_before = datetime.date(2022, 6, 2)

    with pytest.raises(PaymentRefused) as refusal:
        actions.pay_payment(payment=counter, user=maker, on=day_before, today=TODAY)

    assert str(refusal.value) == "冲销日期不能早于原来的发放日期（2022-06-03）。"


def test_a_mistake_is_reversed_even_after_its_programme_has_ended(maker, checker):
    programme = ProgrammeFactory(ended_on=TODAY)
    mistaken = PaymentFactory(paid=True, programme=programme)
    counter = actions.reverse_payment(payment=mistaken, user=maker, reason="发错人")
    actions.approve_payment(payment=counter, user=checker)

    actions.pay_payment(payment=counter, user=maker, on=TODAY, today=TODAY)

    assert Payment.objects.paid(by=TODAY).count() == 2
