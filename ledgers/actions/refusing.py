"""How the verbs of the ledgers say no, and how they hold a row."""

from typing import TypeVar

from django.db.models import Model

from config.accounts.refusals import Refusal

M = TypeVar("M", bound=Model)


class MemberRefused(Refusal):
    """A member's row and affiliations stay as they were."""


class ActivistRefused(Refusal):
    """An activist's row stays as it was."""


class CoverageRefused(Refusal):
    """What a Party organisation covers stays as it was."""


def lock(model: type[M], pk: int) -> M:
    """The row, held until the transaction ends."""
    return model._default_manager.select_for_update().get(pk=pk)
