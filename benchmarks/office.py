"""An empty office in a database of its own, and CPU seconds of parent and children."""

from __future__ import annotations

import base64
import contextlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def empty_office() -> Iterator[Path]:
    """Set Django up on a new database; yields a folder for files.

    SQLite in that folder, or the database that DATABASE_URL names, which must be empty.
    """
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        os.environ.setdefault("SECRET_KEY", "b" * 64)
        os.environ.setdefault("FIELD_KEYS", base64.b64encode(b"benchmark".ljust(64)).decode())
        os.environ.setdefault("BACKUP_KEY", base64.b64encode(b"benchmark".ljust(32)).decode())
        sys.path.insert(0, str(Path(__file__).parent.parent))
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield Path(folder)


def cpu_seconds() -> float:
    """Of this process and of its children that have ended (the parser's)."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def backend_seconds() -> float:
    """CPU of the database's own process that serves this connection; 0 where there is none."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = stat.rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def peak_mib() -> tuple[float, float]:
    """Most memory this process and any one child have held so far.

    What the kernel counts for a process begins with what its parent held when it was started, but
    for the line of /proc; of a child that has ended there is only the count.
    """
    status = Path("/proc/self/status").read_text()
    (own,) = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(own) / 1024, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def load() -> str:
    return " ".join(f"{figure:.2f}" for figure in os.getloadavg())
