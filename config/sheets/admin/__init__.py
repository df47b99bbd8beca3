"""The import pages: handing workbooks in, the plan, the records, the masked workbooks out."""

from django.contrib import admin

from config.sheets.admin.blank_forms import blank_form
from config.sheets.admin.desk import recent_imports
from config.sheets.admin.exporting import export_ledger
from config.sheets.admin.handing_in import hand_in_page
from config.sheets.admin.records import ImportAdmin

__all__ = ["ImportAdmin"]

admin.site.register_page(
    "sheets/hand-in/",
    hand_in_page,
    "sheets_hand_in",
    listed_as=("汇总", "导入表格"),
    permission="sheets.add_import",
)
admin.site.register_page("sheets/export/<slug:ledger>/", export_ledger, "sheets_export")
admin.site.register_desk_panel(recent_imports, order=30)
admin.site.register_page("sheets/form/<slug:ledger>/", blank_form, "sheets_form")
