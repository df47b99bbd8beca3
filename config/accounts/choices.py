"""Codes stored for accounts, and the words shown."""

from django.db import models


class Duty(models.TextChoices):
    """三员: whoever holds one of these holds no other, and keeps no ledger."""

    ACCOUNTS = "accounts", "账号管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计员"


class Preset(models.TextChoices):
    """How an office divides its work, chosen on the first-run page."""

    SMALL = "small", "小型：书记审核，一两位干事办理其余各事"
    STANDARD = "standard", "标准：账号、授权、审计由三人分管"
    LEVEL_THREE = "level_three", "等保三级：三员分立，授权须两人，动态口令必用"


class FileKind(models.TextChoices):
    """What an attached file is, by its content."""

    PDF = "pdf", "PDF"
    JPEG = "jpeg", "JPEG 图片"
    PNG = "png", "PNG 图片"
    DOCX = "docx", "docx 文档"
    XLSX = "xlsx", "xlsx 表格"
