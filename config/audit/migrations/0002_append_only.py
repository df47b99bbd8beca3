"""An entry stays as it was written: no update ever, no deletion in its first year."""

from django.db import migrations

SENTENCE = "审计记录不能修改，一年以内不能删除。"

SQLITE = (
    f"""
    CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_auditentry
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """,
    f"""
    CREATE TRIGGER audit_entry_kept_a_year BEFORE DELETE ON audit_auditentry
    WHEN OLD.at > strftime('%Y-%m-%d %H:%M:%S', 'now', '-1 year')
    BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END
    """,
)
POSTGRESQL = (
    f"""
    CREATE FUNCTION audit_entry_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '1 year' THEN RETURN OLD; END IF;
      RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_keep BEFORE UPDATE OR DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_entry_keep()
    """,
    f"""
    CREATE FUNCTION audit_entry_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_no_truncate()
    """,
)
GUARDS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
UNDO = {
    "sqlite": ("DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_kept_a_year"),
    "postgresql": (
        "DROP TRIGGER audit_entry_keep ON audit_auditentry",
        "DROP TRIGGER audit_entry_no_truncate ON audit_auditentry",
        "DROP FUNCTION audit_entry_keep()",
        "DROP FUNCTION audit_entry_no_truncate()",
    ),
}


def _run(schema_editor, statements):
    for statement in statements:
        # With parameters: a percent sign would otherwise be the driver's.
        schema_editor.execute(statement, params=None)


def guard(apps, schema_editor):
    _run(schema_editor, GUARDS[schema_editor.connection.vendor])


def unguard(apps, schema_editor):
    _run(schema_editor, UNDO[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
