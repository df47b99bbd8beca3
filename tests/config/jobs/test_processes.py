"""Workers as processes: killed in the middle, told to end."""

import signal
import subprocess
import sys

from django.utils import timezone

from benchmarks.killed_workers import ROOT, Tally, environment, killed_workers
from config.jobs.actions import ask
from config.jobs.models import Job
from config.jobs.rules import STALE
from config.sheets.background import CHECKS, FILES_GONE
from config.sheets.models import ImportState
from tests.factories.config import ImportFactory

ROUNDS = 10


def test_a_worker_killed_at_any_moment_leaves_all_or_nothing_and_the_next_does_it(shared_database):
    assert killed_workers(ROUNDS) == Tally(killed=ROUNDS, taken_up=ROUNDS, half=[])


def test_a_worker_does_what_waits_and_ends_when_told(shared_database, superuser):
    record = ImportFactory(state=ImportState.CHECKING)
    ask(CHECKS, about=record.pk, user=superuser)
    command = [sys.executable, "manage.py", "worker"]

    with subprocess.Popen(command, cwd=ROOT, env=environment()) as worker:  # noqa: S603 -- our own
        deadline = timezone.now() + 10 * STALE  # a loaded machine takes its time to begin
        while Job.objects.unfinished().exists():
            assert timezone.now() < deadline
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0

    assert (Job.objects.get().state, Job.objects.get().problem) == ("failed", FILES_GONE)
    record.refresh_from_db()
    assert record.state == ImportState.FAILED
