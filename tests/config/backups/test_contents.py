"""A copy is compared with its source by what stands in it, not by how much."""

import pytest
from django.db import connection

from config.backups import databases
from config.backups.container import Manifest
from tests.refusals import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("programs")]

SCHEMA = [
    "CREATE TABLE payment (code varchar(9) PRIMARY KEY, paid_on date, yuan decimal(9, 2))",
    "CREATE TABLE note (words text)",
    "INSERT INTO payment VALUES ('b', '2024-03-01', 500.00), ('Ä', '2024-03-02', 1600.50)",
    "INSERT INTO note VALUES ('一'), (NULL)",
]
ALTERED = "恢复出来的表 {} 行数相同，内容却和备份时不一样。"


def run(database, *statements):
    with database.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def source(tmp_path):
    with databases.of(connection).scratch(connection, tmp_path, "source") as database:
        run(database, *SCHEMA)
        yield database


@pytest.fixture
def copy(tmp_path):
    with databases.of(connection).scratch(connection, tmp_path, "copy") as database:
        yield database


def dumped(source, path, *, without=()):
    return databases.dump(source, path, without=without)


def test_a_true_copy_is_proven(source, copy, tmp_path):
    held = dumped(source, tmp_path / "a.dump")

    databases.prove(copy, tmp_path / "a.dump", held)

    assert databases.contents(copy) == held
    assert held.counts == {"note": 2, "payment": 2}


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        pytest.param("UPDATE payment SET yuan = 500.01 WHERE code = 'b'", "payment", id="amount"),
        pytest.param("UPDATE payment SET paid_on = NULL WHERE code = 'b'", "payment", id="emptied"),
        pytest.param("UPDATE payment SET code = 'B' WHERE code = 'b'", "payment", id="key"),
        pytest.param("UPDATE note SET words = '' WHERE words IS NULL", "note", id="no text"),
    ],
)
def test_an_altered_row_in_the_copy_is_found_and_its_table_named(
    source, copy, tmp_path, statement, named
):
    held = dumped(source, tmp_path / "before.dump")
    run(source, statement)
    dumped(source, tmp_path / "altered.dump")

    with refused(ALTERED.format(named)):
        databases.prove(copy, tmp_path / "altered.dump", held)


def test_every_table_that_differs_is_named(source, copy, tmp_path):
    held = dumped(source, tmp_path / "before.dump")
    run(source, "UPDATE payment SET yuan = 1", "UPDATE note SET words = 'x'")
    dumped(source, tmp_path / "altered.dump")

    with refused(ALTERED.format("note、payment")):
        databases.prove(copy, tmp_path / "altered.dump", held)


def test_a_table_that_is_left_out_comes_back_empty(source, copy, tmp_path):
    held = dumped(source, tmp_path / "a.dump", without=["note"])

    databases.prove(copy, tmp_path / "a.dump", held)

    assert held.counts == databases.counts(copy) == {"note": 0, "payment": 2}


def test_a_backup_from_before_the_contents_were_told_is_compared_by_counts(source, copy, tmp_path):
    held = dumped(source, tmp_path / "a.dump")
    told = {"program": "0", "vendor": source.vendor, "made_at": "", "migrations": []}
    older = Manifest(**told, field_keys=[], counts=held.counts, files={})

    databases.prove(copy, tmp_path / "a.dump", older.contents)

    assert databases.counts(copy) == held.counts
