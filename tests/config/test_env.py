"""The environment, and what the program does without it."""

import base64

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import ConnectionHandler

from config import env

KEYS = {
    "SECRET_KEY": env.secret_key,
    "FIELD_KEYS": env.field_keys,
    "BACKUP_KEY": env.backup_key,
}
KEY = base64.b64encode(b"k" * 64).decode()
OLDER = base64.b64encode(b"o" * 64).decode()


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for name in (*KEYS, "DATABASE_URL", "ALLOWED_HOSTS", "DEBUG", "DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return tmp_path


def test_keys_come_newest_first(monkeypatch):
    monkeypatch.setenv("FIELD_KEYS", f"{KEY}, {OLDER}")

    assert env.field_keys() == [b"k" * 64, b"o" * 64]


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param("not-base64!", id="no-base64"),
        pytest.param(base64.b64encode(b"k" * 32).decode(), id="too-short"),
        pytest.param(f"{KEY},kurz", id="second"),
    ],
)
def test_a_key_that_is_none_stops_the_program(monkeypatch, keys):
    monkeypatch.setenv("FIELD_KEYS", keys)

    with pytest.raises(ImproperlyConfigured, match="个密钥不能用：要的是 64 个随机字节") as refused:
        env.field_keys()

    assert keys not in str(refused.value)


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("not-base64!", id="no-base64"),
        pytest.param(KEY, id="too-long"),
        pytest.param("a2V5,a2V5", id="two"),
    ],
)
def test_a_backup_key_that_is_none_stops_the_program(monkeypatch, key):
    monkeypatch.setenv("BACKUP_KEY", key)

    with pytest.raises(ImproperlyConfigured, match="BACKUP_KEY 不能用：要的是 32 个随机字节"):
        env.backup_key()


def test_a_backup_key_is_read(monkeypatch):
    monkeypatch.setenv("BACKUP_KEY", base64.b64encode(b"b" * 32).decode())

    assert env.backup_key() == b"b" * 32


@pytest.mark.parametrize(("name", "read"), KEYS.items())
def test_beside_a_database_url_keys_must_be_set(monkeypatch, name, read):
    monkeypatch.setenv("DATABASE_URL", "postgres:///office")

    with pytest.raises(ImproperlyConfigured, match=f"必须同时设置 {name}"):
        read()


def test_without_keys_a_small_office_may_still_run_commands():
    assert [read() for read in KEYS.values()] == ["", [], b""]


def test_what_the_environment_lacks_is_read_from_the_kept_file(bare_environment, monkeypatch):
    kept = f"# 请妥善保存\nSECRET_KEY=kept=secret\nFIELD_KEYS={KEY}\nDEMO=1\n"
    (bare_environment / "env").write_text(kept, encoding="utf-8")
    monkeypatch.setenv("DEMO", "0")

    assert (env.secret_key(), env.field_keys(), env.flag("DEMO")) == (
        "kept=secret",
        [b"k" * 64],
        False,
    )


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        pytest.param("", ["127.0.0.1", "localhost", "[::1]"], id="none"),
        pytest.param("office.example, 10.0.0.5", ["office.example", "10.0.0.5"], id="two"),
    ],
)
def test_allowed_hosts(monkeypatch, given, hosts):
    monkeypatch.setenv("ALLOWED_HOSTS", given)

    assert env.allowed_hosts() == hosts


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        pytest.param(
            "postgres://clerk:p%40ss@db.example:5433/office",
            {
                "NAME": "office",
                "USER": "clerk",
                "PASSWORD": "p@ss",
                "HOST": "db.example",
                "PORT": "5433",
            },
            id="host",
        ),
        pytest.param(
            "postgresql:///office?host=/run/pg&user=clerk",
            {"NAME": "office", "USER": "clerk", "PASSWORD": "", "HOST": "/run/pg", "PORT": ""},
            id="socket",
        ),
        pytest.param(
            "postgresql://clerk:@/office?host=%2Frun%2Fpg",
            {"NAME": "office", "USER": "clerk", "PASSWORD": "", "HOST": "/run/pg", "PORT": ""},
            id="socket-with-user-before",
        ),
    ],
)
def test_database_url(monkeypatch, url, expected):
    monkeypatch.setenv("DATABASE_URL", url)

    database = env.database()

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert {name: database[name] for name in expected} == expected


def test_further_words_of_the_url_go_to_the_driver(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/office?sslmode=verify-full")

    assert env.database()["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    "url", ["mysql://db.example/office", "postgres://db.example", "office", "postgres://h:port/o"]
)
def test_a_url_that_cannot_be_read_stops_the_program(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL 读不懂"):
        env.database()


def test_without_a_url_the_database_is_a_file_in_the_data_folder(bare_environment):
    database = env.database()

    assert database["NAME"] == str(bare_environment / "office.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("secure_delete", 1), ("foreign_keys", 1), ("busy_timeout", 20_000)],
)
@pytest.mark.django_db
def test_a_file_is_opened_with(pragma, value):
    office = ConnectionHandler({"default": env.database()})["default"]
    with office.temporary_connection() as cursor:
        cursor.execute(f"PRAGMA {pragma}")

        assert cursor.fetchone() == (value,)
