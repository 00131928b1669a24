"""The checklists of closings, their walls, and a report of them."""

import importlib

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


POLICIES = """
ALTER TABLE obligations_closingitem ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_closingitem USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_obligation obligation
        WHERE obligation.id = obligations_closingitem.obligation_id
    )
);
ALTER TABLE obligations_closingmark ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_closingmark USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_occurrence occurrence
        WHERE occurrence.id = obligations_closingmark.occurrence_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_closingmark;
ALTER TABLE obligations_closingmark DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_closingitem;
ALTER TABLE obligations_closingitem DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0006_defects_decided"),
        ("obligations", "0015_may_we"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClosingItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("certificate", "Certificate"),
                            ("letter", "Letter"),
                            ("opinion", "Opinion"),
                            ("agreement", "Agreement"),
                            ("securities", "Securities"),
                            ("payment", "Payment"),
                            ("filing", "Filing or order"),
                            ("notice", "Notice"),
                            ("fact", "Nothing in writing"),
                        ],
                        default="fact",
                        max_length=12,
                    ),
                ),
                (
                    "signatories",
                    models.CharField(blank=True, max_length=200, verbose_name="signed by"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="ClosingItemHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("original", "Original"),
                            ("certificate", "Certificate"),
                            ("letter", "Letter"),
                            ("opinion", "Opinion"),
                            ("agreement", "Agreement"),
                            ("securities", "Securities"),
                            ("payment", "Payment"),
                            ("filing", "Filing or order"),
                            ("notice", "Notice"),
                            ("fact", "Nothing in writing"),
                        ],
                        default="fact",
                        max_length=12,
                    ),
                ),
                (
                    "signatories",
                    models.CharField(blank=True, max_length=200, verbose_name="signed by"),
                ),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ClosingMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("", "Open"), ("received", "Received"), ("failed", "Failed")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "day",
                    models.DateField(blank=True, null=True, verbose_name="received or failed on"),
                ),
                (
                    "asked",
                    models.CharField(blank=True, max_length=200, verbose_name="who is asked"),
                ),
                ("asked_date", models.DateField(blank=True, null=True, verbose_name="asked on")),
                ("note", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ClosingMarkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[("", "Open"), ("received", "Received"), ("failed", "Failed")],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "day",
                    models.DateField(blank=True, null=True, verbose_name="received or failed on"),
                ),
                (
                    "asked",
                    models.CharField(blank=True, max_length=200, verbose_name="who is asked"),
                ),
                ("asked_date", models.DateField(blank=True, null=True, verbose_name="asked on")),
                ("note", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
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
            name="closing",
            field=models.ForeignKey(
                blank=True,
                help_text="Of a closing checklist: the one closing, empty for all of the agreement.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[("compliance", "Compliance report"), ("closing", "Closing checklist")],
                default="compliance",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="closing",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Of a closing checklist: the one closing, empty for all of the agreement.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="kind",
            field=models.CharField(
                choices=[("compliance", "Compliance report"), ("closing", "Closing checklist")],
                default="compliance",
                max_length=12,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "beat_at", "closing_id", "covers", "error", "finished_at", "id", "kind", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "scope", "sha256", "size", "stage", "state", "stored_as", "tries") VALUES (NEW."agreement_id", NEW."as_at_date", NEW."beat_at", NEW."closing_id", NEW."covers", NEW."error", NEW."finished_at", NEW."id", NEW."kind", NEW."pages", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."scope", NEW."sha256", NEW."size", NEW."stage", NEW."state", NEW."stored_as", NEW."tries"); RETURN NULL;',
                    hash="e249c7b3a33bac6ad9f7c112dffb90ef9bc1f4b3",
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
                    condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_at_date" IS DISTINCT FROM (NEW."as_at_date") OR OLD."closing_id" IS DISTINCT FROM (NEW."closing_id") OR OLD."covers" IS DISTINCT FROM (NEW."covers") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stored_as" IS DISTINCT FROM (NEW."stored_as") OR OLD."tries" IS DISTINCT FROM (NEW."tries"))',
                    func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "beat_at", "closing_id", "covers", "error", "finished_at", "id", "kind", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "scope", "sha256", "size", "stage", "state", "stored_as", "tries") VALUES (NEW."agreement_id", NEW."as_at_date", NEW."beat_at", NEW."closing_id", NEW."covers", NEW."error", NEW."finished_at", NEW."id", NEW."kind", NEW."pages", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."scope", NEW."sha256", NEW."size", NEW."stage", NEW."state", NEW."stored_as", NEW."tries"); RETURN NULL;',
                    hash="b3dc480158faff08ad041b08402e8c80f6c39a49",
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
                    func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "beat_at", "closing_id", "covers", "error", "finished_at", "id", "kind", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "scope", "sha256", "size", "stage", "state", "stored_as", "tries") VALUES (OLD."agreement_id", OLD."as_at_date", OLD."beat_at", OLD."closing_id", OLD."covers", OLD."error", OLD."finished_at", OLD."id", OLD."kind", OLD."pages", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."progress", OLD."requested_at", OLD."requested_by_id", OLD."scope", OLD."sha256", OLD."size", OLD."stage", OLD."state", OLD."stored_as", OLD."tries"); RETURN NULL;',
                    hash="9f3601865ec6ed7c1a8f0ac7b687aeb20fec41cd",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_39850",
                    table="obligations_report",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "closing"), ("scope", "agreement")),
                    models.Q(("closing__isnull", True), ("kind", "compliance")),
                    _connector="OR",
                ),
                name="report_closing_of_agreement",
            ),
        ),
        migrations.AddField(
            model_name="closingitem",
            name="closing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closing_items",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="closingitem",
            name="cut_off",
            field=models.ForeignKey(
                blank=True,
                help_text="The obligation whose date is the cut-off of what is brought.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="closingitem",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closing_items",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="closingitem",
            name="provider",
            field=models.ForeignKey(
                blank=True,
                help_text="Empty where it is the obligor.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="agreements.participation",
                verbose_name="brought by",
            ),
        ),
        migrations.AddField(
            model_name="closingitemhistory",
            name="closing",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="closingitemhistory",
            name="cut_off",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The obligation whose date is the cut-off of what is brought.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="closingitemhistory",
            name="obligation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="closingitemhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.closingitem",
            ),
        ),
        migrations.AddField(
            model_name="closingitemhistory",
            name="provider",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="Empty where it is the obligor.",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.participation",
                verbose_name="brought by",
            ),
        ),
        migrations.AddField(
            model_name="closingmark",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.document",
            ),
        ),
        migrations.AddField(
            model_name="closingmark",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="closingmark",
            name="occurrence",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closing_mark",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="closingmarkhistory",
            name="document",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.document",
            ),
        ),
        migrations.AddField(
            model_name="closingmarkhistory",
            name="made_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="closingmarkhistory",
            name="occurrence",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="closingmarkhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.closingmark",
            ),
        ),
        migrations.AddConstraint(
            model_name="closingitem",
            constraint=models.UniqueConstraint(
                fields=("obligation", "closing"),
                name="closing_item_once",
                violation_error_message="This is on the checklist of that closing already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_closingitemhistory" ("closing_id", "cut_off_id", "form", "id", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "provider_id", "signatories") VALUES (NEW."closing_id", NEW."cut_off_id", NEW."form", NEW."id", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."provider_id", NEW."signatories"); RETURN NULL;',
                    hash="780aeb78eea049c1e3922d5f1b1ced7ac2215eaa",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06bcd",
                    table="obligations_closingitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_closingitemhistory" ("closing_id", "cut_off_id", "form", "id", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "provider_id", "signatories") VALUES (NEW."closing_id", NEW."cut_off_id", NEW."form", NEW."id", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."provider_id", NEW."signatories"); RETURN NULL;',
                    hash="9564acd84313b59d5a380cf2fb7bc48ccdeeb465",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_92a42",
                    table="obligations_closingitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_closingitemhistory" ("closing_id", "cut_off_id", "form", "id", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "provider_id", "signatories") VALUES (OLD."closing_id", OLD."cut_off_id", OLD."form", OLD."id", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."provider_id", OLD."signatories"); RETURN NULL;',
                    hash="e680640f0f72af9597ee457a009e90a50977073e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9d96e",
                    table="obligations_closingitem",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="closingitemhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_closingitemhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingitemhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b63580f16dd921a0d2aafe01962c184f0e86f404",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_682fc",
                    table="obligations_closingitemhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="closingmark",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("day__isnull", True), ("state", "")),
                    models.Q(models.Q(("state", ""), _negated=True), ("day__isnull", False)),
                    _connector="OR",
                ),
                name="closing_mark_state_has_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingmark",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_closingmarkhistory" ("asked", "asked_date", "day", "document_id", "id", "made_at", "made_by_id", "note", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."asked", NEW."asked_date", NEW."day", NEW."document_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."note", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="3034bb46459666b944bee68c9a2cc1c996370069",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_71821",
                    table="obligations_closingmark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingmark",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_closingmarkhistory" ("asked", "asked_date", "day", "document_id", "id", "made_at", "made_by_id", "note", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (NEW."asked", NEW."asked_date", NEW."day", NEW."document_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."note", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."state"); RETURN NULL;',
                    hash="1b10f0af7fd5546dd5ebb256eb2340640ad0421f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ce8c5",
                    table="obligations_closingmark",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingmark",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_closingmarkhistory" ("asked", "asked_date", "day", "document_id", "id", "made_at", "made_by_id", "note", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "state") VALUES (OLD."asked", OLD."asked_date", OLD."day", OLD."document_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."note", OLD."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."state"); RETURN NULL;',
                    hash="0526dc61e0e3de3b837406a11a70f2ec5259b6d2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d4f01",
                    table="obligations_closingmark",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="closingmarkhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_closingmarkhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="closingmarkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a5b3b4d6099806ed6297e99f3104ab0cb977a7c0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_40bdc",
                    table="obligations_closingmarkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
