"""The history page: who changed what, with private values masked."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from config.accounts.fields import PrivateField, mask
from config.audit.models import AuditEntry
from config.audit.words import column_words


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
            return "是" if value else "否"
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
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if hasattr(self.opts, "simple_history_manager_attribute"):
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
