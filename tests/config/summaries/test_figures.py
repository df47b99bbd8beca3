from decimal import Decimal

import pytest

from config.summaries.figures import Ratio, plain, printed

RATE = Ratio("rate", "入会率（%）", "members", "workers")


@pytest.mark.parametrize(
    ("members", "workers", "percent"),
    [
        pytest.param(2188, 2188, "100.00", id="everybody"),
        pytest.param(119, 1689, "7.05", id="rounded-up"),
        pytest.param(1, 800, "0.13", id="half-goes-up"),
        pytest.param(0, 5, "0.00", id="nobody"),
    ],
)
def test_a_rate_has_two_decimals_half_up(members, workers, percent):
    assert RATE.of({"members": members, "workers": workers}) == Decimal(percent)


@pytest.mark.parametrize(
    "numbers",
    [
        pytest.param({"members": 5, "workers": 0}, id="no-workers"),
        pytest.param({"members": 5}, id="workers-not-shown"),
        pytest.param({"workers": 5}, id="members-not-shown"),
    ],
)
def test_a_rate_of_nothing_is_no_number(numbers):
    assert RATE.of(numbers) is None


@pytest.mark.parametrize(
    ("summed", "number"),
    [
        pytest.param(None, 0, id="nothing"),
        pytest.param(Decimal("270.00"), 270, id="whole"),
        pytest.param(Decimal("270.50"), Decimal("270.5"), id="half"),
        pytest.param(Decimal("100000.00"), 100000, id="round"),
        pytest.param(7, 7, id="count"),
    ],
)
def test_a_sum_is_whole_where_it_can_be(summed, number):
    assert (plain(summed), type(plain(summed))) == (number, type(number))


@pytest.mark.parametrize(
    ("number", "percent", "text"),
    [
        pytest.param(2188, False, "2,188", id="thousands"),
        pytest.param(Decimal("37200.5"), False, "37,200.50", id="yuan-and-jiao"),
        pytest.param(Decimal("100.00"), True, "100.00", id="rate"),
        pytest.param(None, True, "—", id="rate-of-nothing"),
        pytest.param(0, False, "0", id="nought"),
    ],
)
def test_a_number_is_printed_for_reading(number, percent, text):
    assert printed(number, percent=percent) == text
