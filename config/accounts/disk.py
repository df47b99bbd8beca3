"""A disk that holds no more, as the system and both databases say it."""

from __future__ import annotations

import errno
import sqlite3

from django.db import DatabaseError

NO_ROOM = "服务器的磁盘满了，没有保存任何内容；请告诉系统管理员清理磁盘，然后再试。"

_OF_THE_SYSTEM = (errno.ENOSPC, errno.EDQUOT) if hasattr(errno, "EDQUOT") else (errno.ENOSPC,)
_OF_POSTGRESQL = "53100"
_PRIMARY = 0xFF  # SQLite's extended codes say more in their higher bits


def is_full(error: OSError | DatabaseError) -> bool:
    """Whether there was no room to write."""
    if isinstance(error, OSError):
        return error.errno in _OF_THE_SYSTEM
    told = error.__cause__
    of_sqlite = getattr(told, "sqlite_errorcode", 0) & _PRIMARY
    return of_sqlite == sqlite3.SQLITE_FULL or getattr(told, "sqlstate", "") == _OF_POSTGRESQL
