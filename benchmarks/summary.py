"""The month's summary over many workers and payments: queries and seconds.

Usage: python benchmarks/summary.py [WORKERS [PAYMENTS]]
"""

from __future__ import annotations

import sys
import time
from decimal import Decimal

from benchmarks.office import empty_office, load

MONTHS_BACK = 12


def main(workers: int, payments: int) -> None:
    with empty_office():
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import CaptureQueriesContext
        from django.utils import timezone

        from config.summaries.counting import summarise
        from config.summaries.months import Month

        call_command("demo", workers=workers, verbosity=0)
        _pay(payments)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        today = timezone.localdate()
        month = Month(today.year, today.month)
        summarise(month)
        with CaptureQueriesContext(connection) as queries:
            began = time.perf_counter()
            summarise(month)
            spent = time.perf_counter() - began
        print(
            f"database {connection.vendor}, {workers} workers, {payments} payments, load {load()}"
        )
        print(f"summary: {len(queries)} queries, {spent:.3f} s wall")
        for query in sorted(queries, key=lambda q: float(q["time"]), reverse=True)[:5]:
            print(f"  {query['time']} s  {query['sql'][:110]}")


def _pay(wanted: int) -> None:
    """Payments of a programme of its own, spread over a year."""
    import datetime

    from django.utils import timezone

    from unions.models import Worker
    from welfare.models import Payment, Programme

    programme = Programme.objects.get(kind="hardship_aid", standing=True)
    people = list(Worker.objects.values_list("pk", "enterprise_id"))
    today = timezone.localdate()
    Payment.objects.bulk_create(
        (
            Payment(
                programme=programme,
                worker_id=people[at % len(people)][0],
                enterprise_id=people[at % len(people)][1],
                occasion=f"测{at}",
                amount=Decimal("800"),
                state="paid",
                origin="imported",
                paid_on=today - datetime.timedelta(days=at % 360),
            )
            for at in range(wanted)
        ),
        batch_size=1000,
    )


if __name__ == "__main__":
    main(*(int(word) for word in (sys.argv[1:] or ["100000", "100000"])))
