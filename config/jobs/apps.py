from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work beside the requests."""

    name = "config.jobs"
    label = "jobs"
    verbose_name = "后台任务"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from config.accounts.reach import register_unbound
        from config.jobs.models import Job

        # A job is its row's; see the page of that row.
        register_unbound(Job)
