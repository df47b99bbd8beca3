"""撤销这次导入: shown first, done once, by whom it may be done."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from config.audit.models import AuditEntry
from config.sheets.models import Import, ImportState
from tests.config.sheets.admin.conftest import RIGHTS, staff
from tests.config.sheets.admin.workbooks import (
    hand_in,
    identity_number,
    plan_url,
    roster,
    said,
)
from tests.factories.ledgers import MemberFactory
from unions.models import Employment, Worker

UNIT = "示例快递城区营业部"


def undo_url(record):
    return reverse("admin:sheets_import_undo", args=[record.pk])


@pytest.fixture
def done(importer_client, worker):
    """An import that changed one worker and brought another, already written."""
    Employment.objects.create(worker=worker, enterprise=worker.enterprise)
    hand_in(
        importer_client,
        roster(
            ["甲员", worker.identity_number, UNIT, "分拣员"],
            ["乙员", identity_number(2), UNIT, "客服"],
        ),
    )
    record = Import.objects.get()
    importer_client.post(plan_url(record), {"apply": "1"}, follow=True)
    return record


def rows(response):
    return [(row.kind, row.name, row.why) for row in response.context["rows"]]


def test_the_page_of_an_import_leads_to_its_undo(importer_client, done):
    page = importer_client.get(plan_url(done)).content.decode()

    assert undo_url(done) in page


def test_what_would_be_done_is_shown_first_and_nothing_is_done(importer_client, done):
    response = importer_client.get(undo_url(done))

    restored, removed, kept = (response.context[key] for key in ("restored", "removed", "kept"))
    assert (restored, removed, kept) == (1, 2, 0)
    assert Worker.objects.count() == 2


@pytest.mark.parametrize("part", ["removed", "kept"])
def test_many_rows_are_shown_with_as_many_queries_as_few(importer_client, enterprise, part):
    counted = []
    for first, many in ((10, 1), (20, 2), (30, 12)):  # the first fills what is kept in memory
        people = [
            [f"{chr(0x7532 + at)}员", identity_number(at), UNIT]
            for at in range(first, first + many)
        ]
        hand_in(importer_client, roster(*people))
        record = Import.objects.first()
        importer_client.post(plan_url(record), {"apply": "1"}, follow=True)
        if part == "kept":
            made = [number for _, number, _ in people]
            Worker.objects.filter(identity_number__in=made).update(job="分拣员")
        with CaptureQueriesContext(connection) as asked:
            response = importer_client.get(undo_url(record), {"rows": part})
        assert len(response.context["rows"]) == 2 * many
        counted.append(len(asked))

    assert counted[1] == counted[2]


def test_a_restored_row_shows_its_cells_now_and_then(importer_client, done):
    response = importer_client.get(undo_url(done), {"rows": "restored"})

    [row] = response.context["rows"]
    assert (row.name, row.changes) == (
        "甲员",
        [{"field": "岗位", "old": "分拣员", "new": "快递员"}],
    )


def test_no_identity_number_stands_on_the_page(importer_client, done):
    page = importer_client.get(undo_url(done), {"rows": "removed"}).content.decode()

    assert identity_number(2) not in page


def test_a_kept_row_says_who_altered_it_and_when(importer_client, importer, done):
    worker = Worker.objects.get(name="乙员")
    worker.job, worker._history_user = "站长", importer
    worker.save()
    when = f"{worker.history.first().history_date.astimezone():%Y-%m-%d}"

    kept = rows(importer_client.get(undo_url(done), {"rows": "kept"}))

    assert [(kind, name) for kind, name, _ in kept] == [
        ("从业人员", "乙员"),
        ("任职", f"乙员在{UNIT}"),
    ]
    assert kept[0][2].startswith(f"导入以后由{importer}于{when}")
    assert kept[1][2] == "与一起登记的记录同留：从业人员1条"


def test_what_the_reader_may_not_see_is_named_by_no_kind(importer_client, done):
    MemberFactory(worker=Worker.objects.get(name="乙员"))

    kept = rows(importer_client.get(undo_url(done), {"rows": "kept"}))

    assert kept[0][2] == "有别的记录依赖：其他记录2条"


def test_one_click_takes_it_back_and_says_what_was_done(importer_client, done):
    response = importer_client.post(undo_url(done), follow=True)

    assert said(response) == ["已撤销：恢复1，移除2，保留0。"]
    assert response.context["record"].state == ImportState.UNDONE
    assert [(worker.name, worker.job) for worker in Worker.objects.all()] == [("甲员", "快递员")]


def test_a_second_click_says_it_was_undone_and_changes_nothing(importer_client, importer, done):
    importer_client.post(undo_url(done), follow=True)

    for answer in (
        importer_client.post(undo_url(done), follow=True),
        importer_client.get(undo_url(done), follow=True),
    ):
        [sentence] = said(answer)
        assert sentence.startswith(f"这次导入已由{importer}于")
    assert Worker.objects.count() == 1


def test_what_changed_between_look_and_click_is_kept_and_said(importer_client, done):
    importer_client.get(undo_url(done))
    Worker.objects.filter(name="甲员").update(job="站长")

    response = importer_client.post(undo_url(done), follow=True)

    assert said(response) == ["已撤销：恢复0，移除2，保留1。"]
    assert Worker.objects.get().job == "站长"


def test_an_undo_is_one_line_of_the_audit(importer_client, done):
    before = AuditEntry.objects.count()

    importer_client.post(undo_url(done))

    assert AuditEntry.objects.count() == before + 1
    entry = AuditEntry.objects.order_by("-pk").first()
    assert (entry.verb, entry.what, entry.count) == ("import", "撤销导入", 3)


def test_an_import_that_waits_cannot_be_undone(importer_client, enterprise):
    hand_in(importer_client, roster(["乙员", identity_number(2), UNIT]))

    response = importer_client.get(undo_url(Import.objects.get()), follow=True)

    assert said(response) == ["这次导入待导入，没有可以撤销的。"]


@pytest.mark.parametrize(
    ("rights", "status"),
    [
        pytest.param([*RIGHTS, "view_import"], 200, id="sees-all-imports-and-may-import"),
        pytest.param(RIGHTS, 404, id="may-import-and-did-not-make-it"),
        pytest.param(["view_import"], 403, id="sees-all-imports-and-may-not-import"),
    ],
)
def test_whose_import_it_is_not(client, done, django_user_model, rights, status):
    client.force_login(staff(django_user_model, "other", rights))

    assert client.get(undo_url(done)).status_code == status


def test_its_maker_needs_the_right_to_the_ledger_still(importer_client, importer, done):
    importer.user_permissions.remove(Permission.objects.get(codename="change_worker"))

    assert importer_client.get(undo_url(done)).status_code == 403
    assert undo_url(done) not in importer_client.get(plan_url(done)).content.decode()
