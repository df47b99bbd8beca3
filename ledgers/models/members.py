"""Party members, the branch they belong to, the posts they hold."""

import datetime
from collections.abc import Iterator
from typing import Self

from django.db import models
from django.db.models import F, Q

from config.accounts.breaches import Breach
from config.accounts.fields import PartialDateField, PrecisionField
from config.accounts.models import InForceQuerySet, RecordedModel, ends_after_start
from ledgers import rules
from ledgers.choices import LeftHow
from unions.models import Worker


def members_in_force(on: datetime.date) -> Q:
    """Members on the day; the day of joining counts, that of leaving does not."""
    return Q(joined_on__lte=on) & (Q(left_on__isnull=True) | Q(left_on__gt=on))


def full_at(on: datetime.date) -> Q:
    """正式党员 on the day; the day of 转正 counts."""
    return members_in_force(on) & Q(converted_on__lte=on)


def probationary_at(on: datetime.date) -> Q:
    """预备党员 on the day: members whose 转正 has not come by the day, or is not set."""
    return members_in_force(on) & (Q(converted_on__isnull=True) | Q(converted_on__gt=on))


class FlagsChecked(models.Model):
    """A row of which the rules may complain, and which somebody has looked at since."""

    flags_checked = models.CharField(
        "核对说明",
        max_length=200,
        blank=True,
        editable=False,
        help_text="与规定不符而属实的，写明依据，例如当年的批复文号。",
    )

    class Meta:
        abstract = True


class MemberQuerySet(InForceQuerySet):
    start_field = "joined_on"
    end_field = "left_on"

    def full(self, *, on: datetime.date) -> Self:
        """正式党员 on the day; the day of 转正 counts."""
        return self.filter(full_at(on))

    def probationary(self, *, on: datetime.date) -> Self:
        """预备党员 on the day; the day of 转正 no longer counts."""
        return self.filter(probationary_at(on))


class Member(FlagsChecked, RecordedModel):
    """That a worker is a Party member, from acceptance by the branch meeting.

    `branch` repeats the open affiliation and is set by the actions that write affiliations, and
    by nothing else. Whether a member is 预备 or 正式 follows from the dates.
    """

    worker = models.ForeignKey(
        "unions.Worker",
        on_delete=models.PROTECT,
        related_name="party_memberships",
        verbose_name="姓名",
    )
    branch = models.ForeignKey(
        "ledgers.Branch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
        editable=False,
        verbose_name="所在党支部",
        help_text="现在的党支部；用“转移支部”“更正支部”来改，减员后为空。",
    )
    joined_on = PartialDateField(
        "入党时间", help_text="支部大会接收为预备党员的日期；可以只写到月。"
    )
    joined_on_precision = PrecisionField()
    converted_on = PartialDateField(
        "转正时间", null=True, blank=True, help_text="可以只写到月；预备党员不填。"
    )
    converted_on_precision = PrecisionField()
    left_on = models.DateField(
        "减员日期", null=True, blank=True, help_text="从这一天起不再统计；不填表示在册。"
    )
    left_how = models.CharField("减员原因", max_length=15, choices=LeftHow, blank=True)
    note = models.CharField("备注", max_length=500, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = "党员"
        verbose_name_plural = "党员"
        indexes = [
            models.Index(fields=["joined_on"], name="member_joined_on"),
            models.Index(fields=["converted_on"], name="member_converted_on"),
            models.Index(fields=["left_on"], name="member_left_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="member_one_open_per_worker",
                fields=["worker"],
                condition=Q(left_on__isnull=True),
                violation_error_message="这个人已在党员台账中。",
            ),
            ends_after_start("member", "joined_on", "left_on"),
            models.CheckConstraint(
                name="member_converts_after_joining",
                # Between 1969 and 1977 there was no probation: both dates were one.
                condition=Q(converted_on__isnull=True) | Q(converted_on__gte=F("joined_on")),
                violation_error_message="转正时间不能早于入党时间。",
            ),
            models.CheckConstraint(
                name="member_leaves_with_a_reason",
                condition=Q(left_on__isnull=True, left_how="")
                | Q(left_on__isnull=False, left_how__in=LeftHow.values),
                violation_error_message="减员日期和减员原因要一起填写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker}"

    def breaches(self) -> Iterator[Breach]:
        yield from below_party_age(self.worker, "joined_on", self.joined_on, "入党")


def below_party_age(worker: Worker, column: str, on: datetime.date, what: str) -> Iterator[Breach]:
    """That the worker had not reached the age to join on the day in the column, if it is so."""
    if not rules.of_party_age(born_on=worker.born_on, on=on):
        too_young = f"{worker}{what}时不满{rules.PARTY_AGE}周岁（{rules.article(5)}）"
        sentence = f"{too_young}，请核对{what}时间和身份证号。"
        yield Breach(column, sentence, on)


class Affiliation(RecordedModel):
    """组织关系: that a member belongs to a branch from one day until another."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="affiliations", verbose_name="党员"
    )
    branch = models.ForeignKey(
        "ledgers.Branch",
        on_delete=models.PROTECT,
        related_name="affiliations",
        verbose_name="所在党支部",
    )
    started_on = models.DateField(
        "转入时间", null=True, blank=True, help_text="不填表示转入时间不详，各月都统计在内。"
    )
    ended_on = models.DateField(
        "转出时间", null=True, blank=True, help_text="从这一天起不在这个支部；不填表示仍在。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "组织关系"
        verbose_name_plural = "组织关系"
        indexes = [
            models.Index(fields=["started_on"], name="affiliation_started_on"),
            models.Index(fields=["ended_on"], name="affiliation_ended_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="affiliation_one_open_per_member",
                fields=["member"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这名党员的组织关系还在别的支部；请用“转移支部”。",
            ),
            ends_after_start("affiliation", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.member}在{self.branch}"


class Post(RecordedModel):
    """That a member holds a post in a Party organisation: 书记, 组织委员 and so on."""

    member = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="posts", verbose_name="党员"
    )
    branch = models.ForeignKey(
        "ledgers.Branch", on_delete=models.PROTECT, related_name="posts", verbose_name="党组织"
    )
    title = models.CharField("党内职务", max_length=50, help_text="例如书记、组织委员。")
    started_on = models.DateField(
        "任职时间", null=True, blank=True, help_text="不填表示任职时间不详。"
    )
    ended_on = models.DateField(
        "免职时间", null=True, blank=True, help_text="从这一天起不再担任；不填表示在任。"
    )

    objects = InForceQuerySet.as_manager()

    class Meta:
        verbose_name = "党内职务"
        verbose_name_plural = "党内职务"
        constraints = [
            models.UniqueConstraint(
                name="post_open_once_per_member_branch_and_title",
                fields=["member", "branch", "title"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这名党员已在这个党组织担任这个职务。",
            ),
            ends_after_start("post", "started_on", "ended_on"),
        ]

    def __str__(self) -> str:
        return f"{self.branch}{self.title}{self.member}"
