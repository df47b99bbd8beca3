from django.db import models
from django.db.models import Q

from config.accounts.fields import PrivateField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from welfare.choices import ProgrammeKind


class Family(RecordedModel):
    """A worker's family while it is on file as one in hardship."""

    worker = models.ForeignKey("unions.Worker", on_delete=models.PROTECT, verbose_name="姓名")
    cause = PrivateField(
        "困难类型",
        label="family.cause",
        max_length=50,
        null=True,
        blank=True,
        help_text="加密保存；只写类别，不写病名等医疗细节。",
    )
    size = models.PositiveSmallIntegerField(
        "家庭人口", null=True, blank=True, help_text="包括本人。"
    )
    started_on = models.DateField(
        "建档日期", null=True, blank=True, help_text="不填表示建档日期不详。"
    )
    ended_on = models.DateField(
        "脱困日期", null=True, blank=True, help_text="从这一天起不再是困难家庭。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "困难家庭"
        verbose_name_plural = "困难家庭"
        permissions = [("reveal_family", "查看完整内容")]
        constraints = [
            models.UniqueConstraint(
                name="family_one_open_per_worker",
                fields=["worker"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个人的家庭已经在档，不能重复建档。",
            ),
            ends_after_start("family", "started_on", "ended_on"),
            models.CheckConstraint(
                name="family_has_a_person",
                condition=Q(size__isnull=True) | Q(size__gte=1),
                violation_error_message="家庭人口至少是1人。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker}家庭"


class StudyAid(RecordedModel):
    """One year's help for one child of a worker on the way to school or university."""

    worker = models.ForeignKey("unions.Worker", on_delete=models.PROTECT, verbose_name="姓名")
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="受助时所在的单位，以后调动不改。",
    )
    child = models.CharField("子女姓名", max_length=50)
    school = models.CharField("录取院校", max_length=100, blank=True)
    level = models.CharField(
        "学历层次", max_length=20, blank=True, help_text="例如高中、专科、本科。"
    )
    year = models.PositiveSmallIntegerField("年度", help_text="受助的年份，例如2022。")
    payment = models.OneToOneField(
        "welfare.Payment",
        on_delete=models.PROTECT,
        limit_choices_to={"programme__kind": ProgrammeKind.STUDY_AID},
        verbose_name="助学金发放",
        help_text="先在发放里登记这笔助学金，再在这里选择。",
    )

    class Meta:
        verbose_name = "金秋助学"
        verbose_name_plural = "金秋助学"
        indexes = [models.Index(fields=["year"], name="study_aid_year")]
        constraints = [
            models.UniqueConstraint(
                name="study_aid_once_per_child_and_year",
                fields=["worker", "child", "year"],
                violation_error_message="这个子女今年的助学已经登记过。",
            ),
            models.CheckConstraint(
                name="study_aid_year_is_a_year",
                condition=Q(year__gte=1990, year__lte=2100),
                violation_error_message="年度请写四位年份，例如2022。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker}之子女{self.year}年助学"
