"""What the month counts of welfare. Money counts once it is paid, counter-rows included."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from config.summaries.figures import Distinct, Figure, FigureTable, Line, Sum, Where
from config.summaries.lines import Span, always, happened, standing
from config.summaries.months import Month
from welfare.choices import CertificateLevel, PaymentState, ProgrammeKind
from welfare.models import (
    CareActivity,
    Certificate,
    HealthCheck,
    Insurance,
    Matter,
    MemberUnit,
    Payment,
    Policy,
    Station,
    SupplyDelivery,
    matters_overdue,
)

OPEN = Span("opened_on", "closed_on", "opened", "closed")
SEATED = Span("joined_on", "left_on", "joined", "left")
BY_ENTERPRISE = {"brand": "enterprise__brand", "district": "enterprise__district"}
WORKERS = Distinct("worker")
YUAN = Sum("amount")


def paid(month: Month) -> QuerySet[Any]:
    return Payment.objects.filter(state=PaymentState.PAID)


def spent_on(kind: ProgrammeKind) -> Where:
    """Money of a kind of programme; a counter-row takes its sum back on its own day."""
    return lambda month: Q(programme__kind=kind)


def kept_of(kind: ProgrammeKind) -> Where:
    """Payments of a kind that no counter-row had taken back by the month's end."""

    def where(month: Month) -> Q:
        # Few payments reverse another. Written so, SQLite reaches them by that column; an Exists
        # or an upper bound of the date it would look up among all the payments of those days.
        taken_back = Payment.objects.filter(reverses__gt=0, state=PaymentState.PAID).exclude(
            paid_on__gt=month.last
        )
        kept = ~Q(pk__in=taken_back.values("reverses"))
        return Q(programme__kind=kind) & Q(reverses__isnull=True) & kept

    return where


def of_level(level: CertificateLevel) -> Where:
    return lambda month: Q(level=level)


def raised(month: Month) -> Q:
    return Q(meeting__held_on__lte=month.last)


def overdue(month: Month) -> Q:
    return raised(month) & matters_overdue(month.last)


CERTIFICATES = FigureTable(
    key="welfare.certificates",
    title="职业技能证书",
    model=Certificate,
    rows=lambda month: Certificate.objects.all(),
    lines=(
        happened("welfare.certificates", "职业技能证书（本）", "issued_on"),
        *(
            happened(
                f"welfare.certificates.{level.value}",
                f"其中：{level.label}（本）",
                "issued_on",
                of_level(level),
            )
            for level in CertificateLevel
        ),
    ),
    groups=BY_ENTERPRISE,
    columns=("welfare.certificates",),
)
PAYMENTS = FigureTable(
    key="welfare.payments",
    title="补贴和帮扶",
    model=Payment,
    rows=paid,
    lines=(
        happened(
            "welfare.certificate_subsidies_paid",
            "取证补贴（笔）",
            "paid_on",
            kept_of(ProgrammeKind.CERTIFICATE_SUBSIDY),
        ),
        happened(
            "welfare.certificate_subsidies_amount",
            "取证补贴（元）",
            "paid_on",
            spent_on(ProgrammeKind.CERTIFICATE_SUBSIDY),
            YUAN,
        ),
        happened(
            "welfare.hardship_families_aided",
            "扶助困难家庭（户）",
            "paid_on",
            kept_of(ProgrammeKind.HARDSHIP_AID),
            WORKERS,
        ),
        happened(
            "welfare.hardship_aid_amount",
            "困难家庭扶助金（元）",
            "paid_on",
            spent_on(ProgrammeKind.HARDSHIP_AID),
            YUAN,
        ),
        happened(
            "welfare.study_aid_families",
            "金秋助学家庭（户）",
            "paid_on",
            kept_of(ProgrammeKind.STUDY_AID),
            WORKERS,
        ),
        happened(
            "welfare.study_aid_amount",
            "金秋助学金（元）",
            "paid_on",
            spent_on(ProgrammeKind.STUDY_AID),
            YUAN,
        ),
    ),
    groups=BY_ENTERPRISE,
    columns=("welfare.certificate_subsidies_amount", "welfare.hardship_aid_amount"),
    desk=("welfare.certificate_subsidies_paid", "welfare.hardship_families_aided"),
)
HEALTH_CHECKS = FigureTable(
    key="welfare.workers_health_checked",
    title="补贴和帮扶",
    model=HealthCheck,
    rows=lambda month: HealthCheck.objects.all(),
    lines=(
        happened("welfare.workers_health_checked", "参加体检（人）", "checked_on", always, WORKERS),
    ),
)
INSURANCE = FigureTable(
    key="welfare.workers_insured",
    title="补贴和帮扶",
    model=Insurance,
    rows=lambda month: Insurance.objects.all(),
    lines=(happened("welfare.workers_insured", "参加保险（人）", "started_on", always, WORKERS),),
)
STATIONS = FigureTable(
    key="welfare.stations",
    title="暖蜂行动",
    model=Station,
    rows=lambda month: Station.objects.all(),
    lines=(standing("welfare.stations", "爱心驿站（个）", OPEN),),
    groups={"district": "district"},
    columns=("welfare.stations",),
    desk=("welfare.stations",),
)
CARE = FigureTable(
    key="welfare.care_activities",
    title="暖蜂行动",
    model=CareActivity,
    rows=lambda month: CareActivity.objects.all(),
    lines=(
        happened("welfare.care_activities", "慰问关爱活动（次）", "held_on"),
        happened(
            "welfare.care_activity_participants",
            "慰问关爱活动参加（人次）",
            "held_on",
            always,
            Sum("participants"),
        ),
    ),
)
SUPPLIES = FigureTable(
    key="welfare.enterprises_supplied",
    title="暖蜂行动",
    model=SupplyDelivery,
    rows=lambda month: SupplyDelivery.objects.all(),
    lines=(
        happened(
            "welfare.enterprises_supplied",
            "领到物资的企业（家）",
            "delivered_on",
            always,
            Distinct("enterprise"),
        ),
    ),
)
POLICIES = FigureTable(
    key="welfare.policies",
    title="暖蜂行动",
    model=Policy,
    rows=lambda month: Policy.objects.all(),
    lines=(happened("welfare.policies", "关爱维权政策（项）", "issued_on"),),
)
MEMBER_UNITS = FigureTable(
    key="welfare.member_units",
    title="党群联席会议",
    model=MemberUnit,
    rows=lambda month: MemberUnit.objects.all(),
    lines=(standing("welfare.member_units", "成员单位（个）", SEATED),),
)
MATTERS = FigureTable(
    key="welfare.matters",
    title="党群联席会议",
    model=Matter,
    rows=lambda month: Matter.objects.all(),
    lines=(
        happened("welfare.matters_raised", "提出议题（项）", "meeting__held_on"),
        happened("welfare.matters_resolved", "办结议题（项）", "done_on", raised),
        Line(
            "议题超期（项）",
            at_end=Figure("welfare.matters_overdue", "议题超期（项）", overdue),
        ),
    ),
    desk=("welfare.matters_overdue",),
)

FIGURES = (
    CERTIFICATES,
    PAYMENTS,
    HEALTH_CHECKS,
    INSURANCE,
    STATIONS,
    CARE,
    SUPPLIES,
    POLICIES,
    MEMBER_UNITS,
    MATTERS,
)
