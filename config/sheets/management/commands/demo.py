"""Invent a committee: into an empty database, or as workbooks into a folder."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import xlsxwriter
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from config.accounts.models import Committee
from config.sheets.inventing import ARTICLE_SIZE, CITY, Invention, invent
from config.sheets.planning import plan_rows
from config.sheets.registry import all_resources, ledger_keys, resource_for
from config.sheets.runs import NEW_KINDS, Run

PASSWORD = "nuanfeng-demo"  # noqa: S105 -- printed on purpose, opens invented data only
CHIEF, CLERK, LEADER = "guanli", "ganshi", "lingdao"
ACCOUNTS = ((CHIEF, "管理员"), (CLERK, "干事：录入、导入、打印"), (LEADER, "领导：只看"))
OFFICE_APPS = ("unions", "ledgers", "welfare", "sheets", "summaries")


class Command(BaseCommand):
    help = "生成一个虚构的快递行业党委，供试用；数据库必须是空的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=int, default=ARTICLE_SIZE, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--sheets", type=Path, metavar="DIR", help="只写工作簿，不动数据库")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError("--workers 至少为1。")
        invention = invent(
            today=timezone.localdate(), workers=options["workers"], seed=options["seed"]
        )
        if options["sheets"]:
            self._write_workbooks(invention, options["sheets"])
            return
        self._refuse_a_used_database()
        with transaction.atomic():
            Committee(name=f"{CITY}快递行业党委", city=CITY, city_code="140699").save()
            self._make_accounts()
            self._import(invention)
        self.stdout.write(f"试用账号(密码都是 {PASSWORD}):")
        for username, role in ACCOUNTS:
            self.stdout.write(f"  {username}  {role}")

    def _refuse_a_used_database(self) -> None:
        used = [
            resource.title
            for resource in all_resources()
            if resource._meta.model._default_manager.exists()
        ]
        if used or get_user_model().objects.exists():
            kept = "、".join(used) or "用户"
            raise CommandError(f"数据库里已有数据({kept});演示数据只写入空的数据库。")

    def _import(self, invention: Invention) -> None:
        run = Run(today=invention.today, new=frozenset(NEW_KINDS), reason="演示数据")
        for key in ledger_keys():
            plan = plan_rows(run, resource_for(key), invention.tables[key])
            if plan.rejected:
                first = next(problem for problem in plan.problems if problem.level == "error")
                raise CommandError(f"{plan.resource.title} 第{first.row}行：{first.message}")
            plan.write(run)

    def _make_accounts(self) -> None:
        users = get_user_model().objects
        users.create_superuser(CHIEF, password=PASSWORD, name="演示管理员")
        office = Permission.objects.filter(content_type__app_label__in=OFFICE_APPS)
        clerk = users.create_user(CLERK, password=PASSWORD, name="演示干事", is_staff=True)
        clerk.user_permissions.set(office.exclude(codename__startswith="delete_"))
        leader = users.create_user(LEADER, password=PASSWORD, name="演示领导", is_staff=True)
        leader.user_permissions.set(office.filter(codename__startswith="view_"))

    def _write_workbooks(self, invention: Invention, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for position, key in enumerate(ledger_keys(), start=1):
            title = resource_for(key).title
            path = folder / f"{position:02d} {title}.xlsx"
            with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
                sheet = book.add_worksheet(title[:31])
                day = book.add_format({"num_format": "yyyy-mm-dd"})
                sheet.write_string(0, 0, f"{CITY}{title}")
                for at, row in enumerate(invention.tables[key], start=1):
                    for index, value in enumerate(row):
                        if hasattr(value, "isoformat"):
                            sheet.write_datetime(at, index, value, day)
                        else:
                            sheet.write(at, index, value)
            self.stdout.write(f"{path.name}：{len(invention.tables[key]) - 1}行")
