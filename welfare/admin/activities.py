from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from welfare.models import CareActivity, Policy


@admin.register(CareActivity)
class CareActivityAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    attachments = True
    list_display = ("name", "kind", "held_on", "place", "organiser", "participants")
    list_filter = ("kind",)
    search_fields = ("name", "place", "organiser")
    date_hierarchy = "held_on"
    ordering = ("-held_on", "name")


@admin.register(Policy)
class PolicyAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("title", "number", "issued_on", "issuers")
    search_fields = ("title", "number", "issuers")
    date_hierarchy = "issued_on"
    ordering = ("-issued_on", "title")
