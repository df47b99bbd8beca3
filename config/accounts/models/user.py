from __future__ import annotations

import datetime

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone

from config.accounts.choices import Duty


class User(AbstractUser):
    """Somebody who may sign in."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=64, blank=True)

    is_staff = models.BooleanField(
        "可以登录", default=True, help_text="去掉勾选后不能再登录；人离开了就去掉，账号不删除。"
    )
    must_change_password = models.BooleanField(
        "须改密码",
        default=False,
        help_text="密码是别人设置的：本人登录后先改成自己的，才能做别的事。",
    )
    password_changed_on = models.DateField("密码修改日期", null=True, editable=False)
    opened_on = models.DateField("重新启用日期", null=True, editable=False)

    duty = models.CharField(
        "三员",
        max_length=10,
        choices=Duty,
        null=True,
        blank=True,
        editable=False,
        help_text="三员只能担任其一，不办理业务。",
    )

    REQUIRED_FIELDS = []

    class Meta:
        verbose_name = "用户"
        verbose_name_plural = "用户"
        ordering = ["username"]
        permissions = [("reset_user", "重设他人密码")]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.username

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self.password_changed_on = timezone.localdate()

    @property
    def last_used_on(self) -> datetime.date:
        """The last day that spoke for the account: made, signed in to, or opened again."""
        used = timezone.localdate(self.last_login or self.date_joined)
        return max(used, self.opened_on or used)

    @property
    def password_from(self) -> datetime.date:
        return self.password_changed_on or timezone.localdate(self.date_joined)
