"""The verbs of taking out: alone, or asked for, approved by another, and fetched once."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from config.accounts.models import Committee, User
from config.accounts.refusals import Refusal
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.exporting import TakenOut, count_rows, take_out
from config.sheets.models import ExportRequest, ExportState
from config.sheets.resources import OfficeResource
from config.sheets.rules import most_alone, needs_second
from config.sheets.runs import Run
from config.sheets.writing import WORKBOOK

ASKING = "申请导出"


@dataclasses.dataclass(frozen=True, kw_only=True)
class Asked:
    """A ledger to be taken out: in full or masked, and which list's filters confine it."""

    resource: OfficeResource
    full: bool
    only: QuerySet[Any] | None = None
    listed: str = ""
    filters: str = ""

    def rows(self, run: Run) -> int:
        return count_rows(self.resource, run, only=self.only)

    @property
    def most_alone(self) -> int:
        return most_alone(self.resource.sensitive)

    def needs_second(self, rows: int) -> bool:
        return needs_second(rows, self.resource.sensitive)


def write_out(
    run: Run, asked: Asked, *, at: datetime.datetime, reason: str = "", form: str = WORKBOOK
) -> Iterator[bytes]:
    """The file with its watermark, as it is made; its line of the audit is written."""
    return _taken_out(run, asked, at=at, reason=reason, form=form).pieces


def _taken_out(
    run: Run, asked: Asked, *, at: datetime.datetime, reason: str, form: str
) -> TakenOut:
    return take_out(
        asked.resource,
        run,
        committee=Committee.current(),
        at=at,
        full=asked.full,
        only=asked.only,
        reason=reason,
        form=form,
    )


@transaction.atomic
def request_export(run: Run, asked: Asked, *, reason: str) -> ExportRequest:
    """More rows than one may take out alone wait for another person's word."""
    made = ExportRequest.objects.create(
        ledger=asked.resource.ledger,
        full=asked.full,
        listed=asked.listed,
        filters=asked.filters,
        rows=asked.rows(run),
        reason=reason,
        made_by=run.user,
    )
    record(
        Verb.ACTION,
        request=run.request,
        user=run.user,
        about=made,
        what=f"{ASKING} {asked.resource.title}",
        count=made.rows,
        reason=reason,
    )
    return made


@transaction.atomic
def decide(
    *, export: ExportRequest, approve: bool, by: User, at: datetime.datetime
) -> ExportRequest:
    """Another person says yes or no; once."""
    export = ExportRequest.objects.select_for_update().get(pk=export.pk)
    if export.state != ExportState.WAITING:
        raise Refusal(f"这份申请{export.get_state_display()}，不能再次办理。")
    if export.made_by_id == by.pk:
        raise Refusal("不能办理自己的申请；请由另一位有批准权限的人办理。")
    export.state = ExportState.APPROVED if approve else ExportState.REFUSED
    export.decided_by, export.decided_at = by, at
    export.save()
    return export


@transaction.atomic
def fetch_export(
    run: Run,
    asked: Asked,
    *,
    export: ExportRequest,
    at: datetime.datetime,
    form: str = WORKBOOK,
) -> Iterator[bytes]:
    """Begin to write what was approved, once, of what the maker may see now.

    It counts as fetched before the first byte goes, whether or not the last one arrives.
    """
    export = ExportRequest.objects.select_for_update().get(pk=export.pk)
    if run.user is None or export.made_by_id != run.user.pk:
        raise Refusal("只有申请人本人可以下载。")
    if export.state != ExportState.APPROVED:
        raise Refusal(f"这份申请{export.get_state_display()}，不能下载；需要时请重新申请。")
    if export.has_expired(at):
        raise Refusal("批准已超过24小时，不能下载；请重新申请。")
    out = _taken_out(run, asked, at=at, reason=export.reason, form=form)
    if out.rows > export.rows:
        raise Refusal(f"批准的是{export.rows}行，现在有{out.rows}行，不能下载；请重新申请。")
    export.state, export.used_at = ExportState.USED, at
    export.save()
    return out.pieces
