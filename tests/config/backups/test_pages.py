"""The list with its button, the settings, the recovery sheet, the panel on the desk."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from config.backups.choices import Outcome
from config.backups.keys import kept_keys
from config.backups.models import Backup, BackupSettings, RecoverySheet, Turn, files_folder
from tests.pages import address, errors, untouched

pytestmark = pytest.mark.django_db

NOW = reverse("admin:backups_backup_now")
PRINT = reverse("admin:backups_sheet_print")
RED, BUTTON = "backup-panel overdue", f'action="{NOW}"'


def made(*, days, outcome=Outcome.GOOD):
    made_at = timezone.now() - datetime.timedelta(days=days)
    good = outcome == Outcome.GOOD
    return Backup.objects.create(
        made_at=made_at,
        outcome=outcome,
        file_name="nuanfeng.backup" if good else "",
        verified_at=made_at if good else None,
        problem="" if good else "备份文件夹放不下了。",
        seconds=1,
    )


@pytest.fixture
def keeper_client(clerk_client, clerk):
    """Staff with the one right to make backups."""
    clerk.user_permissions.add(Permission.objects.get(codename="add_backup"))
    return clerk_client


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_button_makes_a_backup_and_says_so(keeper_client, clerk, stick, programs):
    page = keeper_client.post(NOW, follow=True)

    record = Backup.objects.get()
    assert (record.made_by, record.outcome) == (clerk, Outcome.GOOD)
    assert [str(said) for said in page.context["messages"]] == [
        f"备份好了，并已恢复到临时库里核对无误：{record.path}"
    ]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_second_click_is_told_to_wait(keeper_client):
    Turn.objects.create(pk=1, taken_at=timezone.now())

    page = keeper_client.post(NOW, follow=True)

    assert [str(said) for said in page.context["messages"]] == ["正在备份，请等它做完再试。"]


@pytest.mark.parametrize(
    ("method", "where"),
    [
        pytest.param("post", NOW, id="button"),
        pytest.param("get", PRINT, id="sheet"),
        pytest.param("post", PRINT, id="print"),
        pytest.param("get", address(Backup, "changelist"), id="backups"),
        pytest.param("get", address(RecoverySheet, "changelist"), id="sheets"),
        pytest.param("get", address(BackupSettings, "changelist"), id="settings"),
    ],
)
def test_without_the_right_everything_is_refused(clerk_client, method, where):
    assert getattr(clerk_client, method)(where).status_code == 403
    assert (Backup.objects.count(), RecoverySheet.objects.count()) == (0, 0)


def test_a_backup_is_not_made_by_looking(keeper_client):
    assert keeper_client.get(NOW).url == address(Backup, "changelist")
    assert not Backup.objects.exists()


def test_the_list_has_the_button_and_nothing_to_add_or_alter(keeper_client):
    record = made(days=1)

    page = keeper_client.get(address(Backup, "changelist"))

    assert BUTTON in page.text
    assert keeper_client.get(address(Backup, "add")).status_code == 403
    assert keeper_client.post(address(Backup, "change", record.pk), {}).status_code == 403
    assert keeper_client.get(address(Backup, "change", record.pk)).status_code == 200


def test_the_list_asks_no_more_for_three_rows_than_for_one(admin_client):
    counts = []
    for more in (1, 2):
        for _ in range(more):
            made(days=1)
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(address(Backup, "changelist"))
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        pytest.param("", None, id="beside-the-data"),
        pytest.param("/media/usb/backups", None, id="full-path"),
        pytest.param(
            "backups", "请写完整路径，例如 /media/usb/备份 或 E:\\备份。", id="relative-path"
        ),
        pytest.param(
            "{files}/backups", "不能放在存附件的文件夹里，请另选一个。", id="among-attachments"
        ),
    ],
)
def test_a_folder_is_named_in_full(admin_client, folder, said):
    BackupSettings().save()
    page = admin_client.get(address(BackupSettings, "changelist"), follow=True)
    typed = {**untouched(page), "folder": folder.format(files=files_folder())}

    answer = admin_client.post(address(BackupSettings, "change", 1), typed)

    assert (errors(answer) or None) == (said and [[said]])


def test_settings_that_nobody_opened_are_proposed(admin_client):
    page = admin_client.get(address(BackupSettings, "changelist"), follow=True)

    assert untouched(page)["keep_latest"] == 14


def test_keys_are_shown_in_answer_to_a_recorded_click_only(admin_client, superuser):
    keys = [key.text for key in kept_keys()]

    asked, listed = admin_client.get(PRINT), admin_client.get(address(RecoverySheet, "changelist"))
    assert [key in asked.text + listed.text for key in keys] == [False, False, False]
    assert RecoverySheet.objects.count() == 0

    printed = admin_client.post(PRINT)
    assert [key in printed.text for key in keys] == [True, True, True]
    assert "no-store" in printed.headers["Cache-Control"]
    assert RecoverySheet.objects.get().printed_by == superuser
    assert "已打印过1次" in admin_client.get(PRINT).text


@pytest.mark.parametrize(
    ("good_days_ago", "office_days", "red"),
    [
        pytest.param(6, 30, False, id="six-days-ago"),
        pytest.param(7, 30, True, id="seven-days-ago"),
        pytest.param(None, 6, False, id="never-in-six-days"),
        pytest.param(None, 7, True, id="never-in-seven-days"),
    ],
)
def test_the_desk_turns_red(keeper_client, clerk, good_days_ago, office_days, red):
    clerk.date_joined = timezone.now() - datetime.timedelta(days=office_days)
    clerk.save()
    if good_days_ago is not None:
        made(days=good_days_ago)
    made(days=0, outcome=Outcome.FAILED)

    desk = keeper_client.get("/admin/").text

    assert (desk.count(RED), desk.count(BUTTON)) == (int(red), 1)
    assert "最近一次：备份文件夹放不下了。" in desk


def test_a_last_attempt_that_went_well_has_no_problem(keeper_client):
    made(days=1, outcome=Outcome.FAILED)
    made(days=0)

    assert "最近一次" not in keeper_client.get("/admin/").text


def test_who_may_make_none_sees_no_panel(clerk_client):
    assert "backup-panel" not in clerk_client.get("/admin/").text


def test_the_demo_has_no_panel(admin_client, settings):
    settings.DEMO = True

    assert "backup-panel" not in admin_client.get("/admin/").text


def test_the_desk_asks_for_a_sheet_until_it_is_printed(admin_client):
    assert PRINT in admin_client.get("/admin/").text

    admin_client.post(PRINT)

    assert PRINT not in admin_client.get("/admin/").text
