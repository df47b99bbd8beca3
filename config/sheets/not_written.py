"""The net below the check: what the database itself refuses, in a sentence for a clerk."""

from __future__ import annotations

import functools
import re

from django.apps import apps
from django.db import DatabaseError, DataError, IntegrityError
from django.db.models import CheckConstraint, UniqueConstraint

from config.sheets.problems import ERROR, Problem

NOT_WRITTEN = (IntegrityError, DataError)
"""What a database says to a record that it will not hold."""

UNKNOWN = "其中有数据库不能保存的内容，或与同时写入的记录冲突。"
_NAME = re.compile(r"CHECK constraint failed: (\w+)")
_COLUMNS = re.compile(r"UNIQUE constraint failed: (.+)")


def refused_write(error: DatabaseError) -> Problem:
    """That nothing of a sheet was written, with the words of the constraint that it broke.

    The database's own message quotes whole records and is never shown.
    """
    said = _sentences().get(_broken(error), UNKNOWN)
    message = f"整张表没有写入：{said}请核对表中相关的行，更正后重新提交。"
    return Problem(ERROR, None, "", "rule", message)


def _broken(error: DatabaseError) -> str:
    """Name of the broken constraint, or on SQLite the columns of a unique one."""
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    found = _NAME.search(str(error)) or _COLUMNS.search(str(error))
    return found[1] if found else ""


@functools.cache
def _sentences() -> dict[str, str]:
    """Name, or SQLite's columns, of every constraint of the office's tables -> its sentence."""
    found: dict[str, str] = {}
    for model in apps.get_models():
        table = model._meta.db_table
        for constraint in model._meta.constraints:
            if isinstance(constraint, CheckConstraint | UniqueConstraint):
                found[constraint.name] = constraint.violation_error_message
            if isinstance(constraint, UniqueConstraint):
                columns = [model._meta.get_field(name).column for name in constraint.fields]
                told = ", ".join(f"{table}.{column}" for column in columns)
                found[told] = constraint.violation_error_message
    return found
