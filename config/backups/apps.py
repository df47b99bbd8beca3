from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Copies of the whole office, encrypted, each proven by a restore."""

    name = "config.backups"
    label = "backups"
    verbose_name = "备份"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.backups import access

        access.register()
