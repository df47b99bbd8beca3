"""A Party branch reaches its own rows and its people; no other kind of unit reaches a Party row."""

from django.db.models import Exists, OuterRef, Q

from config.accounts.reach import Pks, UnitKind, Way, descendants, register_kind, register_reach
from config.accounts.roles import (
    LEADER,
    OFFICE_MANAGER,
    PARTY_CLERK,
    REVIEWER,
    register_rights,
)
from ledgers.models import (
    Activist,
    ActivistContact,
    ActivistStep,
    Activity,
    ActivityRoom,
    Affiliation,
    Branch,
    CalendarDay,
    CalendarYear,
    Coverage,
    Delegate,
    Honour,
    Member,
    MemberStep,
    Post,
    Term,
)
from unions.models import Worker


def _person_of_branch(path: str) -> Way:
    """Rows whose worker at `path` is a member or an activist of the branches."""

    def condition(pks: Pks) -> Q:
        member = Member.objects.filter(branch__in=pks, worker=OuterRef(path or "pk"))
        activist = Activist.objects.filter(branch__in=pks, worker=OuterRef(path or "pk"))
        return Q(Exists(member)) | Q(Exists(activist))

    return condition


def register_units() -> None:
    register_kind(UnitKind(key="branch", model=Branch, below=lambda pks: descendants(Branch, pks)))


def register_ways() -> None:
    register_reach(Worker, branch=_person_of_branch(""))
    register_reach(Branch, branch="pk")
    for model in (Coverage, ActivityRoom, Term, Member, Affiliation, Post, Activist, Activity):
        register_reach(model, branch="branch")
    register_reach(ActivistContact, branch="activist__branch")
    register_reach(ActivistStep, branch="activist__branch")
    register_reach(MemberStep, branch="member__branch")
    register_reach(CalendarYear, read_by_all=True)
    register_reach(CalendarDay, read_by_all=True)
    for model in (Honour, Delegate):
        register_reach(model, branch=_person_of_branch("worker"))


MODELS = (
    *("branch", "coverage", "activityroom", "term", "member", "affiliation", "post"),
    *("activist", "activistcontact", "activity", "honour", "delegate"),
    *("activiststep", "memberstep", "calendaryear", "calendarday"),
)
STEPS = ("activiststep", "memberstep")
"""Whose rules may be overridden with a reason: by the reviewer, not by who keeps the ledger."""


def register_roles() -> None:
    for role in (OFFICE_MANAGER, PARTY_CLERK):
        register_rights(role, {f"ledgers.{model}": "view add change" for model in MODELS})
    for role in (REVIEWER, LEADER):
        register_rights(role, {f"ledgers.{model}": "view" for model in MODELS})
    register_rights(REVIEWER, {f"ledgers.{model}": "override_rules" for model in STEPS})
    for role in (OFFICE_MANAGER, PARTY_CLERK):
        register_rights(role, {"ledgers.calendarday": "delete"})
