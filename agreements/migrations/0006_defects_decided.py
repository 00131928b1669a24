"""Who decided a defect of the text, when and why."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_people_have_history"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="defect",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="defect",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="defect",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="defect",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="defect",
            name="decided_because",
            field=models.TextField(blank=True, verbose_name="why"),
        ),
        migrations.AddField(
            model_name="defect",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="defecthistory",
            name="decided_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="defecthistory",
            name="decided_because",
            field=models.TextField(blank=True, verbose_name="why"),
        ),
        migrations.AddField(
            model_name="defecthistory",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defect",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agreements_defecthistory" ("affects", "agreement_id", "decided_at", "decided_because", "decided_by_id", "decision", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "text", "title") VALUES (NEW."affects", NEW."agreement_id", NEW."decided_at", NEW."decided_because", NEW."decided_by_id", NEW."decision", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."text", NEW."title"); RETURN NULL;',
                    hash="314f32372ea2e194986c943831369f7a06e25250",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c2363",
                    table="agreements_defect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defect",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "agreements_defecthistory" ("affects", "agreement_id", "decided_at", "decided_because", "decided_by_id", "decision", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "text", "title") VALUES (NEW."affects", NEW."agreement_id", NEW."decided_at", NEW."decided_because", NEW."decided_by_id", NEW."decision", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."text", NEW."title"); RETURN NULL;',
                    hash="dba15e20e21a6e930a2942cdc6296e446b2cdd26",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52bfb",
                    table="agreements_defect",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defect",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "agreements_defecthistory" ("affects", "agreement_id", "decided_at", "decided_because", "decided_by_id", "decision", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "text", "title") VALUES (OLD."affects", OLD."agreement_id", OLD."decided_at", OLD."decided_because", OLD."decided_by_id", OLD."decision", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section", OLD."text", OLD."title"); RETURN NULL;',
                    hash="5099741707e124441e628cc3eaffdf7096712e25",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c9624",
                    table="agreements_defect",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="defect",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decision", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="defect_decided_by_and_at",
            ),
        ),
    ]
