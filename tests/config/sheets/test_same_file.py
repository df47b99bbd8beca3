"""Two clerks with the same file, on connections of their own."""

from benchmarks.same_file import Tally, same_file

ROUNDS = 10


def test_a_file_that_two_take_in_at_once_comes_in_once(shared_database):
    assert same_file(ROUNDS) == Tally(rounds=ROUNDS, once=ROUNDS, false=[])
