"""The nightly backup of an office without a timer: the first request after three o'clock."""

from __future__ import annotations

import logging
import threading
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.signals import request_finished
from django.db import connection, connections
from django.utils import timezone

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.backups.actions import back_up
from config.backups.models import Backup
from config.backups.rules import night_due

logger = logging.getLogger(__name__)
_looked: dict[str, date | None] = {"night": None}
"""The last night that this process has looked after: one query a day, not one a request."""


def watch_for_the_night() -> None:
    """Called by the server's door alone, so that no command and no test starts a backup."""
    request_finished.connect(_after_a_request, dispatch_uid="backups.nightly")


def _after_a_request(**kwargs: Any) -> None:
    start_when_due(timezone.localtime())


def start_when_due(now: datetime) -> threading.Thread | None:
    """Start the nightly backup beside the requests when one is due; a server has a timer."""
    if settings.DEMO or connection.vendor != "sqlite":
        return None
    night = night_due(now, _looked["night"])
    if night is None:
        return None
    _looked["night"] = night
    if Backup.objects.filter(night=night).exists() or not User.objects.exists():
        return None
    thread = threading.Thread(target=_make, args=(night, now), name="nightly backup")
    thread.start()
    return thread


def _make(night: date, now: datetime) -> None:
    try:
        back_up(by=None, now=now, night=night)
    except Refusal:
        pass  # another process was quicker
    except Exception:
        logger.exception("nightly backup")
    finally:
        connections.close_all()
