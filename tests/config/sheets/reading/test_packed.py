"""A long list that is kept packed reads like any other."""

import pytest

from config.sheets.reading.packed import BLOCK, PackedList, spent

LENGTHS = [
    pytest.param(0, id="empty"),
    pytest.param(BLOCK - 1, id="not-a-block"),
    pytest.param(BLOCK, id="a-block"),
    pytest.param(BLOCK + 1, id="one-more"),
    pytest.param(3 * BLOCK + 7, id="several"),
]


def rows(count):
    return [[f"行{number}", number, None] for number in range(count)]


@pytest.mark.parametrize("count", LENGTHS)
def test_it_gives_what_was_put_in(count):
    packed = PackedList(rows(count))

    assert (list(packed), len(packed)) == (rows(count), count)


@pytest.mark.parametrize("count", LENGTHS)
def test_it_grows_at_its_end_after_it_was_read(count):
    packed = PackedList(rows(count))
    assert list(packed) == rows(count)

    packed.append(["末"])
    packed.extend(rows(BLOCK))

    assert list(packed) == [*rows(count), ["末"], *rows(BLOCK)]


@pytest.mark.parametrize(
    ("start", "stop"),
    [
        pytest.param(0, 20, id="beginning"),
        pytest.param(BLOCK - 1, BLOCK + 1, id="seam"),
        pytest.param(5, 3 * BLOCK + 2, id="over-blocks"),
        pytest.param(3 * BLOCK, 9 * BLOCK, id="beyond-the-end"),
        pytest.param(9, 3, id="nothing"),
    ],
)
def test_a_slice_is_that_of_the_list(start, stop):
    count = 3 * BLOCK + 7

    assert PackedList(rows(count))[start:stop] == rows(count)[start:stop]


@pytest.mark.parametrize("at", [0, BLOCK - 1, BLOCK, 2 * BLOCK, -1])
def test_an_item_is_found_and_set_by_its_place(at):
    expected = rows(2 * BLOCK + 1)
    packed = PackedList(expected)
    assert packed[at] == expected[at]

    expected[at] = packed[at] = ["改过"]

    assert (packed[at], list(packed)) == (["改过"], expected)


def test_there_is_nothing_beyond_its_end():
    with pytest.raises(IndexError):
        PackedList(rows(3))[3]


@pytest.mark.parametrize("make", [list, PackedList])
@pytest.mark.parametrize("start", [0, 1, BLOCK, BLOCK + 1])
def test_rows_that_are_spent_come_once(make, start):
    given = make(rows(2 * BLOCK + 1))

    assert list(spent(given, start)) == rows(2 * BLOCK + 1)[start:]


@pytest.mark.parametrize("start", [1, BLOCK])
def test_rows_before_those_that_are_spent_stay(start):
    given = rows(BLOCK + 1)

    assert list(spent(given, start)) == rows(BLOCK + 1)[start:]
    assert given == [*rows(start), *[[]] * (BLOCK + 1 - start)]
