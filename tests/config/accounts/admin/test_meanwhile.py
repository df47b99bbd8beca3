"""Two clerks with the same form open: the second is told, and nothing is overwritten silently."""

import datetime

import pytest
from django.core import signing
from django.test import Client

from tests.factories.ledgers import BranchFactory
from tests.factories.unions import EnterpriseFactory, WorkerFactory
from tests.factories.welfare import MatterFactory
from tests.pages import address, errors, untouched
from unions import actions
from unions.models import Worker
from welfare.models import Meeting

pytestmark = pytest.mark.django_db

FIRST, SECOND = "13900000001", "13900005678"


@pytest.fixture
def worker():
    return WorkerFactory(name="甲员", phone="13800000000", job="快递员", employed=True)


@pytest.fixture
def colleague(django_user_model):
    user = django_user_model.objects.create_superuser("second", name="李副科")
    client = Client()
    client.force_login(user)
    return client


def opened(client, row):
    """What a browser would send back of the row's form, its token included."""
    return untouched(client.get(address(type(row), "change", row.pk)))


def save(client, row, form, **typed):
    return client.post(address(type(row), "change", row.pk), {**form, **typed})


def sentences(page):
    """What the form says, without the time of day."""
    _, *told = page.context["adminform"].form.non_field_errors()
    return [sentence.split(" ", 2)[-1] for sentence in told]


def values(page, *names):
    form = page.context["adminform"].form
    return [form[name].value() for name in names]


def test_the_second_clerk_is_told_who_changed_what_with_masked_values(
    admin_client, colleague, worker
):
    form = opened(admin_client, worker)
    save(colleague, worker, opened(colleague, worker), phone=FIRST, job="站长")

    page = save(admin_client, worker, form, note="晚班")

    assert page.status_code == 200
    assert sentences(page) == [
        "李副科把“岗位”由“快递员”改为“站长”。",
        "李副科把“联系电话”由“*******0000”改为“*******0001”。",
    ]
    assert FIRST not in page.text
    assert Worker.objects.get().note == ""


def test_what_the_second_clerk_typed_stays_and_the_rest_is_what_is_stored(
    admin_client, colleague, worker
):
    form = opened(admin_client, worker)
    save(colleague, worker, opened(colleague, worker), phone=FIRST, job="站长")

    page = save(admin_client, worker, form, note="晚班", job="分拣员")

    assert values(page, "job", "note", "phone") == ["分拣员", "晚班", "*******0001"]


def test_a_second_save_goes_through_and_keeps_what_the_first_clerk_wrote(
    admin_client, colleague, worker
):
    form = opened(admin_client, worker)
    save(colleague, worker, opened(colleague, worker), phone=FIRST, job="站长")
    page = save(admin_client, worker, form, note="晚班", job="分拣员")
    again = untouched(page)

    answer = save(admin_client, worker, again)

    assert answer.status_code == 302, errors(answer)
    stored = Worker.objects.get()
    assert (stored.phone, stored.job, stored.note) == (FIRST, "分拣员", "晚班")


def test_a_third_change_between_the_two_saves_is_told_too(admin_client, colleague, worker):
    form = opened(admin_client, worker)
    save(colleague, worker, opened(colleague, worker), job="站长")
    page = save(admin_client, worker, form, job="分拣员")
    save(colleague, worker, opened(colleague, worker), phone=SECOND)
    again = untouched(page)

    page = save(admin_client, worker, again)

    assert sentences(page) == ["李副科把“联系电话”由“*******0000”改为“*******5678”。"]


def test_a_form_that_nobody_overtook_is_saved(admin_client, worker):
    form = opened(admin_client, worker)

    assert save(admin_client, worker, form, job="站长").status_code == 302
    assert Worker.objects.get().job == "站长"


def test_a_change_by_the_program_is_told(admin_client, worker):
    form = opened(admin_client, worker)
    worker.job = "站长"
    worker.save()

    page = save(admin_client, worker, form, note="晚班")

    assert sentences(page) == ["程序把“岗位”由“快递员”改为“站长”。"]


@pytest.mark.parametrize("version", ["", "forged", "forged:1tz:AAAA"])
def test_a_forged_token_saves_nothing(admin_client, worker, version):
    form = {**opened(admin_client, worker), "_version": version}

    page = save(admin_client, worker, form, job="站长")

    assert page.context["adminform"].form.non_field_errors() == [
        "无法核对您打开这一页以后有没有人改过，所以还没有保存；请核对内容后再点一次“保存”。"
    ]
    assert Worker.objects.get().job == "快递员"


