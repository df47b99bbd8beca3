from typing import Any

from django.http import HttpRequest

from config.accounts.admin.base import OfficeInline


class DatedInline(OfficeInline):
    """Dated rows of a subject, latest first, to read; buttons and their own pages alter them."""

    ordering = ("-started_on", "-pk")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        relations = [field.name for field in self.model._meta.fields if field.many_to_one]
        return super().get_queryset(request).select_related(*relations)
