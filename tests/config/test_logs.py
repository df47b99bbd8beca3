"""What is logged holds nothing that was typed and nothing that a row contained."""

import logging
import sys

import pytest

from config.logs import FramesOnly, PathOnly

SECRET = "140699199001010012"


def failing():
    raise ValueError(f"Failing row contains {SECRET}")


def failing_behind():
    try:
        failing()
    except ValueError as cause:
        raise KeyError(SECRET) from cause


@pytest.mark.parametrize(
    ("fail", "kind"),
    [
        pytest.param(failing, "ValueError", id="error"),
        pytest.param(failing_behind, "KeyError", id="error-behind-an-error"),
    ],
)
def test_an_error_is_logged_without_its_message(fail, kind):
    try:
        fail()
    except (ValueError, KeyError):
        record = logging.LogRecord("office", logging.ERROR, "", 0, "failed", (), sys.exc_info())

    written = FramesOnly().format(record)

    assert SECRET not in written
    assert written.startswith("failed\n  File ")
    assert written.endswith(kind)


def test_a_request_line_is_logged_without_its_query():
    line = "GET /admin/unions/worker/?q=140699199001010012 HTTP/1.1"
    record = logging.LogRecord("django.server", logging.INFO, "", 0, '"%s" %s', (line, "200"), None)

    assert PathOnly().filter(record)
    assert record.getMessage() == '"GET /admin/unions/worker/ HTTP/1.1" 200'
