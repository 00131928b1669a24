"""Holdings, consents asked for and given, and the ledger of adjustments; and their walls."""

import importlib

import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

POLICIES = """
ALTER TABLE obligations_adjustment ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_adjustment USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_adjustment.agreement_id
    )
);
ALTER TABLE obligations_affiliation ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_affiliation USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_affiliation.agreement_id
    )
);
ALTER TABLE obligations_consentrequest ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_consentrequest USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_consentrequest.agreement_id
    )
);
ALTER TABLE obligations_consentrule ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_consentrule USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_consentrule.agreement_id
    )
);
ALTER TABLE obligations_holding ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_holding USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_holding.agreement_id
    )
);
ALTER TABLE obligations_consentanswer ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_consentanswer USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_consentrequest request
        WHERE request.id = obligations_consentanswer.request_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_consentanswer;
ALTER TABLE obligations_consentanswer DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_holding;
ALTER TABLE obligations_holding DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_consentrule;
ALTER TABLE obligations_consentrule DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_consentrequest;
ALTER TABLE obligations_consentrequest DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_affiliation;
ALTER TABLE obligations_affiliation DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_adjustment;
ALTER TABLE obligations_adjustment DISABLE ROW LEVEL SECURITY;
"""

# Entries made so far are of occurrences; their agreement is that of the occurrence. The triggers
# that ask for a person and a reason are off at this place.
FILL = """
SET CONSTRAINTS ALL IMMEDIATE;
UPDATE obligations_adjustment SET agreement_id = occurrence.agreement_id
FROM obligations_occurrence occurrence
WHERE occurrence.id = obligations_adjustment.occurrence_id;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_people_have_history"),
        ("obligations", "0009_money"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Affiliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_date",
                    models.DateField(
                        blank=True, help_text="Empty: all along.", null=True, verbose_name="from"
                    ),
                ),
                ("until_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "by_holding_alone",
                    models.BooleanField(
                        default=False, verbose_name="only because of what it holds"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("note", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AffiliationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "from_date",
                    models.DateField(
                        blank=True, help_text="Empty: all along.", null=True, verbose_name="from"
                    ),
                ),
                ("until_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "by_holding_alone",
                    models.BooleanField(
                        default=False, verbose_name="only because of what it holds"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200)),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("note", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No answer"),
                            ("consent", "Consents"),
                            ("refusal", "Refuses"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answered_date",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        help_text="Letter, fax, notice and its number.",
                        max_length=200,
                        verbose_name="by",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="ConsentAnswerHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "answer",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No answer"),
                            ("consent", "Consents"),
                            ("refusal", "Refuses"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "answered_date",
                    models.DateField(blank=True, null=True, verbose_name="answered on"),
                ),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        help_text="Letter, fax, notice and its number.",
                        max_length=200,
                        verbose_name="by",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(blank=True, null=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="Counted from 1 within the agreement."),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("waiver", "Waiver"),
                            ("extension", "Extension"),
                            ("amendment", "Amendment"),
                            ("permission", "Permission for an act"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject", models.CharField(help_text="What the consent is to.", max_length=200)),
                ("new_date", models.DateField(blank=True, null=True, verbose_name="extended to")),
                (
                    "record_date",
                    models.DateField(help_text="On which day's holdings it is counted."),
                ),
                ("asked_date", models.DateField(verbose_name="asked on")),
                (
                    "answer_by_date",
                    models.DateField(blank=True, null=True, verbose_name="answers until"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("given", "Given"),
                            ("not given", "Not given"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_date", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("tally", models.JSONField(blank=True, default=dict)),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
            ],
        ),
        migrations.CreateModel(
            name="ConsentRequestHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "number",
                    models.PositiveIntegerField(help_text="Counted from 1 within the agreement."),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("waiver", "Waiver"),
                            ("extension", "Extension"),
                            ("amendment", "Amendment"),
                            ("permission", "Permission for an act"),
                        ],
                        max_length=12,
                    ),
                ),
                ("subject", models.CharField(help_text="What the consent is to.", max_length=200)),
                ("new_date", models.DateField(blank=True, null=True, verbose_name="extended to")),
                (
                    "record_date",
                    models.DateField(help_text="On which day's holdings it is counted."),
                ),
                ("asked_date", models.DateField(verbose_name="asked on")),
                (
                    "answer_by_date",
                    models.DateField(blank=True, null=True, verbose_name="answers until"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("given", "Given"),
                            ("not given", "Not given"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("closed_date", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("tally", models.JSONField(blank=True, default=dict)),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ConsentRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("section", models.CharField(max_length=120)),
                (
                    "matters",
                    models.JSONField(
                        default=list, help_text="waiver, extension, …", verbose_name="for"
                    ),
                ),
                (
                    "applies_to",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="References, key dates, sections; empty for all.",
                    ),
                ),
                (
                    "persons",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Roles or parties, each of which has to consent.",
                    ),
                ),
                (
                    "threshold",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None: the named persons alone"),
                            ("majority", "A majority"),
                            ("two thirds", "At least two thirds"),
                            ("at least", "At least a percentage"),
                            ("more than", "More than a percentage"),
                            ("each", "Each holder"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True),
                ),
                ("security", models.CharField(blank=True, max_length=120)),
                (
                    "among",
                    models.CharField(
                        choices=[
                            ("outstanding", "All that is outstanding"),
                            ("voting", "What those hold who answer"),
                            ("concerned", "What those hold whom it concerns"),
                        ],
                        default="outstanding",
                        max_length=12,
                    ),
                ),
                ("not_counted", models.JSONField(blank=True, default=list)),
                (
                    "condition",
                    models.TextField(
                        blank=True, help_text="When the clause can be used, in words."
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="ConsentRuleHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=120)),
                ("section", models.CharField(max_length=120)),
                (
                    "matters",
                    models.JSONField(
                        default=list, help_text="waiver, extension, …", verbose_name="for"
                    ),
                ),
                (
                    "applies_to",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="References, key dates, sections; empty for all.",
                    ),
                ),
                (
                    "persons",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Roles or parties, each of which has to consent.",
                    ),
                ),
                (
                    "threshold",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "None: the named persons alone"),
                            ("majority", "A majority"),
                            ("two thirds", "At least two thirds"),
                            ("at least", "At least a percentage"),
                            ("more than", "More than a percentage"),
                            ("each", "Each holder"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "percent",
                    models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True),
                ),
                ("security", models.CharField(blank=True, max_length=120)),
                (
                    "among",
                    models.CharField(
                        choices=[
                            ("outstanding", "All that is outstanding"),
                            ("voting", "What those hold who answer"),
                            ("concerned", "What those hold whom it concerns"),
                        ],
                        default="outstanding",
                        max_length=12,
                    ),
                ),
                ("not_counted", models.JSONField(blank=True, default=list)),
                (
                    "condition",
                    models.TextField(
                        blank=True, help_text="When the clause can be used, in words."
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "security",
                    models.CharField(
                        help_text="As the agreement calls it: Registrable Securities.",
                        max_length=120,
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Empty while unknown.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                ("from_date", models.DateField(verbose_name="from")),
                ("until_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where it stands: a register, a letter and its date.",
                        max_length=200,
                    ),
                ),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("note", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="HoldingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "security",
                    models.CharField(
                        help_text="As the agreement calls it: Registrable Securities.",
                        max_length=120,
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        help_text="Empty while unknown.",
                        max_digits=20,
                        null=True,
                    ),
                ),
                ("from_date", models.DateField(verbose_name="from")),
                ("until_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Where it stands: a register, a letter and its date.",
                        max_length=200,
                    ),
                ),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("note", models.TextField(blank=True)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
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
        pgtrigger.migrations.RemoveTrigger(
            model_name="occurrence",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="occurrence",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="occurrence",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="adjustment",
            name="agreement",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="adjustments",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="by_itself",
            field=models.BooleanField(
                default=False,
                help_text="Then it does not count.",
                verbose_name="caused by the party whose date it is",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="caused_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="counted",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="efforts",
            field=models.CharField(
                blank=True,
                choices=[("", "Not said"), ("used", "Used"), ("not used", "Not used")],
                max_length=10,
                verbose_name="best efforts to end it",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="evidence",
            field=models.CharField(blank=True, help_text="What shows it.", max_length=400),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="first_date",
            field=models.DateField(
                blank=True, help_text="Of a permission.", null=True, verbose_name="from"
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="is_assumed",
            field=models.BooleanField(default=False, verbose_name="assumed"),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="key_date",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjustments",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="last_date",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="lifted_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="lineage",
            field=models.PositiveIntegerField(
                blank=True, help_text="The happening of the span whose days these are.", null=True
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjustments",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="by_itself",
            field=models.BooleanField(
                default=False,
                help_text="Then it does not count.",
                verbose_name="caused by the party whose date it is",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="caused_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="counted",
            field=models.BooleanField(default=True),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="efforts",
            field=models.CharField(
                blank=True,
                choices=[("", "Not said"), ("used", "Used"), ("not used", "Not used")],
                max_length=10,
                verbose_name="best efforts to end it",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="evidence",
            field=models.CharField(blank=True, help_text="What shows it.", max_length=400),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="first_date",
            field=models.DateField(
                blank=True, help_text="Of a permission.", null=True, verbose_name="from"
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="is_assumed",
            field=models.BooleanField(default=False, verbose_name="assumed"),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="key_date",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="last_date",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="lifted_because",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="lineage",
            field=models.PositiveIntegerField(
                blank=True, help_text="The happening of the span whose days these are.", null=True
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="unmoved_date",
            field=models.DateField(
                blank=True,
                help_text="The last day without any agreed or excused day; empty where none moved it.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="occurrencehistory",
            name="unmoved_date",
            field=models.DateField(
                blank=True,
                help_text="The last day without any agreed or excused day; empty where none moved it.",
                null=True,
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="adjustment",
            name="kind",
            field=models.CharField(
                choices=[
                    ("extension", "Extension"),
                    ("postponement", "Delay"),
                    ("suspension", "Suspension"),
                    ("waiver", "Waiver"),
                    ("dispute", "Dispute"),
                    ("not applicable", "Not applicable"),
                    ("amendment", "Amendment"),
                    ("permission", "Permission"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="adjustment",
            name="occurrence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="adjustments",
                to="obligations.occurrence",
            ),
        ),
        migrations.AlterField(
            model_name="adjustmenthistory",
            name="kind",
            field=models.CharField(
                choices=[
                    ("extension", "Extension"),
                    ("postponement", "Delay"),
                    ("suspension", "Suspension"),
                    ("waiver", "Waiver"),
                    ("dispute", "Dispute"),
                    ("not applicable", "Not applicable"),
                    ("amendment", "Amendment"),
                    ("permission", "Permission"),
                ],
                max_length=16,
            ),
        ),
        migrations.AlterField(
            model_name="adjustmenthistory",
            name="occurrence",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.occurrence",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="adjustment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."by_itself", NEW."caused_by", NEW."consent_id", NEW."counted", NEW."document_id", NEW."efforts", NEW."evidence", NEW."first_date", NEW."id", NEW."is_assumed", NEW."key_date_id", NEW."kind", NEW."last_date", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."lineage", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."obligation_id", NEW."occurrence_id", NEW."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="c806dd0207ef1bd3e00f2799b6c413d6bec62900",
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
                    func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."by_itself", NEW."caused_by", NEW."consent_id", NEW."counted", NEW."document_id", NEW."efforts", NEW."evidence", NEW."first_date", NEW."id", NEW."is_assumed", NEW."key_date_id", NEW."kind", NEW."last_date", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."lineage", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."obligation_id", NEW."occurrence_id", NEW."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                    hash="5460a1d042ada17fc2427d51cbdd4d5caab17e92",
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
                    func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."agreed_with", OLD."agreement_id", OLD."by_itself", OLD."caused_by", OLD."consent_id", OLD."counted", OLD."document_id", OLD."efforts", OLD."evidence", OLD."first_date", OLD."id", OLD."is_assumed", OLD."key_date_id", OLD."kind", OLD."last_date", OLD."lifted_at", OLD."lifted_because", OLD."lifted_by_id", OLD."lineage", OLD."made_at", OLD."made_by_id", OLD."new_date", OLD."obligation_id", OLD."occurrence_id", OLD."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                    hash="b3555b9389309a29eb8418cee32b81d5c345182a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_95f14",
                    table="obligations_adjustment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_occurrencehistory" ("act_by_date", "agreement_id", "assignee_id", "awaiting", "calendar_versions", "cautions", "certainty", "computed_at", "decided_date", "done_at", "done_by_id", "done_date", "done_late", "due_at", "due_date", "due_offset", "end_date", "extended_date", "fingerprint", "first_free_date", "grace_date", "grace_ends_at", "id", "key", "kind", "late_at", "latest_fact_date", "obligation_id", "open_date", "opens_at", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "readings", "soon_at", "sort_date", "start_date", "state", "terms_id", "today_at", "turn", "unmoved_date") VALUES (NEW."act_by_date", NEW."agreement_id", NEW."assignee_id", NEW."awaiting", NEW."calendar_versions", NEW."cautions", NEW."certainty", NEW."computed_at", NEW."decided_date", NEW."done_at", NEW."done_by_id", NEW."done_date", NEW."done_late", NEW."due_at", NEW."due_date", NEW."due_offset", NEW."end_date", NEW."extended_date", NEW."fingerprint", NEW."first_free_date", NEW."grace_date", NEW."grace_ends_at", NEW."id", NEW."key", NEW."kind", NEW."late_at", NEW."latest_fact_date", NEW."obligation_id", NEW."open_date", NEW."opens_at", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."phase", NEW."readings", NEW."soon_at", NEW."sort_date", NEW."start_date", NEW."state", NEW."terms_id", NEW."today_at", NEW."turn", NEW."unmoved_date"); RETURN NULL;',
                    hash="8e87d519c5099ebb483cc6d78961a52a7305bb95",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_06d0f",
                    table="obligations_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."act_by_date" IS DISTINCT FROM (NEW."act_by_date") OR OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."assignee_id" IS DISTINCT FROM (NEW."assignee_id") OR OLD."awaiting" IS DISTINCT FROM (NEW."awaiting") OR OLD."cautions" IS DISTINCT FROM (NEW."cautions") OR OLD."certainty" IS DISTINCT FROM (NEW."certainty") OR OLD."decided_date" IS DISTINCT FROM (NEW."decided_date") OR OLD."done_at" IS DISTINCT FROM (NEW."done_at") OR OLD."done_by_id" IS DISTINCT FROM (NEW."done_by_id") OR OLD."done_date" IS DISTINCT FROM (NEW."done_date") OR OLD."done_late" IS DISTINCT FROM (NEW."done_late") OR OLD."due_at" IS DISTINCT FROM (NEW."due_at") OR OLD."due_date" IS DISTINCT FROM (NEW."due_date") OR OLD."due_offset" IS DISTINCT FROM (NEW."due_offset") OR OLD."end_date" IS DISTINCT FROM (NEW."end_date") OR OLD."extended_date" IS DISTINCT FROM (NEW."extended_date") OR OLD."first_free_date" IS DISTINCT FROM (NEW."first_free_date") OR OLD."grace_date" IS DISTINCT FROM (NEW."grace_date") OR OLD."grace_ends_at" IS DISTINCT FROM (NEW."grace_ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."key" IS DISTINCT FROM (NEW."key") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."late_at" IS DISTINCT FROM (NEW."late_at") OR OLD."latest_fact_date" IS DISTINCT FROM (NEW."latest_fact_date") OR OLD."obligation_id" IS DISTINCT FROM (NEW."obligation_id") OR OLD."open_date" IS DISTINCT FROM (NEW."open_date") OR OLD."opens_at" IS DISTINCT FROM (NEW."opens_at") OR OLD."outcome" IS DISTINCT FROM (NEW."outcome") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."phase" IS DISTINCT FROM (NEW."phase") OR OLD."readings" IS DISTINCT FROM (NEW."readings") OR OLD."soon_at" IS DISTINCT FROM (NEW."soon_at") OR OLD."sort_date" IS DISTINCT FROM (NEW."sort_date") OR OLD."start_date" IS DISTINCT FROM (NEW."start_date") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."terms_id" IS DISTINCT FROM (NEW."terms_id") OR OLD."today_at" IS DISTINCT FROM (NEW."today_at") OR OLD."turn" IS DISTINCT FROM (NEW."turn") OR OLD."unmoved_date" IS DISTINCT FROM (NEW."unmoved_date"))',
                    func='INSERT INTO "obligations_occurrencehistory" ("act_by_date", "agreement_id", "assignee_id", "awaiting", "calendar_versions", "cautions", "certainty", "computed_at", "decided_date", "done_at", "done_by_id", "done_date", "done_late", "due_at", "due_date", "due_offset", "end_date", "extended_date", "fingerprint", "first_free_date", "grace_date", "grace_ends_at", "id", "key", "kind", "late_at", "latest_fact_date", "obligation_id", "open_date", "opens_at", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "readings", "soon_at", "sort_date", "start_date", "state", "terms_id", "today_at", "turn", "unmoved_date") VALUES (NEW."act_by_date", NEW."agreement_id", NEW."assignee_id", NEW."awaiting", NEW."calendar_versions", NEW."cautions", NEW."certainty", NEW."computed_at", NEW."decided_date", NEW."done_at", NEW."done_by_id", NEW."done_date", NEW."done_late", NEW."due_at", NEW."due_date", NEW."due_offset", NEW."end_date", NEW."extended_date", NEW."fingerprint", NEW."first_free_date", NEW."grace_date", NEW."grace_ends_at", NEW."id", NEW."key", NEW."kind", NEW."late_at", NEW."latest_fact_date", NEW."obligation_id", NEW."open_date", NEW."opens_at", NEW."outcome", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."phase", NEW."readings", NEW."soon_at", NEW."sort_date", NEW."start_date", NEW."state", NEW."terms_id", NEW."today_at", NEW."turn", NEW."unmoved_date"); RETURN NULL;',
                    hash="867dd4060d1de710bc3f9fb06172c0e52c2c6b20",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_352b1",
                    table="obligations_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_occurrencehistory" ("act_by_date", "agreement_id", "assignee_id", "awaiting", "calendar_versions", "cautions", "certainty", "computed_at", "decided_date", "done_at", "done_by_id", "done_date", "done_late", "due_at", "due_date", "due_offset", "end_date", "extended_date", "fingerprint", "first_free_date", "grace_date", "grace_ends_at", "id", "key", "kind", "late_at", "latest_fact_date", "obligation_id", "open_date", "opens_at", "outcome", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "readings", "soon_at", "sort_date", "start_date", "state", "terms_id", "today_at", "turn", "unmoved_date") VALUES (OLD."act_by_date", OLD."agreement_id", OLD."assignee_id", OLD."awaiting", OLD."calendar_versions", OLD."cautions", OLD."certainty", OLD."computed_at", OLD."decided_date", OLD."done_at", OLD."done_by_id", OLD."done_date", OLD."done_late", OLD."due_at", OLD."due_date", OLD."due_offset", OLD."end_date", OLD."extended_date", OLD."fingerprint", OLD."first_free_date", OLD."grace_date", OLD."grace_ends_at", OLD."id", OLD."key", OLD."kind", OLD."late_at", OLD."latest_fact_date", OLD."obligation_id", OLD."open_date", OLD."opens_at", OLD."outcome", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phase", OLD."readings", OLD."soon_at", OLD."sort_date", OLD."start_date", OLD."state", OLD."terms_id", OLD."today_at", OLD."turn", OLD."unmoved_date"); RETURN NULL;',
                    hash="291db4188cd47c14ec753aaa58aeaf9d52348bfe",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_67799",
                    table="obligations_occurrence",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="affiliate_of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="affiliations",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="affiliation",
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
            model_name="affiliation",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.party",
                verbose_name="affiliate",
            ),
        ),
        migrations.AddField(
            model_name="affiliationhistory",
            name="affiliate_of",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.party",
            ),
        ),
        migrations.AddField(
            model_name="affiliationhistory",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="affiliationhistory",
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
            model_name="affiliationhistory",
            name="party",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.party",
                verbose_name="affiliate",
            ),
        ),
        migrations.AddField(
            model_name="affiliationhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.affiliation",
            ),
        ),
        migrations.AddField(
            model_name="consentanswer",
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
            model_name="consentanswer",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agreements.party"
            ),
        ),
        migrations.AddField(
            model_name="consentanswer",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consentanswerhistory",
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
            model_name="consentanswerhistory",
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
            model_name="consentanswerhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.consentanswer",
            ),
        ),
        migrations.AddField(
            model_name="consentanswerhistory",
            name="recorded_by",
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
        migrations.AddField(
            model_name="consentrequest",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consent_requests",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="consentrequest",
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
            model_name="consentrequest",
            name="key_date",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consent_requests",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="consentrequest",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consent_requests",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="consentrequest",
            name="occurrence",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="consent_requests",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="consentrequest",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consentanswerhistory",
            name="request",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.consentrequest",
            ),
        ),
        migrations.AddField(
            model_name="consentanswer",
            name="request",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="obligations.consentrequest",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="allows",
                to="obligations.consentrequest",
            ),
        ),
        migrations.AddField(
            model_name="adjustmenthistory",
            name="consent",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.consentrequest",
            ),
        ),
        migrations.AddIndex(
            model_name="adjustment",
            index=models.Index(
                fields=["agreement", "made_at", "id"], name="adjustment_by_agreement"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(("agreement__isnull", False)), name="adjustment_of_an_agreement"
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("occurrence__isnull", False),
                    ("key_date__isnull", False),
                    ("obligation__isnull", False),
                    _connector="OR",
                ),
                name="adjustment_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("key_date__isnull", False),
                        ("kind__in", ("postponement", "suspension")),
                        ("lineage__isnull", False),
                    ),
                    models.Q(
                        models.Q(("kind__in", ("postponement", "suspension")), _negated=True),
                        ("lineage__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="adjustment_days_of_a_span",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("lifted_at__isnull", True),
                    ("occurrence__isnull", True),
                    ("lineage__isnull", False),
                ),
                fields=("key_date", "lineage"),
                name="adjustment_once_a_span",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
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
            model_name="consentrequesthistory",
            name="key_date",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
            name="occurrence",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.consentrequest",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
            name="recorded_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consentrule",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="consent_rules",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="consentrequesthistory",
            name="rule",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.consentrule",
            ),
        ),
        migrations.AddField(
            model_name="consentrequest",
            name="rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requests",
                to="obligations.consentrule",
            ),
        ),
        migrations.AddField(
            model_name="consentrulehistory",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="consentrulehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.consentrule",
            ),
        ),
        migrations.AddField(
            model_name="holding",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="holdings",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="holding",
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
            model_name="holding",
            name="party",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.party",
                verbose_name="holder",
            ),
        ),
        migrations.AddField(
            model_name="holdinghistory",
            name="agreement",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="holdinghistory",
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
            model_name="holdinghistory",
            name="party",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.party",
                verbose_name="holder",
            ),
        ),
        migrations.AddField(
            model_name="holdinghistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.holding",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(("party", models.F("affiliate_of")), _negated=True),
                name="affiliation_of_another",
                violation_error_code="affiliate_of",
                violation_error_message="Nobody is their own affiliate.",
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_date__isnull", True),
                    ("from_date__isnull", True),
                    ("until_date__gte", models.F("from_date")),
                    _connector="OR",
                ),
                name="affiliation_in_order",
                violation_error_code="until_date",
                violation_error_message="The last day is before the first.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_affiliationhistory" ("affiliate_of_id", "agreement_id", "by_holding_alone", "document_id", "from_date", "id", "is_assumed", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "until_date") VALUES (NEW."affiliate_of_id", NEW."agreement_id", NEW."by_holding_alone", NEW."document_id", NEW."from_date", NEW."id", NEW."is_assumed", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."source", NEW."until_date"); RETURN NULL;',
                    hash="dd39ac9aaf4f6e45f4b825d133eaef70ded42bb8",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_85783",
                    table="obligations_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_affiliationhistory" ("affiliate_of_id", "agreement_id", "by_holding_alone", "document_id", "from_date", "id", "is_assumed", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "until_date") VALUES (NEW."affiliate_of_id", NEW."agreement_id", NEW."by_holding_alone", NEW."document_id", NEW."from_date", NEW."id", NEW."is_assumed", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."source", NEW."until_date"); RETURN NULL;',
                    hash="d9a6997c05b6a6f42f69e4a5743feed6fac624fa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3db77",
                    table="obligations_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affiliation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_affiliationhistory" ("affiliate_of_id", "agreement_id", "by_holding_alone", "document_id", "from_date", "id", "is_assumed", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "source", "until_date") VALUES (OLD."affiliate_of_id", OLD."agreement_id", OLD."by_holding_alone", OLD."document_id", OLD."from_date", OLD."id", OLD."is_assumed", OLD."note", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."source", OLD."until_date"); RETURN NULL;',
                    hash="50f6098dd717032fed7b35287e767ea4756b5beb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_76663",
                    table="obligations_affiliation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="affiliationhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_affiliationhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="affiliationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c427c030dd4dfad59c2a5f84c98f4d376fac3ff5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c37e1",
                    table="obligations_affiliationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consentanswerhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_consentanswerhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentanswerhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4e1304ab71aa02d06d944a722ff5e0992f25b50f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_9db1b",
                    table="obligations_consentanswerhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consentanswer",
            constraint=models.UniqueConstraint(
                fields=("request", "party"), name="consent_asked_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consentanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_date__isnull", True)),
                    models.Q(
                        models.Q(("answer", ""), _negated=True), ("answered_date__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="consent_answered_on_a_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_consentanswerhistory" ("answer", "answered_date", "document_id", "id", "means", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recorded_at", "recorded_by_id", "request_id") VALUES (NEW."answer", NEW."answered_date", NEW."document_id", NEW."id", NEW."means", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."recorded_at", NEW."recorded_by_id", NEW."request_id"); RETURN NULL;',
                    hash="d537aa98a3c8775295e75ad4b9fb6e1251dc3726",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c055e",
                    table="obligations_consentanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_consentanswerhistory" ("answer", "answered_date", "document_id", "id", "means", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recorded_at", "recorded_by_id", "request_id") VALUES (NEW."answer", NEW."answered_date", NEW."document_id", NEW."id", NEW."means", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."recorded_at", NEW."recorded_by_id", NEW."request_id"); RETURN NULL;',
                    hash="966260d952f86f4f7f4975f7546680e55ce75ebf",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_553c2",
                    table="obligations_consentanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_consentanswerhistory" ("answer", "answered_date", "document_id", "id", "means", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "recorded_at", "recorded_by_id", "request_id") VALUES (OLD."answer", OLD."answered_date", OLD."document_id", OLD."id", OLD."means", OLD."note", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."recorded_at", OLD."recorded_by_id", OLD."request_id"); RETURN NULL;',
                    hash="b644840703c502b6ef623fcfb64a0b76ee5db175",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_082e7",
                    table="obligations_consentanswer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrule",
            constraint=models.UniqueConstraint(
                models.F("agreement"),
                django.db.models.functions.text.Lower("name"),
                name="consent_rule_name_once",
                violation_error_code="name",
                violation_error_message="There is already a consent rule of this name here.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("percent__isnull", True),
                    models.Q(("percent__gt", 0), ("percent__lte", 100)),
                    _connector="OR",
                ),
                name="consent_rule_percent",
                violation_error_code="percent",
                violation_error_message="A percentage is above 0 and at most 100.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_consentrulehistory" ("agreement_id", "among", "applies_to", "condition", "id", "matters", "name", "not_counted", "note", "percent", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "security", "threshold") VALUES (NEW."agreement_id", NEW."among", NEW."applies_to", NEW."condition", NEW."id", NEW."matters", NEW."name", NEW."not_counted", NEW."note", NEW."percent", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."security", NEW."threshold"); RETURN NULL;',
                    hash="fb63dcf0de8ad94c472cd0cb3bea299154e76357",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d7f9e",
                    table="obligations_consentrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_consentrulehistory" ("agreement_id", "among", "applies_to", "condition", "id", "matters", "name", "not_counted", "note", "percent", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "security", "threshold") VALUES (NEW."agreement_id", NEW."among", NEW."applies_to", NEW."condition", NEW."id", NEW."matters", NEW."name", NEW."not_counted", NEW."note", NEW."percent", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."security", NEW."threshold"); RETURN NULL;',
                    hash="e9b6836fa244865c10d176fe3063331d5905915f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ad458",
                    table="obligations_consentrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_consentrulehistory" ("agreement_id", "among", "applies_to", "condition", "id", "matters", "name", "not_counted", "note", "percent", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "security", "threshold") VALUES (OLD."agreement_id", OLD."among", OLD."applies_to", OLD."condition", OLD."id", OLD."matters", OLD."name", OLD."not_counted", OLD."note", OLD."percent", OLD."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section", OLD."security", OLD."threshold"); RETURN NULL;',
                    hash="425ea26a55b51700e2b1b5db710e2a5bf46c4d06",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_10eb4",
                    table="obligations_consentrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequesthistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_consentrequesthistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrequesthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dbf903ff19f05edf4bf825658afeca0e4446037e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b3ae2",
                    table="obligations_consentrequesthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequest",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"), name="consent_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_date__isnull", True), ("state", "open")),
                    models.Q(
                        models.Q(("state", "open"), _negated=True), ("closed_date__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="consent_closed_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("answer_by_date__isnull", True),
                    ("answer_by_date__gte", models.F("asked_date")),
                    _connector="OR",
                ),
                name="consent_answers_after_asking",
                violation_error_code="answer_by_date",
                violation_error_message="Answers cannot end before they are asked for.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_consentrequesthistory" ("agreement_id", "answer_by_date", "asked_date", "closed_date", "document_id", "id", "is_assumed", "key_date_id", "matter", "new_date", "note", "number", "obligation_id", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_date", "recorded_at", "recorded_by_id", "rule_id", "state", "subject", "tally") VALUES (NEW."agreement_id", NEW."answer_by_date", NEW."asked_date", NEW."closed_date", NEW."document_id", NEW."id", NEW."is_assumed", NEW."key_date_id", NEW."matter", NEW."new_date", NEW."note", NEW."number", NEW."obligation_id", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."record_date", NEW."recorded_at", NEW."recorded_by_id", NEW."rule_id", NEW."state", NEW."subject", NEW."tally"); RETURN NULL;',
                    hash="06796592b4bf0233c8d6d3a922d9a3b8c752ad46",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_72ee3",
                    table="obligations_consentrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_consentrequesthistory" ("agreement_id", "answer_by_date", "asked_date", "closed_date", "document_id", "id", "is_assumed", "key_date_id", "matter", "new_date", "note", "number", "obligation_id", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_date", "recorded_at", "recorded_by_id", "rule_id", "state", "subject", "tally") VALUES (NEW."agreement_id", NEW."answer_by_date", NEW."asked_date", NEW."closed_date", NEW."document_id", NEW."id", NEW."is_assumed", NEW."key_date_id", NEW."matter", NEW."new_date", NEW."note", NEW."number", NEW."obligation_id", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."record_date", NEW."recorded_at", NEW."recorded_by_id", NEW."rule_id", NEW."state", NEW."subject", NEW."tally"); RETURN NULL;',
                    hash="2d4d314987edfd8af1aa65e2908012d4b4dcb81b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d3931",
                    table="obligations_consentrequest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrequest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_consentrequesthistory" ("agreement_id", "answer_by_date", "asked_date", "closed_date", "document_id", "id", "is_assumed", "key_date_id", "matter", "new_date", "note", "number", "obligation_id", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "record_date", "recorded_at", "recorded_by_id", "rule_id", "state", "subject", "tally") VALUES (OLD."agreement_id", OLD."answer_by_date", OLD."asked_date", OLD."closed_date", OLD."document_id", OLD."id", OLD."is_assumed", OLD."key_date_id", OLD."matter", OLD."new_date", OLD."note", OLD."number", OLD."obligation_id", OLD."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."record_date", OLD."recorded_at", OLD."recorded_by_id", OLD."rule_id", OLD."state", OLD."subject", OLD."tally"); RETURN NULL;',
                    hash="53684be4bafeba24f9aa128b580e05b4ffa24527",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9c2d",
                    table="obligations_consentrequest",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consentrulehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_consentrulehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrulehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d0632da70c6dfa68d35221d2fd268bbf5acb9afb",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e05ef",
                    table="obligations_consentrulehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.UniqueConstraint(
                fields=("agreement", "party", "security", "from_date"),
                name="holding_once_a_day",
                violation_error_code="from_date",
                violation_error_message="This holder has an entry from that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__isnull", True), ("quantity__gte", 0), _connector="OR"
                ),
                name="holding_not_negative",
                violation_error_code="quantity",
                violation_error_message="Nobody holds less than nothing; enter 0 or more.",
            ),
        ),
        migrations.AddConstraint(
            model_name="holding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until_date__isnull", True),
                    ("until_date__gte", models.F("from_date")),
                    _connector="OR",
                ),
                name="holding_in_order",
                violation_error_code="until_date",
                violation_error_message="The last day is before the first.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holding",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_holdinghistory" ("agreement_id", "document_id", "from_date", "id", "is_assumed", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quantity", "security", "source", "until_date") VALUES (NEW."agreement_id", NEW."document_id", NEW."from_date", NEW."id", NEW."is_assumed", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."quantity", NEW."security", NEW."source", NEW."until_date"); RETURN NULL;',
                    hash="803636aa7a9e8812064d762ddae22c16f8844e40",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_68b38",
                    table="obligations_holding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_holdinghistory" ("agreement_id", "document_id", "from_date", "id", "is_assumed", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quantity", "security", "source", "until_date") VALUES (NEW."agreement_id", NEW."document_id", NEW."from_date", NEW."id", NEW."is_assumed", NEW."note", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."quantity", NEW."security", NEW."source", NEW."until_date"); RETURN NULL;',
                    hash="8895c2c37eae1d50d088d5e667677d9c4556e2cc",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_acd29",
                    table="obligations_holding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_holdinghistory" ("agreement_id", "document_id", "from_date", "id", "is_assumed", "note", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "quantity", "security", "source", "until_date") VALUES (OLD."agreement_id", OLD."document_id", OLD."from_date", OLD."id", OLD."is_assumed", OLD."note", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."quantity", OLD."security", OLD."source", OLD."until_date"); RETURN NULL;',
                    hash="8183c0191abc1adbed43a5287e57c7415de40715",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9acf8",
                    table="obligations_holding",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="holdinghistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_holdinghistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="holdinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5f67e51fac3b76e9151dbe168420709e5f1cb766",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a48e1",
                    table="obligations_holdinghistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
