"""Doing a job: with signs of life beside the work, and a truthful end whatever happens."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Iterator

from django.db import Error, OperationalError, connection, connections
from django.utils import timezone
from simple_history.models import HistoricalRecords

from config.accounts.refusals import Refusal
from config.accounts.short_wait import short_wait
from config.audit.choices import Outcome
from config.jobs import signs
from config.jobs.actions import Lost, beat, finish, give_up, put_back, put_back_or_give_up
from config.jobs.kinds import kind_of
from config.jobs.models import Job

logger = logging.getLogger(__name__)

BEAT = 1.0
"""Seconds between two signs of life; the page that shows them asks no oftener."""

FAULT = "没有做完：程序出了错，什么也没有改动。请再试一次；还是不行，请联系管理员。"
BUSY = "数据库一直很忙，没有做完，什么也没有改动；请过一会儿再试。"


class NotDone(Refusal):
    """The work failed, and nobody forbade it; carries the sentence for the clerk."""


class Leaving(Exception):
    """The process ends: the job is put back for another."""


class Work:
    """A job at hand; see `kinds.Doing`."""

    def __init__(self, job: Job, leaving: threading.Event) -> None:
        self.job = job
        self.leaving = leaving
        self.lost = threading.Event()
        self.finished = False

    def tell(self, phase: str, done: int, total: int) -> None:
        self.job.phase, self.job.done, self.job.total = phase[:60], done, total
        if self.lost.is_set():
            raise Lost
        if self.leaving.is_set():
            raise Leaving

    def finish(self) -> None:
        finish(self.job, timezone.now())
        self.finished = True


def do(job: Job, leaving: threading.Event) -> None:
    """Do a job that was begun: at the end it is finished, put back or given up."""
    work = Work(job, leaving)
    try:
        with _signs_of_life(work), _in_the_name_of(job):
            kind_of(job).do(work)
            if not work.finished:
                work.finish()
    except Lost:
        return
    except Leaving:
        put_back(job, uncounted=True)
    except Refusal as refusal:
        outcome = Outcome.FAILED if isinstance(refusal, NotDone) else Outcome.REFUSED
        give_up(job, str(refusal), outcome, timezone.now())
    except OperationalError:
        put_back_or_give_up(job, BUSY, timezone.now())
    except Exception:
        logger.exception("job %s", job.kind)
        give_up(job, FAULT, Outcome.FAILED, timezone.now())
    except BaseException:  # SystemExit, KeyboardInterrupt
        put_back(job, uncounted=True)
        raise


@contextlib.contextmanager
def _in_the_name_of(job: Job) -> Iterator[None]:
    """History's lines bear the name of whoever asked, as they would in the request."""
    HistoricalRecords.context.request = job.request()
    try:
        yield
    finally:
        del HistoricalRecords.context.request


@contextlib.contextmanager
def _signs_of_life(work: Work) -> Iterator[None]:
    still = threading.Event()
    thread = threading.Thread(target=_beat_on, args=(work, still), name="heartbeat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        still.set()
        thread.join()
        signs.wipe(work.job)


def _beat_on(work: Work, still: threading.Event) -> None:
    try:
        while not still.wait(BEAT):
            if not _beat(work.job):
                work.lost.set()
                return
    finally:
        connections.close_all()


def _beat(job: Job) -> bool:
    """Whether the job is held still, as far as can be known."""
    try:
        with short_wait():
            return beat(job, timezone.now())
    except Error:  # busy, most likely with the work itself
        connection.close_if_unusable_or_obsolete()
        signs.leave(job, timezone.now())
        return True
