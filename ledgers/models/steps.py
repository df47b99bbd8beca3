"""The steps of the road into the Party: dated facts, with what each has to record.

One row a step; a column stays empty where the kind of the step does not ask for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any, Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from config.accounts.breaches import Breach
from config.accounts.models import RecordedModel
from ledgers import rules
from ledgers.choices import (
    DecidedBy,
    Discipline,
    MemberStepKind,
    Objections,
    Outcome,
    RecommendedBy,
    RuleVersion,
    StepKind,
    StepResult,
)
from ledgers.models.members import FlagsChecked

SAME = (
    *("held_on", "received_on", "opinions_heard", "number", "place"),
    *("opinion", "secret", "one_by_one"),
)
OF_ACTIVIST = (
    *("started_on", "decided_by", "recommended_by", "second_place", "discipline"),
    *("class_hours", "special_reason", "leaving_soon"),
)
RELATED = ("organ", "first_introducer", "second_introducer")
"""What the rules look at beside a step."""

VOTES = ("entitled", "present", "written", "in_favour", "against", "abstained")


def votes_add_up(name: str) -> models.CheckConstraint:
    cast = F("in_favour") + F("against") + F("abstained")
    return models.CheckConstraint(
        name=f"{name}_votes_add_up",
        condition=Q(entitled__isnull=True) | Q(present=cast - F("written")),
        violation_error_message="赞成、反对、弃权之和要等于到会人数加书面意见数。",
    )


def voted_whole(name: str) -> models.CheckConstraint:
    none = Q(**{f"{column}__isnull": True for column in VOTES})
    all_of_them = Q(**{f"{column}__isnull": False for column in VOTES})
    return models.CheckConstraint(
        name=f"{name}_vote_is_whole",
        condition=none | all_of_them,
        violation_error_message="表决的各项人数要一起填写。",
    )


class StepQuerySet(models.QuerySet):
    def live(self) -> Self:
        """Steps that were not taken back."""
        return self.filter(taken_back="")


class Step(FlagsChecked, RecordedModel):
    """What the steps into the Party and those of the probation have in common."""

    held_on = models.DateField("日期")
    rule_version = models.CharField("适用细则", max_length=4, choices=RuleVersion, editable=False)
    who = models.CharField("谈话人（经办人）", max_length=64, blank=True)
    organ = models.ForeignKey(
        "ledgers.Branch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="上级党组织",
    )
    number = models.CharField("文号（编号）", max_length=50, blank=True)
    elsewhere = models.CharField("外单位党组织", max_length=100, blank=True)
    place = models.CharField("地点", max_length=200, blank=True)
    opinion = models.CharField("意见（结论）", max_length=500, blank=True)
    opinions_heard = models.BooleanField("已听取意见", default=False)
    received_on = models.DateField(
        "收到决议日期",
        null=True,
        blank=True,
        help_text="审批期限从这一天起算；不填按支部大会日期。",
    )
    result = models.CharField("结果", max_length=6, choices=StepResult, default=StepResult.PASSED)
    entitled = models.PositiveSmallIntegerField(
        "应到会有表决权的党员", null=True, blank=True, help_text="只算正式党员。"
    )
    present = models.PositiveSmallIntegerField("实到会有表决权的党员", null=True, blank=True)
    written = models.PositiveSmallIntegerField(
        "书面意见", null=True, blank=True, help_text="因故不能到会、会前提交书面意见的人数。"
    )
    in_favour = models.PositiveSmallIntegerField(
        "赞成", null=True, blank=True, help_text="包括书面意见中的赞成。"
    )
    against = models.PositiveSmallIntegerField("反对", null=True, blank=True)
    abstained = models.PositiveSmallIntegerField("弃权", null=True, blank=True)
    secret = models.BooleanField("无记名投票", default=False)
    one_by_one = models.BooleanField(
        "集体讨论、逐个表决", default=False, help_text="两个以上的人要逐个讨论、逐个表决。"
    )
    flags = models.TextField("提示", blank=True, editable=False)
    override_reason = models.CharField(
        "放行理由",
        max_length=200,
        blank=True,
        help_text="不符合规定而仍要办理的，由有权放行的人写明理由，记入历史和审计。",
    )
    taken_back = models.CharField("撤回原因", max_length=200, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        abstract = True

    def breaches(self) -> Iterator[Breach]:
        """What the rules said of the step when it was taken."""
        for sentence in self.flags.splitlines():
            yield Breach("held_on", sentence, self.held_on)

    def vote(self) -> rules.Vote | None:
        counted = {column: getattr(self, column) for column in VOTES}
        return None if None in counted.values() else rules.Vote(**counted)

    def _taken(self, columns: Iterable[str], **facts: Any) -> rules.Taken:
        organ = self.organ
        may = organ is not None and rules.may_approve(
            kind=organ.kind, approves_members=organ.approves_members
        )
        return rules.Taken(
            **{column: getattr(self, column) for column in columns},
            result=self.result,
            vote=self.vote(),
            organ_may_approve=may,
            **facts,
        )


class ActivistStep(Step):
    """A step of an activist towards admission."""

    activist = models.ForeignKey(
        "ledgers.Activist", on_delete=models.PROTECT, related_name="steps", verbose_name="姓名"
    )
    kind = models.CharField("步骤", max_length=14, choices=StepKind)
    started_on = models.DateField("开始日期", null=True, blank=True)
    decided_by = models.CharField(
        "研究决定的会议",
        max_length=9,
        choices=DecidedBy,
        blank=True,
        help_text="没有支委会的，由支部党员大会决定。",
    )
    recommended_by = models.CharField("推荐方式", max_length=17, choices=RecommendedBy, blank=True)
    second_place = models.CharField(
        "流出地（户籍地）",
        max_length=200,
        blank=True,
        help_text="流动人员填写：公示要在两地，政治审查要听取两地意见。",
    )
    objections = models.CharField("异议", max_length=8, choices=Objections, blank=True)
    first_introducer = models.ForeignKey(
        "ledgers.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="第一介绍人",
    )
    second_introducer = models.ForeignKey(
        "ledgers.Member",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="第二介绍人",
    )
    discipline = models.CharField("介绍人受处分情况", max_length=11, choices=Discipline, blank=True)
    class_hours = models.PositiveSmallIntegerField("学时", null=True, blank=True)
    special_reason = models.CharField("特殊情况说明", max_length=200, blank=True)
    leaving_soon = models.BooleanField("三个月内将离开单位", default=False)

    class Meta:
        verbose_name = "发展党员步骤"
        verbose_name_plural = "发展党员步骤"
        permissions = [("override_rules_activiststep", "不符合规定的步骤写明理由放行")]
        indexes = [models.Index(fields=["kind", "held_on"], name="activist_step_kind_held_on")]
        constraints = [
            models.UniqueConstraint(
                name="activist_step_passed_once",
                fields=["activist", "kind"],
                condition=Q(taken_back="", result=StepResult.PASSED)
                & ~Q(kind__in=[StepKind.INSPECT, StepKind.MOVE]),
                violation_error_message="这一步已经办过了。",
            ),
            models.UniqueConstraint(
                name="activist_step_form_number_once",
                fields=["number"],
                condition=Q(kind=StepKind.FORM, taken_back="") & ~Q(number=""),
                violation_error_message="这个编号的入党志愿书已经发给别人了。",
            ),
            models.CheckConstraint(
                name="activist_step_begins_before_it_ends",
                condition=Q(started_on__isnull=True) | Q(started_on__lte=F("held_on")),
                violation_error_message="开始日期不能晚于结束日期。",
            ),
            models.CheckConstraint(
                name="activist_step_has_two_introducers",
                condition=Q(second_introducer__isnull=True)
                | ~Q(first_introducer=F("second_introducer")),
                violation_error_message="两名入党介绍人不能是同一个人。",
            ),
            votes_add_up("activist_step"),
            voted_whole("activist_step"),
        ]

    def __str__(self) -> str:
        return f"{self.activist}{self.get_kind_display()}"

    def taken(self) -> rules.Taken:
        """The step as the rules see it."""
        both = (self.first_introducer, self.second_introducer)
        introducers = tuple(
            (member.pk, standing_on(member, self.held_on)) for member in both if member
        )
        return self._taken(
            (*SAME, *OF_ACTIVIST),
            kind=StepKind(self.kind),
            objections=self.objections or Objections.NONE,
            introducers=introducers,
        )


def standing_on(member: Any, on: datetime.date) -> Any:
    return rules.standing_of(
        joined_on=member.joined_on,
        converted_on=member.converted_on,
        left_on=member.left_on,
        on=on,
    )


class MemberStep(Step):
    """A step of a probationary member towards full membership."""

    member = models.ForeignKey(
        "ledgers.Member", on_delete=models.PROTECT, related_name="steps", verbose_name="姓名"
    )
    may_lie_ahead = ("valid_until",)

    kind = models.CharField("步骤", max_length=7, choices=MemberStepKind)
    outcome = models.CharField("讨论决定", max_length=7, choices=Outcome, blank=True)
    issued_on = models.DateField("介绍信开具日期", null=True, blank=True)
    valid_until = models.DateField(
        "介绍信有效期至",
        null=True,
        blank=True,
        help_text="市内一般10天，市外一般30天，最长三个月。",
    )
    dues_until = models.CharField(
        "党费交至", max_length=20, blank=True, help_text="例如2026年10月。"
    )
    months = models.PositiveSmallIntegerField(
        "延长（推迟）月数",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
        help_text="延长预备期6至12个月，只能延长一次；推迟讨论最长6个月。",
    )

    class Meta:
        verbose_name = "预备党员步骤"
        verbose_name_plural = "预备党员步骤"
        permissions = [("override_rules_memberstep", "不符合规定的步骤写明理由放行")]
        indexes = [models.Index(fields=["kind", "held_on"], name="member_step_kind_held_on")]
        constraints = [
            models.UniqueConstraint(
                name="member_step_passed_once",
                fields=["member", "kind"],
                condition=Q(taken_back="", kind__in=[MemberStepKind.FILE, MemberStepKind.OATH]),
                violation_error_message="这一步已经办过了。",
            ),
            votes_add_up("member_step"),
            voted_whole("member_step"),
        ]

    def __str__(self) -> str:
        return f"{self.member}{self.get_kind_display()}"

    def taken(self) -> rules.Taken:
        """The step as the rules see it."""
        return self._taken(
            SAME,
            kind=MemberStepKind(self.kind),
            outcome=self.outcome or Outcome.CONVERT,
            months=self.months,
            issued_on=self.issued_on,
            valid_until=self.valid_until,
        )
