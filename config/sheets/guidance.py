"""What a column takes, in a clerk's words: for the blank forms and their page of help."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from config.sheets.cells import ethnicity
from config.sheets.cells.credit_code import credit_check_mark
from config.sheets.cells.identity import check_mark
from config.sheets.columns import Column, Role
from config.sheets.references import PersonWidget, ReferencesWidget, ReferenceWidget, pks_by_name
from config.sheets.runs import Run
from config.sheets.widgets import (
    AreaWidget,
    BirthMonthWidget,
    CauseWidget,
    CellWidget,
    ChoiceWidget,
    CountWidget,
    CreditCodeWidget,
    DateWidget,
    EthnicityWidget,
    FoldedWidget,
    IdentityWidget,
    MoneyWidget,
    NamesWidget,
    NameWidget,
    PartialDateWidget,
    PhoneWidget,
    QuantityWidget,
    TextWidget,
    YesNoWidget,
)

MOST_NAMES = 5_000
"""Names that a drop-down list offers; of more it offers none."""

_NUMBER = "14069919900101001"
_CODE = "91140699MA0000001"


@dataclasses.dataclass(frozen=True)
class Guidance:
    """``how`` to fill a column in, an ``example``, and the words its drop-down list ``offers``."""

    how: str
    example: Any = ""
    offers: tuple[str, ...] = ()


def guidance_for(column: Column, run: Run) -> Guidance:
    """``run``: whose names a drop-down list may offer."""
    told = next(_TOLD[kind] for kind in type(column.widget).__mro__ if kind in _TOLD)
    guidance = told(column.widget, run)
    if column.role is Role.COMPARED:
        return dataclasses.replace(guidance, how=f"{guidance.how}；以花名册为准，不一致时只提示")
    if column.role is Role.CHECKED:
        return dataclasses.replace(guidance, how=f"{guidance.how}；可以不填，填了就核对")
    return guidance


def _fixed(how: str, example: Any = "") -> Callable[[CellWidget, Run], Guidance]:
    guidance = Guidance(how, example)
    return lambda widget, run: guidance


def _limited(how: str) -> Callable[[Any, Run], Guidance]:
    return lambda widget, run: Guidance(f"{how}，最多{widget.limit}个字")


def _choice(widget: Any, run: Run) -> Guidance:
    words = tuple(widget.labels.values())
    return Guidance(f"填其中一个：{'、'.join(words)}", words[0], words)


def _yes_no(widget: Any, run: Run) -> Guidance:
    words = (widget.yes, widget.no)
    return Guidance(f"填{widget.yes}或{widget.no}", widget.yes, words)


def _ethnicity(widget: CellWidget, run: Run) -> Guidance:
    names = tuple(ethnicity.display(name) for name in ethnicity.CODES.values())
    return Guidance("民族全称，如汉族、回族", names[0], names)


def _names_of(widget: Any, run: Run) -> Guidance:
    kind = widget.model._meta.verbose_name
    known = sorted(ref.name for refs in pks_by_name(run, widget.model).values() for ref in refs)
    offered = tuple(known) if len(known) <= MOST_NAMES else ()
    return Guidance(f"已登记的{kind}名称，写法与名录一致", known[0] if known else "", offered)


_TOLD: dict[type, Callable[[Any, Run], Guidance]] = {
    CellWidget: _fixed("文字"),
    TextWidget: _limited("文字"),
    FoldedWidget: _limited("全称"),
    NameWidget: _fixed("一个人的姓名", "张三"),
    NamesWidget: _fixed("姓名；不止一人的用顿号隔开", "张三、李四"),
    ReferencesWidget: _fixed("名称，写法与名录一致；不止一个的用顿号隔开"),
    IdentityWidget: _fixed("18位身份证号；单元格须是文本格式", _NUMBER + check_mark(_NUMBER)),
    PersonWidget: _fixed(
        "花名册中此人的身份证号；单元格须是文本格式", _NUMBER + check_mark(_NUMBER)
    ),
    PhoneWidget: _fixed("11位手机号，或带区号的座机号", "13900000000"),
    CauseWidget: _fixed("简要文字，最多50个字"),
    CreditCodeWidget: _fixed("18位统一社会信用代码", _CODE + credit_check_mark(_CODE)),
    DateWidget: _fixed("日期，到日", "2023-02-01"),
    PartialDateWidget: _fixed("日期；只知道月份的可以只写年月", "2021-07"),
    BirthMonthWidget: _fixed("出生年月，应与身份证号一致", "1990-01"),
    MoneyWidget: _fixed("金额，单位元，至多两位小数", 1200),
    QuantityWidget: _fixed("数量", 50),
    AreaWidget: _fixed("面积，单位平方米", 30),
    CountWidget: _fixed("整数", 12),
    EthnicityWidget: _ethnicity,
    YesNoWidget: _yes_no,
    ChoiceWidget: _choice,
    ReferenceWidget: _names_of,
}
