"""The verbs of accounts: roles and units are given, confirmed and withdrawn, never to oneself.

The door has seen to the right to do so; these keep what no right permits.
"""

from __future__ import annotations

import datetime

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils import timezone

from config.accounts.models import Committee, RoleGrant, Scope, User
from config.accounts.models.scope import WHOLE
from config.accounts.reach import reach_of
from config.accounts.refusals import Refusal
from config.accounts.roles import DUTY_OF, ROLES
from config.audit.choices import Verb
from config.audit.writing import record

ONESELF = "不能给自己授权；请由另一位有授权权限的人办理。"
WIDER = "这个用户负责的范围比您的大，或者担任三员；请由负责整个行业党委的人办理。"
BEYOND = "这个角色有您自己没有的权限；请由有这些权限的人确认。"
PROPOSER = "确认的人不能是提出的人；请由另一位有确认权限的人办理。"


class GrantRefused(Refusal):
    """Somebody's rights stay as they were."""


@transaction.atomic
def grant_role(*, user: User, group: Group, by: User, on: datetime.date) -> RoleGrant:
    """Give a role from the day on; it waits to be confirmed where the office asks for two.

    So it does where the role may what its giver may not, and somebody has it already.
    """
    user = _locked(user)
    _refuse_oneself(user, by)
    _refuse_wider(user, by, on=on)
    if RoleGrant.objects.open().filter(user=user, group=group).exists():
        raise GrantRefused(f"{user}已有“{group}”，或正等待确认。")
    _refuse_mixed_duties(user, group)
    grant = RoleGrant.objects.create(user=user, group=group, started_on=on, granted_by=by)
    record(Verb.GRANT, user=by, about=grant, what=f"授予角色 {group}")
    held = RoleGrant.objects.open().filter(group=group, confirmed_at__isnull=False)
    if not Committee.current().roles_need_two and not (_is_beyond(group, by) and held.exists()):
        _put_in_force(grant)
    return grant


