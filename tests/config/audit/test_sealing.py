"""Every finished day is sealed once; whoever touches it afterwards is found out by day."""

import datetime
import random
from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from config.audit.middleware import AuditMiddleware
from config.audit.models import AuditEntry, AuditSeal
from config.audit.sealing import day_at_work, seal_days, verify
from tests.audit import written_at

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2026, 3, 1)
DAYS = 4
TODAY = FIRST + datetime.timedelta(days=DAYS)
MIGRATIONS = ("0002_append_only", "0005_seals_stay", "0006_not_replaced")


def day(number):
    return FIRST + datetime.timedelta(days=number)


def moment(date, hour=9, minute=0):
    return timezone.make_aware(datetime.datetime.combine(date, datetime.time(hour, minute)))


@pytest.fixture
def sealed():
    """Entries of four days, the third without any, sealed; and one of today."""
    for number in (0, 0, 1, 3, 3, 3, DAYS):
        written_at(moment(day(number)))
    seal_days(TODAY)


@pytest.fixture
def unguarded():
    """As somebody may do who owns the database."""
    with connection.cursor() as cursor:
        for name in MIGRATIONS:
            for statement in import_module(f"config.audit.migrations.{name}").UNDO[
                connection.vendor
            ]:
                cursor.execute(statement)


def test_each_finished_day_gets_one_seal(sealed):
    assert list(AuditSeal.objects.values_list("day", "count")) == [
        (day(0), 2),
        (day(1), 1),
        (day(2), 0),
        (day(3), 3),
    ]


def test_sealing_again_adds_nothing_and_a_day_later_one(sealed):
    assert seal_days(TODAY) == 0
    assert seal_days(TODAY + datetime.timedelta(days=1)) == 1


def test_an_empty_audit_has_nothing_to_seal():
    assert seal_days(TODAY) == 0
    assert str(verify()) == "还没有封存过任何一天。没有尚未封存的记录。"


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        pytest.param(moment(day(0), 23, 59), [1], id="last-minute"),
        pytest.param(moment(day(0), 0, 0), [1], id="first-minute"),
        pytest.param(moment(day(1), 0, 0), [], id="next-day"),
    ],
)
def test_a_day_is_the_office_s_own(at, counts):
    written_at(at)

    seal_days(day(1))

    assert [seal.count for seal in AuditSeal.objects.all()] == counts


@pytest.mark.parametrize(
    ("hour", "minute", "at_work"),
    [
        pytest.param(0, 59, day(0), id="what-began-before-midnight-may-be-at-work"),
        pytest.param(1, 0, day(1), id="an-hour-later"),
    ],
)
def test_the_day_before_is_finished_an_hour_after_midnight(hour, minute, at_work):
    assert day_at_work(moment(day(1), hour, minute)) == at_work


def test_an_untouched_audit_is_whole_and_its_tail_is_told(sealed):
    last = AuditSeal.objects.last()

    assert str(verify()) == (
        f"审计记录完好，封存到 2026-03-04，最后的指纹 {last.digest}。"
        "尚未封存 1 条，从 2026-03-05 09:00 起。"
    )


def altered(pk):
    AuditEntry.objects.filter(pk=pk).update(what="别的")


def removed(pk):
    AuditEntry.objects.filter(pk=pk).delete()


def added(pk):
    written_at(AuditEntry.objects.get(pk=pk).at)


@pytest.mark.parametrize(
    ("touch", "fault"),
    [
        pytest.param(altered, "内容被改动", id="altered"),
        pytest.param(removed, "缺少1条", id="removed"),
        pytest.param(added, "多出1条", id="added"),
    ],
)
def test_the_first_day_at_fault_is_named(sealed, unguarded, touch, fault):
    for number in (3, 1):
        touch(AuditEntry.objects.filter(at__gte=moment(day(number), 0)).earliest("at").pk)

    verdict = verify()

    assert (verdict.altered, verdict.fault) == (day(1), fault)


def test_an_entry_in_a_day_without_any_is_seen(sealed):
    written_at(moment(day(2)))

    assert (verify().altered, verify().fault) == (day(2), "多出1条")


def test_an_entry_before_the_first_seal_is_seen(sealed):
    written_at(moment(day(-3)))

    assert (verify().altered, verify().fault) == (day(-3), "这一天没有封条，却有记录")


