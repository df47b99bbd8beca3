"""The verbs of units, people and unions. Each locks, decides, writes, or refuses with a sentence.

Every day is handed in by the door; the days of employments and memberships are half-open: the
day of a move is the first at the new place and no longer counts at the old one.
"""

import datetime
from collections.abc import Iterable
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from django.utils.crypto import get_random_string

from config.accounts.actions import install_role, install_scope
from config.accounts.breaches import refuse_breaches
from config.accounts.choices import Preset
from config.accounts.models import Committee, User
from config.accounts.reach import COMMITTEE
from config.accounts.refusals import Refusal
from config.accounts.roles import (
    ACCOUNT_ADMIN,
    AUDITOR,
    OFFICE_MANAGER,
    ROLES,
    SECURITY_ADMIN,
)
from unions import rules
from unions.models import (
    Brand,
    District,
    Employment,
    Enterprise,
    UnionBranch,
    UnionMembership,
    Worker,
)

M = TypeVar("M", bound=Model)

FIRST_ACCOUNTS = {
    Preset.STANDARD: (("anquan", SECURITY_ADMIN), ("shenji", AUDITOR)),
    Preset.LEVEL_THREE: (
        *(("anquan", SECURITY_ADMIN), ("anquan2", SECURITY_ADMIN)),
        ("shenji", AUDITOR),
    ),
}
"""Who gives roles, twice where two must agree, and who reads the logs: user name and role."""
FIRST_LENGTH = 16
PLAIN_MARKS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without marks that look alike on paper."""


class EmploymentRefused(Refusal):
    """A worker's employments stay as they were."""


class MembershipRefused(Refusal):
    """A worker's union memberships stay as they were."""


class OfficeFounded(Refusal):
    """The office has users already; the first-run page is closed for good."""


@transaction.atomic
def hire(*, worker: Worker, enterprise: Enterprise, started_on: datetime.date | None) -> Employment:
    """Put a person on the roster of a unit: a new one, or one who had left.

    `worker` may be unsaved. An empty `started_on` means not known, which only a first
    employment may leave open.
    """
    if worker.pk:
        worker = _locked(Worker, worker.pk)
        _refuse_employed(worker)
        _refuse_overlap(worker, since=started_on)
    _refuse_closed(enterprise, on=started_on)
    worker.enterprise = enterprise
    worker.save()
    return _begin(Employment(worker=worker, enterprise=enterprise, started_on=started_on))


@transaction.atomic
def move(*, worker: Worker, enterprise: Enterprise, on: datetime.date) -> Employment:
    """End the open employment on the day and begin the next; months before stay as they were."""
    worker = _locked(Worker, worker.pk)
    employment = _open_employment(worker)
    if employment.enterprise_id == enterprise.pk:
        raise EmploymentRefused(f"{worker}已经在{enterprise}，不用调动。")
    _refuse_closed(enterprise, on=on)
    _end_employment(employment, on=on)
    worker.enterprise = enterprise
    worker.save()
    return _begin(Employment(worker=worker, enterprise=enterprise, started_on=on))


@transaction.atomic
def correct_enterprise(
    *, worker: Worker, enterprise: Enterprise, started_on: datetime.date | None
) -> Employment:
    """Set right what was entered wrongly of the open employment; past months change with it."""
    worker = _locked(Worker, worker.pk)
    employment = _open_employment(worker)
    if (employment.enterprise_id, employment.started_on) == (enterprise.pk, started_on):
        raise EmploymentRefused("单位和入职时间都和原来一样，没有要更正的内容。")
    _refuse_overlap(worker, since=started_on, but=employment)
    employment.enterprise, employment.started_on = enterprise, started_on
    _begin(employment)
    worker.enterprise = enterprise
    worker.save()
    return employment


@transaction.atomic
def leave(*, worker: Worker, on: datetime.date) -> Employment:
    """End the open employment; from the day on the person is on no unit's roster."""
    worker = _locked(Worker, worker.pk)
    employment = _open_employment(worker)
    _end_employment(employment, on=on)
    worker.enterprise = None
    worker.save()
    return employment


@transaction.atomic
def join_union(
    *, worker: Worker, union_branch: UnionBranch, on: datetime.date, card_number: str = ""
) -> UnionMembership:
    """Begin a person's membership; nobody has two at a time."""
    worker = _locked(Worker, worker.pk)
    current = _current_membership(worker)
    if current is not None:
        raise MembershipRefused(f"{worker}已是{current.union_branch}会员；换工会请用“转会”。")
    for ended in UnionMembership.objects.filter(worker=worker):
        if rules.reaches_beyond(ended_on=ended.left_on, since=on):
            raise MembershipRefused(f"入会时间不能早于上一段会籍的离会时间（{ended.left_on}）。")
    _refuse_dissolved(union_branch, on=on)
    membership = UnionMembership(
        worker=worker, union_branch=union_branch, joined_on=on, card_number=card_number
    )
    refuse_breaches(membership, MembershipRefused)
    membership.save()
    return membership


@transaction.atomic
def move_union(*, worker: Worker, union_branch: UnionBranch, on: datetime.date) -> UnionMembership:
    """Carry a membership over to another union; the card number goes with it."""
    worker = _locked(Worker, worker.pk)
    membership = _open_membership(worker)
    if membership.union_branch_id == union_branch.pk:
        raise MembershipRefused(f"{worker}已是{union_branch}会员，不用转会。")
    _refuse_dissolved(union_branch, on=on)
    _end_membership(membership, on=on)
    return UnionMembership.objects.create(
        worker=worker,
        union_branch=union_branch,
        joined_on=on,
        card_number=membership.card_number,
    )


