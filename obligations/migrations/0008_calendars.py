"""Calendars version by version: read by all who are signed in, written by administrators."""

import importlib

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Who is at work in a write: the person whom its history rows will name.
ADMINISTERS = """EXISTS (
    SELECT FROM agreements_user person
    WHERE person.id = (
        nullif(current_setting('pghistory.context_metadata', true), '')::jsonb ->> 'person'
    )::bigint
    AND (person.role = 'administrator' AND person.is_active
         OR person.email = 'system@longstop.invalid')
)"""
SIGNED_IN = """(
    current_setting('longstop.scope', true) = 'all'
    OR nullif(current_setting('longstop.user', true), '') IS NOT NULL
)"""
# Shared by all agreements: read by whoever is signed in, written by administrators alone.
TABLES = ("obligations_calendar", "obligations_calendarversion", "obligations_calendarday")
POLICIES = "".join(
    f"""
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY reading ON {table} FOR SELECT USING ({SIGNED_IN});
CREATE POLICY adding ON {table} FOR INSERT WITH CHECK ({ADMINISTERS});
CREATE POLICY changing ON {table} FOR UPDATE USING ({ADMINISTERS}) WITH CHECK ({ADMINISTERS});
CREATE POLICY removing ON {table} FOR DELETE USING ({ADMINISTERS});
"""
    for table in TABLES
)
UNDO_POLICIES = "".join(
    f"""
DROP POLICY removing ON {table};
DROP POLICY changing ON {table};
DROP POLICY adding ON {table};
DROP POLICY reading ON {table};
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""
    for table in TABLES
)
# A warning about an agreement's rule is behind that agreement's wall.
WARNINGS = """
ALTER TABLE obligations_calendarwarning ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_calendarwarning USING (
    current_setting('longstop.scope', true) = 'all'
    OR nullif(current_setting('longstop.user', true), '') IS NOT NULL AND agreement_id IS NULL
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_calendarwarning.agreement_id
    )
);
"""
UNDO_WARNINGS = """
DROP POLICY walls ON obligations_calendarwarning;
ALTER TABLE obligations_calendarwarning DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_people_have_history"),
        ("obligations", "0007_chosen_readings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
        ),
        migrations.CreateModel(
            name="CalendarDayHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
            },
        ),
        migrations.CreateModel(
            name="CalendarHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("made_at", models.DateTimeField()),
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
        ),
        migrations.CreateModel(
            name="CalendarVersionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                ("made_at", models.DateTimeField()),
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
                ("sentence", models.TextField()),
                ("raised_date", models.DateField()),
                ("raised_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
            ],
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
                ],
                max_length=12,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendar",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendar",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendar",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="calendardayhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.calendarday",
            ),
        ),
        migrations.AddField(
            model_name="calendarhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.calendar",
            ),
        ),
        migrations.AddField(
            model_name="calendarversion",
            name="applied_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="calendarversion",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="obligations.calendarversion",
            ),
        ),
        migrations.AddField(
            model_name="calendarversion",
            name="calendar",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="obligations.calendar",
            ),
        ),
        migrations.AddField(
            model_name="calendarversion",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="calendardayhistory",
            name="version",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.calendarversion",
            ),
        ),
        migrations.AddField(
            model_name="calendarday",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="days",
                to="obligations.calendarversion",
            ),
        ),
        migrations.AddField(
            model_name="calendarversionhistory",
            name="applied_by",
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
            model_name="calendarversionhistory",
            name="based_on",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.calendarversion",
            ),
        ),
        migrations.AddField(
            model_name="calendarversionhistory",
            name="calendar",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.calendar",
            ),
        ),
        migrations.AddField(
            model_name="calendarversionhistory",
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
            model_name="calendarversionhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.calendarversion",
            ),
        ),
        migrations.AddField(
            model_name="calendarwarning",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="calendar_warnings",
                to="agreements.agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_calendarhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c3eeb743403d9aa4f2e49e2955f1c1b4d53f8c44",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7e08c",
                    table="obligations_calendarhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.UniqueConstraint(
                fields=("calendar", "number"), name="calendar_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarversion",
            constraint=models.CheckConstraint(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversion",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="calendardayhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_calendardayhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendardayhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9dcb0ccadbb0fe07fd52ac4dc60917077daa3c01",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d0cc",
                    table="obligations_calendardayhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarday",
            constraint=models.UniqueConstraint(
                fields=("version", "day"),
                name="calendar_day_once",
                violation_error_code="day",
                violation_error_message="This day stands here already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarday",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="calendarversionhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_calendarversionhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="calendarversionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c20ddda4240b7a8d8dbc3a9632d5b8e407c32070",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_03457",
                    table="obligations_calendarversionhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunSQL(WARNINGS, UNDO_WARNINGS),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
