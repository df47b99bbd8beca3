"""From a backup to a working office."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import NoReturn

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from config.accounts.refusals import Refusal
from config.backups import databases
from config.backups.container import DUMP, FILES, Manifest, unpack
from config.backups.keys import backup_key, field_key_numbers
from config.backups.scratch import scratch_folder

PURPOSE = "restore"


def restore(
    source: Path, database: BaseDatabaseWrapper, *, files: Path, replace: bool = False
) -> Manifest:
    """Put a backup into a database, and its attachments into a folder.

    Raises Refusal before anything is touched: for a backup that is not whole or not of this kind
    of database, and, unless `replace`, where somebody's data stand already.
    """
    if not source.is_file():
        raise Refusal(f"找不到备份文件 {source}。")
    with scratch_folder(PURPOSE) as scratch:
        with source.open("rb") as stream:
            manifest = unpack(stream, backup_key(), Path(scratch))
        _refuse_unfit(manifest, database)
        if not replace:
            refuse_data(database, files)
        try:
            databases.prove(database, Path(scratch, DUMP), manifest.contents)
        except (DatabaseError, sqlite3.Error):
            _give_up(database)
        _put_files(Path(scratch, FILES), files)
    return manifest


def refuse_data(database: BaseDatabaseWrapper, files: Path) -> None:
    """What is there already would be lost."""
    if databases.holds_data(database):
        raise Refusal(
            f"数据库 {database_name(database)} 里已有数据，没有恢复。"
            "确实要用备份换掉它们，请加上 --replace 再运行。"
        )
    if files.is_dir() and any(files.iterdir()):
        raise Refusal(f"附件文件夹 {files} 里已有文件，没有恢复。确实要换掉，请加上 --replace。")


def database_name(database: BaseDatabaseWrapper) -> str:
    """The name that a person types to confirm."""
    return Path(str(database.settings_dict["NAME"])).name


def other_field_keys(manifest: Manifest) -> list[str]:
    """Numbers of the field keys that the backup was written under and this office lacks."""
    return sorted(set(manifest.field_keys) - set(field_key_numbers()))


def _refuse_unfit(manifest: Manifest, database: BaseDatabaseWrapper) -> None:
    if manifest.vendor != database.vendor:
        theirs, ours = databases.MODULES[manifest.vendor].TITLE, databases.of(database).TITLE
        raise Refusal(f"这份备份来自 {theirs} 数据库，恢复不到 {ours} 里。")
    known = {".".join(key) for key in MigrationLoader(None).disk_migrations}
    if set(manifest.migrations) - known:
        raise Refusal(
            f"这份备份是由另一个版本的程序（{manifest.program}）做的，本程序读不了它的表。"
            "请先换成那个版本或更新的版本。"
        )


def _give_up(database: BaseDatabaseWrapper) -> NoReturn:
    raise Refusal(
        f"数据库 {database_name(database)} 正被使用或连不上，没有恢复。请先停下程序再试。"
    ) from None


def _put_files(restored: Path, files: Path) -> None:
    replaced = files.with_name(f"{files.name}-replaced")
    if files.is_dir():
        files.rename(replaced)
    if restored.is_dir():
        files.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(restored, files)
    shutil.rmtree(replaced, ignore_errors=True)
