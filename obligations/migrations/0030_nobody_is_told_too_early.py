"""Reminder policies say from which day before the date others are told that nobody answers."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0029_administrators_see_feeds"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="reminderpolicy",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reminderpolicy",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="reminderpolicy",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="reminderpolicy",
            name="escalate_within",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Days before the date from when on others are told; empty as usual.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="reminderpolicyhistory",
            name="escalate_within",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Days before the date from when on others are told; empty as usual.",
                null=True,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_reminderpolicyhistory" ("escalate_after", "escalate_within", "id", "is_default", "leads", "name", "on_the_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_every") VALUES (NEW."escalate_after", NEW."escalate_within", NEW."id", NEW."is_default", NEW."leads", NEW."name", NEW."on_the_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."repeat_every"); RETURN NULL;',
                    hash="ce9a1f85f7df206fe650f3b2b8145247850f34e9",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e9b6f",
                    table="obligations_reminderpolicy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_reminderpolicyhistory" ("escalate_after", "escalate_within", "id", "is_default", "leads", "name", "on_the_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_every") VALUES (NEW."escalate_after", NEW."escalate_within", NEW."id", NEW."is_default", NEW."leads", NEW."name", NEW."on_the_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."repeat_every"); RETURN NULL;',
                    hash="08305102ec63f0ee7d3b6bb7acfb8fa7ee113bfb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1c816",
                    table="obligations_reminderpolicy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_reminderpolicyhistory" ("escalate_after", "escalate_within", "id", "is_default", "leads", "name", "on_the_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_every") VALUES (OLD."escalate_after", OLD."escalate_within", OLD."id", OLD."is_default", OLD."leads", OLD."name", OLD."on_the_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."repeat_every"); RETURN NULL;',
                    hash="f43498c7c58c626d2370dbbfdbdf427e5bef9bf2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aec6c",
                    table="obligations_reminderpolicy",
                    when="AFTER",
                ),
            ),
        ),
    ]
