"""Each guard of the road on its border day: what the step breaks, with the article."""

import dataclasses
import datetime

import pytest

from ledgers.choices import (
    BranchKind,
    Discipline,
    MemberStanding,
    MemberStepKind as M,
    Objections,
    Outcome,
    StepKind as K,
)
from ledgers.rules import (
    MemberWay,
    Taken,
    Vote,
    Way,
    article,
    dues,
    judge,
    judge_member,
    letter_dues,
    may_approve,
    member_dues,
)
from ledgers.rules.order import MOVES

day = datetime.date
ONE_DAY = datetime.timedelta(days=1)
APPLIED, CONFIRMED, TARGET = day(2026, 6, 1), day(2026, 6, 30), day(2027, 8, 2)
FULL = MemberStanding.FULL
WON = Vote(entitled=7, present=5, written=0, in_favour=4, against=1, abstained=0)

APPLICANT = Way(applied_on=APPLIED, talked_on=day(2026, 6, 20))
ACTIVIST = dataclasses.replace(APPLICANT, confirmed_on=CONFIRMED, contacts=1)


def taken(kind, held_on, **facts):
    return Taken(kind=kind, held_on=held_on, **facts)


INSPECTED = (taken(K.INSPECT, day(2026, 12, 30)), taken(K.INSPECT, day(2027, 6, 30)))
PROPOSED = taken(K.PROPOSE, day(2027, 6, 30), opinions_heard=True, decided_by="committee")
CONSENTED = taken(K.CONSENT, day(2027, 7, 5), number="1号")
POSTED = taken(K.NOTICE, day(2027, 7, 12), started_on=day(2027, 7, 6), place="公示栏")
INTRODUCED = taken(K.INTRODUCE, TARGET, introducers=((1, FULL), (2, FULL)))
REVIEWED = taken(K.REVIEW, day(2027, 8, 10), opinion="合格")
TRAINED = taken(K.TRAIN, day(2027, 8, 12), started_on=day(2027, 8, 10))
CHECKED = taken(K.BRANCH_REVIEW, day(2027, 8, 20))
PREREVIEWED = taken(K.PREREVIEW, day(2027, 8, 31), number="5号", organ_may_approve=True)
ISSUED = taken(K.FORM, day(2027, 9, 1), number="140001")
MET = taken(K.MEETING, day(2027, 9, 30), secret=True, one_by_one=True, vote=WON)
TALKED = taken(K.COMMITTEE_TALK, day(2027, 10, 8), opinion="同意")
APPROVED = taken(
    K.APPROVE, day(2027, 12, 30), one_by_one=True, organ_may_approve=True, number="9号"
)

TARGETED = dataclasses.replace(
    ACTIVIST,
    target_on=TARGET,
    steps=(
        *(*INSPECTED, PROPOSED, CONSENTED, POSTED, INTRODUCED, REVIEWED, TRAINED, CHECKED),
        *(PREREVIEWED, ISSUED, MET, TALKED),
    ),
)
FLOATING = {"floating": True}


def way(base=TARGETED, *, without=(), **changes):
    kept = tuple(step for step in base.steps if step.kind not in without)
    return dataclasses.replace(base, **{"steps": kept, **changes})


def step(base, **changes):
    return dataclasses.replace(base, **changes)


def sentence(words, number):
    """A rule as it is told; one of another text names no article."""
    return f"{words}（{article(number)}）。" if number else f"{words}。"


def but_vote(**changes):
    return step(MET, vote=dataclasses.replace(WON, **changes))


WHOLE = [
    (taken(K.TALK, day(2026, 7, 1)), APPLICANT),
    (taken(K.CONFIRM, CONFIRMED, decided_by="committee", recommended_by="members"), APPLICANT),
    (taken(K.FILE, CONFIRMED), ACTIVIST),
    (INSPECTED[0], ACTIVIST),
    (PROPOSED, way(ACTIVIST, steps=INSPECTED)),
    (CONSENTED, way(ACTIVIST, steps=(PROPOSED,))),
    (POSTED, way(ACTIVIST, steps=(PROPOSED, CONSENTED))),
    (taken(K.LIST, day(2027, 7, 13)), way(ACTIVIST, steps=(PROPOSED, CONSENTED, POSTED))),
    *((one, TARGETED) for one in (INTRODUCED, REVIEWED, TRAINED, CHECKED, PREREVIEWED)),
    *((one, TARGETED) for one in (ISSUED, MET, TALKED, APPROVED)),
]


