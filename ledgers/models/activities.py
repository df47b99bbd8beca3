from django.db import models

from config.accounts.models import RecordedModel
from ledgers.choices import ActivityKind


class Activity(RecordedModel):
    """A meeting, lesson, theme day or training that a Party organisation held."""

    branch = models.ForeignKey(
        "ledgers.Branch",
        on_delete=models.PROTECT,
        related_name="activities",
        verbose_name="党组织",
    )
    kind = models.CharField("活动类型", max_length=17, choices=ActivityKind)
    topic = models.CharField("主题", max_length=200)
    held_on = models.DateField("开展时间")
    place = models.CharField("地点", max_length=100, blank=True)
    expected = models.PositiveIntegerField("应到人数", null=True, blank=True)
    attended = models.PositiveIntegerField("实到人数", null=True, blank=True)

    class Meta:
        verbose_name = "组织生活"
        verbose_name_plural = "组织生活"
        indexes = [models.Index(fields=["held_on"], name="activity_held_on")]
        constraints = [
            models.UniqueConstraint(
                name="activity_once_per_branch_topic_and_day",
                fields=["branch", "topic", "held_on"],
                violation_error_message="这个党组织当天同一主题的活动已经登记过。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.held_on}{self.topic}"
