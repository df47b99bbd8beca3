"""Hand in workbooks from the command line: check them, or with --apply take their good rows."""

import datetime
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError
from django.utils import timezone

from config.accounts.disk import NO_ROOM, is_full
from config.accounts.models import Committee
from config.sheets.handing_in import HandedIn, hand_in, uploads_in
from config.sheets.imports import record_import
from config.sheets.problems import Problem
from config.sheets.registry import ledger_keys
from config.sheets.runs import NEW_KINDS, Run

SHOWN_PROBLEMS = 20


class Command(BaseCommand):
    help = "检查工作簿；加 --apply 时导入其中没有问题的行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--ledger", choices=ledger_keys(), help="台账；不写则按表头识别")
        parser.add_argument("--new", default="", help="允许新建的类别:brands,districts")
        parser.add_argument("--user", help="以哪个用户的名义导入")
        parser.add_argument(
            "--moved-on",
            metavar="YYYY-MM-DD",
            help="单位、党支部或工会与台账不同的人从这一天起调动；不写则视为更正",
        )
        parser.add_argument("--apply", action="store_true", help="导入；不写则只检查")
        parser.add_argument("--json", type=Path, metavar="FILE", help="把结果写成 JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in options["paths"] if not path.exists()]
        if missing:
            raise CommandError(f"找不到：{'、'.join(missing)}")
        run = self._run(options)
        uploads = list(uploads_in(options["paths"]))
        do = record_import if options["apply"] else hand_in
        try:
            sheets = do(run, uploads, ledger=options["ledger"])
        except OperationalError as error:
            if is_full(error):
                raise CommandError(NO_ROOM) from None
            raise
        if options["json"]:
            told = [sheet.as_dict() for sheet in sheets]
            options["json"].write_text(
                json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8"
            )
        for sheet in sheets:
            self._tell(sheet)
        outcome = max((sheet.outcome for sheet in sheets), default=0)
        if outcome:
            sys.exit(outcome)

    def _run(self, options: dict[str, Any]) -> Run:
        new = frozenset(word.strip() for word in options["new"].split(",") if word.strip())
        if unknown := new - set(NEW_KINDS):
            raise CommandError(f"--new 只能是 {','.join(NEW_KINDS)}，不能是 {','.join(unknown)}")
        user = None
        if options["user"]:
            user = get_user_model().objects.filter(username=options["user"]).first()
            if user is None:
                raise CommandError(f"没有用户「{options['user']}」")
        return Run(
            user=user,
            today=timezone.localdate(),
            new=new,
            moved_on=_moved_on(options["moved_on"], timezone.localdate()),
            in_use_from=Committee.current().in_use_from,
        )

    def _tell(self, sheet: HandedIn) -> None:
        told = sheet.as_dict()
        head = f"{told['file']} · {told['sheet']}"
        if sheet.plan is None:
            self.stdout.write(f"{head}：{sheet.refusal.message if sheet.refusal else ''}")
            return
        self.stdout.write(
            f"{head} → {sheet.plan.resource.title}：{told['rows']}行，新增{told['new']}，"
            f"变更{told['changed']}，不变{told['unchanged']}，"
            f"拒绝{told['rejected']}，搁置{told['held_back']}"
        )
        if told["ignored_columns"]:
            self.stdout.write(f"  未导入的列：{'、'.join(told['ignored_columns'])}")
        for problem in sheet.plan.problems[:SHOWN_PROBLEMS]:
            word = "错误" if problem.level == "error" else "提示"
            self.stdout.write(
                f"  {word} {_place(problem)}：{problem.message}"
                + (f"(原值：{problem.value})" if problem.value else "")
            )
        more = len(sheet.plan.problems) - SHOWN_PROBLEMS
        if more > 0:
            self.stdout.write(f"  ……还有{more}条，用 --json 看全部")


def _moved_on(typed: str | None, today: datetime.date) -> datetime.date | None:
    """The day of 调动 as the form takes it, not after today."""
    if typed is None:
        return None
    try:
        moved_on = datetime.date.fromisoformat(typed)
    except ValueError:
        raise CommandError(f"--moved-on 请写日期，例如 2023-02-01，不能是 {typed}") from None
    if moved_on > today:
        raise CommandError("--moved-on 调动日期不能晚于今天")
    return moved_on


def _place(problem: Problem) -> str:
    return "整张表" if problem.row is None else f"第{problem.row}行 {problem.column}"
