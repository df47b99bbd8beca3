"""Old entries go by whole sealed days, never before their time; what remains is still whole."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from config.audit.models import AuditEntry, AuditSeal
from config.audit.purging import PurgeRefused, purge
from config.audit.sealing import seal_days, verify
from tests.audit import noted, written_at

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


LIMIT = TODAY.replace(year=TODAY.year - 3, day=min(TODAY.day, 28))
BEFORE = LIMIT - datetime.timedelta(days=5)


def from_limit(days):
    return LIMIT + datetime.timedelta(days=days)


def noon(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


@pytest.fixture
def old():
    """Two entries that may go and one that may not yet, all their days sealed."""
    entries = [written_at(noon(from_limit(days))) for days in (-20, -10, 10)]
    seal_days(from_limit(11))
    return entries


def test_what_is_older_goes_and_the_rest_stays_whole(old):
    seals = AuditSeal.objects.count()

    assert purge(before=BEFORE, today=TODAY, kept_years=3) == 2

    assert AuditEntry.objects.earliest("pk") == old[2]
    assert AuditSeal.objects.count() == seals
    assert verify().altered is None


def test_a_purge_is_itself_noted(old):
    last = AuditSeal.objects.get(day=BEFORE - datetime.timedelta(days=1))

    purge(before=BEFORE, today=TODAY, kept_years=3)

    assert noted()[-1] == ("purge", "done", f"{BEFORE} 以前的审计记录", str(last.pk), [])
    assert AuditEntry.objects.first().count == 2


def test_a_second_purge_goes_on_from_the_first(old):
    purge(before=from_limit(-15), today=TODAY, kept_years=3)

    assert purge(before=BEFORE, today=TODAY, kept_years=3) == 1
    assert verify().altered is None


def test_days_removed_without_a_purge_are_seen(old):
    old[0].delete()

    assert (verify().altered, verify().fault) == (from_limit(-20), "缺少1条")


def test_an_entry_put_back_into_purged_days_is_seen(old):
    purge(before=BEFORE, today=TODAY, kept_years=3)
    written_at(noon(from_limit(-10)))

    assert (verify().altered, verify().fault) == (from_limit(-10), "已经清理，却有记录")


@pytest.mark.parametrize(
    ("kept_years", "before"),
    [
        pytest.param(3, TODAY - datetime.timedelta(days=3 * 365 - 2), id="three-years"),
        pytest.param(1, TODAY - datetime.timedelta(days=364), id="one-year"),
        pytest.param(0, TODAY - datetime.timedelta(days=364), id="never-less-than-one"),
    ],
)
def test_younger_entries_are_refused(old, kept_years, before):
    with pytest.raises(PurgeRefused, match="只能清理"):
        purge(before=before, today=TODAY, kept_years=kept_years)

    assert AuditEntry.objects.count() == 3


def test_days_that_are_not_sealed_are_refused():
    written_at(noon(from_limit(-10)))

    with pytest.raises(PurgeRefused, match="没有封存"):
        purge(before=BEFORE, today=TODAY, kept_years=3)


def test_an_altered_audit_is_not_purged(old):
    written_at(noon(from_limit(-10)))

    with pytest.raises(PurgeRefused, match="多出1条"):
        purge(before=BEFORE, today=TODAY, kept_years=3)


def test_the_command_purges_by_the_office_s_years(old, capsys):
    call_command("purge_audit", before=str(BEFORE))

    assert capsys.readouterr().out == "已清理 2 条。\n"


@pytest.mark.parametrize(
    "before",
    [pytest.param("去年", id="no-date"), pytest.param(str(from_limit(365)), id="too-young")],
)
def test_the_command_refuses_aloud(old, before):
    with pytest.raises(CommandError):
        call_command("purge_audit", before=before)

    assert AuditEntry.objects.count() == 3
