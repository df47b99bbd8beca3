"""A request to take out more rows than one person may alone."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.accounts.models.record import RecordedModel
from config.sheets.rules import good_until


class ExportState(models.TextChoices):
    """Where a request stands; that an approval is too old is seen from its time."""

    WAITING = "waiting", "待批准"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "未批准"
    USED = "used", "已下载"


EXPIRED = "已过期"


class ExportRequest(RecordedModel):
    """What somebody asks to take out, what for, and what another person said to it."""

    ledger = models.CharField("台账", max_length=40)
    full = models.BooleanField("完整号码", help_text="否：身份证号、电话等只留后四位。")
    listed = models.CharField("列表", max_length=60, blank=True)
    filters = models.TextField(
        "筛选", blank=True, help_text="列表右侧的筛选，按地址栏的写法；不含姓名和号码。"
    )
    rows = models.PositiveIntegerField("行数")
    reason = models.CharField("用途", max_length=100)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="申请人", related_name="+"
    )
    made_at = models.DateTimeField("申请时间", auto_now_add=True)
    state = models.CharField(
        "状态", max_length=10, choices=ExportState, default=ExportState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="批准人",
        related_name="+",
    )
    decided_at = models.DateTimeField("批准时间", null=True, blank=True)
    used_at = models.DateTimeField("下载时间", null=True, blank=True)

    class Meta:
        verbose_name = "导出申请"
        verbose_name_plural = "导出申请"
        ordering = ["-pk"]
        default_permissions = ("add",)
        permissions = [
            ("full_exportrequest", "导出完整号码"),
            ("approve_exportrequest", "批准导出"),
        ]
        constraints = [
            models.CheckConstraint(
                name="export_not_decided_by_its_maker",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("made_by")),
                violation_error_message="批准人不能是申请人。",
            ),
            models.CheckConstraint(
                name="export_decided_by_somebody_at_a_time",
                condition=Q(state="waiting", decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message="批准或不批准，须有办理人和时间。",
            ),
            models.CheckConstraint(
                name="export_used_at_a_time",
                condition=Q(state="used", used_at__isnull=False)
                | (~Q(state="used") & Q(used_at__isnull=True)),
                violation_error_message="已下载的申请须有下载时间。",
            ),
        ]

    def __str__(self) -> str:
        return f"导出申请 {self.pk}"

    @property
    def good_until(self) -> datetime.datetime | None:
        """Until when the approved workbook may be fetched."""
        approved = self.state == ExportState.APPROVED and self.decided_at is not None
        return good_until(self.decided_at) if approved else None

    def has_expired(self, now: datetime.datetime) -> bool:
        return self.good_until is not None and now >= self.good_until

    def standing(self, now: datetime.datetime) -> str:
        return EXPIRED if self.has_expired(now) else str(self.get_state_display())
