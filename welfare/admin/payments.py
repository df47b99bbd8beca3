from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from config.accounts.admin.base import OfficeAdmin
from welfare import actions
from welfare.admin.asking import DayAndReasonForm, day_asked, do_each, reason_asked
from welfare.choices import PaymentState
from welfare.models import Payment

ASKED = ("programme", "worker", "enterprise", "occasion", "amount")
PROGRESS = ("state", "origin", "paid_on", "reverses", "made_by", "approved_by")


@admin.register(Payment)
class PaymentAdmin(OfficeAdmin):
    """A draft may be altered; from its submission on only the verbs move a payment.

    A counter-row is what its payment was, so it is not altered even when returned.
    """

    desk_group = "关爱项目"
    list_display = (
        "worker",
        "programme",
        "occasion",
        "amount",
        "state",
        "paid_on",
        "enterprise",
        "made_by",
        "approved_by",
    )
    list_filter = ("state", "programme", "origin")
    search_fields = ("worker__name", "occasion")
    date_hierarchy = "paid_on"
    ordering = ("-pk",)
    readonly_fields = PROGRESS
    action_form = DayAndReasonForm
    actions = (
        "submit_chosen",
        "approve_chosen",
        "return_chosen",
        "pay_chosen",
        "cancel_chosen",
        "reverse_chosen",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        # Pickers name a payment by its person and programme, which the list shows, too.
        shown = self.get_list_select_related(request)
        return super().get_queryset(request).select_related(*shown)

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        told = {"enterprise": "发放时所在的单位，以后调动不改；不填按花名册上的单位。"}
        return super().get_form(*args, **{"help_texts": told, **kwargs})

    def get_fields(self, request: HttpRequest, obj: Payment | None = None) -> tuple[str, ...]:
        return ASKED if obj is None else ASKED + PROGRESS

    def has_change_permission(self, request: HttpRequest, obj: Payment | None = None) -> bool:
        may_alter = obj is None or (obj.state == PaymentState.DRAFT and obj.reverses_id is None)
        return may_alter and super().has_change_permission(request, obj)

    def has_approve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("welfare.approve_payment")

    def has_pay_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("welfare.pay_payment")

    def has_reverse_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("welfare.reverse_payment")

    def save_model(self, request: HttpRequest, obj: Payment, form: Any, change: bool) -> None:  # noqa: FBT001 -- Django's signature
        if change:
            super().save_model(request, obj, form, change)
        else:
            actions.draft_payment(payment=obj, user=request.user, today=timezone.localdate())

    @admin.action(description="提交", permissions=["change"])
    def submit_chosen(self, request: HttpRequest, chosen: QuerySet[Payment]) -> None:
        def act(payment: Payment) -> None:
            actions.submit_payment(payment=payment, user=request.user)

        do_each(self, request, chosen, verb="提交", act=act)

    @admin.action(description="审批", permissions=["approve"])
    def approve_chosen(self, request: HttpRequest, chosen: QuerySet[Payment]) -> None:
        def act(payment: Payment) -> None:
            actions.approve_payment(payment=payment, user=request.user)

        do_each(self, request, chosen, verb="审批", act=act)

    @admin.action(description="退回(写明原因)", permissions=["approve"])
    def return_chosen(self, request: HttpRequest, chosen: QuerySet[Payment]) -> None:
        def act(payment: Payment) -> None:
            reason = reason_asked(request)
            actions.return_payment(payment=payment, user=request.user, reason=reason)

        do_each(self, request, chosen, verb="退回", act=act)

    @admin.action(description="标记已发放(按所填日期)", permissions=["pay"])
    def pay_chosen(self, request: HttpRequest, chosen: QuerySet[Payment]) -> None:
        def act(payment: Payment) -> None:
            on = day_asked(request)
            actions.pay_payment(
                payment=payment, user=request.user, on=on, today=timezone.localdate()
            )

        do_each(self, request, chosen, verb="发放", act=act)

    @admin.action(description="作废(写明原因)", permissions=["change"])
    def cancel_chosen(self, request: HttpRequest, chosen: QuerySet[Payment]) -> None:
        def act(payment: Payment) -> None:
            reason = reason_asked(request)
            actions.cancel_payment(payment=payment, user=request.user, reason=reason)

        do_each(self, request, chosen, verb="作废", act=act)

    @admin.action(description="冲销(写明原因)", permissions=["reverse"])
    def reverse_chosen(self, request: HttpRequest, chosen: QuerySet[Payment]) -> None:
        def act(payment: Payment) -> None:
            reason = reason_asked(request)
            actions.reverse_payment(payment=payment, user=request.user, reason=reason)

        do_each(self, request, chosen, verb="冲销", act=act)
