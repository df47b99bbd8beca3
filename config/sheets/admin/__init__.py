"""Handing workbooks in, the plan, the records; workbooks out, and the requests for many rows."""

from django.contrib import admin

from config.sheets.admin.blank_forms import blank_form
from config.sheets.admin.desk import exports_to_see_to, recent_imports
from config.sheets.admin.exporting import export_in_full, export_ledger
from config.sheets.admin.handing_in import hand_in_page
from config.sheets.admin.list_rows import export_list
from config.sheets.admin.records import ImportAdmin
from config.sheets.admin.requests import ExportRequestAdmin
from config.sheets.admin.saved_queries import save_view, saved_view

__all__ = ["ExportRequestAdmin", "ImportAdmin"]

admin.site.register_page(
    "sheets/hand-in/",
    hand_in_page,
    "sheets_hand_in",
    listed_as=("汇总", "导入表格"),
    permission="sheets.add_import",
)
admin.site.register_page("sheets/export/<slug:ledger>/", export_ledger, "sheets_export")
admin.site.register_page(
    "sheets/export/<slug:ledger>/full/", export_in_full, "sheets_export_in_full"
)
admin.site.register_page("sheets/list/<str:listed>/", export_list, "sheets_list")
admin.site.register_page("sheets/queries/<slug:key>/save/", save_view, "sheets_query_save")
admin.site.register_page("sheets/queries/saved/<int:saved>/", saved_view, "sheets_saved_query")
admin.site.register_desk_panel(exports_to_see_to, order=25)
admin.site.register_desk_panel(recent_imports, order=30)
admin.site.register_page("sheets/form/<slug:ledger>/", blank_form, "sheets_form")
