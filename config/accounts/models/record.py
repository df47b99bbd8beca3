from django.db import models
from simple_history.models import HistoricalRecords


class RecordedModel(models.Model):
    """A model whose every change is kept: every noun that a clerk edits on a form."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


def keeps_history(model: type[models.Model]) -> bool:
    return hasattr(model._meta, "simple_history_manager_attribute")
