"""From when on rules bind, and not merely flag."""

import datetime

import pytest

from config.accounts.refusals import binds

IN_USE_FROM = datetime.date(2023, 1, 1)


@pytest.mark.parametrize(
    ("on", "in_use_from", "bound"),
    [
        pytest.param(datetime.date(2022, 12, 31), IN_USE_FROM, False, id="the-day-before"),
        pytest.param(IN_USE_FROM, IN_USE_FROM, True, id="the-first-day"),
        pytest.param(IN_USE_FROM, None, False, id="not-set"),
    ],
)
def test_rules_bind_from_the_first_day_in_use(on, in_use_from, bound):
    assert binds(on=on, in_use_from=in_use_from) == bound
