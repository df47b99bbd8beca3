"""How tests ask that an action says no, and in which words."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from config.accounts.refusals import Refusal


@contextmanager
def refused(sentence: str) -> Iterator[None]:
    """The block raises a Refusal with exactly this sentence."""
    with pytest.raises(Refusal) as caught:
        yield
    assert str(caught.value) == sentence
