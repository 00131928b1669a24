"""The statements of migrations that put up walls and keep history, for the migrations of all apps.

Databases were made with them: whoever changes one changes only the databases that are yet to come.
"""

from typing import Any

from django.db import migrations

EVERYTHING = "current_setting('longstop.scope', true) = 'all'"
USER = "nullif(current_setting('longstop.user', true), '')"


def wall(table: str, condition: str) -> migrations.RunSQL:
    """A wall around a table's rows: seen past all walls, or where this condition holds."""
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY walls ON {table} USING ({EVERYTHING} OR {condition});",
        f"DROP POLICY walls ON {table};\nALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


def behind(table: str, column: str, parent: str, alias: str) -> migrations.RunSQL:
    """The wall of rows that are seen by whoever sees what they belong to."""
    return wall(
        table,
        f"EXISTS (SELECT FROM {parent} {alias} WHERE {alias}.id = {table}.{column})",
    )


def keep_history(apps: Any, schema_editor: Any) -> None:
    """Takes UPDATE and DELETE on history tables and seals from the application's role."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'longstop_app'")
        if cursor.fetchone() is None:
            return
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND tablename ~ '^((agreements|obligations)_.*history|agreements_seal)$'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM longstop_app')
