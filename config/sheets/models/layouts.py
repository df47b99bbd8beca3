"""Which column is which, as a clerk told it for headings that the program does not know."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ToldLayout(models.Model):
    """The answer for one row of headings; the headings themselves are kept as a digest only.

    ``columns``: field of the ledger's resource -> index of the column, from 0.
    """

    digest = models.CharField("表头指纹", max_length=64, unique=True)
    ledger = models.CharField("台账", max_length=40)
    columns = models.JSONField("各列对照")
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="指定人", related_name="+"
    )
    told_at = models.DateTimeField("指定时间", auto_now=True)

    class Meta:
        verbose_name = "表头对照"
        verbose_name_plural = "表头对照"
        ordering = ["-told_at"]

    def __str__(self) -> str:
        return f"{self.ledger} {self.digest[:8]}"
