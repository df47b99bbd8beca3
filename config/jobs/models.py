"""Long work that is done beside the requests: who asked for it, how far it is, how it ended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.http import HttpRequest

from config.jobs.choices import UNFINISHED, JobState

NO_ROW = 0


class JobQuerySet(models.QuerySet["Job"]):
    def unfinished(self) -> JobQuerySet:
        return self.filter(state__in=UNFINISHED)

    def held(self, job: Job) -> JobQuerySet:
        """The job itself, as long as it is in the hands of the worker that `job` names."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker)


class Job(models.Model):
    """The one record of a job. The queue holds no more than its number, and only while it waits.

    `worker` is a word that each beginning makes anew: whoever has lost a job to another finds
    that it is held no longer, and writes nothing.
    """

    kind = models.CharField("事项", max_length=40)
    about = models.PositiveBigIntegerField("对象编号", default=NO_ROW)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="提出人",
        null=True,
        related_name="+",
        help_text="空：由程序自己提出。",
    )
    address = models.GenericIPAddressField("来自地址", null=True)
    asked_at = models.DateTimeField("提出时间", auto_now_add=True)
    state = models.CharField("状态", max_length=10, choices=JobState, default=JobState.QUEUED)
    attempts = models.PositiveSmallIntegerField("开始次数", default=0)
    worker = models.CharField("办理进程", max_length=32, blank=True)
    heartbeat_at = models.DateTimeField("最近动静", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    phase = models.CharField("阶段", max_length=60, blank=True)
    done = models.PositiveIntegerField("已做", default=0)
    total = models.PositiveIntegerField("共有", default=0)
    problem = models.CharField("未完成的原因", max_length=300, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "后台任务"
        verbose_name_plural = "后台任务"
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "about"], name="job_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                condition=Q(state__in=["queued", "running"]),
                name="job_once_at_a_time",
                violation_error_message="这件事已经在办，请等它做完。",
            ),
            models.CheckConstraint(
                name="job_running_is_held",
                condition=Q(state="running", heartbeat_at__isnull=False) & ~Q(worker="")
                | ~Q(state="running") & Q(worker="", heartbeat_at__isnull=True),
                violation_error_message="正在进行的任务必须有办理进程和最近动静，别的都没有。",
            ),
            models.CheckConstraint(
                name="job_ended_has_a_time",
                condition=Q(state__in=["done", "failed"], ended_at__isnull=False)
                | Q(state__in=["queued", "running"], ended_at__isnull=True),
                violation_error_message="结束的任务必须有结束时间，没有结束的不能有。",
            ),
            models.CheckConstraint(
                name="job_failed_says_why",
                condition=Q(state="failed") & ~Q(problem="") | ~Q(state="failed") & Q(problem=""),
                violation_error_message="未完成的任务必须写明原因，别的不能写。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def how_far(self) -> str:
        return f"{self.done:,} / {self.total:,}"

    def request(self) -> HttpRequest:
        """Whoever asked and from where, as history and audit read it from a request."""
        request = HttpRequest()
        request.user = self.asked_by
        request.META["REMOTE_ADDR"] = self.address or ""
        return request
