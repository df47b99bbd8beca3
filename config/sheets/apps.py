from django.apps import AppConfig


class SheetsConfig(AppConfig):
    """Spreadsheets in and out."""

    name = "config.sheets"
    label = "sheets"
    verbose_name = "表格导入导出"
    default_auto_field = "django.db.models.BigAutoField"
