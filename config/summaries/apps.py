from django.apps import AppConfig


class SummariesConfig(AppConfig):
    """Figures of a month: counted, shown, printed, and opened as the rows they count."""

    name = "config.summaries"
    label = "summaries"
    verbose_name = "汇总"

    def ready(self) -> None:
        from django.contrib import admin
        from django.core.checks import register

        from config.accounts.admin.base import changelist_narrowers
        from config.summaries.checks import figures_can_be_trusted
        from config.summaries.drill import FigureFilter
        from config.summaries.pages import register_pages
        from config.summaries.worklist_pages import register_worklists

        register(figures_can_be_trusted)
        changelist_narrowers.append(FigureFilter)
        register_pages(admin.site)
        register_worklists(admin.site)
