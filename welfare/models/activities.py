from django.db import models
from django.db.models import Q

from config.accounts.models import RecordedModel
from welfare.choices import CareActivityKind


class CareActivity(RecordedModel):
    """A visit, a campaign day, a gift: something that was done for couriers."""

    name = models.CharField("活动名称", max_length=100)
    kind = models.CharField("类别", max_length=20, choices=CareActivityKind.choices)
    held_on = models.DateField("开展时间")
    place = models.CharField("地点", max_length=200, blank=True)
    organiser = models.CharField(
        "主办单位", max_length=200, blank=True, help_text="照原文填写，可以写几家。"
    )
    organiser_partner = models.ForeignKey(
        "unions.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="主办的合作单位",
        help_text="主办的是合作单位时选择；导入时按名称自动关联。",
    )
    participants = models.PositiveIntegerField("参加人数", default=0)

    class Meta:
        verbose_name = "慰问关爱活动"
        verbose_name_plural = "慰问关爱活动"
        indexes = [models.Index(fields=["held_on", "kind"], name="care_activity_held_on_kind")]
        constraints = [
            models.UniqueConstraint(
                name="care_activity_name_once_per_day",
                fields=["name", "held_on"],
                violation_error_message="这一天已经有同名的活动。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}({self.held_on})"


class Policy(RecordedModel):
    """A document that protects or helps couriers, issued alone or with others."""

    title = models.CharField("政策名称", max_length=200)
    number = models.CharField("文号", max_length=50, blank=True, help_text="没有文号的不填。")
    issued_on = models.DateField("印发日期", db_index=True)
    issuers = models.CharField(
        "联合发文单位", max_length=300, blank=True, help_text="照原文填写，用顿号分开。"
    )
    partners = models.ManyToManyField(
        "unions.Partner",
        blank=True,
        verbose_name="联合发文的合作单位",
        help_text="导入时按名称自动关联。",
    )

    _history_m2m_fields = ["partners"]

    class Meta:
        verbose_name = "关爱维权政策"
        verbose_name_plural = "关爱维权政策"
        constraints = [
            models.UniqueConstraint(
                name="policy_number_once",
                fields=["number"],
                condition=~Q(number=""),
                violation_error_message="这个文号已经登记过。",
            ),
            models.UniqueConstraint(
                name="policy_title_once_per_day_without_number",
                fields=["title", "issued_on"],
                condition=Q(number=""),
                violation_error_message="这一天印发的同名政策已经登记过；有文号的请填文号。",
            ),
        ]

    def __str__(self) -> str:
        return self.title
