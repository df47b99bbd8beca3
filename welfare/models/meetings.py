import datetime
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import Q

from config.accounts.breaches import Breach
from config.accounts.fields import PrivateField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from welfare import rules
from welfare.choices import MeetingKind


def matters_done(on: datetime.date) -> Q:
    """Matters done by the end of the day."""
    return Q(done_on__isnull=False, done_on__lte=on)


def matters_overdue(on: datetime.date) -> Q:
    """Matters past their limit at the end of the day and not done by then.

    The day of the limit still counts as in time; a matter without a limit is never overdue.
    """
    return Q(due_on__lt=on) & _not_done(on)


def matters_open(on: datetime.date) -> Q:
    """Matters neither done by the end of the day nor past their limit."""
    return _not_done(on) & (Q(due_on__isnull=True) | Q(due_on__gte=on))


def _not_done(on: datetime.date) -> Q:
    return Q(done_on__isnull=True) | Q(done_on__gt=on)


class Meeting(RecordedModel):
    """A joint meeting, forum or survey at which matters are raised; one of a kind a day."""

    held_on = models.DateField("会议日期")
    kind = models.CharField(
        "类别", max_length=10, choices=MeetingKind.choices, default=MeetingKind.JOINT
    )
    title = models.CharField(
        "会议名称", max_length=100, blank=True, help_text="不填时按日期和类别称呼。"
    )

    class Meta:
        verbose_name = "党群联席会议"
        verbose_name_plural = "党群联席会议"
        constraints = [
            models.UniqueConstraint(
                name="meeting_one_of_a_kind_per_day",
                fields=["kind", "held_on"],
                violation_error_message="这一天的这类会议已经登记过。",
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.held_on}{self.get_kind_display()}"


class MemberUnitQuerySet(InForceQuerySet):
    start_field = "joined_on"
    end_field = "left_on"


class MemberUnit(RecordedModel):
    """A partner's seat at the joint meeting."""

    partner = models.ForeignKey("unions.Partner", on_delete=models.PROTECT, verbose_name="单位名称")
    contact = models.CharField("联系人", max_length=50, blank=True)
    phone = PrivateField(
        "联系电话", label="member_unit.phone", max_length=20, null=True, blank=True
    )
    joined_on = models.DateField(
        "加入时间", null=True, blank=True, help_text="不填表示一直是成员单位。"
    )
    left_on = models.DateField(
        "退出时间", null=True, blank=True, help_text="从这一天起不再是成员单位。"
    )

    objects = MemberUnitQuerySet.as_manager()

    class Meta:
        verbose_name = "成员单位"
        verbose_name_plural = "成员单位"
        permissions = [("reveal_memberunit", "查看完整内容")]
        constraints = [
            models.UniqueConstraint(
                name="member_unit_one_open_per_partner",
                fields=["partner"],
                condition=Q(left_on__isnull=True),
                violation_error_message="这个单位已经是成员单位。",
            ),
            ends_after_start("member_unit", "joined_on", "left_on"),
        ]

    def __str__(self) -> str:
        return str(self.partner)


class MatterQuerySet(models.QuerySet):
    """Questions the joint meeting asks of its matters."""

    def done(self, *, on: datetime.date) -> Self:
        return self.filter(matters_done(on))

    def overdue(self, *, on: datetime.date) -> Self:
        return self.filter(matters_overdue(on))


class Matter(RecordedModel):
    """Something raised at a meeting that one unit has to settle; its standing is its dates."""

    may_lie_ahead = ("due_on",)

    meeting = models.ForeignKey("welfare.Meeting", on_delete=models.PROTECT, verbose_name="会议")
    subject = models.CharField("议题", max_length=200)
    raised_by = models.CharField("提出人", max_length=50, blank=True, help_text="照会议记录填写。")
    raised_by_worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出人(花名册)",
        help_text="提出人在花名册中时选择；导入时只有一人同名才自动关联。",
    )
    responsible = models.CharField(
        "责任单位", max_length=100, blank=True, help_text="照会议记录填写。"
    )
    responsible_partner = models.ForeignKey(
        "unions.Partner",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="责任的合作单位",
        help_text="责任单位是合作单位时选择；导入时按名称自动关联。",
    )
    due_on = models.DateField(
        "办理时限", null=True, blank=True, help_text="到这一天为止都算按时；不填表示没有时限。"
    )
    done_on = models.DateField("办结日期", null=True, blank=True)

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = "议题"
        verbose_name_plural = "议题"
        indexes = [models.Index(fields=["done_on", "due_on"], name="matter_done_on_due_on")]
        constraints = [
            models.UniqueConstraint(
                name="matter_subject_once_per_meeting",
                fields=["meeting", "subject"],
                violation_error_message="这次会议已经有同样的议题。",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    def breaches(self) -> Iterator[Breach]:
        held_on = self.meeting.held_on
        for column in ("due_on", "done_on"):
            day = getattr(self, column)
            if not rules.follows_meeting(held_on=held_on, on=day):
                name = self._meta.get_field(column).verbose_name
                yield Breach(column, f"{name}不能早于会议日期（{held_on}）。", day)
