"""Answers to reminders, absences, and escalations, with their walls."""

import importlib

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


POLICIES = """
ALTER TABLE obligations_acknowledgement ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_acknowledgement USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_occurrence occurrence
        WHERE occurrence.id = obligations_acknowledgement.occurrence_id
    )
);
ALTER TABLE obligations_snooze ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_snooze USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_occurrence occurrence
        WHERE occurrence.id = obligations_snooze.occurrence_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_snooze;
ALTER TABLE obligations_snooze DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_acknowledgement;
ALTER TABLE obligations_acknowledgement DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0017_closing_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_date", models.DateField(verbose_name="first day away")),
                ("last_date", models.DateField(verbose_name="last day away")),
                ("note", models.CharField(blank=True, max_length=200)),
                ("ended_date", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AbsenceHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("first_date", models.DateField(verbose_name="first day away")),
                ("last_date", models.DateField(verbose_name="last day away")),
                ("note", models.CharField(blank=True, max_length=200)),
                ("ended_date", models.DateField(blank=True, null=True)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_date", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("page", "on the page"), ("link", "by the link in the mail")],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("made_date", models.DateField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="AcknowledgementHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("due_date", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("page", "on the page"), ("link", "by the link in the mail")],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=400)),
                ("made_date", models.DateField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_date", models.DateField()),
                ("until", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("page", "on the page"), ("link", "by the link in the mail")],
                        max_length=8,
                    ),
                ),
                ("made_date", models.DateField()),
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SnoozeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("due_date", models.DateField()),
                ("until", models.DateField()),
                (
                    "how",
                    models.CharField(
                        choices=[("page", "on the page"), ("link", "by the link in the mail")],
                        max_length=8,
                    ),
                ),
                ("made_date", models.DateField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
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
        migrations.RemoveConstraint(
            model_name="reminder",
            name="reminder_once",
        ),
        migrations.AddField(
            model_name="reminder",
            name="on_behalf_of",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("lead", "Reminder"),
                    ("wake-up", "Wanted again"),
                    ("escalation", "Escalation"),
                ],
                default="lead",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="reminderpolicy",
            name="escalate_after",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Days without an answer until others are told; 0 for never, empty as usual.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="reminderpolicyhistory",
            name="escalate_after",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Days without an answer until others are told; 0 for never, empty as usual.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("digest", "Daily digest"),
                    ("urgent", "Urgent"),
                    ("moved", "Dates moved"),
                    ("warning", "Warning"),
                    ("test", "Test mail"),
                    ("alert", "Mail that cannot be delivered"),
                    ("escalated", "Not answered by another"),
                ],
                max_length=12,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reminderpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_reminderpolicyhistory" ("escalate_after", "id", "is_default", "leads", "name", "on_the_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_every") VALUES (NEW."escalate_after", NEW."id", NEW."is_default", NEW."leads", NEW."name", NEW."on_the_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."repeat_every"); RETURN NULL;',
                    hash="9cf47c3b37a8c722adcc0c03981506d23306009a",
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
                    func='INSERT INTO "obligations_reminderpolicyhistory" ("escalate_after", "id", "is_default", "leads", "name", "on_the_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_every") VALUES (NEW."escalate_after", NEW."id", NEW."is_default", NEW."leads", NEW."name", NEW."on_the_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."repeat_every"); RETURN NULL;',
                    hash="5a08927384ef240efd0b31d8316bb0dab136ec37",
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
                    func='INSERT INTO "obligations_reminderpolicyhistory" ("escalate_after", "id", "is_default", "leads", "name", "on_the_day", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "repeat_every") VALUES (OLD."escalate_after", OLD."id", OLD."is_default", OLD."leads", OLD."name", OLD."on_the_day", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."repeat_every"); RETURN NULL;',
                    hash="137c5074a6053f699e69f2634f23869799bfd6b7",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aec6c",
                    table="obligations_reminderpolicy",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                fields=("occurrence", "due_date", "lead", "recipient", "purpose"),
                name="reminder_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("purpose", "escalation")),
                fields=("occurrence", "due_date", "recipient"),
                name="reminder_escalated_once",
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="deputy",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="absences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absencehistory",
            name="deputy",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absencehistory",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absencehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.absence",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="occurrence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="acknowledgements",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="acknowledgement",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="acknowledgementhistory",
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
            model_name="acknowledgementhistory",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="acknowledgementhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.acknowledgement",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="occurrence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="snoozes",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="snooze",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="snoozehistory",
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
            model_name="snoozehistory",
            name="person",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="snoozehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.snooze",
            ),
        ),
        migrations.AddIndex(
            model_name="absence",
            index=models.Index(fields=["person", "last_date"], name="absence_by_person"),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_date__gte", models.F("first_date"))),
                name="absence_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("deputy", models.F("person")), _negated=True),
                name="absence_deputy_is_another",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="absence",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_absencehistory" ("deputy_id", "ended_date", "first_date", "id", "last_date", "made_at", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."deputy_id", NEW."ended_date", NEW."first_date", NEW."id", NEW."last_date", NEW."made_at", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="f4ee982ea3743b12ae60b330031c76e3dc3e38bc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_39d5d",
                    table="obligations_absence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="absence",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_absencehistory" ("deputy_id", "ended_date", "first_date", "id", "last_date", "made_at", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."deputy_id", NEW."ended_date", NEW."first_date", NEW."id", NEW."last_date", NEW."made_at", NEW."note", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="95df78ae7fc6c8b77efac3fa296dd799417999aa",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cc6dc",
                    table="obligations_absence",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="absence",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_absencehistory" ("deputy_id", "ended_date", "first_date", "id", "last_date", "made_at", "note", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."deputy_id", OLD."ended_date", OLD."first_date", OLD."id", OLD."last_date", OLD."made_at", OLD."note", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="eb7bd4b0ea96bca9dedd0d0f60864f3eef684e48",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fe6f0",
                    table="obligations_absence",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="absencehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_absencehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="absencehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4429905a9f8ce68ca666954f6e2f1bcd510b90dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7c1e5",
                    table="obligations_absencehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgement",
            constraint=models.UniqueConstraint(
                fields=("occurrence", "due_date", "person"),
                name="acknowledgement_once",
                violation_error_message="You have acknowledged this already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_acknowledgementhistory" ("due_date", "how", "id", "made_at", "made_date", "note", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."due_date", NEW."how", NEW."id", NEW."made_at", NEW."made_date", NEW."note", NEW."occurrence_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="981af01453f566fe504dc03487380dc9d16a50eb",
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
                    func='INSERT INTO "obligations_acknowledgementhistory" ("due_date", "how", "id", "made_at", "made_date", "note", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."due_date", NEW."how", NEW."id", NEW."made_at", NEW."made_date", NEW."note", NEW."occurrence_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="e5cc4e6305add52fdacf091266f55dea6e3d6e41",
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
                    func='INSERT INTO "obligations_acknowledgementhistory" ("due_date", "how", "id", "made_at", "made_date", "note", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."due_date", OLD."how", OLD."id", OLD."made_at", OLD."made_date", OLD."note", OLD."occurrence_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                    hash="792f9d28e253bf81f5578ee51286c2c1fe615896",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_16065",
                    table="obligations_acknowledgement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="acknowledgementhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_acknowledgementhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="acknowledgementhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b4cd14028b4632d0e8575e5f4e4ca013eb88b547",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ec85a",
                    table="obligations_acknowledgementhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="snooze",
            constraint=models.UniqueConstraint(
                fields=("occurrence", "due_date", "person"), name="snooze_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="snooze",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("made_date"))),
                name="snooze_until_a_later_day",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snooze",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_snoozehistory" ("due_date", "how", "id", "made_at", "made_date", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (NEW."due_date", NEW."how", NEW."id", NEW."made_at", NEW."made_date", NEW."occurrence_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."until"); RETURN NULL;',
                    hash="dc0ac56e18bdb51a40c869ab094cb7118c68b2e6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8eeeb",
                    table="obligations_snooze",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snooze",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_snoozehistory" ("due_date", "how", "id", "made_at", "made_date", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (NEW."due_date", NEW."how", NEW."id", NEW."made_at", NEW."made_date", NEW."occurrence_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."until"); RETURN NULL;',
                    hash="6d7fccdd6150dbb0aa667983fcef1af6c9e7a9d7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6fd7c",
                    table="obligations_snooze",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snooze",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_snoozehistory" ("due_date", "how", "id", "made_at", "made_date", "occurrence_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "until") VALUES (OLD."due_date", OLD."how", OLD."id", OLD."made_at", OLD."made_date", OLD."occurrence_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."until"); RETURN NULL;',
                    hash="825859e94d4b0078d33c75653a9144ceb719d23b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_848c6",
                    table="obligations_snooze",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="snoozehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_snoozehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="snoozehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d9be1f64e87c2be8f1718f0ae04566ae09921bf0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_927af",
                    table="obligations_snoozehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
