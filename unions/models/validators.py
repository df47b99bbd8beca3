"""What a column may hold and the database cannot check: one function for every door."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError

from config.sheets.cells.bad_cell import BadCell
from config.sheets.cells.credit_code import parse_credit_code
from config.sheets.cells.identity import parse_identity_number
from unions.rules import stands_below_itself

RING = "上级不能是它自己，也不能是它的下级；请另选上级。"


def parsed(parse: Callable[[Any], Any], value: str) -> Any:
    """What a parser of the sheets makes of a typed value; it refuses as a form does."""
    try:
        return parse(value)
    except BadCell as bad:
        raise ValidationError(bad.message, code=bad.code) from None


def validate_identity_number(value: str) -> None:
    """Refuse what is no identity number of GB 11643 in its 18 characters."""
    if parsed(parse_identity_number, value) != value:
        raise ValidationError("身份证号要写成18位，末位的X用大写。", code="bad_text")


def validate_credit_code(value: str) -> None:
    """Refuse what is no credit code of GB 32100 in its 18 characters."""
    if parsed(parse_credit_code, value) != value:
        raise ValidationError("统一社会信用代码要写成18位，字母用大写。", code="bad_text")


def validate_parent(organisation: Any) -> None:
    """Refuse an organisation that stands, at whatever height, below itself."""
    if stands_below_itself(organisation, lambda one: one.parent):
        raise ValidationError({"parent": RING}, code="circle")
