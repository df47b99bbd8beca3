from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from unions.admin.forms import EnterpriseForm, PhoneForm
from unions.models import Brand, District, Enterprise, Partner


@admin.register(District)
class DistrictAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    list_display = ("name", "code")
    search_fields = ("name", "code")


@admin.register(Brand)
class BrandAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Partner)
class PartnerAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    form = PhoneForm
    list_display = ("name", "contact", "phone")
    search_fields = ("name", "contact")


@admin.register(Enterprise)
class EnterpriseAdmin(OfficeAdmin):
    desk_group = "单位和人员"
    form = EnterpriseForm
    list_display = ("name", "brand", "district", "kind", "manager", "phone", "closed_on")
    list_filter = ("kind", "brand", "district", ("closed_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "credit_code", "manager")
    fieldsets = (
        (None, {"fields": ("name", "credit_code", "kind", "brand", "district")}),
        ("负责人", {"fields": ("manager", "manager_worker", "phone")}),
        ("起止", {"fields": ("opened_on", "closed_on")}),
    )
