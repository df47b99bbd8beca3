"""Rights: those of the groups, and of the duty that a user's own column names."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission
from django.db.models import Q

from config.accounts.models import User
from config.accounts.roles import DUTY_NAMES


class OfficeBackend(ModelBackend):
    """Django's own, with the duty as one more group."""

    def _get_group_permissions(self, user_obj: Any) -> Any:
        of_groups = Q(group__user=user_obj)
        if isinstance(user_obj, User) and user_obj.duty:
            of_groups |= Q(group__name=DUTY_NAMES[user_obj.duty])
        return Permission.objects.filter(of_groups).distinct()
