"""All tables of what is due, with their histories, and the walls around them.

It takes the place of 28 migrations from before the first release (docs/adr/0019). Constraints,
indexes and triggers of a table stand in its CreateModel.
"""

import agreements.models.user
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from agreements.migrations._at_once import AtOnce
from agreements.migrations._walls import EVERYTHING, USER, behind, keep_history, wall

# Numbers of mails, the same for all that send.
SEQUENCE = """
CREATE SEQUENCE obligations_sent_number;
DO $$
BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'longstop_app') THEN
        GRANT USAGE, SELECT, UPDATE ON SEQUENCE obligations_sent_number TO longstop_app;
    END IF;
END
$$;
"""

# What belongs to what, by which column; and how the policy calls it.
BELONGING = {
    ("agreements_agreement", "agreement", "agreement_id"): (
        "adjustment",
        "affiliation",
        "consentrequest",
        "consentrule",
        "holding",
        "notice",
        "occurrence",
        "schedule",
    ),
    ("agreements_agreement", "parent", "agreement_id"): (
        "basefigure",
        "lateinterest",
        "market",
        "payment",
        "paymentterms",
        "sales",
    ),
    ("obligations_occurrence", "occurrence", "occurrence_id"): (
        "acknowledgement",
        "chosenreading",
        "closingmark",
        "snooze",
    ),
    ("obligations_notice", "notice", "notice_id"): ("addresschange", "addressee"),
    ("obligations_consentrequest", "request", "request_id"): ("consentanswer",),
    ("obligations_payment", "parent", "payment_id"): ("allocation",),
    ("obligations_paymentterms", "parent", "terms_id"): (
        "deduction",
        "paymentshare",
        "royaltyreduction",
    ),
    ("obligations_reportschedule", "schedule", "schedule_id"): ("reportrecipient",),
    ("obligations_scenario", "scenario", "scenario_id"): ("scenariostep",),
    ("obligations_schedule", "schedule", "schedule_id"): ("scheduletext",),
    ("obligations_scheduletext", "text", "text_id"): ("schedulerow",),
}

OF_OBLIGATIONS = ("closingitem", "externalrecipient", "following")
OF_AN_OBLIGATION = """EXISTS (
    SELECT FROM obligations_obligation obligation
    JOIN agreements_agreement agreement ON agreement.id = obligation.agreement_id
    WHERE obligation.id = obligations_{table}.obligation_id
)"""
OF_A_CARVE_OUT = """EXISTS (
    SELECT FROM obligations_carveout carve_out
    JOIN obligations_obligation obligation ON obligation.id = carve_out.obligation_id
    JOIN agreements_agreement agreement ON agreement.id = obligation.agreement_id
    WHERE carve_out.id = obligations_carveoutuse.carve_out_id
)"""
# A warning that is about no agreement is no secret: the health address tells it to anybody.
OF_AN_AGREEMENT_OR_NONE = """agreement_id IS NULL OR EXISTS (
    SELECT FROM agreements_agreement agreement
    WHERE agreement.id = obligations_calendarwarning.agreement_id
)"""
# Of an agreement that is not seen, no schedule is seen; nor is any by nobody.
OF_A_REPORT = f"""{USER} IS NOT NULL
AND (
    agreement_id IS NULL
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_reportschedule.agreement_id
    )
)"""
OWN_OR_SHARED = f"""(
    made_by_id = {USER}::bigint OR sharing = 'shared' AND {USER} IS NOT NULL
)"""
# One's own or a shared one, and in either case all of its agreements are seen.
OF_A_SCENARIO = f"""{OWN_OR_SHARED}
AND cardinality(agreements) = (
    SELECT count(*) FROM agreements_agreement agreement
    WHERE agreement.id = ANY(obligations_scenario.agreements)
)"""
# One's own or a shared one, and in either case the agreement or party that it names is seen.
OF_A_VIEW = f"""{OWN_OR_SHARED}
AND (
    filters->>'agreement' IS NULL
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.reference = obligations_savedview.filters->>'agreement'
    )
)
AND (
    filters->>'party' IS NULL
    OR EXISTS (
        SELECT FROM agreements_participation participation
        JOIN agreements_agreement agreement ON agreement.id = participation.agreement_id
        WHERE participation.party_id = (obligations_savedview.filters->>'party')::bigint
    )
)"""

