from django.db import models
from django.db.models import Q

from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from welfare.choices import ProgrammeKind


class Programme(RecordedModel):
    """A purpose that money or a service is given for; a standing one runs year after year."""

    may_lie_ahead = ("started_on", "ended_on")

    name = models.CharField("项目名称", max_length=100, unique=True)
    kind = models.CharField("项目类别", max_length=20, choices=ProgrammeKind.choices)
    standing = models.BooleanField(
        "常设", default=False, help_text="每年都办的项目勾选；只办一次的活动不勾选。"
    )
    started_on = models.DateField("开始日期", null=True, blank=True, help_text="不填表示一直都有。")
    ended_on = models.DateField(
        "结束日期", null=True, blank=True, help_text="从这一天起不再办理；不填表示仍在办理。"
    )
    budget = models.DecimalField(
        "预算(元)",
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="不填表示没有核定预算。",
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "关爱项目"
        verbose_name_plural = "关爱项目"
        constraints = [
            models.UniqueConstraint(
                name="programme_one_standing_of_a_kind",
                fields=["kind"],
                condition=Q(standing=True),
                violation_error_message="这一类已经有常设项目；另办的项目请不要勾选常设。",
            ),
            ends_after_start("programme", "started_on", "ended_on"),
            models.CheckConstraint(
                name="programme_budget_is_not_negative",
                condition=Q(budget__isnull=True) | Q(budget__gte=0),
                violation_error_message="预算不能是负数。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
