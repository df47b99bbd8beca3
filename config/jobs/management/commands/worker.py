"""Do the jobs beside the server, until told to stop."""

import signal
import sys
import threading
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone

from config.jobs.actions import begin_next, sweep
from config.jobs.doing import do

POLL = 0.5


class Command(BaseCommand):
    help = "在服务程序旁边办理后台任务（大文件的检查和导入）；收到 TERM 就停。"

    def handle(self, *args: Any, **options: Any) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _leave)
        while True:
            close_old_connections()
            if not self._one_job():
                time.sleep(POLL)

    def _one_job(self) -> bool:
        try:
            sweep(timezone.now())
            job = begin_next(timezone.now())
            if job is not None:
                do(job, threading.Event())
        except OperationalError:  # busy, or away for a moment
            return False
        return job is not None


def _leave(number: int, frame: FrameType | None) -> None:
    """Raised wherever the work stands: its transaction is undone and the job put back, once."""
    for again in (signal.SIGTERM, signal.SIGINT):
        signal.signal(again, signal.SIG_IGN)
    sys.exit(0)
