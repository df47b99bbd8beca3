"""Activities, honours, delegates: records of a day."""

from django.contrib import admin

from config.accounts.admin.base import OfficeAdmin
from ledgers.models import Activity, Delegate, Honour


@admin.register(Activity)
class ActivityAdmin(OfficeAdmin):
    desk_group = "三本台账"
    attachments = True
    list_display = ("held_on", "branch", "kind", "topic", "place", "expected", "attended")
    list_display_links = ("held_on", "topic")
    list_filter = ("kind", "branch")
    search_fields = ("topic", "branch__name")
    date_hierarchy = "held_on"
    ordering = ("-held_on", "-pk")


@admin.register(Honour)
class HonourAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("worker", "title", "level", "granted_on", "enterprise")
    list_filter = ("level",)
    search_fields = ("worker__name", "title")
    date_hierarchy = "granted_on"
    ordering = ("-granted_on", "-pk")


@admin.register(Delegate)
class DelegateAdmin(OfficeAdmin):
    desk_group = "三本台账"
    list_display = ("worker", "kind", "level", "elected_on", "ended_on", "enterprise")
    list_filter = ("kind", "level")
    search_fields = ("worker__name",)
    date_hierarchy = "elected_on"
    ordering = ("-elected_on", "-pk")
