"""A job waits, is begun by exactly one, and ends once; its row is the only record of it."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connections, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from config.audit.choices import Outcome
from config.jobs.actions import (
    KILLED,
    Lost,
    another_works,
    ask,
    beat,
    begin_next,
    finish,
    give_up,
    put_back,
    sweep,
)
from config.jobs.choices import JobState
from config.jobs.models import Job
from config.jobs.rules import MOST_ATTEMPTS, STALE
from tests.config.jobs.conftest import KIND
from tests.refusals import refused

NOW = datetime.datetime(2026, 11, 24, 9, 0, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)
WORKERS, ROUNDS = 4, 5

pytestmark = pytest.mark.django_db


def standing():
    """State of each job, and the jobs that the queue speaks of."""
    states = dict(Job.objects.order_by("pk").values_list("about", "state"))
    messages = [message.args_kwargs["args"][0] for message in DBTaskResult.objects.all()]
    return states, [Job.objects.get(pk=pk).about for pk in messages]


def test_what_waits_is_begun_in_the_order_in_which_it_was_asked_for(deed):
    ask(KIND, about=1)
    ask(KIND, about=2)

    assert begin_next(NOW).about == 1
    assert standing() == ({1: "running", 2: "queued"}, [2])
    assert begin_next(NOW).about == 2
    assert begin_next(NOW) is None
    assert standing() == ({1: "running", 2: "running"}, [])


def test_a_job_remembers_who_asked_and_from_where(deed, rf, superuser):
    ask(KIND, about=1, user=superuser, request=rf.get("/", REMOTE_ADDR="10.1.2.3"))

    request = begin_next(NOW).request()
    assert (request.user, request.META["REMOTE_ADDR"]) == (superuser, "10.1.2.3")


def test_what_is_under_way_is_not_asked_for_twice(deed):
    ask(KIND, about=1)

    with refused("这件事已经在办，请等它做完。"):
        ask(KIND, about=1)
    finish(begin_next(NOW), NOW)
    ask(KIND, about=1)

    assert [job.state for job in Job.objects.all()] == [JobState.QUEUED, JobState.DONE]


def test_a_job_asked_for_in_a_transaction_that_fails_waits_nowhere(deed):
    with transaction.atomic():
        ask(KIND, about=1)
        transaction.set_rollback(True)

    assert standing() == ({}, [])


def test_of_workers_who_ask_at_once_exactly_one_begins(deed, shared_database):
    barrier = threading.Barrier(WORKERS)

    def worker():
        begun = []
        for _ in range(ROUNDS):
            barrier.wait(30)
            begun.append(begin_next(NOW) is not None)
            if barrier.wait(30) == 0:  # one of them
                ask(KIND, about=Job.objects.count() + 1)
        connections.close_all()
        return begun

    ask(KIND, about=1)
    with ThreadPoolExecutor(WORKERS) as pool:
        workers = [pool.submit(worker) for _ in range(WORKERS)]
        rounds = zip(*[each.result() for each in workers], strict=True)

    assert sum(map(sum, rounds)) == ROUNDS
    assert set(Job.objects.values_list("attempts", flat=True)) == {0, 1}


def test_a_message_whose_job_is_gone_is_passed_over(deed):
    ask(KIND, about=1).delete()
    ask(KIND, about=2)

    assert begin_next(NOW).about == 2
    assert standing() == ({2: "running"}, [])


@pytest.mark.parametrize(
    ("silent", "states"),
    [
        pytest.param(STALE, ({1: "running"}, []), id="just-alive"),
        pytest.param(STALE + SECOND, ({1: "queued"}, [1]), id="dead"),
    ],
)
def test_a_job_without_a_sign_of_life_waits_again(deed, silent, states):
    ask(KIND, about=1)
    begin_next(NOW)

    sweep(NOW + silent)

    assert standing() == states


def test_a_sign_of_life_counts_from_the_last_one(deed):
    ask(KIND, about=1)
    job = begin_next(NOW)

    assert beat(job, NOW + STALE) is True
    assert sweep(NOW + STALE + STALE) == 0


def test_a_job_that_kills_its_worker_again_and_again_is_given_up(deed):
    ask(KIND, about=1)
    later = NOW
    for _ in range(MOST_ATTEMPTS):
        begin_next(later)
        later += STALE + SECOND
        sweep(later)

    assert standing() == ({1: "failed"}, [])
    assert (Job.objects.get().problem, Job.objects.get().ended_at) == (KILLED, later)
    assert deed.given_up == [(1, Outcome.FAILED)]


@transaction.atomic
def deed_and_end(job):
    Group.objects.create(name="第1组")
    finish(job, NOW)


def test_whoever_has_lost_a_job_to_another_writes_nothing(deed):
    ask(KIND, about=1)
    slow = begin_next(NOW)
    sweep(NOW + STALE + SECOND)
    quick = begin_next(NOW)

    with pytest.raises(Lost):
        deed_and_end(slow)
    put_back(slow)
    give_up(slow, "没有做完。", Outcome.FAILED, NOW)

    assert beat(slow, NOW) is False
    assert (standing(), deed.groups(), deed.given_up) == (({1: "running"}, []), [], [])
    finish(quick, NOW)
    assert standing() == ({1: "done"}, [])


def test_a_job_put_back_in_good_order_is_no_attempt(deed):
    ask(KIND, about=1)

    put_back(begin_next(NOW), uncounted=True)

    assert (Job.objects.get().attempts, standing()) == (0, ({1: "queued"}, [1]))


def test_while_somebody_works_others_know(deed):
    ask(KIND, about=1)
    waiting = another_works(NOW)
    job = begin_next(NOW)

    assert (waiting, another_works(NOW), another_works(NOW + STALE + SECOND)) == (
        False,
        True,
        False,
    )
    finish(job, NOW)
    assert another_works(NOW) is False


def test_who_is_patient_begins_only_what_has_waited(deed):
    ask(KIND, about=1)
    asked_at = DBTaskResult.objects.get().enqueued_at

    assert begin_next(NOW, waiting_since=asked_at - SECOND) is None
    assert begin_next(NOW, waiting_since=asked_at).about == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"state": "running"}, "job_running_is_held", id="running-by-nobody"),
        pytest.param({"worker": "甲"}, "job_running_is_held", id="held-while-waiting"),
        pytest.param({"state": "done"}, "job_ended_has_a_time", id="done-at-no-time"),
        pytest.param(
            {"state": "failed", "ended_at": NOW}, "job_failed_says_why", id="failed-for-no-reason"
        ),
        pytest.param({"problem": "没有做完。"}, "job_failed_says_why", id="a-reason-beforehand"),
    ],
)
def test_the_database_refuses_a_job_that_contradicts_itself(deed, fields, sentence):
    job = ask(KIND, about=1)

    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**fields)


def test_a_sweep_of_nothing_writes_nothing(deed, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert sweep(timezone.now()) == 0
