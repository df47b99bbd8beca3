"""What couriers were honoured with, and the assemblies they were chosen for."""

from django.db import models

from config.accounts.fields import PartialDateField, PrecisionField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from ledgers.choices import DelegateKind, Level


class Honour(RecordedModel):
    """A title granted to a worker: 劳动模范, 五一劳动奖章, 青年岗位能手 and so on."""

    worker = models.ForeignKey(
        "unions.Worker", on_delete=models.PROTECT, related_name="honours", verbose_name="姓名"
    )
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="获得荣誉时所在的单位，以后调动不改。",
    )
    title = models.CharField("荣誉名称", max_length=100)
    level = models.CharField("级别", max_length=8, choices=Level)
    granted_on = PartialDateField("授予日期", help_text="可以只写到月。")
    granted_on_precision = PrecisionField()

    class Meta:
        verbose_name = "荣誉"
        verbose_name_plural = "荣誉"
        indexes = [models.Index(fields=["granted_on"], name="honour_granted_on")]
        constraints = [
            models.UniqueConstraint(
                name="honour_once_per_worker_title_level_and_day",
                fields=["worker", "title", "level", "granted_on"],
                violation_error_message="这个人的这项荣誉已经登记过。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker}{self.title}"


class DelegateQuerySet(InForceQuerySet):
    start_field = "elected_on"
    end_field = "ended_on"


class Delegate(RecordedModel):
    """That a worker was chosen for an assembly: 两代表一委员."""

    may_lie_ahead = ("ended_on",)

    worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        related_name="delegations",
        verbose_name="姓名",
    )
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="当选时所在的单位，以后调动不改。",
    )
    kind = models.CharField("类别", max_length=8, choices=DelegateKind)
    level = models.CharField("级别", max_length=8, choices=Level)
    elected_on = PartialDateField("当选日期", help_text="可以只写到月。")
    elected_on_precision = PrecisionField()
    ended_on = models.DateField(
        "届满日期", null=True, blank=True, help_text="从这一天起不再担任；不填表示在任。"
    )

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = "两代表一委员"
        verbose_name_plural = "两代表一委员"
        indexes = [models.Index(fields=["elected_on"], name="delegate_elected_on")]
        constraints = [
            models.UniqueConstraint(
                name="delegate_once_per_worker_kind_level_and_day",
                fields=["worker", "kind", "level", "elected_on"],
                violation_error_message="这个人的这项代表（委员）身份已经登记过。",
            ),
            ends_after_start("delegate", "elected_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.worker}{self.get_kind_display()}"
