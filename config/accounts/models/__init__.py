"""Users, the committee itself, and the bases of every app's models."""

from config.accounts.models.attachment import Attachment
from config.accounts.models.committee import Committee
from config.accounts.models.intervals import InForceQuerySet, ends_after_start
from config.accounts.models.record import RecordedModel, keeps_history
from config.accounts.models.scope import RoleGrant, Scope
from config.accounts.models.second_factor import Authenticator, RecoveryCode
from config.accounts.models.user import User

__all__ = [
    "Attachment",
    "Authenticator",
    "Committee",
    "InForceQuerySet",
    "RecordedModel",
    "RecoveryCode",
    "RoleGrant",
    "Scope",
    "User",
    "ends_after_start",
    "keeps_history",
]
