"""Where a job stands. Codes are stored, words are shown."""

from django.db import models


class JobState(models.TextChoices):
    QUEUED = "queued", "等待开始"
    RUNNING = "running", "正在进行"
    DONE = "done", "已完成"
    FAILED = "failed", "未完成"


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)
