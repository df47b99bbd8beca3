"""A large import is watched in a browser: the bar moves, and the plan comes without a click."""

import re
import threading

import pytest
from django.urls import reverse
from django.utils import timezone

from config.jobs.actions import begin_next
from config.jobs.doing import do
from config.jobs.models import Job
from config.sheets.models import Import, ImportState
from tests.config.sheets.admin.test_background import large, person
from tests.factories.unions import EnterpriseFactory

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def watched(office, client, superuser, live_server):
    """The page to which a large upload leads."""
    EnterpriseFactory(name="示例快递城区营业部")
    client.force_login(superuser)
    cookie = client.cookies["sessionid"].value
    office.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    office.goto(live_server.url + reverse("admin:sheets_hand_in"))
    file = large(person(2), person(3), name="02 从业人员花名册.csv")
    chosen = {"name": file.name, "mimeType": "text/csv", "buffer": file.read()}
    office.set_input_files("input[type=file]", chosen)
    office.click("form:has(input[type=file]) [type=submit]")
    office.wait_for_url("**/sheets/import/*/change/")
    return office


def test_the_bar_moves_and_the_plan_comes_by_itself(watched, picture):
    assert watched.locator(".job-phase strong").inner_text() == "等待开始"
    job = begin_next(timezone.now())
    Job.objects.filter(pk=job.pk).update(phase="检查「从业人员花名册」", done=42_000, total=100_000)

    watched.wait_for_selector("text=42,000 / 100,000")
    assert watched.locator("progress").evaluate("bar => bar.position") == 0.42
    picture("progress")
    Job.objects.filter(pk=job.pk).update(done=90_000)
    watched.wait_for_selector("text=90,000 / 100,000")

    do(job, threading.Event())
    watched.wait_for_selector("text=导入（写入2行）")
    assert watched.locator("progress").count() == 0
    assert Import.objects.get().state == ImportState.CHECKED


def test_a_session_that_ended_leads_to_the_sign_in_and_back(watched, live_server):
    watched.context.clear_cookies()

    watched.wait_for_url(re.compile(r"/admin/login/\?next=/admin/sheets/import/\d+/change/$"))
