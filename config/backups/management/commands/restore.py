"""Put a backup back; the recovery sheet says how on a bare machine."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from config.accounts.refusals import Refusal
from config.backups.databases import connected
from config.backups.models import files_folder
from config.backups.restoring import database_name, other_field_keys, restore
from config.env import postgresql_at, sqlite_at


@contextmanager
def for_the_owner_only() -> Iterator[None]:
    """New files and folders are nobody else's to read: what they hold is the whole office."""
    usual = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(usual)


class Command(BaseCommand):
    help = "从备份恢复数据库和附件。先停下程序；要用的密钥在恢复单上。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--into",
            metavar="ADDRESS",
            help="另一个库：postgres://… 或 SQLite 文件；不写则是本系统的库",
        )
        parser.add_argument(
            "--files", type=Path, metavar="DIR", help="附件放到哪里；不写则是本系统的附件文件夹"
        )
        parser.add_argument("--replace", action="store_true", help="换掉库里已有的数据")

    def handle(self, *args: Any, **options: Any) -> None:
        files = options["files"] or files_folder()
        try:
            with for_the_owner_only(), self._database(options["into"]) as database:
                if options["replace"]:
                    self._ask(database_name(database))
                manifest = restore(
                    options["file"], database, files=files, replace=options["replace"]
                )
        except (Refusal, ImproperlyConfigured) as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"已恢复 {manifest.made_at} 的备份：{len(manifest.counts)}张表，"
            f"{sum(manifest.counts.values())}行，附件{len(manifest.files)}个，逐表核对无误。"
        )
        if lacking := other_field_keys(manifest):
            self.stderr.write(
                f"注意：FIELD_KEYS 里缺少编号 {'、'.join(lacking)} 的密钥，身份证号等读不出来。"
                "请按恢复单补上。"
            )
        self.stdout.write("请运行 python manage.py migrate，再启动程序。")

    def _database(self, address: str | None) -> Any:
        if address is None:
            return connected(connection.settings_dict)
        at = postgresql_at(address) if "://" in address else sqlite_at(Path(address).absolute())
        return connected(at)

    def _ask(self, name: str) -> None:
        self.stdout.write(f"数据库 {name} 里的数据将全部换成备份里的，无法撤销。")
        if input(f"确认请输入数据库的名字 {name}：").strip() != name:
            raise CommandError("名字不对，没有恢复。")
