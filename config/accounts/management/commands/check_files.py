"""Attached files and their rows agree; what an interrupted upload left is deleted."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.accounts.attachments.keeping import remove_leftovers, unreadable


class Command(BaseCommand):
    help = (
        "核对附件：每个文件都在、都能读出；中断的上传留下的文件随即删除。"
        "有读不出的就列出附件编号，退出码为 1。"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        left = remove_leftovers(timezone.now())
        self.stdout.write(f"已删除没有记录的文件{left}个。")
        if lost := unreadable():
            told = "、".join(map(str, lost))
            raise CommandError(f"有{len(lost)}个附件读不出来，编号：{told}。", returncode=1)
        self.stdout.write("附件都能读出。")
