"""The third ledger: people on their way into the Party, and who guides them."""

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import F, Q

from config.accounts.breaches import Breach
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from ledgers import rules
from ledgers.choices import ActivistStage, Channel
from ledgers.models.members import FlagsChecked, below_party_age


def _come(name: str, on: datetime.date) -> Q:
    return Q((f"{name}__isnull", False), (f"{name}__lte", on))


def _not_come(name: str, on: datetime.date) -> Q:
    return Q((f"{name}__isnull", True)) | Q((f"{name}__gt", on))


def activists_open(on: datetime.date) -> Q:
    """People on their way on the day: they have applied, and are neither admitted nor ended.

    The day of applying counts; that of admission, or of ending, does not.
    """
    return _come("applied_on", on) & _not_come("admitted_on", on) & _not_come("ended_on", on)


def stage_at(stage: ActivistStage, on: datetime.date) -> Q:
    """People who are at the stage on the day, and at no other; a stage begins on its own day.

    Before the day of application nobody is at any stage. A stage that a sheet left out is
    passed over: whoever became 发展对象 is one, whether or not 积极分子 has a date.
    """
    if stage == ActivistStage.ADMITTED:
        return _come("applied_on", on) & _come("admitted_on", on)
    if stage == ActivistStage.ENDED:
        return _come("applied_on", on) & _come("ended_on", on)
    if stage == ActivistStage.TARGET:
        return activists_open(on) & _come("target_on", on)
    if stage == ActivistStage.ACTIVIST:
        return activists_open(on) & _not_come("target_on", on) & _come("confirmed_on", on)
    return activists_open(on) & _not_come("target_on", on) & _not_come("confirmed_on", on)


class ActivistQuerySet(models.QuerySet):
    def in_force(self, *, on: datetime.date) -> Self:
        """People on their way on the day; that of admission or of ending no longer counts."""
        return self.filter(activists_open(on))

    def at_stage(self, stage: ActivistStage, *, on: datetime.date) -> Self:
        """People at the stage on the day; a stage begins on its own day."""
        return self.filter(stage_at(stage, on))

    def open(self) -> Self:
        """Rows neither admitted nor ended, whatever the day."""
        return self.filter(admitted_on__isnull=True, ended_on__isnull=True)


class Activist(FlagsChecked, RecordedModel):
    """One person's road into the Party. The stage follows from the dates and is never stored."""

    worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        related_name="applications",
        verbose_name="姓名",
    )
    branch = models.ForeignKey(
        "ledgers.Branch",
        on_delete=models.PROTECT,
        related_name="activists",
        verbose_name="所在党支部",
        help_text="接收入党申请的党组织；本企业没有党支部的，可以是行业协会党支部。",
    )
    channel = models.CharField(
        "申请渠道",
        max_length=13,
        choices=Channel,
        blank=True,
        help_text="本企业有党支部的，一般向本企业党支部申请。",
    )
    floating = models.BooleanField(
        "流动人员",
        default=False,
        help_text="离开家乡在外居住或工作的人；公示要在流出地和流入地同时进行。",
    )
    applied_on = models.DateField("申请入党时间", help_text="收到入党申请书的日期。")
    talked_on = models.DateField(
        "谈话时间", null=True, blank=True, help_text="应在收到申请书后一个月内派人谈话。"
    )
    confirmed_on = models.DateField("确定积极分子时间", null=True, blank=True)
    target_on = models.DateField("列为发展对象时间", null=True, blank=True)
    admitted_on = models.DateField(
        "接收时间", null=True, blank=True, help_text="支部大会接收为预备党员的日期。"
    )
    ended_on = models.DateField(
        "终止时间", null=True, blank=True, help_text="本人撤回或终止培养的日期；不填表示仍在培养。"
    )
    note = models.CharField("备注", max_length=500, blank=True)

    objects = ActivistQuerySet.as_manager()

    class Meta:
        verbose_name = "入党积极分子"
        verbose_name_plural = "入党积极分子"
        indexes = [
            models.Index(fields=["applied_on"], name="activist_applied_on"),
            models.Index(fields=["confirmed_on"], name="activist_confirmed_on"),
            models.Index(fields=["target_on"], name="activist_target_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="activist_one_open_per_worker",
                fields=["worker"],
                condition=Q(admitted_on__isnull=True, ended_on__isnull=True),
                violation_error_message="这个人已在入党积极分子台账中，不能重复登记。",
            ),
            ends_after_start("activist", "applied_on", "ended_on"),
            models.CheckConstraint(
                name="activist_is_admitted_after_applying",
                condition=Q(admitted_on__isnull=True) | Q(admitted_on__gt=F("applied_on")),
                violation_error_message="接收时间必须晚于申请入党时间。",
            ),
            models.CheckConstraint(
                name="activist_is_admitted_or_ended",
                condition=Q(admitted_on__isnull=True) | Q(ended_on__isnull=True),
                violation_error_message="接收时间和终止时间只能填一个。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker}"

    def breaches(self) -> Iterator[Breach]:
        yield from below_party_age(self.worker, "applied_on", self.applied_on, "申请入党")
        for step, earlier in rules.steps_out_of_order(self.road()):
            step_name, earlier_name = (
                self._meta.get_field(name).verbose_name for name in (step, earlier)
            )
            yield Breach(step, f"{step_name}不能早于{earlier_name}。", getattr(self, step))

    def road(self) -> rules.Road:
        return rules.Road(
            **{step.name: getattr(self, step.name) for step in dataclasses.fields(rules.Road)}
        )


class ActivistContact(RecordedModel):
    """培养联系人: the member who guides an activist from one day until another."""

    activist = models.ForeignKey(
        Activist, on_delete=models.PROTECT, related_name="contacts", verbose_name="培养对象"
    )
    member = models.ForeignKey(
        "ledgers.Member",
        on_delete=models.PROTECT,
        related_name="guided",
        verbose_name="培养联系人",
        help_text="应当是正式党员，一至两名。",
    )
    started_on = models.DateField(
        "开始时间", null=True, blank=True, help_text="不填表示开始时间不详。"
    )
    ended_on = models.DateField(
        "结束时间", null=True, blank=True, help_text="从这一天起不再联系；不填表示仍在联系。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "培养联系人"
        verbose_name_plural = "培养联系人"
        constraints = [
            models.UniqueConstraint(
                name="activist_contact_open_once_per_member",
                fields=["activist", "member"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这名党员已是培养联系人。",
            ),
            ends_after_start("activist_contact", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.member}联系{self.activist}"
