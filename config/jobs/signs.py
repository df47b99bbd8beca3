"""Signs of life that the database has no time for.

On SQLite one writer keeps out all others: a worker in the middle of a long transaction can
write into the database neither that it lives nor how far it is. Then it leaves a small file beside
the database: a phase and numbers, nothing of anybody's. A sign counts for the beginning of the
job that left it, so what a killed worker leaves behind misleads nobody.
"""

from __future__ import annotations

import datetime
import json
from pathlib import Path

from django.conf import settings

from config.jobs.models import Job


def leave(job: Job, now: datetime.datetime) -> None:
    file = _file(job)
    file.parent.mkdir(mode=0o700, exist_ok=True)
    sign = [job.worker, now.isoformat(), job.phase, job.done, job.total]
    new = file.with_suffix(".new")
    new.write_text(json.dumps(sign), encoding="utf-8")
    new.replace(file)


def catch_up(job: Job) -> Job:
    """The job as its last sign of life tells, wherever that lies."""
    try:
        sign = json.loads(_file(job).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return job
    worker, at, phase, done, total = sign
    seen_at = datetime.datetime.fromisoformat(at)
    if job.heartbeat_at and worker == job.worker and seen_at > job.heartbeat_at:
        job.heartbeat_at, job.phase, job.done, job.total = seen_at, phase, done, total
    return job


def wipe(job: Job) -> None:
    _file(job).unlink(missing_ok=True)


def _file(job: Job) -> Path:
    return Path(settings.DATA_DIR) / "jobs" / f"{job.pk}.json"
