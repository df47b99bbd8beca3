from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate, pre_save


class AccountsConfig(AppConfig):
    """Who works here, what they may see, and the base of every admin page."""

    name = "config.accounts"
    label = "accounts"
    verbose_name = "账号和权限"

    def ready(self) -> None:
        from config.accounts.signin import idle, journal, lock_out

        import_module("config.checks")
        import_module("config.accounts.access").register()
        post_migrate.connect(import_module("config.accounts.roles").give_rights)
        keeping = import_module("config.accounts.attachments.keeping")
        import_module("config.accounts.rotation").register_elsewhere(keeping.rewrite_files)
        journal.listen()
        user_logged_in.connect(idle.begin)
        pre_save.connect(lock_out.keep_nothing_typed, sender="axes.AccessAttempt")


class OfficeAdminConfig(admin_apps.AdminConfig):
    """Django's admin with the office's own site behind `django.contrib.admin.site`."""

    default = False
    default_site = "config.accounts.admin.site.OfficeSite"

    def ready(self) -> None:
        super().ready()
        import_module("config.accounts.admin.audit")
        import_module("config.accounts.admin.committee")
        import_module("config.accounts.admin.profile")
        import_module("config.accounts.admin.users")
