"""On the disk nothing can be read; rows and files agree, whatever is interrupted."""

import datetime
import errno
import os

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from config.accounts.attachments import files
from config.accounts.attachments.actions import Accepted, accept, attach, remove
from config.accounts.attachments.keeping import content, remove_leftovers
from config.accounts.choices import FileKind
from config.accounts.models import Attachment
from config.accounts.refusals import Refusal
from config.accounts.rotation import rotate_field_keys
from tests.config.accounts.attachments import papers
from tests.conftest import NEW_KEY, OLD_KEY
from tests.factories.config import AttachmentFactory, ClerkFactory
from tests.factories.welfare import StationFactory
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def station():
    return StationFactory()


def hang(row, *accepted):
    return attach(row=row, accepted=accepted, user=ClerkFactory())


def names_in(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_what_was_kept_is_given_back(station):
    (kept,) = hang(station, accept("张三的证.pdf", papers.PDF))

    kept = Attachment.objects.get(pk=kept.pk)
    assert (content(kept), kept.name, kept.size) == (papers.PDF, "张三的证.pdf", len(papers.PDF))
    assert list(Attachment.objects.of(station)) == [kept]


def test_neither_the_bytes_nor_the_name_can_be_read_on_the_disk(station, folder):
    (kept,) = hang(station, accept("张三的证.pdf", papers.PDF))

    (path,) = folder.iterdir()
    assert (path.name, len(path.name)) == (kept.stored, 32)
    assert [
        part for part in (b"%PDF", b"Catalog", "张三".encode()) if part in path.read_bytes()
    ] == []
    assert [oct(one.stat().st_mode & 0o777) for one in (folder, path)] == ["0o700", "0o600"]


def test_a_plain_byte_is_never_written(station, monkeypatch):
    written = []
    real = files._put
    monkeypatch.setattr(files, "_put", lambda n, data: (written.append(data), real(n, data)))

    hang(station, accept("a.pdf", papers.PDF), accept("b.pdf", papers.PDF))

    assert [papers.PDF[:8] in data for data in written] == [False, False]


def test_a_row_that_cannot_be_written_leaves_no_file(station, folder):
    empty = Accepted("空.pdf", FileKind.PDF, b"")

    with pytest.raises(Exception, match="attachment_not_empty"), transaction.atomic():
        hang(station, accept("a.pdf", papers.PDF), empty)

    assert (names_in(folder), Attachment.objects.count()) == ([], 0)


@pytest.mark.parametrize("room_for", [pytest.param(0, id="first"), pytest.param(1, id="second")])
def test_a_full_disk_is_a_sentence_and_keeps_none_of_the_files(
    station, folder, monkeypatch, room_for
):
    synced = []

    def fsync(descriptor):
        synced.append(descriptor)
        if len(synced) > room_for:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", fsync)

    with pytest.raises(Refusal, match="服务器的磁盘满了，没有保存任何内容"):
        hang(station, accept("a.pdf", papers.PDF), accept("b.pdf", papers.PDF))

    assert (names_in(folder), Attachment.objects.count()) == ([], 0)


def test_a_row_has_so_many_files_and_no_more(station, settings, folder):
    settings.FILES_OF_A_ROW = 2
    one = accept("a.pdf", papers.PDF)
    hang(station, one)

    with refused("一条记录最多2个附件，现有1个，这次选了2个；请少选几个，或先移除旧的。"):
        hang(station, one, one)
    hang(station, one)

    assert (Attachment.objects.count(), len(names_in(folder))) == (2, 2)


def test_a_removed_one_makes_room_and_its_file_is_gone(
    station, settings, folder, django_capture_on_commit_callbacks
):
    settings.FILES_OF_A_ROW = 1
    (kept,) = hang(station, accept("a.pdf", papers.PDF))

    with django_capture_on_commit_callbacks(execute=True):
        remove(attachment=kept, on=datetime.date(2026, 11, 24))

    assert names_in(folder) == []
    assert Attachment.objects.get().removed_on == datetime.date(2026, 11, 24)
    with refused("这个附件已经移除了。"):
        remove(attachment=kept, on=datetime.date(2026, 11, 25))
    hang(station, accept("a.pdf", papers.PDF))


def test_a_removal_that_is_undone_keeps_the_file(station, django_capture_on_commit_callbacks):
    (kept,) = hang(station, accept("a.pdf", papers.PDF))

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        remove(attachment=kept, on=datetime.date(2026, 11, 24))
        transaction.set_rollback(True)

    assert content(Attachment.objects.get()) == papers.PDF


def test_with_the_key_files_are_written_anew(settings, folder):
    settings.FIELD_KEYS = [OLD_KEY]
    kept = AttachmentFactory(data=papers.PDF)
    settings.FIELD_KEYS = [NEW_KEY, OLD_KEY]
    before = (folder / kept.stored).read_bytes()

    name_and_file = 2
    assert (rotate_field_keys(), rotate_field_keys()) == (name_and_file, 0)

    settings.FIELD_KEYS = [NEW_KEY]
    assert content(Attachment.objects.get()) == papers.PDF
    assert (folder / kept.stored).read_bytes() != before
    assert names_in(folder) == [kept.stored]


@pytest.mark.parametrize(
    ("age", "left"),
    [
        pytest.param(datetime.timedelta(minutes=59), 1, id="an upload may be under way"),
        pytest.param(datetime.timedelta(minutes=61), 0, id="nobody waits for it"),
    ],
)
@pytest.mark.parametrize("ending", ["", ".part"])
def test_what_a_killed_process_left_is_deleted_after_an_hour(folder, age, left, ending):
    kept, now = AttachmentFactory(), timezone.now()
    (folder / f"0123{ending}").write_bytes(b"left")
    for path in folder.iterdir():
        os.utime(path, times=((now - age).timestamp(),) * 2)

    assert remove_leftovers(now) == 1 - left
    assert names_in(folder) == sorted([f"0123{ending}"] * left + [kept.stored])


def test_the_check_tells_what_cannot_be_read(folder, capsys):
    whole, missing, altered, foreign = AttachmentFactory.create_batch(4)
    call_command("check_files", stdout=None)
    (folder / missing.stored).unlink()
    (folder / altered.stored).write_bytes(b"x" * 40)
    files._put(foreign.stored, files.encrypt_bytes(b"%PDF of another", files.LABEL))

    with pytest.raises(CommandError) as told:
        call_command("check_files")

    lost = "、".join(str(one.pk) for one in (missing, altered, foreign))
    assert str(told.value) == f"有3个附件读不出来，编号：{lost}。"
    assert content(whole)