@transaction.atomic
def leave_union(*, worker: Worker, on: datetime.date) -> UnionMembership:
    """End the open membership; from the day on the person is no member."""
    worker = _locked(Worker, worker.pk)
    membership = _open_membership(worker)
    _end_membership(membership, on=on)
    return membership


@transaction.atomic
def found_office(  # noqa: PLR0913 -- the answers of the first-run page, one each
    *,
    committee: str,
    city: tuple[str, str],
    districts: Iterable[tuple[str, str]],
    brands: Iterable[str],
    administrator: User,
    name: str,
    preset: Preset = Preset.SMALL,
    on: datetime.date,
) -> dict[str, str]:
    """Write down the committee with its first administrator; `city` and districts: (code, name).

    `administrator` is unsaved, with user name and password set. Happens once in an office's life.
    A small office is his to manage. Otherwise he keeps the accounts only, and those who give the
    roles and read the logs get accounts of their own: their first passwords by user name.
    """
    if User.objects.exists():
        raise OfficeFounded("系统已经开始使用，请直接登录。")
    code, city_name = city
    Committee(
        name=committee,
        city=city_name,
        city_code=code,
        preset=preset,
        roles_need_two=preset == Preset.LEVEL_THREE,
    ).save()
    for district, words in districts:
        District(code=district, name=words).save()
    for brand in brands:
        Brand(name=brand).save()
    administrator.name = name
    administrator.is_staff = True
    administrator.save()
    return _divide_work(administrator, preset, on=on)


def _divide_work(administrator: User, preset: Preset, *, on: datetime.date) -> dict[str, str]:
    """Give the first roles; returns the first passwords of the accounts made for them."""
    if preset == Preset.SMALL:
        install_role(user=administrator, role=OFFICE_MANAGER, on=on)
        install_scope(user=administrator, kind=COMMITTEE, on=on)
        return {}
    install_role(user=administrator, role=ACCOUNT_ADMIN, on=on)
    return {
        username: _first_account(username, role, on=on) for username, role in FIRST_ACCOUNTS[preset]
    }


def _first_account(username: str, role: str, *, on: datetime.date) -> str:
    """Make an account of the program's choosing; returns its first password."""
    password = get_random_string(FIRST_LENGTH, PLAIN_MARKS)
    user = User.objects.create_user(
        username,
        password=password,
        name=ROLES[role].name,
        is_staff=True,
        must_change_password=True,
    )
    install_role(user=user, role=role, on=on)
    return password


def _begin(employment: Employment) -> Employment:
    """Written, unless a rule that binds forbids that it began then."""
    refuse_breaches(employment, EmploymentRefused)
    employment.save()
    return employment


def _locked(model: type[M], pk: int) -> M:
    """The row, held until the transaction ends."""
    return model._default_manager.select_for_update().get(pk=pk)


def _current_employment(worker: Worker) -> Employment | None:
    rows = Employment.objects.open().filter(worker=worker).select_related("enterprise")
    employment: Employment | None = rows.first()
    return employment


def _open_employment(worker: Worker) -> Employment:
    employment = _current_employment(worker)
    if employment is None:
        raise EmploymentRefused(f"{worker}现在不在职；重新入职请用“入职”。")
    return employment


def _refuse_employed(worker: Worker) -> None:
    current = _current_employment(worker)
    if current is not None:
        raise EmploymentRefused(f"{worker}正在{current.enterprise}任职；换单位请用“调动”。")


def _refuse_overlap(
    worker: Worker, *, since: datetime.date | None, but: Employment | None = None
) -> None:
    for other in Employment.objects.filter(worker=worker).select_related("enterprise"):
        if other != but and rules.reaches_beyond(ended_on=other.ended_on, since=since):
            raise EmploymentRefused(
                f"入职时间要填写，而且不能早于在{other.enterprise}的离职时间（{other.ended_on}）。"
            )


def _refuse_closed(enterprise: Enterprise, *, on: datetime.date | None) -> None:
    if enterprise.closed_on is not None and (on is None or on >= enterprise.closed_on):
        raise EmploymentRefused(f"{enterprise}已于{enterprise.closed_on}停业，请另选单位或日期。")


def _refuse_dissolved(union_branch: UnionBranch, *, on: datetime.date) -> None:
    if union_branch.dissolved_on is not None and on >= union_branch.dissolved_on:
        raise MembershipRefused(
            f"{union_branch}已于{union_branch.dissolved_on}撤销，请另选工会或日期。"
        )


def _end_employment(employment: Employment, *, on: datetime.date) -> None:
    if not rules.may_end(started_on=employment.started_on, on=on):
        raise EmploymentRefused(
            f"日期必须晚于在{employment.enterprise}的入职时间（{employment.started_on}）。"
        )
    employment.ended_on = on
    employment.save()


def _current_membership(worker: Worker) -> UnionMembership | None:
    rows = UnionMembership.objects.open().filter(worker=worker).select_related("union_branch")
    return rows.first()


def _open_membership(worker: Worker) -> UnionMembership:
    membership = _current_membership(worker)
    if membership is None:
        raise MembershipRefused(f"{worker}现在不是工会会员；入会请用“入会”。")
    return membership


def _end_membership(membership: UnionMembership, *, on: datetime.date) -> None:
    if not rules.may_end(started_on=membership.joined_on, on=on):
        raise MembershipRefused(f"日期必须晚于入会时间（{membership.joined_on}）。")
    membership.left_on = on
    membership.save()
