"""Which happening another one answers: what repeats may say which other it is about."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0001_squashed_0007_audit_seals"),
        ("obligations", "0031_days_of_the_calendar"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="happening",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="happening",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="happening",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="keydate",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="keydate",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="keydate",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="happening",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                help_text="Which happening this one answers; corrections of that one count as it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_by",
                to="obligations.happening",
            ),
        ),
        migrations.AddField(
            model_name="happeninghistory",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Which happening this one answers; corrections of that one count as it.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.happening",
            ),
        ),
        migrations.AddField(
            model_name="keydate",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                help_text="The repeating event of which each of these answers one: a remedy, a breach.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_by",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="keydatehistory",
            name="answers",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The repeating event of which each of these answers one: a remedy, a breach.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.keydate",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="happening",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_happeninghistory" ("answers_id", "certainty", "document_id", "happened_at", "happened_date", "id", "is_current", "key_date_id", "lineage", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_date", "version", "withdrawn", "zone") VALUES (NEW."answers_id", NEW."certainty", NEW."document_id", NEW."happened_at", NEW."happened_date", NEW."id", NEW."is_current", NEW."key_date_id", NEW."lineage", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."until_date", NEW."version", NEW."withdrawn", NEW."zone"); RETURN NULL;',
                    hash="67f916f1647651c954e7d0a419015e725b84c092",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5c06a",
                    table="obligations_happening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="happening",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_happeninghistory" ("answers_id", "certainty", "document_id", "happened_at", "happened_date", "id", "is_current", "key_date_id", "lineage", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_date", "version", "withdrawn", "zone") VALUES (NEW."answers_id", NEW."certainty", NEW."document_id", NEW."happened_at", NEW."happened_date", NEW."id", NEW."is_current", NEW."key_date_id", NEW."lineage", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."until_date", NEW."version", NEW."withdrawn", NEW."zone"); RETURN NULL;',
                    hash="ba378c69eb12c631248c48b1bc56009bb60b70e2",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f55b",
                    table="obligations_happening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="happening",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_happeninghistory" ("answers_id", "certainty", "document_id", "happened_at", "happened_date", "id", "is_current", "key_date_id", "lineage", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_date", "version", "withdrawn", "zone") VALUES (OLD."answers_id", OLD."certainty", OLD."document_id", OLD."happened_at", OLD."happened_date", OLD."id", OLD."is_current", OLD."key_date_id", OLD."lineage", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."until_date", OLD."version", OLD."withdrawn", OLD."zone"); RETURN NULL;',
                    hash="dd05829b4b6e244630527bff3b42f77507250111",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_f6e31",
                    table="obligations_happening",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keydate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_keydatehistory" ("about", "agreement_id", "answers_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "schedule_id", "section", "selection", "will_not_happen") VALUES (NEW."about", NEW."agreement_id", NEW."answers_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."rule", NEW."schedule_id", NEW."section", NEW."selection", NEW."will_not_happen"); RETURN NULL;',
                    hash="191abe0f68dd57496d9ca09b86f9d38ee64be4e4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_87a52",
                    table="obligations_keydate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keydate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_keydatehistory" ("about", "agreement_id", "answers_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "schedule_id", "section", "selection", "will_not_happen") VALUES (NEW."about", NEW."agreement_id", NEW."answers_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."rule", NEW."schedule_id", NEW."section", NEW."selection", NEW."will_not_happen"); RETURN NULL;',
                    hash="471b4e0caa2eee322d68ffb982eea58f498455ca",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_44c2f",
                    table="obligations_keydate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="keydate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_keydatehistory" ("about", "agreement_id", "answers_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "schedule_id", "section", "selection", "will_not_happen") VALUES (OLD."about", OLD."agreement_id", OLD."answers_id", OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."rule", OLD."schedule_id", OLD."section", OLD."selection", OLD."will_not_happen"); RETURN NULL;',
                    hash="878677045dc6aa6ab4fdcf8a4ba083d19b8d9193",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8f573",
                    table="obligations_keydate",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="keydate",
            constraint=models.CheckConstraint(
                condition=models.Q(("answers", None), ("kind", "repeating event"), _connector="OR"),
                name="key_date_only_what_repeats_answers",
                violation_error_code="answers",
                violation_error_message="Only a repeating event answers another one by one.",
            ),
        ),
    ]
