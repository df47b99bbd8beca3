"""Days typed on forms: none before its day, none against birth or against each other."""

import datetime

import pytest
from django.contrib.messages import get_messages
from django.db import models
from django.utils import timezone

from config.accounts.models import Committee
from ledgers.models import Activist, Activity, Member, Term
from tests.factories import ledgers, unions, welfare
from tests.pages import address, errors, save
from unions.models import UnionMembership, Worker
from welfare.models import Matter, Meeting

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
TOMORROW = TODAY + datetime.timedelta(days=1)
TO_COME = "日期不能晚于今天；请等到当天再办理。"
BORN = datetime.date(2004, 5, 18)


@pytest.fixture
def in_use():
    Committee(name="某行业党委", in_use_from=datetime.date(2015, 1, 1)).save()


@pytest.fixture
def young():
    return unions.WorkerFactory(name="甲", identity_number=unions.invented_number(0, BORN))


def fields_told(answer):
    return dict(answer.context["adminform"].form.errors)


def warned(answer):
    return [str(said) for said in get_messages(answer.wsgi_request) if said.level_tag == "warning"]


def activity(held_on):
    return {
        "branch": ledgers.BranchFactory().pk,
        "kind": "theme_day",
        "topic": "七一",
        "held_on": held_on,
    }


def hired(number, hired_on):
    return {
        "name": "乙",
        "identity_number": number,
        "employer": unions.EnterpriseFactory().pk,
        "hired_on": hired_on,
    }


def test_what_was_held_tomorrow_is_refused(admin_client):
    answer = admin_client.post(address(Activity, "add"), activity(TOMORROW))

    assert fields_told(answer) == {"held_on": [TO_COME]}


def test_what_was_held_today_is_taken(admin_client):
    assert admin_client.post(address(Activity, "add"), activity(TODAY)).status_code == 302


def test_nobody_is_hired_tomorrow(admin_client):
    number = unions.invented_number(0)

    answer = admin_client.post(address(Worker, "add"), hired(number, TOMORROW))

    assert fields_told(answer) == {"hired_on": [TO_COME]}


def test_a_month_to_come_is_refused(admin_client):
    month = f"{TODAY.year + 1}-{TODAY.month:02d}"
    typed = {"worker": unions.WorkerFactory().pk, "party_branch": ledgers.BranchFactory().pk}

    answer = admin_client.post(address(Member, "add"), {**typed, "joined_on": month})

    assert fields_told(answer) == {"joined_on": [TO_COME]}


def test_a_term_expires_on_a_day_to_come(admin_client):
    typed = {"branch": ledgers.BranchFactory().pk, "expires_on": TOMORROW}

    assert admin_client.post(address(Term, "add"), typed).status_code == 302


def test_a_day_to_come_that_was_stored_hinders_no_other_change(admin_client):
    row = ledgers.ActivityFactory(held_on=TOMORROW)
    typed = activity(TOMORROW) | {"branch": row.branch_id, "topic": "七一主题"}

    assert save(admin_client, address(Activity, "change", row.pk), typed).status_code == 302


def test_every_column_that_may_lie_ahead_is_one():
    named = {
        f"{model._meta.label}.{name}": isinstance(model._meta.get_field(name), models.DateField)
        for app in (unions, ledgers, welfare)
        for model in app.FACTORY_FOR
        for name in getattr(model, "may_lie_ahead", ())
    }

    assert named == dict.fromkeys(
        [
            "unions.UnionTerm.expires_on",
            "ledgers.CalendarDay.day",
            "ledgers.Delegate.ended_on",
            "ledgers.MemberStep.valid_until",
            "ledgers.Term.expires_on",
            "welfare.Programme.started_on",
            "welfare.Programme.ended_on",
            "welfare.Insurance.started_on",
            "welfare.Insurance.ended_on",
            "welfare.Matter.due_on",
        ],
        True,
    )


@pytest.mark.parametrize(
    ("born_on", "refused"),
    [
        pytest.param(datetime.date(2033, 1, 1), True, id="to-come"),
        pytest.param(TODAY.replace(day=1, year=TODAY.year - 15), True, id="15"),
        pytest.param(TODAY.replace(day=1, year=TODAY.year - 16), False, id="16"),
    ],
)
def test_who_is_below_16_is_on_no_roster(admin_client, born_on, refused):
    answer = admin_client.post(
        address(Worker, "add"), hired(unions.invented_number(0, born_on), "")
    )

    told = "按身份证号，这个人现在不满16周岁，不能登记；请核对身份证号。"
    assert Worker.objects.exists() == (not refused)
    assert errors(answer) == ([[told]] if refused else None)


