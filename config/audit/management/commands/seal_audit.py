"""Seal every finished day of the audit that is not sealed yet."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from config.audit.sealing import day_at_work, seal_days


class Command(BaseCommand):
    help = "给已经过完的每一天加上审计封条；程序每天第一次使用时也会自动做。"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"新封存 {seal_days(day_at_work(timezone.now()))} 天。")
