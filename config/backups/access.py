"""Backups belong to no unit; whoever keeps the accounts keeps them."""

from config.accounts.reach import register_unbound
from config.accounts.roles import ACCOUNT_ADMIN, OFFICE_MANAGER, register_rights
from config.backups.models import Backup, BackupSettings, RecoverySheet, Turn

KEEPS_BACKUPS = {
    "backups.backup": "view add",
    "backups.backupsettings": "view add change",
    "backups.recoverysheet": "view add",
}


def register() -> None:
    register_unbound(Backup, BackupSettings, RecoverySheet, Turn)
    for role in (ACCOUNT_ADMIN, OFFICE_MANAGER):
        register_rights(role, KEEPS_BACKUPS)
