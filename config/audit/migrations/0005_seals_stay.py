"""A seal stays as it was written: no update, no deletion, ever."""

from django.db import migrations

SENTENCE = "审计封条不能修改，也不能删除。"

SQLITE = tuple(
    f"""
    CREATE TRIGGER audit_seal_no_{word} BEFORE {word.upper()} ON audit_auditseal
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """
    for word in ("update", "delete")
)
POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_seal_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_seal_keep BEFORE UPDATE OR DELETE ON audit_auditseal
    FOR EACH ROW EXECUTE FUNCTION audit_seal_keep()
    """,
    """
    CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seal_keep()
    """,
)
GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDO = {
    "sqlite": ("DROP TRIGGER audit_seal_no_update", "DROP TRIGGER audit_seal_no_delete"),
    "postgresql": (
        "DROP TRIGGER audit_seal_keep ON audit_auditseal",
        "DROP TRIGGER audit_seal_no_truncate ON audit_auditseal",
        "DROP FUNCTION audit_seal_keep()",
    ),
}


def _run(schema_editor, statements):
    for statement in statements:
        schema_editor.execute(statement, params=None)


def guard(apps, schema_editor):
    _run(schema_editor, GUARDS[schema_editor.connection.vendor])


def unguard(apps, schema_editor):
    _run(schema_editor, UNDO[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_auditseal")]
    operations = [migrations.RunPython(guard, unguard)]
