"""Inventing a committee for trying the program out: people, dates and numbers that never were.

Each app's ``demo.py`` adds the tables of its ledgers; identity numbers use area code 140699,
which no place has. The same seed and day give the same committee.
"""

from __future__ import annotations

import collections
import dataclasses
import datetime
import random
from collections.abc import Callable, Sequence
from typing import Any

from config.sheets.cells.credit_code import CREDIT_MARKS, credit_check_mark
from config.sheets.cells.identity import check_mark

AREA = "140699"
ARTICLE_SIZE = 2_188
"""Workers in the article's committee; its other numbers grow and shrink with this one."""

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红健慧鑫波辉志海晨宇欣佳凯浩然"
CITY = "晋北市"


@dataclasses.dataclass(frozen=True)
class InventedPerson:
    """Somebody who never was. ``number`` is valid but for its area code."""

    name: str
    number: str
    born_on: datetime.date
    sex: str
    enterprise: str
    hired_on: datetime.date
    brand: str
    district: str


@dataclasses.dataclass
class Invention:
    """The invented committee. ``tables``: ledger key -> rows, the heading first.

    ``news``: what a clerk hands in some weeks on, by ledger; ``slips``: the same with mistakes in
    it. ``branches``: the name and founding of each.
    """

    today: datetime.date
    workers: int = ARTICLE_SIZE
    seed: int = 1
    tables: dict[str, list[list[Any]]] = dataclasses.field(default_factory=dict)
    news: dict[str, list[list[Any]]] = dataclasses.field(default_factory=dict)
    slips: dict[str, list[list[Any]]] = dataclasses.field(default_factory=dict)
    enterprises: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    people: list[InventedPerson] = dataclasses.field(default_factory=list)
    branches: list[tuple[str, datetime.date]] = dataclasses.field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 -- invented data, no secret
        self._orders: collections.Counter[tuple[datetime.date, str]] = collections.Counter()
        self._names: set[str] = set()

    def scaled(self, number: int) -> int:
        """One of the article's numbers for a committee of this size, at least one."""
        return max(1, round(number * self.workers / ARTICLE_SIZE))

    def days_ago(self, least: int, most: int) -> datetime.date:
        return self.today - datetime.timedelta(days=self.chance.randint(least, most))

    def name(self) -> str:
        given = "".join(self.chance.choices(GIVEN, k=self.chance.choice((1, 2, 2, 2))))
        return self.chance.choice(SURNAMES) + given

    def sole_name(self) -> str:
        """A name nobody else in the committee bears, for people whom sheets call by name."""
        while (name := self.name()) in self._names:
            continue
        self._names.add(name)
        return name

    def birth(self) -> datetime.date:
        return self.days_ago(19 * 366, 56 * 365)

    def identity_number(self, born_on: datetime.date, sex: str) -> str:
        self._orders[born_on, sex] += 1
        order = self._orders[born_on, sex] * 2 + (1 if sex == "男" else 0)
        body = f"{AREA}{born_on:%Y%m%d}{order:03d}"
        return body + check_mark(body)

    def phone(self) -> str:
        return f"1{self.chance.choice('3578')}{self.chance.randrange(10**9):09d}"

    def credit_code(self) -> str:
        body = "91" + AREA + "MA" + "".join(self.chance.choices(CREDIT_MARKS, k=7))
        return body + credit_check_mark(body)

    def some(self, number: int) -> list[InventedPerson]:
        """That many different people of the roster."""
        return self.chance.sample(self.people, min(number, len(self.people)))


Part = Callable[[Invention], None]
_PARTS: list[Part] = []
_NEWS: list[Part] = []
_AFTERWARDS: list[Part] = []


def register_demo(part: Part, *, news: Part | None = None, afterwards: Part | None = None) -> None:
    """Apps register theirs from ``AppConfig.ready()``, in the order of their imports.

    ``part`` fills in tables; ``news`` what has happened since, when every table is there;
    ``afterwards`` does what no sheet holds, once the tables are imported.
    """
    _PARTS.append(part)
    if news is not None:
        _NEWS.append(news)
    if afterwards is not None:
        _AFTERWARDS.append(afterwards)


def finish(invention: Invention) -> None:
    """What the apps do to an invented committee whose tables are in the database."""
    for part in _AFTERWARDS:
        part(invention)


def invent(*, today: datetime.date, workers: int = ARTICLE_SIZE, seed: int = 1) -> Invention:
    """The whole committee as tables; writes nothing."""
    invention = Invention(today=today, workers=workers, seed=seed)
    for part in (*_PARTS, *_NEWS):
        part(invention)
    return invention


def with_heading(headings: str, rows: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """``headings`` separated by spaces, then the rows."""
    return [headings.split(), *map(list, rows)]
