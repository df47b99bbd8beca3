"""The steps into the Party: each is judged by the text in force on its day, then written."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from config.accounts.models import Committee, User
from config.accounts.refusals import Refusal, binds
from ledgers import rules
from ledgers.actions.activists import end_guidance, locked_open
from ledgers.actions.members import register_member
from ledgers.actions.refusing import ActivistRefused
from ledgers.choices import StepKind, StepResult
from ledgers.models import Activist, ActivistContact, ActivistStep, Member, working_days
from ledgers.models.steps import RELATED, Step

WRITES = {
    StepKind.TALK: "talked_on",
    StepKind.CONFIRM: "confirmed_on",
    StepKind.LIST: "target_on",
}
"""The ledger's own dates, from which the month counts."""

AGAIN = (StepKind.INSPECT, StepKind.MOVE)
"""What may be done more than once."""


def way_of(activist: Activist, *, on: datetime.date) -> rules.Way:
    """Somebody's way so far, as the rules see it; guides are those of the day."""
    return ways_of([activist], on=on)[activist.pk]


def ways_of(activists: Sequence[Activist], *, on: datetime.date) -> dict[int, rules.Way]:
    """The ways of several, asked at once."""
    keys = [activist.pk for activist in activists]
    steps: dict[int, list[rules.Taken]] = defaultdict(list)
    for step in ActivistStep.objects.live().filter(activist__in=keys).select_related(*RELATED):
        steps[step.activist_id].append(step.taken())
    guides = ActivistContact.objects.in_force(on=on).filter(activist__in=keys)
    contacts = Counter(guides.values_list("activist", flat=True))
    calendar = working_days()
    return {
        activist.pk: rules.Way(
            applied_on=activist.applied_on,
            talked_on=activist.talked_on,
            confirmed_on=activist.confirmed_on,
            target_on=activist.target_on,
            floating=activist.floating,
            branch_kind=activist.branch.kind,
            contacts=contacts[activist.pk],
            steps=tuple(steps[activist.pk]),
            calendar=calendar,
        )
        for activist in activists
    }


@transaction.atomic
def take_step(*, step: ActivistStep, by: User | None) -> ActivistStep:
    """Take a step, unsaved. The committee's approval makes the probationary member."""
    activist = locked_open(step.activist)
    _refuse_twice(activist, step)
    broken = rules.judge(step.taken(), way_of(activist, on=step.held_on))
    decide(step, broken, by=by, refused=ActivistRefused)
    step.save()
    if step.result == StepResult.PASSED:
        _follow(activist, step)
    return step


@transaction.atomic
def take_back(*, step: ActivistStep, reason: str) -> ActivistStep:
    """Undo the latest step, entered in error; it stays in the history with the reason."""
    activist = locked_open(step.activist)
    steps = ActivistStep.objects.live().filter(activist=activist)
    latest: ActivistStep | None = steps.order_by("pk").last()
    if latest is None or latest.pk != step.pk:
        raise ActivistRefused("只能撤回最后办理的一步。")
    if latest.kind == StepKind.MOVE:
        raise ActivistRefused("转移不能撤回；转错了的，请再转移一次。")
    latest.taken_back = reason
    latest.save()
    column = WRITES.get(StepKind(latest.kind))
    if column is not None and getattr(activist, column) == latest.held_on:
        setattr(activist, column, None)
        activist.save()
    return latest


def decide(
    step: Step, broken: list[rules.Broken], *, by: User | None, refused: type[Refusal]
) -> None:
    """Refuse a step for what it breaks, or keep that with it as flags.

    A hard rule refuses from the 启用日期 on, unless somebody with the right gives a reason.
    """
    step.rule_version = rules.version_on(step.held_on)
    bound = binds(on=step.held_on, in_use_from=Committee.current().in_use_from)
    hard = [one.sentence for one in broken if one.hard and bound]
    right = f"ledgers.override_rules_{step._meta.model_name}"
    if step.override_reason and not (by and by.has_perm(right)):
        raise refused("没有放行的权限，请由审核人办理。")
    if step.override_reason and not hard:
        raise refused("这一步没有违反规定，不用放行；请由经办人照常办理。")
    if hard and not step.override_reason:
        raise refused("".join(hard))
    step.flags = "\n".join(one.sentence for one in broken)
    try:
        step.validate_constraints()
    except ValidationError as forbidden:
        raise refused("".join(forbidden.messages)) from None


def _refuse_twice(activist: Activist, step: ActivistStep) -> None:
    if step.kind in AGAIN:
        return
    column = WRITES.get(StepKind(step.kind))
    day = getattr(activist, column) if column else None
    if day is None:
        passed = ActivistStep.objects.live().filter(result=StepResult.PASSED)
        done = passed.filter(activist=activist, kind=step.kind)
        day = done.values_list("held_on", flat=True).first()
    if day is not None:
        raise ActivistRefused(f"{activist}已于{day}办过“{step.get_kind_display()}”。")
    _refuse_form_of_another(step)


def _refuse_form_of_another(step: ActivistStep) -> None:
    if step.kind == StepKind.FORM and step.number:
        forms = ActivistStep.objects.live().filter(kind=StepKind.FORM, number=step.number)
        if forms.exists():
            raise ActivistRefused("这个编号的入党志愿书已经发过，请核对编号。")


def _follow(activist: Activist, step: ActivistStep) -> None:
    column = WRITES.get(StepKind(step.kind))
    if column is not None:
        setattr(activist, column, step.held_on)
        _refuse_disorder(activist, column, on=step.held_on)
        activist.save()
    if step.kind == StepKind.APPROVE:
        _admit(activist, step)
    if step.kind == StepKind.MOVE:
        _move(activist, step)


def _move(activist: Activist, step: ActivistStep) -> None:
    """Another organisation takes over; what was counted goes on (art 12)."""
    if step.organ is None or step.organ.pk == activist.branch_id:
        raise ActivistRefused("请选择要转入的另一个党组织。")
    if step.organ.dissolved_on is not None and step.organ.dissolved_on <= step.held_on:
        raise ActivistRefused(f"{step.organ}已于{step.organ.dissolved_on}撤销，请另选党组织。")
    activist.branch = step.organ
    activist.save()


def _refuse_disorder(activist: Activist, column: str, *, on: datetime.date) -> None:
    """Dates that contradict each other; before the 启用日期 the row's own page flags them."""
    if not binds(on=on, in_use_from=Committee.current().in_use_from):
        return
    names = {field.name: field.verbose_name for field in activist._meta.concrete_fields}
    for later, earlier in rules.steps_out_of_order(activist.road()):
        if column in {later, earlier}:
            raise ActivistRefused(f"{names[later]}不能早于{names[earlier]}。")


def _admit(activist: Activist, approval: ActivistStep) -> Member:
    """Who was approved is a member since the branch meeting (art 31), in the same branch.

    Closes the activist's row and ends the guidance.
    """
    meetings = ActivistStep.objects.live().filter(
        activist=activist, kind=StepKind.MEETING, result=StepResult.PASSED
    )
    on = meetings.values_list("held_on", flat=True).first()
    if on is None:
        raise ActivistRefused("没有登记支部大会，入党时间无从算起，不能接收。")
    if on <= activist.applied_on:
        raise ActivistRefused(f"接收时间必须晚于申请入党时间（{activist.applied_on}）。")
    activist.admitted_on = on
    _refuse_disorder(activist, "admitted_on", on=approval.held_on)
    activist.save()
    end_guidance(activist, on=on)
    member = Member(worker=activist.worker, joined_on=on)
    return register_member(member=member, branch=activist.branch)
