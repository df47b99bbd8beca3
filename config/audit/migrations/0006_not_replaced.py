"""On SQLite an entry or a seal is not written in the place of another (INSERT OR REPLACE)."""

from django.db import migrations

# Replacing fires no trigger of updates or deletions; on PostgreSQL it is an update.
GUARDS = {
    "sqlite": (
        """
        CREATE TRIGGER audit_entry_not_replaced BEFORE INSERT ON audit_auditentry
        WHEN EXISTS (SELECT 1 FROM audit_auditentry WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, '审计记录不能修改，一年以内不能删除。'); END
        """,
        """
        CREATE TRIGGER audit_seal_not_replaced BEFORE INSERT ON audit_auditseal
        WHEN EXISTS (SELECT 1 FROM audit_auditseal WHERE id = NEW.id OR day = NEW.day)
        BEGIN SELECT RAISE(ABORT, '审计封条不能修改，也不能删除。'); END
        """,
    ),
    "postgresql": (),
}
UNDO = {
    "sqlite": ("DROP TRIGGER audit_entry_not_replaced", "DROP TRIGGER audit_seal_not_replaced"),
    "postgresql": (),
}


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


def guard(apps, schema_editor):
    _run(schema_editor, GUARDS[schema_editor.connection.vendor])


def unguard(apps, schema_editor):
    _run(schema_editor, UNDO[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_seals_stay")]
    operations = [migrations.RunPython(guard, unguard)]
