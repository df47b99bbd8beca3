"""导出申请: asked by one person, decided by another, fetched once by the first."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from config.accounts.admin.scoped import reach
from config.accounts.admin.verbs import Verb, VerbAdmin
from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb as Deed
from config.audit.writing import record
from config.sheets.admin.exporting import FormForm, as_file, run_at
from config.sheets.admin.listed import listed_rows
from config.sheets.exports import Asked, decide, fetch_export
from config.sheets.models import ExportRequest, ExportState
from config.sheets.registry import ledger_titles, resource_for
from config.sheets.rights import may_ask, may_export, may_export_in_full

APPROVE = "sheets.approve_exportrequest"


def may_approve(request: HttpRequest) -> bool:
    """A request may take out rows of any unit: only who looks after all of them decides."""
    return request.user.has_perm(APPROVE) and reach(request).whole


def _decision(name: str, label: str, explanation: str, *, approve: bool) -> Verb:
    return Verb(
        name=name,
        label=label,
        explanation=explanation,
        asks={},
        act=lambda export, *, by, today: decide(
            export=export, approve=approve, by=by, at=timezone.now()
        ),
        offered=lambda export: export.state == ExportState.WAITING,
        permission=APPROVE,
        by_whom=True,
    )


@admin.register(ExportRequest)
class ExportRequestAdmin(VerbAdmin):
    """Made by 导出 of a list, altered by the verbs and the download alone."""

    desk_group = "汇总"
    list_display = ("made_at", "made_by", "title", "kind", "rows", "reason", "standing")
    list_filter = ("state", "full")
    fields = (
        *("title", "kind", "filters", "rows", "reason", "made_by", "made_at"),
        *("standing", "decided_by", "decided_at", "until", "used_at"),
    )
    readonly_fields = ("title", "kind", "standing", "until")
    change_form_template = "admin/sheets/exportrequest/change_form.html"
    actions = None
    verbs = (
        _decision(
            "approve",
            "批准",
            "批准后24小时内，申请人可以下载一次；行数不能多于申请的行数。",
            approve=True,
        ),
        _decision("refuse", "不批准", "不批准的申请不能下载。", approve=False),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may ask may look at his own; who may approve for the committee, at all."""
        return request.user.has_perm("sheets.add_exportrequest") or self._sees_all(request)

    def _sees_all(self, request: HttpRequest) -> bool:
        return may_approve(request)

    def may_use_verbs(self, request: HttpRequest, row: Any) -> bool:
        return self._sees_all(request)

    def visible_to(self, request: HttpRequest) -> QuerySet[ExportRequest]:
        own = Q() if self._sees_all(request) else Q(made_by=request.user)
        return super().visible_to(request).filter(own)

    @admin.display(description="台账", ordering="ledger")
    def title(self, export: ExportRequest) -> str:
        return ledger_titles().get(export.ledger, export.ledger)

    @admin.display(description="号码", ordering="full")
    def kind(self, export: ExportRequest) -> str:
        return "完整" if export.full else "脱敏"

    @admin.display(description="状态", ordering="state")
    def standing(self, export: ExportRequest) -> str:
        return export.standing(timezone.now())

    @admin.display(description="可下载至")
    def until(self, export: ExportRequest) -> str:
        if export.good_until is None:
            return str(self.get_empty_value_display())
        return f"{timezone.localtime(export.good_until):%Y-%m-%d %H:%M}"

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.fetch_view)
        own = path("<path:object_id>/file/", view, name="sheets_exportrequest_file")
        return [own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        export = kwargs.get("obj")
        if export is not None and self._may_fetch(request, export):
            context["file_url"] = reverse("admin:sheets_exportrequest_file", args=[export.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    def _may_fetch(self, request: HttpRequest, export: ExportRequest) -> bool:
        approved = export.state == ExportState.APPROVED and not export.has_expired(timezone.now())
        return approved and export.made_by_id == request.user.pk

    def fetch_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """A page with a button: only a form that is sent uses the approval up."""
        export = self.get_object(request, unquote(object_id))
        if export is None or export.made_by_id != request.user.pk:
            raise Http404
        if not _may_take_out(request, export):
            self._tell_refused(request, export)
            raise PermissionDenied
        form = FormForm(request.POST if request.method == "POST" else None)
        if form.is_valid():
            return self._fetch(request, export, form.cleaned_data["form"])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"下载：{self.title(export)}",
            "original": export,
            "may_fetch": self._may_fetch(request, export),
            "standing": self.standing(export),
            "form": form,
            "change_url": self._change_url(export),
        }
        return TemplateResponse(request, "admin/sheets/exportrequest/file.html", context)

    def _fetch(
        self, request: HttpRequest, export: ExportRequest, form: str
    ) -> StreamingHttpResponse | HttpResponse:
        at = timezone.now()
        run = run_at(request, at)
        asked = _asked(request, export)
        try:
            pieces = fetch_export(run, asked, export=export, at=at, form=form)
            return as_file(asked, run, pieces, form)
        except Refusal as refusal:
            self._tell_refused(request, export)
            messages.error(request, str(refusal))
            return redirect("admin:sheets_exportrequest_change", quote(export.pk))

    def _tell_refused(self, request: HttpRequest, export: ExportRequest) -> None:
        told = {"about": export, "what": self.title(export), "outcome": Outcome.REFUSED}
        record(Deed.EXPORT, request=request, **told)


def _may_take_out(request: HttpRequest, export: ExportRequest) -> bool:
    """Whether its maker still has the rights that he asked with."""
    run, resource = run_at(request, timezone.now()), resource_for(export.ledger)
    may = may_export_in_full if export.full else may_export
    return may_ask(run) and may(run, resource)


def _asked(request: HttpRequest, export: ExportRequest) -> Asked:
    """What was asked for, within what its maker may see at this moment."""
    resource = resource_for(export.ledger)
    query = QueryDict(export.filters)
    only = listed_rows(request, resource, export.listed, query) if export.listed else None
    return Asked(
        resource=resource,
        full=export.full,
        only=only,
        listed=export.listed,
        filters=export.filters,
    )
