from typing import Any, Self

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from config.accounts.choices import Preset
from config.accounts.models.record import RecordedModel
from config.accounts.signin.rules import networks

ONLY_PK = 1


def one_range_a_line(text: str) -> None:
    """Refuse a list of address ranges that could not be read when somebody signs in."""
    try:
        networks(text)
    except ValueError as error:
        raise ValidationError(str(error)) from error


class Committee(RecordedModel):
    """The office's own committee: one row, which the first-run page fills in."""

    may_lie_ahead = ("in_use_from",)

    name = models.CharField("党委名称", max_length=64, help_text="印在页眉和汇总表上的全称。")
    city = models.CharField("所在市", max_length=32, blank=True)
    city_code = models.CharField(
        "市行政区划代码", max_length=6, blank=True, help_text="六位代码，例如 140600。"
    )
    in_use_from = models.DateField(
        "启用日期",
        null=True,
        blank=True,
        help_text="从这一天起，新发生的事按规则办理；这一天以前的事只提示，不拒绝。",
    )
    keep_years = models.PositiveSmallIntegerField(
        "个人信息保存年限",
        null=True,
        blank=True,
        default=5,
        validators=[MinValueValidator(1)],
        help_text="一个人的最后一件事满这么多年以后，可以把他去标识；不填则不去标识。",
    )
    password_days = models.PositiveSmallIntegerField(
        "密码有效天数",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="到期后登录须先改密码；不填则不要求定期修改。等级保护测评一般要求90天。",
    )
    second_factor_for = models.ManyToManyField(
        Group,
        verbose_name="须用动态口令的角色",
        blank=True,
        help_text="这些角色的人登录时，除密码外还要输入手机上的动态口令；超级用户随之也要。",
    )
    staff_addresses = models.TextField(
        "允许登录的地址",
        blank=True,
        validators=[one_range_a_line],
        help_text="一行一个网段或地址，例如 10.0.0.0/8；不填则不限制。",
    )

    _history_m2m_fields = ["second_factor_for"]

    preset = models.CharField("分工方式", max_length=12, choices=Preset, default=Preset.SMALL)
    roles_need_two = models.BooleanField(
        "授予角色须两人", default=False, help_text="勾选后，授予角色要由另一位有权的人确认才生效。"
    )

    class Meta:
        verbose_name = "党委设置"
        verbose_name_plural = "党委设置"
        constraints = [
            models.CheckConstraint(
                name="committee_is_one_row",
                condition=Q(pk=ONLY_PK),
                violation_error_message="党委设置只有一份，请修改原来的那一份。",
            )
        ]

    def __str__(self) -> str:
        return self.name or "（未填写）"

    @classmethod
    def current(cls) -> Self:
        """The committee; unsaved and nameless before the first-run page has been filled in."""
        return cls.objects.filter(pk=ONLY_PK).first() or cls(pk=ONLY_PK)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = ONLY_PK
        super().save(*args, **kwargs)
