"""Every backup made, where backups go, and who printed the recovery sheet."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from config.accounts.models import RecordedModel
from config.backups.choices import Outcome

ONLY_PK = 1


def files_folder() -> Path:
    """Where attachments lie; every backup holds them."""
    return Path(settings.DATA_DIR) / "files"


def own_folder() -> Path:
    """Where backups go as long as nobody has named a folder: better than none."""
    return Path(settings.DATA_DIR) / "backups"


class Backup(models.Model):
    """One backup made, or tried. Rows are written once; `removed_at` alone comes later."""

    made_at = models.DateTimeField("备份时间")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="经办",
        null=True,
        related_name="+",
        help_text="空：程序在夜间备份，或由命令行备份。",
    )
    night = models.DateField("夜间备份的日期", null=True, unique=True)
    folder = models.CharField("文件夹", max_length=500, blank=True)
    file_name = models.CharField("文件", max_length=100, blank=True)
    size = models.BigIntegerField("字节数", null=True)
    sha256 = models.CharField("校验和", max_length=64, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome.choices)
    verified_at = models.DateTimeField("核对时间", null=True)
    problem = models.CharField("问题", max_length=500, blank=True)
    seconds = models.DecimalField("用时(秒)", max_digits=8, decimal_places=1)
    removed_at = models.DateTimeField("清理时间", null=True)

    class Meta:
        verbose_name = "备份"
        verbose_name_plural = "备份"
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="backup_good_is_verified",
                condition=Q(outcome=Outcome.GOOD, verified_at__isnull=False, problem="")
                | (~Q(outcome=Outcome.GOOD) & Q(verified_at__isnull=True) & ~Q(problem="")),
                violation_error_message="核对过的备份有核对时间；没有核对的要写明原因。",
            ),
            models.CheckConstraint(
                name="backup_failed_has_no_file",
                condition=Q(outcome=Outcome.FAILED, file_name="")
                | (~Q(outcome=Outcome.FAILED) & ~Q(file_name="")),
                violation_error_message="做成的备份有文件，没有做成的没有。",
            ),
        ]

    def __str__(self) -> str:
        return self.file_name or f"备份 {self.pk}"

    @property
    def path(self) -> Path:
        return Path(self.folder) / self.file_name

    @classmethod
    def last_good(cls) -> Self | None:
        return cls.objects.filter(outcome=Outcome.GOOD).first()


class Turn(models.Model):
    """A backup being made: the one row that this table can hold, gone when it is done."""

    taken_at = models.DateTimeField("开始时间")

    class Meta:
        verbose_name = "正在备份"
        verbose_name_plural = "正在备份"
        constraints = [
            models.CheckConstraint(
                name="turn_is_one_row",
                condition=Q(pk=ONLY_PK),
                violation_error_message="同一时间只做一份备份。",
            )
        ]

    def __str__(self) -> str:
        return "正在备份"


def refuse_unfit_folder(typed: str) -> None:
    """A folder must be named in full, and attachments must not swallow their own backups."""
    folder = Path(typed)
    if not folder.is_absolute():
        raise ValidationError("请写完整路径，例如 /media/usb/备份 或 E:\\备份。")
    if folder.resolve().is_relative_to(files_folder().resolve()):
        raise ValidationError("不能放在存附件的文件夹里，请另选一个。")


class BackupSettings(RecordedModel):
    """Where backups go and how many are kept: one row."""

    folder = models.CharField(
        "备份文件夹",
        max_length=500,
        blank=True,
        validators=[refuse_unfit_folder],
        help_text="U盘或另一台机器上的文件夹，写完整路径。留空就放在数据旁边："
        "硬盘一坏，数据和备份会一起丢，请尽快改到别处。",
    )
    keep_latest = models.PositiveSmallIntegerField(
        "保留最近几份",
        default=14,
        validators=[MinValueValidator(1)],
        help_text="另外总是保留一年内每个月的第一份。",
    )

    class Meta:
        verbose_name = "备份设置"
        verbose_name_plural = "备份设置"
        constraints = [
            models.CheckConstraint(
                name="backup_settings_are_one_row",
                condition=Q(pk=ONLY_PK),
                violation_error_message="备份设置只有一份，请修改原来的那一份。",
            ),
            models.CheckConstraint(
                name="backup_settings_keep_one_at_least",
                condition=Q(keep_latest__gte=1),
                violation_error_message="至少保留一份备份。",
            ),
        ]

    def __str__(self) -> str:
        return "备份设置"

    @classmethod
    def current(cls) -> Self:
        """The settings; unsaved and as proposed before anybody has opened their page."""
        return cls.objects.filter(pk=ONLY_PK).first() or cls(pk=ONLY_PK)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY_PK
        super().save(*args, **kwargs)


class RecoverySheet(models.Model):
    """One printing of the recovery sheet; `keys` are the numbers of the keys, never the keys."""

    printed_at = models.DateTimeField("打印时间")
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="打印人",
        null=True,
        related_name="+",
        help_text="空：由命令行打印。",
    )
    keys = models.CharField("密钥编号", max_length=500)

    class Meta:
        verbose_name = "恢复单"
        verbose_name_plural = "恢复单"
        ordering = ["-printed_at", "-pk"]

    def __str__(self) -> str:
        return f"恢复单 {self.pk}"
