"""What the 发展党员工作细则 asks of each step into the Party: one table a version, by article.

A hard guard refuses (必须, 不能, 不得, 才能); a soft one flags (一般, 应当在…内).
"""

import dataclasses
import datetime
from collections.abc import Callable

from ledgers.choices import (
    BranchKind,
    DecidedBy,
    Discipline,
    MemberStanding,
    Objections,
    RecommendedBy,
    RuleVersion,
    StepKind,
    StepResult,
)
from ledgers.rules.articles import article, version_on
from ledgers.rules.months import YEAR, add_months, whole_months
from ledgers.rules.way import Taken, Way

HALF_YEAR = 6
NOTICE_DAYS = 5
TRAINING_DAYS, TRAINING_HOURS = 3, 24
APPROVAL_MONTHS, LONGEST_APPROVAL = 3, 6
INTRODUCERS = 2


@dataclasses.dataclass(frozen=True)
class Broken:
    """A rule that a step does not keep: the sentence for the clerk, and whether it refuses."""

    sentence: str
    hard: bool


@dataclasses.dataclass(frozen=True, kw_only=True)
class Guard:
    """`article` 0: a rule of another text.

    `dated`: the dates of a ledger tell whether it is kept, also where no step was recorded.
    """

    kinds: tuple[str, ...]
    article: int
    hard: bool
    words: str
    broken: Callable[[Taken, Way], bool]
    dated: bool = False

    def told(self) -> Broken:
        named = f"（{article(self.article)}）" if self.article else ""
        return Broken(f"{self.words}{named}。", self.hard)


def hard(
    kinds: str, number: int, words: str, broken: Callable[..., bool], *, dated: bool = False
) -> Guard:
    asked = tuple(kinds.split())
    return Guard(kinds=asked, article=number, hard=True, words=words, broken=broken, dated=dated)


def soft(
    kinds: str, number: int, words: str, broken: Callable[..., bool], *, dated: bool = False
) -> Guard:
    return dataclasses.replace(hard(kinds, number, words, broken, dated=dated), hard=False)


def may_approve(*, kind: str, approves_members: bool) -> bool:
    """Whether an organisation may accept members (art 22): a 党委 that was given the right.

    A 党总支 and a 党委 below a township's may only discuss, a 临时党组织 not even that.
    """
    return kind == BranchKind.COMMITTEE and approves_members


def past(start: datetime.date | None, months: int, on: datetime.date) -> bool:
    return start is not None and on > add_months(start, months)


def not_passed(kind: StepKind) -> Callable[[Taken, Way], bool]:
    return lambda step, way: way.passed(kind, by=step.held_on) is None


def _before(step: Taken, day: datetime.date | None) -> bool:
    return day is None or step.held_on < day


def _inspections_missing(step: Taken, way: Way) -> bool:
    if way.confirmed_on is None:
        return False
    due = whole_months(way.confirmed_on, step.held_on) // HALF_YEAR
    return way.count(StepKind.INSPECT, by=step.held_on) < due


def _not_a_year(step: Taken, way: Way) -> bool:
    return way.confirmed_on is None or step.held_on < add_months(way.confirmed_on, YEAR)


def _posted_too_short(step: Taken, way: Way) -> bool:
    first = step.started_on
    return first is None or way.calendar.count(first, step.held_on) < NOTICE_DAYS


def _posted_before_consent(step: Taken, way: Way) -> bool:
    return way.passed(StepKind.CONSENT, by=step.started_on or step.held_on) is None


def _notice_runs(step: Taken, way: Way) -> bool:
    notice = way.passed(StepKind.NOTICE, by=step.held_on)
    return notice is None or notice.held_on >= step.held_on


def _objection_open(step: Taken, way: Way) -> bool:
    notice = way.passed(StepKind.NOTICE, by=step.held_on)
    return notice is not None and notice.objections == Objections.OPEN


def _not_two(step: Taken, way: Way) -> bool:
    return len({pk for pk, _ in step.introducers}) != INTRODUCERS


def _introducer_not_full(step: Taken, way: Way) -> bool:
    return any(standing != MemberStanding.FULL for _, standing in step.introducers)


def _untrained(step: Taken, way: Way) -> bool:
    return not step.special_reason and way.passed(StepKind.TRAIN, by=step.held_on) is None


