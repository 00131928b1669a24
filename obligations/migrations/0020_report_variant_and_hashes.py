"""As what a report was asked for and made, the hash of its data, the head printed in it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0019_calendars_outside"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="report",
            name="audit_head",
            field=models.CharField(
                blank=True,
                help_text="The head of the audit chain that is printed in it.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="data_sha256",
            field=models.CharField(
                blank=True, help_text="Of what it says, in its canonical form.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="made_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not made yet"),
                    ("pdf/ua-1", "PDF/UA-1, tagged for screen readers"),
                    ("pdf/a-3a", "PDF/A-3, for the archive, with its data attached"),
                    ("plain", "PDF without tags for screen readers"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="variant",
            field=models.CharField(
                choices=[
                    ("standard", "Tagged for screen readers; plain where it is very long"),
                    ("tagged", "Tagged for screen readers, however long (PDF/UA-1)"),
                    ("archive", "For the archive, with its data attached (PDF/A-3)"),
                ],
                default="standard",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="audit_head",
            field=models.CharField(
                blank=True,
                help_text="The head of the audit chain that is printed in it.",
                max_length=64,
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="data_sha256",
            field=models.CharField(
                blank=True, help_text="Of what it says, in its canonical form.", max_length=64
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="made_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not made yet"),
                    ("pdf/ua-1", "PDF/UA-1, tagged for screen readers"),
                    ("pdf/a-3a", "PDF/A-3, for the archive, with its data attached"),
                    ("plain", "PDF without tags for screen readers"),
                ],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="variant",
            field=models.CharField(
                choices=[
                    ("standard", "Tagged for screen readers; plain where it is very long"),
                    ("tagged", "Tagged for screen readers, however long (PDF/UA-1)"),
                    ("archive", "For the archive, with its data attached (PDF/A-3)"),
                ],
                default="standard",
                max_length=8,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "audit_head", "beat_at", "closing_id", "covers", "data_sha256", "error", "finished_at", "id", "kind", "made_as", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "scope", "sha256", "size", "stage", "state", "stored_as", "tries", "variant") VALUES (NEW."agreement_id", NEW."as_at_date", NEW."audit_head", NEW."beat_at", NEW."closing_id", NEW."covers", NEW."data_sha256", NEW."error", NEW."finished_at", NEW."id", NEW."kind", NEW."made_as", NEW."pages", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."scope", NEW."sha256", NEW."size", NEW."stage", NEW."state", NEW."stored_as", NEW."tries", NEW."variant"); RETURN NULL;',
                    hash="9d42024482b6f2a4c708230923b8c9d02f3b6b6c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8571d",
                    table="obligations_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_at_date" IS DISTINCT FROM (NEW."as_at_date") OR OLD."audit_head" IS DISTINCT FROM (NEW."audit_head") OR OLD."closing_id" IS DISTINCT FROM (NEW."closing_id") OR OLD."covers" IS DISTINCT FROM (NEW."covers") OR OLD."data_sha256" IS DISTINCT FROM (NEW."data_sha256") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_as" IS DISTINCT FROM (NEW."made_as") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stored_as" IS DISTINCT FROM (NEW."stored_as") OR OLD."tries" IS DISTINCT FROM (NEW."tries") OR OLD."variant" IS DISTINCT FROM (NEW."variant"))',
                    func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "audit_head", "beat_at", "closing_id", "covers", "data_sha256", "error", "finished_at", "id", "kind", "made_as", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "scope", "sha256", "size", "stage", "state", "stored_as", "tries", "variant") VALUES (NEW."agreement_id", NEW."as_at_date", NEW."audit_head", NEW."beat_at", NEW."closing_id", NEW."covers", NEW."data_sha256", NEW."error", NEW."finished_at", NEW."id", NEW."kind", NEW."made_as", NEW."pages", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."scope", NEW."sha256", NEW."size", NEW."stage", NEW."state", NEW."stored_as", NEW."tries", NEW."variant"); RETURN NULL;',
                    hash="6aee864aeed42df6393d305c6a2eee3f01ccde78",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_823c4",
                    table="obligations_report",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "audit_head", "beat_at", "closing_id", "covers", "data_sha256", "error", "finished_at", "id", "kind", "made_as", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "scope", "sha256", "size", "stage", "state", "stored_as", "tries", "variant") VALUES (OLD."agreement_id", OLD."as_at_date", OLD."audit_head", OLD."beat_at", OLD."closing_id", OLD."covers", OLD."data_sha256", OLD."error", OLD."finished_at", OLD."id", OLD."kind", OLD."made_as", OLD."pages", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."progress", OLD."requested_at", OLD."requested_by_id", OLD."scope", OLD."sha256", OLD."size", OLD."stage", OLD."state", OLD."stored_as", OLD."tries", OLD."variant"); RETURN NULL;',
                    hash="5673082d95460aa69c70fa5a341c074ff72d40ed",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_39850",
                    table="obligations_report",
                    when="AFTER",
                ),
            ),
        ),
    ]
