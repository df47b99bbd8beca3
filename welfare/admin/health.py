from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from welfare.models import HealthCheck, Insurance


@admin.register(HealthCheck)
class HealthCheckAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("worker", "enterprise", "checked_on", "institution")
    search_fields = ("worker__name", "institution")
    date_hierarchy = "checked_on"
    ordering = ("-checked_on", "-pk")


@admin.register(Insurance)
class InsuranceAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("worker", "enterprise", "started_on", "ended_on", "insurer")
    search_fields = ("worker__name", "insurer")
    date_hierarchy = "started_on"
    ordering = ("-started_on", "-pk")
