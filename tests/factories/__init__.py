"""How to make a record of any noun of the office."""

from tests.factories import audit, backups, config, ledgers, unions, welfare

FACTORY_FOR = {
    **audit.FACTORY_FOR,
    **backups.FACTORY_FOR,
    **config.FACTORY_FOR,
    **unions.FACTORY_FOR,
    **ledgers.FACTORY_FOR,
    **welfare.FACTORY_FOR,
}
