"""附件: files that hang on a row, for whoever may see the row, and through no other door."""

import io
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from config.accounts.admin.several_files import SeveralFilesField, SeveralFilesInput
from config.accounts.attachments import actions
from config.accounts.attachments.keeping import content
from config.accounts.attachments.kinds import MEBIBYTE
from config.accounts.attachments.refusals import FileRefused
from config.accounts.choices import FileKind
from config.accounts.models import Attachment
from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb
from config.audit.writing import record

MOST_MEGABYTES = 60
"""All files of one upload together; the server keeps them in memory (FILE_UPLOAD_MAX_...)."""

TOO_MUCH = f"这些文件合计超过{MOST_MEGABYTES}MB，没有保存；请分几次上传。"
LEAST_REASON = 2
CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class UploadForm(forms.Form):
    """Files to hang on a row. `sent`: length of the request; beyond the limit it lost its files."""

    files = SeveralFilesField(
        label="文件",
        widget=SeveralFilesInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.docx,.xlsx"}),
        allow_empty_file=True,
        error_messages={"required": "请选择要上传的文件。"},
    )

    def __init__(self, *args: Any, sent: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["files"]
        box.help_text = (
            "可以一次选多个：PDF、JPEG 和 PNG 图片、docx、xlsx，"
            f"每个不超过{settings.FILE_MEGABYTES}MB，合计不超过{MOST_MEGABYTES}MB，一条记录最多{settings.FILES_OF_A_ROW}个。"
            "照片里的拍摄地点等信息会自动去掉。"
        )
        if sent > MOST_MEGABYTES * MEBIBYTE:
            box.error_messages["required"] = TOO_MUCH

    def clean_files(self) -> list[actions.Accepted]:
        """All of them as they may be kept; one that may not is told by its place and why."""
        given = self.cleaned_data["files"]
        if sum(one.size for one in given) > MOST_MEGABYTES * MEBIBYTE:
            raise forms.ValidationError(TOO_MUCH)
        accepted, refused = [], []
        for number, one in enumerate(given, start=1):
            try:
                accepted.append(_accept(one))
            except FileRefused as refusal:
                refused.append(f"第{number}个文件：{refusal}")
        if refused:
            raise forms.ValidationError(refused)
        return accepted


class RemovalForm(forms.Form):
    reason = forms.CharField(
        label="原因",
        min_length=LEAST_REASON,
        max_length=100,
        help_text="例如：传错了、重复。会和您的姓名、时间一起记入审计。",
        error_messages={"min_length": "请写明原因。", "required": "请写明原因。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "vTextField"}),
    )


def _accept(given: UploadedFile) -> actions.Accepted:
    return actions.accept(given.name, given.read())


class AttachingPage:
    """Adds 附件 to each row of a page that says `attachments = True`.

    Whoever may see the row may download, whoever may change it may upload and remove. To anybody
    else a file answers as one that does not exist.
    """

    attachments = False

    def get_urls(self) -> list[Any]:
        if not self.attachments:
            return super().get_urls()
        door, prefix = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        here, one = "<path:object_id>/attachments/", "<int:attachment>/"
        return [
            path(here, door(self.attachments_view), name=f"{prefix}_attachments"),
            path(here + one, door(self.attachment_view), name=f"{prefix}_attachment"),
            path(
                f"{here}{one}remove/",
                door(self.attachment_remove_view),
                name=f"{prefix}_attachment_remove",
            ),
            *super().get_urls(),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        if self.attachments and row is not None:
            context["attachments_url"] = self._attachments_url(row)
            context["attached"] = Attachment.objects.of(row).kept().count()
        return super().render_change_form(request, context, *args, **kwargs)

    def attachments_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        row = self._row_seen(request, object_id)
        may_change = self.has_change_permission(request, row)
        if request.method != "POST":
            return self._attachments_page(request, row, UploadForm() if may_change else None)
        if not may_change:
            raise PermissionDenied
        sent = int(request.META.get("CONTENT_LENGTH") or 0)
        form = UploadForm(request.POST, request.FILES, sent=sent)
        if form.is_valid() and self._attached(request, row, form):
            return redirect(self._attachments_url(row))
        record(Verb.ADD, request=request, about=row, what="附件", outcome=Outcome.REFUSED)
        return self._attachments_page(request, row, form)

    def _attached(self, request: HttpRequest, row: models.Model, form: UploadForm) -> bool:
        accepted = form.cleaned_data["files"]
        try:
            with transaction.atomic():
                made = actions.attach(row=row, accepted=accepted, user=request.user)
                for attachment in made:
                    record(Verb.ADD, **self._told(request, attachment))
        except Refusal as refusal:
            form.add_error("files", str(refusal))
            return False
        self.message_user(request, f"已上传{len(made)}个附件。", messages.SUCCESS)
        return True

    def attachment_view(
        self, request: HttpRequest, object_id: str, attachment: int
    ) -> HttpResponse:
        row = self._row_seen(request, object_id)
        kept = self._kept_of(row, attachment)
        told = self._told(request, kept)
        try:
            data = content(kept)
        except Refusal as refusal:
            record(Verb.EXPORT, outcome=Outcome.FAILED, **told)
            self.message_user(request, f"{kept}：{refusal}", messages.ERROR)
            return redirect(self._attachments_url(row))
        record(Verb.EXPORT, **told)
        return FileResponse(
            io.BytesIO(data),
            as_attachment=True,
            filename=kept.name,
            content_type=CONTENT_TYPES[kept.kind],
        )

    def attachment_remove_view(
        self, request: HttpRequest, object_id: str, attachment: int
    ) -> HttpResponse:
        row = self._row_seen(request, object_id)
        kept = self._kept_of(row, attachment)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = RemovalForm(request.POST or None)
        if form.is_valid() and self._removed(request, kept, form):
            return redirect(self._attachments_url(row))
        extra = {"title": f"移除附件：{kept}", "form": form, "attachment": kept}
        return self._page_of_row(request, row, "admin/attachments/remove.html", extra)

    def _removed(self, request: HttpRequest, kept: Attachment, form: RemovalForm) -> bool:
        told = {**self._told(request, kept), "reason": form.cleaned_data["reason"]}
        try:
            with transaction.atomic():
                actions.remove(attachment=kept, on=timezone.localdate())
                record(Verb.DELETE, **told)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
            return False
        self.message_user(request, f"已移除附件“{kept}”。", messages.SUCCESS)
        return True

    def _row_seen(self, request: HttpRequest, object_id: str) -> models.Model:
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.has_view_or_change_permission(request, row):
            raise Http404
        return row

    def _kept_of(self, row: models.Model, number: int) -> Attachment:
        kept = Attachment.objects.of(row).kept().filter(pk=number).first()
        if kept is None:
            raise Http404
        return kept

    def _told(self, request: HttpRequest, attachment: Attachment) -> dict[str, Any]:
        """The audit names the attachment by its number: a file's name may be a person's."""
        return {"request": request, "about": attachment, "what": self.opts.verbose_name}

    def _attachments_url(self, row: models.Model) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_attachments"
        return reverse(name, args=[quote(row.pk)], current_app=self.admin_site.name)

    def _attachments_page(
        self, request: HttpRequest, row: models.Model, form: UploadForm | None
    ) -> HttpResponse:
        listed = Attachment.objects.of(row).select_related("uploaded_by").order_by("-pk")
        extra = {"title": f"附件：{row}", "form": form, "listed": listed}
        return self._page_of_row(request, row, "admin/attachments/page.html", extra)

    def _page_of_row(
        self, request: HttpRequest, row: models.Model, template: str, extra: dict[str, Any]
    ) -> HttpResponse:
        change = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "change_url": reverse(change, args=[quote(row.pk)]),
            "attachments_url": self._attachments_url(row),
            **extra,
        }
        return TemplateResponse(request, template, context)
