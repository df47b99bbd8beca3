"""Logs that hold no personal data: what was typed into a search, what a row contained."""

import logging
import re
import traceback

QUERY_STRING = re.compile(r"\?\S*")


class PathOnly(logging.Filter):
    """Cuts the query string off the request lines of the development server."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "django.server" and isinstance(record.args, tuple):
            record.args = tuple(
                QUERY_STRING.sub("", part) if isinstance(part, str) else part
                for part in record.args
            )
        return True


class FramesOnly(logging.Formatter):
    """Writes where an error rose and of what kind it was, not its message.

    A database's message quotes the whole row that it refused.
    """

    def formatException(self, ei) -> str:  # noqa: N802 -- the library's name
        kind, _, frames = ei
        lines = traceback.format_tb(frames)
        return "".join([*lines, kind.__qualname__ if kind else ""]).rstrip()
