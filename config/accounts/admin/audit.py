"""审计记录: what was done and refused, to read, to filter and to take out; nothing to alter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from config.accounts.admin.audit_files import FORMS, MOST_ROWS, write_file
from config.accounts.admin.base import OfficeAdmin
from config.audit.choices import Verb
from config.audit.models import AuditEntry
from config.audit.sealing import verify
from config.audit.words import column_words, model_of, model_word
from config.audit.writing import record

BY_THE_PROGRAM = "程序或未登录"


class EntryList(ChangeList):
    """A page of entries, each with the address of its row where the reader may see that row."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        numbers = defaultdict(set)
        for entry in self.result_list:
            numbers[entry.model].add(entry.object_id)
        seen = {model: self._addresses(request, model, numbers[model]) for model in numbers}
        for entry in self.result_list:
            entry.address_of_row = seen[entry.model].get(entry.object_id, "")

    def _addresses(self, request: HttpRequest, label: str, numbers: set[str]) -> dict[str, str]:
        site = self.model_admin.admin_site
        page = site._registry.get(model_of(label))
        if page is None or not page.has_view_permission(request):
            return {}
        rows = page.get_queryset(request).filter(pk__in=numbers - {""}).order_by()
        name = f"admin:{page.opts.app_label}_{page.opts.model_name}_change"
        return {
            str(pk): reverse(name, args=[quote(pk)], current_app=site.name)
            for pk in rows.values_list("pk", flat=True)
        }


@admin.register(AuditEntry)
class AuditEntryAdmin(OfficeAdmin):
    desk_group = "系统"
    change_form_template = "admin/audit/change_form.html"
    change_list_template = "admin/audit/change_list.html"
    list_display = ("time", "who", "verb", "subject", "columns", "count", "outcome")
    list_select_related = ("user",)
    list_filter = ("verb", "outcome", "user", "at")
    date_hierarchy = "at"
    search_fields = ("what", "reason", "user__username", "user__name")
    search_help_text = "按内容、用途、用户查找"
    ordering = ("-pk",)
    actions = None
    fields = (
        "time",
        "who",
        "address",
        "verb",
        "what",
        "kind",
        "object_id",
        "columns",
        "count",
        "outcome",
        "reason",
    )
    readonly_fields = ("time", "who", "kind", "columns")

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.file_view)
        verify_view = self.admin_site.admin_view(self.verify_view)
        return [
            path("file/<slug:form>/", view, name="audit_file"),
            path("verify/", verify_view, name="audit_verify"),
            *super().get_urls(),
        ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return EntryList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="时间", ordering="pk")
    def time(self, entry: AuditEntry) -> str:
        return format_html('<span class="nowrap">{}</span>', _second(entry))

    @admin.display(description="用户", ordering="user__name")
    def who(self, entry: AuditEntry) -> str:
        return _who(entry)

    @admin.display(description="内容")
    def subject(self, entry: AuditEntry) -> str:
        """What, the row where the reader may see it, and below them what it was for."""
        row = _row(entry) if entry.object_id else ""
        told = "" if entry.what == model_word(entry.model) and row else entry.what
        if entry.address_of_row:
            row = format_html('<a href="{}">{}</a>', entry.address_of_row, row)
        parts = format_html_join(" · ", "{}", [(part,) for part in (told, row) if part])
        if not entry.reason:
            return parts
        return format_html('{}<div class="help">用途：{}</div>', parts, entry.reason)

    @admin.display(description="对象类别")
    def kind(self, entry: AuditEntry) -> str:
        return model_word(entry.model)

    @admin.display(description="栏目")
    def columns(self, entry: AuditEntry) -> str:
        return column_words(entry)

    def file_view(self, request: HttpRequest, form: str) -> HttpResponse:
        """The list as it is filtered, as a file; taking it out is itself a line of the audit."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if form not in FORMS:
            raise Http404
        entries = self._listed(request)
        total = entries.count()
        if total > MOST_ROWS:
            sentence = f"共{total}条，一个文件最多{MOST_ROWS}条；请先按日期筛选。"
            messages.warning(request, sentence)
            return redirect("admin:audit_auditentry_changelist")
        today = timezone.localdate()
        stream = write_file(form, [HEADINGS, *map(_cells, entries.iterator())])
        record(Verb.EXPORT, request=request, about=AuditEntry, what="审计记录", count=total)
        return FileResponse(stream, as_attachment=True, filename=f"审计记录({today}).{form}")

    def verify_view(self, request: HttpRequest) -> HttpResponse:
        """核对封条: says the first day that was altered, and what is not sealed yet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        verdict = verify()
        level = messages.ERROR if verdict.altered else messages.SUCCESS
        self.message_user(request, str(verdict), level)
        return redirect("admin:audit_auditentry_changelist")

    def _listed(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        listed = self.get_changelist_instance(request).get_queryset(request)
        return listed.select_related("user").order_by("pk")


HEADINGS = (
    "编号",
    "时间",
    "用户",
    "账号",
    "来自地址",
    "事项",
    "内容",
    "对象",
    "栏目",
    "行数",
    "结果",
    "用途",
)


def _cells(entry: AuditEntry) -> Sequence[Any]:
    return (
        entry.pk,
        _second(entry),
        _who(entry),
        entry.user.username if entry.user else "",
        entry.address or "",
        entry.get_verb_display(),
        entry.what,
        _row(entry),
        column_words(entry),
        "" if entry.count is None else entry.count,
        entry.get_outcome_display(),
        entry.reason,
    )


def _second(entry: AuditEntry) -> str:
    return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"


def _who(entry: AuditEntry) -> str:
    return str(entry.user) if entry.user else BY_THE_PROGRAM


def _row(entry: AuditEntry) -> str:
    return f"{model_word(entry.model)} {entry.object_id}".strip()
