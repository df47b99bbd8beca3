"""dev.py's own decisions, and the lock files that it installs from."""

import base64
import contextlib
import sqlite3
import stat
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev

ROOT = Path(dev.__file__).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pins(lock: str) -> dict[str, str]:
    """The version that a lock file pins of each package."""
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    pinned = (line.split()[0] for line in lines if "==" in line)
    return dict(pin.split("==") for pin in pinned)


def unmet(requirements: list[str], lock: str) -> list[str]:
    pinned = pins(lock)
    return [
        text
        for text in requirements
        if (wanted := Requirement(text)).name not in pinned
        or pinned[wanted.name] not in wanted.specifier
    ]


def make_database(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE unions_worker (id integer)")


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_another_python_is_refused_with_the_versions_that_will_do(version):
    with pytest.raises(dev.Refused) as refusal:
        dev.refuse_other_pythons(version)

    assert str(refusal.value) == (
        "请用 Python 3.11 至 3.13 运行 dev.py："
        f"现在用的是 {version[0]}.{version[1]}，程序库不支持。"
    )


def test_the_pythons_of_pyproject_are_the_ones_that_will_do():
    assert PROJECT["project"]["requires-python"] == ">={}.{},<{}.{}".format(
        *dev.OLDEST, dev.NEWEST[0], dev.NEWEST[1] + 1
    )


def test_new_keys_are_written_once_for_their_owner_only(tmp_path):
    dev.keep_keys(tmp_path / "var", {})
    kept = tmp_path / "var" / "env"
    written = kept.read_text(encoding="utf-8")

    dev.keep_keys(tmp_path / "var", {})

    names = dict(line.split("=", 1) for line in written.splitlines())
    assert sorted(names) == ["BACKUP_KEY", "FIELD_KEYS", "SECRET_KEY"]
    lengths = [len(base64.b64decode(names[name])) for name in ("FIELD_KEYS", "BACKUP_KEY")]
    assert lengths == [64, 32]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert kept.read_text(encoding="utf-8") == written


def test_a_key_of_the_environment_is_not_written_down(tmp_path):
    dev.keep_keys(tmp_path, {"SECRET_KEY": "known", "FIELD_KEYS": ""})

    assert dev.kept_names(tmp_path) == {"FIELD_KEYS", "BACKUP_KEY"}


@pytest.mark.parametrize(
    ("files", "environment", "lost"),
    [
        pytest.param(
            ["office.sqlite3"], {}, "FIELD_KEYS、SECRET_KEY", id="a-database-file-is-there"
        ),
        pytest.param(
            [],
            {"DATABASE_URL": "postgres:///office"},
            "BACKUP_KEY、FIELD_KEYS、SECRET_KEY",
            id="a-server-is-named",
        ),
    ],
)
def test_a_database_without_its_keys_is_not_given_new_ones(tmp_path, files, environment, lost):
    for name in files:
        make_database(tmp_path / name)

    with pytest.raises(dev.Refused, match=f"却找不到 {lost}。"):
        dev.keep_keys(tmp_path, environment)

    assert not (tmp_path / "env").exists()


def test_an_office_from_before_there_were_backups_gets_a_key_for_them(tmp_path):
    make_database(tmp_path / "office.sqlite3")
    kept = tmp_path / "env"
    kept.write_text("SECRET_KEY=secret\nFIELD_KEYS=typed-without-an-end", encoding="utf-8")

    assert dev.keep_keys(tmp_path, {}) is True

    *earlier, added = kept.read_text(encoding="utf-8").splitlines()
    assert earlier == ["SECRET_KEY=secret", "FIELD_KEYS=typed-without-an-end"]
    assert added.startswith("BACKUP_KEY=")


def test_an_empty_database_file_may_have_new_keys(tmp_path):
    (tmp_path / "office.sqlite3").touch()

    assert dev.keep_keys(tmp_path, {}) is True


def test_what_follows_test_is_for_pytest():
    options, rest = dev.parse(["test", "tests/unions", "-k", "branch", "-x"])

    assert (options.command, rest) == ("test", ["tests/unions", "-k", "branch", "-x"])


def test_a_word_that_no_command_knows_is_refused():
    with pytest.raises(SystemExit):
        dev.parse(["serve", "--loud"])


@pytest.mark.parametrize("lock", [dev.LOCK, dev.TEST_LOCK])
def test_a_lock_names_no_address_and_has_a_hash_for_every_pin(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = [part for part in text.replace("\\\n", "").splitlines() if "==" in part]

    assert "//" not in text
    assert [line for line in pinned if "--hash=sha256:" not in line] == []
    assert len(pinned) == len(pins(lock))


def test_the_locks_hold_what_pyproject_asks_for():
    needed, for_tests = PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"]

    assert unmet(needed, dev.LOCK) == []
    assert unmet([*needed, *for_tests], dev.TEST_LOCK) == []


def test_the_lock_for_tests_holds_all_that_the_other_pins():
    assert pins(dev.LOCK).items() <= pins(dev.TEST_LOCK).items()
