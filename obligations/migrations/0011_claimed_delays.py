"""A delay can be claimed before counsel allows it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0010_consents"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="adjustment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="adjustment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="adjustment",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="adjustment",
            name="is_claim",
            field=models.BooleanField(
                default=False,
                help_text="Does not count until counsel allows it.",
                verbose_name="only claimed so far",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="is_claim",
            field=models.BooleanField(
                default=False,
                help_text="Does not count until counsel allows it.",
                verbose_name="only claimed so far",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "is_claim", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."by_itself", NEW."caused_by", NEW."consent_id", NEW."counted", NEW."document_id", NEW."efforts", NEW."evidence", NEW."first_date", NEW."id", NEW."is_assumed", NEW."is_claim", NEW."key_date_id", NEW."kind", NEW."last_date", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."lineage", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."obligation_id", NEW."occurrence_id", NEW."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="214c0096bd309b2e27d527fb285f4860d4d5c53f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_305be",
                    table="obligations_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "is_claim", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."by_itself", NEW."caused_by", NEW."consent_id", NEW."counted", NEW."document_id", NEW."efforts", NEW."evidence", NEW."first_date", NEW."id", NEW."is_assumed", NEW."is_claim", NEW."key_date_id", NEW."kind", NEW."last_date", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."lineage", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."obligation_id", NEW."occurrence_id", NEW."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="90eeba1275f1cdc4a6ee68745ec4009a4ab9f170",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_794b6",
                    table="obligations_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "is_claim", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."agreed_with", OLD."agreement_id", OLD."by_itself", OLD."caused_by", OLD."consent_id", OLD."counted", OLD."document_id", OLD."efforts", OLD."evidence", OLD."first_date", OLD."id", OLD."is_assumed", OLD."is_claim", OLD."key_date_id", OLD."kind", OLD."last_date", OLD."lifted_at", OLD."lifted_because", OLD."lifted_by_id", OLD."lineage", OLD."made_at", OLD."made_by_id", OLD."new_date", OLD."obligation_id", OLD."occurrence_id", OLD."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                    hash="382a2de93bfd5eafd450ec9f2c4b8e023ca89248",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_95f14",
                    table="obligations_adjustment",
                    when="AFTER",
                ),
            ),
        ),
    ]
