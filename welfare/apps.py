from django.apps import AppConfig


class WelfareConfig(AppConfig):
    """Programmes and payments, certificates, families, stations, supplies, joint meetings."""

    name = "welfare"
    verbose_name = "关爱项目"

    def ready(self) -> None:
        from config.sheets.inventing import register_demo
        from config.sheets.registry import register as register_sheets
        from config.summaries.registry import register as register_figures
        from unions.holdings import register_holding
        from welfare import access
        from welfare.demo import invent_new_certificates, invent_welfare
        from welfare.figures import FIGURES
        from welfare.resources import SHEETS
        from welfare.roles import HOLDINGS

        access.register_ways()
        access.register_roles()
        register_sheets(*SHEETS)
        register_figures(*FIGURES)
        register_holding(*HOLDINGS)
        register_demo(invent_welfare, news=invent_new_certificates)
