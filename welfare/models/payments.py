import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from config.accounts.models import RecordedModel
from welfare.choices import PaymentOrigin, PaymentState


class PaymentQuerySet(models.QuerySet):
    """Questions the office asks of its payments."""

    def paid(self, *, by: datetime.date) -> Self:
        """Money that has left the till by the end of the day, counter-rows included."""
        return self.filter(state=PaymentState.PAID, paid_on__lte=by)

    def live(self) -> Self:
        """Payments that hold their worker's place in a programme's occasion."""
        return self.filter(reverses__isnull=True).exclude(state=PaymentState.CANCELLED)


class Payment(RecordedModel):
    """Money for one worker out of one programme on one occasion; only actions move its state."""

    programme = models.ForeignKey(
        "welfare.Programme", on_delete=models.PROTECT, verbose_name="关爱项目"
    )
    worker = models.ForeignKey("unions.Worker", on_delete=models.PROTECT, verbose_name="姓名")
    enterprise = models.ForeignKey(
        "unions.Enterprise",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        verbose_name="工作单位",
        help_text="发放时所在的单位，以后调动不改。",
    )
    occasion = models.CharField(
        "事由",
        max_length=64,
        help_text="同一人在同一项目里每个事由只能发一次，例如年份、发放日期或证书编号。",
    )
    amount = models.DecimalField("金额(元)", max_digits=12, decimal_places=2)
    state = models.CharField(
        "状态",
        max_length=10,
        choices=PaymentState.choices,
        default=PaymentState.DRAFT,
        editable=False,
    )
    origin = models.CharField(
        "来源",
        max_length=10,
        choices=PaymentOrigin.choices,
        default=PaymentOrigin.ENTERED,
        editable=False,
        help_text="启用本系统以前已经发放的记为补录。",
    )
    paid_on = models.DateField("发放日期", null=True, blank=True, editable=False)
    reverses = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="reversals",
        verbose_name="冲销的发放",
        help_text="发错的不修改，另记一笔负数冲销。",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="经办人",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="审批人",
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = "发放"
        verbose_name_plural = "发放"
        permissions = [
            ("backfill_payment", "补录启用以前的发放"),
            ("approve_payment", "审批发放"),
            ("pay_payment", "标记已发放"),
            ("reverse_payment", "冲销已发放的款项"),
        ]
        indexes = [
            models.Index(fields=["programme", "paid_on"], name="payment_programme_paid_on"),
            models.Index(fields=["paid_on"], name="payment_paid_on"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="payment_once_per_occasion",
                fields=["worker", "programme", "occasion"],
                condition=Q(reverses__isnull=True) & ~Q(state=PaymentState.CANCELLED),
                violation_error_message="这个人在这个项目里，同一事由已经有一笔发放。",
            ),
            models.UniqueConstraint(
                name="payment_reversed_once",
                fields=["reverses"],
                condition=Q(reverses__isnull=False) & ~Q(state=PaymentState.CANCELLED),
                violation_error_message="这笔发放已经有一笔冲销。",
            ),
            models.CheckConstraint(
                name="payment_amount_is_positive_unless_it_reverses",
                condition=Q(reverses__isnull=True, amount__gt=0)
                | Q(reverses__isnull=False, amount__lt=0),
                violation_error_message="发放金额必须大于零；冲销的金额必须小于零。",
            ),
            models.CheckConstraint(
                name="payment_paid_has_a_date",
                condition=Q(state=PaymentState.PAID, paid_on__isnull=False)
                | (~Q(state=PaymentState.PAID) & Q(paid_on__isnull=True)),
                violation_error_message="已发放的必须有发放日期，未发放的不能有发放日期。",
            ),
            models.CheckConstraint(
                name="payment_checker_is_not_its_maker",
                condition=Q(approved_by__isnull=True)
                | (Q(made_by__isnull=False) & ~Q(approved_by=F("made_by"))),
                violation_error_message="审批人不能是经办人本人。",
            ),
            models.CheckConstraint(
                name="payment_decided_has_a_checker",
                condition=Q(origin=PaymentOrigin.IMPORTED)
                | Q(approved_by__isnull=False)
                | ~Q(state__in=PaymentState.decided()),
                violation_error_message="未经审批的不能发放。",
            ),
            models.CheckConstraint(
                name="payment_imported_is_paid",
                condition=Q(origin=PaymentOrigin.ENTERED) | Q(state=PaymentState.PAID),
                violation_error_message="补录的发放只能是已发放。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}：{self.worker}，{self.occasion}，{self.amount}元"
