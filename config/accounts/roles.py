"""The roles that the program ships, and what each may do.

A role is a group of Django's. Apps say from `AppConfig.ready()` what a role may do with their
models (see `access.py` of each app); after every migration the shipped groups are given exactly
that, so what a role may do can be read in one place and nowhere drifts from it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from django.apps import AppConfig, apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, router

from config.accounts.choices import Duty


@dataclasses.dataclass(frozen=True, kw_only=True)
class Role:
    """A shipped role. `duty`: one of the three that exclude each other and keep no ledger."""

    key: str
    name: str
    duty: Duty | None = None


ACCOUNT_ADMIN, SECURITY_ADMIN, AUDITOR = "account_admin", "security_admin", "auditor"
OFFICE_MANAGER = "office_manager"
PARTY_CLERK, UNION_CLERK, WELFARE_CLERK = "party_clerk", "union_clerk", "welfare_clerk"
REVIEWER, LEADER, CONTACT = "reviewer", "leader", "contact"

ROLES = {
    role.key: role
    for role in (
        Role(key=ACCOUNT_ADMIN, name="账号管理员", duty=Duty.ACCOUNTS),
        Role(key=SECURITY_ADMIN, name="安全管理员", duty=Duty.SECURITY),
        Role(key=AUDITOR, name="审计员", duty=Duty.AUDIT),
        Role(key=OFFICE_MANAGER, name="综合管理员"),
        Role(key=PARTY_CLERK, name="党务干事"),
        Role(key=UNION_CLERK, name="工会干事"),
        Role(key=WELFARE_CLERK, name="关爱干事"),
        Role(key=REVIEWER, name="审核人"),
        Role(key=LEADER, name="领导"),
        Role(key=CONTACT, name="成员单位联系人"),
    )
}
DUTY_NAMES = {role.duty: role.name for role in ROLES.values() if role.duty}
DUTY_OF = {name: duty for duty, name in DUTY_NAMES.items()}
SHIPPED_NAMES = frozenset(role.name for role in ROLES.values())

_rights: dict[str, set[str]] = {key: set() for key in ROLES}


def register_rights(role: str, rights: Mapping[str, str]) -> None:
    """`rights`: "app.model" -> verbs ("view add change", or a codename's first word as approve).

    The codename is `<verb>_<model>`, as Django forms it and as `Meta.permissions` do here.
    """
    for label, verbs in rights.items():
        app, model = label.split(".")
        _rights[role] |= {f"{app}.{verb}_{model}" for verb in verbs.split()}


def rights_of(role: str) -> frozenset[str]:
    return frozenset(_rights[role])


def give_rights(app_config: AppConfig, **kwargs: Any) -> None:
    """After an app's migrations: the shipped roles have exactly their rights over its models."""
    using = kwargs.get("using", "default")
    if not router.allow_migrate_model(using, Group) or not _has_tables(using):
        return
    create_permissions(app_config, verbosity=0, using=using, apps=installed)
    of_app = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    by_name = {f"{app_config.label}.{right.codename}": right for right in of_app}
    for key, role in ROLES.items():
        wanted = {by_name[name] for name in _rights[key] & set(by_name)}
        group, _ = Group.objects.using(using).get_or_create(name=role.name)
        held = set(group.permissions.filter(content_type__app_label=app_config.label))
        group.permissions.remove(*(held - wanted))
        group.permissions.add(*(wanted - held))


def _has_tables(using: str) -> bool:
    """Whether the tables of groups and rights stand yet; a migration may stop halfway."""
    return Permission._meta.db_table in connections[using].introspection.table_names()
