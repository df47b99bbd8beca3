"""Making backups: one at a time, into the folder that is named, old copies gone."""

import datetime
import os
import stat

import pytest
from django.db import connection
from django.utils import timezone

from config.backups.actions import back_up, print_sheet, sheet_is_wanting
from config.backups.choices import Outcome
from config.backups.keys import key_number
from config.backups.models import ONLY_PK, Backup, BackupSettings, RecoverySheet, Turn
from tests.refusals import refused

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("programs"),
]

NOW = datetime.datetime(2026, 11, 24, 3, 0, tzinfo=timezone.get_default_timezone())


def recorded(folder, *, days, outcome=Outcome.GOOD, night=None):
    """A copy of so many days ago, as its record tells it."""
    made_at, good = NOW - datetime.timedelta(days=days), outcome == Outcome.GOOD
    record = Backup.objects.create(
        made_at=made_at,
        night=night,
        folder=str(folder),
        file_name=f"nuanfeng-{days}.backup",
        outcome=outcome,
        verified_at=made_at if good else None,
        problem="" if good else "没有核对。",
        seconds=1,
    )
    record.path.touch()
    return record


def outcome(record):
    return record.outcome, record.problem


def test_a_good_backup_is_recorded_with_what_can_be_compared(stick, superuser):
    record = back_up(by=superuser, now=NOW)

    assert outcome(record) == (Outcome.GOOD, "")
    assert (record.made_by, record.made_at, record.night) == (superuser, NOW, None)
    assert record.file_name.startswith("nuanfeng-20261124-030000-")
    assert record.size == record.path.stat().st_size
    assert record.verified_at >= NOW
    assert Turn.objects.count() == 0


def test_without_settings_backups_lie_beside_the_data(data_dir):
    record = back_up(by=None, now=NOW)

    assert record.path.parent == data_dir / "backups"
    assert stat.S_IMODE((data_dir / "backups").stat().st_mode) == 0o700


def test_a_stick_that_is_not_plugged_in_is_said_and_not_made(stick):
    stick.rmdir()

    record = back_up(by=None, now=NOW)

    assert outcome(record) == (
        Outcome.FAILED,
        f"找不到备份文件夹 {stick}：请插上U盘，或在「备份设置」里改成另一个文件夹。",
    )
    assert not stick.exists()


def test_without_a_key_nothing_is_written(stick, settings):
    settings.BACKUP_KEY = b""

    record = back_up(by=None, now=NOW)

    assert record.problem.startswith("没有备份密钥（BACKUP_KEY），不能备份也不能恢复。")
    assert list(stick.iterdir()) == []


def test_a_backup_waits_for_no_other(stick):
    Turn.objects.create(pk=ONLY_PK, taken_at=NOW - datetime.timedelta(hours=1))

    with refused("正在备份，请等它做完再试。"):
        back_up(by=None, now=NOW)

    assert (Backup.objects.count(), Turn.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("hours", "taken_over"), [pytest.param(6, False, id="six"), pytest.param(6.01, True, id="more")]
)
def test_a_backup_that_broke_off_blocks_for_six_hours(stick, hours, taken_over):
    Turn.objects.create(pk=ONLY_PK, taken_at=NOW - datetime.timedelta(hours=hours))

    if taken_over:
        assert back_up(by=None, now=NOW).outcome == Outcome.GOOD
    else:
        with refused("正在备份，请等它做完再试。"):
            back_up(by=None, now=NOW)


def test_what_a_killed_backup_left_is_cleared_away(stick, data_dir):
    (data_dir / "scratch-backup-abc").mkdir()
    (stick / "nuanfeng-20261123-030000-abcd.backup.part").touch()

    record = back_up(by=None, now=NOW)

    assert [path.name for path in stick.iterdir()] == [record.file_name]
    assert list(data_dir.glob("scratch-*")) == []


def test_a_night_has_one_backup(stick):
    recorded(stick, days=0, night=NOW.date())

    with refused("今天的夜间备份已经做过了。"):
        back_up(by=None, now=NOW, night=NOW.date())


