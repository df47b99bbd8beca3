from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from welfare.models import Programme


@admin.register(Programme)
class ProgrammeAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("name", "kind", "standing", "started_on", "ended_on", "budget")
    list_filter = ("kind", "standing")
    search_fields = ("name",)
    ordering = ("-standing", "name")
