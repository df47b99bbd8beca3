"""Without a worker the server does the jobs itself, in a thread that is there while jobs are."""

import threading

import pytest
from django.core.signals import request_finished
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.jobs import beside as beside_module
from config.jobs.actions import ask, asked, begin_next
from config.jobs.beside import Beside, watch_for_jobs
from config.jobs.models import Job
from config.jobs.rules import PATIENCE, STALE
from tests.config.jobs.conftest import KIND

pytestmark = pytest.mark.usefixtures("shared_database")


@pytest.fixture(autouse=True)
def a_process_that_asked_for_nothing(monkeypatch):
    asked.clear()
    monkeypatch.setattr(beside_module, "POLL", 0.01)


@pytest.fixture
def beside():
    beside = Beside()
    yield beside
    beside.leave()


def has_waited():
    """No worker took it in all the time in which one would have."""
    DBTaskResult.objects.update(enqueued_at=timezone.now() - PATIENCE)


def join(beside):
    beside.thread.join(STALE.total_seconds())
    assert not beside.thread.is_alive()


def test_the_request_that_asked_starts_the_thread_which_ends_with_the_work(deed, beside):
    ask(KIND, about=1)
    ask(KIND, about=2)
    has_waited()

    beside.after_a_request()
    join(beside)

    assert [job.state for job in Job.objects.all()] == ["done", "done"]
    assert deed.groups() == ["第1组", "第2组"]


def test_what_a_killed_process_left_is_taken_up_after_the_next_request(deed, beside):
    ask(KIND, about=1)
    begin_next(timezone.now() - 2 * STALE)
    asked.clear()

    beside.after_a_request()
    while not DBTaskResult.objects.exists():
        assert beside.thread.is_alive()
    has_waited()
    join(beside)

    assert (Job.objects.get().state, Job.objects.get().attempts) == ("done", 2)


def test_without_jobs_there_is_no_thread_and_one_question_in_ten_seconds(
    beside, django_assert_num_queries
):
    with django_assert_num_queries(1):
        beside.after_a_request()
        beside.after_a_request()

    assert beside.thread is None


def test_while_a_worker_lives_the_server_leaves_the_work_to_it(deed, beside):
    ask(KIND, about=1)
    begin_next(timezone.now())
    ask(KIND, about=2)
    has_waited()

    assert beside_module._one_job(beside.leaving) is False
    assert Job.objects.get(about=2).state == "queued"


def test_a_server_that_ends_puts_its_job_back(deed, beside):
    begun = threading.Event()

    def until_told_to_leave(doing):
        begun.set()
        while True:
            doing.tell("写入", 1, 2)

    deed.between = until_told_to_leave
    ask(KIND, about=1)
    has_waited()

    beside.after_a_request()
    begun.wait()
    beside.leave()

    assert (Job.objects.get().state, Job.objects.get().attempts, deed.groups()) == ("queued", 0, [])


def test_a_server_watches_and_nothing_else_does():
    assert request_finished.disconnect(dispatch_uid="jobs.beside") is False

    watch_for_jobs()

    assert request_finished.disconnect(dispatch_uid="jobs.beside") is True
