"""A new field key takes over: every private value and sealed text is written anew under it.

How an office changes keys: the new key is first added last (every process can then read it), then
moved first (what is written from now on lies under it), then `rotate_field_keys` runs with the
office closed, then the old key is taken away.
"""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import ExpressionWrapper, F

from config.accounts.fields import PrivateField
from config.accounts.fields.private import decrypt, decrypt_bytes, encrypt, encrypt_bytes
from config.accounts.refusals import Refusal
from config.audit.choices import Verb
from config.audit.writing import record

_sealed: list[tuple[type[models.Model], str, str]] = []
_elsewhere: list[Callable[[], int]] = []


class KeysNotChanged(Refusal):
    """Everything lies under the keys it lay under."""


def register_sealed(model: type[models.Model], column: str, label: str) -> None:
    """Have a column of encrypted bytes that is no PrivateField written anew as well."""
    _sealed.append((model, column, label))


def register_elsewhere(rewrite: Callable[[], int]) -> None:
    """Have what lies outside the tables written anew: `rewrite` says how many things it wrote.

    It comes last, and what it wrote stays when the transaction fails: each thing must be readable
    at every moment, under the new key or under the old.
    """
    _elsewhere.append(rewrite)


@transaction.atomic
def rotate_field_keys() -> int:
    """Write everything under the newest key; how many values were written anew.

    One transaction. Refuses where one value was entered twice, under two keys.
    """
    changed = 0
    for model, field in private_columns():
        stored = [(pk, data, decrypt(data, field.label)) for pk, data in _stored(model, field.name)]
        if field.unique:
            _refuse_twins(model, field, ((pk, text) for pk, _, text in stored))
        for pk, data, text in stored:
            if encrypt(text, field.label) != data:
                model._base_manager.filter(pk=pk).update(**{field.name: text})
                changed += 1
    for model, column, label in _sealed:
        for pk, data in _stored(model, column):
            anew = encrypt_bytes(decrypt_bytes(data, label), label)
            if anew != data:
                model._base_manager.filter(pk=pk).update(**{column: anew})
                changed += 1
    changed += sum(rewrite() for rewrite in _elsewhere)
    record(Verb.KEYS, what="更换密钥", count=changed)
    return changed


def private_columns() -> Iterator[tuple[type[models.Model], PrivateField]]:
    """Every private field of every model, histories too."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, PrivateField):
                yield model, field


def _stored(model: type[models.Model], column: str) -> list[tuple[Any, bytes]]:
    """Keys and bytes as they lie in the table."""
    raw = ExpressionWrapper(F(column), output_field=models.BinaryField())
    rows = model._base_manager.filter((f"{column}__isnull", False)).order_by("pk")
    return [(pk, bytes(data)) for pk, data in rows.values_list("pk", raw)]


def _refuse_twins(
    model: type[models.Model], field: PrivateField, values: Iterable[tuple[Any, str]]
) -> None:
    owners: dict[str, list[Any]] = collections.defaultdict(list)
    for pk, text in values:
        owners[text].append(pk)
    twins = [pks for pks in owners.values() if len(pks) > 1]
    if twins:
        told = "；".join("、".join(map(str, pks)) for pks in twins[:10])
        raise KeysNotChanged(
            f"{model._meta.verbose_name}里有{len(twins)}个{field.verbose_name}登记了两次"
            f"（一次用旧密钥，一次用新密钥），编号：{told}。请先更正，再更换密钥；现在什么也没有改。"
        )
