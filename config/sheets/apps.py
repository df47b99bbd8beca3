from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Spreadsheets in and out."""

    name = "config.sheets"
    label = "sheets"
    verbose_name = "表格导入导出"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.accounts.reach import register_unbound
        from config.accounts.rotation import register_sealed
        from config.sheets.models import Import, ImportedSheet, PlanChunk
        from config.sheets.storing import LABEL

        # An import is its maker's; see the records' own page.
        register_unbound(Import)
        register_sealed(ImportedSheet, "problems", LABEL)
        register_sealed(PlanChunk, "blob", LABEL)
        register_sealed(PlanChunk, "prepared", LABEL)
