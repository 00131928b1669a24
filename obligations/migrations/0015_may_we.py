"""Which acts prohibitions forbid, caps of carve-outs, and what was used of them, with its wall."""

import importlib

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

POLICY = """
ALTER TABLE obligations_carveoutuse ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_carveoutuse USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_carveout carve_out
        JOIN obligations_obligation obligation ON obligation.id = carve_out.obligation_id
        JOIN agreements_agreement agreement ON agreement.id = obligation.agreement_id
        WHERE carve_out.id = obligations_carveoutuse.carve_out_id
    )
);
"""

UNDO_POLICY = """
DROP POLICY walls ON obligations_carveoutuse;
ALTER TABLE obligations_carveoutuse DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_people_have_history"),
        ("obligations", "0014_schedules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CarveOutUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[("actual", "Actual"), ("assumed", "Assumed")],
                        default="actual",
                        max_length=8,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("used_date", models.DateField(verbose_name="used on")),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=20)),
            ],
            options={
                "verbose_name": "use of a carve-out",
                "verbose_name_plural": "uses of carve-outs",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CarveOutUseHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "certainty",
                    models.CharField(
                        choices=[("actual", "Actual"), ("assumed", "Assumed")],
                        default="actual",
                        max_length=8,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("entered_at", models.DateTimeField()),
                ("reason", models.TextField(blank=True)),
                ("used_date", models.DateField(verbose_name="used on")),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=20)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="carveout",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="carveout",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="carveout",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="obligation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="obligation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="obligation",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="carveout",
            name="acts",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="carveout",
            name="by_consent",
            field=models.BooleanField(default=False, verbose_name="only by consent"),
        ),
        migrations.AddField(
            model_name="carveout",
            name="cap_each",
            field=models.BooleanField(default=False, verbose_name="each party for itself"),
        ),
        migrations.AddField(
            model_name="carveout",
            name="cap_per",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "In total"),
                    ("transaction", "For each transaction"),
                    ("calendar month", "In each calendar month"),
                    ("calendar quarter", "In each calendar quarter"),
                    ("calendar year", "In each calendar year"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="carveout",
            name="cap_quantity",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="carveout",
            name="cap_unit",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="carveout",
            name="condition",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="carveout",
            name="parties",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="acts",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="by_consent",
            field=models.BooleanField(default=False, verbose_name="only by consent"),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="cap_each",
            field=models.BooleanField(default=False, verbose_name="each party for itself"),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="cap_per",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "In total"),
                    ("transaction", "For each transaction"),
                    ("calendar month", "In each calendar month"),
                    ("calendar quarter", "In each calendar quarter"),
                    ("calendar year", "In each calendar year"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="cap_quantity",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="cap_unit",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="condition",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="carveouthistory",
            name="parties",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="obligation",
            name="acts",
            field=models.JSONField(
                blank=True, default=list, help_text="Of a prohibition: the acts that it forbids."
            ),
        ),
        migrations.AddField(
            model_name="obligationhistory",
            name="acts",
            field=models.JSONField(
                blank=True, default=list, help_text="Of a prohibition: the acts that it forbids."
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveout",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_carveouthistory" ("acts", "by_consent", "cap", "cap_each", "cap_per", "cap_quantity", "cap_unit", "condition", "end_date", "id", "obligation_id", "parties", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "section", "start_date", "summary", "title") VALUES (NEW."acts", NEW."by_consent", NEW."cap", NEW."cap_each", NEW."cap_per", NEW."cap_quantity", NEW."cap_unit", NEW."condition", NEW."end_date", NEW."id", NEW."obligation_id", NEW."parties", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."rule", NEW."section", NEW."start_date", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="ec386a3948a3025c7e88fae8662db5c45eccaf46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_38eef",
                    table="obligations_carveout",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveout",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_carveouthistory" ("acts", "by_consent", "cap", "cap_each", "cap_per", "cap_quantity", "cap_unit", "condition", "end_date", "id", "obligation_id", "parties", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "section", "start_date", "summary", "title") VALUES (NEW."acts", NEW."by_consent", NEW."cap", NEW."cap_each", NEW."cap_per", NEW."cap_quantity", NEW."cap_unit", NEW."condition", NEW."end_date", NEW."id", NEW."obligation_id", NEW."parties", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."rule", NEW."section", NEW."start_date", NEW."summary", NEW."title"); RETURN NULL;',
                    hash="e721d11d1eb9af4274f27aff42fecf7e5d2e9dc5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b899",
                    table="obligations_carveout",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveout",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_carveouthistory" ("acts", "by_consent", "cap", "cap_each", "cap_per", "cap_quantity", "cap_unit", "condition", "end_date", "id", "obligation_id", "parties", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "section", "start_date", "summary", "title") VALUES (OLD."acts", OLD."by_consent", OLD."cap", OLD."cap_each", OLD."cap_per", OLD."cap_quantity", OLD."cap_unit", OLD."condition", OLD."end_date", OLD."id", OLD."obligation_id", OLD."parties", OLD."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."rule", OLD."section", OLD."start_date", OLD."summary", OLD."title"); RETURN NULL;',
                    hash="b2da1b0993dd1c81eb3c569dead0836f0f393d0e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d7bcf",
                    table="obligations_carveout",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_obligationhistory" ("acts", "agreement_id", "confirmed_at", "confirmed_by_id", "deputy_id", "each_obligor", "exercised_by_id", "id", "kind", "leads", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "position", "ref", "responsible_id", "retired_at", "section", "terms_id", "title", "trigger_id") VALUES (NEW."acts", NEW."agreement_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."deputy_id", NEW."each_obligor", NEW."exercised_by_id", NEW."id", NEW."kind", NEW."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."position", NEW."ref", NEW."responsible_id", NEW."retired_at", NEW."section", NEW."terms_id", NEW."title", NEW."trigger_id"); RETURN NULL;',
                    hash="812d550f84bc6d8cde18a0ecaebf15f88560acee",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c3147",
                    table="obligations_obligation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."acts" IS DISTINCT FROM (NEW."acts") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."each_obligor" IS DISTINCT FROM (NEW."each_obligor") OR OLD."exercised_by_id" IS DISTINCT FROM (NEW."exercised_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."leads" IS DISTINCT FROM (NEW."leads") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."responsible_id" IS DISTINCT FROM (NEW."responsible_id") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."trigger_id" IS DISTINCT FROM (NEW."trigger_id"))',
                    func='INSERT INTO "obligations_obligationhistory" ("acts", "agreement_id", "confirmed_at", "confirmed_by_id", "deputy_id", "each_obligor", "exercised_by_id", "id", "kind", "leads", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "position", "ref", "responsible_id", "retired_at", "section", "terms_id", "title", "trigger_id") VALUES (NEW."acts", NEW."agreement_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."deputy_id", NEW."each_obligor", NEW."exercised_by_id", NEW."id", NEW."kind", NEW."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_id", NEW."position", NEW."ref", NEW."responsible_id", NEW."retired_at", NEW."section", NEW."terms_id", NEW."title", NEW."trigger_id"); RETURN NULL;',
                    hash="121f385206c0055acb39aea6f120f44e09693286",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_67dc6",
                    table="obligations_obligation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_obligationhistory" ("acts", "agreement_id", "confirmed_at", "confirmed_by_id", "deputy_id", "each_obligor", "exercised_by_id", "id", "kind", "leads", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "position", "ref", "responsible_id", "retired_at", "section", "terms_id", "title", "trigger_id") VALUES (OLD."acts", OLD."agreement_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."deputy_id", OLD."each_obligor", OLD."exercised_by_id", OLD."id", OLD."kind", OLD."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."position", OLD."ref", OLD."responsible_id", OLD."retired_at", OLD."section", OLD."terms_id", OLD."title", OLD."trigger_id"); RETURN NULL;',
                    hash="d87ccde6726ed96c5605fe51aa7b1c2f8e44e282",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cf486",
                    table="obligations_obligation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="carveout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cap_quantity__isnull", True),
                    models.Q(("cap_unit", ""), _negated=True),
                    _connector="OR",
                ),
                name="carve_out_cap_has_unit",
                violation_error_code="cap_unit",
                violation_error_message="Say of what it is so many: shares, USD.",
            ),
        ),
        migrations.AddConstraint(
            model_name="carveout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("cap_quantity__isnull", True), ("cap_quantity__gt", 0), _connector="OR"
                ),
                name="carve_out_cap_is_something",
                violation_error_code="cap_quantity",
                violation_error_message="A cap is more than nothing; leave it empty for none.",
            ),
        ),
        migrations.AddField(
            model_name="carveoutuse",
            name="carve_out",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="obligations.carveout",
            ),
        ),
        migrations.AddField(
            model_name="carveoutuse",
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
            model_name="carveoutuse",
            name="entered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="carveoutuse",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
            ),
        ),
        migrations.AddField(
            model_name="carveoutuse",
            name="reverses",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversed_by",
                to="obligations.carveoutuse",
            ),
        ),
        migrations.AddField(
            model_name="carveoutusehistory",
            name="carve_out",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.carveout",
            ),
        ),
        migrations.AddField(
            model_name="carveoutusehistory",
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
            model_name="carveoutusehistory",
            name="entered_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="carveoutusehistory",
            name="party",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.party",
            ),
        ),
        migrations.AddField(
            model_name="carveoutusehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.carveoutuse",
            ),
        ),
        migrations.AddField(
            model_name="carveoutusehistory",
            name="reverses",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.carveoutuse",
            ),
        ),
        migrations.AddConstraint(
            model_name="carveoutuse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses__isnull", True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="carveoutuse_reversal_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="carveoutuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gt", 0)),
                name="carve_out_use_is_something",
                violation_error_code="quantity",
                violation_error_message="What was used is more than nothing.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveoutuse",
            trigger=pgtrigger.compiler.Trigger(
                name="carve_out_use_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bd29b63d5667c149546eab018674bfe1874ebc46",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_carve_out_use_kept_4f130",
                    table="obligations_carveoutuse",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveoutuse",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_carveoutusehistory" ("carve_out_id", "certainty", "document_id", "entered_at", "entered_by_id", "id", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "used_date") VALUES (NEW."carve_out_id", NEW."certainty", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."quantity", NEW."reason", NEW."reverses_id", NEW."used_date"); RETURN NULL;',
                    hash="ad60b5cce1f162088725063473bbe31a56513e72",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7e9ab",
                    table="obligations_carveoutuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveoutuse",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_carveoutusehistory" ("carve_out_id", "certainty", "document_id", "entered_at", "entered_by_id", "id", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "used_date") VALUES (NEW."carve_out_id", NEW."certainty", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quantity", NEW."reason", NEW."reverses_id", NEW."used_date"); RETURN NULL;',
                    hash="e0f6acb037bb99c14301d2dee369a027b6ce0f0a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b27c",
                    table="obligations_carveoutuse",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveoutuse",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_carveoutusehistory" ("carve_out_id", "certainty", "document_id", "entered_at", "entered_by_id", "id", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "reverses_id", "used_date") VALUES (OLD."carve_out_id", OLD."certainty", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."note", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quantity", OLD."reason", OLD."reverses_id", OLD."used_date"); RETURN NULL;',
                    hash="7222bf59ea3094d3e68bcbf0232183b691dca7db",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_db551",
                    table="obligations_carveoutuse",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="carveoutusehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_carveoutusehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="carveoutusehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="abcba6601d6720c570ec65853a0815980e836a91",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8b295",
                    table="obligations_carveoutusehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICY, UNDO_POLICY),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
