"""For a migration that begins to keep the history of a model: the rows that are there already."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

REASON = "开始保存修改记录"


def write_first_versions(app_label: str, *names: str) -> migrations.RunPython:
    """Each row as it stands becomes its first line: the next change can be told and taken back."""

    def write(apps: Any, schema_editor: Any) -> None:
        for name in names:
            model = apps.get_model(app_label, name)
            history = apps.get_model(app_label, f"Historical{name}")
            line = {
                "history_date": timezone.now(),
                "history_type": "~",
                "history_change_reason": REASON,
            }
            columns = [field.attname for field in model._meta.concrete_fields]
            rows = model.objects.order_by("pk").values(*columns)
            history.objects.bulk_create([history(**row, **line) for row in rows], batch_size=500)

    return migrations.RunPython(write, migrations.RunPython.noop)
