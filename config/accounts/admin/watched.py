"""What a form watches while it is open: lines of history, and what no history tells.

Each kind says what was seen when the form was opened, what was written since, and which posted
values still say what was seen.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.html import format_html

from config.accounts.admin.history import changes, told
from config.accounts.reach import Reach
from config.audit.choices import Outcome
from config.audit.models import AuditEntry

PROGRAM = "程序"


@dataclasses.dataclass(frozen=True)
class Watched:
    """Rows whose history a form watches: its own, or those beneath it of one model."""

    model: type[models.Model]
    column: str
    pk: Any
    is_beneath: bool

    @property
    def history(self) -> models.QuerySet:
        return self.model.history.filter((self.column, self.pk))

    @property
    def key(self) -> str:
        return f"{self.model._meta.label_lower}.{self.column}"

    def lock(self) -> None:
        rows = self.model._base_manager.filter((self.column, self.pk)).order_by("pk")
        list(rows.select_for_update().values_list("pk"))

    def seen(self) -> int:
        return self.history.aggregate(latest=models.Max("history_id"))["latest"] or 0

    def as_seen(self, pk: Any, seen: int) -> models.Model | None:
        """A row as it was when the form was opened."""
        known = self.model.history.filter(pk_of(self.model, pk), history_id__lte=seen)
        last = known.order_by("-history_id").first()
        return last and last.instance

    def told_since(self, seen: int, mine: Reach) -> Iterator[str]:
        if not (seen or self.is_beneath):
            return  # it had no line yet: its content is watched
        since = self.history.filter(history_id__gt=seen).select_related("history_user")
        for line in since.order_by("history_id"):
            yield from self._told(line, mine)

    def _told(self, line: Any, mine: Reach) -> Iterator[str]:
        who = by_whom(line.history_user, line.history_date)
        word = self.model._meta.verbose_name
        if line.history_type != "~":
            deed = "增加了" if line.history_type == "+" else "删除了"
            yield format_html("{}{}一行“{}”。", who, deed, word)
            return
        earlier = self.model.history.filter(
            pk_of(self.model, line.instance.pk), history_id__lt=line.history_id
        )
        before = earlier.order_by("-history_id").first()
        if before is None:
            yield format_html("{}改了一行“{}”。", who, word)
            return
        held_by_forms = [field for field in self.model._meta.concrete_fields if field.editable]
        for change in changes(self.model, before, line, held_by_forms, mine=mine):
            column = f"{word}·{change['field']}" if self.is_beneath else change["field"]
            old, new = change["old"], change["new"]
            yield format_html("{}把“{}”由“{}”改为“{}”。", who, column, old, new)


def own_lines(row: models.Model) -> Watched:
    return Watched(type(row), row._meta.pk.attname, row.pk, is_beneath=False)


@dataclasses.dataclass(frozen=True)
class WatchedContent:
    """Fields of a form that no line of history tells of: columns of several rows; all fields of
    users and groups, and of a row that had no line yet. `form` holds the row as it is stored.

    The token carries a keyed hash of each field, so nothing can be read from it.
    """

    form: forms.ModelForm
    told_by_history: frozenset[str]
    key = "content"

    def seen(self) -> dict[str, str]:
        return {
            bound.name: fingerprint(bound)
            for bound in self.form
            if bound.name not in self.told_by_history and not bound.field.disabled
        }

    def told_since(self, seen: dict[str, str], mine: Reach) -> Iterator[str]:
        row = self.form.instance
        for bound in self.form:
            if bound.name in seen and fingerprint(bound) != seen[bound.name]:
                now = told(row._meta.get_field(bound.name), row, mine)
                yield format_html("{}把“{}”改为“{}”。", self._author(bound.name), bound.label, now)

    def _author(self, name: str) -> str:
        """Of these fields the audit knows who changed them last."""
        about = {"model": self.form.instance._meta.label_lower, "outcome": Outcome.DONE}
        deeds = AuditEntry.objects.filter(**about, object_id=str(self.form.instance.pk))
        for deed in deeds.select_related("user")[:20]:
            if name in deed.fields:
                return by_whom(deed.user, deed.at)
        return PROGRAM

    def settle(self, post: Any, seen: dict[str, str]) -> None:
        """Put the stored value into `post` for each field that still says what was seen."""
        posted = type(self.form)(post, instance=self.form.instance)
        for bound in posted:
            if seen.get(bound.name) == fingerprint(bound):
                put(post, self.form[bound.name])


def by_whom(user: Any, at: Any) -> str:
    return f"{timezone.localtime(at):%m月%d日 %H:%M} {user or PROGRAM}"


def fingerprint(bound: forms.BoundField) -> str:
    """Of what a field says, the same for what is stored and for what a browser sends back."""
    value = bound.value()
    said = sorted(map(str, value)) if isinstance(value, list) else ["" if value is None else value]
    salt = f"office.content.{bound.name}"
    return salted_hmac(salt, repr([*map(str, said)]), algorithm="sha256").hexdigest()[:32]


def pk_of(model: type[models.Model], pk: Any) -> models.Q:
    return models.Q((model._meta.pk.attname, pk))


def settle(
    post: Any,
    kind: type[forms.ModelForm],
    seen: models.Model | None,
    stored: models.Model,
    *,
    prefix: str | None,
) -> None:
    """Put the stored value into `post` for each field that still says what was seen."""
    if seen is None:
        return
    typed = set(kind(post, instance=seen, prefix=prefix).changed_data)
    shown = kind(instance=stored, prefix=prefix)
    for bound in shown:
        if bound.name not in typed and not isinstance(bound.field.widget, forms.MultiWidget):
            put(post, bound)


def put(post: Any, bound: forms.BoundField) -> None:
    """The value of a field, as a browser would send it."""
    value = bound.value()
    if isinstance(value, list):
        post.setlist(bound.html_name, [str(one) for one in value])
    else:
        post[bound.html_name] = "" if value is None else value