@transaction.atomic
def confirm_role(*, grant: RoleGrant, by: User) -> RoleGrant:
    """A second person puts a proposed role in force."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    user = _locked(grant.user)
    if grant.ended_on is not None or grant.confirmed_at is not None:
        raise GrantRefused("这项授予已经生效或已经收回。")
    _refuse_oneself(user, by)
    if grant.granted_by_id == by.pk:
        raise GrantRefused(PROPOSER)
    if _is_beyond(grant.group, by):
        raise GrantRefused(BEYOND)
    _refuse_mixed_duties(user, grant.group, but=grant)
    grant.confirmed_by = by
    _put_in_force(grant)
    record(Verb.GRANT, user=by, about=grant, what=f"确认角色 {grant.group}")
    return grant


@transaction.atomic
def withdraw_role(*, grant: RoleGrant, by: User, on: datetime.date) -> RoleGrant:
    """Take a role back at once; the row that says it was held stays."""
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    user = _locked(grant.user)
    _refuse_wider(user, by, on=on)
    if grant.ended_on is not None:
        raise GrantRefused("这项授予已经收回。")
    grant.ended_on = max(on, grant.started_on)
    grant.save()
    if grant.group.name in DUTY_OF:
        if grant.confirmed_at is not None:
            user.duty = None
            user.save()
    else:
        user.groups.remove(grant.group)
    record(Verb.GRANT, user=by, about=grant, what=f"收回角色 {grant.group}")
    return grant


@transaction.atomic
def grant_scope(
    *, user: User, kind: str, unit_pk: int = WHOLE, by: User, on: datetime.date
) -> Scope:
    """Let somebody look after a unit from the day on; where the office asks, two must agree."""
    user = _locked(user)
    _refuse_oneself(user, by)
    if Scope.objects.open().filter(user=user, kind=kind, unit_pk=unit_pk).exists():
        raise GrantRefused(f"{user}已经负责这个单位，或正等待确认。")
    waits = Committee.current().roles_need_two
    given = {"kind": kind, "unit_pk": unit_pk, "started_on": on, "granted_by": by}
    confirmed_at = None if waits else timezone.now()
    scope = Scope.objects.create(user=user, confirmed_at=confirmed_at, **given)
    record(Verb.GRANT, user=by, about=scope, what="授予负责范围")
    return scope


@transaction.atomic
def confirm_scope(*, scope: Scope, by: User) -> Scope:
    """A second person puts a proposed unit in force."""
    scope = Scope.objects.select_for_update().get(pk=scope.pk)
    if scope.ended_on is not None or scope.confirmed_at is not None:
        raise GrantRefused("这个负责范围已经生效或已经收回。")
    _refuse_oneself(scope.user, by)
    if scope.granted_by_id == by.pk:
        raise GrantRefused(PROPOSER)
    scope.confirmed_by, scope.confirmed_at = by, timezone.now()
    scope.save()
    record(Verb.GRANT, user=by, about=scope, what="确认负责范围")
    return scope


@transaction.atomic
def withdraw_scope(*, scope: Scope, by: User, on: datetime.date) -> Scope:
    """End a scope on the day, from which it no longer holds."""
    scope = Scope.objects.select_for_update().get(pk=scope.pk)
    if scope.ended_on is not None:
        raise GrantRefused("这个负责范围已经收回。")
    scope.ended_on = max(on, scope.started_on)
    scope.save()
    record(Verb.GRANT, user=by, about=scope, what="收回负责范围")
    return scope


@transaction.atomic
def install_role(*, user: User, role: str, on: datetime.date) -> RoleGrant:
    """Give a shipped role in the name of the program, to the people an office begins with."""
    group = Group.objects.get(name=ROLES[role].name)
    grant = RoleGrant.objects.create(user=user, group=group, started_on=on)
    _put_in_force(grant)
    record(Verb.GRANT, about=grant, what=f"授予角色 {group}")
    return grant


@transaction.atomic
def install_scope(*, user: User, kind: str, unit_pk: int = WHOLE, on: datetime.date) -> Scope:
    """Let somebody look after a unit in the name of the program."""
    scope = Scope.objects.create(user=user, kind=kind, unit_pk=unit_pk, started_on=on)
    record(Verb.GRANT, about=scope, what="授予负责范围")
    return scope


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _refuse_oneself(user: User, by: User) -> None:
    if user.pk == by.pk:
        raise GrantRefused(ONESELF)


def _refuse_wider(user: User, by: User, *, on: datetime.date) -> None:
    """Whoever gives by duty gives to all; others to who looks after no more than they do."""
    if not by.duty and not reach_of(by, on=on).fellows(on=on).filter(pk=user.pk).exists():
        raise GrantRefused(WIDER)


def _is_beyond(group: Group, by: User) -> bool:
    """Whether a role may something that its giver may not, and does not give by duty."""
    if by.duty or by.is_superuser:
        return False
    of_role = Permission.objects.filter(group=group)
    rights = of_role.values_list("content_type__app_label", "codename")
    return not {f"{app}.{name}" for app, name in rights} <= by.get_all_permissions()


def _refuse_mixed_duties(user: User, group: Group, *, but: RoleGrant | None = None) -> None:
    """One of the three duties excludes each other one and every role that keeps a ledger."""
    others = RoleGrant.objects.open().filter(user=user).select_related("group")
    held = [grant.group.name for grant in others if but is None or grant.pk != but.pk]
    if held and (group.name in DUTY_OF or DUTY_OF.keys() & set(held)):
        raise GrantRefused(
            f"{user}已有“{held[0]}”；账号管理员、安全管理员、审计员只能担任其一，且不办理业务。"
        )


def _put_in_force(grant: RoleGrant) -> None:
    grant.confirmed_at = timezone.now()
    grant.save()
    if grant.group.name in DUTY_OF:
        grant.user.duty = DUTY_OF[grant.group.name]
        grant.user.save()
    else:
        grant.user.groups.add(grant.group)
