"""Text that lies encrypted in the table: identity numbers, phones, causes of hardship.

AES-SIV (RFC 5297) is deterministic: the same text under the same key and label gives the same
bytes, so a unique index and an exact look-up work on the column itself. The label is the
associated data; bytes copied into a column of another label cannot be read there.
"""

import functools
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django import forms
from django.conf import settings
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import lookups

SHOWN_CHARACTERS = 4
MASK_CHARACTER = "*"


class WrongFieldKey(Exception):
    """None of the keys opens a stored value; carries a sentence fit to show an operator."""


@functools.lru_cache(maxsize=8)
def _ciphers(keys: tuple[bytes, ...]) -> tuple[AESSIV, ...]:
    if not keys:
        raise ImproperlyConfigured(
            "没有加密字段的密钥：请设置 FIELD_KEYS，或先运行一次 python3 dev.py serve 生成密钥。"
        )
    return tuple(AESSIV(key) for key in keys)


def encrypt(value: str, label: str) -> bytes:
    """The bytes of `value` under the newest key; `label` is the field's associated data."""
    return encrypt_bytes(value.encode(), label)


def encrypt_bytes(data: bytes, label: str) -> bytes:
    newest = _ciphers(tuple(settings.FIELD_KEYS))[0]
    return newest.encrypt(data, [label.encode()])


def encrypt_each(values: Iterable[str | None], label: str) -> list[bytes | None]:
    """The bytes of a whole column under the newest key; what is empty stays without any."""
    newest, associated = _ciphers(tuple(settings.FIELD_KEYS))[0], [label.encode()]
    return [newest.encrypt(value.encode(), associated) if value else None for value in values]


def encrypt_under_every_key(values: Iterable[str], label: str) -> list[bytes]:
    """The bytes that the values may lie under in a table: of each one for each key."""
    ciphers, associated = _ciphers(tuple(settings.FIELD_KEYS)), [label.encode()]
    return [
        cipher.encrypt(data, associated)
        for data in [value.encode() for value in values]
        for cipher in ciphers
    ]


def decrypt(data: bytes, label: str) -> str:
    """The text behind `data`, whichever key wrote it; raises WrongFieldKey."""
    return decrypt_bytes(bytes(data), label).decode()


def decrypt_bytes(data: bytes, label: str) -> bytes:
    """What lies behind `data`, whichever key wrote it.

    Raises WrongFieldKey where no key fits: a lost key must never look like an empty cell.
    """
    associated = [label.encode()]
    for cipher in _ciphers(tuple(settings.FIELD_KEYS)):
        try:
            return cipher.decrypt(data, associated)
        except InvalidTag:
            continue
    raise WrongFieldKey(
        f"加密字段“{label}”读不出来：现有的 FIELD_KEYS 里没有当初写入它的密钥。"
        "请把原来的密钥加回 FIELD_KEYS（新的在前，旧的在后）再启动。"
    )


def mask(value: str | None) -> str:
    """`value` with all but its last four characters starred; of four or fewer none is shown."""
    if not value:
        return ""
    hidden = max(len(value) - SHOWN_CHARACTERS, min(len(value), SHOWN_CHARACTERS))
    return MASK_CHARACTER * hidden + value[hidden:]


class PrivateBoundField(forms.BoundField):
    """Shows the stored value masked; the mask sent back unaltered means the stored value."""

    @property
    def data(self) -> Any:
        typed = super().data
        return self.initial if self.initial and typed == mask(self.initial) else typed

    def value(self) -> Any:
        if self.form.is_bound and self.data != self.initial:
            return self.data
        return mask(self.initial)


class PrivateFormField(forms.CharField):
    """A text box that never receives the whole stored value."""

    default_error_messages = {
        "mask": "这里显示的是脱敏内容：不改请保持原样，要改请填写完整的内容。",
    }

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> PrivateBoundField:
        return PrivateBoundField(form, self, field_name)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and MASK_CHARACTER in value:
            raise forms.ValidationError(self.error_messages["mask"], code="mask")


class PrivateField(models.Field):
    """A str in Python, AES-SIV bytes in the table, NULL when empty.

    `label` is part of the cipher: it must stay what it was, also when the field is renamed.
    `exact` and `in` look under every key and never match an empty text; `isnull` works as usual.
    Every other look-up raises FieldError, since the table holds no plain text to compare.
    """

    description = "加密保存的文字"

    def __init__(self, verbose_name: str | None = None, *, label: str, **kwargs: Any) -> None:
        super().__init__(verbose_name, **kwargs)
        self.label = label
        if self.max_length is not None:
            self.validators.append(MaxLengthValidator(self.max_length))

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "label": self.label}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def to_python(self, value: Any) -> str | None:
        return None if value in self.empty_values else str(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> str | None:  # noqa: FBT001
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        if hasattr(value, "resolve_expression"):
            return value
        text = self.to_python(value)
        return None if text is None else encrypt(text, self.label)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        value = super().get_db_prep_value(value, connection, prepared)
        return connection.Database.Binary(value) if isinstance(value, bytes) else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(value, self.label)

    def shown(self, instance: models.Model) -> str:
        """What a page may show of the value in `instance`."""
        return mask(getattr(instance, self.attname))

    def formfield(self, **kwargs: Any) -> Any:
        given = {"form_class": PrivateFormField, "max_length": self.max_length}
        if self.null:
            given["empty_value"] = None
        return super().formfield(**{**given, **kwargs})

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name in LOOKUPS:
            return LOOKUPS[lookup_name]
        raise FieldError(
            f"加密字段“{self.verbose_name}”只能按完整内容查找（exact、in、isnull），"
            f"不能用 {lookup_name}。"
        )


class PrivateIn(lookups.In):
    """The column holds one of the given texts, whichever key wrote it."""

    def get_prep_lookup(self) -> Any:
        field = self.lhs.output_field
        if hasattr(self.rhs, "resolve_expression") or not isinstance(self.rhs, Iterable):
            raise FieldError(f"加密字段“{field.verbose_name}”只能和给出的文字比较。")
        texts = [text for text in self.rhs if text]
        if any(hasattr(text, "resolve_expression") for text in texts):
            raise FieldError(f"加密字段“{field.verbose_name}”只能和给出的文字比较。")
        return encrypt_under_every_key(map(str, texts), field.label)


class PrivateExact(PrivateIn):
    """The column holds the given text, whichever key wrote it."""

    lookup_name = "exact"

    def get_prep_lookup(self) -> Any:
        if self.rhs is None:
            return None
        self.rhs = [self.rhs]
        return super().get_prep_lookup()


LOOKUPS = {"exact": PrivateExact, "in": PrivateIn, "isnull": lookups.IsNull}
