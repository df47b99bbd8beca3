"""What the tables themselves refuse."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from config.backups.choices import Outcome
from config.backups.models import Backup, BackupSettings, Turn

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 24, 3, 0, tzinfo=timezone.get_default_timezone())
GOOD = {"outcome": Outcome.GOOD, "file_name": "a.backup", "verified_at": NOW}
FAILED = {"outcome": Outcome.FAILED, "problem": "放不下了。"}


def backup(**cells):
    return Backup(made_at=NOW, seconds=1, **cells)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(backup(**{**GOOD, "verified_at": None}), id="good-without-proof"),
        pytest.param(backup(**{**GOOD, "problem": "没有核对。"}), id="good-with-a-problem"),
        pytest.param(backup(**{**GOOD, "file_name": ""}), id="good-without-a-file"),
        pytest.param(backup(**{**FAILED, "problem": ""}), id="failed-without-a-sentence"),
        pytest.param(backup(**{**FAILED, "verified_at": NOW}), id="failed-and-proven"),
        pytest.param(backup(**{**FAILED, "file_name": "a.backup"}), id="failed-with-a-file"),
        pytest.param(Turn(pk=2, taken_at=NOW), id="second-turn"),
        pytest.param(BackupSettings(keep_latest=0), id="settings-that-keep-none"),
    ],
)
def test_a_row_that_says_two_things_is_refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("cells", [GOOD, FAILED], ids=["good", "failed"])
def test_a_row_that_agrees_with_itself_is_taken(cells):
    backup(**cells).save(force_insert=True)


def test_a_night_stands_once():
    backup(**FAILED, night=NOW.date()).save(force_insert=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        backup(**FAILED, night=NOW.date()).save(force_insert=True)


def test_settings_are_one_row():
    BackupSettings(keep_latest=3).save()
    BackupSettings(keep_latest=5).save()

    assert [settings.keep_latest for settings in BackupSettings.objects.all()] == [5]
