"""The pages of backups: the list with its button, the settings, the recovery sheet, the panel."""

from django.contrib import admin

from config.backups.admin.backups import BackupAdmin
from config.backups.admin.desk import quiet_panel, red_panel
from config.backups.admin.settings import BackupSettingsAdmin
from config.backups.admin.sheets import RecoverySheetAdmin

__all__ = ["BackupAdmin", "BackupSettingsAdmin", "RecoverySheetAdmin"]

admin.site.register_desk_panel(red_panel, order=0)
admin.site.register_desk_panel(quiet_panel, order=40)
