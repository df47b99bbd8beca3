from django.apps import AppConfig


class UnionsConfig(AppConfig):
    """Units, people and their employments; union branches and memberships; couriers' homes."""

    name = "unions"
    verbose_name = "单位、人员和工会"

    def ready(self) -> None:
        from config.accounts.current import CurrentColumn, register_current
        from config.sheets.inventing import register_demo
        from config.sheets.registry import register as register_sheets
        from config.summaries.registry import register as register_figures
        from unions import access
        from unions.demo import invent_units
        from unions.demo_news import invent_roster_news
        from unions.figures import FIGURES
        from unions.holdings import HOLDINGS, register_holding
        from unions.models import Employment, Worker
        from unions.resources import SHEETS

        register_current(
            CurrentColumn(
                model=Worker,
                column="enterprise",
                dated_model=Employment,
                subject="worker",
                value="enterprise",
            )
        )
        access.register_units()
        access.register_ways()
        access.register_roles()
        register_sheets(*SHEETS)
        register_figures(*FIGURES)
        register_holding(*HOLDINGS)
        register_demo(invent_units, news=invent_roster_news)
