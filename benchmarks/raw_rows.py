"""What no import can go below: the parser alone, and the rows of four tables as the driver takes
them, one statement a table, history copied inside the database. No check, no plan, no encryption.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from django.db import transaction
from python_calamine import load_workbook

from benchmarks.office import backend_seconds, cpu_seconds
from config.sheets.bulk.history import CREATED
from config.sheets.bulk.rows import ready, reserve, write
from config.sheets.runs import Run
from unions import rules
from unions.models import Employment, Enterprise, Worker


def limit_seconds(path: Path) -> tuple[float, float]:
    """Parsing and writing, in CPU seconds; the rows are taken back."""
    spent = cpu_seconds()
    rows = list(load_workbook(path).get_sheet_by_index(0).iter_rows())[2:]
    parsing = cpu_seconds() - spent
    people, employments = _batches(rows)
    run = Run(today=datetime.date.max)
    spent = cpu_seconds() + backend_seconds()
    with transaction.atomic():
        write(people, run)
        write(employments, run)
        transaction.set_rollback(True)
    return parsing, cpu_seconds() + backend_seconds() - spent


def _batches(rows: list[list]) -> tuple:
    units = dict(Enterprise.objects.values_list("name", "pk"))
    people, employed = [], []
    keys = zip(*(reserve(model, len(rows)) for model in (Worker, Employment)), strict=True)
    for (pk, employment), cells in zip(keys, rows, strict=True):
        name, _, ethnicity, _, number, _, _, enterprise, job, hired_on, phone = cells
        worker = Worker(pk=pk, name=name, identity_number=number, job=job, phone=str(phone))
        worker.sex, worker.born_on = rules.sex_of(number), rules.birth_of(number)
        worker.ethnicity, worker.education, worker.politics = ethnicity[:-1], "20", "13"
        worker.enterprise_id = units[enterprise]
        people.append(worker)
        employed.append(
            Employment(
                pk=employment,
                worker_id=pk,
                enterprise_id=worker.enterprise_id,
                started_on=hired_on,
            )
        )
    return ready(Worker, people, CREATED), ready(Employment, employed, CREATED)
