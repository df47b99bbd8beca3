from django.db import models
from simple_history.models import HistoricalRecords


class RecordedModel(models.Model):
    """A model whose every change is kept: it holds a personal fact, a right or money."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True
