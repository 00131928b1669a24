"""Invitations and changes of role, name, address or access leave a row with person and reason."""

import importlib

import agreements.models.user
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_constraint_sentences"),
    ]

    operations = [
        migrations.CreateModel(
            name="UserHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                (
                    "email",
                    agreements.models.user.LowercaseEmailField(
                        max_length=254, verbose_name="e-mail address"
                    ),
                ),
                ("full_name", models.CharField(max_length=200, verbose_name="full name")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "Reader"),
                            ("editor", "Editor"),
                            ("counsel", "Counsel"),
                            ("administrator", "Administrator"),
                        ],
                        default="reader",
                        max_length=20,
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "user history",
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (nullif(current_setting('pghistory.context_metadata', true), '') IS NOT NULL)",
                    func='INSERT INTO "agreements_userhistory" ("email", "full_name", "is_active", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."email", NEW."full_name", NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="d105eb58acc43e9df8e7b2ff4227ee9531974508",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_247e8",
                    table="agreements_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."role" IS DISTINCT FROM (NEW."role"))',
                    func='INSERT INTO "agreements_userhistory" ("email", "full_name", "is_active", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."email", NEW."full_name", NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="9ca0c029b1a1f636581f83e6dfc963a903ea59be",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ba1d",
                    table="agreements_user",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="userhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="userhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="agreements_userhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="userhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="786e5217879e048b6dd936eacb53a6bd5690bb2e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_914a0",
                    table="agreements_userhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
