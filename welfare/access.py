"""Which unit reaches which welfare row, and which role may do what with money and matters."""

from config.accounts.reach import register_reach
from config.accounts.roles import (
    CONTACT,
    LEADER,
    OFFICE_MANAGER,
    REVIEWER,
    UNION_CLERK,
    WELFARE_CLERK,
    register_rights,
)
from unions.access import worker_of_union
from welfare.models import (
    CareActivity,
    Certificate,
    Family,
    HealthCheck,
    Insurance,
    Matter,
    Meeting,
    MemberUnit,
    Payment,
    Policy,
    Programme,
    Station,
    StockReport,
    StudyAid,
    SupplyDelivery,
)


def register_ways() -> None:
    for model in (Programme, Policy, Meeting):
        register_reach(model, read_by_all=True)
    register_reach(Station, read_by_all=True, district="district")
    register_reach(CareActivity, partner="organiser_partner")
    register_reach(MemberUnit, partner="partner")
    register_reach(Matter, partner="responsible_partner")
    for model in (Payment, Certificate, StudyAid, HealthCheck, Insurance):
        register_reach(
            model,
            district="enterprise__district",
            brand="enterprise__brand",
            enterprise="enterprise",
            union_branch=worker_of_union("worker"),
        )
    register_reach(
        Family,
        district="worker__enterprise__district",
        brand="worker__enterprise__brand",
        enterprise="worker__enterprise",
        union_branch=worker_of_union("worker"),
    )
    for model in (SupplyDelivery, StockReport):
        register_reach(
            model,
            district="enterprise__district",
            brand="enterprise__brand",
            enterprise="enterprise",
        )


HELP = (
    *("programme", "payment", "certificate", "family", "studyaid", "healthcheck", "insurance"),
    *("station", "careactivity", "policy", "supplydelivery", "stockreport"),
)
RIGHTS_OF_KEEPERS = {
    "welfare.payment": "pay",
    "welfare.family": "reveal",
    "welfare.memberunit": "reveal",
}
MEETINGS = ("meeting", "memberunit", "matter")


def register_roles() -> None:
    keep, look = "view add change", "view"
    for role in (OFFICE_MANAGER, WELFARE_CLERK):
        register_rights(role, {f"welfare.{model}": keep for model in (*HELP, *MEETINGS)})
        register_rights(role, RIGHTS_OF_KEEPERS)
    register_rights(OFFICE_MANAGER, {"welfare.payment": "backfill"})
    for role in (REVIEWER, LEADER):
        register_rights(role, {f"welfare.{model}": look for model in (*HELP, *MEETINGS)})
    register_rights(REVIEWER, {"welfare.payment": "approve reverse"})
    register_rights(UNION_CLERK, {f"welfare.{model}": look for model in HELP})
    public = ("programme", "policy", "station", "careactivity", "meeting", "memberunit")
    register_rights(CONTACT, {f"welfare.{model}": look for model in public})
    register_rights(CONTACT, {"welfare.matter": "view change"})
