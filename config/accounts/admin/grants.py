"""Who may do what: roles and units are given, confirmed and taken back, each a row that stays."""

import copy
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest
from django.utils import timezone

from config.accounts import actions
from config.accounts.admin.base import OfficeInline
from config.accounts.admin.scoped import reach
from config.accounts.admin.verbs import Verb, VerbAdmin
from config.accounts.models import RoleGrant, Scope
from config.accounts.models.scope import WHOLE
from config.accounts.reach import COMMITTEE, unit_kinds

WHOLE_COMMITTEE = "全部（整个行业党委）"
BETWEEN = ":"


def may_give_any(request: HttpRequest) -> bool:
    """Whoever gives by duty gives every unit; others only what they look after themselves."""
    return bool(request.user.duty) or reach(request).whole


def waits(grant: Any) -> bool:
    return grant.confirmed_at is None and grant.ended_on is None


def confirming(act: Callable[..., Any], *, permission: str) -> Verb:
    """The second person's button, of a role as of a unit."""
    return Verb(
        name="confirm",
        label="确认",
        explanation="确认后立即生效。确认的人不能是提出的人，也不能是本人。",
        asks={},
        act=act,
        offered=waits,
        permission=permission,
        by_whom=True,
    )


def unit_choices(request: HttpRequest) -> list[tuple[str, Any]]:
    """The units that a user may give, grouped by kind; a choice is "district:3"."""
    choices: list[tuple[str, Any]] = [("", "请选择")]
    if may_give_any(request):
        choices.append((COMMITTEE, WHOLE_COMMITTEE))
    for kind in unit_kinds():
        rows = kind.model._default_manager.all()
        if not may_give_any(request):
            rows = rows.filter(pk__in=reach(request).units.get(kind.key, ()))
        listed = [(f"{kind.key}{BETWEEN}{row.pk}", str(row)) for row in rows]
        choices.append((str(kind.model._meta.verbose_name), listed))
    return choices


def with_unit_names(scopes: models.QuerySet) -> models.QuerySet:
    """Each scope with the name of its unit, in the same query."""
    names = [
        When(
            kind=kind.key,
            then=Subquery(
                kind.model._default_manager.filter(pk=OuterRef("unit_pk")).values("name")
            ),
        )
        for kind in unit_kinds()
    ]
    return scopes.annotate(named=Case(*names, default=Value("")))


class NamesUnits:
    """Lists scopes by the names of their units."""

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return with_unit_names(super().get_queryset(request))

    @admin.display(description="单位")
    def unit_name(self, scope: Scope) -> str:
        """A unit as lists show it: 县(市、区) 朔城区."""
        if scope.kind == COMMITTEE:
            return WHOLE_COMMITTEE
        return f"{kind_words()[scope.kind]} {scope.named or '（单位已不存在）'}"


def kind_words() -> dict[str, str]:
    """The kinds of unit by the words of their models."""
    words = {kind.key: str(kind.model._meta.verbose_name) for kind in unit_kinds()}
    return {COMMITTEE: WHOLE_COMMITTEE, **words}


class KindFilter(admin.SimpleListFilter):
    title = "单位类型"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(kind_words().items())

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ScopeForm(forms.ModelForm):
    """Asks for a unit of any kind in one list."""

    unit = forms.ChoiceField(
        label="单位",
        help_text="看得到这个单位和它下属单位的记录；党员信息只有党组织和整个行业党委管得到。",
    )

    class Meta:
        model = Scope
        fields = ("user", "unit", "started_on")
        widgets = {"started_on": AdminDateWidget}

    def unit_chosen(self) -> tuple[str, int]:
        kind, _, pk = self.cleaned_data["unit"].partition(BETWEEN)
        return kind, int(pk or WHOLE)


class GrantsPage(VerbAdmin):
    """Rows are made by giving and altered by verbs."""

    desk_group = "系统"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_use_verbs(self, request: HttpRequest, row: models.Model) -> bool:
        """Each button has a right of its own; the row itself nobody edits."""
        return self.has_view_permission(request, row)

    @admin.display(description="状态")
    def standing(self, grant: Any) -> str:
        if grant.ended_on is not None:
            return "已收回"
        return "已生效" if grant.confirmed_at else "待确认"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        given = super().get_readonly_fields(request, obj)
        return [*given, *self.shown_fields] if obj is not None else given

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.shown_fields if obj is not None else super().get_fields(request, obj)


