"""Without a worker the server does the jobs: in one thread of its own, beside the requests.

Of several processes of a server one works at a time, and none while a worker does. The thread is
there only while jobs are.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from typing import Any

from django.core.signals import request_finished
from django.db import DatabaseError, connections
from django.utils import timezone

from config.jobs.actions import another_works, asked, begin_next, sweep
from config.jobs.doing import do
from config.jobs.models import Job
from config.jobs.rules import PATIENCE

logger = logging.getLogger(__name__)

LOOK = 10.0
"""Seconds: so often a process asks, after a request, for jobs that another one left."""

POLL = 0.5
LONGEST_FAREWELL = 10.0


class Beside:
    """The one thread of this process, and when it last looked for jobs."""

    def __init__(self) -> None:
        self.leaving = threading.Event()
        self.thread: threading.Thread | None = None
        self.looked = -LOOK
        self._one = threading.Lock()

    def after_a_request(self, **kwargs: Any) -> None:
        now = time.monotonic()
        if not asked.is_set() and now - self.looked < LOOK:
            return
        self.looked = now
        with self._one:
            if not (self.thread and self.thread.is_alive()) and _something_to_do():
                self.thread = threading.Thread(target=self.work, name="jobs", daemon=True)
                self.thread.start()

    def work(self) -> None:
        """Until nothing is left to do, neither here nor by a worker that may die."""
        try:
            while not self.leaving.is_set() and _something_to_do():
                asked.clear()
                if not _one_job(self.leaving):
                    self.leaving.wait(POLL)
        except DatabaseError:
            logger.exception("jobs beside the requests")  # the next request looks again
        finally:
            connections.close_all()

    def leave(self) -> None:
        """The process ends: the job at hand is finished or put back."""
        self.leaving.set()
        if self.thread is not None:
            self.thread.join(LONGEST_FAREWELL)


def _something_to_do() -> bool:
    return Job.objects.unfinished().exists()


def _one_job(leaving: threading.Event) -> bool:
    now = timezone.now()
    sweep(now)
    if another_works(now):
        return False
    job = begin_next(now, waiting_since=now - PATIENCE)
    if job is not None:
        do(job, leaving)
    return job is not None


def watch_for_jobs() -> Beside:
    """Called by the server's door alone, so that no command and no test starts a thread."""
    beside = Beside()
    request_finished.connect(beside.after_a_request, weak=False, dispatch_uid="jobs.beside")
    atexit.register(beside.leave)
    return beside