def test_the_token_of_another_row_saves_nothing(admin_client, worker):
    other = opened(admin_client, WorkerFactory(employed=True))["_version"]

    page = save(admin_client, worker, opened(admin_client, worker), _version=other, job="站长")

    assert page.status_code == 200
    assert Worker.objects.get(pk=worker.pk).job == "快递员"


def test_a_change_without_the_token_saves_nothing(admin_client, worker):
    form = opened(admin_client, worker)
    del form["_version"]

    page = save(admin_client, worker, form, job="站长")

    assert page.context["adminform"].form.non_field_errors() == [
        "无法核对您打开这一页以后有没有人改过，所以还没有保存；请核对内容后再点一次“保存”。"
    ]
    assert Worker.objects.get().job == "快递员"
    assert save(admin_client, worker, untouched(page)).status_code == 302
    assert Worker.objects.get().job == "站长"


def test_who_may_only_look_gets_no_token(looker_client, worker):
    assert "_version" not in looker_client.get(address(Worker, "change", worker.pk)).text


def test_a_changed_row_beneath_is_told_and_kept(admin_client, colleague):
    matter = MatterFactory(subject="增设换电柜")
    form = opened(admin_client, matter.meeting)
    own = opened(colleague, matter.meeting)
    save(colleague, matter.meeting, own, **{"matter_set-0-subject": "增设充电柜"})

    page = save(admin_client, matter.meeting, form, title="第二次联席会议")

    assert sentences(page) == ["李副科把“议题·议题”由“增设换电柜”改为“增设充电柜”。"]
    again = untouched(page)
    assert save(admin_client, matter.meeting, again).status_code == 302
    matter.refresh_from_db()
    assert (matter.subject, Meeting.objects.get().title) == ("增设充电柜", "第二次联席会议")


def test_a_row_that_was_added_beneath_is_told(admin_client, colleague):
    meeting = MatterFactory().meeting
    form = opened(admin_client, meeting)
    MatterFactory(meeting=meeting)

    page = save(admin_client, meeting, form)

    assert sentences(page) == ["程序增加了一行“议题”。"]


def test_a_day_that_became_known_is_told(admin_client):
    branch = BranchFactory(founded_on=datetime.date(2016, 2, 1), founded_on_precision="month")
    form = opened(admin_client, branch)
    branch.founded_on_precision = "day"
    branch.save()

    page = save(admin_client, branch, form)

    assert sentences(page) == ["程序把“成立时间”由“2016-02”改为“2016-02-01”。"]
    assert values(page, "founded_on") == ["2016-02-01"]


def test_what_no_form_holds_holds_nobody_up(admin_client, worker):
    form = opened(admin_client, worker)
    unit = EnterpriseFactory()
    actions.move(worker=worker, enterprise=unit, on=datetime.date(2022, 9, 1))

    assert save(admin_client, worker, form, job="站长").status_code == 302
    stored = Worker.objects.get()
    assert (stored.job, stored.enterprise) == ("站长", unit)


def test_of_an_account_the_audit_says_who_changed_it(admin_client, colleague, clerk):
    form = opened(admin_client, clerk)
    save(colleague, clerk, opened(colleague, clerk), name="新名")

    page = save(admin_client, clerk, form, email="clerk@example.org")

    assert sentences(page) == ["李副科把“姓名”改为“新名”。"]
    assert values(page, "name", "email") == ["新名", "clerk@example.org"]
    clerk.refresh_from_db()
    assert (clerk.name, clerk.email) == ("新名", "")


def test_a_box_that_was_unticked_meanwhile_stays_unticked(admin_client, colleague, clerk):
    form = opened(admin_client, clerk)
    save(colleague, clerk, opened(colleague, clerk), is_active="")

    page = save(admin_client, clerk, form, name="新名")
    save(admin_client, clerk, untouched(page))

    clerk.refresh_from_db()
    assert (clerk.name, clerk.is_active) == ("新名", False)


def test_the_token_of_an_account_says_nothing_of_its_password(admin_client, clerk):
    before = opened(admin_client, clerk)
    clerk.set_password("another-pass-9")
    clerk.save()

    told = signing.loads(before["_version"], salt=f"office.version.accounts.user.{clerk.pk}")

    assert [*told["content"]] == ["username", "name", "email", "is_active", "is_staff"]
    assert save(admin_client, clerk, before, name="新名").status_code == 302


def test_a_row_from_before_its_history_began_is_watched_by_what_it_says(
    admin_client, colleague, worker
):
    Worker.history.all().delete()
    form = opened(admin_client, worker)
    for job in ("站长", "分拣员"):
        save(colleague, worker, opened(colleague, worker), job=job)

    page = save(admin_client, worker, form, note="晚班")

    assert sentences(page) == ["李副科把“岗位”改为“分拣员”。"]
    assert values(page, "job", "note") == ["分拣员", "晚班"]
