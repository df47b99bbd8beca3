import datetime

from django.contrib import admin

from config.accounts.admin.verbs import Ask, Verb, VerbAdmin
from welfare import actions
from welfare.models import Station


def close(station: Station, *, on: datetime.date) -> None:
    actions.close_station(station=station, on=on)


CLOSE = Verb(
    name="close",
    label="停用",
    asks={"on": Ask(column=Station.closed_on.field)},
    act=close,
    offered=lambda station: station.closed_on is None,
)


@admin.register(Station)
class StationAdmin(VerbAdmin):
    desk_group = "关爱项目"
    attachments = True
    verbs = (CLOSE,)
    list_display = ("name", "district", "address", "services", "opened_on", "closed_on")
    list_filter = ("district", ("closed_on", admin.EmptyFieldListFilter))
    search_fields = ("name", "address", "services")
    date_hierarchy = "opened_on"
    ordering = ("district", "name")
