"""Compare the audit with its seals; exit 1 where something was altered, added or removed."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from config.audit.sealing import verify


class Command(BaseCommand):
    help = "核对审计记录和封条：说出第一处被改动的日子，和还没有封存的记录。"

    def handle(self, *args: Any, **options: Any) -> None:
        verdict = verify()
        self.stdout.write(str(verdict))
        if verdict.altered:
            sys.exit(1)
