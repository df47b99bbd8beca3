"""The parsing process: what it may do, what it sees, and what becomes of its death."""

import io
import json
import logging
import subprocess
import sys

import pytest

from config.sheets.reading import RawSheet, UnreadableFile, child, process, refusals, wire
from tests.config.sheets.reading.workbooks import raw_xlsx, xlsx

ROWS = [["姓名", "电话"], ["甲某", 13800000000.0]]


def started_with(program, monkeypatch):
    """Another program in the place of the parsing process."""
    monkeypatch.setattr(process, "_START", program)


def refusal_of(data, **options):
    with pytest.raises(UnreadableFile) as refused:
        process.parse_apart(data, **options)
    return str(refused.value)


def answer_to(data):
    said = io.BytesIO()
    child.answer(data, said.write)
    return [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_workbook_is_told_in_messages():
    assert answer_to(xlsx(*ROWS)) == [
        ["sheet", "Sheet", False, 0],
        ["rows", 0, [[False, ["姓名", "甲某"]], [False, ["电话", 13800000000.0]]]],
        ["end"],
    ]


def test_a_refusal_is_told_with_its_sentence():
    assert answer_to(b"PK\x03\x04") == [["refused", refusals.DAMAGED]]


def test_blank_rows_between_blocks_are_told_by_their_number():
    far = '<row r="5000"><c r="B5000"><v>1</v></c></row>'
    rows = '<row r="1"><c r="B1"><v>1</v></c></row>' + far

    told = answer_to(raw_xlsx(rows))

    assert [(message[0], message[1]) for message in told[1:3]] == [("rows", 0), ("rows", 3000)]


def test_the_process_knows_nothing_of_django_and_is_quick_to_start():
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import config.sheets.reading.child; "
        "print('django' in sys.modules, 'openpyxl' in sys.modules)"
    )

    told = subprocess.run(  # noqa: S603
        [sys.executable, "-I", "-c", program, str(process._HOME)], capture_output=True, check=True
    )

    assert told.stdout.split() == [b"False", b"False"]


def test_the_process_does_not_see_the_keys(monkeypatch):
    monkeypatch.setenv("FIELD_KEYS", "canary")
    started_with(
        "import json, os; print(json.dumps(['refused', str('FIELD_KEYS' in os.environ)]))",
        monkeypatch,
    )

    assert refusal_of(b"") == "False"


def limited(action):
    """A parsing process that does something under its limits and says what came of it."""
    return (
        "import json, sys; sys.path.insert(0, sys.argv[1]); "
        "from config.sheets.reading import child; child.limit_resources()\n"
        f"try:\n    {action}\n    said = 'done'\n"
        "except (MemoryError, OSError) as error:\n    said = type(error).__name__\n"
        "print(json.dumps(['refused', said]))"
    )


@pytest.mark.skipif(child.resource is None, reason="this system has no such limits")
@pytest.mark.parametrize(
    ("action", "said"),
    [
        pytest.param("bytearray(3 * 2**30)", "MemoryError", id="memory"),
        pytest.param("open(sys.argv[2], 'wb').write(b'x' * 9**5)", "OSError", id="files"),
        pytest.param("bytearray(2**20)", "done", id="ordinary-work"),
    ],
)
def test_the_process_works_under_limits(action, said, tmp_path, monkeypatch):
    place = repr(str(tmp_path / "leak"))
    started_with(limited(action.replace("sys.argv[2]", place)), monkeypatch)

    assert refusal_of(b"") == said


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        pytest.param("import os; os.abort()", refusals.DIED, id="abort"),
        pytest.param("raise SystemExit(3)", refusals.DIED, id="exit"),
        pytest.param("", refusals.DIED, id="silence"),
        pytest.param('print(\'["sheet", "A", false\')', refusals.DIED, id="half-a-message"),
        pytest.param("print('{}')", refusals.DIED, id="no-message"),
        pytest.param("print('[' * 10000)", refusals.DIED, id="deep-message"),
        pytest.param("print('[\"rows\", 0, []]')", refusals.DIED, id="rows-without-sheet"),
        pytest.param(
            'print(\'["sheet","A",false,0]\\n["rows",0,[[false,[{"a":1}]]]]\\n["end"]\')',
            refusals.DIED,
            id="no-cell",
        ),
        pytest.param(
            'print(\'["sheet","A",false,0]\\n["rows",99999999,[[false,[1]]]]\\n["end"]\')',
            refusals.DIED,
            id="more-rows-than-there-are",
        ),
        pytest.param(
            "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
            refusals.TOO_SLOW,
            id="processor-time",
            marks=pytest.mark.skipif(child.resource is None, reason="no such limit here"),
        ),
    ],
)
def test_a_process_that_dies_or_babbles_is_a_refusal(program, sentence, monkeypatch, caplog):
    started_with(program, monkeypatch)

    with caplog.at_level(logging.CRITICAL):
        assert refusal_of(b"x" * 1_000_000) == sentence


def test_a_process_that_babbles_on_is_ended_at_the_first_nonsense(monkeypatch):
    started_with("while True: print('nonsense')", monkeypatch)

    assert refusal_of(b"") == refusals.DIED


def test_a_process_that_hangs_is_ended(monkeypatch):
    started_with("import threading; threading.Event().wait()", monkeypatch)

    assert refusal_of(b"x" * 1_000_000, seconds=0.3) == refusals.TOO_SLOW


def test_a_process_that_never_ends_its_answer_is_ended(monkeypatch):
    started_with("while True: print('[\"sheet\", \"A\", false, 0]' + ' ' * 10**6)", monkeypatch)
    monkeypatch.setattr(process, "MAX_ANSWER", 5_000_000)

    assert refusal_of(b"") == refusals.UNPACKED


def test_a_process_that_cannot_be_started_is_a_refusal(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert refusal_of(b"") == refusals.BUSY


def test_a_process_that_lingers_after_its_answer_is_ended(monkeypatch):
    started_with(
        'import threading; print(\'["sheet", "A", true, 0]\\n["end"]\', flush=True); '
        "threading.Event().wait()",
        monkeypatch,
    )

    assert process.parse_apart(b"") == [RawSheet("A", [], hidden=True)]


def test_what_travels_arrives():
    column = ["甲", 1.5, True, None]

    assert wire.unpack_column(*wire.pack_column(["甲", 1.5, True, ""])) == column
