from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from unions.models import CourierHome


@admin.register(CourierHome)
class CourierHomeAdmin(OfficeAdmin):
    desk_group = "工会"
    attachments = True
    list_display = ("name", "district", "address", "area_m2", "opened_on", "closed_on")
    list_filter = ("district",)
    search_fields = ("name", "address")
