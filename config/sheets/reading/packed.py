"""A list too long to lie open in memory: a million rows, or the cells of a column of them."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")

BLOCK = 2_000


class PackedList(Sequence[T]):
    """Reads like a list and grows at its end; its items are kept packed by the block. Slices have
    no step.

    What was set by its place stays so; an item that was only read and then altered does not.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self._blocks: list[bytes] = []
        self._open: list[T] = []
        self._altered: dict[int, T] = {}
        self._last: tuple[int, list[T]] = (-1, [])
        self.extend(items)

    def extend(self, items: Iterable[T]) -> None:
        self._open += items
        while len(self._open) >= BLOCK:
            packed = pickle.dumps(self._open[:BLOCK], protocol=pickle.HIGHEST_PROTOCOL)
            self._blocks.append(zlib.compress(packed, level=1))
            del self._open[:BLOCK]

    def append(self, item: T) -> None:
        self.extend((item,))

    def __len__(self) -> int:
        return len(self._blocks) * BLOCK + len(self._open)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: Any) -> Any:
        where = range(len(self))[at]
        if isinstance(where, range):
            return self._between(where.start, where.stop)
        return self._block(where // BLOCK)[where % BLOCK]

    def __setitem__(self, at: int, item: T) -> None:
        self._altered[range(len(self))[at]] = item
        self._last = (-1, [])

    def __iter__(self) -> Iterator[T]:
        for number in range(len(self._blocks) + 1):
            yield from self._block(number)

    def spent(self, start: int) -> Iterator[T]:
        """The items from a place on; each block is let go of once it has been passed."""
        for number in range(start // BLOCK, len(self._blocks) + 1):
            block = self._block(number)
            if number < len(self._blocks):
                self._blocks[number] = b""
            yield from block[max(0, start - number * BLOCK) :]

    def _between(self, start: int, stop: int) -> list[T]:
        found: list[T] = []
        for number in range(start // BLOCK, -(-stop // BLOCK)):
            begins = number * BLOCK
            found += self._block(number)[max(0, start - begins) : stop - begins]
        return found

    def _block(self, number: int) -> list[T]:
        if number == len(self._blocks):
            return self._unpacked(number)
        if self._last[0] != number:
            self._last = (number, self._unpacked(number))
        return self._last[1]

    def _unpacked(self, number: int) -> list[T]:
        items = self._open
        if number < len(self._blocks):
            items = pickle.loads(zlib.decompress(self._blocks[number]))  # noqa: S301 -- our own
        begins = number * BLOCK
        altered = [at for at in self._altered if begins <= at < begins + len(items)]
        if altered:
            items = list(items)
            for at in altered:
                items[at - begins] = self._altered[at]
        return items


def spent(items: Any, start: int) -> Iterator[Any]:
    """The rows of a sheet from a place on, each let go of, so that they take little memory."""
    if isinstance(items, PackedList):
        yield from items.spent(start)
        return
    for at in range(start, len(items)):
        item, items[at] = items[at], []
        yield item