# Shared by all agreements: read by whoever is signed in, written by administrators alone. The
# person at work in a write is the one whom its history rows will name.
CALENDARS = ("obligations_calendar", "obligations_calendarversion", "obligations_calendarday")
ADMINISTERS = """EXISTS (
    SELECT FROM agreements_user person
    WHERE person.id = (
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'person'
    )::bigint
    AND (person.role = 'administrator' AND person.is_active
         OR person.email = 'system@longstop.invalid')
)"""
AROUND_CALENDARS = f"""
ALTER TABLE {{table}} ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON {{table}} FOR SELECT USING ({EVERYTHING} OR {USER} IS NOT NULL);
CREATE POLICY adding ON {{table}} FOR INSERT WITH CHECK ({ADMINISTERS});
CREATE POLICY changing ON {{table}} FOR UPDATE USING ({ADMINISTERS}) WITH CHECK ({ADMINISTERS});
CREATE POLICY removing ON {{table}} FOR DELETE USING ({ADMINISTERS});
"""
UNDO_AROUND_CALENDARS = """
DROP POLICY removing ON {table};
DROP POLICY changing ON {table};
DROP POLICY adding ON {table};
DROP POLICY reading ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


def walls():
    """A wall for each table whose rows not everybody may see or write."""
    for (parent, alias, column), tables in BELONGING.items():
        for table in tables:
            yield behind(f"obligations_{table}", column, parent, alias)
    for table in OF_OBLIGATIONS:
        yield wall(f"obligations_{table}", OF_AN_OBLIGATION.format(table=table))
    yield wall("obligations_carveoutuse", OF_A_CARVE_OUT)
    yield wall("obligations_calendarwarning", OF_AN_AGREEMENT_OR_NONE)
    yield wall("obligations_reportschedule", OF_A_REPORT)
    yield wall("obligations_scenario", OF_A_SCENARIO)
    yield wall("obligations_savedview", OF_A_VIEW)
    yield wall("obligations_defaultview", f"user_id = {USER}::bigint")
    yield wall("obligations_feed", f"owner_id = {USER}::bigint")
    yield wall("obligations_calendarcopy", f"recipient_id = {USER}::bigint")
    for table in CALENDARS:
        yield migrations.RunSQL(
            AROUND_CALENDARS.format(table=table), UNDO_AROUND_CALENDARS.format(table=table)
        )


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("obligations", "0001_initial"),
        ("obligations", "0002_walls"),
        ("obligations", "0003_report_covers"),
        ("obligations", "0004_constraint_sentences"),
        ("obligations", "0005_holding"),
        ("obligations", "0006_notices"),
        ("obligations", "0007_chosen_readings"),
        ("obligations", "0008_calendars"),
        ("obligations", "0009_money"),
        ("obligations", "0010_consents"),
        ("obligations", "0011_claimed_delays"),
        ("obligations", "0012_calendar_warnings_of_none"),
        ("obligations", "0013_scenarios"),
        ("obligations", "0014_schedules"),
        ("obligations", "0015_may_we"),
        ("obligations", "0016_closings"),
        ("obligations", "0017_closing_walls"),
        ("obligations", "0018_answers_to_reminders"),
        ("obligations", "0019_calendars_outside"),
        ("obligations", "0020_report_variant_and_hashes"),
        ("obligations", "0021_report_kinds_and_schedules"),
        ("obligations", "0022_preferences_and_tellings"),
        ("obligations", "0023_what_will_not_happen"),
        ("obligations", "0024_what_can_be_late"),
        ("obligations", "0025_late_acknowledgements"),
        ("obligations", "0026_what_was_given_up"),
        ("obligations", "0027_shared_caps_and_repeated_notices"),
        ("obligations", "0028_recently_sent"),
    ]

    dependencies = [
        ("agreements", "0001_squashed_0007_audit_seals"),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="Absence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="absences",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "deputy",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("first_date", models.DateField(verbose_name="first day away")),
                    ("last_date", models.DateField(verbose_name="last day away")),
                    ("note", models.CharField(blank=True, max_length=200)),
                    ("ended_date", models.DateField(blank=True, null=True)),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["person", "last_date"], name="absence_by_person")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("last_date__gte", models.F("first_date"))),
                            name="absence_in_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("deputy", models.F("person")), _negated=True),
                            name="absence_deputy_is_another",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="AbsenceHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.absence",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "deputy",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("first_date", models.DateField(verbose_name="first day away")),
                    ("last_date", models.DateField(verbose_name="last day away")),
                    ("note", models.CharField(blank=True, max_length=200)),
                    ("ended_date", models.DateField(blank=True, null=True)),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_absencehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="4429905a9f8ce68ca666954f6e2f1bcd510b90dd",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_7c1e5",
                                table="obligations_absencehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Schedule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="schedules",
                            to="agreements.agreement",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("about", models.TextField(blank=True)),
                    (
                        "columns",
                        models.JSONField(
                            default=list,
                            help_text="In order: {name, kind}, the kind text, date, or yes or no.",
                        ),
                    ),
                    (
                        "identified_by",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120), default=list, size=None
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("agreement"),
                            django.db.models.functions.text.Lower("name"),
                            name="schedule_name_unique",
                            violation_error_code="name",
                            violation_error_message="There is already a schedule of this name here.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_schedulehistory" ("about", "agreement_id", "columns", "id", "identified_by", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (NEW."about", NEW."agreement_id", NEW."columns", NEW."id", NEW."identified_by", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section"); RETURN NULL;',
                                hash="62b2032b9b0d9a3e4210ddfe093316099678ead9",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_9ef94",
                                table="obligations_schedule",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_schedulehistory" ("about", "agreement_id", "columns", "id", "identified_by", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (NEW."about", NEW."agreement_id", NEW."columns", NEW."id", NEW."identified_by", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section"); RETURN NULL;',
                                hash="fcd64c514526fcc35ab89612effd20a2917b322f",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_94c1f",
                                table="obligations_schedule",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_schedulehistory" ("about", "agreement_id", "columns", "id", "identified_by", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (OLD."about", OLD."agreement_id", OLD."columns", OLD."id", OLD."identified_by", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section"); RETURN NULL;',
                                hash="703721d5e6ae52dbc120f49fa97baea76a2fff8c",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_4db98",
                                table="obligations_schedule",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScheduleHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.schedule",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("about", models.TextField(blank=True)),
                    (
                        "columns",
                        models.JSONField(
                            default=list,
                            help_text="In order: {name, kind}, the kind text, date, or yes or no.",
                        ),
                    ),
                    (
                        "identified_by",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=120), default=list, size=None
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_schedulehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="24d049674e550576f7885e8b4c9df9e9c1542f85",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_2de2d",
                                table="obligations_schedulehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScheduleText",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "schedule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="texts",
                            to="obligations.schedule",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "counts",
                        models.BooleanField(
                            default=False, help_text="Dates are taken from this text."
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("schedule"),
                            django.db.models.functions.text.Lower("name"),
                            name="schedule_text_name_unique",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("counts", True)),
                            fields=("schedule",),
                            name="schedule_one_text_counts",
                            violation_error_code="counts",
                            violation_error_message="Another text of this schedule counts already.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_scheduletexthistory" ("counts", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "schedule_id") VALUES (NEW."counts", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."schedule_id"); RETURN NULL;',
                                hash="9a500374caa21066d52cedbae5c0e9adc515ed67",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_2c852",
                                table="obligations_scheduletext",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_scheduletexthistory" ("counts", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "schedule_id") VALUES (NEW."counts", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."schedule_id"); RETURN NULL;',
                                hash="b57d417e51ec28feb8e46a20a39670b182c53245",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_1c26f",
                                table="obligations_scheduletext",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_scheduletexthistory" ("counts", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "schedule_id") VALUES (OLD."counts", OLD."id", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."schedule_id"); RETURN NULL;',
                                hash="f3a84fc59f2ba92356ed9170df318d75834d7ec6",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_917a4",
                                table="obligations_scheduletext",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScheduleTextHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.scheduletext",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "schedule",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.schedule",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "counts",
                        models.BooleanField(
                            default=False, help_text="Dates are taken from this text."
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_scheduletexthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="8ca378075277506e0bdd37ba50ea1b17dc061728",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_e322e",
                                table="obligations_scheduletexthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScheduleRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "text",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rows",
                            to="obligations.scheduletext",
                        ),
                    ),
                    ("cells", models.JSONField(default=dict)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_schedulerowhistory" ("cells", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text_id") VALUES (NEW."cells", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."text_id"); RETURN NULL;',
                                hash="1a183286723b639dca6c36f7d10e143915eb6d32",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_534c7",
                                table="obligations_schedulerow",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_schedulerowhistory" ("cells", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text_id") VALUES (NEW."cells", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."text_id"); RETURN NULL;',
                                hash="12e2c658ced710c73180d8901c587208efa37cba",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_ad44a",
                                table="obligations_schedulerow",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_schedulerowhistory" ("cells", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "text_id") VALUES (OLD."cells", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."text_id"); RETURN NULL;',
                                hash="4fed432f630d29d3e61393be636cea2727778496",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_16891",
                                table="obligations_schedulerow",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScheduleRowHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.schedulerow",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "text",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.scheduletext",
                        ),
                    ),
                    ("cells", models.JSONField(default=dict)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_schedulerowhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="4b0563f807643c8fceab3d9e066fce02e9b7d1a8",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3d967",
                                table="obligations_schedulerowhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="KeyDate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="key_dates",
                            to="agreements.agreement",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("event", "Event, happens once"),
                                ("repeating event", "Repeating event"),
                                ("span", "Span, from a day to a day"),
                                ("set", "Set of dates"),
                                ("defined", "Defined by a rule"),
                            ],
                            default="event",
                            max_length=20,
                        ),
                    ),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("about", models.TextField(blank=True)),
                    ("rule", models.CharField(blank=True, max_length=2000)),
                    (
                        "schedule",
                        models.ForeignKey(
                            blank=True,
                            help_text="A set takes its dates from this table.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="key_dates",
                            to="obligations.schedule",
                        ),
                    ),
                    (
                        "selection",
                        models.JSONField(
                            blank=True,
                            default=dict,
                            help_text="Of a set from a table: date column, later column, and where: column, values.",
                        ),
                    ),
                    (
                        "will_not_happen",
                        models.TextField(
                            blank=True,
                            help_text="Why it is known that the event will not happen; empty while it may.",
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("will_not_happen", ""),
                                ("kind__in", ("event", "repeating event")),
                                _connector="OR",
                            ),
                            name="key_date_only_events_fail",
                            violation_error_code="will_not_happen",
                            violation_error_message="Only an event can fail to happen.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("schedule", None), ("kind", "set"), _connector="OR"
                            ),
                            name="key_date_schedule_only_of_a_set",
                            violation_error_code="schedule",
                            violation_error_message="Only a set takes its dates from a schedule.",
                        ),
                        models.UniqueConstraint(
                            models.F("agreement"),
                            django.db.models.functions.text.Lower("name"),
                            name="key_date_name_unique",
                            violation_error_code="name",
                            violation_error_message="There is already a key date of this name here.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind", "defined"), ("rule", ""), _connector="XOR"),
                            name="key_date_rule_only_if_defined",
                            violation_error_code="rule",
                            violation_error_message="A date defined by a rule needs one, and no other has one.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_keydatehistory" ("about", "agreement_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "schedule_id", "section", "selection", "will_not_happen") VALUES (NEW."about", NEW."agreement_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."rule", NEW."schedule_id", NEW."section", NEW."selection", NEW."will_not_happen"); RETURN NULL;',
                                hash="7d5477ccb06bde398eeac42b294de1849d0b5bc8",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_87a52",
                                table="obligations_keydate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_keydatehistory" ("about", "agreement_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "schedule_id", "section", "selection", "will_not_happen") VALUES (NEW."about", NEW."agreement_id", NEW."id", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."rule", NEW."schedule_id", NEW."section", NEW."selection", NEW."will_not_happen"); RETURN NULL;',
                                hash="26b1b2c6ddc38101374871365628922b8db5f763",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_44c2f",
                                table="obligations_keydate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_keydatehistory" ("about", "agreement_id", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "schedule_id", "section", "selection", "will_not_happen") VALUES (OLD."about", OLD."agreement_id", OLD."id", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."rule", OLD."schedule_id", OLD."section", OLD."selection", OLD."will_not_happen"); RETURN NULL;',
                                hash="2a1c45c20a8c2e3b8e65e1d2ade1f5bde80b0fdb",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_8f573",
                                table="obligations_keydate",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="KeyDateHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.keydate",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("event", "Event, happens once"),
                                ("repeating event", "Repeating event"),
                                ("span", "Span, from a day to a day"),
                                ("set", "Set of dates"),
                                ("defined", "Defined by a rule"),
                            ],
                            default="event",
                            max_length=20,
                        ),
                    ),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("about", models.TextField(blank=True)),
                    ("rule", models.CharField(blank=True, max_length=2000)),
                    (
                        "schedule",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="A set takes its dates from this table.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.schedule",
                        ),
                    ),
                    (
                        "selection",
                        models.JSONField(
                            blank=True,
                            default=dict,
                            help_text="Of a set from a table: date column, later column, and where: column, values.",
                        ),
                    ),
                    (
                        "will_not_happen",
                        models.TextField(
                            blank=True,
                            help_text="Why it is known that the event will not happen; empty while it may.",
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_keydatehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="1f6158e67e788e0bee058c03aff349b4d2745eea",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5cede",
                                table="obligations_keydatehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="SetDate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="set_dates",
                            to="obligations.keydate",
                        ),
                    ),
                    ("day", models.DateField(verbose_name="date")),
                    ("label", models.CharField(blank=True, max_length=200)),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_setdatehistory" ("day", "id", "key_date_id", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."day", NEW."id", NEW."key_date_id", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="d09c9cf7152e22f8de8fadc5a6022ab9961012e7",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_89b22",
                                table="obligations_setdate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_setdatehistory" ("day", "id", "key_date_id", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."day", NEW."id", NEW."key_date_id", NEW."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="7fd6bb4f7d12ceff66be7868ff179d3079fdf63a",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_758e7",
                                table="obligations_setdate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_setdatehistory" ("day", "id", "key_date_id", "label", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."day", OLD."id", OLD."key_date_id", OLD."label", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="65b14e43cbf775ea775d3c9160992eba9aa184f8",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_ac769",
                                table="obligations_setdate",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SetDateHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.setdate",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "key_date",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    ("day", models.DateField(verbose_name="date")),
                    ("label", models.CharField(blank=True, max_length=200)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_setdatehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="b052b2d2578cb161a824ea46a784b0a7e9d825a9",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_4b318",
                                table="obligations_setdatehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Happening",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="happenings",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "lineage",
                        models.PositiveIntegerField(
                            help_text="Counted from 1 within the key date."
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("is_current", models.BooleanField(default=True)),
                    ("withdrawn", models.BooleanField(default=False)),
                    ("happened_date", models.DateField(verbose_name="date")),
                    (
                        "until_date",
                        models.DateField(blank=True, null=True, verbose_name="last day"),
                    ),
                    (
                        "happened_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="instant"),
                    ),
                    ("zone", models.CharField(blank=True, max_length=64)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[
                                ("actual", "Actual"),
                                ("assumed", "Assumed"),
                                ("planned", "Planned"),
                            ],
                            default="actual",
                            max_length=10,
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="happenings",
                            to="agreements.document",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("key_date", "lineage", "version"), name="happening_version_once"
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("is_current", True)),
                            fields=("key_date", "lineage"),
                            name="happening_one_current",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until_date__isnull", True),
                                ("until_date__gte", models.F("happened_date")),
                                _connector="OR",
                            ),
                            name="happening_span_in_order",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_happeninghistory" ("certainty", "document_id", "happened_at", "happened_date", "id", "is_current", "key_date_id", "lineage", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_date", "version", "withdrawn", "zone") VALUES (NEW."certainty", NEW."document_id", NEW."happened_at", NEW."happened_date", NEW."id", NEW."is_current", NEW."key_date_id", NEW."lineage", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."until_date", NEW."version", NEW."withdrawn", NEW."zone"); RETURN NULL;',
                                hash="e32abb565c7c6f1b3907feee71e1f7054e9e4c7d",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_5c06a",
                                table="obligations_happening",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_happeninghistory" ("certainty", "document_id", "happened_at", "happened_date", "id", "is_current", "key_date_id", "lineage", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_date", "version", "withdrawn", "zone") VALUES (NEW."certainty", NEW."document_id", NEW."happened_at", NEW."happened_date", NEW."id", NEW."is_current", NEW."key_date_id", NEW."lineage", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."until_date", NEW."version", NEW."withdrawn", NEW."zone"); RETURN NULL;',
                                hash="ad619b31b540f45a028d1ac5a19188a5146fde75",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_4f55b",
                                table="obligations_happening",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_happeninghistory" ("certainty", "document_id", "happened_at", "happened_date", "id", "is_current", "key_date_id", "lineage", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "until_date", "version", "withdrawn", "zone") VALUES (OLD."certainty", OLD."document_id", OLD."happened_at", OLD."happened_date", OLD."id", OLD."is_current", OLD."key_date_id", OLD."lineage", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."recorded_by_id", OLD."until_date", OLD."version", OLD."withdrawn", OLD."zone"); RETURN NULL;',
                                hash="c6916c60db99cc805e835b2ee205061ff4316947",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_f6e31",
                                table="obligations_happening",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HappeningHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.happening",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "key_date",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "lineage",
                        models.PositiveIntegerField(
                            help_text="Counted from 1 within the key date."
                        ),
                    ),
                    ("version", models.PositiveIntegerField(default=1)),
                    ("is_current", models.BooleanField(default=True)),
                    ("withdrawn", models.BooleanField(default=False)),
                    ("happened_date", models.DateField(verbose_name="date")),
                    (
                        "until_date",
                        models.DateField(blank=True, null=True, verbose_name="last day"),
                    ),
                    (
                        "happened_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="instant"),
                    ),
                    ("zone", models.CharField(blank=True, max_length=64)),
                    (
                        "certainty",
                        models.CharField(
                            choices=[
                                ("actual", "Actual"),
                                ("assumed", "Assumed"),
                                ("planned", "Planned"),
                            ],
                            default="actual",
                            max_length=10,
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_happeninghistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="95a04e533b3271b52befcc3d348c1288ea5e207a",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_dbda3",
                                table="obligations_happeninghistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReminderPolicy",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=80, unique=True)),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            help_text="Days before, as 30, 14, 7, 1",
                            size=None,
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                    (
                        "repeat_every",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Days between reminders while overdue; empty for none.",
                            null=True,
                        ),
                    ),
                    (
                        "escalate_after",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Days without an answer until others are told; 0 for never, empty as usual.",
                            null=True,
                        ),
                    ),
                    ("is_default", models.BooleanField(default=False)),
                ],
                options={
                    "verbose_name_plural": "reminder policies",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("is_default", True)),
                            fields=("is_default",),
                            name="reminder_policy_one_default",
                            violation_error_code="is_default",
                            violation_error_message="Another policy is the default; take that from it first.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReminderPolicyHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.reminderpolicy",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=80)),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            help_text="Days before, as 30, 14, 7, 1",
                            size=None,
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                    (
                        "repeat_every",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Days between reminders while overdue; empty for none.",
                            null=True,
                        ),
                    ),
                    (
                        "escalate_after",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Days without an answer until others are told; 0 for never, empty as usual.",
                            null=True,
                        ),
                    ),
                    ("is_default", models.BooleanField(default=False)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_reminderpolicyhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="82da5b83fa60df5564cf02a229b8c1e1c220e301",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_d953c",
                                table="obligations_reminderpolicyhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Obligation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="obligations",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "ref",
                        models.CharField(
                            help_text="Short and unique, as 3(m); rules may say [3(m) due].",
                            max_length=60,
                            verbose_name="reference",
                        ),
                    ),
                    (
                        "section",
                        models.CharField(help_text="As printed: 3(e)(i); IV.1", max_length=120),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("deliverable", "Deliverable"),
                                ("filing", "Filing"),
                                ("effectiveness", "Effectiveness"),
                                ("payment", "Payment"),
                                ("royalty", "Royalty"),
                                ("milestone", "Milestone"),
                                ("notice", "Notice"),
                                ("condition precedent", "Condition precedent"),
                                ("lock-up", "Lock-up"),
                                ("restriction", "Restriction"),
                                ("covenant", "Covenant"),
                                ("option", "Option"),
                                ("right", "Right"),
                                ("termination", "Termination"),
                                ("survival", "Survival"),
                                ("record keeping", "Record keeping"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    (
                        "trigger",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="triggered",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "exercised_by",
                        models.ForeignKey(
                            blank=True,
                            help_text="For a right: the notice that makes use of it.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="exercises",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "acts",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="Of a prohibition: the acts that it forbids.",
                        ),
                    ),
                    (
                        "each_obligor",
                        models.BooleanField(
                            default=False,
                            help_text="The duty is each obligor's own: an occurrence for each.",
                        ),
                    ),
                    (
                        "responsible",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "deputy",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "policy",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="obligations.reminderpolicy",
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            help_text="Days before the date, as 90, 30, 7; empty for the policy's.",
                            null=True,
                            size=None,
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="obligations.terms",
                        ),
                    ),
                    (
                        "confirmed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "retired_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="When a changed agreement file no longer had it.",
                            null=True,
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("agreement"),
                            django.db.models.functions.text.Lower("ref"),
                            name="obligation_ref_unique",
                            violation_error_code="ref",
                            violation_error_message="There is already an obligation with this reference here.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("confirmed_at__isnull", True), ("confirmed_by__isnull", True)
                                ),
                                models.Q(
                                    ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="obligation_confirmed_by_and_at",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ObligationHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.obligation",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "ref",
                        models.CharField(
                            help_text="Short and unique, as 3(m); rules may say [3(m) due].",
                            max_length=60,
                            verbose_name="reference",
                        ),
                    ),
                    (
                        "section",
                        models.CharField(help_text="As printed: 3(e)(i); IV.1", max_length=120),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("deliverable", "Deliverable"),
                                ("filing", "Filing"),
                                ("effectiveness", "Effectiveness"),
                                ("payment", "Payment"),
                                ("royalty", "Royalty"),
                                ("milestone", "Milestone"),
                                ("notice", "Notice"),
                                ("condition precedent", "Condition precedent"),
                                ("lock-up", "Lock-up"),
                                ("restriction", "Restriction"),
                                ("covenant", "Covenant"),
                                ("option", "Option"),
                                ("right", "Right"),
                                ("termination", "Termination"),
                                ("survival", "Survival"),
                                ("record keeping", "Record keeping"),
                            ],
                            max_length=24,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    (
                        "trigger",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "exercised_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="For a right: the notice that makes use of it.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "acts",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="Of a prohibition: the acts that it forbids.",
                        ),
                    ),
                    (
                        "each_obligor",
                        models.BooleanField(
                            default=False,
                            help_text="The duty is each obligor's own: an occurrence for each.",
                        ),
                    ),
                    (
                        "responsible",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "deputy",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "policy",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.reminderpolicy",
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            help_text="Days before the date, as 90, 30, 7; empty for the policy's.",
                            null=True,
                            size=None,
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.terms",
                        ),
                    ),
                    (
                        "confirmed_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "retired_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="When a changed agreement file no longer had it.",
                            null=True,
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_obligationhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="161bb98b6bef3545e510db312a336376fc3d76d4",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_6f951",
                                table="obligations_obligationhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ObligationParty",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sides",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sides",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("obligor", "Obligor"), ("obligee", "Obligee")], max_length=8
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "obligation parties",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("obligation", "participation", "side"),
                            name="obligation_party_once",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_obligationpartyhistory" ("id", "obligation_id", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side") VALUES (NEW."id", NEW."obligation_id", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."side"); RETURN NULL;',
                                hash="a47f030cc5bcc8acfe5c0d4011be851658538fbe",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_26ff4",
                                table="obligations_obligationparty",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_obligationpartyhistory" ("id", "obligation_id", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side") VALUES (NEW."id", NEW."obligation_id", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."side"); RETURN NULL;',
                                hash="d3e8f367ad43d58d2515fb76d312e21019f08487",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_62912",
                                table="obligations_obligationparty",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_obligationpartyhistory" ("id", "obligation_id", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side") VALUES (OLD."id", OLD."obligation_id", OLD."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."side"); RETURN NULL;',
                                hash="85b3197fe4e37d390d7ee5144b4550768f935bfa",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_9dbfa",
                                table="obligations_obligationparty",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ObligationPartyHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.obligationparty",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            choices=[("obligor", "Obligor"), ("obligee", "Obligee")], max_length=8
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_obligationpartyhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="a30b609a2c9862fe49250f4603a5dd0d74a1164d",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_7c174",
                                table="obligations_obligationpartyhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Terms",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="versions",
                            to="obligations.obligation",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("rule", models.CharField(blank=True, max_length=2000)),
                    ("summary", models.TextField(blank=True)),
                    ("condition", models.TextField(blank=True)),
                    ("consequence", models.TextField(blank=True)),
                    ("amount", models.CharField(blank=True, max_length=200)),
                    ("effective_date", models.DateField(blank=True, null=True)),
                    (
                        "amendment",
                        models.CharField(
                            blank=True,
                            help_text="The amendment that made it; empty for a correction.",
                            max_length=200,
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "verbose_name_plural": "terms",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("obligation", "number"), name="terms_number_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_termshistory" ("amendment", "amount", "condition", "consequence", "effective_date", "id", "made_at", "made_by_id", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "summary") VALUES (NEW."amendment", NEW."amount", NEW."condition", NEW."consequence", NEW."effective_date", NEW."id", NEW."made_at", NEW."made_by_id", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rule", NEW."summary"); RETURN NULL;',
                                hash="cb937d493ebb57c014c6dd01b3789e9ce105684d",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_29dd0",
                                table="obligations_terms",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_termshistory" ("amendment", "amount", "condition", "consequence", "effective_date", "id", "made_at", "made_by_id", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "summary") VALUES (NEW."amendment", NEW."amount", NEW."condition", NEW."consequence", NEW."effective_date", NEW."id", NEW."made_at", NEW."made_by_id", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rule", NEW."summary"); RETURN NULL;',
                                hash="73c55c4bfffb732544a3b0bdacafeee8a5d55dfa",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_406b1",
                                table="obligations_terms",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_termshistory" ("amendment", "amount", "condition", "consequence", "effective_date", "id", "made_at", "made_by_id", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "summary") VALUES (OLD."amendment", OLD."amount", OLD."condition", OLD."consequence", OLD."effective_date", OLD."id", OLD."made_at", OLD."made_by_id", OLD."number", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rule", OLD."summary"); RETURN NULL;',
                                hash="872b02d0dec91ea649abc228f8423bce87093213",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_6f8c7",
                                table="obligations_terms",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TermsHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.terms",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    ("number", models.PositiveIntegerField()),
                    ("rule", models.CharField(blank=True, max_length=2000)),
                    ("summary", models.TextField(blank=True)),
                    ("condition", models.TextField(blank=True)),
                    ("consequence", models.TextField(blank=True)),
                    ("amount", models.CharField(blank=True, max_length=200)),
                    ("effective_date", models.DateField(blank=True, null=True)),
                    (
                        "amendment",
                        models.CharField(
                            blank=True,
                            help_text="The amendment that made it; empty for a correction.",
                            max_length=200,
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_termshistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="1d0044fa7dd650e79be628d53de0627fa35cc8c7",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_45265",
                                table="obligations_termshistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CarveOut",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="carve_outs",
                            to="obligations.obligation",
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("summary", models.TextField(blank=True)),
                    ("persons", models.CharField(blank=True, max_length=200)),
                    ("rule", models.CharField(blank=True, max_length=2000)),
                    ("cap", models.CharField(blank=True, max_length=200)),
                    ("acts", models.JSONField(blank=True, default=list)),
                    ("parties", models.JSONField(blank=True, default=list)),
                    ("condition", models.TextField(blank=True)),
                    (
                        "by_consent",
                        models.BooleanField(default=False, verbose_name="only by consent"),
                    ),
                    (
                        "cap_quantity",
                        models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
                    ),
                    ("cap_unit", models.CharField(blank=True, max_length=40)),
                    (
                        "cap_per",
                        models.CharField(
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
                    (
                        "cap_each",
                        models.BooleanField(default=False, verbose_name="each party for itself"),
                    ),
                    (
                        "cap_name",
                        models.CharField(
                            blank=True,
                            help_text="Carve-outs of the agreement whose caps have the same name share one cap.",
                            max_length=120,
                            verbose_name="the cap is called",
                        ),
                    ),
                    ("start_date", models.DateField(blank=True, null=True)),
                    ("end_date", models.DateField(blank=True, null=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("cap_quantity__isnull", True),
                                models.Q(("cap_unit", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="carve_out_cap_has_unit",
                            violation_error_code="cap_unit",
                            violation_error_message="Say of what it is so many: shares, USD.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("cap_quantity__isnull", True),
                                ("cap_quantity__gt", 0),
                                _connector="OR",
                            ),
                            name="carve_out_cap_is_something",
                            violation_error_code="cap_quantity",
                            violation_error_message="A cap is more than nothing; leave it empty for none.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_carveouthistory" ("acts", "by_consent", "cap", "cap_each", "cap_name", "cap_per", "cap_quantity", "cap_unit", "condition", "end_date", "id", "obligation_id", "parties", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "section", "start_date", "summary", "title") VALUES (NEW."acts", NEW."by_consent", NEW."cap", NEW."cap_each", NEW."cap_name", NEW."cap_per", NEW."cap_quantity", NEW."cap_unit", NEW."condition", NEW."end_date", NEW."id", NEW."obligation_id", NEW."parties", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."rule", NEW."section", NEW."start_date", NEW."summary", NEW."title"); RETURN NULL;',
                                hash="13649ea91c821690193207059c3d22a18dcaa1c0",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_38eef",
                                table="obligations_carveout",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_carveouthistory" ("acts", "by_consent", "cap", "cap_each", "cap_name", "cap_per", "cap_quantity", "cap_unit", "condition", "end_date", "id", "obligation_id", "parties", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "section", "start_date", "summary", "title") VALUES (NEW."acts", NEW."by_consent", NEW."cap", NEW."cap_each", NEW."cap_name", NEW."cap_per", NEW."cap_quantity", NEW."cap_unit", NEW."condition", NEW."end_date", NEW."id", NEW."obligation_id", NEW."parties", NEW."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."rule", NEW."section", NEW."start_date", NEW."summary", NEW."title"); RETURN NULL;',
                                hash="853f8a0de109400c49dab35cca4a8f6d6b9c2c73",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_0b899",
                                table="obligations_carveout",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_carveouthistory" ("acts", "by_consent", "cap", "cap_each", "cap_name", "cap_per", "cap_quantity", "cap_unit", "condition", "end_date", "id", "obligation_id", "parties", "persons", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rule", "section", "start_date", "summary", "title") VALUES (OLD."acts", OLD."by_consent", OLD."cap", OLD."cap_each", OLD."cap_name", OLD."cap_per", OLD."cap_quantity", OLD."cap_unit", OLD."condition", OLD."end_date", OLD."id", OLD."obligation_id", OLD."parties", OLD."persons", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."rule", OLD."section", OLD."start_date", OLD."summary", OLD."title"); RETURN NULL;',
                                hash="ddf1d5c0f6b8208aaf5b73670cd1bf664a46fd18",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_d7bcf",
                                table="obligations_carveout",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CarveOutHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.carveout",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("summary", models.TextField(blank=True)),
                    ("persons", models.CharField(blank=True, max_length=200)),
                    ("rule", models.CharField(blank=True, max_length=2000)),
                    ("cap", models.CharField(blank=True, max_length=200)),
                    ("acts", models.JSONField(blank=True, default=list)),
                    ("parties", models.JSONField(blank=True, default=list)),
                    ("condition", models.TextField(blank=True)),
                    (
                        "by_consent",
                        models.BooleanField(default=False, verbose_name="only by consent"),
                    ),
                    (
                        "cap_quantity",
                        models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
                    ),
                    ("cap_unit", models.CharField(blank=True, max_length=40)),
                    (
                        "cap_per",
                        models.CharField(
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
                    (
                        "cap_each",
                        models.BooleanField(default=False, verbose_name="each party for itself"),
                    ),
                    (
                        "cap_name",
                        models.CharField(
                            blank=True,
                            help_text="Carve-outs of the agreement whose caps have the same name share one cap.",
                            max_length=120,
                            verbose_name="the cap is called",
                        ),
                    ),
                    ("start_date", models.DateField(blank=True, null=True)),
                    ("end_date", models.DateField(blank=True, null=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_carveouthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="f46f3081ea0b9deb942affee137f0eaaeeb39656",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_d4c1d",
                                table="obligations_carveouthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Occurrence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="occurrences",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="occurrences",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="obligations.terms",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("key", models.CharField(max_length=200, unique=True)),
                    (
                        "turn",
                        models.CharField(
                            blank=True, help_text="The key within the obligation.", max_length=120
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    ("state", models.CharField(max_length=12)),
                    (
                        "phase",
                        models.CharField(
                            choices=[
                                ("awaiting", "awaiting"),
                                ("live", "live"),
                                ("done", "done"),
                                ("waived", "waived"),
                                ("not applicable", "not applicable"),
                                ("disputed", "disputed"),
                                ("withdrawn", "withdrawn"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("certainty", models.CharField(default="actual", max_length=10)),
                    (
                        "latest_fact_date",
                        models.DateField(
                            blank=True,
                            help_text="The latest happening that it rests on.",
                            null=True,
                        ),
                    ),
                    ("open_date", models.DateField(blank=True, null=True)),
                    ("due_date", models.DateField(blank=True, null=True)),
                    ("start_date", models.DateField(blank=True, null=True)),
                    ("end_date", models.DateField(blank=True, null=True)),
                    ("act_by_date", models.DateField(blank=True, null=True)),
                    ("grace_date", models.DateField(blank=True, null=True)),
                    ("first_free_date", models.DateField(blank=True, null=True)),
                    ("due_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "due_offset",
                        models.SmallIntegerField(
                            blank=True,
                            help_text="Minutes from UTC in which due_at is written.",
                            null=True,
                        ),
                    ),
                    ("extended_date", models.DateField(blank=True, null=True)),
                    (
                        "unmoved_date",
                        models.DateField(
                            blank=True,
                            help_text="The last day without any agreed or excused day; empty where none moved it.",
                            null=True,
                        ),
                    ),
                    ("sort_date", models.DateField()),
                    ("opens_at", models.DateTimeField(blank=True, null=True)),
                    ("soon_at", models.DateTimeField(blank=True, null=True)),
                    ("today_at", models.DateTimeField(blank=True, null=True)),
                    ("late_at", models.DateTimeField(blank=True, null=True)),
                    ("grace_ends_at", models.DateTimeField(blank=True, null=True)),
                    ("readings", models.JSONField(blank=True, default=list)),
                    ("awaiting", models.JSONField(blank=True, default=list)),
                    ("cautions", models.JSONField(blank=True, default=list)),
                    ("steps", models.JSONField(blank=True, default=list)),
                    ("calendar_versions", models.JSONField(blank=True, default=dict)),
                    (
                        "fingerprint",
                        models.CharField(help_text="Of all that was computed.", max_length=32),
                    ),
                    ("computed_at", models.DateTimeField()),
                    ("sequence", models.PositiveIntegerField(db_default=0, default=0)),
                    ("changed_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "assignee",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_date",
                        models.DateField(
                            blank=True,
                            help_text="When it was waived, disputed or set aside.",
                            null=True,
                        ),
                    ),
                    ("done_date", models.DateField(blank=True, null=True)),
                    (
                        "done_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "done_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="entered at"),
                    ),
                    ("done_late", models.BooleanField(default=False)),
                    ("outcome", models.TextField(blank=True)),
                ],
                options={
                    "indexes": [
                        models.Index(fields=["sort_date", "id"], name="occurrence_by_date"),
                        models.Index(
                            condition=models.Q(("phase", "live")),
                            fields=["sort_date", "id"],
                            name="occurrence_live_by_date",
                        ),
                        models.Index(
                            condition=models.Q(
                                ("phase", "live"),
                                models.Q(
                                    ("due_date__isnull", False),
                                    ("extended_date__isnull", False),
                                    _connector="OR",
                                ),
                            ),
                            fields=["sort_date", "id"],
                            name="occurrence_to_be_done",
                        ),
                        models.Index(
                            fields=["agreement", "sort_date", "id"], name="occurrence_by_agreement"
                        ),
                        models.Index(
                            fields=["obligation", "sort_date", "id"],
                            name="occurrence_by_obligation",
                        ),
                        models.Index(
                            fields=["phase", "sort_date", "id"], name="occurrence_by_phase"
                        ),
                        models.Index(fields=["kind", "sort_date", "id"], name="occurrence_by_kind"),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("done_at__isnull", False),
                                    ("done_by__isnull", False),
                                    ("done_date__isnull", False),
                                    ("phase", "done"),
                                ),
                                models.Q(
                                    models.Q(("phase", "done"), _negated=True),
                                    ("done_at__isnull", True),
                                    ("done_by__isnull", True),
                                    ("done_date__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="occurrence_done_when_by_and_at",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="sequence",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN ((OLD.due_date) IS DISTINCT FROM (NEW.due_date) OR (OLD.due_at) IS DISTINCT FROM (NEW.due_at) OR (OLD.start_date) IS DISTINCT FROM (NEW.start_date) OR (OLD.end_date) IS DISTINCT FROM (NEW.end_date) OR (OLD.act_by_date) IS DISTINCT FROM (NEW.act_by_date) OR (OLD.extended_date) IS DISTINCT FROM (NEW.extended_date) OR (OLD.phase IN ('withdrawn', 'waived', 'not applicable')) IS DISTINCT FROM (NEW.phase IN ('withdrawn', 'waived', 'not applicable')))",
                                func="NEW.sequence = OLD.sequence + 1; NEW.changed_at = now(); RETURN NEW;",
                                hash="6dbe62beffa61ddb7af5b35d86f7186011e69117",
                                operation="UPDATE",
                                pgid="pgtrigger_sequence_9fea0",
                                table="obligations_occurrence",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="OccurrenceHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.terms",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("key", models.CharField(max_length=200)),
                    (
                        "turn",
                        models.CharField(
                            blank=True, help_text="The key within the obligation.", max_length=120
                        ),
                    ),
                    ("kind", models.CharField(max_length=24)),
                    ("state", models.CharField(max_length=12)),
                    (
                        "phase",
                        models.CharField(
                            choices=[
                                ("awaiting", "awaiting"),
                                ("live", "live"),
                                ("done", "done"),
                                ("waived", "waived"),
                                ("not applicable", "not applicable"),
                                ("disputed", "disputed"),
                                ("withdrawn", "withdrawn"),
                            ],
                            max_length=16,
                        ),
                    ),
                    ("certainty", models.CharField(default="actual", max_length=10)),
                    (
                        "latest_fact_date",
                        models.DateField(
                            blank=True,
                            help_text="The latest happening that it rests on.",
                            null=True,
                        ),
                    ),
                    ("open_date", models.DateField(blank=True, null=True)),
                    ("due_date", models.DateField(blank=True, null=True)),
                    ("start_date", models.DateField(blank=True, null=True)),
                    ("end_date", models.DateField(blank=True, null=True)),
                    ("act_by_date", models.DateField(blank=True, null=True)),
                    ("grace_date", models.DateField(blank=True, null=True)),
                    ("first_free_date", models.DateField(blank=True, null=True)),
                    ("due_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "due_offset",
                        models.SmallIntegerField(
                            blank=True,
                            help_text="Minutes from UTC in which due_at is written.",
                            null=True,
                        ),
                    ),
                    ("extended_date", models.DateField(blank=True, null=True)),
                    (
                        "unmoved_date",
                        models.DateField(
                            blank=True,
                            help_text="The last day without any agreed or excused day; empty where none moved it.",
                            null=True,
                        ),
                    ),
                    ("sort_date", models.DateField()),
                    ("opens_at", models.DateTimeField(blank=True, null=True)),
                    ("soon_at", models.DateTimeField(blank=True, null=True)),
                    ("today_at", models.DateTimeField(blank=True, null=True)),
                    ("late_at", models.DateTimeField(blank=True, null=True)),
                    ("grace_ends_at", models.DateTimeField(blank=True, null=True)),
                    ("readings", models.JSONField(blank=True, default=list)),
                    ("awaiting", models.JSONField(blank=True, default=list)),
                    ("cautions", models.JSONField(blank=True, default=list)),
                    ("calendar_versions", models.JSONField(blank=True, default=dict)),
                    (
                        "fingerprint",
                        models.CharField(help_text="Of all that was computed.", max_length=32),
                    ),
                    ("computed_at", models.DateTimeField()),
                    (
                        "assignee",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "decided_date",
                        models.DateField(
                            blank=True,
                            help_text="When it was waived, disputed or set aside.",
                            null=True,
                        ),
                    ),
                    ("done_date", models.DateField(blank=True, null=True)),
                    (
                        "done_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "done_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="entered at"),
                    ),
                    ("done_late", models.BooleanField(default=False)),
                    ("outcome", models.TextField(blank=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_occurrencehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="e1c2c3e6c70ac5398f859d6ec67217c3ffb52ebd",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3d12e",
                                table="obligations_occurrencehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Evidence",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="evidence",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="evidence_for",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "evidence",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("occurrence", "document"), name="evidence_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_evidencehistory" ("document_id", "id", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."document_id", NEW."id", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="3af5385c0ee7daa6f1a8dc08e44d6b0a16b619d6",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_d9c94",
                                table="obligations_evidence",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_evidencehistory" ("document_id", "id", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."document_id", NEW."id", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="38be73c3f77a2d4dba7437362c0392050d3d3e54",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e156a",
                                table="obligations_evidence",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_evidencehistory" ("document_id", "id", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."document_id", OLD."id", OLD."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="fe3d20da718819ef7c1f6059e33d86527111ab57",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_c15a7",
                                table="obligations_evidence",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EvidenceHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.evidence",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_evidencehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="0ce738214a1260eb32a8bea1f70038005633e962",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_383a7",
                                table="obligations_evidencehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Comment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="comments",
                            to="obligations.obligation",
                        ),
                    ),
                    ("text", models.TextField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_commenthistory" ("id", "made_at", "made_by_id", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", NEW."made_at", NEW."made_by_id", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;',
                                hash="1c6087704a2a74e5a11e29380d437cca9e3e748a",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_d91da",
                                table="obligations_comment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_commenthistory" ("id", "made_at", "made_by_id", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."id", NEW."made_at", NEW."made_by_id", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;',
                                hash="6ad57e2584a991ca256a2d17ed7a6abd59250bd8",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_16e8a",
                                table="obligations_comment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_commenthistory" ("id", "made_at", "made_by_id", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."id", OLD."made_at", OLD."made_by_id", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;',
                                hash="0a1410e7f35b00f0185f40a85939c11d709f7d82",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_ef92b",
                                table="obligations_comment",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CommentHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.comment",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    ("text", models.TextField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_commenthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="e7107b521c6de0d46e042fa3179da5fa6d3c3abb",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_2f9d7",
                                table="obligations_commenthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DateMove",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="moves",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("old_date", models.DateField(blank=True, null=True)),
                    ("new_date", models.DateField(blank=True, null=True)),
                    ("because", models.CharField(max_length=400)),
                    (
                        "moved_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("moved_at", models.DateTimeField()),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_datemovehistory" ("because", "id", "moved_at", "moved_by_id", "new_date", "occurrence_id", "old_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."because", NEW."id", NEW."moved_at", NEW."moved_by_id", NEW."new_date", NEW."occurrence_id", NEW."old_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="547350a729228942a9137a22539bf26900457500",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_4ce63",
                                table="obligations_datemove",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_datemovehistory" ("because", "id", "moved_at", "moved_by_id", "new_date", "occurrence_id", "old_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."because", NEW."id", NEW."moved_at", NEW."moved_by_id", NEW."new_date", NEW."occurrence_id", NEW."old_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="5f11346b55e69cb8639bdf751f66e8894d5fdebf",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_c09b8",
                                table="obligations_datemove",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_datemovehistory" ("because", "id", "moved_at", "moved_by_id", "new_date", "occurrence_id", "old_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."because", OLD."id", OLD."moved_at", OLD."moved_by_id", OLD."new_date", OLD."occurrence_id", OLD."old_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="25ab336dc5d476f711aea4b14525c7ef7d204f19",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_61a2b",
                                table="obligations_datemove",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DateMoveHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.datemove",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("old_date", models.DateField(blank=True, null=True)),
                    ("new_date", models.DateField(blank=True, null=True)),
                    ("because", models.CharField(max_length=400)),
                    (
                        "moved_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("moved_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_datemovehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="102e65e4b370e3acc0e4efbfe1ee133cb7cb0d7d",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5935e",
                                table="obligations_datemovehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="acknowledgements",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("due_date", models.DateField()),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "how",
                        models.CharField(
                            choices=[("page", "on the page"), ("link", "by the link in the mail")],
                            max_length=8,
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=400)),
                    ("is_late", models.BooleanField(default=False)),
                    ("made_date", models.DateField()),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("occurrence", "due_date", "person", "is_late"),
                            name="acknowledgement_once",
                            violation_error_message="You have acknowledged this already.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="AcknowledgementHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.acknowledgement",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("due_date", models.DateField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "how",
                        models.CharField(
                            choices=[("page", "on the page"), ("link", "by the link in the mail")],
                            max_length=8,
                        ),
                    ),
                    ("note", models.CharField(blank=True, max_length=400)),
                    ("is_late", models.BooleanField(default=False)),
                    ("made_date", models.DateField()),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_acknowledgementhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="b4cd14028b4632d0e8575e5f4e4ca013eb88b547",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_ec85a",
                                table="obligations_acknowledgementhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="snoozes",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("due_date", models.DateField()),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
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
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("occurrence", "due_date", "person"), name="snooze_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("until__gt", models.F("made_date"))),
                            name="snooze_until_a_later_day",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="SnoozeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.snooze",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("due_date", models.DateField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
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
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_snoozehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="d9be1f64e87c2be8f1718f0ae04566ae09921bf0",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_927af",
                                table="obligations_snoozehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="holdings",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.party",
                            verbose_name="holder",
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
                    (
                        "until_date",
                        models.DateField(blank=True, null=True, verbose_name="last day"),
                    ),
                    (
                        "source",
                        models.CharField(
                            blank=True,
                            help_text="Where it stands: a register, a letter and its date.",
                            max_length=200,
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "party", "security", "from_date"),
                            name="holding_once_a_day",
                            violation_error_code="from_date",
                            violation_error_message="This holder has an entry from that day already.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("quantity__isnull", True), ("quantity__gte", 0), _connector="OR"
                            ),
                            name="holding_not_negative",
                            violation_error_code="quantity",
                            violation_error_message="Nobody holds less than nothing; enter 0 or more.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until_date__isnull", True),
                                ("until_date__gte", models.F("from_date")),
                                _connector="OR",
                            ),
                            name="holding_in_order",
                            violation_error_code="until_date",
                            violation_error_message="The last day is before the first.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="HoldingHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.holding",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
                            verbose_name="holder",
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
                    (
                        "until_date",
                        models.DateField(blank=True, null=True, verbose_name="last day"),
                    ),
                    (
                        "source",
                        models.CharField(
                            blank=True,
                            help_text="Where it stands: a register, a letter and its date.",
                            max_length=200,
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_holdinghistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="5f67e51fac3b76e9151dbe168420709e5f1cb766",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_a48e1",
                                table="obligations_holdinghistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
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
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="affiliations",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.party",
                            verbose_name="affiliate",
                        ),
                    ),
                    (
                        "affiliate_of",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.party",
                        ),
                    ),
                    (
                        "from_date",
                        models.DateField(
                            blank=True,
                            help_text="Empty: all along.",
                            null=True,
                            verbose_name="from",
                        ),
                    ),
                    (
                        "until_date",
                        models.DateField(blank=True, null=True, verbose_name="last day"),
                    ),
                    (
                        "by_holding_alone",
                        models.BooleanField(
                            default=False, verbose_name="only because of what it holds"
                        ),
                    ),
                    ("source", models.CharField(blank=True, max_length=200)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("party", models.F("affiliate_of")), _negated=True),
                            name="affiliation_of_another",
                            violation_error_code="affiliate_of",
                            violation_error_message="Nobody is their own affiliate.",
                        ),
                        models.CheckConstraint(
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
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="AffiliationHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.affiliation",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
                            verbose_name="affiliate",
                        ),
                    ),
                    (
                        "affiliate_of",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
                        ),
                    ),
                    (
                        "from_date",
                        models.DateField(
                            blank=True,
                            help_text="Empty: all along.",
                            null=True,
                            verbose_name="from",
                        ),
                    ),
                    (
                        "until_date",
                        models.DateField(blank=True, null=True, verbose_name="last day"),
                    ),
                    (
                        "by_holding_alone",
                        models.BooleanField(
                            default=False, verbose_name="only because of what it holds"
                        ),
                    ),
                    ("source", models.CharField(blank=True, max_length=200)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_affiliationhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="c427c030dd4dfad59c2a5f84c98f4d376fac3ff5",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_c37e1",
                                table="obligations_affiliationhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consent_rules",
                            to="agreements.agreement",
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
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("agreement"),
                            django.db.models.functions.text.Lower("name"),
                            name="consent_rule_name_once",
                            violation_error_code="name",
                            violation_error_message="There is already a consent rule of this name here.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("percent__isnull", True),
                                models.Q(("percent__gt", 0), ("percent__lte", 100)),
                                _connector="OR",
                            ),
                            name="consent_rule_percent",
                            violation_error_code="percent",
                            violation_error_message="A percentage is above 0 and at most 100.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsentRuleHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.consentrule",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
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
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_consentrulehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="d0632da70c6dfa68d35221d2fd268bbf5acb9afb",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_e05ef",
                                table="obligations_consentrulehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="consent_requests",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveIntegerField(
                            help_text="Counted from 1 within the agreement."
                        ),
                    ),
                    (
                        "rule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="requests",
                            to="obligations.consentrule",
                        ),
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
                    (
                        "subject",
                        models.CharField(help_text="What the consent is to.", max_length=200),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consent_requests",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="consent_requests",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="consent_requests",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "new_date",
                        models.DateField(blank=True, null=True, verbose_name="extended to"),
                    ),
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
                    (
                        "closed_date",
                        models.DateField(blank=True, null=True, verbose_name="closed on"),
                    ),
                    ("tally", models.JSONField(blank=True, default=dict)),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    ("note", models.TextField(blank=True)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "number"), name="consent_number_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("closed_date__isnull", True), ("state", "open")),
                                models.Q(
                                    models.Q(("state", "open"), _negated=True),
                                    ("closed_date__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="consent_closed_on_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answer_by_date__isnull", True),
                                ("answer_by_date__gte", models.F("asked_date")),
                                _connector="OR",
                            ),
                            name="consent_answers_after_asking",
                            violation_error_code="answer_by_date",
                            violation_error_message="Answers cannot end before they are asked for.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsentRequestHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.consentrequest",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveIntegerField(
                            help_text="Counted from 1 within the agreement."
                        ),
                    ),
                    (
                        "rule",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.consentrule",
                        ),
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
                    (
                        "subject",
                        models.CharField(help_text="What the consent is to.", max_length=200),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "new_date",
                        models.DateField(blank=True, null=True, verbose_name="extended to"),
                    ),
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
                    (
                        "closed_date",
                        models.DateField(blank=True, null=True, verbose_name="closed on"),
                    ),
                    ("tally", models.JSONField(blank=True, default=dict)),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    ("note", models.TextField(blank=True)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_consentrequesthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="dbf903ff19f05edf4bf825658afeca0e4446037e",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_b3ae2",
                                table="obligations_consentrequesthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                        "request",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answers",
                            to="obligations.consentrequest",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.party",
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
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(blank=True, null=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("request", "party"), name="consent_asked_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", ""), ("answered_date__isnull", True)),
                                models.Q(
                                    models.Q(("answer", ""), _negated=True),
                                    ("answered_date__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="consent_answered_on_a_day",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConsentAnswerHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.consentanswer",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "request",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.consentrequest",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
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
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(blank=True, null=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_consentanswerhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="4e1304ab71aa02d06d944a722ff5e0992f25b50f",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_9db1b",
                                table="obligations_consentanswerhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Adjustment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="adjustments",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="adjustments",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="adjustments",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="adjustments",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "lineage",
                        models.PositiveIntegerField(
                            blank=True,
                            help_text="The happening of the span whose days these are.",
                            null=True,
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
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
                    ("original_date", models.DateField(blank=True, null=True)),
                    ("new_date", models.DateField(blank=True, null=True)),
                    (
                        "first_date",
                        models.DateField(
                            blank=True, help_text="Of a permission.", null=True, verbose_name="from"
                        ),
                    ),
                    ("last_date", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "quantity",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            help_text="Of a permission.",
                            max_digits=20,
                            null=True,
                        ),
                    ),
                    ("unit", models.CharField(blank=True, max_length=40)),
                    ("agreed_with", models.CharField(blank=True, max_length=200)),
                    ("caused_by", models.CharField(blank=True, max_length=200)),
                    (
                        "by_itself",
                        models.BooleanField(
                            default=False,
                            help_text="Then it does not count.",
                            verbose_name="caused by the party whose date it is",
                        ),
                    ),
                    (
                        "efforts",
                        models.CharField(
                            blank=True,
                            choices=[("", "Not said"), ("used", "Used"), ("not used", "Not used")],
                            max_length=10,
                            verbose_name="best efforts to end it",
                        ),
                    ),
                    ("counted", models.BooleanField(default=True)),
                    (
                        "is_claim",
                        models.BooleanField(
                            default=False,
                            help_text="Does not count until counsel allows it.",
                            verbose_name="only claimed so far",
                        ),
                    ),
                    ("reason", models.TextField()),
                    (
                        "evidence",
                        models.CharField(blank=True, help_text="What shows it.", max_length=400),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "consent",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="allows",
                            to="obligations.consentrequest",
                        ),
                    ),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("lifted_at", models.DateTimeField(blank=True, null=True)),
                    ("lifted_because", models.TextField(blank=True)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            fields=["agreement", "made_at", "id"], name="adjustment_by_agreement"
                        )
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("agreement__isnull", False)),
                            name="adjustment_of_an_agreement",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("occurrence__isnull", False),
                                ("key_date__isnull", False),
                                ("obligation__isnull", False),
                                _connector="OR",
                            ),
                            name="adjustment_of_something",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                                models.Q(
                                    ("lifted_at__isnull", False), ("lifted_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="adjustment_lifted_by_and_at",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "extension"), ("new_date__isnull", False)),
                                models.Q(
                                    models.Q(("kind", "extension"), _negated=True),
                                    ("new_date__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="adjustment_extension_has_date",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("key_date__isnull", False),
                                    ("kind__in", ("postponement", "suspension")),
                                    ("lineage__isnull", False),
                                ),
                                models.Q(
                                    models.Q(
                                        ("kind__in", ("postponement", "suspension")), _negated=True
                                    ),
                                    ("lineage__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="adjustment_days_of_a_span",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("quantity__isnull", True),
                                models.Q(
                                    ("quantity__gt", 0),
                                    models.Q(("unit", ""), _negated=True),
                                    ("kind", "permission"),
                                ),
                                _connector="OR",
                            ),
                            name="adjustment_quantity_has_unit",
                            violation_error_code="quantity",
                            violation_error_message="A permission is for more than nothing: say how many of what.",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(
                                ("lifted_at__isnull", True),
                                ("occurrence__isnull", True),
                                ("lineage__isnull", False),
                            ),
                            fields=("key_date", "lineage"),
                            name="adjustment_once_a_span",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "is_claim", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "unit") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."by_itself", NEW."caused_by", NEW."consent_id", NEW."counted", NEW."document_id", NEW."efforts", NEW."evidence", NEW."first_date", NEW."id", NEW."is_assumed", NEW."is_claim", NEW."key_date_id", NEW."kind", NEW."last_date", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."lineage", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."obligation_id", NEW."occurrence_id", NEW."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."quantity", NEW."reason", NEW."unit"); RETURN NULL;',
                                hash="24ee8312ea81aa62f72d2b712f0af6b1035792c7",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_305be",
                                table="obligations_adjustment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "is_claim", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "unit") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."by_itself", NEW."caused_by", NEW."consent_id", NEW."counted", NEW."document_id", NEW."efforts", NEW."evidence", NEW."first_date", NEW."id", NEW."is_assumed", NEW."is_claim", NEW."key_date_id", NEW."kind", NEW."last_date", NEW."lifted_at", NEW."lifted_because", NEW."lifted_by_id", NEW."lineage", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."obligation_id", NEW."occurrence_id", NEW."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."quantity", NEW."reason", NEW."unit"); RETURN NULL;',
                                hash="7550f171339ab78854f1700e2b5548e1fa77e060",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_794b6",
                                table="obligations_adjustment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_adjustmenthistory" ("agreed_with", "agreement_id", "by_itself", "caused_by", "consent_id", "counted", "document_id", "efforts", "evidence", "first_date", "id", "is_assumed", "is_claim", "key_date_id", "kind", "last_date", "lifted_at", "lifted_because", "lifted_by_id", "lineage", "made_at", "made_by_id", "new_date", "obligation_id", "occurrence_id", "original_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quantity", "reason", "unit") VALUES (OLD."agreed_with", OLD."agreement_id", OLD."by_itself", OLD."caused_by", OLD."consent_id", OLD."counted", OLD."document_id", OLD."efforts", OLD."evidence", OLD."first_date", OLD."id", OLD."is_assumed", OLD."is_claim", OLD."key_date_id", OLD."kind", OLD."last_date", OLD."lifted_at", OLD."lifted_because", OLD."lifted_by_id", OLD."lineage", OLD."made_at", OLD."made_by_id", OLD."new_date", OLD."obligation_id", OLD."occurrence_id", OLD."original_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."quantity", OLD."reason", OLD."unit"); RETURN NULL;',
                                hash="bd7c43550f49496d93d3ec01b5fb030202146ffb",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_95f14",
                                table="obligations_adjustment",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AdjustmentHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.adjustment",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "lineage",
                        models.PositiveIntegerField(
                            blank=True,
                            help_text="The happening of the span whose days these are.",
                            null=True,
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
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
                    ("original_date", models.DateField(blank=True, null=True)),
                    ("new_date", models.DateField(blank=True, null=True)),
                    (
                        "first_date",
                        models.DateField(
                            blank=True, help_text="Of a permission.", null=True, verbose_name="from"
                        ),
                    ),
                    ("last_date", models.DateField(blank=True, null=True, verbose_name="until")),
                    (
                        "quantity",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            help_text="Of a permission.",
                            max_digits=20,
                            null=True,
                        ),
                    ),
                    ("unit", models.CharField(blank=True, max_length=40)),
                    ("agreed_with", models.CharField(blank=True, max_length=200)),
                    ("caused_by", models.CharField(blank=True, max_length=200)),
                    (
                        "by_itself",
                        models.BooleanField(
                            default=False,
                            help_text="Then it does not count.",
                            verbose_name="caused by the party whose date it is",
                        ),
                    ),
                    (
                        "efforts",
                        models.CharField(
                            blank=True,
                            choices=[("", "Not said"), ("used", "Used"), ("not used", "Not used")],
                            max_length=10,
                            verbose_name="best efforts to end it",
                        ),
                    ),
                    ("counted", models.BooleanField(default=True)),
                    (
                        "is_claim",
                        models.BooleanField(
                            default=False,
                            help_text="Does not count until counsel allows it.",
                            verbose_name="only claimed so far",
                        ),
                    ),
                    ("reason", models.TextField()),
                    (
                        "evidence",
                        models.CharField(blank=True, help_text="What shows it.", max_length=400),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "consent",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.consentrequest",
                        ),
                    ),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("lifted_at", models.DateTimeField(blank=True, null=True)),
                    ("lifted_because", models.TextField(blank=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_adjustmenthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="acdc7a97e77d4746ee7f1a79f779c41385835394",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_70788",
                                table="obligations_adjustmenthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Calendar",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "name",
                        models.CharField(
                            max_length=60,
                            unique=True,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^[a-z0-9]+(-[a-z0-9]+)*$",
                                    "Use small letters, digits and single hyphens, as in firm-london.",
                                )
                            ],
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_calendarhistory" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="a70ae43c420a90567261a73daa96efbb4e412a52",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_69178",
                                table="obligations_calendar",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_calendarhistory" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="3e432c9b4d001585f2ba198613f8a5cbb28fd57d",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_2358e",
                                table="obligations_calendar",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_calendarhistory" ("id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="487c7d84b3a42d88b1a1093bc9e02b425ac38125",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b1cc2",
                                table="obligations_calendar",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.calendar",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "name",
                        models.CharField(
                            max_length=60,
                            validators=[
                                django.core.validators.RegexValidator(
                                    "^[a-z0-9]+(-[a-z0-9]+)*$",
                                    "Use small letters, digits and single hyphens, as in firm-london.",
                                )
                            ],
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_calendarhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="c3eeb743403d9aa4f2e49e2955f1c1b4d53f8c44",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_7e08c",
                                table="obligations_calendarhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarVersion",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "calendar",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="versions",
                            to="obligations.calendar",
                        ),
                    ),
                    ("number", models.PositiveIntegerField(blank=True, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("applied", "Applied"),
                                ("discarded", "Discarded"),
                            ],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    (
                        "based_on",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="obligations.calendarversion",
                        ),
                    ),
                    ("upon", models.CharField(blank=True, max_length=200)),
                    ("title", models.CharField(blank=True, max_length=200)),
                    ("source", models.CharField(blank=True, max_length=400)),
                    ("first_date", models.DateField(blank=True, null=True)),
                    ("last_date", models.DateField(blank=True, null=True)),
                    (
                        "weekend",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            help_text="Monday is 0.",
                            null=True,
                            size=None,
                        ),
                    ),
                    ("reason", models.CharField(max_length=400)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "applied_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("applied_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "label",
                        models.CharField(
                            blank=True, help_text="As explanations cite it.", max_length=200
                        ),
                    ),
                    ("fingerprint", models.CharField(blank=True, max_length=32)),
                    ("closings", models.JSONField(blank=True, default=list)),
                    ("agreements_touched", models.PositiveIntegerField(blank=True, null=True)),
                    ("dates_moved", models.PositiveIntegerField(blank=True, null=True)),
                    ("dates_kept", models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("calendar", "number"), name="calendar_version_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("applied_at__isnull", False),
                                    ("applied_by__isnull", False),
                                    ("number__isnull", False),
                                    ("state", "applied"),
                                ),
                                models.Q(
                                    models.Q(("state", "applied"), _negated=True),
                                    ("applied_at__isnull", True),
                                    ("applied_by__isnull", True),
                                    ("number__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="calendar_version_applied_by_and_at",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_calendarversionhistory" ("agreements_touched", "applied_at", "applied_by_id", "based_on_id", "calendar_id", "dates_kept", "dates_moved", "fingerprint", "first_date", "id", "label", "last_date", "made_at", "made_by_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "title", "upon", "weekend") VALUES (NEW."agreements_touched", NEW."applied_at", NEW."applied_by_id", NEW."based_on_id", NEW."calendar_id", NEW."dates_kept", NEW."dates_moved", NEW."fingerprint", NEW."first_date", NEW."id", NEW."label", NEW."last_date", NEW."made_at", NEW."made_by_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."source", NEW."state", NEW."title", NEW."upon", NEW."weekend"); RETURN NULL;',
                                hash="5e93b000c2cb53f0548952aaf346175146a10212",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_dd2c7",
                                table="obligations_calendarversion",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."agreements_touched" IS DISTINCT FROM (NEW."agreements_touched") OR OLD."applied_at" IS DISTINCT FROM (NEW."applied_at") OR OLD."applied_by_id" IS DISTINCT FROM (NEW."applied_by_id") OR OLD."based_on_id" IS DISTINCT FROM (NEW."based_on_id") OR OLD."calendar_id" IS DISTINCT FROM (NEW."calendar_id") OR OLD."dates_kept" IS DISTINCT FROM (NEW."dates_kept") OR OLD."dates_moved" IS DISTINCT FROM (NEW."dates_moved") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."first_date" IS DISTINCT FROM (NEW."first_date") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."label" IS DISTINCT FROM (NEW."label") OR OLD."last_date" IS DISTINCT FROM (NEW."last_date") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."upon" IS DISTINCT FROM (NEW."upon") OR OLD."weekend" IS DISTINCT FROM (NEW."weekend"))',
                                func='INSERT INTO "obligations_calendarversionhistory" ("agreements_touched", "applied_at", "applied_by_id", "based_on_id", "calendar_id", "dates_kept", "dates_moved", "fingerprint", "first_date", "id", "label", "last_date", "made_at", "made_by_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "title", "upon", "weekend") VALUES (NEW."agreements_touched", NEW."applied_at", NEW."applied_by_id", NEW."based_on_id", NEW."calendar_id", NEW."dates_kept", NEW."dates_moved", NEW."fingerprint", NEW."first_date", NEW."id", NEW."label", NEW."last_date", NEW."made_at", NEW."made_by_id", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."source", NEW."state", NEW."title", NEW."upon", NEW."weekend"); RETURN NULL;',
                                hash="7471ac9ead9bc8c6cc14130583a8872b8daa309c",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_94fa0",
                                table="obligations_calendarversion",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_calendarversionhistory" ("agreements_touched", "applied_at", "applied_by_id", "based_on_id", "calendar_id", "dates_kept", "dates_moved", "fingerprint", "first_date", "id", "label", "last_date", "made_at", "made_by_id", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "title", "upon", "weekend") VALUES (OLD."agreements_touched", OLD."applied_at", OLD."applied_by_id", OLD."based_on_id", OLD."calendar_id", OLD."dates_kept", OLD."dates_moved", OLD."fingerprint", OLD."first_date", OLD."id", OLD."label", OLD."last_date", OLD."made_at", OLD."made_by_id", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."source", OLD."state", OLD."title", OLD."upon", OLD."weekend"); RETURN NULL;',
                                hash="d20d5779747b33422a88962021e0fba16432ecc5",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_fa46e",
                                table="obligations_calendarversion",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarVersionHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.calendarversion",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "calendar",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.calendar",
                        ),
                    ),
                    ("number", models.PositiveIntegerField(blank=True, null=True)),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("applied", "Applied"),
                                ("discarded", "Discarded"),
                            ],
                            default="draft",
                            max_length=10,
                        ),
                    ),
                    (
                        "based_on",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.calendarversion",
                        ),
                    ),
                    ("upon", models.CharField(blank=True, max_length=200)),
                    ("title", models.CharField(blank=True, max_length=200)),
                    ("source", models.CharField(blank=True, max_length=400)),
                    ("first_date", models.DateField(blank=True, null=True)),
                    ("last_date", models.DateField(blank=True, null=True)),
                    (
                        "weekend",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            help_text="Monday is 0.",
                            null=True,
                            size=None,
                        ),
                    ),
                    ("reason", models.CharField(max_length=400)),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "applied_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("applied_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "label",
                        models.CharField(
                            blank=True, help_text="As explanations cite it.", max_length=200
                        ),
                    ),
                    ("fingerprint", models.CharField(blank=True, max_length=32)),
                    ("agreements_touched", models.PositiveIntegerField(blank=True, null=True)),
                    ("dates_moved", models.PositiveIntegerField(blank=True, null=True)),
                    ("dates_kept", models.PositiveIntegerField(blank=True, null=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_calendarversionhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="c20ddda4240b7a8d8dbc3a9632d5b8e407c32070",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_03457",
                                table="obligations_calendarversionhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarDay",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "version",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="days",
                            to="obligations.calendarversion",
                        ),
                    ),
                    ("day", models.DateField()),
                    ("is_open", models.BooleanField(default=False)),
                    ("name", models.CharField(help_text="As Storm closure.", max_length=120)),
                    (
                        "basis",
                        models.CharField(
                            help_text="The law or the announcement.",
                            max_length=400,
                            verbose_name="source",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=400)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("version", "day"),
                            name="calendar_day_once",
                            violation_error_code="day",
                            violation_error_message="This day stands here already.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_calendardayhistory" ("basis", "day", "id", "is_open", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version_id") VALUES (NEW."basis", NEW."day", NEW."id", NEW."is_open", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."version_id"); RETURN NULL;',
                                hash="5644fd8cfc4de083c9bff992c03a177f54f63795",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_91b07",
                                table="obligations_calendarday",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_calendardayhistory" ("basis", "day", "id", "is_open", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version_id") VALUES (NEW."basis", NEW."day", NEW."id", NEW."is_open", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."version_id"); RETURN NULL;',
                                hash="a8206b99cd007708bec989b4b3d81c7c2cfba22a",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_6fd69",
                                table="obligations_calendarday",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_calendardayhistory" ("basis", "day", "id", "is_open", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version_id") VALUES (OLD."basis", OLD."day", OLD."id", OLD."is_open", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."version_id"); RETURN NULL;',
                                hash="717c11cbdefc46ad0e9b72f137a7f6d60c75f5e2",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_e8e9e",
                                table="obligations_calendarday",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarDayHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.calendarday",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "version",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.calendarversion",
                        ),
                    ),
                    ("day", models.DateField()),
                    ("is_open", models.BooleanField(default=False)),
                    ("name", models.CharField(help_text="As Storm closure.", max_length=120)),
                    (
                        "basis",
                        models.CharField(
                            help_text="The law or the announcement.",
                            max_length=400,
                            verbose_name="source",
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=400)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_calendardayhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="9dcb0ccadbb0fe07fd52ac4dc60917077daa3c01",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3d0cc",
                                table="obligations_calendardayhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarWarning",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("key", models.CharField(max_length=300, unique=True)),
                    ("calendar", models.CharField(max_length=200)),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="calendar_warnings",
                            to="agreements.agreement",
                        ),
                    ),
                    ("sentence", models.TextField()),
                    ("raised_date", models.DateField()),
                    ("raised_at", models.DateTimeField()),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                ],
            ),
            migrations.CreateModel(
                name="PaymentTerms",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "obligation",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="payment_terms",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "method",
                        models.CharField(
                            choices=[
                                ("fixed", "A fixed sum"),
                                ("percentage", "A percentage of a figure"),
                                ("royalty", "A royalty on the sales of a quarter"),
                                ("expenses", "Expenses as entered"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("currency", models.CharField(help_text="As USD, by ISO 4217.", max_length=3)),
                    (
                        "amount",
                        models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
                    ),
                    (
                        "rate",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="per cent",
                        ),
                    ),
                    (
                        "base",
                        models.CharField(
                            blank=True,
                            help_text="The figure that the percentage is taken of.",
                            max_length=120,
                        ),
                    ),
                    (
                        "cap",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            max_digits=20,
                            null=True,
                            verbose_name="at most",
                        ),
                    ),
                    (
                        "floor",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            max_digits=20,
                            null=True,
                            verbose_name="at least",
                        ),
                    ),
                    (
                        "section",
                        models.CharField(
                            blank=True, help_text="As printed: 8(b); V.4", max_length=120
                        ),
                    ),
                    (
                        "rounding",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("half even", "Half to even"),
                                ("half up", "Half up"),
                                ("down", "Down"),
                                ("up", "Up"),
                            ],
                            help_text="Empty where the agreement does not say: half to even.",
                            max_length=10,
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                ],
                options={
                    "verbose_name_plural": "payment terms",
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_paymenttermshistory" ("agreement_id", "amount", "base", "cap", "currency", "floor", "id", "method", "note", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "rounding", "section") VALUES (NEW."agreement_id", NEW."amount", NEW."base", NEW."cap", NEW."currency", NEW."floor", NEW."id", NEW."method", NEW."note", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rate", NEW."rounding", NEW."section"); RETURN NULL;',
                                hash="66d9e8031afa4d6d461d78e5b0eb00756c0ae26a",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_14896",
                                table="obligations_paymentterms",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_paymenttermshistory" ("agreement_id", "amount", "base", "cap", "currency", "floor", "id", "method", "note", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "rounding", "section") VALUES (NEW."agreement_id", NEW."amount", NEW."base", NEW."cap", NEW."currency", NEW."floor", NEW."id", NEW."method", NEW."note", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rate", NEW."rounding", NEW."section"); RETURN NULL;',
                                hash="735f7cfb7a66d7e07b92bdcba5b28800c61e9a5d",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_f0955",
                                table="obligations_paymentterms",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_paymenttermshistory" ("agreement_id", "amount", "base", "cap", "currency", "floor", "id", "method", "note", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "rounding", "section") VALUES (OLD."agreement_id", OLD."amount", OLD."base", OLD."cap", OLD."currency", OLD."floor", OLD."id", OLD."method", OLD."note", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rate", OLD."rounding", OLD."section"); RETURN NULL;',
                                hash="c9a03d03412fd1cbb39da301c1aaf0cbaa9c7688",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_0c7dc",
                                table="obligations_paymentterms",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaymentTermsHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.paymentterms",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "method",
                        models.CharField(
                            choices=[
                                ("fixed", "A fixed sum"),
                                ("percentage", "A percentage of a figure"),
                                ("royalty", "A royalty on the sales of a quarter"),
                                ("expenses", "Expenses as entered"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("currency", models.CharField(help_text="As USD, by ISO 4217.", max_length=3)),
                    (
                        "amount",
                        models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
                    ),
                    (
                        "rate",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="per cent",
                        ),
                    ),
                    (
                        "base",
                        models.CharField(
                            blank=True,
                            help_text="The figure that the percentage is taken of.",
                            max_length=120,
                        ),
                    ),
                    (
                        "cap",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            max_digits=20,
                            null=True,
                            verbose_name="at most",
                        ),
                    ),
                    (
                        "floor",
                        models.DecimalField(
                            blank=True,
                            decimal_places=4,
                            max_digits=20,
                            null=True,
                            verbose_name="at least",
                        ),
                    ),
                    (
                        "section",
                        models.CharField(
                            blank=True, help_text="As printed: 8(b); V.4", max_length=120
                        ),
                    ),
                    (
                        "rounding",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("half even", "Half to even"),
                                ("half up", "Half up"),
                                ("down", "Down"),
                                ("up", "Up"),
                            ],
                            help_text="Empty where the agreement does not say: half to even.",
                            max_length=10,
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_paymenttermshistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="1867a3bd5fcb8d3c303f5cc055eaf84c62864a5b",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5fee3",
                                table="obligations_paymenttermshistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Deduction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="deductions",
                            to="obligations.paymentterms",
                        ),
                    ),
                    ("what", models.CharField(max_length=200)),
                    ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_deductionhistory" ("amount", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "terms_id", "what") VALUES (NEW."amount", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."terms_id", NEW."what"); RETURN NULL;',
                                hash="f2846efc1e5327d65243d1d8ada9f965bc575f51",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_8448e",
                                table="obligations_deduction",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_deductionhistory" ("amount", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "terms_id", "what") VALUES (NEW."amount", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."terms_id", NEW."what"); RETURN NULL;',
                                hash="fd5e978c2c856bab5607e65a9cdd542a0aff838a",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_a5a27",
                                table="obligations_deduction",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_deductionhistory" ("amount", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "terms_id", "what") VALUES (OLD."amount", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section", OLD."terms_id", OLD."what"); RETURN NULL;',
                                hash="0134dd2ea1bbf25658968b78a6de1e8b61f7fe39",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b8c3a",
                                table="obligations_deduction",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DeductionHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.deduction",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "terms",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.paymentterms",
                        ),
                    ),
                    ("what", models.CharField(max_length=200)),
                    ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_deductionhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="13f393386855383e5243d85ffb80908faaa6279c",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_c6a66",
                                table="obligations_deductionhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoyaltyReduction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reductions",
                            to="obligations.paymentterms",
                        ),
                    ),
                    (
                        "because",
                        models.CharField(help_text="As generic, infringement.", max_length=40),
                    ),
                    (
                        "to_rate",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="to per cent",
                        ),
                    ),
                    (
                        "over",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="only where more than per cent",
                        ),
                    ),
                    (
                        "at_most",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="by at most per cent",
                        ),
                    ),
                    (
                        "starts",
                        models.CharField(
                            choices=[
                                ("quarter", "With the quarter in which it begins"),
                                ("day", "With the day on which it begins"),
                            ],
                            default="day",
                            max_length=8,
                        ),
                    ),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_royaltyreductionhistory" ("at_most", "because", "id", "over", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "starts", "terms_id", "to_rate") VALUES (NEW."at_most", NEW."because", NEW."id", NEW."over", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."starts", NEW."terms_id", NEW."to_rate"); RETURN NULL;',
                                hash="c876629bc8ed5b5d6d6a21b93c19ea9ec7a3a0c3",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_e1b64",
                                table="obligations_royaltyreduction",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_royaltyreductionhistory" ("at_most", "because", "id", "over", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "starts", "terms_id", "to_rate") VALUES (NEW."at_most", NEW."because", NEW."id", NEW."over", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."starts", NEW."terms_id", NEW."to_rate"); RETURN NULL;',
                                hash="3e516f6cfd999ac6f26cd02791763a33d2ec3558",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_528ff",
                                table="obligations_royaltyreduction",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_royaltyreductionhistory" ("at_most", "because", "id", "over", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "starts", "terms_id", "to_rate") VALUES (OLD."at_most", OLD."because", OLD."id", OLD."over", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section", OLD."starts", OLD."terms_id", OLD."to_rate"); RETURN NULL;',
                                hash="a4cce466165015745e2a13a786fdf4baa000fecc",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_c9c98",
                                table="obligations_royaltyreduction",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RoyaltyReductionHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.royaltyreduction",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "terms",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.paymentterms",
                        ),
                    ),
                    (
                        "because",
                        models.CharField(help_text="As generic, infringement.", max_length=40),
                    ),
                    (
                        "to_rate",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="to per cent",
                        ),
                    ),
                    (
                        "over",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="only where more than per cent",
                        ),
                    ),
                    (
                        "at_most",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="by at most per cent",
                        ),
                    ),
                    (
                        "starts",
                        models.CharField(
                            choices=[
                                ("quarter", "With the quarter in which it begins"),
                                ("day", "With the day on which it begins"),
                            ],
                            default="day",
                            max_length=8,
                        ),
                    ),
                    ("section", models.CharField(blank=True, max_length=120)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_royaltyreductionhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="d5fe14305137eb341bd1f1c4eb754733e0c25e7b",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_34fc8",
                                table="obligations_royaltyreductionhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaymentShare",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="shares",
                            to="obligations.paymentterms",
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("weight", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("note", models.TextField(blank=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("terms", "participation"), name="payment_share_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_paymentsharehistory" ("id", "note", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms_id", "weight") VALUES (NEW."id", NEW."note", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."terms_id", NEW."weight"); RETURN NULL;',
                                hash="8ff5a274aa9a898589a844f40f56a438f5036bd6",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_2d857",
                                table="obligations_paymentshare",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_paymentsharehistory" ("id", "note", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms_id", "weight") VALUES (NEW."id", NEW."note", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."terms_id", NEW."weight"); RETURN NULL;',
                                hash="7d62e62b2075601d613cb499d7318f3978a7dd2e",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e628b",
                                table="obligations_paymentshare",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_paymentsharehistory" ("id", "note", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms_id", "weight") VALUES (OLD."id", OLD."note", OLD."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."terms_id", OLD."weight"); RETURN NULL;',
                                hash="f141b1a09c7cbdd17f8ff2c55c273ee6c8aa8360",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_6837d",
                                table="obligations_paymentshare",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaymentShareHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.paymentshare",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "terms",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.paymentterms",
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("weight", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("note", models.TextField(blank=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_paymentsharehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="290b91173a294fbdd65cfbb693c947cc072c164d",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_c2e99",
                                table="obligations_paymentsharehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="LateInterest",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="late_interest",
                            to="agreements.agreement",
                        ),
                    ),
                    ("section", models.CharField(max_length=120)),
                    (
                        "payer",
                        models.CharField(
                            blank=True,
                            help_text="The role whose payments bear it; empty for all.",
                            max_length=80,
                        ),
                    ),
                    (
                        "base_rate",
                        models.CharField(
                            blank=True,
                            help_text="A rate of the table of base rates.",
                            max_length=120,
                        ),
                    ),
                    (
                        "percent",
                        models.DecimalField(
                            decimal_places=6,
                            default=0,
                            help_text="Over the base rate, where there is one.",
                            max_digits=12,
                            verbose_name="per cent a year",
                        ),
                    ),
                    ("basis", models.CharField(blank=True, max_length=16)),
                    ("compounding", models.CharField(blank=True, max_length=12)),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "verbose_name_plural": "late interest",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "payer"),
                            name="late_interest_once_a_payer",
                            violation_error_message="There is already a clause for payments of this role.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_lateinteresthistory" ("agreement_id", "base_rate", "basis", "compounding", "id", "note", "payer", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (NEW."agreement_id", NEW."base_rate", NEW."basis", NEW."compounding", NEW."id", NEW."note", NEW."payer", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section"); RETURN NULL;',
                                hash="8e9ce2b729b44c353b1327592946689d56f9e8b6",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_e798c",
                                table="obligations_lateinterest",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_lateinteresthistory" ("agreement_id", "base_rate", "basis", "compounding", "id", "note", "payer", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (NEW."agreement_id", NEW."base_rate", NEW."basis", NEW."compounding", NEW."id", NEW."note", NEW."payer", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section"); RETURN NULL;',
                                hash="c6ed916b981945c4e3be4e49233b1d76a3cc4470",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e7259",
                                table="obligations_lateinterest",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_lateinteresthistory" ("agreement_id", "base_rate", "basis", "compounding", "id", "note", "payer", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section") VALUES (OLD."agreement_id", OLD."base_rate", OLD."basis", OLD."compounding", OLD."id", OLD."note", OLD."payer", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section"); RETURN NULL;',
                                hash="5058f978c5f6d4f786d7484d15e2110e72f0ce9f",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_76e2f",
                                table="obligations_lateinterest",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LateInterestHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.lateinterest",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("section", models.CharField(max_length=120)),
                    (
                        "payer",
                        models.CharField(
                            blank=True,
                            help_text="The role whose payments bear it; empty for all.",
                            max_length=80,
                        ),
                    ),
                    (
                        "base_rate",
                        models.CharField(
                            blank=True,
                            help_text="A rate of the table of base rates.",
                            max_length=120,
                        ),
                    ),
                    (
                        "percent",
                        models.DecimalField(
                            decimal_places=6,
                            default=0,
                            help_text="Over the base rate, where there is one.",
                            max_digits=12,
                            verbose_name="per cent a year",
                        ),
                    ),
                    ("basis", models.CharField(blank=True, max_length=16)),
                    ("compounding", models.CharField(blank=True, max_length=12)),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_lateinteresthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fa1c650345f9702e27a8643a0de78d5d0865d564",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_d7f02",
                                table="obligations_lateinteresthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BaseRate",
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reversed_by",
                            to="obligations.baserate",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "name",
                        models.CharField(help_text="As Lloyds Bank PLC base rate.", max_length=120),
                    ),
                    ("from_date", models.DateField()),
                    (
                        "percent",
                        models.DecimalField(
                            decimal_places=6, max_digits=12, verbose_name="per cent a year"
                        ),
                    ),
                    ("source", models.CharField(max_length=400)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reverses__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="baserate_reversal_has_reason",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="base_rate_kept",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="0c96aa98c2259537550040711e4c1d3037d645b1",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_base_rate_kept_aad5e",
                                table="obligations_baserate",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_baseratehistory" ("certainty", "entered_at", "entered_by_id", "from_date", "id", "name", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id", "source") VALUES (NEW."certainty", NEW."entered_at", NEW."entered_by_id", NEW."from_date", NEW."id", NEW."name", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."reverses_id", NEW."source"); RETURN NULL;',
                                hash="7a8385a6a46d813729c87614cce90cfa04bdaa45",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_068cd",
                                table="obligations_baserate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_baseratehistory" ("certainty", "entered_at", "entered_by_id", "from_date", "id", "name", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id", "source") VALUES (NEW."certainty", NEW."entered_at", NEW."entered_by_id", NEW."from_date", NEW."id", NEW."name", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."reverses_id", NEW."source"); RETURN NULL;',
                                hash="7fc52f52eb184e2b7e981f9dfe69c1f6e46a6e3c",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_96acc",
                                table="obligations_baserate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_baseratehistory" ("certainty", "entered_at", "entered_by_id", "from_date", "id", "name", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id", "source") VALUES (OLD."certainty", OLD."entered_at", OLD."entered_by_id", OLD."from_date", OLD."id", OLD."name", OLD."note", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."reverses_id", OLD."source"); RETURN NULL;',
                                hash="402666bb2d916827f4c87d518b3dfff949ff8b31",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_f52e7",
                                table="obligations_baserate",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BaseRateHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.baserate",
                        ),
                    ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.baserate",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "name",
                        models.CharField(help_text="As Lloyds Bank PLC base rate.", max_length=120),
                    ),
                    ("from_date", models.DateField()),
                    (
                        "percent",
                        models.DecimalField(
                            decimal_places=6, max_digits=12, verbose_name="per cent a year"
                        ),
                    ),
                    ("source", models.CharField(max_length=400)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_baseratehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="7f0b1c8903456a03746955607b0a1aaf9793a4d1",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_eae9a",
                                table="obligations_baseratehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BaseFigure",
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reversed_by",
                            to="obligations.basefigure",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="figures",
                            to="agreements.agreement",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("quantity", models.DecimalField(decimal_places=4, default=1, max_digits=20)),
                    ("price", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("currency", models.CharField(max_length=3)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reverses__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="basefigure_reversal_has_reason",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="base_figure_kept",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="3bbab647efe879f36be98b7da5aa6bbd8533efe9",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_base_figure_kept_3ade8",
                                table="obligations_basefigure",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_basefigurehistory" ("agreement_id", "certainty", "currency", "document_id", "entered_at", "entered_by_id", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "quantity", "reason", "reverses_id", "section") VALUES (NEW."agreement_id", NEW."certainty", NEW."currency", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."price", NEW."quantity", NEW."reason", NEW."reverses_id", NEW."section"); RETURN NULL;',
                                hash="4be1c44671d1ec07555d299f7bc912cfa2f6a2c0",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_61e33",
                                table="obligations_basefigure",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_basefigurehistory" ("agreement_id", "certainty", "currency", "document_id", "entered_at", "entered_by_id", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "quantity", "reason", "reverses_id", "section") VALUES (NEW."agreement_id", NEW."certainty", NEW."currency", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."name", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."price", NEW."quantity", NEW."reason", NEW."reverses_id", NEW."section"); RETURN NULL;',
                                hash="069eec4234c6ef34842f832c18aa5b4956207778",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_eed51",
                                table="obligations_basefigure",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_basefigurehistory" ("agreement_id", "certainty", "currency", "document_id", "entered_at", "entered_by_id", "id", "name", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "price", "quantity", "reason", "reverses_id", "section") VALUES (OLD."agreement_id", OLD."certainty", OLD."currency", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."name", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."price", OLD."quantity", OLD."reason", OLD."reverses_id", OLD."section"); RETURN NULL;',
                                hash="4e62c02e51c65f68c516447e4bac092abf3b3c71",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_3fc74",
                                table="obligations_basefigure",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BaseFigureHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.basefigure",
                        ),
                    ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.basefigure",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("quantity", models.DecimalField(decimal_places=4, default=1, max_digits=20)),
                    ("price", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("currency", models.CharField(max_length=3)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_basefigurehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="92e9bb228ee499daba462a8a652d0b8ca8c444ec",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_8d4b0",
                                table="obligations_basefigurehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Sales",
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reversed_by",
                            to="obligations.sales",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sales",
                            to="agreements.agreement",
                        ),
                    ),
                    ("quarter", models.CharField(help_text="As 2005-Q2.", max_length=7)),
                    ("country", models.CharField(max_length=80)),
                    ("product", models.CharField(blank=True, max_length=120)),
                    ("currency", models.CharField(max_length=3)),
                    ("net_sales", models.DecimalField(decimal_places=4, max_digits=20)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "sales",
                    "abstract": False,
                    "indexes": [
                        models.Index(fields=["agreement", "quarter"], name="sales_by_quarter")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reverses__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="sales_reversal_has_reason",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="sales_kept",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fe04ea1893cb3f903b5b5464e496af99c98c08a1",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_sales_kept_ec955",
                                table="obligations_sales",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_saleshistory" ("agreement_id", "certainty", "country", "currency", "document_id", "entered_at", "entered_by_id", "id", "net_sales", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "quarter", "reason", "reverses_id") VALUES (NEW."agreement_id", NEW."certainty", NEW."country", NEW."currency", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."net_sales", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."product", NEW."quarter", NEW."reason", NEW."reverses_id"); RETURN NULL;',
                                hash="df963588758a07037ce80d8772564cff6a8cd930",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_4cd4d",
                                table="obligations_sales",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_saleshistory" ("agreement_id", "certainty", "country", "currency", "document_id", "entered_at", "entered_by_id", "id", "net_sales", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "quarter", "reason", "reverses_id") VALUES (NEW."agreement_id", NEW."certainty", NEW."country", NEW."currency", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."net_sales", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."product", NEW."quarter", NEW."reason", NEW."reverses_id"); RETURN NULL;',
                                hash="de92cb8266ca3cebe0b180f48a61751cbd09ff03",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_cb5ff",
                                table="obligations_sales",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_saleshistory" ("agreement_id", "certainty", "country", "currency", "document_id", "entered_at", "entered_by_id", "id", "net_sales", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "quarter", "reason", "reverses_id") VALUES (OLD."agreement_id", OLD."certainty", OLD."country", OLD."currency", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."net_sales", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."product", OLD."quarter", OLD."reason", OLD."reverses_id"); RETURN NULL;',
                                hash="43d7d74f4c254d95147597750b6dc0d5c6a50c1b",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_bbb1f",
                                table="obligations_sales",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SalesHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.sales",
                        ),
                    ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.sales",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("quarter", models.CharField(help_text="As 2005-Q2.", max_length=7)),
                    ("country", models.CharField(max_length=80)),
                    ("product", models.CharField(blank=True, max_length=120)),
                    ("currency", models.CharField(max_length=3)),
                    ("net_sales", models.DecimalField(decimal_places=4, max_digits=20)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_saleshistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="539c23216caf02d2b410ea51ff0202252c049f39",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5c287",
                                table="obligations_saleshistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Market",
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reversed_by",
                            to="obligations.market",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="markets",
                            to="agreements.agreement",
                        ),
                    ),
                    ("country", models.CharField(max_length=80)),
                    (
                        "status",
                        models.CharField(help_text="As generic, infringement.", max_length=40),
                    ),
                    ("from_date", models.DateField()),
                    ("until_date", models.DateField(blank=True, null=True)),
                    (
                        "percent",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="per cent of sales concerned",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reverses__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="market_reversal_has_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until_date__isnull", True),
                                ("until_date__gte", models.F("from_date")),
                                _connector="OR",
                            ),
                            name="market_ends_after_it_begins",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="market_kept",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="cf20723906e1ef44737572749ce4443eedcaaa10",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_market_kept_0c8af",
                                table="obligations_market",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_markethistory" ("agreement_id", "certainty", "country", "document_id", "entered_at", "entered_by_id", "from_date", "id", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id", "status", "until_date") VALUES (NEW."agreement_id", NEW."certainty", NEW."country", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."from_date", NEW."id", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."reverses_id", NEW."status", NEW."until_date"); RETURN NULL;',
                                hash="8d30d4b8ab70528d0ffdea89e314a9ac85db8504",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_494b7",
                                table="obligations_market",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_markethistory" ("agreement_id", "certainty", "country", "document_id", "entered_at", "entered_by_id", "from_date", "id", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id", "status", "until_date") VALUES (NEW."agreement_id", NEW."certainty", NEW."country", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."from_date", NEW."id", NEW."note", NEW."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."reverses_id", NEW."status", NEW."until_date"); RETURN NULL;',
                                hash="f03495f9c6b9151b93e083fe080944e8e945fd2c",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_146c5",
                                table="obligations_market",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_markethistory" ("agreement_id", "certainty", "country", "document_id", "entered_at", "entered_by_id", "from_date", "id", "note", "percent", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id", "status", "until_date") VALUES (OLD."agreement_id", OLD."certainty", OLD."country", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."from_date", OLD."id", OLD."note", OLD."percent", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."reverses_id", OLD."status", OLD."until_date"); RETURN NULL;',
                                hash="799fc407f30b41d5bd163970324d164fbcd13346",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_8cae6",
                                table="obligations_market",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="MarketHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.market",
                        ),
                    ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.market",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("country", models.CharField(max_length=80)),
                    (
                        "status",
                        models.CharField(help_text="As generic, infringement.", max_length=40),
                    ),
                    ("from_date", models.DateField()),
                    ("until_date", models.DateField(blank=True, null=True)),
                    (
                        "percent",
                        models.DecimalField(
                            blank=True,
                            decimal_places=6,
                            max_digits=12,
                            null=True,
                            verbose_name="per cent of sales concerned",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_markethistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="04374e9b768fe4146d12788369d6158638d1eedb",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_0a673",
                                table="obligations_markethistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Payment",
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reversed_by",
                            to="obligations.payment",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="payments",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("payment", "Payment"), ("credit", "Credit")],
                            default="payment",
                            max_length=8,
                        ),
                    ),
                    (
                        "payer",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "payee",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("currency", models.CharField(max_length=3)),
                    ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("paid_date", models.DateField()),
                    (
                        "order",
                        models.CharField(
                            choices=[
                                ("principal first", "The sum owed first, then its interest"),
                                ("interest first", "Interest first, then the sum owed"),
                            ],
                            default="principal first",
                            max_length=16,
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "indexes": [
                        models.Index(fields=["agreement", "paid_date"], name="payment_by_day")
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reverses__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="payment_reversal_has_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("amount__gt", 0)),
                            name="payment_is_more_than_nothing",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="payment_kept",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="0f777af820b1e521caa19050284c860f9b1ff775",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_payment_kept_5e8ca",
                                table="obligations_payment",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_paymenthistory" ("agreement_id", "amount", "certainty", "currency", "document_id", "entered_at", "entered_by_id", "id", "kind", "note", "order", "paid_date", "payee_id", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id") VALUES (NEW."agreement_id", NEW."amount", NEW."certainty", NEW."currency", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."note", NEW."order", NEW."paid_date", NEW."payee_id", NEW."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."reverses_id"); RETURN NULL;',
                                hash="d986feba32e31ebc3876b69aa7855de73df2a413",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_344c5",
                                table="obligations_payment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_paymenthistory" ("agreement_id", "amount", "certainty", "currency", "document_id", "entered_at", "entered_by_id", "id", "kind", "note", "order", "paid_date", "payee_id", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id") VALUES (NEW."agreement_id", NEW."amount", NEW."certainty", NEW."currency", NEW."document_id", NEW."entered_at", NEW."entered_by_id", NEW."id", NEW."kind", NEW."note", NEW."order", NEW."paid_date", NEW."payee_id", NEW."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."reverses_id"); RETURN NULL;',
                                hash="4a1aa37bf22c0d7e808d198e0c5982001d3fa5ae",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_fcd79",
                                table="obligations_payment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_paymenthistory" ("agreement_id", "amount", "certainty", "currency", "document_id", "entered_at", "entered_by_id", "id", "kind", "note", "order", "paid_date", "payee_id", "payer_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reverses_id") VALUES (OLD."agreement_id", OLD."amount", OLD."certainty", OLD."currency", OLD."document_id", OLD."entered_at", OLD."entered_by_id", OLD."id", OLD."kind", OLD."note", OLD."order", OLD."paid_date", OLD."payee_id", OLD."payer_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."reverses_id"); RETURN NULL;',
                                hash="1b76b3b97c78b799be2112b868b1f6e8defbc8c6",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2b625",
                                table="obligations_payment",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaymentHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.payment",
                        ),
                    ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.payment",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("payment", "Payment"), ("credit", "Credit")],
                            default="payment",
                            max_length=8,
                        ),
                    ),
                    (
                        "payer",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "payee",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("currency", models.CharField(max_length=3)),
                    ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("paid_date", models.DateField()),
                    (
                        "order",
                        models.CharField(
                            choices=[
                                ("principal first", "The sum owed first, then its interest"),
                                ("interest first", "Interest first, then the sum owed"),
                            ],
                            default="principal first",
                            max_length=16,
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_paymenthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="707032924b308c8d6f6323c509a1bc015468c26b",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_a5da5",
                                table="obligations_paymenthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Allocation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "payment",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="allocations",
                            to="obligations.payment",
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="allocations",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "of",
                        models.CharField(
                            choices=[("principal", "The sum owed"), ("interest", "Interest")],
                            max_length=10,
                        ),
                    ),
                    ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("payment", "occurrence", "of"), name="allocation_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("amount__gt", 0)),
                            name="allocation_is_more_than_nothing",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="allocation_kept",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fea50e3402366fac154f923fe2f76b25e88f7770",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_allocation_kept_30367",
                                table="obligations_allocation",
                                when="BEFORE",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_allocationhistory" ("amount", "id", "occurrence_id", "of", "payment_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."id", NEW."occurrence_id", NEW."of", NEW."payment_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="aa52344d23614d2dc2a77f64bb5df97cbbc35418",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_44a52",
                                table="obligations_allocation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_allocationhistory" ("amount", "id", "occurrence_id", "of", "payment_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."amount", NEW."id", NEW."occurrence_id", NEW."of", NEW."payment_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="e6b547dc2fdc322828084e95b510580b25735c55",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_8ab2d",
                                table="obligations_allocation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_allocationhistory" ("amount", "id", "occurrence_id", "of", "payment_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."amount", OLD."id", OLD."occurrence_id", OLD."of", OLD."payment_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="6e15bd06c7ea1c9c2d303f712800dd84af0f032f",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2a510",
                                table="obligations_allocation",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AllocationHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.allocation",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "payment",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.payment",
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "of",
                        models.CharField(
                            choices=[("principal", "The sum owed"), ("interest", "Interest")],
                            max_length=10,
                        ),
                    ),
                    ("amount", models.DecimalField(decimal_places=4, max_digits=20)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_allocationhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="24275226515cdc2fd613ff5a60e664ecfd8166e8",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_ca405",
                                table="obligations_allocationhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.OneToOneField(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reversed_by",
                            to="obligations.carveoutuse",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "carve_out",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="uses",
                            to="obligations.carveout",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.party",
                        ),
                    ),
                    ("used_date", models.DateField(verbose_name="used on")),
                    ("quantity", models.DecimalField(decimal_places=4, max_digits=20)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "use of a carve-out",
                    "verbose_name_plural": "uses of carve-outs",
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("reverses__isnull", True),
                                models.Q(("reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="carveoutuse_reversal_has_reason",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("quantity__gt", 0)),
                            name="carve_out_use_is_something",
                            violation_error_code="quantity",
                            violation_error_message="What was used is more than nothing.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="CarveOutUseHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.carveoutuse",
                        ),
                    ),
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
                    (
                        "entered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("entered_at", models.DateTimeField()),
                    (
                        "reverses",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.carveoutuse",
                        ),
                    ),
                    ("reason", models.TextField(blank=True)),
                    (
                        "carve_out",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.carveout",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
                        ),
                    ),
                    ("used_date", models.DateField(verbose_name="used on")),
                    ("quantity", models.DecimalField(decimal_places=4, max_digits=20)),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_carveoutusehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="abcba6601d6720c570ec65853a0815980e836a91",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_8b295",
                                table="obligations_carveoutusehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChosenReading",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="chosen_readings",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("choice", models.JSONField()),
                    ("basis", models.TextField()),
                    ("old_date", models.DateField()),
                    ("new_date", models.DateField()),
                    ("reason", models.TextField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("lifted_at__isnull", True), ("lifted_by__isnull", True)),
                                models.Q(
                                    ("lifted_at__isnull", False), ("lifted_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="chosen_reading_lifted_by_and_at",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("lifted_at__isnull", True)),
                            fields=("occurrence",),
                            name="chosen_reading_one_stands",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_chosenreadinghistory" ("basis", "choice", "id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "new_date", "occurrence_id", "old_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."basis", NEW."choice", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."occurrence_id", NEW."old_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                                hash="e991c7e00f491a51d3d428f0e357030f1bae3b2c",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_21e54",
                                table="obligations_chosenreading",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_chosenreadinghistory" ("basis", "choice", "id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "new_date", "occurrence_id", "old_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."basis", NEW."choice", NEW."id", NEW."lifted_at", NEW."lifted_by_id", NEW."made_at", NEW."made_by_id", NEW."new_date", NEW."occurrence_id", NEW."old_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                                hash="5f494309eddf1264121c664261b139af79df159f",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_35564",
                                table="obligations_chosenreading",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_chosenreadinghistory" ("basis", "choice", "id", "lifted_at", "lifted_by_id", "made_at", "made_by_id", "new_date", "occurrence_id", "old_date", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."basis", OLD."choice", OLD."id", OLD."lifted_at", OLD."lifted_by_id", OLD."made_at", OLD."made_by_id", OLD."new_date", OLD."occurrence_id", OLD."old_date", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;',
                                hash="76d5b04fd6805facb08c0d8b0a5a890f58ce382c",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_96980",
                                table="obligations_chosenreading",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ChosenReadingHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.chosenreading",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("choice", models.JSONField()),
                    ("basis", models.TextField()),
                    ("old_date", models.DateField()),
                    ("new_date", models.DateField()),
                    ("reason", models.TextField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "lifted_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("lifted_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_chosenreadinghistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="a1a1189d867cc6dc62e8eb8b645383a6c4e912c6",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3ab73",
                                table="obligations_chosenreadinghistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="BusinessClock",
                fields=[
                    ("only", models.BooleanField(default=True, primary_key=True, serialize=False)),
                    ("day", models.DateField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("only", True)), name="business_clock_single"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Heartbeat",
                fields=[
                    ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                    ("beat_at", models.DateTimeField()),
                    ("note", models.CharField(blank=True, max_length=200)),
                ],
            ),
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
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="closing_items",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "closing",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="closing_items",
                            to="obligations.keydate",
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
                        "provider",
                        models.ForeignKey(
                            blank=True,
                            help_text="Empty where it is the obligor.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="agreements.participation",
                            verbose_name="brought by",
                        ),
                    ),
                    (
                        "signatories",
                        models.CharField(blank=True, max_length=200, verbose_name="signed by"),
                    ),
                    (
                        "cut_off",
                        models.ForeignKey(
                            blank=True,
                            help_text="The obligation whose date is the cut-off of what is brought.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("obligation", "closing"),
                            name="closing_item_once",
                            violation_error_message="This is on the checklist of that closing already.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ClosingItemHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.closingitem",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "closing",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
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
                        "provider",
                        models.ForeignKey(
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
                    (
                        "signatories",
                        models.CharField(blank=True, max_length=200, verbose_name="signed by"),
                    ),
                    (
                        "cut_off",
                        models.ForeignKey(
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
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_closingitemhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="b63580f16dd921a0d2aafe01962c184f0e86f404",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_682fc",
                                table="obligations_closingitemhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
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
                        "occurrence",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="closing_mark",
                            to="obligations.occurrence",
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
                        models.DateField(
                            blank=True, null=True, verbose_name="received or failed on"
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "asked",
                        models.CharField(blank=True, max_length=200, verbose_name="who is asked"),
                    ),
                    (
                        "asked_date",
                        models.DateField(blank=True, null=True, verbose_name="asked on"),
                    ),
                    ("note", models.TextField(blank=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("day__isnull", True), ("state", "")),
                                models.Q(
                                    models.Q(("state", ""), _negated=True), ("day__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="closing_mark_state_has_day",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    ],
                },
            ),
            migrations.CreateModel(
                name="ClosingMarkHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.closingmark",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "occurrence",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
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
                        models.DateField(
                            blank=True, null=True, verbose_name="received or failed on"
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "asked",
                        models.CharField(blank=True, max_length=200, verbose_name="who is asked"),
                    ),
                    (
                        "asked_date",
                        models.DateField(blank=True, null=True, verbose_name="asked on"),
                    ),
                    ("note", models.TextField(blank=True)),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_closingmarkhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="a5b3b4d6099806ed6297e99f3104ab0cb977a7c0",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_40bdc",
                                table="obligations_closingmarkhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Conventions",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="conventions",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "calendar",
                        models.CharField(
                            blank=True,
                            help_text="As us-fed, or joint: us-fed+california-banks.",
                            max_length=200,
                        ),
                    ),
                    (
                        "calendar_source",
                        models.CharField(
                            blank=True, help_text="Where the agreement says so.", max_length=400
                        ),
                    ),
                    (
                        "business_day_defined",
                        models.BooleanField(
                            default=False,
                            help_text="Whether the agreement defines its business days.",
                        ),
                    ),
                    (
                        "zone",
                        models.CharField(
                            default=agreements.models.user.default_zone,
                            max_length=64,
                            validators=[agreements.models.user.validate_zone],
                        ),
                    ),
                    (
                        "roll",
                        models.CharField(
                            choices=[
                                ("none", "None"),
                                ("following", "Following business day"),
                                ("modified following", "Following, unless in the next month"),
                                ("preceding", "Preceding business day"),
                                ("modified preceding", "Preceding, unless in the month before"),
                            ],
                            default="none",
                            max_length=20,
                        ),
                    ),
                    (
                        "month_end",
                        models.CharField(
                            choices=[
                                ("down", "Last day of the month"),
                                ("up", "First day of the next month"),
                            ],
                            default="down",
                            max_length=4,
                        ),
                    ),
                    (
                        "fiscal_year_end",
                        models.CharField(blank=True, help_text="As 12-31.", max_length=5),
                    ),
                    (
                        "readings",
                        models.JSONField(
                            blank=True,
                            default=dict,
                            help_text="Which reading of doubtful words counts throughout.",
                        ),
                    ),
                    (
                        "readings_reason",
                        models.TextField(blank=True, help_text="Why these readings."),
                    ),
                ],
                options={
                    "verbose_name_plural": "conventions",
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_conventionshistory" ("agreement_id", "business_day_defined", "calendar", "calendar_source", "fiscal_year_end", "id", "month_end", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readings", "readings_reason", "roll", "zone") VALUES (NEW."agreement_id", NEW."business_day_defined", NEW."calendar", NEW."calendar_source", NEW."fiscal_year_end", NEW."id", NEW."month_end", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."readings", NEW."readings_reason", NEW."roll", NEW."zone"); RETURN NULL;',
                                hash="e0ebe098d5db0e1e75346ba562f7610386f679cf",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_bff01",
                                table="obligations_conventions",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_conventionshistory" ("agreement_id", "business_day_defined", "calendar", "calendar_source", "fiscal_year_end", "id", "month_end", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readings", "readings_reason", "roll", "zone") VALUES (NEW."agreement_id", NEW."business_day_defined", NEW."calendar", NEW."calendar_source", NEW."fiscal_year_end", NEW."id", NEW."month_end", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."readings", NEW."readings_reason", NEW."roll", NEW."zone"); RETURN NULL;',
                                hash="697707b6e726c0572217684a5e3ddc027cb9c4c7",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_10820",
                                table="obligations_conventions",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_conventionshistory" ("agreement_id", "business_day_defined", "calendar", "calendar_source", "fiscal_year_end", "id", "month_end", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "readings", "readings_reason", "roll", "zone") VALUES (OLD."agreement_id", OLD."business_day_defined", OLD."calendar", OLD."calendar_source", OLD."fiscal_year_end", OLD."id", OLD."month_end", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."readings", OLD."readings_reason", OLD."roll", OLD."zone"); RETURN NULL;',
                                hash="d5c1818e6601d4746a18005236bb0696525497f6",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b255c",
                                table="obligations_conventions",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ConventionsHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.conventions",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "calendar",
                        models.CharField(
                            blank=True,
                            help_text="As us-fed, or joint: us-fed+california-banks.",
                            max_length=200,
                        ),
                    ),
                    (
                        "calendar_source",
                        models.CharField(
                            blank=True, help_text="Where the agreement says so.", max_length=400
                        ),
                    ),
                    (
                        "business_day_defined",
                        models.BooleanField(
                            default=False,
                            help_text="Whether the agreement defines its business days.",
                        ),
                    ),
                    (
                        "zone",
                        models.CharField(
                            default=agreements.models.user.default_zone,
                            max_length=64,
                            validators=[agreements.models.user.validate_zone],
                        ),
                    ),
                    (
                        "roll",
                        models.CharField(
                            choices=[
                                ("none", "None"),
                                ("following", "Following business day"),
                                ("modified following", "Following, unless in the next month"),
                                ("preceding", "Preceding business day"),
                                ("modified preceding", "Preceding, unless in the month before"),
                            ],
                            default="none",
                            max_length=20,
                        ),
                    ),
                    (
                        "month_end",
                        models.CharField(
                            choices=[
                                ("down", "Last day of the month"),
                                ("up", "First day of the next month"),
                            ],
                            default="down",
                            max_length=4,
                        ),
                    ),
                    (
                        "fiscal_year_end",
                        models.CharField(blank=True, help_text="As 12-31.", max_length=5),
                    ),
                    (
                        "readings",
                        models.JSONField(
                            blank=True,
                            default=dict,
                            help_text="Which reading of doubtful words counts throughout.",
                        ),
                    ),
                    (
                        "readings_reason",
                        models.TextField(blank=True, help_text="Why these readings."),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_conventionshistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="d8d89c4517498f34cc721ef0654bdff4401af0e0",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_495c6",
                                table="obligations_conventionshistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="NoticeRule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notice_rules",
                            to="agreements.agreement",
                        ),
                    ),
                    ("channel", models.CharField(max_length=60)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    (
                        "rules",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=2000), size=None
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "channel"),
                            name="notice_channel_once",
                            violation_error_code="channel",
                            violation_error_message="There is already a rule for this channel.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_noticerulehistory" ("agreement_id", "channel", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rules", "section") VALUES (NEW."agreement_id", NEW."channel", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."rules", NEW."section"); RETURN NULL;',
                                hash="18caa97642ae5be17f4b2bfad4a6098a4a2eabb9",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_2cd50",
                                table="obligations_noticerule",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_noticerulehistory" ("agreement_id", "channel", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rules", "section") VALUES (NEW."agreement_id", NEW."channel", NEW."id", NEW."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."rules", NEW."section"); RETURN NULL;',
                                hash="39290722c828f54a7db202d181c17f4852ebd155",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_02e82",
                                table="obligations_noticerule",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_noticerulehistory" ("agreement_id", "channel", "id", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "rules", "section") VALUES (OLD."agreement_id", OLD."channel", OLD."id", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."rules", OLD."section"); RETURN NULL;',
                                hash="c6c3b60e66075e9baad39c9df05a51a1d0f91f77",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_91380",
                                table="obligations_noticerule",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="NoticeRuleHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.noticerule",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    ("channel", models.CharField(max_length=60)),
                    ("section", models.CharField(blank=True, max_length=120)),
                    (
                        "rules",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=2000), size=None
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_noticerulehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="ab027b2955bb207aa0409ba8af207b5271306b16",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_4a075",
                                table="obligations_noticerulehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Message",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "recipient",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "contact",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="messages",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "about",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="messages",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("digest", "Daily digest"),
                                ("urgent", "Urgent"),
                                ("moved", "Dates moved"),
                                ("warning", "Warning"),
                                ("test", "Test mail"),
                                ("alert", "Mail that cannot be delivered"),
                                ("escalated", "Not answered by another"),
                                ("report", "Report"),
                                ("nothing", "Nothing due"),
                                ("outside", "Reminder to a party"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("business_date", models.DateField()),
                    (
                        "number",
                        models.PositiveIntegerField(
                            default=1, help_text="Of its kind on that day."
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("queued", "Waiting"),
                                ("sent", "Sent"),
                                ("failed", "Given up"),
                                ("bounced", "Refused"),
                                ("empty", "Nothing left to say"),
                            ],
                            default="queued",
                            max_length=8,
                        ),
                    ),
                    ("to_address", models.EmailField(blank=True, max_length=254)),
                    ("subject", models.CharField(blank=True, max_length=300)),
                    ("message_id", models.CharField(blank=True, max_length=200)),
                    ("content", models.BinaryField(blank=True, null=True)),
                    ("created_at", models.DateTimeField()),
                    ("composed_at", models.DateTimeField(blank=True, null=True)),
                    ("next_try_at", models.DateTimeField()),
                    ("lease", models.UUIDField(blank=True, null=True)),
                    ("leased_until", models.DateTimeField(blank=True, null=True)),
                    ("tries", models.PositiveIntegerField(default=0)),
                    ("sent_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "sent_number",
                        models.BigIntegerField(
                            blank=True,
                            help_text="Counts what was sent, and is journalled.",
                            null=True,
                            unique=True,
                        ),
                    ),
                    (
                        "raised_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="When administrators were told that it was given up.",
                            null=True,
                        ),
                    ),
                    ("last_error", models.TextField(blank=True)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "queued")),
                            fields=["next_try_at", "id"],
                            name="message_waiting",
                        ),
                        models.Index(
                            condition=models.Q(
                                ("raised_at", None), ("state__in", ["failed", "bounced"])
                            ),
                            fields=["id"],
                            name="message_given_up",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("contact__isnull", True), ("recipient__isnull", False)),
                                models.Q(("contact__isnull", False), ("recipient__isnull", True)),
                                _connector="OR",
                            ),
                            name="message_to_exactly_one",
                        ),
                        models.UniqueConstraint(
                            fields=("recipient", "business_date", "kind", "number"),
                            name="message_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("contact__isnull", False)),
                            fields=("contact", "about", "business_date", "number"),
                            name="message_once_outside",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "sent"), _negated=True),
                                models.Q(
                                    ("content__isnull", False),
                                    ("sent_at__isnull", False),
                                    models.Q(("message_id", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="message_frozen_before_sent",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Attempt",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="attempts",
                            to="obligations.message",
                        ),
                    ),
                    ("begun_at", models.DateTimeField()),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                    ("accepted", models.BooleanField(default=False)),
                    ("uncertain", models.BooleanField(default=False)),
                    ("answer", models.TextField(blank=True)),
                ],
            ),
            migrations.CreateModel(
                name="Reminder",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reminders",
                            to="obligations.occurrence",
                        ),
                    ),
                    (
                        "recipient",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "contact",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "purpose",
                        models.CharField(
                            choices=[
                                ("lead", "Reminder"),
                                ("wake-up", "Wanted again"),
                                ("escalation", "Escalation"),
                            ],
                            default="lead",
                            max_length=10,
                        ),
                    ),
                    (
                        "on_behalf_of",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("due_date", models.DateField()),
                    ("lead", models.SmallIntegerField()),
                    ("falls_on", models.DateField()),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("planned", "Planned"),
                                ("sent", "Sent"),
                                ("dropped", "Dropped"),
                            ],
                            default="planned",
                            max_length=8,
                        ),
                    ),
                    ("dropped_because", models.CharField(blank=True, max_length=200)),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reminders",
                            to="obligations.message",
                        ),
                    ),
                    (
                        "returned_from",
                        models.ForeignKey(
                            blank=True,
                            help_text="The last mail that was given up with it.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="+",
                            to="obligations.message",
                        ),
                    ),
                    ("planned_at", models.DateTimeField()),
                    ("settled_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("state", "planned")),
                            fields=["falls_on", "recipient"],
                            name="reminder_planned",
                        ),
                        models.Index(
                            fields=["occurrence", "falls_on"], name="reminder_by_occurrence"
                        ),
                        models.Index(
                            condition=models.Q(("state", "sent")),
                            fields=["settled_at"],
                            name="reminder_sent",
                        ),
                    ],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("contact__isnull", True), ("recipient__isnull", False)),
                                models.Q(("contact__isnull", False), ("recipient__isnull", True)),
                                _connector="OR",
                            ),
                            name="reminder_to_exactly_one",
                        ),
                        models.UniqueConstraint(
                            fields=("occurrence", "due_date", "lead", "recipient", "purpose"),
                            name="reminder_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("purpose", "escalation")),
                            fields=("occurrence", "due_date", "recipient"),
                            name="reminder_escalated_once",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("contact__isnull", False)),
                            fields=("occurrence", "due_date", "lead", "contact"),
                            name="reminder_once_outside",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "dropped"), _negated=True),
                                models.Q(("dropped_because", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="reminder_dropped_with_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Telling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "move",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="tellings",
                            to="obligations.datemove",
                        ),
                    ),
                    (
                        "recipient",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[("planned", "Planned"), ("dropped", "Dropped")],
                            default="planned",
                            max_length=8,
                        ),
                    ),
                    ("dropped_because", models.CharField(blank=True, max_length=200)),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="tellings",
                            to="obligations.message",
                        ),
                    ),
                    ("planned_at", models.DateTimeField()),
                ],
                options={
                    "indexes": [
                        models.Index(
                            condition=models.Q(("message", None), ("state", "planned")),
                            fields=["recipient"],
                            name="telling_waiting",
                        )
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("move", "recipient"), name="telling_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "dropped"), _negated=True),
                                models.Q(("dropped_because", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="telling_dropped_with_reason",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SavedView",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=80)),
                    (
                        "sharing",
                        models.CharField(
                            choices=[
                                ("private", "Private: I alone see it"),
                                ("shared", "Shared with everybody who may see what it names"),
                            ],
                            default="private",
                            max_length=8,
                        ),
                    ),
                    ("filters", models.JSONField(blank=True, default=dict)),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("made_by", "name"),
                            name="saved_view_name_once",
                            violation_error_code="name",
                            violation_error_message="You have a view of this name already.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_savedviewhistory" ("filters", "id", "made_at", "made_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing") VALUES (NEW."filters", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sharing"); RETURN NULL;',
                                hash="621e01218a418b336f5d33b6e7b585061266411f",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_b63cf",
                                table="obligations_savedview",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_savedviewhistory" ("filters", "id", "made_at", "made_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing") VALUES (NEW."filters", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sharing"); RETURN NULL;',
                                hash="65c462526bb5b407bc2da7ef10e88cd04cdadfce",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_75a18",
                                table="obligations_savedview",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_savedviewhistory" ("filters", "id", "made_at", "made_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing") VALUES (OLD."filters", OLD."id", OLD."made_at", OLD."made_by_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sharing"); RETURN NULL;',
                                hash="58efb75bd6726c5f39d385f1ae3f3764c08bd95d",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_bdfd7",
                                table="obligations_savedview",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SavedViewHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.savedview",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=80)),
                    (
                        "sharing",
                        models.CharField(
                            choices=[
                                ("private", "Private: I alone see it"),
                                ("shared", "Shared with everybody who may see what it names"),
                            ],
                            default="private",
                            max_length=8,
                        ),
                    ),
                    ("filters", models.JSONField(blank=True, default=dict)),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_savedviewhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="c0aec2fb6e8c81088e522d4d588eacff066d7d78",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_fe04a",
                                table="obligations_savedviewhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DefaultView",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "user",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "view",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="obligations.savedview",
                        ),
                    ),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_defaultviewhistory" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "view_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id", NEW."view_id"); RETURN NULL;',
                                hash="cc1f960cbc2ecede117cf2c877bb057e656c63b6",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_17da1",
                                table="obligations_defaultview",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_defaultviewhistory" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "view_id") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id", NEW."view_id"); RETURN NULL;',
                                hash="8c949b85a6d7d2ecb985521a5fb6d60910948201",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e9900",
                                table="obligations_defaultview",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_defaultviewhistory" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id", "view_id") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."user_id", OLD."view_id"); RETURN NULL;',
                                hash="7a3742389e3deb770dd40a781a2aa3b3e6bf3c5b",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_52d10",
                                table="obligations_defaultview",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DefaultViewHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.defaultview",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "view",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.savedview",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_defaultviewhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="b1d50721b0a38515429f59339dbd2c4a5c669342",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_46a2e",
                                table="obligations_defaultviewhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Feed",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="feeds",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("name", models.CharField(max_length=80)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("mine", "All that I answer for or stand in for"),
                                ("agreement", "One agreement"),
                                ("view", "A saved view"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("reference", models.CharField(blank=True, max_length=40)),
                    (
                        "view",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="feeds",
                            to="obligations.savedview",
                        ),
                    ),
                    ("token_hash", models.CharField(max_length=64, unique=True)),
                    ("made_at", models.DateTimeField()),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                    ("fetched_at", models.DateTimeField(blank=True, null=True)),
                    ("etag", models.CharField(blank=True, max_length=64)),
                    ("changed_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "mine"), ("reference", ""), ("view__isnull", True)
                                ),
                                models.Q(
                                    ("kind", "agreement"),
                                    ("view__isnull", True),
                                    models.Q(("reference", ""), _negated=True),
                                ),
                                models.Q(
                                    ("kind", "view"), ("reference", ""), ("view__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="feed_of_one_thing",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_feedhistory" ("id", "kind", "made_at", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revoked_at", "view_id") VALUES (NEW."id", NEW."kind", NEW."made_at", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."revoked_at", NEW."view_id"); RETURN NULL;',
                                hash="9552f2c1e4fb7fabe41a8febd4c3278b9d42fbd6",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_b5be9",
                                table="obligations_feed",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."view_id" IS DISTINCT FROM (NEW."view_id"))',
                                func='INSERT INTO "obligations_feedhistory" ("id", "kind", "made_at", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revoked_at", "view_id") VALUES (NEW."id", NEW."kind", NEW."made_at", NEW."name", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."revoked_at", NEW."view_id"); RETURN NULL;',
                                hash="f784575d0e272a6b9531beaeb2263fc04845a71b",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_c081d",
                                table="obligations_feed",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_feedhistory" ("id", "kind", "made_at", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "revoked_at", "view_id") VALUES (OLD."id", OLD."kind", OLD."made_at", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."revoked_at", OLD."view_id"); RETURN NULL;',
                                hash="c408cb49fdf3cfc7f8a8336982a98685aa0c5d16",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_8d289",
                                table="obligations_feed",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FeedHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.feed",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "owner",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("name", models.CharField(max_length=80)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("mine", "All that I answer for or stand in for"),
                                ("agreement", "One agreement"),
                                ("view", "A saved view"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("reference", models.CharField(blank=True, max_length=40)),
                    (
                        "view",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.savedview",
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_feedhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="673462270a3d2bfc20cb1383fac9c1b2d946f557",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_5256b",
                                table="obligations_feedhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CalendarCopy",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "recipient",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "occurrence",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("sequence", models.PositiveIntegerField()),
                    ("is_cancelled", models.BooleanField(default=False)),
                    (
                        "message",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="obligations.message",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "calendar copies",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("recipient", "occurrence"), name="calendar_copy_once"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Hold",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("held_at", models.DateTimeField()),
                    ("behind", models.BigIntegerField()),
                    ("known", models.BigIntegerField()),
                    ("released_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "released_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=500)),
                    ("recovered", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("released_at"),
                            condition=models.Q(("released_at", None)),
                            name="hold_one_at_a_time",
                            nulls_distinct=False,
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("released_at", None),
                                models.Q(
                                    ("released_by__isnull", False),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="hold_released_by_somebody",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_holdhistory" ("behind", "held_at", "id", "known", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recovered", "released_at", "released_by_id") VALUES (NEW."behind", NEW."held_at", NEW."id", NEW."known", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recovered", NEW."released_at", NEW."released_by_id"); RETURN NULL;',
                                hash="76359763cd971798bf8086f97a14f2d5ae18faae",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_ff94c",
                                table="obligations_hold",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_holdhistory" ("behind", "held_at", "id", "known", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recovered", "released_at", "released_by_id") VALUES (NEW."behind", NEW."held_at", NEW."id", NEW."known", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recovered", NEW."released_at", NEW."released_by_id"); RETURN NULL;',
                                hash="9ec90e248ff4506e9d3b9e82fac23137a9d6fd13",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_c08dd",
                                table="obligations_hold",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_holdhistory" ("behind", "held_at", "id", "known", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recovered", "released_at", "released_by_id") VALUES (OLD."behind", OLD."held_at", OLD."id", OLD."known", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recovered", OLD."released_at", OLD."released_by_id"); RETURN NULL;',
                                hash="de4c3f76e150b6e8c85b680b2889872773b71786",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_7daad",
                                table="obligations_hold",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="HoldHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.hold",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("held_at", models.DateTimeField()),
                    ("behind", models.BigIntegerField()),
                    ("known", models.BigIntegerField()),
                    ("released_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "released_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("reason", models.CharField(blank=True, max_length=500)),
                    ("recovered", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_holdhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="1d67e5fe6b901efbb103ac451feaa2d266d04994",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_c4fe0",
                                table="obligations_holdhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Notice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="notices",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveIntegerField(
                            help_text="Counted from 1 within the agreement."
                        ),
                    ),
                    (
                        "version",
                        models.PositiveIntegerField(
                            default=1, help_text="One more with each correction."
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("sent", "Sent"),
                                ("withdrawn", "Taken back"),
                            ],
                            default="sent",
                            max_length=10,
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("breach notice", "Breach notice"),
                                ("termination notice", "Termination notice"),
                                ("option exercise", "Exercise of an option or right"),
                                ("demand", "Demand"),
                                ("information", "Information that has to be given"),
                                ("change of address", "Change of address"),
                                ("other", "Other notice"),
                            ],
                            default="other",
                            max_length=20,
                        ),
                    ),
                    ("subject", models.CharField(max_length=200)),
                    (
                        "sender",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="notices_sent",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            help_text="As the agreement's notice rules call it.", max_length=60
                        ),
                    ),
                    ("sent_date", models.DateField(blank=True, null=True, verbose_name="sent on")),
                    (
                        "sent_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="sent at"),
                    ),
                    (
                        "zone",
                        models.CharField(
                            blank=True, help_text="Of the hour of sending.", max_length=64
                        ),
                    ),
                    (
                        "received_date",
                        models.DateField(
                            blank=True,
                            help_text="As far as it is known.",
                            null=True,
                            verbose_name="actually received on",
                        ),
                    ),
                    (
                        "counts_date",
                        models.DateField(blank=True, null=True, verbose_name="counts as given on"),
                    ),
                    (
                        "counts_because",
                        models.TextField(
                            blank=True, help_text="Why that day, where the clause leaves it open."
                        ),
                    ),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("actual", "Actual"), ("assumed", "Assumed")],
                            default="actual",
                            max_length=10,
                        ),
                    ),
                    (
                        "section",
                        models.CharField(
                            blank=True, help_text="Under which it is given.", max_length=120
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="notices",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="notices",
                            to="obligations.keydate",
                        ),
                    ),
                    ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                    (
                        "repeats",
                        models.ForeignKey(
                            blank=True,
                            help_text="The same notice, sent by another channel; the earliest day counts for both.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="repeated_by",
                            to="obligations.notice",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("body", models.TextField(blank=True, help_text="Of the letter.")),
                    ("signatory", models.CharField(blank=True, max_length=200)),
                    (
                        "letter",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="letter_of",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="attached_to",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "number"), name="notice_number_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state", "draft"), ("sent_date__isnull", False), _connector="OR"
                            ),
                            name="notice_sent_on_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("sent_at__isnull", True),
                                models.Q(("zone", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="notice_hour_has_zone",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("lineage__isnull", True),
                                ("key_date__isnull", False),
                                _connector="OR",
                            ),
                            name="notice_happening_of_key_date",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_noticehistory" ("agreement_id", "body", "certainty", "channel", "counts_because", "counts_date", "document_id", "id", "key_date_id", "kind", "letter_id", "lineage", "note", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_date", "recorded_at", "recorded_by_id", "repeats_id", "section", "sender_id", "sent_at", "sent_date", "signatory", "state", "subject", "version", "zone") VALUES (NEW."agreement_id", NEW."body", NEW."certainty", NEW."channel", NEW."counts_because", NEW."counts_date", NEW."document_id", NEW."id", NEW."key_date_id", NEW."kind", NEW."letter_id", NEW."lineage", NEW."note", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_date", NEW."recorded_at", NEW."recorded_by_id", NEW."repeats_id", NEW."section", NEW."sender_id", NEW."sent_at", NEW."sent_date", NEW."signatory", NEW."state", NEW."subject", NEW."version", NEW."zone"); RETURN NULL;',
                                hash="d9515f02b8fea739916e6d623b8cff279c27383d",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_65dab",
                                table="obligations_notice",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_noticehistory" ("agreement_id", "body", "certainty", "channel", "counts_because", "counts_date", "document_id", "id", "key_date_id", "kind", "letter_id", "lineage", "note", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_date", "recorded_at", "recorded_by_id", "repeats_id", "section", "sender_id", "sent_at", "sent_date", "signatory", "state", "subject", "version", "zone") VALUES (NEW."agreement_id", NEW."body", NEW."certainty", NEW."channel", NEW."counts_because", NEW."counts_date", NEW."document_id", NEW."id", NEW."key_date_id", NEW."kind", NEW."letter_id", NEW."lineage", NEW."note", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_date", NEW."recorded_at", NEW."recorded_by_id", NEW."repeats_id", NEW."section", NEW."sender_id", NEW."sent_at", NEW."sent_date", NEW."signatory", NEW."state", NEW."subject", NEW."version", NEW."zone"); RETURN NULL;',
                                hash="c8cd2205071e9ab99dd276bbee2bede59dde0e50",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e48ca",
                                table="obligations_notice",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_noticehistory" ("agreement_id", "body", "certainty", "channel", "counts_because", "counts_date", "document_id", "id", "key_date_id", "kind", "letter_id", "lineage", "note", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_date", "recorded_at", "recorded_by_id", "repeats_id", "section", "sender_id", "sent_at", "sent_date", "signatory", "state", "subject", "version", "zone") VALUES (OLD."agreement_id", OLD."body", OLD."certainty", OLD."channel", OLD."counts_because", OLD."counts_date", OLD."document_id", OLD."id", OLD."key_date_id", OLD."kind", OLD."letter_id", OLD."lineage", OLD."note", OLD."number", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_date", OLD."recorded_at", OLD."recorded_by_id", OLD."repeats_id", OLD."section", OLD."sender_id", OLD."sent_at", OLD."sent_date", OLD."signatory", OLD."state", OLD."subject", OLD."version", OLD."zone"); RETURN NULL;',
                                hash="e45bb2dd69eab24bee199e5b63eb64efbddcc67d",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_ba044",
                                table="obligations_notice",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="NoticeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.notice",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "number",
                        models.PositiveIntegerField(
                            help_text="Counted from 1 within the agreement."
                        ),
                    ),
                    (
                        "version",
                        models.PositiveIntegerField(
                            default=1, help_text="One more with each correction."
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("sent", "Sent"),
                                ("withdrawn", "Taken back"),
                            ],
                            default="sent",
                            max_length=10,
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("breach notice", "Breach notice"),
                                ("termination notice", "Termination notice"),
                                ("option exercise", "Exercise of an option or right"),
                                ("demand", "Demand"),
                                ("information", "Information that has to be given"),
                                ("change of address", "Change of address"),
                                ("other", "Other notice"),
                            ],
                            default="other",
                            max_length=20,
                        ),
                    ),
                    ("subject", models.CharField(max_length=200)),
                    (
                        "sender",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "channel",
                        models.CharField(
                            help_text="As the agreement's notice rules call it.", max_length=60
                        ),
                    ),
                    ("sent_date", models.DateField(blank=True, null=True, verbose_name="sent on")),
                    (
                        "sent_at",
                        models.DateTimeField(blank=True, null=True, verbose_name="sent at"),
                    ),
                    (
                        "zone",
                        models.CharField(
                            blank=True, help_text="Of the hour of sending.", max_length=64
                        ),
                    ),
                    (
                        "received_date",
                        models.DateField(
                            blank=True,
                            help_text="As far as it is known.",
                            null=True,
                            verbose_name="actually received on",
                        ),
                    ),
                    (
                        "counts_date",
                        models.DateField(blank=True, null=True, verbose_name="counts as given on"),
                    ),
                    (
                        "counts_because",
                        models.TextField(
                            blank=True, help_text="Why that day, where the clause leaves it open."
                        ),
                    ),
                    (
                        "certainty",
                        models.CharField(
                            choices=[("actual", "Actual"), ("assumed", "Assumed")],
                            default="actual",
                            max_length=10,
                        ),
                    ),
                    (
                        "section",
                        models.CharField(
                            blank=True, help_text="Under which it is given.", max_length=120
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                    (
                        "repeats",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="The same notice, sent by another channel; the earliest day counts for both.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.notice",
                        ),
                    ),
                    ("note", models.TextField(blank=True)),
                    ("body", models.TextField(blank=True, help_text="Of the letter.")),
                    ("signatory", models.CharField(blank=True, max_length=200)),
                    (
                        "letter",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "document",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.document",
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_noticehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="6b09af6a0297e2ce3646929fc8b2f2f9bec230ab",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_8db36",
                                table="obligations_noticehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Addressee",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "notice",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="addressees",
                            to="obligations.notice",
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("copy_to", models.CharField(blank=True, max_length=200)),
                    ("attention", models.CharField(blank=True, max_length=200)),
                    ("address", models.TextField(blank=True)),
                    ("fax", models.CharField(blank=True, max_length=60)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("notice", "participation", "copy_to"), name="addressee_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_addresseehistory" ("address", "attention", "copy_to", "email", "fax", "id", "notice_id", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."address", NEW."attention", NEW."copy_to", NEW."email", NEW."fax", NEW."id", NEW."notice_id", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position"); RETURN NULL;',
                                hash="4d81593eaf0f1a798e551ed9cfdc10f20ad6f74f",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_a09b7",
                                table="obligations_addressee",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_addresseehistory" ("address", "attention", "copy_to", "email", "fax", "id", "notice_id", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (NEW."address", NEW."attention", NEW."copy_to", NEW."email", NEW."fax", NEW."id", NEW."notice_id", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position"); RETURN NULL;',
                                hash="c253d0e42b8207c0dfbb7c4d6b0da4a1404bb736",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_313c7",
                                table="obligations_addressee",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_addresseehistory" ("address", "attention", "copy_to", "email", "fax", "id", "notice_id", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position") VALUES (OLD."address", OLD."attention", OLD."copy_to", OLD."email", OLD."fax", OLD."id", OLD."notice_id", OLD."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position"); RETURN NULL;',
                                hash="7162f9d1d5533154b3c332013d14baee650ccbcb",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_0d943",
                                table="obligations_addressee",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AddresseeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.addressee",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "notice",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.notice",
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    ("copy_to", models.CharField(blank=True, max_length=200)),
                    ("attention", models.CharField(blank=True, max_length=200)),
                    ("address", models.TextField(blank=True)),
                    ("fax", models.CharField(blank=True, max_length=60)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_addresseehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="8c376063cbe481556889abddc96840fe5c1a11d7",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_2d03b",
                                table="obligations_addresseehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="AddressChange",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "notice",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="address_change",
                            to="obligations.notice",
                        ),
                    ),
                    ("attention", models.CharField(blank=True, max_length=200)),
                    ("address", models.TextField(blank=True)),
                    ("fax", models.CharField(blank=True, max_length=60)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_addresschangehistory" ("address", "attention", "email", "fax", "id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."attention", NEW."email", NEW."fax", NEW."id", NEW."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="8dc3b3db84dce3c2c56200311fee538a0bd70dfe",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_faf05",
                                table="obligations_addresschange",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_addresschangehistory" ("address", "attention", "email", "fax", "id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."attention", NEW."email", NEW."fax", NEW."id", NEW."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="34c1d43d9d96090e581df0f2073599e6b25431f1",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_4558b",
                                table="obligations_addresschange",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_addresschangehistory" ("address", "attention", "email", "fax", "id", "notice_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."attention", OLD."email", OLD."fax", OLD."id", OLD."notice_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="c44a894f75617dea4815d46f13ef10266cb822f0",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_ac44d",
                                table="obligations_addresschange",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AddressChangeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.addresschange",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "notice",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.notice",
                        ),
                    ),
                    ("attention", models.CharField(blank=True, max_length=200)),
                    ("address", models.TextField(blank=True)),
                    ("fax", models.CharField(blank=True, max_length=60)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_addresschangehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fe7e3b05aa5e6e562a6e4a061c327b08d33a4fd9",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_11887",
                                table="obligations_addresschangehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="LetterTemplate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("breach notice", "Breach notice"),
                                ("termination notice", "Termination notice"),
                                ("option exercise", "Exercise of an option or right"),
                                ("demand", "Demand"),
                                ("information", "Information that has to be given"),
                                ("change of address", "Change of address"),
                                ("other", "Other notice"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("subject", models.CharField(max_length=200)),
                    (
                        "body",
                        models.TextField(
                            help_text="Paragraphs, with an empty line between them. Names in braces are filled in."
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("kind"),
                            name="letter_template_kind_once",
                            violation_error_code="kind",
                            violation_error_message="There is already a template for this kind of notice.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_lettertemplatehistory" ("body", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."body", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."subject"); RETURN NULL;',
                                hash="82abb61e615ba681df2b8b1fc7a273d10046026e",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_e756a",
                                table="obligations_lettertemplate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_lettertemplatehistory" ("body", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (NEW."body", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."subject"); RETURN NULL;',
                                hash="eb93c2f7a763368e61d93492ab0dcc52b8d28070",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_6d339",
                                table="obligations_lettertemplate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_lettertemplatehistory" ("body", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "subject") VALUES (OLD."body", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."subject"); RETURN NULL;',
                                hash="6ea58bb2396dce4ccdb4abd1f00d2448c605d3e4",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_74567",
                                table="obligations_lettertemplate",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LetterTemplateHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.lettertemplate",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("breach notice", "Breach notice"),
                                ("termination notice", "Termination notice"),
                                ("option exercise", "Exercise of an option or right"),
                                ("demand", "Demand"),
                                ("information", "Information that has to be given"),
                                ("change of address", "Change of address"),
                                ("other", "Other notice"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("subject", models.CharField(max_length=200)),
                    (
                        "body",
                        models.TextField(
                            help_text="Paragraphs, with an empty line between them. Names in braces are filled in."
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_lettertemplatehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="bafb01a5bd733f8d124c4be27cc342a959e132dd",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_a76a6",
                                table="obligations_lettertemplatehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Preferences",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "person",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="preferences",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            null=True,
                            size=None,
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                    ("nag_every", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("digest_hour", models.PositiveSmallIntegerField(default=7)),
                    (
                        "own_moves",
                        models.BooleanField(
                            default=False, verbose_name="tell me of dates that I moved myself"
                        ),
                    ),
                    (
                        "nothing_due_weekday",
                        models.PositiveSmallIntegerField(blank=True, null=True),
                    ),
                ],
                options={
                    "verbose_name_plural": "preferences",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("digest_hour__lte", 23)),
                            name="preferences_hour_of_a_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("nothing_due_weekday", None),
                                ("nothing_due_weekday__lte", 6),
                                _connector="OR",
                            ),
                            name="preferences_day_of_a_week",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_preferenceshistory" ("digest_hour", "id", "leads", "nag_every", "nothing_due_weekday", "on_the_day", "own_moves", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."digest_hour", NEW."id", NEW."leads", NEW."nag_every", NEW."nothing_due_weekday", NEW."on_the_day", NEW."own_moves", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="e9de7f203a77485d2be66a3d49e772777b93bf5e",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_01291",
                                table="obligations_preferences",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_preferenceshistory" ("digest_hour", "id", "leads", "nag_every", "nothing_due_weekday", "on_the_day", "own_moves", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."digest_hour", NEW."id", NEW."leads", NEW."nag_every", NEW."nothing_due_weekday", NEW."on_the_day", NEW."own_moves", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="46d1ac41e209fe011dc285cff1f5af3d92c5eee8",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_a03f6",
                                table="obligations_preferences",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_preferenceshistory" ("digest_hour", "id", "leads", "nag_every", "nothing_due_weekday", "on_the_day", "own_moves", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."digest_hour", OLD."id", OLD."leads", OLD."nag_every", OLD."nothing_due_weekday", OLD."on_the_day", OLD."own_moves", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="df58b9098e1bc267d743746e019755d21480be87",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_1bf85",
                                table="obligations_preferences",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PreferencesHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.preferences",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            null=True,
                            size=None,
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                    ("nag_every", models.PositiveSmallIntegerField(blank=True, null=True)),
                    ("digest_hour", models.PositiveSmallIntegerField(default=7)),
                    (
                        "own_moves",
                        models.BooleanField(
                            default=False, verbose_name="tell me of dates that I moved myself"
                        ),
                    ),
                    (
                        "nothing_due_weekday",
                        models.PositiveSmallIntegerField(blank=True, null=True),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_preferenceshistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="fba330ed9bdd41d55d2a941623cb18cea24d2fa1",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_af63b",
                                table="obligations_preferenceshistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Following",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="follows",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="followers",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            null=True,
                            size=None,
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                ],
                options={
                    "verbose_name_plural": "followings",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("person", "obligation"), name="following_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_followinghistory" ("id", "leads", "obligation_id", "on_the_day", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."leads", NEW."obligation_id", NEW."on_the_day", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="66843c792412da58d852858f52ce8432de3a92dc",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_d8ac3",
                                table="obligations_following",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_followinghistory" ("id", "leads", "obligation_id", "on_the_day", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."leads", NEW."obligation_id", NEW."on_the_day", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="3f70fc18b96990b0179d910c134d9638bbedf9fe",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_47ebc",
                                table="obligations_following",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_followinghistory" ("id", "leads", "obligation_id", "on_the_day", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."leads", OLD."obligation_id", OLD."on_the_day", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="813b2da7f9a101222dda1084f4956abea4044f80",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_18346",
                                table="obligations_following",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="FollowingHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.following",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(),
                            blank=True,
                            null=True,
                            size=None,
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_followinghistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="5dad91b943b333aeaa6904d4ed59a7146e6e33ac",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_abf94",
                                table="obligations_followinghistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExternalRecipient",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "obligation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="external_recipients",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("obligor", "Whoever owes it"),
                                ("obligee", "Whoever it is owed to"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(), size=None
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("participation__isnull", False), ("side", "")),
                                models.Q(
                                    models.Q(("side", ""), _negated=True),
                                    ("participation__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="external_recipient_by_one_role",
                            violation_error_message="Name a side of the obligation, or a party: one of them.",
                        ),
                        models.UniqueConstraint(
                            fields=("obligation", "side", "participation"),
                            name="external_recipient_once",
                            nulls_distinct=False,
                            violation_error_message="They are reminded of it already.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_externalrecipienthistory" ("id", "leads", "obligation_id", "on_the_day", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side") VALUES (NEW."id", NEW."leads", NEW."obligation_id", NEW."on_the_day", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."side"); RETURN NULL;',
                                hash="a21c3ae05778d461ef4e51df3b64dc691371c50b",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_8ea41",
                                table="obligations_externalrecipient",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_externalrecipienthistory" ("id", "leads", "obligation_id", "on_the_day", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side") VALUES (NEW."id", NEW."leads", NEW."obligation_id", NEW."on_the_day", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."side"); RETURN NULL;',
                                hash="8be6b34502774a99e3b5d9f08993217024e2be41",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_47358",
                                table="obligations_externalrecipient",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_externalrecipienthistory" ("id", "leads", "obligation_id", "on_the_day", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side") VALUES (OLD."id", OLD."leads", OLD."obligation_id", OLD."on_the_day", OLD."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."side"); RETURN NULL;',
                                hash="a7c23cceb1de355458c136151f2906babba93988",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_e3ff6",
                                table="obligations_externalrecipient",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ExternalRecipientHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.externalrecipient",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "obligation",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.obligation",
                        ),
                    ),
                    (
                        "side",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("obligor", "Whoever owes it"),
                                ("obligee", "Whoever it is owed to"),
                            ],
                            max_length=8,
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.participation",
                        ),
                    ),
                    (
                        "leads",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.PositiveSmallIntegerField(), size=None
                        ),
                    ),
                    ("on_the_day", models.BooleanField(default=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_externalrecipienthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="745de00ce27445315e610d750f3b7316365dbeec",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_597db",
                                table="obligations_externalrecipienthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Report",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("compliance", "Compliance report"),
                                ("coming", "What is coming"),
                                ("overdue", "Overdue and late"),
                                ("closing", "Closing checklist"),
                                ("prohibitions", "Prohibitions in force"),
                                ("notices", "Notice log"),
                                ("audit", "Audit extract"),
                            ],
                            default="compliance",
                            max_length=12,
                        ),
                    ),
                    (
                        "format",
                        models.CharField(
                            choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                            default="pdf",
                            max_length=4,
                        ),
                    ),
                    (
                        "scope",
                        models.CharField(
                            choices=[
                                ("agreement", "One agreement"),
                                ("party", "One party"),
                                ("everything", "Everything"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reports",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "closing",
                        models.ForeignKey(
                            blank=True,
                            help_text="Of a closing checklist: the one closing, empty for all of the agreement.",
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="reports",
                            to="agreements.party",
                        ),
                    ),
                    ("as_at_date", models.DateField(verbose_name="as at")),
                    (
                        "known_on_date",
                        models.DateField(
                            blank=True,
                            help_text="Empty for what is known now.",
                            null=True,
                            verbose_name="as known on",
                        ),
                    ),
                    (
                        "since_date",
                        models.DateField(
                            blank=True,
                            help_text="The first day, of what happened between two days.",
                            null=True,
                            verbose_name="from",
                        ),
                    ),
                    (
                        "horizon_days",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Of what is coming: within so many days.",
                            null=True,
                            verbose_name="days ahead",
                        ),
                    ),
                    (
                        "covers",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            default=list,
                            help_text="The agreements in it: who may not see one of them may not see the report.",
                            size=None,
                        ),
                    ),
                    (
                        "requested_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("requested_at", models.DateTimeField()),
                    (
                        "variant",
                        models.CharField(
                            choices=[
                                (
                                    "standard",
                                    "Tagged for screen readers; plain where it is very long",
                                ),
                                ("tagged", "Tagged for screen readers, however long (PDF/UA-1)"),
                                ("archive", "For the archive, with its data attached (PDF/A-3)"),
                            ],
                            default="standard",
                            max_length=8,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("queued", "Waiting"),
                                ("running", "Being made"),
                                ("done", "Ready"),
                                ("failed", "Failed"),
                                ("cancelled", "Cancelled"),
                            ],
                            default="queued",
                            max_length=10,
                        ),
                    ),
                    ("stage", models.CharField(blank=True, max_length=80)),
                    (
                        "progress",
                        models.PositiveSmallIntegerField(default=0, help_text="Per cent."),
                    ),
                    ("beat_at", models.DateTimeField(blank=True, null=True)),
                    ("pages", models.PositiveIntegerField(blank=True, null=True)),
                    ("stored_as", models.CharField(blank=True, max_length=120)),
                    ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                    ("sha256", models.CharField(blank=True, max_length=64)),
                    (
                        "made_as",
                        models.CharField(
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
                    (
                        "data_sha256",
                        models.CharField(
                            blank=True,
                            help_text="Of what it says, in its canonical form.",
                            max_length=64,
                        ),
                    ),
                    (
                        "audit_head",
                        models.CharField(
                            blank=True,
                            help_text="The head of the audit chain that is printed in it.",
                            max_length=64,
                        ),
                    ),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("error", models.TextField(blank=True)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "schedule",
                        models.ForeignKey(
                            blank=True,
                            help_text="By which it was asked for, for one of its recipients.",
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="reports",
                            to="obligations.reportschedule",
                        ),
                    ),
                    (
                        "turn_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="The turn of the schedule that it belongs to.",
                            null=True,
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            help_text="The mail that tells of it.",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reports",
                            to="obligations.message",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("agreement__isnull", False),
                                    ("party__isnull", True),
                                    ("scope", "agreement"),
                                ),
                                models.Q(
                                    ("agreement__isnull", True),
                                    ("party__isnull", False),
                                    ("scope", "party"),
                                ),
                                models.Q(
                                    ("agreement__isnull", True),
                                    ("party__isnull", True),
                                    ("scope", "everything"),
                                ),
                                _connector="OR",
                            ),
                            name="report_scope_named",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "closing"), ("scope", "agreement")),
                                models.Q(
                                    models.Q(("kind", "closing"), _negated=True),
                                    ("closing__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="report_closing_of_agreement",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("horizon_days__range", (1, 366)), ("kind", "coming")),
                                models.Q(
                                    models.Q(("kind", "coming"), _negated=True),
                                    ("horizon_days__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="report_horizon_of_coming",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "audit"), ("since_date__lte", models.F("as_at_date"))
                                ),
                                models.Q(("kind", "notices"), ("since_date__isnull", True)),
                                models.Q(
                                    ("kind", "notices"), ("since_date__lte", models.F("as_at_date"))
                                ),
                                models.Q(
                                    models.Q(("kind__in", ["audit", "notices"]), _negated=True),
                                    ("since_date__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="report_since_of_log",
                        ),
                        models.UniqueConstraint(
                            fields=("schedule", "requested_by", "turn_at"),
                            name="report_once_a_turn",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "done"), _negated=True),
                                models.Q(
                                    models.Q(("sha256", ""), _negated=True),
                                    models.Q(("stored_as", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="report_done_with_file",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "audit_head", "beat_at", "closing_id", "covers", "data_sha256", "error", "finished_at", "format", "horizon_days", "id", "kind", "known_on_date", "made_as", "message_id", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "schedule_id", "scope", "sha256", "since_date", "size", "stage", "state", "stored_as", "tries", "turn_at", "variant") VALUES (NEW."agreement_id", NEW."as_at_date", NEW."audit_head", NEW."beat_at", NEW."closing_id", NEW."covers", NEW."data_sha256", NEW."error", NEW."finished_at", NEW."format", NEW."horizon_days", NEW."id", NEW."kind", NEW."known_on_date", NEW."made_as", NEW."message_id", NEW."pages", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."schedule_id", NEW."scope", NEW."sha256", NEW."since_date", NEW."size", NEW."stage", NEW."state", NEW."stored_as", NEW."tries", NEW."turn_at", NEW."variant"); RETURN NULL;',
                                hash="66d892635280ae1d7eed244bcd0738716de3b705",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_8571d",
                                table="obligations_report",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."as_at_date" IS DISTINCT FROM (NEW."as_at_date") OR OLD."audit_head" IS DISTINCT FROM (NEW."audit_head") OR OLD."closing_id" IS DISTINCT FROM (NEW."closing_id") OR OLD."covers" IS DISTINCT FROM (NEW."covers") OR OLD."data_sha256" IS DISTINCT FROM (NEW."data_sha256") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."finished_at" IS DISTINCT FROM (NEW."finished_at") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."horizon_days" IS DISTINCT FROM (NEW."horizon_days") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."known_on_date" IS DISTINCT FROM (NEW."known_on_date") OR OLD."made_as" IS DISTINCT FROM (NEW."made_as") OR OLD."message_id" IS DISTINCT FROM (NEW."message_id") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."requested_at" IS DISTINCT FROM (NEW."requested_at") OR OLD."requested_by_id" IS DISTINCT FROM (NEW."requested_by_id") OR OLD."schedule_id" IS DISTINCT FROM (NEW."schedule_id") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."since_date" IS DISTINCT FROM (NEW."since_date") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stored_as" IS DISTINCT FROM (NEW."stored_as") OR OLD."tries" IS DISTINCT FROM (NEW."tries") OR OLD."turn_at" IS DISTINCT FROM (NEW."turn_at") OR OLD."variant" IS DISTINCT FROM (NEW."variant"))',
                                func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "audit_head", "beat_at", "closing_id", "covers", "data_sha256", "error", "finished_at", "format", "horizon_days", "id", "kind", "known_on_date", "made_as", "message_id", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "schedule_id", "scope", "sha256", "since_date", "size", "stage", "state", "stored_as", "tries", "turn_at", "variant") VALUES (NEW."agreement_id", NEW."as_at_date", NEW."audit_head", NEW."beat_at", NEW."closing_id", NEW."covers", NEW."data_sha256", NEW."error", NEW."finished_at", NEW."format", NEW."horizon_days", NEW."id", NEW."kind", NEW."known_on_date", NEW."made_as", NEW."message_id", NEW."pages", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."progress", NEW."requested_at", NEW."requested_by_id", NEW."schedule_id", NEW."scope", NEW."sha256", NEW."since_date", NEW."size", NEW."stage", NEW."state", NEW."stored_as", NEW."tries", NEW."turn_at", NEW."variant"); RETURN NULL;',
                                hash="a457eaef29985e52d4b9649b6e0420253026b3b5",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_823c4",
                                table="obligations_report",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_reporthistory" ("agreement_id", "as_at_date", "audit_head", "beat_at", "closing_id", "covers", "data_sha256", "error", "finished_at", "format", "horizon_days", "id", "kind", "known_on_date", "made_as", "message_id", "pages", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "requested_at", "requested_by_id", "schedule_id", "scope", "sha256", "since_date", "size", "stage", "state", "stored_as", "tries", "turn_at", "variant") VALUES (OLD."agreement_id", OLD."as_at_date", OLD."audit_head", OLD."beat_at", OLD."closing_id", OLD."covers", OLD."data_sha256", OLD."error", OLD."finished_at", OLD."format", OLD."horizon_days", OLD."id", OLD."kind", OLD."known_on_date", OLD."made_as", OLD."message_id", OLD."pages", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."progress", OLD."requested_at", OLD."requested_by_id", OLD."schedule_id", OLD."scope", OLD."sha256", OLD."since_date", OLD."size", OLD."stage", OLD."state", OLD."stored_as", OLD."tries", OLD."turn_at", OLD."variant"); RETURN NULL;',
                                hash="52f82ebf6606f3bbda67c76171b8e69111ad02bc",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_39850",
                                table="obligations_report",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.report",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("compliance", "Compliance report"),
                                ("coming", "What is coming"),
                                ("overdue", "Overdue and late"),
                                ("closing", "Closing checklist"),
                                ("prohibitions", "Prohibitions in force"),
                                ("notices", "Notice log"),
                                ("audit", "Audit extract"),
                            ],
                            default="compliance",
                            max_length=12,
                        ),
                    ),
                    (
                        "format",
                        models.CharField(
                            choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                            default="pdf",
                            max_length=4,
                        ),
                    ),
                    (
                        "scope",
                        models.CharField(
                            choices=[
                                ("agreement", "One agreement"),
                                ("party", "One party"),
                                ("everything", "Everything"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "closing",
                        models.ForeignKey(
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
                    (
                        "party",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
                        ),
                    ),
                    ("as_at_date", models.DateField(verbose_name="as at")),
                    (
                        "known_on_date",
                        models.DateField(
                            blank=True,
                            help_text="Empty for what is known now.",
                            null=True,
                            verbose_name="as known on",
                        ),
                    ),
                    (
                        "since_date",
                        models.DateField(
                            blank=True,
                            help_text="The first day, of what happened between two days.",
                            null=True,
                            verbose_name="from",
                        ),
                    ),
                    (
                        "horizon_days",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="Of what is coming: within so many days.",
                            null=True,
                            verbose_name="days ahead",
                        ),
                    ),
                    (
                        "covers",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(),
                            default=list,
                            help_text="The agreements in it: who may not see one of them may not see the report.",
                            size=None,
                        ),
                    ),
                    (
                        "requested_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("requested_at", models.DateTimeField()),
                    (
                        "variant",
                        models.CharField(
                            choices=[
                                (
                                    "standard",
                                    "Tagged for screen readers; plain where it is very long",
                                ),
                                ("tagged", "Tagged for screen readers, however long (PDF/UA-1)"),
                                ("archive", "For the archive, with its data attached (PDF/A-3)"),
                            ],
                            default="standard",
                            max_length=8,
                        ),
                    ),
                    (
                        "state",
                        models.CharField(
                            choices=[
                                ("queued", "Waiting"),
                                ("running", "Being made"),
                                ("done", "Ready"),
                                ("failed", "Failed"),
                                ("cancelled", "Cancelled"),
                            ],
                            default="queued",
                            max_length=10,
                        ),
                    ),
                    ("stage", models.CharField(blank=True, max_length=80)),
                    (
                        "progress",
                        models.PositiveSmallIntegerField(default=0, help_text="Per cent."),
                    ),
                    ("beat_at", models.DateTimeField(blank=True, null=True)),
                    ("pages", models.PositiveIntegerField(blank=True, null=True)),
                    ("stored_as", models.CharField(blank=True, max_length=120)),
                    ("size", models.PositiveBigIntegerField(blank=True, null=True)),
                    ("sha256", models.CharField(blank=True, max_length=64)),
                    (
                        "made_as",
                        models.CharField(
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
                    (
                        "data_sha256",
                        models.CharField(
                            blank=True,
                            help_text="Of what it says, in its canonical form.",
                            max_length=64,
                        ),
                    ),
                    (
                        "audit_head",
                        models.CharField(
                            blank=True,
                            help_text="The head of the audit chain that is printed in it.",
                            max_length=64,
                        ),
                    ),
                    ("tries", models.PositiveSmallIntegerField(default=0)),
                    ("error", models.TextField(blank=True)),
                    ("finished_at", models.DateTimeField(blank=True, null=True)),
                    (
                        "schedule",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="By which it was asked for, for one of its recipients.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.reportschedule",
                        ),
                    ),
                    (
                        "turn_at",
                        models.DateTimeField(
                            blank=True,
                            help_text="The turn of the schedule that it belongs to.",
                            null=True,
                        ),
                    ),
                    (
                        "message",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            help_text="The mail that tells of it.",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.message",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_reporthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="8f5fe21830dbb176ad42b18e56fbd510a13fc5e0",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_994d1",
                                table="obligations_reporthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportSchedule",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("compliance", "Compliance report"),
                                ("coming", "What is coming"),
                                ("overdue", "Overdue and late"),
                                ("closing", "Closing checklist"),
                                ("prohibitions", "Prohibitions in force"),
                                ("notices", "Notice log"),
                                ("audit", "Audit extract"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "format",
                        models.CharField(
                            choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                            default="pdf",
                            max_length=4,
                        ),
                    ),
                    (
                        "scope",
                        models.CharField(
                            choices=[
                                ("agreement", "One agreement"),
                                ("party", "One party"),
                                ("everything", "Everything"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="report_schedules",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "closing",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="report_schedules",
                            to="agreements.party",
                        ),
                    ),
                    (
                        "horizon_days",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="days ahead"
                        ),
                    ),
                    (
                        "rhythm",
                        models.CharField(
                            choices=[("weekly", "Every week"), ("monthly", "Every month")],
                            max_length=8,
                        ),
                    ),
                    (
                        "weekday",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ],
                            null=True,
                        ),
                    ),
                    (
                        "month_day",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="In a shorter month its last day.",
                            null=True,
                            verbose_name="day of the month",
                        ),
                    ),
                    (
                        "hour",
                        models.PositiveSmallIntegerField(
                            help_text="0 to 23, on the clocks of the zone."
                        ),
                    ),
                    ("zone", models.CharField(max_length=60)),
                    (
                        "attach",
                        models.BooleanField(
                            default=False,
                            help_text="Up to 5 MB; the link is there in any case.",
                            verbose_name="attach the file",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("done_until", models.DateTimeField()),
                    ("last_as_at_date", models.DateField(blank=True, null=True)),
                    ("error", models.TextField(blank=True, verbose_name="what went wrong")),
                    (
                        "recipients",
                        models.ManyToManyField(
                            related_name="report_schedules",
                            through="obligations.ReportRecipient",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("agreement__isnull", False),
                                    ("party__isnull", True),
                                    ("scope", "agreement"),
                                ),
                                models.Q(
                                    ("agreement__isnull", True),
                                    ("party__isnull", False),
                                    ("scope", "party"),
                                ),
                                models.Q(
                                    ("agreement__isnull", True),
                                    ("party__isnull", True),
                                    ("scope", "everything"),
                                ),
                                _connector="OR",
                            ),
                            name="report_schedule_scope_named",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "closing"), ("scope", "agreement")),
                                models.Q(
                                    models.Q(("kind", "closing"), _negated=True),
                                    ("closing__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="report_schedule_closing_of_agreement",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("horizon_days__range", (1, 366)), ("kind", "coming")),
                                models.Q(
                                    models.Q(("kind", "coming"), _negated=True),
                                    ("horizon_days__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="report_schedule_horizon_of_coming",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("hour__lte", 23),
                                    ("month_day__isnull", True),
                                    ("rhythm", "weekly"),
                                    ("weekday__range", (0, 6)),
                                ),
                                models.Q(
                                    ("hour__lte", 23),
                                    ("month_day__range", (1, 31)),
                                    ("rhythm", "monthly"),
                                    ("weekday__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="report_schedule_day_of_rhythm",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_reportschedulehistory" ("agreement_id", "attach", "closing_id", "done_until", "error", "format", "horizon_days", "hour", "id", "is_active", "kind", "last_as_at_date", "made_at", "made_by_id", "month_day", "name", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "scope", "weekday", "zone") VALUES (NEW."agreement_id", NEW."attach", NEW."closing_id", NEW."done_until", NEW."error", NEW."format", NEW."horizon_days", NEW."hour", NEW."id", NEW."is_active", NEW."kind", NEW."last_as_at_date", NEW."made_at", NEW."made_by_id", NEW."month_day", NEW."name", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."rhythm", NEW."scope", NEW."weekday", NEW."zone"); RETURN NULL;',
                                hash="a41530f7c4034ebbbddb3db33be3ba628faedefe",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_eb735",
                                table="obligations_reportschedule",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."attach" IS DISTINCT FROM (NEW."attach") OR OLD."closing_id" IS DISTINCT FROM (NEW."closing_id") OR OLD."error" IS DISTINCT FROM (NEW."error") OR OLD."format" IS DISTINCT FROM (NEW."format") OR OLD."horizon_days" IS DISTINCT FROM (NEW."horizon_days") OR OLD."hour" IS DISTINCT FROM (NEW."hour") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."month_day" IS DISTINCT FROM (NEW."month_day") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."party_id" IS DISTINCT FROM (NEW."party_id") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."scope" IS DISTINCT FROM (NEW."scope") OR OLD."weekday" IS DISTINCT FROM (NEW."weekday") OR OLD."zone" IS DISTINCT FROM (NEW."zone"))',
                                func='INSERT INTO "obligations_reportschedulehistory" ("agreement_id", "attach", "closing_id", "done_until", "error", "format", "horizon_days", "hour", "id", "is_active", "kind", "last_as_at_date", "made_at", "made_by_id", "month_day", "name", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "scope", "weekday", "zone") VALUES (NEW."agreement_id", NEW."attach", NEW."closing_id", NEW."done_until", NEW."error", NEW."format", NEW."horizon_days", NEW."hour", NEW."id", NEW."is_active", NEW."kind", NEW."last_as_at_date", NEW."made_at", NEW."made_by_id", NEW."month_day", NEW."name", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."rhythm", NEW."scope", NEW."weekday", NEW."zone"); RETURN NULL;',
                                hash="cbc5455e64e75f98a790c0e1e79e63b5a4e205ba",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_f097c",
                                table="obligations_reportschedule",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_reportschedulehistory" ("agreement_id", "attach", "closing_id", "done_until", "error", "format", "horizon_days", "hour", "id", "is_active", "kind", "last_as_at_date", "made_at", "made_by_id", "month_day", "name", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rhythm", "scope", "weekday", "zone") VALUES (OLD."agreement_id", OLD."attach", OLD."closing_id", OLD."done_until", OLD."error", OLD."format", OLD."horizon_days", OLD."hour", OLD."id", OLD."is_active", OLD."kind", OLD."last_as_at_date", OLD."made_at", OLD."made_by_id", OLD."month_day", OLD."name", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."rhythm", OLD."scope", OLD."weekday", OLD."zone"); RETURN NULL;',
                                hash="591a19906ef69b01d43ef8c14efd501a53676415",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2acd7",
                                table="obligations_reportschedule",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportScheduleHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.reportschedule",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("compliance", "Compliance report"),
                                ("coming", "What is coming"),
                                ("overdue", "Overdue and late"),
                                ("closing", "Closing checklist"),
                                ("prohibitions", "Prohibitions in force"),
                                ("notices", "Notice log"),
                                ("audit", "Audit extract"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "format",
                        models.CharField(
                            choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                            default="pdf",
                            max_length=4,
                        ),
                    ),
                    (
                        "scope",
                        models.CharField(
                            choices=[
                                ("agreement", "One agreement"),
                                ("party", "One party"),
                                ("everything", "Everything"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "closing",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.party",
                        ),
                    ),
                    (
                        "horizon_days",
                        models.PositiveSmallIntegerField(
                            blank=True, null=True, verbose_name="days ahead"
                        ),
                    ),
                    (
                        "rhythm",
                        models.CharField(
                            choices=[("weekly", "Every week"), ("monthly", "Every month")],
                            max_length=8,
                        ),
                    ),
                    (
                        "weekday",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ],
                            null=True,
                        ),
                    ),
                    (
                        "month_day",
                        models.PositiveSmallIntegerField(
                            blank=True,
                            help_text="In a shorter month its last day.",
                            null=True,
                            verbose_name="day of the month",
                        ),
                    ),
                    (
                        "hour",
                        models.PositiveSmallIntegerField(
                            help_text="0 to 23, on the clocks of the zone."
                        ),
                    ),
                    ("zone", models.CharField(max_length=60)),
                    (
                        "attach",
                        models.BooleanField(
                            default=False,
                            help_text="Up to 5 MB; the link is there in any case.",
                            verbose_name="attach the file",
                        ),
                    ),
                    ("is_active", models.BooleanField(default=True, verbose_name="active")),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("done_until", models.DateTimeField()),
                    ("last_as_at_date", models.DateField(blank=True, null=True)),
                    ("error", models.TextField(blank=True, verbose_name="what went wrong")),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_reportschedulehistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="c41f5db572391aaf93ac3d91b199348d911707ad",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_62a4e",
                                table="obligations_reportschedulehistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportRecipient",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "schedule",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="people",
                            to="obligations.reportschedule",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("trouble", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("schedule", "person"), name="report_recipient_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_reportrecipienthistory" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id", "trouble") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."schedule_id", NEW."trouble"); RETURN NULL;',
                                hash="a8f498806c9a9bee1bbdde0eb2b0cd2980d6faa5",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_bc950",
                                table="obligations_reportrecipient",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_reportrecipienthistory" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id", "trouble") VALUES (NEW."id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."schedule_id", NEW."trouble"); RETURN NULL;',
                                hash="6b39d9c5a977aac1087e185b279bc11bde26f7c3",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_f50a9",
                                table="obligations_reportrecipient",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_reportrecipienthistory" ("id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "schedule_id", "trouble") VALUES (OLD."id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."schedule_id", OLD."trouble"); RETURN NULL;',
                                hash="cdbf58adf381a320c18b39f1915320ab37adef3f",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_80aa5",
                                table="obligations_reportrecipient",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ReportRecipientHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.reportrecipient",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "schedule",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.reportschedule",
                        ),
                    ),
                    (
                        "person",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("trouble", models.CharField(blank=True, max_length=300)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_reportrecipienthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="e7c7f68a97f85ea531e9a366115db01121d9ece1",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_94a94",
                                table="obligations_reportrecipienthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Scenario",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120)),
                    ("about", models.TextField(blank=True, verbose_name="what it is for")),
                    (
                        "sharing",
                        models.CharField(
                            choices=[
                                ("private", "Private: I alone see it"),
                                ("shared", "Shared with those who may see all its agreements"),
                            ],
                            default="private",
                            max_length=8,
                        ),
                    ),
                    (
                        "agreements",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "applied_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("applied_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("made_by", "name"),
                            name="scenario_name_once",
                            violation_error_code="name",
                            violation_error_message="You have a scenario of this name already.",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("applied_at__isnull", True), ("applied_by__isnull", True)
                                ),
                                models.Q(
                                    ("applied_at__isnull", False), ("applied_by__isnull", False)
                                ),
                                _connector="OR",
                            ),
                            name="scenario_applied_by_and_at",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_scenariohistory" ("about", "agreements", "applied_at", "applied_by_id", "id", "made_at", "made_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing") VALUES (NEW."about", NEW."agreements", NEW."applied_at", NEW."applied_by_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sharing"); RETURN NULL;',
                                hash="0677fd5b523bc15ce996f35a5a0ef24a64070b6d",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_63d90",
                                table="obligations_scenario",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_scenariohistory" ("about", "agreements", "applied_at", "applied_by_id", "id", "made_at", "made_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing") VALUES (NEW."about", NEW."agreements", NEW."applied_at", NEW."applied_by_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sharing"); RETURN NULL;',
                                hash="e61aa71da25fe5cf081f47139df61ce0bfbf6c26",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_3589e",
                                table="obligations_scenario",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_scenariohistory" ("about", "agreements", "applied_at", "applied_by_id", "id", "made_at", "made_by_id", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sharing") VALUES (OLD."about", OLD."agreements", OLD."applied_at", OLD."applied_by_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sharing"); RETURN NULL;',
                                hash="073ebf45fd227b08528f03effe34ab2dcfd8d4e0",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_7b171",
                                table="obligations_scenario",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScenarioHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.scenario",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=120)),
                    ("about", models.TextField(blank=True, verbose_name="what it is for")),
                    (
                        "sharing",
                        models.CharField(
                            choices=[
                                ("private", "Private: I alone see it"),
                                ("shared", "Shared with those who may see all its agreements"),
                            ],
                            default="private",
                            max_length=8,
                        ),
                    ),
                    (
                        "agreements",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.BigIntegerField(), blank=True, default=list, size=None
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("made_at", models.DateTimeField()),
                    (
                        "applied_by",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("applied_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_scenariohistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="0b9b905892440d29dd43be3d17ffa770310b1fd6",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_0c5c5",
                                table="obligations_scenariohistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScenarioStep",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "scenario",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="steps",
                            to="obligations.scenario",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("happening", "Happens on a day"),
                                ("taken back", "Taken back, as if it had not been recorded"),
                                ("never", "Will not happen"),
                                ("extension", "Extended to a day"),
                                ("calendar", "A calendar's draft in force"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scenario_steps",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scenario_steps",
                            to="obligations.keydate",
                        ),
                    ),
                    ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                    ("seen", models.PositiveIntegerField(blank=True, null=True)),
                    ("day", models.DateField(blank=True, null=True)),
                    ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    (
                        "occurrence",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scenario_steps",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("agreed_with", models.CharField(blank=True, max_length=200)),
                    (
                        "draft",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="scenario_steps",
                            to="obligations.calendarversion",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("agreement__isnull", False),
                                    ("draft__isnull", True),
                                    ("key_date__isnull", False),
                                    ("kind__in", ("happening", "taken back", "never")),
                                    ("occurrence__isnull", True),
                                ),
                                models.Q(
                                    ("agreement__isnull", False),
                                    ("draft__isnull", True),
                                    ("key_date__isnull", True),
                                    ("kind", "extension"),
                                    ("occurrence__isnull", False),
                                ),
                                models.Q(
                                    ("agreement__isnull", True),
                                    ("draft__isnull", False),
                                    ("key_date__isnull", True),
                                    ("kind", "calendar"),
                                    ("occurrence__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="scenario_step_of_one_thing",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("day__isnull", False), ("kind__in", ("happening", "extension"))
                                ),
                                models.Q(
                                    models.Q(
                                        ("kind__in", ("happening", "extension")), _negated=True
                                    ),
                                    ("day__isnull", True),
                                ),
                                _connector="OR",
                            ),
                            name="scenario_step_has_its_day",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "taken back"), _negated=True),
                                ("lineage__isnull", False),
                                _connector="OR",
                            ),
                            name="scenario_step_taken_back_of_something",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("until__isnull", True),
                                ("until__gte", models.F("day")),
                                _connector="OR",
                            ),
                            name="scenario_step_span_in_order",
                        ),
                        models.UniqueConstraint(
                            fields=("scenario", "occurrence"),
                            name="scenario_step_one_an_occurrence",
                            violation_error_message="The scenario extends this already; take that step out.",
                        ),
                        models.UniqueConstraint(
                            fields=("scenario", "draft"),
                            name="scenario_step_one_a_draft",
                            violation_error_message="The scenario has this draft already.",
                        ),
                        models.UniqueConstraint(
                            fields=("scenario", "key_date", "lineage"),
                            name="scenario_step_one_a_happening",
                            violation_error_message="The scenario changes this happening already; take that step out.",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_scenariostephistory" ("agreed_with", "agreement_id", "day", "draft_id", "id", "is_assumed", "key_date_id", "kind", "lineage", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scenario_id", "seen", "until") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."day", NEW."draft_id", NEW."id", NEW."is_assumed", NEW."key_date_id", NEW."kind", NEW."lineage", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."scenario_id", NEW."seen", NEW."until"); RETURN NULL;',
                                hash="8e29d0221eef97d40ad9976f3534fd4588f9a525",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_3e892",
                                table="obligations_scenariostep",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "obligations_scenariostephistory" ("agreed_with", "agreement_id", "day", "draft_id", "id", "is_assumed", "key_date_id", "kind", "lineage", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scenario_id", "seen", "until") VALUES (NEW."agreed_with", NEW."agreement_id", NEW."day", NEW."draft_id", NEW."id", NEW."is_assumed", NEW."key_date_id", NEW."kind", NEW."lineage", NEW."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."scenario_id", NEW."seen", NEW."until"); RETURN NULL;',
                                hash="fe79d6892e8e620da3585def80349f98ac324d3b",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_c54ff",
                                table="obligations_scenariostep",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "obligations_scenariostephistory" ("agreed_with", "agreement_id", "day", "draft_id", "id", "is_assumed", "key_date_id", "kind", "lineage", "occurrence_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scenario_id", "seen", "until") VALUES (OLD."agreed_with", OLD."agreement_id", OLD."day", OLD."draft_id", OLD."id", OLD."is_assumed", OLD."key_date_id", OLD."kind", OLD."lineage", OLD."occurrence_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."scenario_id", OLD."seen", OLD."until"); RETURN NULL;',
                                hash="34bb8a609731da60d5f3e026dd59f02813e07c2f",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_001dc",
                                table="obligations_scenariostep",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ScenarioStepHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    (
                        "pgh_obj",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="history",
                            to="obligations.scenariostep",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "scenario",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.scenario",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("happening", "Happens on a day"),
                                ("taken back", "Taken back, as if it had not been recorded"),
                                ("never", "Will not happen"),
                                ("extension", "Extended to a day"),
                                ("calendar", "A calendar's draft in force"),
                            ],
                            max_length=10,
                        ),
                    ),
                    (
                        "agreement",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "key_date",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.keydate",
                        ),
                    ),
                    ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                    ("seen", models.PositiveIntegerField(blank=True, null=True)),
                    ("day", models.DateField(blank=True, null=True)),
                    ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
                    ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                    (
                        "occurrence",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.occurrence",
                        ),
                    ),
                    ("agreed_with", models.CharField(blank=True, max_length=200)),
                    (
                        "draft",
                        models.ForeignKey(
                            blank=True,
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="obligations.calendarversion",
                        ),
                    ),
                ],
                options={
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="obligations_scenariostephistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="8b35df5cfb166e15364f26a7b6f11990711c7302",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_88ae9",
                                table="obligations_scenariostephistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
        ),
        migrations.RunSQL(SEQUENCE, "DROP SEQUENCE obligations_sent_number"),
        *walls(),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
