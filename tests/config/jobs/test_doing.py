"""However the work ends, the job tells the truth, and what was not finished is not there."""

import sys

import pytest
from django.db import OperationalError
from django.utils import timezone

from config.accounts.refusals import Refusal
from config.audit.choices import Outcome
from config.jobs import doing as doing_module, signs
from config.jobs.actions import another_works, ask, begin_next, sweep
from config.jobs.doing import BUSY, FAULT, NotDone, do
from config.jobs.models import Job
from config.jobs.rules import MOST_ATTEMPTS, STALE
from tests.config.jobs.conftest import KIND
from unions.models import Enterprise

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(deed, superuser):
    ask(KIND, about=1, user=superuser)
    return begin_next(timezone.now())


def raising(error):
    def between(doing):
        raise error

    return between


def ended():
    job = Job.objects.get()
    return job.state, job.problem


def test_deed_and_end_are_one(job, deed, leaving):
    deed.between = lambda doing: doing.tell("写入", 3, 3)

    do(job, leaving)

    assert (ended(), deed.groups()) == (("done", ""), ["第1组"])
    assert list(Job.objects.values_list("phase", "done", "total")) == [("写入", 3, 3)]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        pytest.param(Refusal("您没有权限。"), ("您没有权限。", Outcome.REFUSED), id="refused"),
        pytest.param(NotDone("没有写入。"), ("没有写入。", Outcome.FAILED), id="not-done"),
        pytest.param(KeyError("140699199001010018"), (FAULT, Outcome.FAILED), id="fault"),
    ],
)
def test_work_that_fails_leaves_nothing_and_a_sentence(job, deed, leaving, error, told):
    deed.between = raising(error)

    do(job, leaving)

    sentence, outcome = told
    assert (ended(), deed.groups()) == (("failed", sentence), [])
    assert deed.given_up == [(1, outcome)]


def test_what_a_busy_database_stopped_is_begun_again_and_at_last_given_up(job, deed, leaving):
    deed.between = raising(OperationalError("database is locked"))
    states = []
    for _ in range(MOST_ATTEMPTS):
        do(job, leaving)
        states.append(ended())
        job = begin_next(timezone.now())

    assert states == [("queued", "")] * (MOST_ATTEMPTS - 1) + [("failed", BUSY)]
    assert deed.groups() == []


def test_when_the_process_is_told_to_end_the_job_waits_for_the_next(job, deed, leaving):
    def between(doing):
        leaving.set()
        doing.tell("写入", 1, 3)

    deed.between = between

    do(job, leaving)

    assert (ended(), deed.groups(), Job.objects.get().attempts) == (("queued", ""), [], 0)


def test_a_process_that_ends_at_once_puts_its_job_back_first(job, deed, leaving):
    deed.between = lambda doing: sys.exit(0)

    with pytest.raises(SystemExit):
        do(job, leaving)

    assert (ended(), deed.groups(), Job.objects.get().attempts) == (("queued", ""), [], 0)


def test_a_worker_taken_for_dead_leaves_its_work_undone(job, deed, leaving):
    def between(doing):
        Job.objects.update(worker="另一个")

    deed.between = between

    do(job, leaving)

    assert (ended(), deed.groups()) == (("running", ""), [])


def test_history_bears_the_name_of_whoever_asked(job, deed, leaving, superuser):
    deed.between = lambda doing: Enterprise.objects.create(name="示例快递")

    do(job, leaving)

    assert Enterprise.history.get().history_user == superuser


def signs_until(seen):
    """Wait, as long work does, until another connection has written what `seen` looks for."""

    def between(doing):
        doing.tell("检查", 2, 5)
        deadline = timezone.now() + STALE
        while not seen():
            assert timezone.now() < deadline

    return between


def test_while_the_work_goes_on_its_progress_is_seen(shared_database, deed, leaving, monkeypatch):
    monkeypatch.setattr(doing_module, "BEAT", 0.01)
    ask(KIND, about=1)
    job = begin_next(timezone.now() - 2 * STALE)
    told = {"phase": "检查", "done": 2, "total": 5}
    deed.work = signs_until(lambda: Job.objects.filter(**told).exists())

    do(job, leaving)

    assert ended() == ("done", "")
    assert sweep(timezone.now()) == 0


def test_a_database_busy_with_the_work_stops_neither_it_nor_its_signs_of_life(
    shared_database, deed, leaving, monkeypatch, settings
):
    """On SQLite the work's own transaction keeps every sign of life out until it ends."""
    monkeypatch.setattr(doing_module, "BEAT", 0.001)
    ask(KIND, about=1)
    job = begin_next(timezone.now() - 2 * STALE)

    def seen():
        told = signs.catch_up(Job.objects.get())
        lives = another_works(timezone.now())
        return lives and (told.phase, told.done, told.total) == ("检查", 2, 5)

    deed.between = signs_until(seen)

    do(job, leaving)

    assert (ended(), deed.groups()) == (("done", ""), ["第1组"])
    assert list(settings.DATA_DIR.glob("jobs/*")) == []


def test_a_sign_of_a_worker_that_was_killed_misleads_nobody(deed, superuser):
    ask(KIND, about=1)
    killed = begin_next(timezone.now() - 2 * STALE)
    killed.phase, killed.done, killed.total = "写入", 4, 5
    signs.leave(killed, timezone.now())
    Job.objects.update(worker="另一个")

    told = signs.catch_up(Job.objects.get())

    assert (told.phase, told.done, another_works(timezone.now())) == ("", 0, False)
