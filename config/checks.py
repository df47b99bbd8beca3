"""System checks for defaults of libraries that are unsafe here."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, Warning as Caution, register
from django.db import DatabaseError

PERMISSION_CODES = (
    "IMPORT_EXPORT_IMPORT_PERMISSION_CODE",
    "IMPORT_EXPORT_EXPORT_PERMISSION_CODE",
)


@register(Tags.security)
def sheets_need_a_permission(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Without these codes import-export lets whoever may log in take and give whole tables."""
    return [
        Error(
            "凡能登录后台的人都能导入或导出整张表。",
            hint=f"请设置 {code}。",
            id="office.E001",
        )
        for code in PERMISSION_CODES
        if not getattr(settings, code, None)
    ]


@register(Tags.security)
def private_fields_need_keys(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """An office without keys can neither store nor read an identity number, nor sign anyone in."""
    if settings.FIELD_KEYS and settings.SECRET_KEY:
        return []
    return [
        Caution(
            "没有加密字段的密钥（FIELD_KEYS）或签名密钥（SECRET_KEY）。",
            hint="先运行一次 python3 dev.py serve（它会生成并保存密钥），或在环境变量里填写。",
            id="office.W001",
        )
    ]


@register(Tags.security, deploy=True)
def nobody_is_above_the_rules(
    app_configs: Sequence[AppConfig] | None, **kwargs: Any
) -> list[CheckMessage]:
    """A superuser passes over roles, units and second persons: not where others work.

    A database that is not there yet has none.
    """
    users = get_user_model()._default_manager
    try:
        if not settings.HTTPS or not users.filter(is_superuser=True, is_active=True).exists():
            return []
    except DatabaseError:
        return []
    return [
        Caution(
            "有启用的超级用户：角色、负责范围和两人办理的规定对它都不起作用。",
            hint="请改用“综合管理员”等角色，再停用这个账号。",
            id="office.W002",
        )
    ]
