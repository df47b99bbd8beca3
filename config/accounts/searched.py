"""A number that somebody searches for stands in no address: it is sealed under the field keys."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Container

from django.http import HttpRequest, QueryDict

from config.accounts.fields.private import WrongFieldKey, decrypt_bytes, encrypt_bytes

TYPED = "_typed"
"""Name of the field by which a form that searches is known; it is sent, not asked for."""
LOOKS_LIKE_A_NUMBER = re.compile(r"[\d-]{6,17}[\dXx]")
_MARK = "~"
_LABEL = "accounts.searched"
_OWN = (TYPED, "csrfmiddlewaretoken")


def sealed(text: str) -> str:
    """What was typed; a number of a person as a word that only this program reads."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if not LOOKS_LIKE_A_NUMBER.fullmatch(plain):
        return text
    blob = encrypt_bytes(plain.encode(), _LABEL)
    return _MARK + base64.urlsafe_b64encode(blob).decode()


def opened(text: str) -> str:
    """What was typed, of a sealed word or of any other."""
    if not text.startswith(_MARK):
        return text
    try:
        return decrypt_bytes(base64.urlsafe_b64decode(text[1:]), _LABEL).decode()
    except (ValueError, WrongFieldKey):
        return text


def address_asked(request: HttpRequest, numbers: Container[str]) -> str:
    """The address of the answer to a search that was sent: fields that are not empty, those of
    ``numbers`` sealed."""
    asked = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        typed = [value for value in values if value and name not in _OWN]
        if typed:
            asked.setlist(name, [sealed(one) for one in typed] if name in numbers else typed)
    return f"{request.path}?{asked.urlencode()}"
