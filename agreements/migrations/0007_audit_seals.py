"""Seals on the history, which the application can add and neither change nor remove."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


def keep_seals(apps, schema_editor):
    """Takes UPDATE and DELETE on the seals from the application's role."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'longstop_app'")
        if cursor.fetchone() is not None:
            cursor.execute("REVOKE UPDATE, DELETE, TRUNCATE ON agreements_seal FROM longstop_app")


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_defects_decided"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.BigIntegerField(help_text="1, 2, 3 … without a gap.", unique=True),
                ),
                ("table", models.CharField(max_length=63)),
                (
                    "columns",
                    models.JSONField(
                        help_text="Their names, in the order in which they are hashed."
                    ),
                ),
                ("after", models.BigIntegerField()),
                ("until", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("leaves", models.BinaryField()),
                ("previous", models.CharField(max_length=64)),
                ("hash", models.CharField(max_length=64, unique=True)),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("table"), models.F("until"), name="seal_of_a_range_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0), ("until__gt", models.F("after"))),
                        name="seal_of_some_rows",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seal",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="08bf85bc7ff1e4826896a98c32af95d74ef41a47",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_72c00",
                    table="agreements_seal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(keep_seals, migrations.RunPython.noop),
    ]
