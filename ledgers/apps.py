from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """The three Party ledgers: members, branches, activists; activities and honours."""

    name = "ledgers"
    verbose_name = "三本台账"

    def ready(self) -> None:
        from config.accounts.current import CurrentColumn, register_current
        from config.sheets.inventing import register_demo
        from config.sheets.registry import register as register_sheets
        from config.summaries.registry import register as register_figures
        from config.summaries.worklists import register_entries
        from ledgers import access, flagged, todos
        from ledgers.demo import invent_ledgers
        from ledgers.demo_steps import invent_steps
        from ledgers.figures import FIGURES
        from ledgers.models import Affiliation, Member
        from ledgers.resources import SHEETS
        from ledgers.roles import HOLDINGS, ROLES
        from unions.holdings import register_holding
        from unions.roles import register_role

        register_current(
            CurrentColumn(
                model=Member,
                column="branch",
                dated_model=Affiliation,
                subject="member",
                value="branch",
            )
        )
        access.register_units()
        access.register_ways()
        access.register_roles()
        register_sheets(*SHEETS)
        register_figures(*FIGURES)
        register_demo(invent_ledgers, afterwards=invent_steps)
        register_holding(*HOLDINGS)
        for entries in (*todos.ENTRIES, *flagged.ENTRIES):
            register_entries(*entries)
        for role in ROLES:
            register_role(role)
