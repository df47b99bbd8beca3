"""Make a backup; a timer runs it every night."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.accounts.refusals import Refusal
from config.backups.actions import back_up
from config.backups.choices import Outcome
from config.backups.models import Backup


class Command(BaseCommand):
    help = "备份数据库和附件，加密，并恢复到临时库里核对；没有做成或没有核对时退出码不为 0。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--folder", type=Path, metavar="DIR", help="写到这里，不写到设置的文件夹"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        folder = options["folder"] and options["folder"].absolute()
        counts_as_nightly = not folder and not Backup.objects.filter(night=today).exists()
        try:
            record = back_up(
                by=None, now=now, folder=folder, night=today if counts_as_nightly else None
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        if record.outcome != Outcome.GOOD:
            raise CommandError(record.problem)
        self.stdout.write(f"{record.path}：{record.size}字节，已核对，用时{record.seconds}秒")
