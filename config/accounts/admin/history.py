"""The history page: who changed what, with private values masked."""

import itertools
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import display_for_field, unquote
from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from config.accounts.admin.shown import YES_NO
from config.accounts.fields import PartialDateField

BLANK = "（空）"
GONE = "（已删除）"


def told(field: models.Field, version: models.Model) -> str:
    """What the page says the field held in a version of the row."""
    value = getattr(version, field.attname)
    if value in {None, ""}:
        return BLANK
    if hasattr(field, "shown"):
        return field.shown(version)
    if isinstance(field, models.BooleanField):
        return YES_NO[bool(value)]
    if field.is_relation:
        try:
            return str(getattr(version, field.name))
        except ObjectDoesNotExist:
            return GONE
    return display_for_field(value, field, BLANK)


def changes(old: models.Model, new: models.Model) -> list[dict[str, str]]:
    """What changed from one version to the next, in the order of the columns.

    The library passes over columns that no form shows, and those say most: unit, branch, state.
    A model names in `untold` columns that only repeat another.
    """
    passed_over = {field.precision_name() for field in new.tracked_fields if is_partial(field)}
    passed_over |= {*getattr(new.instance_type, "untold", ())}
    return [
        {"field": field.verbose_name, "old": told(field, old), "new": told(field, new)}
        for field in new.tracked_fields
        if field.name not in passed_over and held(field, old) != held(field, new)
    ]


def is_partial(field: models.Field) -> bool:
    return isinstance(field, PartialDateField)


def held(field: models.Field, version: models.Model) -> Any:
    """The value to compare: of a date known by month, with how exactly it is known."""
    return (
        field.value_from_object(version) if is_partial(field) else getattr(version, field.attname)
    )


class HistoryAdmin(SimpleHistoryAdmin):
    """Shows history and restores nothing: what was once true is corrected by a new change."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_simple_history"
        return [url for url in super().get_urls() if url.name != name]

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"修改记录：{obj}"

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, *args: Any, **kwargs: Any
    ) -> None:
        for new, old in itertools.pairwise(historical_records):
            new.history_delta_changes = changes(old, new)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        # The library would show the history of a row which the queryset hides.
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404
        if hasattr(self.opts, "simple_history_manager_attribute"):
            return super().history_view(request, object_id, extra_context)
        page = admin.ModelAdmin.history_view(self, request, object_id, extra_context)
        page.template_name = "admin/object_history.html"
        return page
