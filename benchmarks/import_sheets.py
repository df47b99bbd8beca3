"""Check and apply a roster, against a plain import-export ModelResource of the same fields.

Usage: python benchmarks/import_sheets.py [WORKERS]
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.office import cpu_seconds, empty_office, load, peak_mib

PLAIN_ROWS = 2_000


def main(workers: int) -> None:
    with empty_office() as folder:
        from django.db import connection

        tables = _tables(workers)
        path = folder / "roster.xlsx"
        _write(path, tables["workers"])
        _enterprises(tables["enterprises"])
        ours, wall = _ours(path)
        parent, child = peak_mib()
        plain = _plain(tables["workers"])
        print(f"database {connection.vendor}, {workers} workers, load {load()}")
        print(
            f"ours:  check + apply {ours:.2f} s cpu, {wall:.2f} s wall, "
            f"{ours / workers * 1000:.3f} ms a row"
        )
        print(f"memory: parent {parent:.0f} MiB + child {child:.0f} MiB = {parent + child:.0f} MiB")
        print(
            f"plain: preview + confirm of {PLAIN_ROWS} rows {plain:.2f} s cpu, "
            f"{plain / PLAIN_ROWS * 1000:.3f} ms a row"
        )
        print(f"ratio: {(plain / PLAIN_ROWS) / (ours / workers):.1f}")


def _tables(workers: int) -> dict[str, list[list[Any]]]:
    from django.utils import timezone

    from config.sheets.inventing import invent

    return invent(today=timezone.localdate(), workers=workers).tables


def _write(path: Path, rows: list[list[Any]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("花名册")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for index, value in enumerate(row):
                if hasattr(value, "isoformat"):
                    sheet.write_datetime(at, index, value, day)
                else:
                    sheet.write_string(at, index, str(value))


def _enterprises(rows: list[list[Any]]) -> None:
    from config.sheets.planning import plan_rows
    from config.sheets.registry import resource_for
    from config.sheets.runs import Run

    run = Run(new=frozenset(("brands", "districts")))
    plan_rows(run, resource_for("enterprises"), rows).write(run)


def _ours(path: Path) -> tuple[float, float]:
    """Check, keep the encrypted plan, then apply exactly that plan."""
    from django.utils import timezone

    from config.sheets.handing_in import Upload
    from config.sheets.imports import apply_import, check_import
    from config.sheets.runs import Run
    from unions.models import Worker

    cpu, wall = cpu_seconds(), time.perf_counter()
    record = check_import(Run(today=timezone.localdate()), [Upload(path.name, path)])
    apply_import(Run(today=timezone.localdate()), import_id=record.pk)
    spent = cpu_seconds() - cpu, time.perf_counter() - wall
    sheet = record.sheets.get()
    assert Worker.objects.count() == sheet.new > 0, (Worker.objects.count(), sheet.new)
    return spent


def _plain(rows: list[list[Any]]) -> float:
    """The library as its documentation shows it: every row checked, saved, rolled back, saved."""
    import tablib
    from import_export import fields, resources, widgets

    from unions import rules
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
                "name",
                "sex",
                "born_on",
                "ethnicity",
                "identity_number",
                "education",
                "politics",
                "enterprise",
                "job",
                "phone",
            )

        def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
            Employment.objects.create(
                worker=instance, enterprise=instance.enterprise, started_on=row["hired_on"]
            )

    for model in (Employment, Worker):
        model.history.all().delete()
        model.objects.all()._raw_delete(model.objects.db)
    dataset = tablib.Dataset(
        headers=[
            "name",
            "sex",
            "born_on",
            "ethnicity",
            "identity_number",
            "education",
            "politics",
            "enterprise",
            "job",
            "hired_on",
            "phone",
        ]
    )
    for name, _, ethnicity, _, number, _, _, enterprise, job, hired_on, phone in rows[
        1 : PLAIN_ROWS + 1
    ]:
        sex, born_on = rules.sex_of(number), rules.birth_of(number)
        who = (name, sex, born_on, ethnicity.removesuffix("族"), number)
        dataset.append((*who, "20", "13", enterprise, job, hired_on, phone))
    cpu = cpu_seconds()
    preview = PlainWorker().import_data(dataset, dry_run=True)
    assert not preview.has_errors()
    assert not preview.has_validation_errors()
    PlainWorker().import_data(dataset, dry_run=False, raise_errors=True)
    assert Worker.objects.count() == PLAIN_ROWS
    return cpu_seconds() - cpu


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_188)
