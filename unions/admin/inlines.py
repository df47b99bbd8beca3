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
        """With all that the rows name; a role of a person is named by that person."""
        relations = [field for field in self.model._meta.fields if field.many_to_one]
        roles = [
            field
            for field in relations
            if any(of.name == "worker" for of in field.related_model._meta.fields)
        ]
        return (
            super()
            .get_queryset(request)
            .select_related(
                *(field.name for field in relations), *(f"{role.name}__worker" for role in roles)
            )
        )
