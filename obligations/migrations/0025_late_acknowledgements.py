"""What was acknowledged before its date and what after it stand side by side."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0024_what_can_be_late"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="acknowledgement",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="acknowledgement",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="acknowledgement",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="acknowledgement",
            name="acknowledgement_once",
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="is_late",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="acknowledgementhistory",
            name="is_late",
            field=models.BooleanField(default=False),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_acknowledgementhistory" ("due_date", "how", "id", "is_late", "made_at", "made_date", "note", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."due_date", NEW."how", NEW."id", NEW."is_late", NEW."made_at", NEW."made_date", NEW."note", NEW."occurrence_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="2b229cb1c6c43326cdea371b76e1e5812b30ad04",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ec142",
                    table="obligations_acknowledgement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_acknowledgementhistory" ("due_date", "how", "id", "is_late", "made_at", "made_date", "note", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."due_date", NEW."how", NEW."id", NEW."is_late", NEW."made_at", NEW."made_date", NEW."note", NEW."occurrence_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="e0d3bbe85bcf33990e028c9fa7e11a94445ccc6e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a3153",
                    table="obligations_acknowledgement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_acknowledgementhistory" ("due_date", "how", "id", "is_late", "made_at", "made_date", "note", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."due_date", OLD."how", OLD."id", OLD."is_late", OLD."made_at", OLD."made_date", OLD."note", OLD."occurrence_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="7a028e6ecab93d5211c511e5b7c2308426b6dc45",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_16065",
                    table="obligations_acknowledgement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("occurrence", "due_date", "person", "is_late"),
                name="acknowledgement_once",
                violation_error_message="You have acknowledged this already.",
            ),
        ),
    ]
