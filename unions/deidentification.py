"""去标识: of a person whose time of keeping is over nothing stays that tells who he was.

The rows stay, so that every past month counts what it counted. This is the one place where
history is written anew.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import (
    DateField,
    DateTimeField,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Left, Replace
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.fields import PrivateField
from config.accounts.fields.private import mask
from config.accounts.models import Committee, User
from config.accounts.refusals import Refusal
from config.audit.choices import Verb
from config.audit.writing import record
from config.sheets.forgetting import UNNAMED, forget_quotes
from config.sheets.runs import LONGEST_REASON
from unions import rules
from unions.holdings import (
    Pks,
    holding_of,
    links,
    of_parents,
    own_models,
    rows_about,
    typed_beside,
    ways,
)
from unions.models import Employment, Worker

MARK = "已去标识"
"""Four marks long, so that the masked column says it too."""
NAMELESS = "用途里不要写姓名，写“保存期满”或“本人申请”即可；审计里不留姓名。"


class DeidentificationRefused(Refusal):
    """The person stays as he is on file."""


@dataclasses.dataclass(frozen=True)
class Traces:
    """What the rows and their history ever called a person, and by which numbers."""

    names: set[str]
    numbers: set[str]
    phones: set[str]

    def quoted(self) -> set[str]:
        """As an import may quote him, masked or in full."""
        numbers = self.numbers | self.phones
        return self.names | numbers | {mask(number) for number in numbers}


@transaction.atomic
def deidentify(
    *,
    worker: Worker,
    by: User | None,
    reason: str,
    on: datetime.date,
    request: HttpRequest | None = None,
) -> Worker:
    """Take away all that tells who the person was, in his rows, their history and the imports.

    Refuses while anything of his is open, and before the committee's years of keeping are over.
    """
    worker = Worker.objects.select_for_update().get(pk=worker.pk)
    if sentence := obstacle(worker, on=on):
        raise DeidentificationRefused(sentence)
    traces = _traces(worker)
    if any(name in reason for name in traces.names):
        raise DeidentificationRefused(NAMELESS)
    _forget_rows(worker)
    _forget_names(worker, traces)
    _forget_reasons(traces.names)
    _forget_person(worker, on=on)
    years = Committee.current().keep_years or 0
    forget_quotes(before=rules.years_before(on, years), naming=traces.quoted())
    record(Verb.ERASE, user=by, request=request, about=worker, what=MARK, reason=reason)
    return worker


def due(*, on: datetime.date) -> Iterator[tuple[Worker, datetime.date]]:
    """People who may be de-identified on the day, each with the day of his last fact."""
    working = Employment.objects.open().filter(worker=OuterRef("pk"))
    people = Worker.objects.filter(~Exists(working), deidentified_on__isnull=True)
    for worker in people.order_by("pk"):
        if not obstacle(worker, on=on):
            yield worker, last_fact(worker)


def obstacle(worker: Worker, *, on: datetime.date) -> str:
    """Why the person may not be de-identified on the day; empty where he may."""
    if worker.deidentified_on is not None:
        return f"{worker}已于{worker.deidentified_on}去标识。"
    years = Committee.current().keep_years
    if years is None:
        return "党委设置里没有填个人信息保存年限，不能去标识。"
    about = rows_about(worker)
    for model, pks in about.items():
        if holding_of(model).still_open(model._default_manager.filter(pk__in=pks)).exists():
            return f"{worker}还有没有结束的{model._meta.verbose_name}，不能去标识；请先办理结束。"
    for row, typed in _named_in_open(worker):
        return f"{worker}还登记为{row}的{typed.verbose_name}，不能去标识；请先改登别人。"
    last = last_fact(worker, about)
    if not rules.kept_long_enough(last=last, years=years, on=on):
        return f"{worker}的最后一件事在{last}，还没有满{years}年，不能去标识。"
    return ""


def last_fact(worker: Worker, about: dict[type[Model], Pks] | None = None) -> datetime.date:
    """The latest day in any of his rows; of a person without any, that of his registration."""
    days = [
        day
        for model, pks in (about or rows_about(worker)).items()
        if model is not Worker
        for field in model._meta.concrete_fields
        if isinstance(field, DateField) and not isinstance(field, DateTimeField)
        for day in model._base_manager.filter(pk__in=pks).values_list(field.name, flat=True)
        if day is not None
    ]
    return max(days) if days else timezone.localdate(worker.history.earliest().history_date)


def _named_in_open(worker: Worker) -> Iterator[tuple[Any, Any]]:
    """Units that stand and name him now, with the column that does."""
    for link in links():
        rows = link.model._default_manager.filter((link.name, worker))
        if hasattr(rows, "open") and (row := rows.open().first()):
            yield row, link.model._meta.get_field(typed_beside(link))


def _traces(worker: Worker) -> Traces:
    versions = [worker, *worker.history.all()]
    return Traces(
        {version.name for version in versions},
        {version.identity_number for version in versions},
        {version.phone for version in versions if version.phone},
    )


def _versions(model: type[Model]) -> QuerySet[Any]:
    """The history of a model; none where it keeps none."""
    history = getattr(model, "history", None)
    return history.model._base_manager.all() if history is not None else model._base_manager.none()


def _forget_rows(worker: Worker) -> None:
    """Empty what is personal in every row about him, and in every version that ever was."""
    about, ever = rows_about(worker), {Worker: {worker.pk}}
    for model, relations in ways().items():
        versions = _versions(model)
        his = Q(id__in=about[model])
        if relations:
            his |= of_parents(relations, ever)
        ever[model] = about[model] | set(versions.filter(his).values_list("id", flat=True))
        for pk in ever[model]:
            values = {f.name: _emptied(f, pk) for f in holding_of(model).columns()}
            if values and model is not Worker:
                model._base_manager.filter(pk__in=about[model] & {pk}).update(**values)
                versions.filter(his, id=pk).update(**values)


def _emptied(field: Any, pk: int) -> str | None:
    """Nothing, or where a column must hold something, a mark that no other row has."""
    if field.null:
        return None
    return "" if field.blank else f"{pk}{MARK}"


def _forget_names(worker: Worker, traces: Traces) -> None:
    """Names as typed that are linked to him, or were, and his own phone beside them."""
    for link in links():
        model, typed = link.model, typed_beside(link)
        versions = _versions(model)
        own, linked = Q((link.name, worker)), model._base_manager.filter((link.name, worker))
        ids = {*linked.values_list("pk", flat=True)}
        if versions.model is not model:
            ids |= {*versions.filter(own).values_list("id", flat=True)}
            by_name = Q((f"{typed}__in", traces.names))
            versions.filter(own | by_name, id__in=ids).update(**{typed: _name(worker)})
        nobody = Q((f"{link.name}__isnull", True), (f"{typed}__in", traces.names))
        model._base_manager.filter(own | nobody, pk__in=ids).update(**{typed: _name(worker)})
        for field in model._meta.concrete_fields:
            if isinstance(field, PrivateField) and field.null and traces.phones:
                his = {f"{field.name}__in": traces.phones}
                model._base_manager.filter(pk__in=ids, **his).update(**{field.name: None})
                versions.filter(id__in=ids, **his).update(**{field.name: None})


def _forget_reasons(names: set[str]) -> None:
    """A version says which file it came from, and a file may bear his name."""
    for model in own_models():
        for name in names if hasattr(model, "history") else ():
            unnamed = Replace("history_change_reason", Value(name), Value(UNNAMED))
            said = _versions(model).filter(history_change_reason__contains=name)
            said.update(history_change_reason=Left(unnamed, LONGEST_REASON))


def _forget_person(worker: Worker, *, on: datetime.date) -> None:
    """Sex and year of birth stay for statistics; one more version says when and by whom."""
    values: dict[str, Any] = {f.name: _emptied(f, worker.pk) for f in holding_of(Worker).columns()}
    values |= {
        "name": _name(worker),
        "identity_number": f"{worker.pk}{MARK}",
        "born_on": worker.born_on.replace(month=1, day=1),
    }
    worker.history.update(**values, sex=worker.sex)
    for name, value in {**values, "deidentified_on": on}.items():
        setattr(worker, name, value)
    worker._change_reason = MARK
    worker.save()


def _name(worker: Worker) -> str:
    return f"{MARK}{worker.pk}"
