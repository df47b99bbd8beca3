"""The history page: who changed what, with private values masked."""

import itertools
from collections.abc import Iterable
from typing import Any

from django.contrib.admin.utils import display_for_field, unquote
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import HistoricalChanges

from config.accounts.admin.scoped import reach
from config.accounts.admin.shown import YES_NO
from config.accounts.fields import PartialDateField
from config.accounts.models import keeps_history
from config.accounts.reach import Reach
from config.audit.models import AuditEntry
from config.audit.words import column_words

BLANK = "（空）"
GONE = "（已删除）"
ELSEWHERE = "（其他单位）"


def told(field: models.Field, version: models.Model, mine: Reach) -> str:
    """What the page says to somebody that the field held in a version of the row."""
    if field.many_to_many:
        return _told_several(field, version, mine)
    value = getattr(version, field.attname)
    if value in {None, ""}:
        return BLANK
    if hasattr(field, "shown"):
        return field.shown(version)
    if isinstance(field, models.BooleanField):
        return YES_NO[bool(value)]
    if field.is_relation:
        return _told_relation(field, version, mine)
    return display_for_field(value, field, BLANK)


def _told_relation(field: models.Field, version: models.Model, mine: Reach) -> str:
    """A row by its name, unless somebody else looks after it."""
    try:
        row = getattr(version, field.name)
    except ObjectDoesNotExist:
        return GONE
    seen = mine.sees_all(type(row)) or mine.visible(type(row)).filter(pk=row.pk).exists()
    return str(row) if seen else ELSEWHERE


def several(version: models.Model) -> list[models.Field]:
    """Columns of several rows that a version of a row keeps."""
    return version._history_m2m_fields  # noqa: SLF001 -- the library offers no other name


def _told_several(field: models.Field, version: models.Model, mine: Reach) -> str:
    rows = field.related_model._default_manager.filter(pk__in=held(field, version))
    seen = {*mine.visible(field.related_model).filter(pk__in=rows).values_list("pk", flat=True)}
    return "、".join(str(row) if row.pk in seen else ELSEWHERE for row in rows) or BLANK


def differing(
    old: models.Model, new: models.Model, fields: Iterable[models.Field]
) -> list[models.Field]:
    """Columns in which two versions differ; a date and its precision are one."""
    return [field for field in fields if held(field, old) != held(field, new)]


def changes(
    model: type[models.Model],
    old: models.Model,
    new: models.Model,
    fields: Iterable[models.Field] | None = None,
    *,
    mine: Reach,
) -> list[dict[str, str]]:
    """Column, value in the one version, value in the other; of all columns unless told which.

    The library passes over columns that no form shows, and those say most: unit, branch, state.
    A model names in `untold` columns that only repeat another.
    """
    if fields is None:
        columns = model._meta.concrete_fields
        passed_over = {column.precision_name() for column in columns if is_partial(column)}
        passed_over |= {*getattr(model, "untold", ())}
        own = [column for column in columns if column.name not in passed_over]
        fields = [*own, *several(new)]
    return [
        {
            "field": field.verbose_name,
            "old": told(field, old, mine),
            "new": told(field, new, mine),
        }
        for field in differing(old, new, fields)
    ]


def is_line(version: models.Model) -> bool:
    return isinstance(version, HistoricalChanges)


def is_partial(field: models.Field) -> bool:
    return isinstance(field, PartialDateField)


def held(field: models.Field, version: models.Model) -> Any:
    """The value to compare: of a date known by month, with how exactly it is known."""
    if field.many_to_many:
        column = f"{field.m2m_reverse_field_name()}_id" if is_line(version) else "pk"
        return frozenset(getattr(version, field.name).values_list(column, flat=True))
    return (
        field.value_from_object(version) if is_partial(field) else getattr(version, field.attname)
    )


class HistoryAdmin(SimpleHistoryAdmin):
    """Shows history. The library's form of an old version would go around our rules: it is shut."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_simple_history"
        return [url for url in super().get_urls() if url.name != name]

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"修改记录：{obj}"

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, *args: Any, **kwargs: Any
    ) -> None:
        for new, old in itertools.pairwise(historical_records):
            new.history_delta_changes = changes(self.model, old, new, mine=reach(request))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The library would show the history of a row which the queryset hides.
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if keeps_history(self.model):
            return super().history_view(request, object_id, extra_context)
        return self._audit_of_row(request, row)

    def _audit_of_row(self, request: HttpRequest, row: models.Model) -> HttpResponse:
        """For a model that keeps no history: who did what, and with which fields."""
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = AuditEntry.objects.filter(model=self.opts.label_lower, object_id=str(row.pk))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.history_view_title(request, row),
            "module_name": self.opts.verbose_name_plural,
            "object": row,
            "entries": [
                (entry, column_words(entry))
                for entry in entries.select_related("user")[: self.history_list_per_page]
            ],
        }
        return TemplateResponse(request, "admin/audit/row_history.html", context)
