"""Verbs done from a list: a day or a reason asked beside the menu, one action call a row."""

import datetime
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.refusals import Refusal
from config.audit.choices import Outcome, Verb
from config.audit.writing import record

NAMES_TOLD = 5


class DayAndReasonForm(ActionForm):
    """Asks on which day the chosen verb happened, and why."""

    on = forms.CharField(
        label="日期",
        required=False,
        widget=forms.TextInput(
            attrs={"class": "vDateField", "size": 12, "placeholder": "不填为今天"}
        ),
    )
    reason = forms.CharField(label="原因", required=False, max_length=100)


def day_asked(request: HttpRequest) -> datetime.date:
    """The day typed beside the menu, or today where nothing was typed; refuses what is no day."""
    typed = request.POST.get("on", "").strip()
    if not typed:
        return timezone.localdate()
    try:
        return forms.DateField().clean(typed)
    except forms.ValidationError:
        raise Refusal("日期看不懂，请写成 2023-01-05 这样。") from None


def reason_asked(request: HttpRequest) -> str:
    """The reason typed beside the menu."""
    return request.POST.get("reason", "").strip()


def do_each(
    page: admin.ModelAdmin,
    request: HttpRequest,
    chosen: QuerySet[Any],
    *,
    verb: str,
    act: Callable[[Any], Any],
) -> None:
    """Call the action for each chosen row and tell how many were done and why others were not."""
    refused: dict[str, list[str]] = defaultdict(list)
    done = 0
    for row in chosen:
        told = {"request": request, "about": row, "what": verb}
        try:
            with transaction.atomic():
                act(row)
                record(Verb.ACTION, **told)
        except Refusal as refusal:
            record(Verb.ACTION, outcome=Outcome.REFUSED, **told)
            refused[str(refusal)].append(str(row))
        else:
            done += 1
    if done:
        page.message_user(request, f"已{verb}{done}项。", messages.SUCCESS)
    for sentence, names in refused.items():
        told = "；".join(names[:NAMES_TOLD])
        page.message_user(
            request, f"未{verb}{len(names)}项：{sentence}（{told}）", messages.WARNING
        )
