"""Who is due to be de-identified, and doing it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from unions.deidentification import deidentify, due

REASON = "保存期满"


class Command(BaseCommand):
    help = "列出保存期满的人；加上 --apply 就把他们去标识，不能恢复。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--due", action="store_true", required=True, help="保存期满的人")
        parser.add_argument("--apply", action="store_true", help="去标识，不只是列出")

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        people = list(due(on=today))
        for worker, last in people:
            self.stdout.write(f"编号{worker.pk}，{worker}，最后一件事 {last}")
            if options["apply"]:
                deidentify(worker=worker, by=None, reason=REASON, on=today)
        done = "已去标识" if options["apply"] else "可以去标识"
        self.stdout.write(f"{done} {len(people)} 人。")
