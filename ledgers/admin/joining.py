"""The buttons of the road into the Party: each asks what its step must record."""

from collections.abc import Callable
from typing import Any

from config.accounts.admin.verbs import Ask, Verb
from ledgers import actions
from ledgers.choices import MemberStepKind, StepKind
from ledgers.models import Activist, ActivistStep, Member, MemberStep

VOTES = (
    *("entitled", "present", "written", "in_favour", "against", "abstained"),
    *("one_by_one", "result"),
)
OPTIONAL = {
    *("opinions_heard", "secret", "one_by_one", "leaving_soon", "special_reason"),
    *("second_place", "class_hours", "received_on", "override_reason", "number", "months"),
    "dues_until",
}
LABELS = {
    StepKind.TALK: {"held_on": "谈话日期", "who": "谈话人", "opinion": "谈话记录摘要"},
    StepKind.CONFIRM: {"held_on": "研究决定日期"},
    StepKind.FILE: {"held_on": "备案日期", "number": "备案文号"},
    StepKind.INSPECT: {"held_on": "考察日期", "opinion": "考察意见"},
    StepKind.PROPOSE: {"held_on": "会议日期", "opinions_heard": "已听取各方意见"},
    StepKind.CONSENT: {"held_on": "同意日期", "number": "批复文号"},
    StepKind.NOTICE: {
        "held_on": "公示结束日期",
        "started_on": "公示开始日期",
        "place": "公示地点（流入地）",
        "second_place": "公示地点（流出地）",
    },
    StepKind.LIST: {"held_on": "列为发展对象时间"},
    StepKind.INTRODUCE: {"held_on": "确定日期"},
    StepKind.REVIEW: {
        "held_on": "审查结束日期",
        "opinion": "结论性材料摘要",
        "place": "听取意见的党组织（居住地）",
        "second_place": "听取意见的党组织（户籍地）",
    },
    StepKind.TRAIN: {
        "held_on": "培训结束日期",
        "started_on": "培训开始日期",
        "place": "培训地点（方式）",
    },
    StepKind.BRANCH_REVIEW: {"held_on": "审查日期", "special_reason": "未培训的特殊情况"},
    StepKind.PREREVIEW: {"held_on": "预审结果日期", "organ": "预审党委", "number": "书面通知文号"},
    StepKind.FORM: {"held_on": "发放日期", "number": "志愿书编号"},
    StepKind.MEETING: {"held_on": "支部大会日期", "opinion": "主要表现"},
    StepKind.COMMITTEE_TALK: {"held_on": "谈话日期", "who": "谈话人", "opinion": "谈话意见"},
    StepKind.APPROVE: {
        "held_on": "审批日期",
        "organ": "审批党委",
        "number": "批复文号",
        "special_reason": "超过三个月的特殊情况",
    },
    StepKind.MOVE: {"held_on": "转移日期", "organ": "转入党组织", "number": "介绍信（材料）文号"},
}
ASKED = {
    StepKind.TALK: ("held_on", "who", "opinion"),
    StepKind.CONFIRM: ("held_on", "decided_by", "recommended_by"),
    StepKind.FILE: ("held_on", "organ", "number"),
    StepKind.INSPECT: ("held_on", "opinion"),
    StepKind.PROPOSE: ("held_on", "decided_by", "opinions_heard"),
    StepKind.CONSENT: ("held_on", "organ", "number"),
    StepKind.NOTICE: ("started_on", "held_on", "place", "second_place", "objections"),
    StepKind.LIST: ("held_on",),
    StepKind.INTRODUCE: ("held_on", "first_introducer", "second_introducer", "discipline"),
    StepKind.REVIEW: ("held_on", "place", "second_place", "opinion", "result"),
    StepKind.TRAIN: ("started_on", "held_on", "class_hours", "place"),
    StepKind.BRANCH_REVIEW: ("held_on", "special_reason", "result"),
    StepKind.PREREVIEW: (
        *("held_on", "organ", "number", "leaving_soon"),
        *("special_reason", "result"),
    ),
    StepKind.FORM: ("held_on", "number"),
    StepKind.MEETING: ("held_on", "secret", *VOTES, "opinion"),
    StepKind.COMMITTEE_TALK: ("held_on", "who", "opinion"),
    StepKind.APPROVE: (
        *("received_on", "held_on", "organ", "number", "one_by_one"),
        *("special_reason", "result"),
    ),
    StepKind.MOVE: ("held_on", "organ", "number"),
}
EXPLAINED = {
    StepKind.PROPOSE: "要先听取党小组、培养联系人、党员和群众的意见。",
    StepKind.NOTICE: (
        "公示不少于五个工作日，首尾两天是工作日的都算；没有录入工作日历的年份按周一至周五暂算。"
    ),
    StepKind.MEETING: (
        "一次只登记一个人，主要表现印在支部大会决议上；赞成要超过应到会有表决权的党员的半数。"
    ),
    StepKind.APPROVE: (
        "通过后登入党员台账，入党时间是支部大会的日期；所在党支部不变，培养联系人随之结束。"
    ),
    StepKind.PREREVIEW: "没有集中培训的，要说明特殊情况。",
    StepKind.MOVE: "培养教育时间连续计算（《中国共产党发展党员工作细则》第十二条）。",
}
MEMBER_LABELS = {
    MemberStepKind.FILE: {"held_on": "备案日期", "number": "备案文号"},
    MemberStepKind.OATH: {"held_on": "宣誓日期", "place": "宣誓地点"},
    MemberStepKind.INSPECT: {"held_on": "考察日期", "opinion": "考察意见"},
    MemberStepKind.REQUEST: {"held_on": "收到申请日期"},
    MemberStepKind.MEETING: {
        "held_on": "支部大会日期",
        "opinion": "主要表现",
        "opinions_heard": "已征求党员和群众意见",
    },
    MemberStepKind.APPROVE: {"held_on": "审批日期", "organ": "审批党委", "number": "批复文号"},
    MemberStepKind.DEFER: {"held_on": "决定日期", "months": "推迟月数"},
    MemberStepKind.DENY: {"held_on": "批准日期", "number": "组织部批复文号", "opinion": "理由"},
    MemberStepKind.ARRIVE: {"number": "介绍信编号", "elsewhere": "原党组织", "opinion": "审查意见"},
    MemberStepKind.MOVE: {"organ": "转入支部", "number": "介绍信编号"},
    MemberStepKind.DEPART: {
        "held_on": "介绍信开具日期",
        "number": "介绍信编号",
        "elsewhere": "转往党组织",
        "opinion": "转出原因",
    },
    MemberStepKind.RECEIPT: {"held_on": "回执日期", "number": "回执编号"},
}
MEMBER_ASKED = {
    MemberStepKind.FILE: ("held_on", "number"),
    MemberStepKind.OATH: ("held_on", "place"),
    MemberStepKind.INSPECT: ("held_on", "opinion"),
    MemberStepKind.REQUEST: ("held_on",),
    MemberStepKind.MEETING: (
        *("held_on", "opinions_heard", "outcome", "months"),
        *(*VOTES, "opinion"),
    ),
    MemberStepKind.APPROVE: ("received_on", "held_on", "organ", "number", "result"),
    MemberStepKind.DEFER: ("held_on", "months"),
    MemberStepKind.DENY: ("held_on", "number", "opinion"),
    MemberStepKind.DEPART: (
        *("held_on", "number", "elsewhere", "valid_until", "dues_until", "opinion"),
    ),
    MemberStepKind.RECEIPT: ("held_on", "number"),
}
MEMBER_EXPLAINED = {
    MemberStepKind.APPROVE: (
        "按期转正的，转正时间是预备期满之日；延长的，预备期随之延长；取消资格的，从审批之日起减员。"
    ),
    MemberStepKind.DEFER: "推迟讨论最长六个月；转正时间仍是预备期满之日。",
    MemberStepKind.DENY: "对无法认定的转入预备党员，从批准之日起减员。",
    MemberStepKind.DEPART: "开出介绍信后仍在本支部统计，收到回执之日起减员。",
    MemberStepKind.RECEIPT: "从回执日期起按转出减员，组织关系和党内职务同时结束。",
}


