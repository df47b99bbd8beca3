from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Spreadsheets in and out."""

    name = "config.sheets"
    label = "sheets"
    verbose_name = "表格导入导出"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.accounts.rotation import register_sealed
        from config.sheets import access, background, waiting_files
        from config.sheets.models import FileChunk, HandedInFile, ImportedSheet, PlanChunk
        from config.sheets.storing import LABEL

        access.register()
        register_sealed(ImportedSheet, "problems", LABEL)
        register_sealed(PlanChunk, "blob", LABEL)
        register_sealed(PlanChunk, "prepared", LABEL)
        register_sealed(HandedInFile, "corrections", LABEL)
        register_sealed(FileChunk, "blob", waiting_files.LABEL)
        background.register()
