"""The verbs of a job: it is asked for, begun, finished, put back, given up."""

from __future__ import annotations

import datetime
import secrets
import threading
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.http import HttpRequest

from config.accounts.refusals import Refusal
from config.audit.choices import Outcome
from config.jobs import queue, signs
from config.jobs.choices import JobState
from config.jobs.kinds import kind_of
from config.jobs.models import NO_ROW, Job
from config.jobs.rules import is_stale, may_begin_again

KILLED = "办理的程序几次中途停了；什么也没有改动。请再试一次，还是不行就请联系管理员。"

asked = threading.Event()
"""Set when a job of this process waits, for the thread that looks for such."""


class Lost(Exception):
    """Somebody else has taken the job up: whoever still has it leaves, and writes nothing."""


def ask(
    kind: str, *, about: int = NO_ROW, request: HttpRequest | None = None, user: Any = None
) -> Job:
    """Have something done soon; call it in the transaction that leaves its row waiting.

    Refuses what is being done already.
    """
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                about=about,
                asked_by=user,
                address=request.META.get("REMOTE_ADDR") or None if request else None,
            )
    except IntegrityError:
        raise Refusal("这件事已经在办，请等它做完。") from None
    queue.put(job.pk)
    transaction.on_commit(asked.set)
    return job


def begin_next(
    now: datetime.datetime, *, waiting_since: datetime.datetime | None = None
) -> Job | None:
    """Begin the next job that waits; of several workers exactly one gets it.

    `waiting_since`: only a job that was left waiting then, and is so still.
    """
    while (found := queue.first(before=waiting_since)) is not None:
        message, pk = found
        worker = secrets.token_hex(16)
        with transaction.atomic():
            begun = Job.objects.filter(pk=pk, state=JobState.QUEUED).update(
                state=JobState.RUNNING,
                worker=worker,
                heartbeat_at=now,
                attempts=F("attempts") + 1,
                phase="",
                done=0,
                total=0,
            )
            queue.take(message)
        if begun:
            return Job.objects.select_related("asked_by").get(pk=pk, worker=worker)
    return None


def beat(job: Job, now: datetime.datetime) -> bool:
    """Write a sign of life and how far the job is; whether it is held still."""
    told = {"phase": job.phase, "done": job.done, "total": job.total}
    return bool(Job.objects.held(job).update(heartbeat_at=now, **told))


def finish(job: Job, now: datetime.datetime) -> None:
    """End a job in the transaction of its deed; raises Lost, and the deed is undone."""
    told = {"phase": job.phase, "done": job.done, "total": job.total}
    ended = Job.objects.held(job).update(
        state=JobState.DONE, worker="", heartbeat_at=None, ended_at=now, **told
    )
    if not ended:
        raise Lost


@transaction.atomic
def put_back(job: Job, *, uncounted: bool = False) -> None:
    """Leave a job waiting again; `uncounted`: its worker left in good order."""
    attempts = Greatest(F("attempts") - 1, 0) if uncounted else F("attempts")
    if Job.objects.held(job).update(
        state=JobState.QUEUED, worker="", heartbeat_at=None, attempts=attempts
    ):
        queue.put(job.pk)
        transaction.on_commit(asked.set)


@transaction.atomic
def give_up(job: Job, problem: str, outcome: Outcome, now: datetime.datetime) -> None:
    """End a job that will not be done, and leave its row as it was before."""
    if Job.objects.held(job).update(
        state=JobState.FAILED, worker="", heartbeat_at=None, ended_at=now, problem=problem[:300]
    ):
        kind_of(job).give_up(job, outcome)


def put_back_or_give_up(job: Job, problem: str, now: datetime.datetime) -> None:
    """What stopped halfway, and wrote nothing, is begun again, unless it did so before."""
    if may_begin_again(job.attempts):
        put_back(job)
    else:
        give_up(job, problem, Outcome.FAILED, now)


def sweep(now: datetime.datetime) -> int:
    """Take up what a dead worker left behind; how many jobs."""
    stale = [job for job in _running() if is_stale(job.heartbeat_at, now)]
    for job in stale:
        put_back_or_give_up(job, KILLED, now)
        signs.wipe(job)
    return len(stale)


def another_works(now: datetime.datetime) -> bool:
    """Whether somebody is at work on a job, who will do the next one too."""
    return any(not is_stale(job.heartbeat_at, now) for job in _running())


def _running() -> list[Job]:
    running = Job.objects.filter(state=JobState.RUNNING).select_related("asked_by")
    return [signs.catch_up(job) for job in running]
