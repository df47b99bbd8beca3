"""A file that hangs on a row: what it is. Its bytes lie encrypted in a folder of their own."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from config.accounts.choices import FileKind
from config.accounts.fields import PrivateField

NAME_LENGTH = 120


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def of(self, row: models.Model) -> AttachmentQuerySet:
        """Those that hang on the row, removed ones too."""
        kind = ContentType.objects.get_for_model(type(row))
        return self.filter(content_type=kind, object_id=row.pk)

    def kept(self) -> AttachmentQuerySet:
        """Those whose file is still there."""
        return self.filter(removed_on__isnull=True)


class Attachment(models.Model):
    """The row stays for ever; once it is removed, its file is gone.

    The name is encrypted: clerks name a file after the person, and often with his number.
    """

    content_type = models.ForeignKey(
        ContentType, on_delete=models.PROTECT, related_name="+", verbose_name="所属类别"
    )
    object_id = models.PositiveBigIntegerField("所属编号")
    name = PrivateField("文件名", label="accounts.attachment.name", max_length=NAME_LENGTH)
    stored = models.CharField("保存名", max_length=32, unique=True, editable=False)
    kind = models.CharField("类型", max_length=8, choices=FileKind)
    size = models.PositiveIntegerField("字节数")
    sha256 = models.CharField("校验值", max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="上传人",
    )
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now, editable=False)
    removed_on = models.DateField("移除日期", null=True, blank=True)

    objects: Any = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "附件"
        verbose_name_plural = "附件"
        default_permissions = ()
        indexes = [models.Index(name="attachment_of_row", fields=["content_type", "object_id"])]
        constraints = [
            models.CheckConstraint(
                name="attachment_not_empty",
                condition=models.Q(size__gt=0),
                violation_error_message="文件是空的，请选择有内容的文件。",
            ),
            models.CheckConstraint(
                name="attachment_kind_known",
                condition=models.Q(kind__in=FileKind.values),
                violation_error_message="附件只能是 PDF、JPEG、PNG、docx 或 xlsx。",
            ),
        ]

    def __str__(self) -> str:
        return self.name or ""

    def remove(self, on: datetime.date) -> None:
        self.removed_on = on
        self.save(update_fields=["removed_on"])
