"""The program's own models belong to no unit; who may do what with accounts and logs."""

from django.contrib.auth.models import Group

from config.accounts.models import Committee, RoleGrant, Scope, User
from config.accounts.reach import register_unbound
from config.accounts.roles import (
    ACCOUNT_ADMIN,
    AUDITOR,
    LEADER,
    OFFICE_MANAGER,
    PARTY_CLERK,
    REVIEWER,
    SECURITY_ADMIN,
    UNION_CLERK,
    WELFARE_CLERK,
    register_rights,
)
from config.audit.models import AuditEntry

KEEPS_ACCOUNTS = {"accounts.user": "view add change reset"}
GRANTS = {
    "accounts.user": "view",
    "auth.group": "view",
    "accounts.rolegrant": "view add confirm withdraw",
    "accounts.scope": "view add confirm",
}
READS_LOGS = {"audit.auditentry": "view"}


def register() -> None:
    register_unbound(AuditEntry, Committee, Group, RoleGrant, Scope, User)
    for role in (ACCOUNT_ADMIN, OFFICE_MANAGER):
        register_rights(role, {**KEEPS_ACCOUNTS, "accounts.committee": "view change"})
    for role in (SECURITY_ADMIN, OFFICE_MANAGER):
        register_rights(role, GRANTS)
    register_rights(REVIEWER, {"accounts.rolegrant": "view confirm"})
    for role in (AUDITOR, OFFICE_MANAGER):
        register_rights(role, READS_LOGS)
    for role in (PARTY_CLERK, UNION_CLERK, WELFARE_CLERK, REVIEWER, LEADER):
        register_rights(role, {"accounts.committee": "view"})