def test_a_seal_that_is_gone_is_seen(sealed, unguarded):
    AuditSeal.objects.filter(day=day(1)).delete()

    assert (verify().altered, verify().fault) == (day(1), "封条缺失")


def test_a_seal_written_anew_breaks_the_next_day(sealed, unguarded):
    altered(AuditEntry.objects.earliest("pk").pk)
    seal = import_module("config.audit.sealing").seal_of(day(0), "")
    AuditSeal.objects.filter(day=day(0)).update(digest=seal.digest)

    assert (verify().altered, verify().fault) == (day(1), "内容被改动")


ALTERED = {
    "at": lambda entry: entry.at + datetime.timedelta(seconds=1),
    "user": lambda entry: get_user_model().objects.get(),
    "verb": lambda entry: "print",
    "outcome": lambda entry: "refused",
    "what": lambda entry: "别的",
    "model": lambda entry: "unions.worker",
    "object_id": lambda entry: "7",
    "fields": lambda entry: ["phone"],
    "count": lambda entry: 8,
    "reason": lambda entry: "另有用途",
    "address": lambda entry: "10.0.0.9",
}


def test_every_column_is_tried():
    assert set(ALTERED) == {field.name for field in AuditEntry._meta.fields} - {"id"}


def test_of_a_hundred_alterations_each_is_found(sealed, unguarded, superuser):
    chance = random.Random(7)  # noqa: S311 -- which row is altered is no secret
    entries = list(AuditEntry.objects.filter(at__lt=moment(TODAY, 0)))
    found = 0
    for _ in range(100):
        entry, column = chance.choice(entries), chance.choice(sorted(ALTERED))
        with transaction.atomic():
            alteration = {column: ALTERED[column](entry)}
            AuditEntry.objects.filter(pk=entry.pk).update(**alteration)
            found += verify().altered == timezone.localdate(entry.at)
            transaction.set_rollback(True)

    assert found == 100


@pytest.mark.parametrize("deed", ["update", "delete"])
def test_a_seal_cannot_be_altered_or_removed(sealed, deed):
    seals = AuditSeal.objects.filter(day=day(0))

    with pytest.raises(DatabaseError), transaction.atomic():
        seals.update(count=9) if deed == "update" else seals.delete()

    assert AuditSeal.objects.get(day=day(0)).count == 2


@pytest.fixture
def no_request_yet(monkeypatch):
    monkeypatch.setattr(AuditMiddleware, "sealed_for", None)


def test_the_first_request_of_a_day_seals_and_the_next_asks_nothing(
    client, no_request_yet, django_assert_num_queries
):
    written_at(timezone.now() - datetime.timedelta(days=2))
    client.get("/admin/login/")

    assert AuditSeal.objects.count() > 0
    with django_assert_num_queries(0):
        AuditMiddleware(lambda request: request)("page")


def test_a_page_is_served_even_where_sealing_fails(client, no_request_yet, django_user_model):
    django_user_model.objects.create_user("somebody")

    def refuse(execute, sql, params, many, context):
        if "audit_auditseal" in sql:
            raise DatabaseError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        answer = client.get("/admin/login/")

    assert (answer.status_code, AuditMiddleware.sealed_for) == (200, None)


def test_the_commands_seal_and_find_the_audit_whole(capsys):
    written_at(timezone.now() - datetime.timedelta(days=3))

    call_command("seal_audit")
    call_command("verify_audit")

    sealed, whole = capsys.readouterr().out.splitlines()
    assert sealed in {"新封存 2 天。", "新封存 3 天。"}  # two within an hour after midnight
    assert whole.startswith("审计记录完好")


def test_the_command_ends_with_one_where_the_audit_was_altered(sealed, unguarded, capsys):
    removed(AuditEntry.objects.earliest("pk").pk)

    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit")

    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith("审计记录不完好：2026-03-01 缺少1条。")


@pytest.mark.parametrize("is_whole", [True, False])
def test_the_auditor_compares_by_a_button(admin_client, sealed, unguarded, is_whole):
    if not is_whole:
        removed(AuditEntry.objects.earliest("pk").pk)

    page = admin_client.get(reverse("admin:audit_verify"), follow=True)

    (message,) = page.context["messages"]
    assert message.message == str(verify())
    assert message.level_tag == ("success" if is_whole else "error")


def test_nobody_without_the_right_compares(clerk_client):
    assert clerk_client.get(reverse("admin:audit_verify")).status_code == 403
