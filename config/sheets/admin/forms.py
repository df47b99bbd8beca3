"""The form that takes workbooks in."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from config.accounts.admin.several_files import SeveralFilesField, SeveralFilesInput
from config.sheets.handing_in import Upload
from config.sheets.registry import all_resources
from config.sheets.rights import may_import, may_make
from config.sheets.runs import NEW_BOXES, Run

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 60
"""All files of one import together; the server keeps uploads in memory (FILE_UPLOAD_MAX_...)."""

TOO_MUCH = f"这些文件合计超过{MOST_MEGABYTES}MB，没有检查；请分几次提交。"
ACCEPTED = ".xlsx,.xls,.et,.ods,.csv"
CORRECTION, MOVE = "correction", "move"
LEAVE, CLEAR = "leave", "clear"


class HandInForm(forms.Form):
    """What is handed in and how it is to be understood.

    ``sent`` is the length of the request in bytes: what is too long for the server to keep has
    lost its files on the way here.
    """

    files = SeveralFilesField(
        label="工作簿",
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
        allow_empty_file=True,
        help_text=f"可以一次选多个：xlsx、xls、et、ods、csv，合计不超过{MOST_MEGABYTES}MB。",
        error_messages={"required": "请选择要导入的工作簿。"},
    )
    ledger = forms.ChoiceField(
        label="台账",
        required=False,
        help_text="一般不用选；认不出表头时再指定，选的文件都按这一本台账读。",
    )
    new = forms.MultipleChoiceField(
        label="名录中没有的",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不勾选时，写着这些名称的行会被拒绝，以免错别字变成新的品牌。",
    )
    other_employer = forms.ChoiceField(
        label="工作单位、党支部或工会与台账不同的人",
        widget=forms.RadioSelect,
        choices=[
            (CORRECTION, "视为更正：原来登记错了，以前各月的统计也随之改变"),
            (MOVE, "视为调动：从下面这一天起换了单位、党支部或工会，以前各月不变"),
        ],
        initial=CORRECTION,
        error_messages={"required": "请选择更正或调动。"},
    )
    moved_on = forms.DateField(
        label="调动日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "请填写日期，例如2023-02-01。"},
    )

    blank = forms.ChoiceField(
        label="空白的单元格",
        widget=forms.RadioSelect,
        choices=[
            (LEAVE, "不改动台账里已有的内容"),
            (CLEAR, "清空台账里对应的内容（必填的栏目除外）"),
        ],
        initial=LEAVE,
        required=False,
    )

    override_reason = forms.CharField(
        label="放行理由",
        required=False,
        max_length=60,
        help_text="一般不填。启用日期以后不符合规定而仍要导入的行，写明理由；记入历史和导入记录。",
    )

    def __init__(self, *args: Any, run: Run, sent: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run
        self.sent = sent
        self.ledgers = [resource for resource in all_resources() if may_import(run, resource)]
        named = [(resource.ledger, resource.title) for resource in self.ledgers]
        self.fields["ledger"].choices = [("", "按表头自动识别"), *named]
        self.fields["new"].choices = self._kinds_to_make()
        if not self.fields["new"].choices:
            del self.fields["new"]
        if not any(one.override and run.may(one.override) for one in self.ledgers):
            del self.fields["override_reason"]
        if sent > MOST_MEGABYTES * MEGABYTE:
            self.fields["files"].error_messages["required"] = TOO_MUCH

    def _kinds_to_make(self) -> list[tuple[str, str]]:
        """The kinds a sheet may name anew, among those this user could register by hand."""
        widgets = [column.widget for one in self.ledgers for column in one.fields.values()]
        models = {widget.new: widget.model for widget in widgets if getattr(widget, "new", "")}
        return [
            (kind, label)
            for kind, label in NEW_BOXES.items()
            if kind in models and may_make(self.run, models[kind])
        ]

    def needed_headings(self) -> list[tuple[str, str, list[str]]]:
        """Each ledger's key, title, and the headings without which it is not recognised."""
        return [
            (one.ledger, one.title, [one.fields[name].column_name for name in one.needed])
            for one in self.ledgers
        ]

    def clean_files(self) -> list[UploadedFile]:
        files = self.cleaned_data["files"]
        if sum(file.size for file in files) > MOST_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(TOO_MUCH)
        return files

    def clean_moved_on(self) -> datetime.date | None:
        moved_on = self.cleaned_data["moved_on"]
        if moved_on and moved_on > self.run.today:
            raise forms.ValidationError("调动日期不能晚于今天。")
        return moved_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "moved_on" in self.errors:
            return cleaned
        moves, moved_on = cleaned.get("other_employer") == MOVE, cleaned.get("moved_on")
        if moves and not moved_on:
            self.add_error("moved_on", "请填写从哪一天起调动。")
        if moved_on and not moves:
            self.add_error("other_employer", "填写了调动日期；请选择视为调动，或清空日期。")
        return cleaned

    def uploads(self) -> list[Upload]:
        return [Upload(file.name, file.read()) for file in self.cleaned_data["files"]]
