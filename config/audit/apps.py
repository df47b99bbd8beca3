from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, when, and with which outcome; never a value."""

    name = "config.audit"
    label = "audit"
    verbose_name = "审计"
