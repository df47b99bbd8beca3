"""A clerk hangs a photo and a paper on a row, gets the paper back, and takes the photo off."""

import datetime

import pytest

from config.accounts.models import Attachment
from ledgers.models import Activity
from tests.config.accounts.attachments import papers
from tests.factories.ledgers import ActivityFactory
from tests.pages import address

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_files_are_uploaded_downloaded_and_removed(office, client, superuser, live_server, picture):
    client.force_login(superuser)
    cookie = client.cookies["sessionid"].value
    office.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    activity = ActivityFactory(topic="主题党日", held_on=datetime.date(2026, 7, 1))
    office.goto(live_server.url + address(Activity, "change", activity.pk))
    office.click("text=附件")
    office.set_input_files(
        "input[type=file]",
        [
            {"name": "合影.jpg", "mimeType": "image/jpeg", "buffer": papers.with_place()},
            {"name": "签到表.pdf", "mimeType": "application/pdf", "buffer": papers.PDF},
        ],
    )
    office.click("input[value=上传]")
    office.wait_for_selector("text=已上传2个附件。")

    with office.expect_download() as download:
        office.click("th >> text=签到表.pdf")
    assert download.value.suggested_filename == "签到表.pdf"
    assert download.value.path().read_bytes() == papers.PDF

    office.click("tr:has-text('合影.jpg') >> text=移除")
    office.fill("[name=reason]", "传错了")
    office.click("input[value=移除]")
    office.wait_for_selector("text=已移除附件")
    picture("attachments")
    assert [one.name for one in Attachment.objects.kept()] == ["签到表.pdf"]
