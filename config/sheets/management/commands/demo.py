"""Invent a committee: into an empty database, or as workbooks into a folder."""

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import xlsxwriter
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from config.accounts.actions import install_role, install_scope
from config.accounts.models import Committee
from config.accounts.reach import COMMITTEE, unit_kinds
from config.accounts.roles import (
    ACCOUNT_ADMIN,
    AUDITOR,
    CONTACT,
    LEADER,
    OFFICE_MANAGER,
    PARTY_CLERK,
    REVIEWER,
    ROLES,
    SECURITY_ADMIN,
    UNION_CLERK,
    WELFARE_CLERK,
)
from config.sheets.inventing import ARTICLE_SIZE, CITY, Invention, finish, invent
from config.sheets.planning import plan_rows
from config.sheets.registry import all_resources, ledger_keys, resource_for
from config.sheets.runs import NEW_KINDS, Run

PASSWORD = "nuanfeng-demo"  # noqa: S105 -- printed on purpose, opens invented data only
ACCOUNTS = (
    ("guanli", OFFICE_MANAGER, "管账号、授权和各本台账"),
    ("dangwu", PARTY_CLERK, "三本台账"),
    ("gonghui", UNION_CLERK, "单位、人员和工会"),
    ("guanai", WELFARE_CLERK, "关爱项目"),
    ("shenhe", REVIEWER, "审批发放"),
    ("lingdao", LEADER, "只看"),
    ("lianxi", CONTACT, "只办理本单位的议题"),
    ("zhanghao", ACCOUNT_ADMIN, "只管账号"),
    ("anquan", SECURITY_ADMIN, "只授权"),
    ("shenji", AUDITOR, "只看审计记录"),
)
"""One account of each role: user name, role, what it may do."""


class Command(BaseCommand):
    help = "生成一个虚构的快递行业党委，供试用；数据库必须是空的。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--workers", type=int, default=ARTICLE_SIZE, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--sheets", type=Path, metavar="DIR", help="只写工作簿，不动数据库")
        parser.add_argument(
            "--news", type=Path, metavar="DIR", help="只写几周以后的工作簿，供试着导入"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError("--workers 至少为1。")
        invention = invent(
            today=timezone.localdate(), workers=options["workers"], seed=options["seed"]
        )
        if options["sheets"]:
            self._write_workbooks(options["sheets"], invention.tables)
        if options["news"]:
            self._write_workbooks(options["news"], invention.news)
            self._write_workbooks(options["news"], invention.slips, mark="（有错，请看提示）")
        if options["sheets"] or options["news"]:
            return
        self._refuse_a_used_database()
        with transaction.atomic():
            Committee(name=f"{CITY}快递行业党委", city=CITY, city_code="140699").save()
            self._import(invention)
            finish(invention)
            self._make_accounts(invention.today)
        self.stdout.write(f"试用账号(密码都是 {PASSWORD}):")
        for username, role, may in ACCOUNTS:
            self.stdout.write(f"  {username:10}{ROLES[role].name}：{may}")

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

    def _make_accounts(self, today: datetime.date) -> None:
        for username, role, _ in ACCOUNTS:
            user = get_user_model().objects.create_user(
                username, password=PASSWORD, name=f"演示{ROLES[role].name}", is_staff=True
            )
            install_role(user=user, role=role, on=today)
            if role == CONTACT:
                partners = next(kind.model for kind in unit_kinds() if kind.key == "partner")
                first = partners._default_manager.order_by("pk").first()
                install_scope(user=user, kind="partner", unit_pk=first.pk, on=today)
            elif ROLES[role].duty is None:
                install_scope(user=user, kind=COMMITTEE, on=today)

    def _write_workbooks(self, folder: Path, tables: dict[str, Any], mark: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for position, key in enumerate(ledger_keys(), start=1):
            if key not in tables:
                continue
            title = resource_for(key).title
            path = folder / f"{position:02d} {title}{mark}.xlsx"
            with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
                sheet = book.add_worksheet(title[:31])
                day = book.add_format({"num_format": "yyyy-mm-dd"})
                sheet.write_string(0, 0, f"{CITY}{title}")
                for at, row in enumerate(tables[key], start=1):
                    for index, value in enumerate(row):
                        if hasattr(value, "isoformat"):
                            sheet.write_datetime(at, index, value, day)
                        else:
                            sheet.write(at, index, value)
            self.stdout.write(f"{path.name}：{len(tables[key]) - 1}行")
