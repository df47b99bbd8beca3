from django.db import models

from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start


class HealthCheck(RecordedModel):
    """That a worker had a free check-up on a day; its findings are never stored."""

    worker = models.ForeignKey("unions.Worker", on_delete=models.PROTECT, verbose_name="姓名")
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="体检时所在的单位，以后调动不改。",
    )
    checked_on = models.DateField("体检日期")
    institution = models.CharField("承办机构", max_length=100, blank=True)

    class Meta:
        verbose_name = "体检"
        verbose_name_plural = "体检"
        indexes = [models.Index(fields=["checked_on"], name="health_check_checked_on")]
        constraints = [
            models.UniqueConstraint(
                name="health_check_once_per_worker_and_day",
                fields=["worker", "checked_on"],
                violation_error_message="这个人这一天的体检已经登记过。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.worker}{self.checked_on}体检"


class Insurance(RecordedModel):
    """An accident policy that the committee gave to a worker."""

    may_lie_ahead = ("started_on", "ended_on")

    worker = models.ForeignKey("unions.Worker", on_delete=models.PROTECT, verbose_name="姓名")
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="投保时所在的单位，以后调动不改。",
    )
    started_on = models.DateField("起保日期")
    ended_on = models.DateField(
        "终止日期", null=True, blank=True, help_text="从这一天起不再有效；不填表示未登记期限。"
    )
    insurer = models.CharField("承办机构", max_length=100, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "保险"
        verbose_name_plural = "保险"
        indexes = [models.Index(fields=["started_on"], name="insurance_started_on")]
        constraints = [
            models.UniqueConstraint(
                name="insurance_once_per_worker_and_day",
                fields=["worker", "started_on"],
                violation_error_message="这个人从这一天起的保险已经登记过。",
            ),
            ends_after_start("insurance", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.worker}{self.started_on}起的保险"
