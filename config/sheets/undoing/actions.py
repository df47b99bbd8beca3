"""The verb: take back what an import wrote, as far as that can be done."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from config.accounts.refusals import Refusal
from config.sheets.bulk.history import CHANGED, DELETED, record_history
from config.sheets.bulk.lines import take_back
from config.sheets.imports import note
from config.sheets.models import Import, ImportState
from config.sheets.references import batches
from config.sheets.rights import may_undo
from config.sheets.runs import Run
from config.sheets.undoing.judging import Judged, Judgement, judge
from config.sheets.undoing.lines import lines_of, undoing_of
from config.sheets.undoing.relations import parts_of, take_back_parts

UNDO = "撤销导入"
NOT_YOURS = "您没有撤销这次导入的权限；由提交人或能查看全部导入记录的人撤销。"
NOTHING = "这次导入写入的记录都要保留，没有可以撤销的；原因见下面各行。"

UNTRACED = "这次导入没有写入任何留有修改记录的内容，没有可以撤销的。"


@transaction.atomic
def undo_import(run: Run, *, import_id: int) -> Import:
    """Remove what the import made and restore what it changed, or keep a row where it must stay.

    Refuses an import that is not in force, and one of which nothing could be taken back.
    """
    record = Import.objects.select_for_update(of=("self",)).get(pk=import_id)
    refuse_unless_in_force(record)
    if not may_undo(run, record):
        raise Refusal(NOT_YOURS)
    _hold_still(record)
    judgement = judge(run, record)
    record.removed = sum(len(judged.removed) for judged in judgement.values())
    record.restored = sum(len(judged.restored) for judged in judgement.values())
    record.kept = sum(len(judged.kept) for judged in judgement.values())
    if not record.removed + record.restored:
        raise Refusal(NOTHING)
    _take_back(run, record, judgement)
    record.state, record.undone_at, record.undone_by = (
        ImportState.UNDONE,
        timezone.now(),
        run.user,
    )
    record.save()
    note(run, UNDO, record, count=record.removed + record.restored)
    return record


def refuse_unless_in_force(record: Import) -> None:
    if record.state == ImportState.UNDONE:
        when = timezone.localtime(record.undone_at)
        raise Refusal(f"这次导入已由{record.undone_by}于{when:%Y-%m-%d %H:%M}撤销，不能再次撤销。")
    if record.state != ImportState.APPLIED:
        raise Refusal(f"这次导入{record.get_state_display()}，没有可以撤销的。")
    if not record.lines:
        raise Refusal(UNTRACED)


def _hold_still(record: Import) -> None:
    """Lock the rows: from here on nobody alters them, or makes a row that points at them."""
    for model, lines in lines_of(record).items():
        rows = model._base_manager.filter(pk__in=lines.stored().values("id")).order_by("pk")
        for _ in rows.select_for_update(of=("self",)).values_list("pk").iterator():
            pass


def _take_back(run: Run, record: Import, judgement: Judgement) -> None:
    """First the removals, which free the values that changed rows had before."""
    run.reason = undoing_of(record)
    for judged in judgement.values():
        _remove(run, judged)
    for judged in judgement.values():
        _restore(run, judged)


def _remove(run: Run, judged: Judged) -> None:
    model = judged.lines.model
    for batch in batches(judged.removed):
        record_history(model, batch, DELETED, run)
        for parts in parts_of(model, batch):
            parts.delete()
        rows = model._base_manager.filter(pk__in=batch)
        rows._raw_delete(rows.db)  # noqa: SLF001 -- judged already; the collector would load all


def _restore(run: Run, judged: Judged) -> None:
    for batch in batches(judged.restored):
        take_back(judged.lines, batch)
        take_back_parts(judged.lines, batch)
        record_history(judged.lines.model, [pk for pk, _ in batch], CHANGED, run)
