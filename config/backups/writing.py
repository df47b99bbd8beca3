"""One backup, from the living database to a proven file in its folder."""

from __future__ import annotations

import datetime
import errno
import hashlib
import os
import sqlite3
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from config.accounts.refusals import Refusal
from config.backups import databases
from config.backups.container import DUMP, Manifest, files_in, pack, unpack
from config.backups.keys import backup_key, field_key_numbers
from config.backups.models import Turn, files_folder
from config.backups.refusals import CannotProve
from config.backups.scratch import private_file, scratch_folder, sweep

PURPOSE = "backup"
UNFINISHED = ".part"
SAID_OF = {
    errno.ENOSPC: "放不下了：请清理备份文件夹所在的盘，或换一个。",
    errno.EFBIG: "放不下这么大的文件：请换一个 NTFS 或 exFAT 格式的U盘。",
    errno.EACCES: "不让程序写：请检查备份文件夹的权限。",
    errno.EPERM: "不让程序写：请检查备份文件夹的权限。",
    errno.EROFS: "是只读的：请检查U盘的写保护开关，或换一个文件夹。",
}


@dataclass(frozen=True)
class Written:
    """A backup's file; `problem` says why it could not be proven."""

    path: Path
    size: int
    sha256: str
    problem: str = ""


def write(folder: Path, *, now: datetime.datetime) -> Written:
    """Write a backup into a folder and prove it there. Raises Refusal; then no file remains."""
    key = backup_key()
    if not folder.is_dir():
        raise Refusal(f"找不到备份文件夹 {folder}：请插上U盘，或在「备份设置」里改成另一个文件夹。")
    _clear_away(folder)
    path = folder / f"nuanfeng-{now:%Y%m%d-%H%M%S}-{os.urandom(2).hex()}.backup"
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        _write(unfinished, key, now=now)
        written = _prove(unfinished, key)
        unfinished.rename(path)
    except OSError as error:
        raise Refusal(_said_of(error)) from None
    except (DatabaseError, sqlite3.Error):
        raise Refusal("数据库没有读完：请稍后再试；若总是这样，请联系管理员。") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return replace(written, path=path)


def _clear_away(folder: Path) -> None:
    """What an earlier backup left that was broken off."""
    sweep(PURPOSE)
    for left in folder.glob(f"nuanfeng-*{UNFINISHED}"):
        left.unlink(missing_ok=True)


def _write(path: Path, key: bytes, *, now: datetime.datetime) -> None:
    with scratch_folder(PURPOSE) as scratch:
        dump, files = Path(scratch, DUMP), files_folder()
        held = databases.dump(connection, dump, without=[Turn._meta.db_table])
        manifest = Manifest(
            program=program_version(),
            vendor=connection.vendor,
            made_at=now.isoformat(timespec="seconds"),
            migrations=applied_migrations(),
            field_keys=field_key_numbers(),
            counts=held.counts,
            digests=held.digests,
            files=files_in(files),
        )
        with private_file(path) as target:
            pack(target, key, manifest, dump=dump, files=files)
            target.flush()
            os.fsync(target.fileno())  # a stick may be pulled out as soon as the page says so


def _prove(path: Path, key: bytes) -> Written:
    """Read the file back from where it lies and restore it into a scratch database."""
    with path.open("rb") as source:
        written = Written(
            path, path.stat().st_size, hashlib.file_digest(source, "sha256").hexdigest()
        )
        source.seek(0)
        with scratch_folder(PURPOSE) as scratch:
            manifest = unpack(source, key, Path(scratch))
            try:
                tools = databases.of(connection)
                with tools.scratch(connection, Path(scratch), "check") as copy:
                    databases.prove(copy, Path(scratch, DUMP), manifest.contents)
            except CannotProve as reason:
                return replace(written, problem=str(reason))
    return written


def _said_of(error: OSError) -> str:
    said = SAID_OF.get(error.errno or 0)
    return (
        f"备份文件夹{said}" if said else f"备份文件夹写不了（系统代号 {error.errno}）：请换一个。"
    )


def program_version() -> str:
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def applied_migrations() -> list[str]:
    return sorted(
        f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()
    )
