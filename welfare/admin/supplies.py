from decimal import Decimal

from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from welfare import rules
from welfare.models import StockReport, SupplyDelivery


@admin.register(SupplyDelivery)
class SupplyDeliveryAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("enterprise", "item", "quantity", "unit", "delivered_on", "handler")
    search_fields = ("enterprise__name", "item", "handler")
    date_hierarchy = "delivered_on"
    ordering = ("-delivered_on", "-pk")


@admin.register(StockReport)
class StockReportAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = ("enterprise", "item", "on_hand", "needed", "lacking", "reported_on")
    search_fields = ("enterprise__name", "item")
    date_hierarchy = "reported_on"
    ordering = ("-reported_on", "-pk")

    @admin.display(description="还缺")
    def lacking(self, report: StockReport) -> Decimal:
        return rules.quantity_lacking(on_hand=report.on_hand, needed=report.needed)
