"""Backups belong to no unit; whoever keeps the accounts keeps them, another the keys."""

from config.accounts.reach import register_unbound
from config.accounts.roles import (
    ACCOUNT_ADMIN,
    OFFICE_MANAGER,
    SECURITY_ADMIN,
    register_rights,
)
from config.backups.models import Backup, BackupSettings, RecoverySheet, Turn

KEEPS_BACKUPS = {
    "backups.backup": "view add",
    "backups.backupsettings": "view add change",
}
KEEPS_KEYS = {"backups.recoverysheet": "view add"}
"""A backup and its keys together are everything that the office knows."""


def register() -> None:
    register_unbound(Backup, BackupSettings, RecoverySheet, Turn)
    for role in (ACCOUNT_ADMIN, OFFICE_MANAGER):
        register_rights(role, KEEPS_BACKUPS)
    for role in (SECURITY_ADMIN, OFFICE_MANAGER):
        register_rights(role, KEEPS_KEYS)
