"""One row for each thing that somebody did; rows are written and never altered."""

from django.conf import settings
from django.db import models

from config.audit.choices import Outcome, Verb


class AuditEntry(models.Model):
    """Who, when, verb, on what, outcome, names of fields; never a value.

    Triggers of the database keep a row as it was written, and for a year at least.
    """

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        verbose_name="用户",
        related_name="+",
        help_text="空：由程序自己或命令行所为，或登录时没有这个账号。",
    )
    verb = models.CharField("事项", max_length=20, choices=Verb)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, default=Outcome.DONE)
    what = models.CharField("内容", max_length=200, blank=True)
    model = models.CharField("对象类别", max_length=60, blank=True)
    object_id = models.CharField("对象编号", max_length=40, blank=True)
    fields = models.JSONField("栏目", default=list)
    count = models.PositiveIntegerField("行数", null=True)
    reason = models.CharField("用途", max_length=200, blank=True)
    address = models.GenericIPAddressField("来自地址", null=True)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ["-pk"]
        default_permissions = ("view",)
        indexes = [models.Index(fields=["model", "object_id"], name="audit_entry_object")]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} {self.pk}"


class AuditSeal(models.Model):
    """One finished day of the audit, hashed over its entries and the seal before it.

    Triggers of the database keep a seal as it was written, for ever.
    """

    day = models.DateField("日期", unique=True)
    first = models.PositiveBigIntegerField("第一条", null=True)
    last = models.PositiveBigIntegerField("最后一条", null=True)
    count = models.PositiveIntegerField("条数")
    digest = models.CharField("指纹", max_length=64)
    sealed_at = models.DateTimeField("封存时间", auto_now_add=True)

    class Meta:
        verbose_name = "审计封条"
        verbose_name_plural = "审计封条"
        ordering = ["day"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}"
