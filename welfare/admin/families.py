import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from config.accounts.admin.base import OfficeAdmin
from config.accounts.admin.verbs import Ask, Verb, VerbAdmin
from welfare import actions
from welfare.choices import FamilyCause
from welfare.models import Family, StudyAid


def end(family: Family, *, on: datetime.date) -> None:
    actions.end_family(family=family, on=on)


END = Verb(
    name="end",
    label="脱困",
    asks={"on": Ask(column=Family.ended_on.field)},
    act=end,
    offered=lambda family: family.ended_on is None,
)


class FamilyForm(forms.ModelForm):
    """Shows the cause whole, to those who may alter it."""

    cause = forms.ChoiceField(
        label="困难类型",
        required=False,
        help_text="加密保存；列表里只显示是否登记。",
        error_messages={"invalid_choice": "请在列出的困难类型中选择一种。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = list(FamilyCause.choices)
        stored = self.instance.cause
        if stored and stored not in FamilyCause.values:
            offered.append((stored, stored))
        self.fields["cause"].choices = [("", "未登记"), *offered]

    def clean_cause(self) -> str | None:
        return self.cleaned_data["cause"] or None


@admin.register(Family)
class FamilyAdmin(VerbAdmin):
    desk_group = "关爱项目"
    form = FamilyForm
    verbs = (END,)
    list_display = (
        "worker",
        "worker__enterprise",
        "size",
        "cause_on_file",
        "started_on",
        "ended_on",
    )
    list_filter = (("ended_on", admin.EmptyFieldListFilter),)
    search_fields = ("worker__name",)
    date_hierarchy = "started_on"
    ordering = ("-started_on", "-pk")

    def get_fields(self, request: HttpRequest, obj: Family | None = None) -> tuple[str, ...]:
        only_looks = obj is not None and not self.has_change_permission(request, obj)
        cause = "cause_on_file" if only_looks else "cause"
        return ("worker", cause, "size", "started_on", "ended_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Family | None = None) -> list[Any]:
        return [*super().get_readonly_fields(request, obj), "cause_on_file"]

    @admin.display(description="困难类型")
    def cause_on_file(self, family: Family) -> str:
        return "已登记" if family.cause else "空"


@admin.register(StudyAid)
class StudyAidAdmin(OfficeAdmin):
    desk_group = "关爱项目"
    list_display = (
        "worker",
        "enterprise",
        "child",
        "school",
        "level",
        "year",
        "payment__amount",
        "payment__paid_on",
    )
    list_select_related = ("payment",)
    list_filter = ("year",)
    search_fields = ("worker__name", "child", "school")
    ordering = ("-year", "-pk")