def _may_depart(member: Member) -> bool:
    return member.left_on is None


def _has_letter_out(member: Member) -> bool:
    live = MemberStep.objects.live().filter(member=member)
    return _may_depart(member) and live.filter(kind=MemberStepKind.DEPART).exists()


def _may_be_denied(member: Member) -> bool:
    live = MemberStep.objects.live().filter(member=member)
    on_probation = _may_depart(member) and member.converted_on is None
    return on_probation and live.filter(kind=MemberStepKind.ARRIVE).exists()


OFFERED: dict[Any, Callable[[Any], bool]] = {
    StepKind.MOVE: lambda row: row.admitted_on is None and row.ended_on is None,
    MemberStepKind.DEPART: _may_depart,
    MemberStepKind.RECEIPT: _has_letter_out,
    MemberStepKind.DENY: _may_be_denied,
}
"""Steps with a button of their own: the road does not ask for them."""


def _ask(model: Any, name: str, labels: dict[str, str]) -> Ask:
    column = model._meta.get_field(name)
    default = column.default if name == "result" else None
    return Ask(
        column=column,
        label=labels.get(name, ""),
        required=name not in OPTIONAL,
        initial=(lambda row: default) if default else None,
    )


def _verb(
    model: Any, kind: Any, names: tuple[str, ...], labels: dict[str, str], explanation: str
) -> Verb:
    def act(row: Any, *, by: Any, today: Any, **answers: Any) -> Any:
        return TAKES[model](row, kind, by, answers)

    return Verb(
        name=kind.value,
        label=kind.label,
        asks={name: _ask(model, name, labels) for name in (*names, "override_reason")},
        act=act,
        # The page lists each missing step of the road with its address.
        offered=OFFERED.get(kind, lambda row: False),
        explanation=explanation,
        by_whom=True,
    )


def _take(activist: Activist, kind: StepKind, by: Any, answers: dict[str, Any]) -> ActivistStep:
    return actions.take_step(step=ActivistStep(activist=activist, kind=kind, **answers), by=by)


def _take_of_member(
    member: Member, kind: MemberStepKind, by: Any, answers: dict[str, Any]
) -> MemberStep:
    return actions.take_member_step(step=MemberStep(member=member, kind=kind, **answers), by=by)


TAKES: dict[Any, Callable[..., Any]] = {ActivistStep: _take, MemberStep: _take_of_member}
STEP_VERBS = tuple(
    _verb(ActivistStep, kind, names, LABELS[kind], EXPLAINED.get(kind, ""))
    for kind, names in ASKED.items()
)
MEMBER_STEP_VERBS = tuple(
    _verb(MemberStep, kind, names, MEMBER_LABELS[kind], MEMBER_EXPLAINED.get(kind, ""))
    for kind, names in MEMBER_ASKED.items()
)
