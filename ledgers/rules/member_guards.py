"""What the 发展党员工作细则 asks of a probationary member's steps, by article."""

import dataclasses
from typing import Any

from ledgers.choices import MemberStepKind, Outcome, RuleVersion
from ledgers.rules.articles import version_on
from ledgers.rules.guards import APPROVAL_MONTHS, VOTES, Broken, hard, past, soft
from ledgers.rules.probation import POSTPONED, may_extend_by
from ledgers.rules.way import MemberWay, Taken


def _before_expiry(step: Taken, way: MemberWay) -> bool:
    return step.outcome == Outcome.CONVERT and step.held_on < way.expires_on(by=step.held_on)


def _extended_twice(step: Taken, way: MemberWay) -> bool:
    return step.outcome == Outcome.EXTEND and way.extension(by=step.held_on) > 0


def _wrong_extension(step: Taken, way: MemberWay) -> bool:
    return step.outcome == Outcome.EXTEND and not may_extend_by(step.months)


def _not_requested(step: Taken, way: MemberWay) -> bool:
    requested = way.passed(MemberStepKind.REQUEST, by=step.held_on)
    return step.outcome == Outcome.CONVERT and requested is None


def _late_approval(step: Taken, way: MemberWay) -> bool:
    return past(way.reported_on(step), APPROVAL_MONTHS, step.held_on)


def _not_arrived(step: Taken, way: MemberWay) -> bool:
    return way.passed(MemberStepKind.ARRIVE, by=step.held_on) is None


def _unexamined(step: Taken, way: MemberWay) -> bool:
    full = way.converted_on is not None and way.converted_on <= step.held_on
    return not full and not step.opinion


def _letter_expired(step: Taken, way: MemberWay) -> bool:
    return step.valid_until is not None and step.held_on > step.valid_until


def _letter_too_long(step: Taken, way: MemberWay) -> bool:
    until = step.valid_until
    return until is not None and past(step.issued_on or step.held_on, LETTER_MONTHS, until)


LETTER_MONTHS = 3
"""A letter of transfer is good for three months at most."""

EVERY_KIND = " ".join(MemberStepKind.values)
COMMON = (
    hard(EVERY_KIND, 31, "不能早于支部大会接收", lambda s, way: s.held_on < way.joined_on),
    hard("meeting", 32, "要先由本人提出书面转正申请", _not_requested),
    hard("meeting", 32, "要先征求党员和群众的意见", lambda s, way: not s.opinions_heard),
    hard("meeting", 31, "预备期还没有满", _before_expiry),
    hard("meeting", 31, "延长预备期只能一次", _extended_twice),
    hard("meeting", 31, "延长预备期不能少于六个月，最长不超过一年", _wrong_extension),
    *(dataclasses.replace(g, article=32) for g in VOTES if "无记名" not in g.words),
    hard(
        "approve",
        33,
        "要先由支部大会讨论",
        lambda s, way: way.open_meeting(by=s.held_on) is None,
    ),
    hard("approve", 33, "这个党组织没有审批预备党员的权限", lambda s, w: not s.organ_may_approve),
    soft("approve", 33, "应当在三个月内审批", _late_approval),
    hard("arrive", 34, "转入的预备党员要审查入党材料，请填写审查意见", _unexamined),
    soft("arrive", 0, "组织关系介绍信已过有效期，应请原党组织重新开具", _letter_expired),
    soft("arrive depart", 0, "组织关系介绍信的有效期一般不超过三个月", _letter_too_long),
    hard("defer deny", 34, "只对转入的预备党员办理", _not_arrived),
    hard(
        "deny", 34, "不予承认要报县级以上党委组织部批准，请填写批复文号", lambda s, w: not s.number
    ),
    hard(
        "defer",
        35,
        "推迟讨论最长不超过六个月",
        lambda s, w: not 1 <= (s.months or 0) <= POSTPONED,
    ),
    hard(
        "receipt",
        0,
        "还没有开出转出的组织关系介绍信",
        lambda s, way: way.letter_out(by=s.held_on) is None,
    ),
)
ONLY_2026 = (
    soft(
        "oath",
        29,
        "一般应当在审批后一个月内宣誓",
        lambda s, way: past(way.approved_on, 1, s.held_on),
    ),
)
GUARDS: dict[RuleVersion, Any] = {
    RuleVersion.V2014: COMMON,
    RuleVersion.V2026: (*COMMON, *ONLY_2026),
}


def judge_member(step: Taken, way: MemberWay) -> list[Broken]:
    """What a step breaks of the text in force on its day."""
    table = GUARDS[version_on(step.held_on)]
    return [g.told() for g in table if step.kind in g.kinds and g.broken(step, way)]