@pytest.mark.parametrize(
    ("taken_step", "so_far"), [pytest.param(*one, id=str(one[0].kind)) for one in WHOLE]
)
def test_a_step_taken_by_the_book_breaks_nothing(taken_step, so_far):
    assert judge(taken_step, so_far) == []


def test_the_book_has_every_step():
    assert {one.kind for one, _ in WHOLE} == set(K) - set(MOVES)


LISTED = taken(K.LIST, day(2027, 7, 13))
TO_LIST = way(ACTIVIST, steps=(PROPOSED, CONSENTED, POSTED))
CASES = [
    ("talk-a-day-late", taken(K.TALK, day(2026, 7, 2)), APPLICANT, False, 7,
     "收到入党申请书后一个月内应当派人谈话"),
    ("talk-before-applying", taken(K.TALK, APPLIED - ONE_DAY), APPLICANT, True, 7,
     "谈话不能早于收到入党申请书"),
    ("confirmed-without-a-talk", WHOLE[1][0], way(APPLICANT, talked_on=None), False, 7,
     "还没有派人同申请人谈话"),
    ("confirmed-by-nobody", step(WHOLE[1][0], decided_by=""), APPLICANT, True, 8,
     "确定积极分子要由支部委员会研究决定，没有支委会的由支部党员大会决定"),
    ("recommended-by-nobody", step(WHOLE[1][0], recommended_by=""), APPLICANT, True, 8,
     "确定积极分子要采取党员推荐或群团组织推优的方式"),
    ("confirmed-before-applying", step(WHOLE[1][0], held_on=APPLIED - ONE_DAY), APPLICANT, True, 8,
     "确定积极分子不能早于申请入党"),
    ("filed-before-confirmed", taken(K.FILE, CONFIRMED - ONE_DAY), ACTIVIST, True, 8,
     "备案要在确定积极分子以后"),
    ("inspected-before-confirmed", taken(K.INSPECT, CONFIRMED - ONE_DAY), ACTIVIST, True, 11,
     "培养考察要在确定积极分子以后"),
    ("a-day-short-of-a-year", step(PROPOSED, held_on=day(2027, 6, 29)),
     way(ACTIVIST, steps=INSPECTED), True, 13, "确定为入党积极分子还不满一年"),
    ("opinions-not-heard", step(PROPOSED, opinions_heard=False), way(ACTIVIST, steps=INSPECTED),
     True, 13, "要先听取党小组、培养联系人、党员和群众的意见"),
    ("proposed-by-nobody", step(PROPOSED, decided_by=""), way(ACTIVIST, steps=INSPECTED), True, 13,
     "拟列发展对象要由支部委员会讨论，没有支委会的由支部党员大会讨论"),
    ("no-contact", PROPOSED, way(ACTIVIST, steps=INSPECTED, contacts=0), False, 9,
     "没有登记培养联系人"),
    ("an-inspection-missing", PROPOSED, way(ACTIVIST, steps=INSPECTED[:1]), False, 11,
     "每半年一次的培养考察没有记全"),
    ("consent-before-the-proposal", step(CONSENTED, held_on=day(2027, 6, 29)),
     way(ACTIVIST, steps=(PROPOSED,)), True, 13, "要先研究拟列发展对象"),
    ("posted-before-the-consent", step(POSTED, started_on=day(2027, 7, 4)), TO_LIST, True, 13,
     "公示要在上级党委同意以后"),
    ("posted-four-working-days", step(POSTED, held_on=day(2027, 7, 11)), TO_LIST, True, 13,
     "公示不能少于五个工作日"),
    ("posted-in-one-place", POSTED, way(TO_LIST, **FLOATING), True, 13,
     "流动人员要在流出地和流入地同时公示"),
    ("listed-on-the-last-day-of-the-posting", step(LISTED, held_on=day(2027, 7, 12)), TO_LIST,
     True, 13, "公示期满以后才能列为发展对象"),
    ("listed-with-an-objection", LISTED,
     way(TO_LIST, steps=(PROPOSED, CONSENTED, step(POSTED, objections=Objections.OPEN))), True, 13,
     "公示的异议还没有查清"),
    ("listed-without-consent", LISTED, way(TO_LIST, without=(K.CONSENT,)), True, 13,
     "要先经上级党委同意"),
    ("no-target-yet", INTRODUCED, way(target_on=TARGET + ONE_DAY), True, 13,
     "当天还没有列为发展对象"),
    ("one-introducer-twice", step(INTRODUCED, introducers=((1, FULL), (1, FULL))), TARGETED,
     True, 14, "入党介绍人要有两名，而且不是同一个人"),
    ("a-probationary-introducer",
     step(INTRODUCED, introducers=((1, FULL), (2, MemberStanding.PROBATIONARY))), TARGETED,
     True, 14, "入党介绍人要由正式党员担任"),
    ("an-introducer-without-rights", step(INTRODUCED, discipline=Discipline.RIGHTS_LOST), TARGETED,
     True, 14, "受留党察看处分、尚未恢复党员权利的党员不能作入党介绍人"),
    ("an-introducer-warned", step(INTRODUCED, discipline=Discipline.IN_EFFECT), TARGETED, False, 14,
     "受警告、严重警告、撤销党内职务处分在影响期内的，不宜作入党介绍人"),
    ("a-review-without-conclusion", step(REVIEWED, opinion=""), TARGETED, True, 16,
     "政治审查要形成结论性材料"),
    ("a-review-that-asked-one-place", step(REVIEWED, place="甲"), way(**FLOATING), False, 16,
     "流动人员要听取户籍地和居住地党组织的意见"),
    ("two-days-and-23-hours",
     step(TRAINED, started_on=day(2027, 8, 11), class_hours=23), TARGETED, False, 17,
     "培训一般不少于三天或者不少于24个学时"),
    ("not-introduced", CHECKED, way(without=(K.INTRODUCE,)), True, 14, "还没有确定两名入党介绍人"),
    ("not-reviewed", CHECKED, way(without=(K.REVIEW,)), True, 16,
     "没有经过政治审查或者政治审查不合格，不能发展入党"),
    ("review-failed", CHECKED,
     way(steps=(INTRODUCED, step(REVIEWED, result="failed"), TRAINED)), True, 16,
     "没有经过政治审查或者政治审查不合格，不能发展入党"),
    ("not-trained", CHECKED, way(without=(K.TRAIN,)), True, 17,
     "没有经过集中培训，除个别特殊情况外不能发展入党"),
    ("not-checked", PREREVIEWED, way(without=(K.BRANCH_REVIEW,)), True, 18,
     "要先由支部委员会审查合格"),
    ("no-written-result", step(PREREVIEWED, number=""), TARGETED, True, 18,
     "预审结果要书面通知党支部，请填写文号"),
    ("reviewed-by-whom-may-not", step(PREREVIEWED, organ_may_approve=False), TARGETED, True, 22,
     "这个党组织没有审批预备党员的权限"),
    ("leaving-soon", step(PREREVIEWED, leaving_soon=True), TARGETED, False, 18,
     "三个月内将离开工作、学习单位的，一般不办理接收手续"),
    ("form-before-prereview", step(ISSUED, held_on=day(2027, 8, 30)), TARGETED, True, 18,
     "要先通过基层党委预审"),
    ("form-without-a-number", step(ISSUED, number=""), TARGETED, True, 18, "入党志愿书要有编号"),
    ("met-a-day-late", step(MET, held_on=day(2027, 10, 1)), TARGETED, False, 19,
     "预审合格后一个月内应当召开支部大会"),
    ("met-without-a-form", MET, way(without=(K.FORM,)), True, 18, "要先填写入党志愿书"),
    ("a-provisional-branch", MET, way(branch_kind=BranchKind.PROVISIONAL), True, 22,
     "临时党组织不能接收、审批预备党员"),
    ("an-open-ballot", step(MET, secret=False), TARGETED, True, 20,
     "支部大会要采取无记名投票的方式表决"),
    ("several-at-once", step(MET, one_by_one=False), TARGETED, True, 20,
     "讨论两个以上的发展对象要逐个讨论和表决"),
    ("half-present", but_vote(entitled=8, present=4, written=2, in_favour=5), TARGETED, True, 19,
     "到会的有表决权的党员没有超过应到会的半数，支部大会不能召开"),
    ("a-vote-missing", but_vote(against=0), TARGETED, True, 20,
     "赞成、反对、弃权之和要等于到会人数加书面意见数，且不能超过应到会人数"),
    ("half-in-favour", but_vote(entitled=8), TARGETED, True, 20,
     "赞成人数没有超过应到会有表决权的党员的半数，决议不能通过"),
    ("talk-before-the-meeting", step(TALKED, held_on=day(2027, 9, 29)), TARGETED, True, 23,
     "要先由支部大会通过"),
    ("approved-without-a-talk", APPROVED, way(without=(K.COMMITTEE_TALK,)), True, 23,
     "审批前要指派党委委员或组织员同发展对象谈话"),
    ("approved-not-one-by-one", step(APPROVED, one_by_one=False), TARGETED, True, 24,
     "审批要集体讨论、表决决定，两个以上的要逐个审议"),
    ("approved-by-whom-may-not", step(APPROVED, organ_may_approve=False), TARGETED, True, 22,
     "这个党组织没有审批预备党员的权限"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("taken_step", "so_far", "hard", "number", "words"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_a_step_that_breaks_a_rule_is_told_of_it(taken_step, so_far, hard, number, words):
    told = [(one.sentence, one.hard) for one in judge(taken_step, so_far)]

    assert (f"{words}（{article(number)}）。", hard) in told
    assert len(told) <= 2


LATE = "审批超过了三个月（《中国共产党发展党员工作细则》第二十五条）。"
UNEXPLAINED = "超过三个月审批的要说明特殊情况（《中国共产党发展党员工作细则》第二十五条）。"
TOO_LATE = "审批最长不能超过六个月（《中国共产党发展党员工作细则》第二十五条）。"


@pytest.mark.parametrize(
    ("held_on", "facts", "told"),
    [
        pytest.param(day(2027, 12, 30), {}, [], id="three-months"),
        pytest.param(day(2027, 12, 31), {}, [(UNEXPLAINED, True), (LATE, False)], id="a-day-more"),
        pytest.param(
            day(2028, 3, 30), {"special_reason": "外调"}, [(LATE, False)], id="six-months"
        ),
        pytest.param(
            day(2028, 3, 31),
            {"special_reason": "外调"},
            [(LATE, False), (TOO_LATE, True)],
            id="a-day-beyond",
        ),
        pytest.param(
            day(2028, 1, 8), {"received_on": day(2027, 10, 8)}, [], id="counted-from-the-report"
        ),
    ],
)
def test_the_committee_decides_within_three_months_and_never_after_six(held_on, facts, told):
    found = judge(step(APPROVED, held_on=held_on, **facts), TARGETED)

    assert [(one.sentence, one.hard) for one in found] == told


def test_before_the_revision_nobody_posted_a_notice():
    old = Way(applied_on=day(2020, 1, 1), confirmed_on=day(2021, 1, 1))
    proposed = step(PROPOSED, held_on=day(2022, 1, 1))

    assert judge(taken(K.LIST, day(2026, 5, 10)), way(old, steps=(proposed,))) == []
    assert len(judge(taken(K.LIST, day(2026, 5, 11)), way(old, steps=(proposed,)))) == 2


def test_a_special_case_stands_in_for_the_training():
    special = step(CHECKED, special_reason="常年外派")

    assert judge(special, way(without=(K.TRAIN,))) == []


@pytest.mark.parametrize(
    ("kind", "approves", "may"),
    [
        pytest.param(BranchKind.COMMITTEE, True, True, id="a-committee-with-the-right"),
        pytest.param(BranchKind.COMMITTEE, False, False, id="a-committee-without"),
        pytest.param(BranchKind.GENERAL_BRANCH, True, False, id="a-general-branch"),
        pytest.param(BranchKind.BRANCH, True, False, id="a-branch"),
        pytest.param(BranchKind.PROVISIONAL, True, False, id="a-provisional-branch"),
    ],
)
def test_only_a_committee_with_the_right_approves(kind, approves, may):
    assert may_approve(kind=kind, approves_members=approves) == may


JOINED = day(2027, 9, 30)
EXPIRY = day(2028, 9, 30)
REQUESTED = taken(M.REQUEST, day(2028, 9, 20))
DISCUSSED = taken(M.MEETING, EXPIRY, opinions_heard=True, one_by_one=True, vote=WON)
PROBATION = MemberWay(joined_on=JOINED, approved_on=day(2027, 12, 30), steps=(REQUESTED,))
GRANTED = taken(M.APPROVE, day(2028, 12, 30), organ_may_approve=True)
EXTENDED = step(DISCUSSED, outcome=Outcome.EXTEND, months=6)
AFTER_EXTENSION = MemberWay(
    joined_on=JOINED, steps=(REQUESTED, EXTENDED, step(GRANTED, held_on=day(2028, 11, 1)))
)
HEARD = MemberWay(joined_on=JOINED, steps=(REQUESTED, DISCUSSED))
CAME = MemberWay(joined_on=JOINED)
ARRIVED = taken(
    M.ARRIVE,
    day(2028, 1, 10),
    number="7号",
    opinion="材料齐全",
    issued_on=day(2028, 1, 5),
    valid_until=day(2028, 1, 15),
)
TRANSFERRED = MemberWay(joined_on=JOINED, steps=(ARRIVED,))
LETTER = taken(M.DEPART, day(2028, 1, 31), number="8号", valid_until=day(2028, 2, 10))
MEMBER_CASES = [
    ("oath-in-a-month", taken(M.OATH, day(2028, 1, 30)), PROBATION, []),
    ("oath-a-day-late", taken(M.OATH, day(2028, 1, 31)), PROBATION,
     [("一般应当在审批后一个月内宣誓", 29, False)]),
    ("before-admission", taken(M.OATH, JOINED - ONE_DAY), PROBATION,
     [("不能早于支部大会接收", 31, True)]),
    ("on-the-expiry", DISCUSSED, PROBATION, []),
    ("a-day-early", step(DISCUSSED, held_on=EXPIRY - ONE_DAY), PROBATION,
     [("预备期还没有满", 31, True)]),
    ("not-requested", DISCUSSED, MemberWay(joined_on=JOINED),
     [("要先由本人提出书面转正申请", 32, True)]),
    ("opinions-not-heard", step(DISCUSSED, opinions_heard=False), PROBATION,
     [("要先征求党员和群众的意见", 32, True)]),
    ("half-present", step(DISCUSSED, vote=dataclasses.replace(WON, entitled=10, in_favour=4)),
     PROBATION, [("到会的有表决权的党员没有超过应到会的半数，支部大会不能召开", 32, True),
                 ("赞成人数没有超过应到会有表决权的党员的半数，决议不能通过", 32, True)]),
    ("extended-by-six", EXTENDED, PROBATION, []),
    ("extended-by-five", step(EXTENDED, months=5), PROBATION,
     [("延长预备期不能少于六个月，最长不超过一年", 31, True)]),
    ("extended-by-thirteen", step(EXTENDED, months=13), PROBATION,
     [("延长预备期不能少于六个月，最长不超过一年", 31, True)]),
    ("extended-twice", step(EXTENDED, held_on=day(2029, 3, 30)), AFTER_EXTENSION,
     [("延长预备期只能一次", 31, True)]),
    ("on-the-extended-expiry", step(DISCUSSED, held_on=day(2029, 3, 30)), AFTER_EXTENSION, []),
    ("before-the-extended-expiry", step(DISCUSSED, held_on=day(2029, 3, 29)), AFTER_EXTENSION,
     [("预备期还没有满", 31, True)]),
    ("cancelled-before-the-expiry",
     step(DISCUSSED, held_on=day(2028, 3, 1), outcome=Outcome.CANCEL), PROBATION, []),
    ("approved-in-three-months", GRANTED, HEARD, []),
    ("approved-a-day-late", step(GRANTED, held_on=day(2028, 12, 31)), HEARD,
     [("应当在三个月内审批", 33, False)]),
    ("approved-unheard", GRANTED, PROBATION, [("要先由支部大会讨论", 33, True)]),
    ("approved-by-whom-may-not", step(GRANTED, organ_may_approve=False), HEARD,
     [("这个党组织没有审批预备党员的权限", 33, True)]),
    ("arrived", ARRIVED, CAME, []),
    ("arrived-unexamined", step(ARRIVED, opinion=""), CAME,
     [("转入的预备党员要审查入党材料，请填写审查意见", 34, True)]),
    ("arrived-with-an-expired-letter", step(ARRIVED, valid_until=day(2028, 1, 9)), CAME,
     [("组织关系介绍信已过有效期，应请原党组织重新开具", 0, False)]),
    ("a-letter-of-three-months", step(LETTER, valid_until=day(2028, 4, 30)), CAME, []),
    ("a-letter-of-a-day-more", step(LETTER, valid_until=day(2028, 5, 1)), CAME,
     [("组织关系介绍信的有效期一般不超过三个月", 0, False)]),
    ("deferred-by-six", taken(M.DEFER, EXPIRY, months=6), TRANSFERRED, []),
    ("deferred-by-seven", taken(M.DEFER, EXPIRY, months=7), TRANSFERRED,
     [("推迟讨论最长不超过六个月", 35, True)]),
    ("deferred-though-not-transferred", taken(M.DEFER, EXPIRY, months=6), PROBATION,
     [("只对转入的预备党员办理", 34, True)]),
    ("denied", taken(M.DENY, EXPIRY, number="3号"), TRANSFERRED, []),
    ("denied-without-the-approval", taken(M.DENY, EXPIRY), TRANSFERRED,
     [("不予承认要报县级以上党委组织部批准，请填写批复文号", 34, True)]),
    ("a-receipt", taken(M.RECEIPT, day(2028, 2, 9)), MemberWay(joined_on=JOINED, steps=(LETTER,)),
     []),
    ("a-receipt-of-no-letter", taken(M.RECEIPT, day(2028, 2, 9)), PROBATION,
     [("还没有开出转出的组织关系介绍信", 0, True)]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("taken_step", "so_far", "told"), [pytest.param(*c[1:], id=c[0]) for c in MEMBER_CASES]
)
def test_a_probationary_members_step_is_judged(taken_step, so_far, told):
    expected = [(sentence(words, number), hard) for words, number, hard in told]

    found = [(one.sentence, one.hard) for one in judge_member(taken_step, so_far)]
    assert found == expected


def due(found):
    return [(one.kind, one.on, one.chance) for one in found]


@pytest.mark.parametrize(
    ("so_far", "today", "expected"),
    [
        pytest.param(
            Way(applied_on=day(2026, 8, 31)),
            day(2026, 9, 1),
            [(K.TALK, day(2026, 9, 30), False)],
            id="an-applicant",
        ),
        pytest.param(
            ACTIVIST,
            day(2026, 7, 1),
            [
                (K.INSPECT, day(2026, 12, 30), False),
                (K.PROPOSE, CONFIRMED.replace(year=2027), True),
            ],
            id="an-activist",
        ),
        pytest.param(
            way(ACTIVIST, steps=(*INSPECTED, PROPOSED, CONSENTED)),
            day(2027, 7, 5),
            [(K.NOTICE, day(2027, 7, 9), True), (K.INSPECT, day(2027, 12, 30), False)],
            id="consented",
        ),
        pytest.param(
            way(without=(K.MEETING, K.COMMITTEE_TALK)),
            day(2027, 9, 2),
            [(K.MEETING, day(2027, 9, 30), False)],
            id="prereviewed",
        ),
        pytest.param(TARGETED, day(2027, 10, 9), [(K.APPROVE, day(2027, 12, 30), False)], id="met"),
    ],
)
def test_what_is_due_next(so_far, today, expected):
    assert due(dues(so_far, today=today)) == expected


@pytest.mark.parametrize(
    ("so_far", "expected"),
    [
        pytest.param(
            PROBATION,
            [(M.OATH, day(2028, 1, 30), False), (M.MEETING, EXPIRY, False)],
            id="a-probationary-member",
        ),
        pytest.param(HEARD, [(M.APPROVE, day(2028, 12, 30), False)], id="discussed"),
        pytest.param(AFTER_EXTENSION, [(M.MEETING, day(2029, 3, 30), False)], id="extended"),
    ],
)
def test_what_is_due_of_a_member(so_far, expected):
    assert due(member_dues(so_far, today=day(2029, 1, 1))) == expected


def test_a_deferred_discussion_is_due_later_and_a_letter_until_its_receipt():
    deferred = taken(M.DEFER, EXPIRY, months=6)
    put_off = MemberWay(joined_on=JOINED, steps=(ARRIVED, deferred))
    out = MemberWay(joined_on=JOINED, steps=(LETTER,))
    back = MemberWay(joined_on=JOINED, steps=(LETTER, taken(M.RECEIPT, day(2028, 2, 9))))

    assert due(member_dues(put_off, today=EXPIRY)) == [(M.MEETING, day(2029, 3, 30), False)]
    assert due(letter_dues(out, today=day(2028, 2, 1))) == [(M.RECEIPT, day(2028, 2, 10), False)]
    assert due(letter_dues(back, today=day(2028, 2, 9))) == []


def test_the_office_is_reminded_before_the_day():
    (talk,) = dues(Way(applied_on=day(2026, 6, 1)), today=day(2026, 6, 2))

    assert talk.remind == (day(2026, 6, 21), day(2026, 7, 1))
    assert talk.article == article(7)
