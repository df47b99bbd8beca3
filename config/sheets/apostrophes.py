"""The apostrophe by which a text of a csv stays text in a spreadsheet program.

Without it Excel works out what begins like a formula, rounds a long number, drops its leading
zeros and makes a day of a month. What is written with one is read without it; a text that has its
own apostrophe before such a thing gets another.
"""

from __future__ import annotations

import re

MARK = "'"
_TAKEN_FOR_MORE = re.compile(
    r"'*(?:[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]"
    r"|0[0-9]+\s*$|[0-9]{12,}[Xx]?\s*$|[0-9]+[Ee][0-9]+\s*$"
    r"|[0-9]+[-/:][0-9]+(?:[-/:][0-9]+)?\s*$)"
)


def marked(text: str) -> str:
    return MARK + text if _TAKEN_FOR_MORE.match(text) else text


def unmarked(text: str) -> str:
    return text[1:] if text[:1] == MARK and _TAKEN_FOR_MORE.match(text, 1) else text
