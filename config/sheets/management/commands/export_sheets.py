"""Write the ledgers out as workbooks, one each, masked unless --full and a reason are given."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.accounts.models import Committee
from config.sheets.exporting import write_ledger
from config.sheets.registry import ledger_keys, resource_for
from config.sheets.runs import Run


class Command(BaseCommand):
    help = "把台账导出为工作簿；不加 --full 时身份证号、电话等只留后四位，并注明脱敏。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--ledger", choices=ledger_keys(), help="只导出这一本台账")
        parser.add_argument("--full", action="store_true", help="导出完整号码，须写明用途")
        parser.add_argument("--reason", default="", metavar="TEXT", help="用途")

    def handle(self, *args: Any, **options: Any) -> None:
        full, reason = options["full"], options["reason"].strip()
        if full and not reason:
            raise CommandError("导出完整号码必须用 --reason 写明用途。")
        folder: Path = options["folder"]
        folder.mkdir(parents=True, exist_ok=True)
        at = timezone.now()
        run = Run(today=timezone.localdate(at))
        committee = Committee.current()
        for key in [options["ledger"]] if options["ledger"] else ledger_keys():
            resource = resource_for(key)
            suffix = "" if full else "(脱敏)"
            path = folder / f"{resource.title}{suffix}.xlsx"
            # Under its own name only once the audit knows of it.
            part = path.with_suffix(".part")
            try:
                with part.open("wb") as stream:
                    if full:
                        part.chmod(0o600)
                    count = write_ledger(
                        stream, resource, run, committee=committee, at=at, full=full, reason=reason
                    )
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
            self.stdout.write(f"{path.name}：{count}行")
