"""The month's summary as a file: every figure by key, or the printed tables."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.audit.choices import Verb
from config.audit.writing import record
from config.summaries.counting import summarise
from config.summaries.exporting import CONTENT_TYPES, READ_AS_TEXT, as_file
from config.summaries.months import Month
from config.summaries.paper import pdf_obstacle


class Command(BaseCommand):
    help = "输出一个月的汇总:数字(json)、打印页(html)、版式文件(pdf)或工作簿(xlsx)。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("month", metavar="YYYY-MM", help="月份,例如 2023-01")
        parser.add_argument("--format", choices=sorted(CONTENT_TYPES), default="json")
        parser.add_argument("--output", type=Path, metavar="FILE", help="写入这个文件")

    def handle(self, *args: Any, **options: Any) -> None:
        form = options["format"]
        try:
            month = Month.parse(options["month"])
        except ValueError:
            raise CommandError("月份看不懂,请写成 2023-01 这样。") from None
        if form == "pdf" and (reason := pdf_obstacle()):
            raise CommandError(reason)
        written = as_file(summarise(month), form, today=timezone.localdate())
        record(Verb.EXPORT, what=f"{month.label}汇总 {form}")
        if options["output"]:
            options["output"].write_bytes(written)
        elif form in READ_AS_TEXT:
            self.stdout.write(written.decode(), ending="")
        else:
            self._write_bytes(written)

    def _write_bytes(self, written: bytes) -> None:
        """To a pipe or a file behind stdout; a terminal would only show rubbish."""
        stream = getattr(self.stdout, "buffer", None)
        if stream is None or self.stdout.isatty():
            raise CommandError("请用 --output 写明保存到哪个文件。")
        stream.write(written)
        stream.flush()
