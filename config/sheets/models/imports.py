"""The record of an import: who handed in what, what it would do, what it did."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ImportState(models.TextChoices):
    """Where an import stands."""

    CHECKING = "checking", "检查中"
    CHECKED = "checked", "待导入"
    APPLYING = "applying", "导入中"
    APPLIED = "applied", "已导入"
    DROPPED = "dropped", "已放弃"
    FAILED = "failed", "未完成"
    UNDONE = "undone", "已撤销"


UNDER_WAY = (ImportState.CHECKING, ImportState.APPLYING)

TAKEN = (ImportState.APPLIED, ImportState.UNDONE)
"""States of an import that was written, also when that was taken back later."""


class Import(models.Model):
    """One handing-in of one or more workbooks."""

    state = models.CharField(
        "状态", max_length=10, choices=ImportState.choices, default=ImportState.CHECKED
    )
    made_at = models.DateTimeField("提交时间", auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="提交人",
        null=True,
        related_name="+",
        help_text="空：由命令行导入。",
    )
    applied_at = models.DateTimeField("导入时间", null=True, blank=True)
    asked_ledger = models.CharField(
        "指定的台账", max_length=40, blank=True, help_text="空：按表头识别。"
    )
    lines = models.JSONField(
        "写入的历史记录",
        default=dict,
        editable=False,
        help_text="每一种记录写入的历史记录的编号，从第一条到最后一条。",
    )
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="撤销人",
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    restored = models.PositiveIntegerField("恢复", default=0, editable=False)
    removed = models.PositiveIntegerField("移除", default=0, editable=False)
    kept = models.PositiveIntegerField("保留", default=0, editable=False)
    new_kinds = models.CharField("允许新建", max_length=40, blank=True)
    mends = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="更正自",
        null=True,
        related_name="mended_by",
        help_text="在页面上更正了哪一次导入的单元格，或指定了它的各列。",
    )
    whole = models.BooleanField(
        "全部写入或都不写", default=False, help_text="有一行不能写入，就一行也不写。"
    )
    blank_clears = models.BooleanField(
        "空白清空", default=False, help_text="空白的单元格清空台账里对应的内容。"
    )
    override_reason = models.CharField(
        "放行理由",
        max_length=60,
        blank=True,
        help_text="启用日期以后不符合规定的行，由有权放行的人写明理由导入。",
    )
    moved_on = models.DateField(
        "调动日期",
        null=True,
        blank=True,
        help_text="填写后，工作单位、党支部或工会与台账不同的人按这一天调动；不填则视为更正。",
    )

    class Meta:
        verbose_name = "导入记录"
        verbose_name_plural = "导入记录"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="import_applied_has_a_time",
                condition=models.Q(state__in=TAKEN, applied_at__isnull=False)
                | (~models.Q(state__in=TAKEN) & models.Q(applied_at__isnull=True)),
                violation_error_message="已导入的记录必须有导入时间。",
            ),
            models.CheckConstraint(
                name="import_under_way_is_somebodys",
                condition=~models.Q(state__in=["checking", "applying"])
                | models.Q(made_by__isnull=False),
                violation_error_message="正在检查或导入的记录必须有提交人。",
            ),
            models.CheckConstraint(
                name="import_undone_has_a_time",
                condition=models.Q(state="undone", undone_at__isnull=False)
                | (~models.Q(state="undone") & models.Q(undone_at__isnull=True)),
                violation_error_message="已撤销的记录必须有撤销时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"导入 {self.pk}"


class ImportedSheet(models.Model):
    """One sheet of an import; ``problems`` are encrypted, they quote the clerk's cells."""

    handed_in = models.ForeignKey(
        Import, models.CASCADE, verbose_name="导入", related_name="sheets"
    )
    position = models.PositiveIntegerField("顺序")
    file_name = models.CharField("文件", max_length=255)
    digest = models.CharField("文件指纹", max_length=64)
    sheet_name = models.CharField("工作表", max_length=255, blank=True)
    ledger = models.CharField("台账", max_length=40, blank=True)
    header_row = models.PositiveIntegerField("表头行", null=True)
    new = models.PositiveIntegerField("新增", default=0)
    changed = models.PositiveIntegerField("变更", default=0)
    unchanged = models.PositiveIntegerField("不变", default=0)
    rejected = models.PositiveIntegerField("拒绝", default=0)
    held_back = models.PositiveIntegerField("搁置", default=0)
    clears = models.JSONField(
        "空白清空的列", default=list, help_text="空白单元格清空的栏目；没有选择清空时没有。"
    )
    ignored_columns = models.JSONField("未导入的列", default=list)
    problems = models.BinaryField("问题", null=True)

    class Meta:
        verbose_name = "导入的工作表"
        verbose_name_plural = "导入的工作表"
        ordering = ["handed_in", "position"]

    def __str__(self) -> str:
        return f"{self.file_name} {self.sheet_name}"

    @property
    def rows(self) -> int:
        return self.new + self.changed + self.unchanged + self.rejected + self.held_back


class PlanChunk(models.Model):
    """Part of a sheet's plan, encrypted; gone once the plan is applied or given up.

    ``prepared``: what its rows will write, where it could be worked out beforehand.

    Rows that were held back are kept, by what tells them apart and only as shown.
    """

    sheet = models.ForeignKey(
        ImportedSheet, models.CASCADE, verbose_name="工作表", related_name="chunks"
    )
    number = models.PositiveIntegerField("序号")
    blob = models.BinaryField("内容")
    prepared = models.BinaryField("待写入的内容", null=True)

    class Meta:
        verbose_name = "导入方案"
        verbose_name_plural = "导入方案"
        ordering = ["sheet", "number"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="plan_chunk_once_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id}-{self.number}"
