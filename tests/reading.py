"""A page as a clerk reads it: its words and where it leads."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

ALLOWED = {"csv", "docx", "et", "JPEG", "MB", "ods", "pdf", "PDF", "PNG", "xls", "xlsx"}
"""Names of formats that clerks know by these letters."""

LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
UNREAD = {"script", "style", "code"}  # a code is copied letter by letter
READ_ATTRIBUTES = ("title", "alt", "placeholder", "aria-label", "data-placeholder")
BUTTONS = {"submit", "button", "reset"}
LEADING = ("href", "src")


class Page(HTMLParser):
    """What a page says, in texts and in the attributes that browsers show, and its addresses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.addresses: list[str] = []
        self._unread = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unread = tag in UNREAD
        given = {name: value or "" for name, value in attrs}
        self.said += [given[name] for name in READ_ATTRIBUTES if name in given]
        if tag == "input" and given.get("type") in BUTTONS:
            self.said.append(given.get("value", ""))
        self.addresses += [given[name] for name in LEADING if name in given]
        if "data-ajax--url" in given:
            asked = {
                name.replace("-", "_"): given[f"data-{name}"]
                for name in ("app-label", "model-name", "field-name")
            }
            self.addresses.append(f"{given['data-ajax--url']}?{urlencode(asked)}")

    def handle_endtag(self, tag: str) -> None:
        self._unread = False

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.said.append(data)


def foreign(said: list[str]) -> list[str]:
    """The texts in which a Latin word stands that a clerk need not know."""
    return [" ".join(text.split()) for text in said if set(LATIN_WORD.findall(text)) - ALLOWED]
