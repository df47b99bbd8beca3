"""A SQLite file that the program is still writing is not restored into."""

import sqlite3
from contextlib import closing

import pytest

from config.backups.databases import connected, sqlite
from config.env import sqlite_at
from tests.refusals import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def dump(tmp_path):
    path = tmp_path / "a.dump"
    with closing(sqlite3.connect(path)) as copy, copy:
        copy.execute("CREATE TABLE note (words text)")
        copy.execute("INSERT INTO note VALUES ('备份')")
    return path


@pytest.fixture
def office(tmp_path):
    with connected(sqlite_at(tmp_path / "office.sqlite3")) as database:
        with database.cursor() as cursor:
            cursor.execute("CREATE TABLE note (words text)")
            cursor.execute("INSERT INTO note VALUES ('现在')")
        yield database


def words(database):
    with database.cursor() as cursor:
        cursor.execute("SELECT words FROM note")
        return cursor.fetchall()


def test_a_restore_refuses_while_the_program_writes_and_changes_nothing(
    office, dump, tmp_path, monkeypatch
):
    monkeypatch.setattr(sqlite, "PATIENCE_MS", 1)
    with closing(sqlite3.connect(tmp_path / "office.sqlite3", isolation_level=None)) as program:
        program.execute("BEGIN IMMEDIATE")

        with refused(
            "数据库正被使用，没有恢复，里面的数据没有变。请先停下程序"
            "（关掉运行 dev.py serve 的窗口，或停下服务），再试一次。"
        ):
            sqlite.fill(office, dump)

    assert words(office) == [("现在",)]


def test_a_restore_goes_on_once_the_program_has_stopped(office, dump):
    sqlite.fill(office, dump)

    assert words(office) == [("备份",)]
