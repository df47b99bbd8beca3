"""查询打印 of welfare: money with its sums, and what was done for couriers."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q

from config.sheets.admin.querying import register_query_page
from config.sheets.querying.filters import QueryFilters
from config.sheets.querying.pages import NUMBER, By, QueryPage, Shown, Sum
from config.sheets.rules import HARDSHIP, PAYMENTS
from unions.admin.queries import PERSON
from welfare import filters
from welfare.choices import PaymentState
from welfare.models import (
    CareActivity,
    Certificate,
    Family,
    HealthCheck,
    Insurance,
    Matter,
    Payment,
    Policy,
    Station,
    StockReport,
    StudyAid,
    SupplyDelivery,
)
from welfare.rules import matter_standing, quantity_lacking

PAID = PaymentState.PAID
BY_DISTRICT = By("县(市、区)", ("enterprise__district__name",))


def cause_on_file(family: Family, asked: QueryFilters) -> str:
    return "已登记" if family.cause else ""


def lacking(report: StockReport, asked: QueryFilters) -> Decimal:
    return quantity_lacking(on_hand=report.on_hand, needed=report.needed)


def standing(matter: Matter, asked: QueryFilters) -> str:
    found = matter_standing(due_on=matter.due_on, done_on=matter.done_on, on=asked.on)
    return str(found.label)


register_query_page(
    QueryPage(
        key="welfare_payments",
        title="发放查询打印",
        paper="快递员关爱项目发放明细表",
        model=Payment,
        filters=filters.PaymentFilter,
        columns=(
            *("programme__name", "worker__name", "worker__identity_number", "enterprise__name"),
            *("occasion", "amount", "state", "paid_on", "made_by__name", "approved_by__name"),
        ),
        order=("programme__name", "paid_on", "worker__name", "pk"),
        unit="笔",
        sums=(
            Sum("amount", "金额", "元"),
            Sum("amount", "其中已发放", "元", where=Q(state=PAID)),
        ),
        by=By("关爱项目", ("programme__name",)),
        sensitive=PAYMENTS,
    )
)
register_query_page(
    QueryPage(
        key="welfare_certificates",
        title="证书查询打印",
        paper="快递员职业技能等级证书及取证补贴台账",
        model=Certificate,
        filters=filters.CertificateFilter,
        columns=(
            *PERSON,
            *("enterprise__name", "occupation", "level", "number", "issued_on"),
            Shown("subsidy__amount", "补贴金额(元)"),
            Shown("subsidy__paid_on", "补贴发放日期"),
        ),
        order=("issued_on", "number"),
        unit="本",
        sums=(
            Sum(
                "subsidy__amount",
                "已发放补贴",
                "元",
                where=Q(subsidy__state=PAID),
            ),
        ),
        by=By("职业(工种)、等级", ("occupation", "level")),
        sheet="certificates",
    )
)
register_query_page(
    QueryPage(
        key="welfare_families",
        title="困难家庭查询打印",
        paper="困难快递员家庭台账",
        model=Family,
        filters=filters.FamilyFilter,
        columns=(
            *PERSON,
            *("worker__enterprise__name", "size"),
            Shown(cause_on_file, "困难类型"),
            *("started_on", "ended_on"),
        ),
        order=("worker__enterprise__name", "worker__name", "pk"),
        unit="户",
        sums=(Sum("size", "家庭人口", "人"),),
        by=By("县(市、区)", ("worker__enterprise__district__name",)),
        sensitive=HARDSHIP,
    )
)
register_query_page(
    QueryPage(
        key="welfare_study_aids",
        title="金秋助学查询打印",
        paper="快递员子女金秋助学金发放表",
        model=StudyAid,
        filters=filters.StudyAidFilter,
        columns=(
            *("year", "worker__name", "worker__identity_number", "enterprise__name", "child"),
            *("school", "level", "payment__amount", "payment__state", "payment__paid_on"),
        ),
        order=("year", "worker__name", "pk"),
        unit="人",
        sums=(
            Sum("payment__amount", "金额", "元"),
            Sum(
                "payment__amount",
                "其中已发放",
                "元",
                where=Q(payment__state=PAID),
            ),
        ),
        by=By("年度", ("year",)),
        sheet="study_aid",
    )
)
register_query_page(
    QueryPage(
        key="welfare_health_checks",
        title="体检查询打印",
        paper="快递员体检名册",
        model=HealthCheck,
        filters=filters.HealthCheckFilter,
        columns=(*PERSON, "enterprise__name", "checked_on", "institution"),
        order=("checked_on", "worker__name", "pk"),
        unit="人次",
        by=BY_DISTRICT,
        sheet="benefit_rolls",
    )
)
register_query_page(
    QueryPage(
        key="welfare_insurances",
        title="保险查询打印",
        paper="快递员保险名册",
        model=Insurance,
        filters=filters.InsuranceFilter,
        columns=(*PERSON, "enterprise__name", "started_on", "ended_on", "insurer"),
        order=("started_on", "worker__name", "pk"),
        unit="份",
        by=BY_DISTRICT,
        sheet="benefit_rolls",
    )
)
register_query_page(
    QueryPage(
        key="welfare_stations",
        title="爱心驿站查询打印",
        paper="户外劳动者爱心驿站台账",
        model=Station,
        filters=filters.StationFilter,
        columns=("name", "district__name", "address", "services", "opened_on", "closed_on"),
        order=("district__name", "name", "pk"),
        unit="个",
        by=By("县(市、区)", ("district__name",)),
        sheet="stations",
    )
)
register_query_page(
    QueryPage(
        key="welfare_supplies",
        title="物资发放查询打印",
        paper="快递企业防疫物资发放表",
        model=SupplyDelivery,
        filters=filters.SupplyFilter,
        columns=("enterprise__name", "item", "quantity", "unit", "delivered_on", "handler"),
        order=("delivered_on", "enterprise__name", "item", "pk"),
        unit="笔",
        sums=(Sum("quantity", "数量", grouped=True),),
        by=By("物资", ("item", "unit")),
        sheet="supplies",
    )
)
register_query_page(
    QueryPage(
        key="welfare_stock_reports",
        title="物资摸底查询打印",
        paper="快递企业防疫物资摸底表",
        model=StockReport,
        filters=filters.StockReportFilter,
        columns=(
            "enterprise__name",
            "item",
            "on_hand",
            "needed",
            Shown(lacking, "还缺", NUMBER),
            "reported_on",
        ),
        order=("reported_on", "enterprise__name", "item", "pk"),
        unit="笔",
        sums=(
            Sum("on_hand", "现有数量", grouped=True),
            Sum("needed", "需要数量", grouped=True),
        ),
        by=By("物资", ("item",)),
    )
)
register_query_page(
    QueryPage(
        key="welfare_care_activities",
        title="慰问关爱活动查询打印",
        paper="快递员慰问关爱活动台账",
        model=CareActivity,
        filters=filters.CareActivityFilter,
        columns=("name", "kind", "held_on", "place", "organiser", "participants"),
        order=("held_on", "name"),
        unit="次",
        sums=(Sum("participants", "参加", "人次"),),
        by=By("类别", ("kind",)),
        sheet="care_activities",
    )
)
register_query_page(
    QueryPage(
        key="welfare_policies",
        title="政策查询打印",
        paper="快递员关爱维权政策台账",
        model=Policy,
        filters=filters.PolicyFilter,
        columns=("title", "number", "issued_on", "issuers"),
        order=("issued_on", "title", "pk"),
        unit="项",
        sheet="policies",
    )
)
register_query_page(
    QueryPage(
        key="welfare_matters",
        title="议题查询打印",
        paper="快递行业党群联席会议议题台账",
        model=Matter,
        filters=filters.MatterFilter,
        narrow=lambda matters, asked: asked.raised(matters),
        columns=(
            *("meeting__held_on", "meeting__kind", "subject", "raised_by", "responsible"),
            *("due_on", "done_on"),
            Shown(standing, "办理情况"),
        ),
        order=("meeting__held_on", "pk"),
        unit="项",
        by=By("责任单位", ("responsible",)),
        sheet="matters",
    )
)
