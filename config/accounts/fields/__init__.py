"""Kinds of column that every app uses: private text, dates known by month."""

from config.accounts.fields.partial_date import PartialDate, PartialDateField, PrecisionField
from config.accounts.fields.private import PrivateField, WrongFieldKey, decrypt, encrypt, mask

__all__ = [
    "PartialDate",
    "PartialDateField",
    "PrecisionField",
    "PrivateField",
    "WrongFieldKey",
    "decrypt",
    "encrypt",
    "mask",
]
