"""Print the recovery sheet: without it a backup cannot be opened on another machine."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.accounts.refusals import Refusal
from config.backups.actions import print_sheet
from config.backups.sheet import KEEPING, STEPS


class Command(BaseCommand):
    help = "打印恢复单（备份和加密字段的密钥）。每次打印都会记录。"

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            printed, keys = print_sheet(by=None, now=timezone.now())
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"恢复单  {timezone.localtime(printed.printed_at):%Y-%m-%d %H:%M}\n\n")
        self.stdout.write(KEEPING + "\n\n")
        for key in keys:
            self.stdout.write(f"{key.name}  编号 {key.number}\n{key.text}\n\n")
        for position, step in enumerate(STEPS, start=1):
            self.stdout.write(f"{position}. {step}")
