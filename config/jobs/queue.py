"""The queue: django-tasks, in the office's own database.

A message is the number of a job that waits. It comes in the transaction that leaves the job
waiting and goes in the transaction that begins it, so the job's own row stays the only record:
no message is ever running, stale or failed, and none keeps a traceback.
"""

from __future__ import annotations

import datetime
import uuid

from django_tasks import task
from django_tasks_db.models import DBTaskResult


@task()
def waits(job_pk: int) -> int:
    """What a message means."""
    return job_pk


def put(job_pk: int) -> None:
    waits.enqueue(job_pk)


def first(*, before: datetime.datetime | None = None) -> tuple[uuid.UUID, int] | None:
    """The next message and its job; `before`: only what has waited since then."""
    ready = DBTaskResult.objects.ready()
    if before is not None:
        ready = ready.filter(enqueued_at__lte=before)
    message = ready.first()
    return (message.pk, message.task.call(*message.args_kwargs["args"])) if message else None


def take(message: uuid.UUID) -> None:
    DBTaskResult.objects.filter(pk=message).delete()
