"""From a figure to its rows: a list narrowed by the condition that counted the number."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ALL_VAR, IS_FACETS_VAR, ORDER_VAR, PAGE_VAR, ChangeList
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.accounts.admin.base import ChangelistNarrower
from config.accounts.admin.scoped import reach
from config.accounts.reach import EVERYTHING, Reach
from config.summaries.counting import count_one
from config.summaries.figures import Figure, FigureTable, Number, printed
from config.summaries.months import Month
from config.summaries.registry import Registry, UnknownFigure, office

FIGURE, PERIOD, GROUP = PARAMETERS = ("figure", "period", "group")
NO_VALUE = "none"
UNNARROWING = {*PARAMETERS, ORDER_VAR, PAGE_VAR, ALL_VAR, IS_FACETS_VAR}
"""What a list's address may hold without showing fewer rows."""
BEFORE_FILTERS = "；这是搜索和筛选以前的数字，下面的记录已经又筛选过"


@dataclasses.dataclass(frozen=True)
class FigureRows:
    """Which rows of `model` a number counts, in words and as a condition."""

    table: FigureTable
    figure: Figure
    month: Month
    label: str
    belonging: QuerySet[Any]

    @property
    def model(self) -> type[Model]:
        return self.table.model

    @property
    def condition(self) -> Q:
        counted = self.belonging.filter(self.figure.where(self.month))
        return Q(pk__in=counted.order_by().values("pk"))

    @property
    def number(self) -> Number:
        return count_one(self.figure, self.month, self.belonging)

    @property
    def notice(self) -> SafeString:
        return format_html(
            '数字 {} = {}，<a href="{}">返回汇总</a>',
            printed(self.number),
            self.label,
            reverse("admin:summaries_month", args=[str(self.month)]),
        )


def figure_rows(
    key: str,
    month: Month,
    group: str = "",
    registry: Registry = office,
    mine: Reach = EVERYTHING,
) -> FigureRows:
    """The rows of somebody's behind a figure, for all or for one group ("brand:3", "brand:none").

    Raises UnknownFigure for a key, a dimension or a value that does not exist.
    """
    table, figure = registry.figure(key)
    rows = mine.narrow(table.rows(month))
    words = [month.label, figure.label]
    if group:
        rows, said = _of_group(table, rows, group, registry, mine)
        words.append(said)
    return FigureRows(table, figure, month, " · ".join(words), rows)


def _of_group(
    table: FigureTable, rows: QuerySet[Any], group: str, registry: Registry, mine: Reach
) -> tuple[QuerySet[Any], str]:
    name, _, value = group.partition(":")
    dimension = registry.dimension(name)
    if name not in table.groups:
        raise UnknownFigure(group)
    path = table.groups[name]
    if value == NO_VALUE:
        return rows.filter((f"{path}__isnull", True)), f"{dimension.label} {dimension.blank}"
    chosen = value.isascii() and value.isdecimal()
    found = mine.visible(dimension.model).filter(pk=value).first() if chosen else None
    if found is None:
        raise UnknownFigure(group)
    return rows.filter((path, found.pk)), f"{dimension.label} {found}"


def rows_address(key: str, month: Month, group: str = "", registry: Registry = office) -> str:
    """The address of the list behind a figure; empty where the office has no such list."""
    model = registry.figure(key)[0].model
    if model not in admin.site._registry:
        return ""
    query = QueryDict(mutable=True)
    query.update({FIGURE: key, PERIOD: str(month)})
    if group:
        query[GROUP] = group
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{page}?{query.urlencode(safe=':')}"


def asked(parameters: Any, model: type[Model], mine: Reach) -> FigureRows | None:
    """What an address asks a list for; None where it names no figure.

    Raises UnknownFigure or ValueError where it names one that this list does not hold.
    """
    if FIGURE not in parameters:
        return None
    month = Month.parse(parameters.get(PERIOD, ""))
    found = figure_rows(parameters[FIGURE], month, parameters.get(GROUP, ""), mine=mine)
    if found.model is not model:
        raise UnknownFigure(parameters[FIGURE])
    return found


class FigureFilter(ChangelistNarrower):
    """Narrows a list to the rows of one figure; it hides where no figure is asked for."""

    title = "汇总数字"

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, list[str]],
        model: type[Model],
        model_admin: admin.ModelAdmin[Any],
    ) -> None:
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name)[-1] for name in PARAMETERS if name in params}
        self.used_parameters.update(given)
        try:
            self.rows = asked(given, model, reach(request))
        except (UnknownFigure, ValueError) as wrong:
            raise IncorrectLookupParameters from wrong

    @classmethod
    def notice(cls, request: HttpRequest, model: type[Model]) -> str:
        """What stands above the narrowed list."""
        try:
            rows = asked(request.GET, model, reach(request))
        except (UnknownFigure, ValueError):
            return "这个链接指的汇总数字已经不存在，下面是全部记录。"
        if rows is None:
            return ""
        narrowed = any(request.GET[name] for name in request.GET.keys() - UNNARROWING)
        return format_html("{}{}", rows.notice, BEFORE_FILTERS if narrowed else "")

    def has_output(self) -> bool:
        return self.rows is not None

    def expected_parameters(self) -> list[str]:
        return list(PARAMETERS)

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(self.rows.condition) if self.rows else queryset

    def choices(self, changelist: ChangeList) -> Iterable[dict[str, Any]]:
        everything = changelist.get_query_string(remove=list(PARAMETERS))
        yield {"selected": False, "query_string": everything, "display": "全部"}
        here = changelist.get_query_string()
        yield {"selected": True, "query_string": here, "display": self.rows and self.rows.label}
