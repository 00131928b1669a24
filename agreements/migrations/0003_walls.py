"""Row-level security behind the queries, and history that the application cannot rewrite.

Without a user or a scope in the transaction's settings no agreement is shown.
"""

from django.db import migrations

POLICY = """
ALTER TABLE agreements_agreement ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON agreements_agreement USING (
    current_setting('longstop.scope', true) = 'all'
    OR (nullif(current_setting('longstop.user', true), '') IS NOT NULL
        AND visibility = 'all staff')
    OR EXISTS (
        SELECT FROM agreements_teammember member
        WHERE member.agreement_id = agreements_agreement.id
        AND member.user_id = nullif(current_setting('longstop.user', true), '')::bigint
    )
);
"""

UNDO_POLICY = """
DROP POLICY walls ON agreements_agreement;
ALTER TABLE agreements_agreement DISABLE ROW LEVEL SECURITY;
"""


def keep_history(apps, schema_editor):
    """Takes UPDATE and DELETE on history tables from the application's role."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'longstop_app'")
        if cursor.fetchone() is None:
            return
        cursor.execute(
            "SELECT tablename FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename ~ '^(agreements|obligations)_.*history$'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM longstop_app')


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_agreements")]

    operations = [
        migrations.RunSQL(POLICY, UNDO_POLICY),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
