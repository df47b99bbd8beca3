"""backup, restore and recovery_sheet from the command line."""

import io
import stat

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from config.accounts.models import Committee, User
from config.audit.models import AuditEntry
from config.backups import databases
from config.backups.keys import key_number
from config.backups.models import Backup, RecoverySheet, files_folder
from config.backups.restoring import database_name
from tests.config.backups.office import contents

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("programs"),
]


def said(*words, **options):
    out = io.StringIO()
    call_command(*words, stdout=out, stderr=out, **options)
    return out.getvalue()


@pytest.fixture
def backup(stick, superuser):
    Committee(name="示例市快递行业党委").save()
    files_folder().mkdir()
    (files_folder() / "记录.txt").write_text("一")
    call_command("backup", stdout=io.StringIO())
    return Backup.objects.get()


def refusal(*words, **options):
    with pytest.raises(CommandError) as caught:
        call_command(*words, stdout=io.StringIO(), **options)
    return str(caught.value)


def test_a_backup_counts_as_the_night_s_unless_it_goes_elsewhere(stick, tmp_path):
    other = tmp_path / "other"
    other.mkdir()

    told = said("backup", folder=other)
    call_command("backup", stdout=io.StringIO())

    elsewhere, nightly = Backup.objects.order_by("pk")
    assert told == f"{elsewhere.path}：{elsewhere.size}字节，已核对，用时{elsewhere.seconds}秒\n"
    assert (elsewhere.path.parent, elsewhere.night) == (other, None)
    assert (nightly.path.parent, nightly.night) == (stick, timezone.localdate())


def test_a_backup_that_fails_ends_with_its_sentence(stick, tmp_path):
    missing = tmp_path / "missing"

    assert refusal("backup", folder=missing) == (
        f"找不到备份文件夹 {missing}：请插上U盘，或在「备份设置」里改成另一个文件夹。"
    )


def test_data_that_are_there_are_not_replaced_by_themselves(backup):
    assert refusal("restore", str(backup.path)) == (
        f"数据库 {database_name(connection)} 里已有数据，没有恢复。"
        "确实要用备份换掉它们，请加上 --replace 再运行。"
    )


def test_another_name_typed_replaces_nothing(backup, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    User.objects.create_user("later")

    assert refusal("restore", str(backup.path), replace=True) == "名字不对，没有恢复。"
    assert User.objects.filter(username="later").exists()


def test_the_name_typed_replaces_everything(backup, monkeypatch):
    before = contents(connection)
    User.objects.create_user("later")
    Committee(name="改过的名称").save()
    (files_folder() / "记录.txt").write_text("二")
    (files_folder() / "后来.txt").write_text("三")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (note text)")
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{database_name(connection)}\n"))

    told = said("restore", str(backup.path), replace=True)

    # What tells of the backup itself was written after its moment.
    untold = {Backup._meta.db_table: [], AuditEntry._meta.db_table: []}
    assert contents(connection) == {**before, **untold}
    assert {path.name: path.read_text() for path in files_folder().iterdir()} == {"记录.txt": "一"}
    assert "附件1个，逐表核对无误。" in told


def test_a_restored_office_without_its_field_keys_is_told(backup, monkeypatch, settings):
    lost = key_number(settings.FIELD_KEYS[1])
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{database_name(connection)}\n"))

    told = said("restore", str(backup.path), replace=True)

    assert f"注意：FIELD_KEYS 里缺少编号 {lost} 的密钥，身份证号等读不出来。" in told


def test_an_empty_file_becomes_an_office(backup, tmp_path):
    """On SQLite; a PostgreSQL backup says that it does not fit."""
    path, files = tmp_path / "new" / "office.sqlite3", tmp_path / "new" / "files"
    options = {"into": str(path), "files": files}

    if connection.vendor == "sqlite":
        said("restore", str(backup.path), **options)
        with databases.connected({**connection.settings_dict, "NAME": str(path)}) as restored:
            assert (
                contents(restored)[User._meta.db_table] == contents(connection)[User._meta.db_table]
            )
        assert (files / "记录.txt").read_text() == "一"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    else:
        assert refusal("restore", str(backup.path), **options) == (
            "这份备份来自 PostgreSQL 数据库，恢复不到 SQLite 里。"
        )


def test_a_file_that_is_not_there_is_said():
    assert (
        refusal("restore", "/nowhere/nuanfeng.backup")
        == "找不到备份文件 /nowhere/nuanfeng.backup。"
    )


def test_a_recovery_sheet_holds_the_keys_and_is_recorded():
    told = said("recovery_sheet")

    printed = RecoverySheet.objects.get()
    assert printed.printed_by is None
    assert [number in told for number in printed.keys.split("、")] == [True, True, True]
    assert settings.SECRET_KEY not in told
