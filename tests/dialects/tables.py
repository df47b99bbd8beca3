"""Tables as other committees keep them, handed in through the command."""

import datetime
import json

from django.core.management import call_command

from tests.config.sheets.reading.workbooks import xlsx
from tests.factories.unions import invented_number

COMPANY = "迅达快递有限公司"
BRANCH = "迅达快递党支部"
UNION = "迅达品牌分工会"
ZHANG, LI, NEW_NUMBER = (invented_number(at) for at in (1, 2, 3))


def hand_in(tmp_path, data, name="名册.xlsx", options=("--apply",)):
    """Hand in a file with the command; returns its sheets as the command writes them in JSON."""
    path = tmp_path / name
    path.write_bytes(data)
    told = tmp_path / "told.json"
    try:
        call_command("import_sheets", str(path), *options, json=told, verbosity=0)
    except SystemExit as stop:
        assert stop.code in (1, 2)  # noqa: PT017 -- rejected rows and refused sheets are told below
    return json.loads(told.read_text(encoding="utf-8"))


def take_in(tmp_path, *rows, name="名册.xlsx"):
    """Hand in one table; returns what became of it."""
    return hand_in(tmp_path, xlsx(*rows), name)[0]


def verdict(told):
    """The ledger, and how many rows were new and rejected."""
    return told["ledger"], told["new"], told["rejected"]


def words(headings):
    """The headings of a table, as a form lists them."""
    return headings.split()


def findings(told):
    return [(p["level"], p["row"], p["column"], p["code"]) for p in told["problems"]]


def day(text):
    return datetime.date.fromisoformat(text)
