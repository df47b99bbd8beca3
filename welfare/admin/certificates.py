from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from welfare.models import Certificate


@admin.register(Certificate)
class CertificateAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    attachments = True
    list_display = (
        "number",
        "worker",
        "enterprise",
        "occupation",
        "level",
        "issued_on",
        "subsidy__amount",
        "subsidy__paid_on",
    )
    list_select_related = ("subsidy",)
    list_filter = ("level", ("subsidy", admin.EmptyFieldListFilter))
    search_fields = ("worker__name", "number", "occupation")
    date_hierarchy = "issued_on"
    ordering = ("-issued_on", "number")
