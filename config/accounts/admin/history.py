"""The history page: who changed what, with private values masked."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from config.accounts.admin.shown import YES_NO
from config.accounts.fields import PrivateField, mask


class MaskedChanges(HistoricalRecordContextHelper):
    """Old and new values as a clerk may see them."""

    def prepare_delta_change_value(self, change: ModelChange, value: Any) -> Any:
        field = self.model._meta.get_field(change.field)
        if isinstance(field, PrivateField):
            return mask(value) or "（空）"
        if value in {None, ""}:
            return "（空）"
        if field.choices:
            return dict(field.flatchoices).get(value, value)
        if isinstance(field, models.BooleanField):
            return YES_NO[bool(value)]
        return super().prepare_delta_change_value(change, value)


class HistoryAdmin(SimpleHistoryAdmin):
    """Shows history and restores nothing: what was once true is corrected by a new change."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_simple_history"
        return [url for url in super().get_urls() if url.name != name]

    def history_view_title(self, request: HttpRequest, obj: models.Model) -> str:
        return f"修改记录：{obj}"

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> MaskedChanges:
        return MaskedChanges(self.model, historical_record)

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
