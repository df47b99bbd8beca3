"""The drill: what was backed up comes back, table by table and file by file."""

import base64
import io

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from config.backups import databases
from config.backups.actions import back_up
from config.backups.choices import Outcome
from config.backups.container import unpack
from config.backups.models import Turn, files_folder
from config.backups.restoring import restore
from config.backups.sealing import ALTERED, UnsealingReader
from tests.config.backups.office import contents, empty_tables, fill_every_table
from tests.refusals import refused

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.usefixtures("programs"),
]


@pytest.fixture
def filled(stick):
    """An office with something in every table, and two attachments."""
    fill_every_table()
    (files_folder() / "2026").mkdir(parents=True)
    (files_folder() / "2026" / "会议记录.pdf").write_bytes(b"%PDF" + bytes(range(256)))
    (files_folder() / "空.txt").touch()


@pytest.fixture
def backup(filled):
    record = back_up(by=None, now=timezone.now())
    assert (record.outcome, record.problem) == (Outcome.GOOD, "")
    return record


@pytest.fixture
def bare(tmp_path):
    """An empty database of a machine that has nothing yet."""
    with databases.of(connection).scratch(connection, tmp_path, "bare") as database:
        yield database


def test_every_table_holds_something(filled):
    assert empty_tables(connection) == [Turn._meta.db_table]


def test_every_table_and_file_comes_back_as_it_was(filled, bare, tmp_path):
    before = contents(connection)
    record = back_up(by=None, now=timezone.now())

    restore(record.path, bare, files=tmp_path / "files")

    assert contents(bare) == before
    restored = {path.name: path.read_bytes() for path in (tmp_path / "files").rglob("*.*")}
    assert restored == {"会议记录.pdf": b"%PDF" + bytes(range(256)), "空.txt": b""}


def test_what_was_written_later_does_not_come_back_and_a_backup_may_be_made_again(backup, bare):
    restore(backup.path, bare, files=files_folder().with_name("restored"))

    with bare.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM backups_backup WHERE outcome = 'good'")
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM backups_turn")
        assert cursor.fetchone() == (0,)


def test_no_key_is_in_a_backup(backup):
    with backup.path.open("rb") as source:
        reader = UnsealingReader(source, settings.BACKUP_KEY)
        inside = io.BytesIO()
        while part := reader.read(1 << 20):
            inside.write(part)
    secrets = [settings.SECRET_KEY.encode(), settings.BACKUP_KEY, *settings.FIELD_KEYS]
    shapes = [
        shape for key in secrets for shape in (key, base64.b64encode(key), key.hex().encode())
    ]

    for readable in (inside.getvalue(), backup.path.read_bytes()):
        assert [shape for shape in shapes if shape in readable] == []
    assert "花名册.xlsx".encode() in inside.getvalue() or connection.vendor == "postgresql"


def test_an_altered_backup_changes_nothing(backup, bare, tmp_path):
    data = bytearray(backup.path.read_bytes())
    data[len(data) // 2] ^= 1
    altered = tmp_path / "altered.backup"
    altered.write_bytes(data)

    with refused(ALTERED):
        restore(altered, bare, files=tmp_path / "files")

    assert databases.counts(bare) == {}
    assert not (tmp_path / "files").exists()


def test_scratch_files_are_gone_and_the_backup_is_its_owner_s(backup, data_dir, stick):
    assert list(data_dir.glob("scratch-*")) == []
    assert [path.name for path in stick.iterdir()] == [backup.file_name]
    assert backup.path.stat().st_mode & 0o777 == 0o600


def test_a_backup_says_what_it_was_made_of(backup, tmp_path):
    folder = tmp_path / "parts"
    folder.mkdir()
    with backup.path.open("rb") as source:
        manifest = unpack(source, settings.BACKUP_KEY, folder)

    assert manifest.vendor == connection.vendor
    assert manifest.files == {"2026/会议记录.pdf": 260, "空.txt": 0}
    assert manifest.counts.keys() == contents(connection).keys()
    assert "backups.0001_initial" in manifest.migrations
