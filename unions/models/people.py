"""One human, one row; where and when the human worked."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Q

from config.accounts.breaches import Breach
from config.accounts.fields import PrivateField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from unions import rules
from unions.choices import Education, Ethnicity, Politics, Sex
from unions.models.validators import validate_identity_number

IDENTITY_NUMBER_LENGTH = 18


class Worker(RecordedModel):
    """A human, once: member, activist, union member, beneficiary are roles that point here.

    `sex` and `born_on` repeat the identity number. `enterprise` repeats the open employment and
    is set by the actions that write employments, and by nothing else. A de-identified row has a
    marker for its number; its sex and the year in `born_on` are what was left of it.
    """

    untold = ("sex", "born_on")
    """Said by the identity number, which history masks; beside its last four they would fill it."""

    name = models.CharField("姓名", max_length=64, db_index=True)
    identity_number = PrivateField(
        "身份证号",
        label="worker.identity_number",
        max_length=IDENTITY_NUMBER_LENGTH,
        unique=True,
        validators=[validate_identity_number],
        error_messages={"unique": "花名册中已有这个身份证号，请查找原有的记录。"},
        help_text="18位；性别和出生日期由它得出。",
    )
    sex = models.CharField("性别", max_length=6, choices=Sex, editable=False)
    born_on = models.DateField("出生日期", editable=False)
    ethnicity = models.CharField("民族", max_length=8, choices=Ethnicity, blank=True)
    education = models.CharField("文化程度", max_length=2, choices=Education, blank=True)
    politics = models.CharField(
        "政治面貌",
        max_length=2,
        choices=Politics,
        blank=True,
        help_text="花名册上登记的政治面貌；党员人数以党员台账为准。",
    )
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        verbose_name="工作单位",
        help_text="现在的单位；用“调动”“更正单位”“离职”来改。",
    )
    job = models.CharField(
        "岗位", max_length=50, blank=True, help_text="例如快递员、分拣员、客服。"
    )
    phone = PrivateField("联系电话", label="worker.phone", max_length=50, null=True, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)
    deidentified_on = models.DateField("去标识日期", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "从业人员"
        verbose_name_plural = "从业人员"
        permissions = [
            ("reveal_worker", "查看完整内容"),
            ("disclose_worker", "出具个人信息清单"),
            ("deidentify_worker", "去标识"),
        ]
        indexes = [models.Index(fields=["born_on"], name="worker_born_on")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.deidentified_on is None:
            self.sex = rules.sex_of(self.identity_number)
            self.born_on = rules.birth_of(self.identity_number)
        super().save(*args, **kwargs)


def too_young_to_work(
    worker: Worker, column: str, on: datetime.date | None, what: str
) -> Iterator[Breach]:
    """That the worker had not reached working age on the day in the column, if it is so."""
    if on is not None and not rules.of_working_age(born_on=worker.born_on, on=on):
        sentence = f"{worker}{what}时不满{rules.WORKING_AGE}周岁，请核对{what}时间和身份证号。"
        yield Breach(column, sentence, on)


class Employment(RecordedModel):
    """That a worker worked for a unit from one day until another."""

    worker = models.ForeignKey(
        Worker, on_delete=models.PROTECT, related_name="employments", verbose_name="姓名"
    )
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        related_name="employments",
        verbose_name="工作单位",
    )
    started_on = models.DateField(
        "入职时间", null=True, blank=True, help_text="不填表示入职时间不详，各月都统计在内。"
    )
    ended_on = models.DateField(
        "离职时间", null=True, blank=True, help_text="从这一天起不在这个单位；不填表示仍在职。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "任职"
        verbose_name_plural = "任职"
        indexes = [
            models.Index(fields=["started_on"], name="employment_started_on"),
            models.Index(fields=["ended_on"], name="employment_ended_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="employment_one_open_per_worker",
                fields=["worker"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个人还有一段没有结束的任职；请先办理离职或调动。",
            ),
            ends_after_start("employment", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.worker}在{self.enterprise}"

    def breaches(self) -> Iterator[Breach]:
        yield from too_young_to_work(self.worker, "started_on", self.started_on, "入职")
