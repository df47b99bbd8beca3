"""How long a sign of life counts, and how often a job is begun."""

import datetime

STALE = datetime.timedelta(seconds=30)
"""Without a sign of life for so long, a job's worker is dead."""

PATIENCE = datetime.timedelta(seconds=2)
"""So long the server leaves a job to the worker beside it, which asks oftener than that."""

MOST_ATTEMPTS = 3


def is_stale(sign_of_life: datetime.datetime | None, now: datetime.datetime) -> bool:
    return sign_of_life is None or now - sign_of_life > STALE


def may_begin_again(attempts: int) -> bool:
    """A job that has killed its worker again and again is not begun once more."""
    return attempts < MOST_ATTEMPTS
