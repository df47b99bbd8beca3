"""Which unit reaches which rows of units, people and unions, and which role may do what."""

from django.db.models import Exists, OuterRef, Q

from config.accounts.reach import (
    Pks,
    UnitKind,
    Way,
    descendants,
    register_kind,
    register_reach,
)
from config.accounts.roles import (
    CONTACT,
    LEADER,
    OFFICE_MANAGER,
    PARTY_CLERK,
    REVIEWER,
    UNION_CLERK,
    WELFARE_CLERK,
    register_rights,
)
from unions.models import (
    Brand,
    CourierHome,
    District,
    Employment,
    Enterprise,
    Partner,
    UnionBranch,
    UnionMembership,
    UnionTerm,
    Worker,
)


def worker_of_union(path: str) -> Way:
    """Rows whose worker at `path` ("" for the worker himself) is a member of the unions now."""

    def condition(pks: Pks) -> Q:
        mine = UnionMembership.objects.open().filter(union_branch__in=pks)
        return Q(Exists(mine.filter(worker=OuterRef(path or "pk"))))

    return condition


def _worker_of(path: str) -> Way:
    """Workers whose unit now, or last unit if they have left, lies on `path` from employments."""

    def condition(pks: Pks) -> Q:
        here = Employment.objects.filter((f"{path}__in", pks), worker=OuterRef("pk"))
        left = Q(enterprise__isnull=True) & Q(Exists(here))
        return Q((f"{path}__in", pks)) | left

    return condition


def _union_with_workers_of(pks: Pks) -> Q:
    members = UnionMembership.objects.open().filter(worker__enterprise__in=pks)
    return Q(Exists(members.filter(union_branch=OuterRef("pk"))))


def register_units() -> None:
    for key, model in (("district", District), ("brand", Brand), ("enterprise", Enterprise)):
        register_kind(UnitKind(key=key, model=model))
    register_kind(UnitKind(key="partner", model=Partner))
    register_kind(
        UnitKind(
            key="union_branch", model=UnionBranch, below=lambda pks: descendants(UnionBranch, pks)
        )
    )


def register_ways() -> None:
    register_reach(District, read_by_all=True)
    register_reach(Brand, read_by_all=True)
    register_reach(Partner, partner="pk")
    register_reach(Enterprise, district="district", brand="brand", enterprise="pk")
    register_reach(
        Worker,
        district=_worker_of("enterprise__district"),
        brand=_worker_of("enterprise__brand"),
        enterprise=_worker_of("enterprise"),
        union_branch=worker_of_union(""),
    )
    register_reach(
        Employment,
        district="enterprise__district",
        brand="enterprise__brand",
        enterprise="enterprise",
        union_branch=worker_of_union("worker"),
    )
    register_reach(
        UnionBranch,
        district="district",
        brand="brand",
        enterprise=_union_with_workers_of,
        union_branch="pk",
    )
    register_reach(
        UnionTerm,
        district="union_branch__district",
        brand="union_branch__brand",
        union_branch="union_branch",
    )
    register_reach(
        UnionMembership,
        district="worker__enterprise__district",
        brand="worker__enterprise__brand",
        enterprise="worker__enterprise",
        union_branch="union_branch",
    )
    register_reach(CourierHome, read_by_all=True, district="district")


KEEP = "view add change"
UNITS = ("district", "brand", "partner", "enterprise")
PEOPLE = ("worker", "employment")
UNION = ("unionbranch", "unionterm", "unionmembership", "courierhome")


def register_roles() -> None:
    for role in (OFFICE_MANAGER, UNION_CLERK):
        register_rights(role, {f"unions.{model}": KEEP for model in (*UNITS, *PEOPLE, *UNION)})
    for role in (PARTY_CLERK, WELFARE_CLERK):
        register_rights(role, {f"unions.{model}": KEEP for model in (*UNITS, *PEOPLE)})
        register_rights(role, {f"unions.{model}": "view" for model in UNION})
    for role in (REVIEWER, LEADER):
        register_rights(role, {f"unions.{model}": "view" for model in (*UNITS, *PEOPLE, *UNION)})
    register_rights(CONTACT, {f"unions.{model}": "view" for model in ("partner", "courierhome")})
    for role in (OFFICE_MANAGER, PARTY_CLERK, UNION_CLERK, WELFARE_CLERK):
        register_rights(
            role,
            {
                "sheets.import": "add",
                "unions.worker": "reveal disclose",
                "unions.enterprise": "reveal",
                "unions.partner": "reveal",
            },
        )
    register_rights(OFFICE_MANAGER, {"sheets.import": "view", "unions.worker": "deidentify"})