def _trained_short(step: Taken, way: Way) -> bool:
    days = (step.held_on - step.started_on).days + 1 if step.started_on else 0
    return days < TRAINING_DAYS and (step.class_hours or 0) < TRAINING_HOURS


def _late_meeting(step: Taken, way: Way) -> bool:
    prereview = way.passed(StepKind.PREREVIEW, by=step.held_on)
    return prereview is not None and past(prereview.held_on, 1, step.held_on)


def _approved_after(months: int) -> Callable[[Taken, Way], bool]:
    return lambda step, way: past(way.reported_on(step), months, step.held_on)


def passes(step: Taken) -> bool:
    return step.result != StepResult.FAILED


OF_A_TARGET = "introduce review train branch_review prereview form meeting committee_talk approve"
VOTES: tuple[Guard, ...] = (
    hard(
        "meeting",
        20,
        "支部大会要采取无记名投票的方式表决",
        lambda step, way: not step.secret,
    ),
    hard(
        "meeting",
        20,
        "讨论两个以上的发展对象要逐个讨论和表决",
        lambda step, way: not step.one_by_one,
    ),
    hard(
        "meeting",
        19,
        "到会的有表决权的党员没有超过应到会的半数，支部大会不能召开",
        lambda step, way: step.vote is None or not step.vote.has_quorum,
    ),
    hard(
        "meeting",
        20,
        "赞成、反对、弃权之和要等于到会人数加书面意见数，且不能超过应到会人数",
        lambda step, way: step.vote is None or not step.vote.adds_up,
    ),
    hard(
        "meeting",
        20,
        "赞成人数没有超过应到会有表决权的党员的半数，决议不能通过",
        lambda step, way: passes(step) and not (step.vote and step.vote.carries),
    ),
)
COMMON: tuple[Guard, ...] = (
    hard("talk", 7, "谈话不能早于收到入党申请书", lambda s, way: s.held_on < way.applied_on),
    soft(
        "talk",
        7,
        "收到入党申请书后一个月内应当派人谈话",
        lambda s, way: past(way.applied_on, 1, s.held_on),
        dated=True,
    ),
    hard("confirm", 8, "确定积极分子不能早于申请入党", lambda s, way: s.held_on < way.applied_on),
    hard(
        "confirm",
        8,
        "确定积极分子要由支部委员会研究决定，没有支委会的由支部党员大会决定",
        lambda s, way: s.decided_by not in DecidedBy.values,
    ),
    hard(
        "confirm",
        8,
        "确定积极分子要采取党员推荐或群团组织推优的方式",
        lambda s, way: s.recommended_by not in RecommendedBy.values,
    ),
    soft("confirm", 7, "还没有派人同申请人谈话", lambda s, way: way.talked_on is None, dated=True),
    hard("file", 8, "备案要在确定积极分子以后", lambda s, way: _before(s, way.confirmed_on)),
    hard(
        "inspect",
        11,
        "培养考察要在确定积极分子以后",
        lambda s, way: _before(s, way.confirmed_on),
    ),
    hard("propose list", 13, "确定为入党积极分子还不满一年", _not_a_year, dated=True),
    hard(
        "propose",
        13,
        "要先听取党小组、培养联系人、党员和群众的意见",
        lambda s, way: not s.opinions_heard,
    ),
    hard(
        "propose",
        13,
        "拟列发展对象要由支部委员会讨论，没有支委会的由支部党员大会讨论",
        lambda s, way: s.decided_by not in DecidedBy.values,
    ),
    soft("propose", 9, "没有登记培养联系人", lambda s, way: not way.contacts),
    soft("propose", 11, "每半年一次的培养考察没有记全", _inspections_missing),
    hard("consent list", 13, "要先研究拟列发展对象", not_passed(StepKind.PROPOSE)),
    hard(OF_A_TARGET, 13, "当天还没有列为发展对象", lambda s, way: _before(s, way.target_on)),
    hard("introduce", 14, "入党介绍人要有两名，而且不是同一个人", _not_two),
    hard("introduce", 14, "入党介绍人要由正式党员担任", _introducer_not_full),
    hard(
        "introduce",
        14,
        "受留党察看处分、尚未恢复党员权利的党员不能作入党介绍人",
        lambda s, way: s.discipline == Discipline.RIGHTS_LOST,
    ),
    hard("review", 16, "政治审查要形成结论性材料", lambda s, way: not s.opinion),
    soft("train", 17, "培训一般不少于三天或者不少于24个学时", _trained_short),
    hard(
        "branch_review prereview",
        14,
        "还没有确定两名入党介绍人",
        not_passed(StepKind.INTRODUCE),
    ),
    hard(
        "branch_review prereview",
        16,
        "没有经过政治审查或者政治审查不合格，不能发展入党",
        not_passed(StepKind.REVIEW),
    ),
    hard(
        "branch_review prereview",
        17,
        "没有经过集中培训，除个别特殊情况外不能发展入党",
        _untrained,
    ),
    hard("prereview", 18, "要先由支部委员会审查合格", not_passed(StepKind.BRANCH_REVIEW)),
    hard("prereview", 18, "预审结果要书面通知党支部，请填写文号", lambda s, way: not s.number),
    hard(
        "prereview approve",
        22,
        "这个党组织没有审批预备党员的权限",
        lambda s, way: not s.organ_may_approve,
    ),
    soft(
        "prereview",
        18,
        "三个月内将离开工作、学习单位的，一般不办理接收手续",
        lambda s, way: s.leaving_soon,
    ),
    hard("form meeting", 18, "要先通过基层党委预审", not_passed(StepKind.PREREVIEW)),
    hard("form", 18, "入党志愿书要有编号", lambda s, way: not s.number),
    hard("meeting", 18, "要先填写入党志愿书", not_passed(StepKind.FORM)),
    hard(
        "meeting approve",
        22,
        "临时党组织不能接收、审批预备党员",
        lambda s, way: way.branch_kind == BranchKind.PROVISIONAL,
    ),
    *VOTES,
    hard("committee_talk approve", 23, "要先由支部大会通过", not_passed(StepKind.MEETING)),
    hard(
        "approve",
        23,
        "审批前要指派党委委员或组织员同发展对象谈话",
        not_passed(StepKind.COMMITTEE_TALK),
    ),
    hard(
        "approve",
        24,
        "审批要集体讨论、表决决定，两个以上的要逐个审议",
        lambda s, way: not s.one_by_one,
    ),
    hard(
        "approve",
        25,
        "超过三个月审批的要说明特殊情况",
        lambda s, way: _approved_after(APPROVAL_MONTHS)(s, way) and not s.special_reason,
    ),
    soft("approve", 25, "审批超过了三个月", _approved_after(APPROVAL_MONTHS)),
    hard("approve", 25, "审批最长不能超过六个月", _approved_after(LONGEST_APPROVAL)),
)
ONLY_2026: tuple[Guard, ...] = (
    hard("notice", 13, "公示要在上级党委同意以后", _posted_before_consent),
    hard("notice", 13, "公示不能少于五个工作日", _posted_too_short),
    hard(
        "notice",
        13,
        "流动人员要在流出地和流入地同时公示",
        lambda s, way: way.floating and not (s.place and s.second_place),
    ),
    hard("list", 13, "要先经上级党委同意", not_passed(StepKind.CONSENT)),
    hard("list", 13, "公示期满以后才能列为发展对象", _notice_runs),
    hard("list", 13, "公示的异议还没有查清", _objection_open),
    soft(
        "introduce",
        14,
        "受警告、严重警告、撤销党内职务处分在影响期内的，不宜作入党介绍人",
        lambda s, way: s.discipline == Discipline.IN_EFFECT,
    ),
    soft(
        "review",
        16,
        "流动人员要听取户籍地和居住地党组织的意见",
        lambda s, way: way.floating and not (s.place and s.second_place),
    ),
    soft("meeting", 19, "预审合格后一个月内应当召开支部大会", _late_meeting),
)
GUARDS: dict[RuleVersion, tuple[Guard, ...]] = {
    RuleVersion.V2014: COMMON,
    RuleVersion.V2026: (*COMMON, *ONLY_2026),
}


def judge(step: Taken, way: Way) -> list[Broken]:
    """What a step breaks of the text in force on its day."""
    return [guard.told() for guard in _broken(step, way)]


def judge_date(step: Taken, way: Way) -> list[Broken]:
    """What a step breaks of which nothing but its date is known."""
    return [guard.told() for guard in _broken(step, way) if guard.dated]


def _broken(step: Taken, way: Way) -> list[Guard]:
    table = GUARDS[version_on(step.held_on)]
    return [guard for guard in table if step.kind in guard.kinds and guard.broken(step, way)]
