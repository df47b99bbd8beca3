from django.db import models


class Outcome(models.TextChoices):
    """What became of a backup. Only a good one counts."""

    GOOD = "good", "已核对"
    UNPROVEN = "unproven", "未核对"
    FAILED = "failed", "没有做成"
