"""The environment. No other module reads it.

A name that the environment lacks is looked for in `DATA_DIR/env`, lines of KEY=VALUE which dev.py
writes, so that `python manage.py …` finds the keys that dev.py made.
"""

import base64
import binascii
import functools
import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
FIELD_KEY_BYTES = 64  # AES-256-SIV: one 256-bit key to authenticate, one to encrypt
BACKUP_KEY_BYTES = 32  # AES-256-GCM
SQLITE_AT_OPENING = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
    "PRAGMA secure_delete=1; PRAGMA foreign_keys=1;"
)


def data_dir() -> Path:
    """Where the office keeps what is not program: database file, keys, collected static files."""
    return Path(os.environ.get("DATA_DIR", "").strip() or BASE_DIR / "var").resolve()


@functools.cache
def _kept(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def text(name: str) -> str:
    """The value of `name`, "" where neither the environment nor `DATA_DIR/env` has one."""
    return os.environ.get(name, "").strip() or _kept(data_dir() / "env").get(name, "")


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "on"}


def _required_beside_database_url(name: str) -> str:
    value = text(name)
    if not value and text("DATABASE_URL"):
        raise ImproperlyConfigured(
            f"设置了 DATABASE_URL 就必须同时设置 {name}，否则程序不启动。"
            f"请在环境变量里填写 {name}（原来用过的要填原来的值，并另行妥善保存）。"
        )
    return value


def secret_key() -> str:
    return _required_beside_database_url("SECRET_KEY")


def _decoded(encoded: str) -> bytes:
    """The bytes behind base64; none where it is not base64."""
    try:
        return base64.b64decode(encoded, validate=True)
    except binascii.Error:
        return b""


def field_keys() -> list[bytes]:
    """Keys of the private fields, newest first.

    Raises ImproperlyConfigured for a key that is not base64 of 64 bytes.
    """
    keys = []
    names = [part.strip() for part in _required_beside_database_url("FIELD_KEYS").split(",")]
    for position, encoded in enumerate(filter(None, names), start=1):
        key = _decoded(encoded)
        if len(key) != FIELD_KEY_BYTES:
            raise ImproperlyConfigured(
                f"FIELD_KEYS 的第 {position} 个密钥不能用："
                f"要的是 {FIELD_KEY_BYTES} 个随机字节的 base64 写法，多个密钥用逗号隔开，新的在前。"
            )
        keys.append(key)
    return keys


def backup_key() -> bytes:
    """The key that backups are encrypted with; b"" where there is none yet.

    Raises ImproperlyConfigured for a key that is not base64 of 32 bytes.
    """
    encoded = _required_beside_database_url("BACKUP_KEY")
    key = _decoded(encoded)
    if encoded and len(key) != BACKUP_KEY_BYTES:
        raise ImproperlyConfigured(
            f"BACKUP_KEY 不能用：要的是 {BACKUP_KEY_BYTES} 个随机字节的 base64 写法，只有一个。"
        )
    return key


def allowed_hosts() -> list[str]:
    """Host names the program answers to; without any it serves this machine only."""
    hosts = [host.strip() for host in text("ALLOWED_HOSTS").split(",") if host.strip()]
    return hosts or list(LOCAL_HOSTS)


def postgresql_at(url: str) -> dict[str, Any]:
    """Django's settings for the database at an address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL 读不懂：请写成 postgres://用户:密码@主机:端口/库名，"
            "用本机套接字时写成 postgres:///库名?host=/套接字目录&user=用户。"
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": options.pop("user", "") or unquote(parts.username or ""),
        "PASSWORD": options.pop("password", "") or unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": options.pop("port", "") or str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def sqlite_at(path: Path) -> dict[str, Any]:
    """Django's settings for a database file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_AT_OPENING,
        },
    }


def database() -> dict[str, Any]:
    """Django's settings for the one database: `DATABASE_URL`, else a file in `DATA_DIR`."""
    url = text("DATABASE_URL")
    return postgresql_at(url) if url else sqlite_at(data_dir() / "office.sqlite3")
