"""What stands on a 个人信息清单: all that is held about one person, and who looked at it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from django.db.models import Min, Model, Q
from django.utils import timezone

from config.accounts.admin.history import BLANK, is_partial, told
from config.accounts.fields import PrivateField
from config.accounts.models import User
from config.accounts.reach import Reach
from config.audit.choices import Verb
from config.audit.models import AuditEntry
from config.audit.words import column_words, model_word
from unions.holdings import Pks, links, rows_about, typed_beside
from unions.models import Worker

MOST_LOOKS = 500
"""Lines of the audit at most, the latest; the audit's own page has them all."""

LOOK_HEADINGS = ("时间", "谁", "事项", "对象", "内容", "栏目", "用途")
NAMED_HEADINGS = ("在哪里", "记录", "作为", "写作")
PROGRAM = "命令行"


@dataclasses.dataclass
class Part:
    """The rows of one model; columns that are empty in all of them are left out."""

    title: str
    headings: list[str]
    rows: list[list[str]]
    versions: int
    upright: bool = False

    @property
    def pairs(self) -> list[tuple[str, str]]:
        return list(zip(self.headings, self.rows[0], strict=True))


@dataclasses.dataclass
class Disclosure:
    """``hidden``: how many rows the viewer may not see; ``full``: private columns told in full."""

    parts: list[Part] = dataclasses.field(default_factory=list)
    named: list[list[str]] = dataclasses.field(default_factory=list)
    looks: list[list[str]] = dataclasses.field(default_factory=list)
    looks_in_all: int = 0
    hidden: int = 0
    full: list[str] = dataclasses.field(default_factory=list)


def disclose(worker: Worker, user: User, mine: Reach) -> Disclosure:
    """As much of it as the user may see; of the rest only how much there is."""
    sheet = Disclosure()
    seen: dict[type[Model], Pks] = {}
    for model, pks in rows_about(worker).items():
        rows = _visible(model, pks, user, mine)
        sheet.hidden += len(pks) - len(rows)
        if rows:
            seen[model] = {row.pk for row in rows}
            sheet.parts.append(_part(model, rows, user, mine, sheet.full))
    _add_named(sheet, worker, user, mine)
    _add_looks(sheet, worker, seen)
    return sheet


def _may_see(model: type[Model], user: User) -> bool:
    return user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")


def _visible(model: type[Model], pks: Pks, user: User, mine: Reach) -> list[Any]:
    if not _may_see(model, user):
        return []
    relations = [f.name for f in model._meta.concrete_fields if f.is_relation]
    return list(
        mine.visible(model).filter(pk__in=pks).select_related(*relations).order_by("pk").distinct()
    )


def _part(
    model: type[Model], rows: Sequence[Any], user: User, mine: Reach, full: list[str]
) -> Part:
    opts = model._meta
    may_reveal = user.has_perm(f"{opts.app_label}.reveal_{opts.model_name}")
    shown = []
    for field in _columns(model):
        whole = may_reveal and isinstance(field, PrivateField)
        values = [
            (getattr(row, field.attname) if whole else told(field, row, mine)) or "" for row in rows
        ]
        values = ["" if value == BLANK else value for value in values]
        if any(values):
            shown.append((str(field.verbose_name), values))
            full += [f"{opts.model_name}.{field.name}"] if whole else []
    history = getattr(model, "history", None)
    versions = history.filter(**{f"{opts.pk.name}__in": [row.pk for row in rows]}).count()
    return Part(
        title=str(opts.verbose_name),
        headings=[heading for heading, _ in shown],
        rows=[list(cells) for cells in zip(*(values for _, values in shown), strict=True)],
        versions=versions,
        upright=model is Worker,
    )


def _columns(model: type[Model]) -> list[Any]:
    """All but the key, the person himself, and what only says how exactly a date is known."""
    fields = model._meta.concrete_fields
    precisions = {field.precision_name() for field in fields if is_partial(field)}
    return [
        field
        for field in fields
        if not field.primary_key
        and field.related_model is not Worker
        and field.name not in precisions
    ]


def _add_named(sheet: Disclosure, worker: Worker, user: User, mine: Reach) -> None:
    for link in links():
        rows = link.model._base_manager.filter(**{link.name: worker})
        visible = mine.visible(link.model).filter(**{link.name: worker})
        listed = list(visible) if _may_see(link.model, user) else []
        sheet.hidden += rows.count() - len(listed)
        typed = link.model._meta.get_field(typed_beside(link))
        for row in listed:
            place = str(link.model._meta.verbose_name)
            sheet.named.append([place, str(row), str(typed.verbose_name), getattr(row, typed.name)])


def _add_looks(sheet: Disclosure, worker: Worker, seen: dict[type[Model], Pks]) -> None:
    """Deeds upon these rows, and ledgers printed or taken out as a whole since he is on file."""
    upon = Q()
    for model, pks in seen.items():
        upon |= Q(model=model._meta.label_lower, object_id__in=[str(pk) for pk in pks])
    since = worker.history.aggregate(first=Min("history_date"))["first"]
    if since is not None:
        labels = [model._meta.label_lower for model in seen]
        taken = Q(model__in=labels, object_id="", verb__in=[Verb.EXPORT, Verb.PRINT])
        upon |= taken & Q(at__gte=since)
    entries = AuditEntry.objects.filter(upon).select_related("user")
    sheet.looks_in_all = entries.count()
    sheet.looks = [_look(entry) for entry in entries[:MOST_LOOKS]]


def _look(entry: AuditEntry) -> list[str]:
    return [
        f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}",
        str(entry.user) if entry.user else PROGRAM,
        f"{entry.get_verb_display()}（{entry.get_outcome_display()}）",
        model_word(entry.model) + ("" if entry.object_id else "（整本）"),
        entry.what,
        column_words(entry),
        entry.reason,
    ]
