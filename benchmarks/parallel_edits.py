"""Two clerks save the same form at the same moment, round after round: is anything lost?

Usage: python -m benchmarks.parallel_edits [ROUNDS]
"""

from __future__ import annotations

import dataclasses
import html
import os
import re
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from benchmarks.office import empty_office, load

LONGEST_WAIT = 60
SAVED = 302
COLUMNS = ("name", "contact", "phone")
PHONE = "0349-2123456"
_INPUT = re.compile(r"<input[^>]*>")
_PART = re.compile(r'(name|value)="([^"]*)"')


@dataclasses.dataclass
class Tally:
    """`told`: rounds in which exactly one of the two was told. `lost`: saved, then gone untold."""

    rounds: int
    told: int
    lost: int


def parallel_edits(rounds: int) -> Tally:
    """Both rename a partner; one notes its contact besides, the other its phone.

    Who is told sends the form that came back once more, as a clerk would: then the name is the
    last one's, and contact and phone are both there. Every connection is a thread's own.
    """
    partners = alone(_prepare, rounds)
    barrier = threading.Barrier(2)
    with ThreadPoolExecutor(2) as pool:
        clerks = [pool.submit(closing(_edit), who, partners, barrier) for who in (0, 1)]
        first, second = (clerk.result() for clerk in clerks)
    kept = alone(_kept, partners)
    told = sum(mine != other for mine, other in zip(first, second, strict=True))
    return Tally(rounds, told, rounds - kept)


def alone(work: Callable[..., Any], *args: Any) -> Any:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(closing(work), *args).result()


def closing(work: Callable[..., Any]) -> Callable[..., Any]:
    def closed(*args: Any) -> Any:
        from django.db import connections

        try:
            return work(*args)
        finally:
            connections.close_all()

    return closed


def _prepare(rounds: int) -> list[int]:
    from config.accounts.models import User
    from unions.models import Partner

    for who in (0, 1):
        User.objects.create_superuser(f"parallel-{who}")
    return [Partner.objects.create(name=f"第{number}单位").pk for number in range(rounds)]


def _edit(who: int, partners: list[int], barrier: threading.Barrier) -> list[bool]:
    """Whether each form was saved at once."""
    from django.test import Client

    from config.accounts.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username=f"parallel-{who}"))
    at_once = []
    for pk in partners:
        page = f"/admin/unions/partner/{pk}/change/"
        typed = {"name": f"{who}号改的单位{pk}", ("contact", "phone")[who]: ("张三", PHONE)[who]}
        form = _form(client.get(page).content.decode()) | typed
        barrier.wait(LONGEST_WAIT)
        answer = client.post(page, form)
        at_once.append(answer.status_code == SAVED)
        if not at_once[-1]:
            again = client.post(page, _form(answer.content.decode()))
            assert again.status_code == SAVED, again.content.decode()
        barrier.wait(LONGEST_WAIT)
    return at_once


def _form(page: str) -> dict[str, str]:
    """What a browser would send back of the page's boxes."""
    inputs = [dict(_PART.findall(found)) for found in _INPUT.findall(page)]
    return {
        box["name"]: html.unescape(box.get("value", ""))
        for box in inputs
        if box.get("name") in {*COLUMNS, "_version"}
    }


def _kept(partners: list[int]) -> int:
    """Partners in which both clerks' own columns are to be found."""
    from unions.models import Partner

    both = Partner.objects.filter(pk__in=partners, contact="张三", phone=PHONE)
    return both.exclude(name__startswith="第").count()


def main(rounds: int) -> None:
    os.environ["DEMO"] = "1"  # static files as they lie in the source
    with empty_office():
        from django.db import connection

        began = time.perf_counter()
        tally = parallel_edits(rounds)
        spent = time.perf_counter() - began
        print(f"database {connection.vendor}, {rounds} rounds, {spent:.1f} s, load {load()}")
        print(f"told: {tally.told} of {tally.rounds}; lost in silence: {tally.lost}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
