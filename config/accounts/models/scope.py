"""Which units a user looks after, and since when which roles are his."""

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from config.accounts.models.intervals import InForceQuerySet
from config.accounts.models.record import RecordedModel

WHOLE = 0
"""`unit_pk` of the committee, which has no row of its own among the units."""


class ScopeQuerySet(InForceQuerySet):
    def confirmed(self) -> "ScopeQuerySet":
        return self.filter(confirmed_at__isnull=False)


class Scope(RecordedModel):
    """That a user looks after a unit from one day until another; in force once confirmed.

    `unit_pk` is a key of `kind`.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="scopes",
        verbose_name="用户",
    )
    kind = models.CharField("单位类型", max_length=20)
    unit_pk = models.PositiveBigIntegerField("单位", default=WHOLE)
    started_on = models.DateField("开始日期")
    ended_on = models.DateField(
        "结束日期", null=True, blank=True, help_text="从这一天起不再负责；不填表示一直负责。"
    )
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="授权人",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="确认人",
    )
    confirmed_at = models.DateTimeField("生效时间", null=True, default=timezone.now, editable=False)

    objects = ScopeQuerySet.as_manager()

    class Meta:
        verbose_name = "负责范围"
        verbose_name_plural = "负责范围"
        ordering = ["user", "-started_on", "-pk"]
        default_permissions = ("add", "view")
        permissions = [("confirm_scope", "确认负责范围")]
        constraints = [
            models.UniqueConstraint(
                name="scope_one_open_per_user_and_unit",
                fields=["user", "kind", "unit_pk"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个用户已经负责这个单位，或正等待确认。",
            ),
            models.CheckConstraint(
                name="scope_not_confirmed_for_oneself",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user")),
                violation_error_message="不能确认给自己的负责范围。",
            ),
            # A right given by mistake this morning is withdrawn this morning: no day at all.
            models.CheckConstraint(
                name="scope_ends_not_before_start",
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message="结束日期不能早于开始日期。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}的负责范围"


class RoleGrantQuerySet(InForceQuerySet):
    def waiting(self) -> "RoleGrantQuerySet":
        """Proposed, and not yet confirmed by a second person."""
        return self.filter(confirmed_at__isnull=True, ended_on__isnull=True)


class RoleGrant(RecordedModel):
    """That a user has a role from one day until another; in force once confirmed.

    The user's groups and duty repeat the confirmed open rows and are set by the actions that
    write them, and by nothing else.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="role_grants",
        verbose_name="用户",
    )
    group = models.ForeignKey(Group, on_delete=models.PROTECT, verbose_name="角色")
    started_on = models.DateField("开始日期", editable=False)
    ended_on = models.DateField("结束日期", null=True, blank=True, editable=False)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="授权人",
    )
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="确认人",
    )
    confirmed_at = models.DateTimeField("生效时间", null=True, editable=False)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = "角色授予"
        verbose_name_plural = "角色授予"
        ordering = ["-pk"]
        default_permissions = ("add", "view")
        permissions = [("confirm_rolegrant", "确认角色"), ("withdraw_rolegrant", "收回角色")]
        constraints = [
            models.UniqueConstraint(
                name="role_grant_one_open_per_user_and_role",
                fields=["user", "group"],
                condition=Q(ended_on__isnull=True),
                violation_error_message="这个用户已有这个角色，或正等待确认。",
            ),
            models.CheckConstraint(
                name="role_grant_not_to_oneself",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
                violation_error_message="不能给自己授予角色；请由另一位有授权权限的人办理。",
            ),
            models.CheckConstraint(
                name="role_grant_not_confirmed_for_oneself",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("user")),
                violation_error_message="不能确认给自己的角色。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}：{self.group}"