def test_old_copies_go_and_are_recorded_as_gone(stick):
    BackupSettings(folder=str(stick), keep_latest=2).save()
    made = [recorded(stick, days=days) for days in (3, 2, 1)]
    unproven = recorded(stick, days=4, outcome=Outcome.UNPROVEN)

    new = back_up(by=None, now=NOW)

    there = {path.name for path in stick.iterdir()}
    gone = [record.pk for record in Backup.objects.exclude(removed_at=None)]
    assert there == {kept.file_name for kept in (unproven, made[0], made[2], new)}
    assert gone == [made[1].pk]


def test_a_failed_backup_lets_no_copy_go(stick, settings):
    BackupSettings(folder=str(stick), keep_latest=1).save()
    good = recorded(stick, days=1)
    settings.BACKUP_KEY = b""

    back_up(by=None, now=NOW)

    assert good.path.is_file()


def program(folder, name, script):
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def no_programs(folder):
    return str(folder)


def an_older_dump(folder):
    """pg_dump of a version that no server of ours is older than."""
    program(folder, "pg_dump", "echo 'pg_dump (PostgreSQL) 9.6.24'")
    return os.pathsep.join([str(folder), os.environ["PATH"]])


def a_restore_that_reads_nothing(folder):
    program(folder, "pg_restore", "exit 1")
    return os.pathsep.join([str(folder), os.environ["PATH"]])


@pytest.mark.parametrize(
    ("path_with", "said"),
    [
        pytest.param(
            no_programs,
            "这台机器上没有 pg_dump，PostgreSQL 数据库备份不了。"
            "请管理员安装：apt install postgresql-client",
            id="missing",
        ),
        pytest.param(
            an_older_dump,
            "这台机器上的 pg_dump 是 9 版，比数据库（{server} 版）旧，备份不了。"
            "请管理员安装：apt install postgresql-client-{server}",
            id="older-than-the-server",
        ),
        pytest.param(
            a_restore_that_reads_nothing,
            "这台机器上的 pg_restore 读不了这份备份，多半是版本太旧。"
            "请管理员安装和做备份时一样新的 postgresql-client。",
            id="older-than-the-backup",
        ),
    ],
)
def test_postgresql_needs_its_programs_and_sqlite_none(
    stick, tmp_path, monkeypatch, path_with, said
):
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", path_with(folder))

    record = back_up(by=None, now=NOW)

    server = getattr(connection, "pg_version", 0) // 10000
    assert (
        outcome(record)
        == {
            "sqlite": (Outcome.GOOD, ""),
            "postgresql": (Outcome.FAILED, said.format(server=server)),
        }[connection.vendor]
    )


@pytest.fixture
def no_right_to_create(db, monkeypatch):
    """The office's user of PostgreSQL may read all and create no database; SQLite has no users."""
    name, password = "nuanfeng_reader", "reader-pass"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE ROLE {name} LOGIN PASSWORD '{password}' IN ROLE pg_read_all_data"
            )
    with monkeypatch.context() as patch:
        patch.setitem(connection.settings_dict, "USER", name)
        patch.setitem(connection.settings_dict, "PASSWORD", password)
        yield
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP ROLE {name}")


def test_a_backup_that_cannot_be_proven_is_kept_and_says_why(stick, no_right_to_create):
    record = back_up(by=None, now=NOW)

    assert (
        outcome(record)
        == {
            "sqlite": (Outcome.GOOD, ""),
            "postgresql": (
                Outcome.UNPROVEN,
                (
                    "备份已经写好，但没有核对：数据库用户没有建库的权限，无法恢复到临时库里比较。"
                    "请数据库管理员执行一次：ALTER ROLE nuanfeng_reader CREATEDB"
                ),
            ),
        }[connection.vendor]
    )
    assert record.path.is_file()


def test_a_sheet_s_printing_is_recorded_by_numbers(settings, superuser):
    printed, keys = print_sheet(by=superuser, now=NOW)

    secrets = [settings.BACKUP_KEY, *settings.FIELD_KEYS]
    assert [key.secret for key in keys] == secrets
    assert printed.keys == "、".join(key_number(secret) for secret in secrets)
    assert (printed.printed_by, printed.printed_at) == (superuser, NOW)


def test_a_sheet_is_wanting_until_one_of_the_keys_in_use_was_printed(settings):
    assert sheet_is_wanting() is True
    print_sheet(by=None, now=NOW)
    assert sheet_is_wanting() is False

    settings.BACKUP_KEY = b"another key".ljust(32)

    assert sheet_is_wanting() is True
    assert RecoverySheet.objects.count() == 1
