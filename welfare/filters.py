"""Filters of the query pages of welfare."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from config.sheets.querying import filters as ask
from unions.filters import ByPerson, ByPersonAndAge, ByUnit, ByUnitOfWorker, PlaceFilter
from unions.models import Partner
from welfare.choices import (
    CareActivityKind,
    CertificateLevel,
    MatterStanding,
    MeetingKind,
    PaymentOrigin,
    PaymentState,
)
from welfare.models import Programme, matters_done, matters_open, matters_overdue

STANDS = {
    MatterStanding.DONE.value: matters_done,
    MatterStanding.OVERDUE.value: matters_overdue,
    MatterStanding.OPEN.value: matters_open,
}
YES, NO = "yes", "no"


class PaymentFilter(ByPerson, ByUnit):
    programme = ask.RowFilter("关爱项目", "programme", Programme)
    # Of a child's schooling the occasion is his name, of a certificate its number.
    occasion = ask.TextFilter("事由", "occasion", personal=True)
    state = ask.CodeFilter("状态", PaymentState.choices, field_name="state")
    origin = ask.CodeFilter("来源", PaymentOrigin.choices, field_name="origin")
    paid_from = ask.day_from("发放", "paid_on")
    paid_to = ask.day_to("发放", "paid_on")
    amount_from = ask.number_from("金额", "amount")
    amount_to = ask.number_to("金额", "amount")


class CertificateFilter(ByPersonAndAge, ByUnit):
    occupation = ask.WordFilter("职业(工种)", "occupation")
    level = ask.CodeFilter("等级", CertificateLevel.choices, field_name="level")
    issued_from = ask.day_from("发证", "issued_on")
    issued_to = ask.day_to("发证", "issued_on")
    subsidised = ask.CodeFilter(
        "取证补贴", [(YES, "已申领"), (NO, "未申领")], method="filter_subsidised"
    )

    def filter_subsidised(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(subsidy__isnull=value == NO)


class FamilyFilter(ByPersonAndAge, ByUnitOfWorker):
    size_from = ask.whole_from("家庭人口", "size")
    size_to = ask.whole_to("家庭人口", "size")
    started_from = ask.day_from("建档", "started_on")
    started_to = ask.day_to("建档", "started_on")
    ended_from = ask.day_from("脱困", "ended_on")
    ended_to = ask.day_to("脱困", "ended_on")
    held = ask.HeldFilter("在档", "已脱困")
    as_of = ask.as_of()


class StudyAidFilter(ByPerson, ByUnit):
    child = ask.TextFilter("子女姓名", "child", personal=True)
    school = ask.TextFilter("录取院校", "school")
    level = ask.WordFilter("学历层次", "level")
    year_from = ask.whole_from("年度", "year")
    year_to = ask.whole_to("年度", "year")
    paid_from = ask.day_from("发放", "payment__paid_on")
    paid_to = ask.day_to("发放", "payment__paid_on")


class HealthCheckFilter(ByPersonAndAge, ByUnit):
    institution = ask.WordFilter("承办机构", "institution")
    checked_from = ask.day_from("体检", "checked_on")
    checked_to = ask.day_to("体检", "checked_on")


class InsuranceFilter(ByPersonAndAge, ByUnit):
    insurer = ask.WordFilter("承办机构", "insurer")
    started_from = ask.day_from("起保", "started_on")
    started_to = ask.day_to("起保", "started_on")
    held = ask.HeldFilter("有效", "已终止")
    as_of = ask.as_of()


class StationFilter(PlaceFilter):
    services = ask.TextFilter("服务内容", "services")


class SupplyFilter(ByUnit):
    item = ask.WordFilter("物资名称", "item")
    handler = ask.TextFilter("经办人", "handler", personal=True)
    delivered_from = ask.day_from("发放", "delivered_on")
    delivered_to = ask.day_to("发放", "delivered_on")


class StockReportFilter(ByUnit):
    item = ask.WordFilter("物资名称", "item")
    reported_from = ask.day_from("摸底", "reported_on")
    reported_to = ask.day_to("摸底", "reported_on")


class CareActivityFilter(ask.QueryFilters):
    name = ask.TextFilter("活动名称", "name")
    kind = ask.CodeFilter("类别", CareActivityKind.choices, field_name="kind")
    organiser = ask.TextFilter("主办单位", "organiser")
    held_from = ask.day_from("开展", "held_on")
    held_to = ask.day_to("开展", "held_on")


class PolicyFilter(ask.QueryFilters):
    title = ask.TextFilter("政策名称", "title")
    number = ask.TextFilter("文号", "number")
    issuers = ask.TextFilter("发文单位", "issuers")
    issued_from = ask.day_from("印发", "issued_on")
    issued_to = ask.day_to("印发", "issued_on")


class MatterFilter(ask.QueryFilters):
    subject = ask.TextFilter("议题", "subject")
    kind = ask.CodeFilter("会议类别", MeetingKind.choices, field_name="meeting__kind")
    raised_by = ask.TextFilter("提出人", "raised_by", personal=True)
    responsible = ask.TextFilter("责任单位", "responsible")
    partner = ask.RowFilter("责任的合作单位", "responsible_partner", Partner)
    standing = ask.CodeFilter("办理情况", MatterStanding.choices, method="filter_standing")
    held_from = ask.day_from("会议", "meeting__held_on")
    held_to = ask.day_to("会议", "meeting__held_on")
    due_from = ask.day_from("办理时限", "due_on")
    due_to = ask.day_to("办理时限", "due_on")
    done_from = ask.day_from("办结", "done_on")
    done_to = ask.day_to("办结", "done_on")
    as_of = ask.as_of()

    def raised(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of the meetings that had been held by the day asked for."""
        return queryset.filter(meeting__held_on__lte=self.on) if self.asks_another_day else queryset

    def filter_standing(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(STANDS[value](self.on))
