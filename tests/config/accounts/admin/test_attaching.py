"""附件: whoever sees the row downloads, whoever changes it uploads and removes, nobody else."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile

from config.accounts.admin import attaching
from config.accounts.models import Attachment
from config.audit.choices import Outcome, Verb
from config.audit.models import AuditEntry
from ledgers.models import Activity
from tests.audit import noted
from tests.config.accounts.attachments import papers
from tests.factories.config import AttachmentFactory
from tests.factories.ledgers import ActivityFactory
from tests.factories.welfare import StationFactory
from tests.pages import address
from welfare.models import Station

pytestmark = pytest.mark.django_db
NO_ROW = 987654


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.FILES_DIR = tmp_path / "files"
    return settings.FILES_DIR


@pytest.fixture
def activity():
    return ActivityFactory()


@pytest.fixture
def kept(activity):
    return AttachmentFactory(row=activity, name="签到表.pdf", data=papers.PDF)


def may(clerk, *codenames):
    clerk.user_permissions.set(Permission.objects.filter(codename__in=codenames))


@pytest.fixture
def keeper(clerk_client, clerk):
    may(clerk, "view_activity", "change_activity")
    return clerk_client


@pytest.fixture
def looker(clerk_client, clerk):
    may(clerk, "view_activity")
    return clerk_client


def page_of(activity):
    return address(Activity, "attachments", activity.pk)


def file_of(activity, kept):
    return address(Activity, "attachment", activity.pk, kept.pk)


def removal_of(activity, kept):
    return address(Activity, "attachment_remove", activity.pk, kept.pk)


def given(name, data):
    return SimpleUploadedFile(name, data)


def upload(client, activity, *files):
    return client.post(page_of(activity), {"files": list(files)})


def test_several_files_are_taken_at_once(keeper, clerk, activity):
    photo = given("合影.jpg", papers.with_place())
    answer = upload(keeper, activity, photo, given("纪要.docx", papers.office()))

    assert (answer.status_code, answer.url) == (302, page_of(activity))
    rows = Attachment.objects.of(activity).order_by("pk")
    assert [(one.name, one.kind, one.uploaded_by) for one in rows] == [
        ("合影.jpg", "jpeg", clerk),
        ("纪要.docx", "docx", clerk),
    ]
    assert noted() == [(Verb.ADD, Outcome.DONE, "组织生活", str(one.pk), []) for one in rows]


def test_a_bad_file_among_good_ones_changes_nothing(keeper, activity, folder):
    page = upload(keeper, activity, given("好.pdf", papers.PDF), given("坏.jpg", b"<html>"))

    assert "第2个文件：不是可以上传的文件" in page.text
    assert (Attachment.objects.exists(), folder.exists()) == (False, False)
    assert noted() == [(Verb.ADD, Outcome.REFUSED, "附件", str(activity.pk), [])]


def test_one_file_too_many_is_told_on_the_page(keeper, activity, kept, settings):
    settings.FILES_OF_A_ROW = 1

    assert (
        "一条记录最多1个附件，现有1个" in upload(keeper, activity, given("好.pdf", papers.PDF)).text
    )


def test_an_upload_of_nothing_is_refused(keeper, activity):
    assert "请选择要上传的文件。" in upload(keeper, activity).text


@pytest.mark.parametrize(
    "sent", [pytest.param(0, id="the server kept none"), pytest.param(1, id="it kept them")]
)
def test_what_is_too_much_together_is_called_so(keeper, activity, monkeypatch, sent):
    monkeypatch.setattr(attaching, "MOST_MEGABYTES", 0)
    page = upload(keeper, activity, *[given("好.pdf", papers.PDF)] * sent)

    assert "这些文件合计超过60MB，没有保存；请分几次上传。" in page.text
    assert not Attachment.objects.exists()


def test_a_file_goes_out_as_a_download_and_never_as_a_page(looker, activity, kept):
    answer = looker.get(file_of(activity, kept))

    assert b"".join(answer) == papers.PDF
    headers = answer.headers
    assert headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E7%AD%BE%E5%88%B0%E8%A1%A8.pdf"
    )
    assert headers["Content-Type"] == "application/pdf"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in headers["Cache-Control"]
    assert "default-src 'self'" in headers["Content-Security-Policy"]


def test_a_download_is_told_to_the_audit(looker, clerk, activity, kept):
    looker.get(file_of(activity, kept))

    entry = AuditEntry.objects.get(verb=Verb.EXPORT)
    assert (entry.verb, entry.user, entry.model, entry.object_id, entry.what) == (
        Verb.EXPORT,
        clerk,
        "accounts.attachment",
        str(kept.pk),
        "组织生活",
    )


@pytest.mark.parametrize("door", ["attachments", "attachment", "attachment_remove"])
@pytest.mark.parametrize("ask", ["get", "post"])
def test_another_units_file_answers_as_none(looker, clerk, kept, door, ask):
    may(clerk, "view_activity", "change_activity")
    clerk.scopes.update(kind="branch", unit_pk=0)
    activity = Activity.objects.get()
    numbers = [activity.pk] if door == "attachments" else [activity.pk, kept.pk]
    here = address(Activity, door, *numbers)
    nowhere = here.replace(f"/{activity.pk}/", f"/{NO_ROW}/", 1)

    answers = [getattr(looker, ask)(url) for url in (here, nowhere)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert noted() == []


def test_without_the_right_to_see_the_row_a_file_answers_as_none(
    clerk_client, clerk, activity, kept
):
    may(clerk, "view_station")

    assert clerk_client.get(file_of(activity, kept)).status_code == 404


def test_a_file_hangs_on_its_own_row_alone(keeper, activity, kept):
    other = ActivityFactory()

    assert keeper.get(file_of(other, kept)).status_code == 404


def test_a_row_of_another_noun_with_the_same_number_has_another_file(admin_client, activity, kept):
    station = StationFactory(pk=activity.pk)

    here = address(Station, "attachment", station.pk, kept.pk)
    assert admin_client.get(here).status_code == 404


def test_whoever_only_looks_neither_uploads_nor_removes(looker, activity, kept):
    page = looker.get(page_of(activity)).text
    assert ("下载" in page, "移除" in page, 'type="file"' in page) == (True, False, False)

    sent = upload(looker, activity, given("好.pdf", papers.PDF))
    removed = looker.post(removal_of(activity, kept), {"reason": "传错了"})

    assert (sent.status_code, removed.status_code) == (403, 403)
    assert list(Attachment.objects.kept()) == [kept]


def test_a_file_is_removed_for_a_reason_and_the_row_stays(
    keeper, activity, kept, folder, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        keeper.post(removal_of(activity, kept), {"reason": "传错了"})

    kept.refresh_from_db()
    assert (kept.removed_on is None, list(folder.iterdir())) == (False, [])
    entry = AuditEntry.objects.get(verb=Verb.DELETE)
    assert (entry.object_id, entry.reason) == (str(kept.pk), "传错了")
    assert keeper.get(file_of(activity, kept)).status_code == 404
    page = keeper.get(page_of(activity)).text
    assert ("签到表.pdf" in page, file_of(activity, kept) in page) == (True, False)


@pytest.mark.parametrize("reason", ["", " ", "错"])
def test_without_a_reason_nothing_is_removed(keeper, activity, kept, reason):
    page = keeper.post(removal_of(activity, kept), {"reason": reason})

    assert "请写明原因。" in page.text
    assert list(Attachment.objects.kept()) == [kept]


def test_a_file_that_is_lost_is_told_and_noted(looker, activity, kept, folder):
    (folder / kept.stored).unlink()

    page = looker.get(file_of(activity, kept), follow=True)

    assert "签到表.pdf：这个文件读不出来" in page.text
    assert AuditEntry.objects.get(verb=Verb.EXPORT).outcome == Outcome.FAILED


def test_the_row_s_page_leads_there_and_says_how_many(looker, activity, kept):
    page = looker.get(address(Activity, "change", activity.pk)).text

    assert f'<a href="{page_of(activity)}">附件（1）</a>' in page


def test_no_address_of_static_files_leads_to_them(looker, kept, settings):
    served = [settings.STATIC_ROOT, *settings.STATICFILES_DIRS]

    assert [folder for folder in served if settings.FILES_DIR.is_relative_to(folder)] == []
    asked = [f"/{kept.stored}", f"/files/{kept.stored}", f"/static/{kept.stored}"]
    assert [looker.get(url).status_code for url in asked] == [404] * 3
