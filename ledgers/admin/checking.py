"""The button by which a flag is worked off: why what the rules complain of is so."""

from typing import Any

from config.accounts.admin.verbs import Ask, Verb
from ledgers import actions
from ledgers.flagged import sentences_of


def check(row: Any, *, because: str) -> None:
    actions.check_flags(row=row, because=because)


def check_verb(model: Any) -> Verb:
    return Verb(
        name="check",
        label="核对提示",
        explanation="日期登记错了的，请先更正。属实的写明依据；写明以后不再列入“规定核对”。",
        asks={"because": Ask(column=model.flags_checked.field)},
        act=check,
        offered=lambda row: bool(sentences_of(row)),
        permission=f"ledgers.change_{model._meta.model_name}",
    )
