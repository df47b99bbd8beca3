"""Check and apply a roster, against a plain import-export ModelResource of the same fields.

Usage: python -m benchmarks.import_sheets [WORKERS]
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.office import backend_seconds, cpu_seconds, empty_office, load, peak_mib

PLAIN_ROWS = 2_000
MEASURE = "--measure"


def main(workers: int) -> None:
    with empty_office() as folder:
        from django.core.management import call_command
        from django.db import connection

        # In processes of their own: the import's memory is then its own alone.
        written = ["manage.py", "demo", "--sheets", str(folder), "--workers", str(workers)]
        subprocess.check_call([sys.executable, *written], stdout=sys.stderr)  # noqa: S603
        enterprises, roster = sorted(folder.glob("*.xlsx"))[:2]
        call_command(
            "import_sheets", enterprises, new="brands,districts", apply=True, stdout=sys.stderr
        )
        command = [sys.executable, "-m", "benchmarks.import_sheets", MEASURE, str(roster)]
        ours = json.loads(subprocess.check_output(command))  # noqa: S603
        spent = ours["cpu"] + ours["backend"]
        plain = _plain(roster)
        print(f"database {connection.vendor}, {workers} workers, load {load()}")
        print(
            f"ours:  check + apply {spent:.2f} s cpu ({ours['backend']:.2f} of it the database's), "
            f"{ours['wall']:.2f} s wall, {spent / workers * 1000:.3f} ms a row"
        )
        parent, child = ours["memory"]
        print(f"memory: parent {parent:.0f} MiB + child {child:.0f} MiB = {parent + child:.0f} MiB")
        print(
            f"plain: preview + confirm of {PLAIN_ROWS} rows {plain:.2f} s cpu, "
            f"{plain / PLAIN_ROWS * 1000:.3f} ms a row"
        )
        print(f"ratio: {(plain / PLAIN_ROWS) / (spent / workers):.1f}")


def measure(path: Path) -> None:
    """Check, keep the encrypted plan, then apply exactly that plan."""
    import django

    django.setup()
    from django.utils import timezone

    from config.sheets.handing_in import Upload
    from config.sheets.imports import apply_import, check_import
    from config.sheets.runs import Run
    from unions.models import Worker

    backend, cpu, wall = backend_seconds(), cpu_seconds(), time.perf_counter()
    record = check_import(Run(today=timezone.localdate()), [Upload(path.name, path)])
    apply_import(Run(today=timezone.localdate()), import_id=record.pk)
    told = {
        "cpu": cpu_seconds() - cpu,
        "backend": backend_seconds() - backend,
        "wall": time.perf_counter() - wall,
        "memory": peak_mib(),
    }
    sheet = record.sheets.get()
    assert Worker.objects.count() == sheet.new > 0, (Worker.objects.count(), sheet.new)
    print(json.dumps(told))


def _plain(path: Path) -> float:
    """The library as its documentation shows it: every row checked, saved, rolled back, saved."""
    from unions.models import Employment, Enterprise, Worker

    Enterprise.objects.update(manager_worker=None)
    for model in (Employment, Worker):
        model.history.all().delete()
        model.objects.all()._raw_delete(model.objects.db)
    dataset, resource = _first_rows(path), _plain_resource()
    cpu = cpu_seconds() + backend_seconds()
    preview = resource.import_data(dataset, dry_run=True)
    assert not preview.has_errors()
    assert not preview.has_validation_errors()
    resource.import_data(dataset, dry_run=False, raise_errors=True)
    assert Worker.objects.count() == PLAIN_ROWS
    return cpu_seconds() + backend_seconds() - cpu


def _plain_resource() -> Any:
    from import_export import fields, resources, widgets

    from unions.models import Employment, Enterprise, Worker

    class PlainWorker(resources.ModelResource):
        enterprise = fields.Field(
            "enterprise", "enterprise", widgets.ForeignKeyWidget(Enterprise, "name")
        )

        class Meta:
            model = Worker
            clean_model_instances = True
            import_id_fields = ("identity_number",)
            fields = (
                *("name", "sex", "born_on", "ethnicity", "identity_number"),
                *("education", "politics", "enterprise", "job", "phone"),
            )

        def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            Employment.objects.create(
                worker=instance, enterprise=instance.enterprise, started_on=row["hired_on"]
            )

    return PlainWorker()


def _first_rows(path: Path) -> Any:
    """The first rows of the workbook with the values that the plain fields take."""
    import tablib
    from python_calamine import load_workbook

    from unions import rules

    dataset = tablib.Dataset()
    dataset.headers = [
        *("name", "sex", "born_on", "ethnicity", "identity_number"),
        *("education", "politics", "enterprise", "job", "hired_on", "phone"),
    ]
    rows = load_workbook(path).get_sheet_by_index(0).to_python(nrows=PLAIN_ROWS + 2)
    for name, _, ethnicity, _, number, _, _, enterprise, job, hired_on, phone in rows[2:]:
        sex, born_on = rules.sex_of(number), rules.birth_of(number)
        who = (name, sex, born_on, ethnicity.removesuffix("族"), number)
        dataset.append((*who, "20", "13", enterprise, job, hired_on, phone))
    return dataset


if __name__ == "__main__":
    if sys.argv[1:2] == [MEASURE]:
        measure(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_188)
