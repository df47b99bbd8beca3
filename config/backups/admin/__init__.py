"""The pages of backups: the list with its button, the settings, the recovery sheet, the panel."""

from django.contrib import admin

from config.backups.admin.backups import BackupAdmin
from config.backups.admin.desk import backup_panel
from config.backups.admin.settings import BackupSettingsAdmin
from config.backups.admin.sheets import RecoverySheetAdmin

__all__ = ["BackupAdmin", "BackupSettingsAdmin", "RecoverySheetAdmin"]

admin.site.register_desk_panel(backup_panel, order=40)