def test_nobody_is_hired_before_16(admin_client, in_use):
    number = unions.invented_number(0, BORN)

    answer = admin_client.post(address(Worker, "add"), hired(number, "2020-05-17"))

    assert errors(answer) == [["乙入职时不满16周岁，请核对入职时间和身份证号。"]]


def test_before_the_rules_bind_who_was_hired_too_young_is_told_of(admin_client):
    number = unions.invented_number(0, BORN)

    answer = admin_client.post(address(Worker, "add"), hired(number, "2020-05-17"))

    assert warned(answer) == ["已保存，请核对：乙入职时不满16周岁，请核对入职时间和身份证号。"]


@pytest.mark.parametrize(
    ("joined_on", "told"),
    [
        pytest.param("2020-05-17", ["甲入会时不满16周岁，请核对入会时间和身份证号。"], id="eve"),
        pytest.param("2020-05-18", None, id="16th-birthday"),
    ],
)
def test_nobody_joins_a_union_before_16(admin_client, in_use, young, joined_on, told):
    typed = {"worker": young.pk, "union_branch": unions.UnionBranchFactory().pk}

    answer = admin_client.post(address(UnionMembership, "add"), {**typed, "joined_on": joined_on})

    assert errors(answer) == (told and [told])


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        pytest.param({"talked_on": "2023-02-28"}, {"talked_on": "谈话时间不能早于申请入党时间。"}),
        pytest.param(
            {"confirmed_on": "2023-02-28"},
            {"confirmed_on": "确定积极分子时间不能早于申请入党时间。"},
        ),
        pytest.param(
            {"confirmed_on": "2023-09-01", "target_on": "2023-08-31"},
            {"target_on": "列为发展对象时间不能早于确定积极分子时间。"},
        ),
        pytest.param(
            {"applied_on": "2022-05-17"},
            {
                "applied_on": "甲申请入党时不满18周岁（《中国共产党发展党员工作细则》第五条），"
                "请核对申请入党时间和身份证号。"
            },
        ),
    ],
)
def test_steps_into_the_party_follow_each_other(admin_client, in_use, young, steps, told):
    typed = {"worker": young.pk, "branch": ledgers.BranchFactory().pk, "applied_on": "2023-03-01"}

    answer = admin_client.post(address(Activist, "add"), {**typed, **steps})

    assert fields_told(answer) == {column: [sentence] for column, sentence in told.items()}


def test_a_flag_of_old_hinders_no_other_change(admin_client, in_use):
    row = ledgers.ActivistFactory(talked_on=datetime.date(2021, 3, 1))
    typed = {"branch": row.branch_id, "applied_on": row.applied_on, "talked_on": row.talked_on}
    inline = {"contacts-TOTAL_FORMS": 0, "contacts-INITIAL_FORMS": 0}

    page = address(Activist, "change", row.pk)
    answer = save(admin_client, page, {**typed, **inline, "note": "已核"})

    assert (answer.status_code, warned(answer)) == (
        302,
        ["已保存，请核对：谈话时间不能早于申请入党时间。"],
    )


@pytest.mark.parametrize("column", ["due_on", "done_on"])
@pytest.mark.parametrize(
    ("day", "told"),
    [
        pytest.param("2022-02-07", True, id="the-day-before"),
        pytest.param("2022-02-08", False, id="the-day-of-the-meeting"),
    ],
)
def test_a_matter_of_a_new_meeting_follows_it(admin_client, in_use, column, day, told):
    typed = {
        "held_on": "2022-02-08",
        "kind": "joint",
        "matter_set-TOTAL_FORMS": 1,
        "matter_set-INITIAL_FORMS": 0,
        "matter_set-0-subject": "充电",
        f"matter_set-0-{column}": day,
    }
    name = {"due_on": "办理时限", "done_on": "办结日期"}[column]

    answer = admin_client.post(address(Meeting, "add"), typed)

    assert errors(answer) == ([[f"{name}不能早于会议日期（2022-02-08）。"]] if told else None)
    assert Matter.objects.exists() == (not told)
