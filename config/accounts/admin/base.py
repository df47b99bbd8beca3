"""The base of every admin page: scope, masks, history and what may not be done live here once."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core import checks
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from config.accounts.admin.attaching import AttachingPage
from config.accounts.admin.checked import checked
from config.accounts.admin.refusing import RefusingPage
from config.accounts.admin.restoring import RestoringAdmin
from config.accounts.admin.revealing import RevealingPage
from config.accounts.admin.scoped import ScopedInline, ScopedPage, VisibleRelatedFilter, reach
from config.accounts.admin.shown import fields_along, private_fields, shown
from config.accounts.admin.site import DESK_GROUPS
from config.accounts.breaches import breaches
from config.accounts.fields import PartialDateField, PrivateField
from config.accounts.reach import is_known
from config.accounts.searched import LOOKS_LIKE_A_NUMBER, TYPED, address_asked, opened
from config.audit.choices import Verb
from config.audit.models import AuditEntry
from config.audit.writing import record


def is_untold(field: models.Field) -> bool:
    repeats = field.name in getattr(field.model, "untold", ())
    return isinstance(field, PrivateField) or (repeats and isinstance(field, models.DateField))


class ChangelistNarrower(admin.ListFilter):
    """A filter that every list of the office obeys besides its own, asked for by an address."""

    @classmethod
    def notice(cls, request: HttpRequest, model: type[models.Model]) -> str:
        """What to say above the list; empty where the address asks nothing of this filter."""
        raise NotImplementedError


changelist_narrowers: list[type[ChangelistNarrower]] = []
"""Apps above add theirs from `AppConfig.ready()`."""


class OfficeFields:
    """What pages and their inlines share: shown columns, scoped pickers, no deletion."""

    formfield_overrides = {
        PrivateField: {"widget": AdminTextInputWidget(attrs={"autocomplete": "off"})},
        PartialDateField: {
            "widget": AdminTextInputWidget(attrs={"placeholder": "2016-02-18 或 2016-02"})
        },
    }

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing that was ever counted is deleted, unless the model says `may_delete = True`."""
        return getattr(self.model, "may_delete", False) and super().has_delete_permission(
            request, obj
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [shown(self.model, name) for name in super().get_readonly_fields(request, obj)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        read_only = {
            column.path
            for column in self.get_readonly_fields(request, obj)
            if hasattr(column, "path")
        }
        only_looks = obj is not None and not self.has_change_permission(request, obj)

        def as_shown(name: Any) -> Any:
            if isinstance(name, list | tuple):
                return [as_shown(part) for part in name]
            return shown(self.model, name) if only_looks or name in read_only else name

        return [
            (title, {**options, "fields": as_shown(options["fields"])})
            for title, options in super().get_fieldsets(request, obj)
        ]

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        target = self.admin_site._registry.get(db_field.remote_field.model)
        if isinstance(target, OfficeAdmin):
            return target.get_queryset(request)
        rows = super().get_field_queryset(db, db_field, request)
        return rows if rows is None else reach(request).narrow(rows)

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Relations whose target can be searched; a short list without search stays a list."""
        otherwise = {*self.raw_id_fields, *self.radio_fields}
        otherwise |= {*self.filter_horizontal, *self.filter_vertical}
        relations = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [
            field.name
            for field in relations
            if field.remote_field
            and field.name not in otherwise
            and (target := self.admin_site._registry.get(field.remote_field.model))
            and target.get_search_fields(request)
        ]


class OfficeInline(ScopedInline, OfficeFields, admin.TabularInline):
    """Dated rows under their subject."""

    extra = 0
    show_change_link = True

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        formset.form = checked(formset.form, timezone.localdate())
        return formset


class OfficeAdmin(
    RefusingPage, ScopedPage, RevealingPage, AttachingPage, OfficeFields, RestoringAdmin
):
    """An admin page of the office.

    `desk_group` (of DESK_GROUPS) says where the index lists it. Private fields are masked in
    lists, forms and history by themselves; they are found by typing the whole number into the
    search box and by nothing else. `attachments = True` lets files hang on the rows.
    """

    desk_group = DESK_GROUPS[-1]
    change_form_template = "admin/verbs/change_form.html"
    list_per_page = 50
    show_full_result_count = False
    view_on_site = False

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        return checked(super().get_form(*args, **kwargs), timezone.localdate())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: Any) -> None:
        super().save_related(request, form, formsets, change)
        beneath = [row for rows in formsets for row in rows.new_objects]
        beneath += [row for rows in formsets for row, _ in rows.changed_objects]
        for row in (form.instance, *beneath):
            self.tell_breaches(request, row)

    def tell_breaches(self, request: HttpRequest, row: models.Model) -> None:
        """What a rule says of the row that was written, where it does not bind yet."""
        for breach in breaches(row):
            messages.warning(request, f"已保存，请核对：{breach.sentence}")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return self.visible_to(request).order_by(*self._ordering(request))

    def _ordering(self, request: HttpRequest) -> Sequence[Any]:
        return self.get_ordering(request) or self.model._meta.ordering or ["-pk"]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if TYPED in request.POST:
            return redirect(address_asked(request, {SEARCH_VAR}))
        titled = {"title": self.opts.verbose_name_plural, **(extra_context or {})}
        if request.method == "GET" and self.has_view_or_change_permission(request):
            for narrower in changelist_narrowers:
                if told := narrower.notice(request, self.model):
                    messages.info(request, told)
        return super().changelist_view(request, titled)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [shown(self.model, name) for name in super().get_list_display(request)]

    def get_list_select_related(self, request: HttpRequest) -> Any:
        """What the admin names, and every relation that `list_display` goes through."""
        named = super().get_list_select_related(request)
        if named is True:
            return True
        paths = set(named or ())
        for name in self.list_display:
            if isinstance(name, str):
                along = [f.name for f in fields_along(self.model, name) if f.many_to_one]
                paths.add("__".join(along))
        return sorted(paths - {""})

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        def scoped(entry: Any) -> Any:
            fields = list(fields_along(self.model, entry)) if isinstance(entry, str) else []
            to_a_relation = fields and fields[-1].is_relation
            return (entry, VisibleRelatedFilter) if to_a_relation else entry

        own = [scoped(entry) for entry in super().get_list_filter(request)]
        return [*own, *changelist_narrowers]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Private fields are no part of any address: answers would spell the number out.

        Nor is a day that repeats a part of one: lists show its month only.
        """
        if any(is_untold(field) for field in fields_along(self.model, lookup)):
            return False
        return super().lookup_allowed(lookup, value, request)

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet, search_term: str
    ) -> tuple[models.QuerySet, bool]:
        search_term = opened(search_term.strip())
        term = search_term.upper()
        conditions = [Q((path, term)) for path in self._private_paths(request)]
        if conditions and LOOKS_LIKE_A_NUMBER.fullmatch(term):
            owners = queryset.filter(Q(*conditions, _connector=Q.OR))
            if owners.exists():
                return owners, False
        return super().get_search_results(request, queryset, search_term)

    def _private_paths(self, request: HttpRequest) -> list[str]:
        """Private fields of this model and of the models that the search box already reaches."""
        paths = {field.name for field in private_fields(self.model)}
        for name in self.get_search_fields(request):
            along = list(fields_along(self.model, name.lstrip("^=@")))
            if len(along) > 1:
                prefix = "__".join(field.name for field in along[:-1])
                owner = along[-2].related_model
                paths |= {f"{prefix}__{field.name}" for field in private_fields(owner)}
        return sorted(paths)

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,
        formsets: Any,
        add: bool = False,  # noqa: FBT001, FBT002
    ) -> list[str]:
        """Names of the fields that changed, never a value; rows beneath stand by their model."""
        names = list(form.changed_data)
        for formset in formsets or ():
            kind = formset.model._meta.model_name
            for _, changed in formset.changed_objects:
                names += [f"{kind}.{name}" for name in changed]
            if formset.new_objects or formset.deleted_objects:
                names.append(kind)
        return list(dict.fromkeys(names))

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> AuditEntry:
        return self._record(request, Verb.ADD, obj, message)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> AuditEntry:
        return self._record(request, Verb.CHANGE, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> list[AuditEntry]:
        return [self._record(request, Verb.DELETE, obj, []) for obj in queryset]

    def _record(self, request: HttpRequest, verb: Verb, obj: Any, names: Any) -> AuditEntry:
        """In place of the library's LogEntry, whose texts would hold names of people."""
        what = str(obj._meta.verbose_name)
        return record(verb, request=request, about=obj, what=what, fields=names)

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [*super().check(**kwargs), *self._check_desk_group(), *self._check_reach()]

    def _check_reach(self) -> list[checks.CheckMessage]:
        if is_known(self.model):
            return []
        hint = "请在应用的 access.py 里写明哪些单位管到它（register_reach 或 register_unbound）。"
        return [
            checks.Error("没有写明谁负责这些记录。", hint=hint, obj=type(self), id="office.E005")
        ]

    def _check_desk_group(self) -> list[checks.CheckMessage]:
        if self.desk_group in DESK_GROUPS:
            return []
        hint = f"desk_group 只能是：{'、'.join(DESK_GROUPS)}。"
        return [checks.Error("首页没有这一组。", hint=hint, obj=type(self), id="office.E004")]
