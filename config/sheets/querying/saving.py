"""A question kept under a name, by whoever asked it and for nobody else."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict

from config.accounts.models import User
from config.accounts.refusals import Refusal
from config.sheets.models import SavedQuery
from config.sheets.querying.filters import QueryFilters
from config.sheets.querying.pages import QueryPage

SAVED_TWICE = "同名的常用查询刚刚已保存；请换一个名称。"
NOT_KEPT = "{labels}里填的是姓名、号码一类，不能保存；请清空后再另存。"


def query_to_keep(asked: QueryFilters) -> str:
    """The question as an address states it; refuses what names a person or is a number of his."""
    if wrong := asked.complaints():
        raise Refusal("；".join(wrong))
    if labels := asked.not_kept():
        raise Refusal(NOT_KEPT.format(labels="、".join(labels)))
    query = QueryDict(mutable=True)
    for name, _ in asked.asked():
        query[name] = asked.data[name]
    return query.urlencode()


def save_query(*, owner: User, page: QueryPage, name: str, asked: QueryFilters) -> SavedQuery:
    return _write(
        SavedQuery(owner=owner, page=page.key, name=name.strip(), query=query_to_keep(asked))
    )


def rename_query(*, saved: SavedQuery, name: str) -> SavedQuery:
    saved.name = name.strip()
    return _write(saved)


def drop_query(*, saved: SavedQuery) -> None:
    saved.delete()


def _write(saved: SavedQuery) -> SavedQuery:
    try:
        saved.full_clean()
    except ValidationError as wrong:
        raise Refusal("".join(wrong.messages)) from None
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:  # The name was taken since it was looked for.
        raise Refusal(SAVED_TWICE) from None
    return saved