@admin.register(Scope)
class ScopeAdmin(NamesUnits, GrantsPage):
    list_display = ("user", "unit_name", "standing", "started_on", "ended_on", "granted_by")
    list_filter = (KindFilter,)
    search_fields = ("user__username", "user__name")
    form = ScopeForm
    shown_fields = (
        *("user", "unit_name", "standing", "started_on", "ended_on"),
        *("granted_by", "confirmed_by", "confirmed_at"),
    )
    verbs = (
        confirming(
            lambda scope, *, by, today: actions.confirm_scope(scope=scope, by=by),
            permission="accounts.confirm_scope",
        ),
        Verb(
            name="withdraw",
            label="收回",
            explanation="从今天起不再负责这个单位。",
            asks={},
            act=lambda scope, *, by, today: actions.withdraw_scope(scope=scope, by=by, on=today),
            offered=lambda scope: scope.ended_on is None,
            permission="accounts.add_scope",
            by_whom=True,
        ),
    )

    def visible_to(self, request: HttpRequest) -> models.QuerySet:
        rows = super().visible_to(request)
        if may_give_any(request):
            return rows
        of_units = [Q(kind=kind, unit_pk__in=pks) for kind, pks in reach(request).units.items()]
        return rows.filter(Q(*of_units, _connector=Q.OR)) if of_units else rows.none()

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The units offered are the asker's: a class of his own, for forms share their fields."""
        if obj is None:
            unit = copy.deepcopy(ScopeForm.base_fields["unit"])
            unit.choices = unit_choices(request)
            kwargs["form"] = type("OwnScopeForm", (ScopeForm,), {"unit": unit})
        return super().get_form(request, obj, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {
            "started_on": timezone.localdate(),
            **super().get_changeform_initial_data(request),
        }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        kind, unit_pk = form.unit_chosen()
        made = actions.grant_scope(
            user=obj.user, kind=kind, unit_pk=unit_pk, by=request.user, on=obj.started_on
        )
        obj.pk = made.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The action has written the audit."""


@admin.register(RoleGrant)
class RoleGrantAdmin(GrantsPage):
    list_display = ("user", "group", "standing", "started_on", "ended_on", "granted_by")
    list_filter = ("group",)
    search_fields = ("user__username", "user__name")
    fields = ("user", "group")
    shown_fields = (
        *("user", "group", "standing", "started_on", "ended_on"),
        *("granted_by", "confirmed_by", "confirmed_at"),
    )
    verbs = (
        confirming(
            lambda grant, *, by, today: actions.confirm_role(grant=grant, by=by),
            permission="accounts.confirm_rolegrant",
        ),
        Verb(
            name="withdraw",
            label="收回",
            explanation="收回后立即失效，记录保留。",
            asks={},
            act=lambda grant, *, by, today: actions.withdraw_role(grant=grant, by=by, on=today),
            offered=lambda grant: grant.ended_on is None,
            permission="accounts.withdraw_rolegrant",
            by_whom=True,
        ),
    )

    def visible_to(self, request: HttpRequest) -> models.QuerySet:
        rows = super().visible_to(request)
        if may_give_any(request):
            return rows
        return rows.filter(user__in=reach(request).fellows(on=timezone.localdate()))

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        made = actions.grant_role(
            user=obj.user, group=obj.group, by=request.user, on=timezone.localdate()
        )
        obj.pk = made.pk

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:
        """The action has written the audit."""


class GrantInline(OfficeInline):
    """Roles and units of a user, to read."""

    can_delete = False
    fk_name = "user"
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


class RoleInline(GrantInline):
    model = RoleGrant
    fields = readonly_fields = ("group", "started_on", "ended_on", "confirmed_at")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user", "group")


class ScopeInline(NamesUnits, GrantInline):
    model = Scope
    fields = readonly_fields = ("unit_name", "started_on", "ended_on")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).select_related("user")
