"""The same roster through the library: as it comes, and set up for bulk as well as it can be.

Both do less than we do: no plan is kept, nothing but the model's own checks is asked, no page and
no log entry is made of a row; the bulk way writes no history either.
"""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from import_export import fields, instance_loaders, resources, widgets
from import_export.formats.base_formats import XLSX
from python_calamine import load_workbook

from benchmarks.office import backend_seconds, cpu_seconds
from unions import rules
from unions.models import Employment, Enterprise, Worker

COLUMNS = (
    *("name", "sex", "born_on", "ethnicity", "identity_number"),
    *("education", "politics", "enterprise", "job", "hired_on", "phone"),
)
FIELDS = tuple(name for name in COLUMNS if name != "hired_on")
BATCH = 1_000


class AsItComes(resources.ModelResource):
    """Every row looked up, checked by ``full_clean`` and saved on its own."""

    enterprise = fields.Field(
        "enterprise", "enterprise", widgets.ForeignKeyWidget(Enterprise, "name")
    )

    class Meta:
        model = Worker
        clean_model_instances = True
        import_id_fields = ("identity_number",)
        fields = FIELDS

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if not instance.employments.exists():
            Employment.objects.create(
                worker=instance, enterprise=instance.enterprise, started_on=row["hired_on"]
            )


class KnownUnits(widgets.ForeignKeyWidget):
    """Asks for all units once."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        if not hasattr(self, "known"):
            self.known = {unit.name: unit for unit in Enterprise.objects.all()}
        return self.known[value]


class InBulk(resources.ModelResource):
    """``use_bulk``, all stored rows and units loaded at once, checks that ask the database left."""

    enterprise = fields.Field("enterprise", "enterprise", KnownUnits(Enterprise, "name"))

    class Meta:
        model = Worker
        import_id_fields = ("identity_number",)
        fields = FIELDS
        instance_loader_class = instance_loaders.CachedInstanceLoader
        use_bulk = True
        batch_size = BATCH
        skip_diff = True

    def validate_instance(self, instance: Any, *found: Any, **kwargs: Any) -> None:
        errors = dict(found[0] if found and found[0] else {})
        try:
            instance.clean_fields(exclude=["enterprise"])
            instance.clean()
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.sex, instance.born_on = row["sex"], row["born_on"]
        instance.hired_on = row["hired_on"]

    def bulk_create(self, *args: Any, **kwargs: Any) -> None:
        made = list(self.create_instances)
        super().bulk_create(*args, **kwargs)
        Employment.objects.bulk_create(
            [
                Employment(worker=one, enterprise_id=one.enterprise_id, started_on=one.hired_on)
                for one in made
            ]
        )


class InBulkAgain(InBulk):
    """The repaired set-up for a file that is mostly known: rows without a change are skipped."""

    class Meta(InBulk.Meta):
        skip_diff = False
        skip_unchanged = True


def dataset(path: Path, rows: int) -> tablib.Dataset:
    """The first rows of the workbook with the values that the plain fields take."""
    found = tablib.Dataset()
    found.headers = list(COLUMNS)
    for cells in load_workbook(path).get_sheet_by_index(0).to_python(nrows=rows + 2)[2:]:
        name, _, ethnicity, _, number, _, _, enterprise, job, hired_on, phone = cells
        sex, born_on = rules.sex_of(number).value, rules.birth_of(number)
        who = (name, sex, born_on, ethnicity.removesuffix("族"), number)
        found.append((*who, "20", "13", enterprise, job, hired_on, phone))
    return found


def seconds_a_row(resource: Any, data: tablib.Dataset, *, reads: bool = True) -> float:
    """Preview and confirm as the library's own pages do them, each reading the file anew."""
    book = io.BytesIO(data.export("xlsx")).getvalue() if reads else b""
    spent = cpu_seconds() + backend_seconds()
    for dry_run in (True, False):
        if reads:
            XLSX().create_dataset(book)
        result = resource().import_data(data, dry_run=dry_run, raise_errors=not dry_run)
        assert not result.has_errors(), result.row_errors()[:1]
        assert not result.has_validation_errors(), result.invalid_rows[:1]
    return (cpu_seconds() + backend_seconds() - spent) / len(data)
