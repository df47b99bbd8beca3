"""What a backup holds: a manifest, the database's dump, the attachments. Never a key."""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from config.accounts.refusals import Refusal
from config.backups.databases import Contents
from config.backups.scratch import private_file
from config.backups.sealing import ALTERED, SealingWriter, UnsealingReader

MANIFEST, DUMP, FILES = "manifest.json", "database.dump", "files"


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What the backup was made of; `counts` and `digests` tell of every table at that moment."""

    program: str
    vendor: str
    made_at: str
    migrations: list[str]
    field_keys: list[str]
    counts: dict[str, int]
    files: dict[str, int]
    digests: dict[str, str] = field(default_factory=dict)  # an older backup tells none

    @property
    def contents(self) -> Contents:
        return Contents(counts=self.counts, digests=self.digests)


def files_in(folder: Path) -> dict[str, int]:
    """The size of every file below a folder, by its path there."""
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def pack(target: BinaryIO, key: bytes, manifest: Manifest, *, dump: Path, files: Path) -> None:
    """Write one sealed tar."""
    writer = SealingWriter(target, key)
    with tarfile.open(fileobj=cast("BinaryIO", writer), mode="w|", bufsize=1024 * 1024) as tar:
        told = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
        tar.addfile(_member(MANIFEST, len(told)), io.BytesIO(told))
        _add(tar, DUMP, dump)
        for name in manifest.files:
            _add(tar, f"{FILES}/{name}", files / name)
    writer.finish()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


def _add(tar: tarfile.TarFile, name: str, path: Path) -> None:
    with path.open("rb") as stream:
        tar.addfile(_member(name, path.stat().st_size), stream)


def unpack(source: BinaryIO, key: bytes, folder: Path) -> Manifest:
    """Lay a backup's parts out in an empty private folder. Raises Refusal unless it is whole."""
    reader = UnsealingReader(source, key)
    for name, stream in _members(reader):
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with private_file(path) as copy:
            shutil.copyfileobj(stream, copy, 1024 * 1024)
    reader.drain()
    manifest = Manifest(**json.loads((folder / MANIFEST).read_bytes()))
    if files_in(folder / FILES) != manifest.files:
        raise Refusal(ALTERED)
    return manifest


def _members(reader: UnsealingReader) -> Iterator[tuple[str, BinaryIO]]:
    with tarfile.open(fileobj=cast("BinaryIO", reader), mode="r|", bufsize=1024 * 1024) as tar:
        for member in tar:
            stream = tar.extractfile(member)
            if stream is None or ".." in PurePosixPath(member.name).parts:
                raise Refusal(ALTERED)
            yield member.name, cast("BinaryIO", stream)
