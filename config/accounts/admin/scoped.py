"""The scope of whoever asks, at every door of the admin."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.reach import Reach, reach_of
from config.accounts.refusals import Refusal

OUTSIDE = "这样保存后，这条记录就不在您负责的单位范围内；请改选您负责的单位，或请负责的人办理。"


def reach(request: HttpRequest) -> Reach:
    """What the user of this request looks after today."""
    return reach_of(request.user, on=timezone.localdate())


class ScopedRows:
    """Pages and inlines show what the user looks after, and let him alter no other row."""

    def visible_to(self, request: HttpRequest) -> models.QuerySet:
        """The rows this user may see: lists, forms, pickers and filters all ask here."""
        return reach(request).visible(self.model)

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return reach(request).has_any(self.model) and super().has_add_permission(request, *args)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._looks_after(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._looks_after(request, obj)

    def _looks_after(self, request: HttpRequest, obj: Any) -> bool:
        """Asked many times a page about the same row: remembered with the request."""
        if not isinstance(obj, self.model):  # an inline is asked about its parent
            return True
        known = request.__dict__.setdefault("_looked_after", {})
        key = (self.model, obj.pk)
        if key not in known:
            known[key] = reach(request).holds(obj)
        return known[key]


class ScopedPage(ScopedRows):
    """The page of a model: what was saved must still be the user's to look after."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        super().save_related(request, form, formsets, change)
        beneath = (one.instance for many in formsets for one in many.forms)
        self.refuse_outside(request, form.instance, *beneath)

    def refuse_outside(self, request: HttpRequest, *rows: models.Model) -> None:
        """What was written is taken back where the clerk would no longer look after it."""
        mine = reach(request)
        if not all(mine.holds(row) for row in rows if row.pk):
            raise Refusal(OUTSIDE)


class ScopedInline(ScopedRows):
    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return reach(request).narrow(super().get_queryset(request))


class VisibleRelatedFilter(admin.RelatedFieldListFilter):
    """A filter in the sidebar that lists only what the clerk may see."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: admin.ModelAdmin
    ) -> list[tuple[Any, str]]:
        target = model_admin.admin_site._registry.get(field.remote_field.model)
        if isinstance(target, ScopedRows):
            rows = target.get_queryset(request)
        else:
            rows = reach(request).visible(field.remote_field.model)
        return [(row.pk, str(row)) for row in rows]
