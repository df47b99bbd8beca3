"""The program's own rows belong to no unit; who may take out in full, and who says yes."""

from config.accounts.reach import register_unbound
from config.accounts.roles import (
    OFFICE_MANAGER,
    PARTY_CLERK,
    REVIEWER,
    UNION_CLERK,
    WELFARE_CLERK,
    register_rights,
)
from config.sheets.models import ExportRequest, Import, SavedQuery, ToldLayout


def register() -> None:
    # An import, a request and a saved query are their makers'; see the records' own pages.
    # Headings name no person, and are understood alike for all.
    register_unbound(ExportRequest, Import, SavedQuery, ToldLayout)
    for role in (OFFICE_MANAGER, PARTY_CLERK, UNION_CLERK, WELFARE_CLERK):
        register_rights(role, {"sheets.exportrequest": "add full"})
    for role in (OFFICE_MANAGER, REVIEWER):
        register_rights(role, {"sheets.exportrequest": "approve"})
