from django.contrib.auth.models import AbstractUser
from django.db import models

from config.accounts.choices import Duty


class User(AbstractUser):
    """Somebody who may sign in."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=64, blank=True)

    is_staff = models.BooleanField(
        "可以登录", default=True, help_text="去掉勾选后不能再登录；人离开了就去掉，账号不删除。"
    )

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
