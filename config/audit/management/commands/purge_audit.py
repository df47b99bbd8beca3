"""Delete old entries of the audit: whole sealed days, never any of the last year."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.audit.purging import PurgeRefused, purge


class Command(BaseCommand):
    help = "清理某一天以前的审计记录；封条留下。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--before", required=True, metavar="YYYY-MM-DD", help="清理这一天以前的"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            before = datetime.date.fromisoformat(options["before"])
        except ValueError:
            raise CommandError("日期看不懂，请写成 2023-01-05 这样。") from None
        try:
            count = purge(
                before=before, today=timezone.localdate(), kept_years=settings.AUDIT_KEPT_YEARS
            )
        except PurgeRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"已清理 {count} 条。")
