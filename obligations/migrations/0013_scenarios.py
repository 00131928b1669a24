"""Scenarios: changes on paper, with their walls."""

import importlib

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# One's own or a shared one, and in either case all of its agreements are seen.
POLICIES = """
ALTER TABLE obligations_scenario ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_scenario USING (
    current_setting('longstop.scope', true) = 'all'
    OR (
        made_by_id = nullif(current_setting('longstop.user', true), '')::bigint
        OR sharing = 'shared' AND nullif(current_setting('longstop.user', true), '') IS NOT NULL
    )
    AND cardinality(agreements) = (
        SELECT count(*) FROM agreements_agreement agreement
        WHERE agreement.id = ANY(obligations_scenario.agreements)
    )
);
ALTER TABLE obligations_scenariostep ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_scenariostep USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_scenario scenario
        WHERE scenario.id = obligations_scenariostep.scenario_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_scenariostep;
ALTER TABLE obligations_scenariostep DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_scenario;
ALTER TABLE obligations_scenario DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_people_have_history"),
        ("obligations", "0012_calendar_warnings_of_none"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                ("made_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
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
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScenarioHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("made_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
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
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="obligations.scenario",
                    ),
                ),
            ],
            options={
                "abstract": False,
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
                ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                ("seen", models.PositiveIntegerField(blank=True, null=True)),
                ("day", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("agreed_with", models.CharField(blank=True, max_length=200)),
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
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scenario_steps",
                        to="obligations.calendarversion",
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
                (
                    "scenario",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="obligations.scenario",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ScenarioStepHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                ("seen", models.PositiveIntegerField(blank=True, null=True)),
                ("day", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True, verbose_name="last day")),
                ("is_assumed", models.BooleanField(default=False, verbose_name="assumed")),
                ("agreed_with", models.CharField(blank=True, max_length=200)),
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
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        to="obligations.scenariostep",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.UniqueConstraint(
                fields=("made_by", "name"),
                name="scenario_name_once",
                violation_error_code="name",
                violation_error_message="You have a scenario of this name already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenario",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", True), ("applied_by__isnull", True)),
                    models.Q(("applied_at__isnull", False), ("applied_by__isnull", False)),
                    _connector="OR",
                ),
                name="scenario_applied_by_and_at",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenario",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="scenariohistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_scenariohistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenariohistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0b9b905892440d29dd43be3d17ffa770310b1fd6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_0c5c5",
                    table="obligations_scenariohistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("day__isnull", False), ("kind__in", ("happening", "extension"))),
                    models.Q(
                        models.Q(("kind__in", ("happening", "extension")), _negated=True),
                        ("day__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="scenario_step_has_its_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "taken back"), _negated=True),
                    ("lineage__isnull", False),
                    _connector="OR",
                ),
                name="scenario_step_taken_back_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until__isnull", True), ("until__gte", models.F("day")), _connector="OR"
                ),
                name="scenario_step_span_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.UniqueConstraint(
                fields=("scenario", "occurrence"),
                name="scenario_step_one_an_occurrence",
                violation_error_message="The scenario extends this already; take that step out.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.UniqueConstraint(
                fields=("scenario", "draft"),
                name="scenario_step_one_a_draft",
                violation_error_message="The scenario has this draft already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="scenariostep",
            constraint=models.UniqueConstraint(
                fields=("scenario", "key_date", "lineage"),
                name="scenario_step_one_a_happening",
                violation_error_message="The scenario changes this happening already; take that step out.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenariostep",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenariostep",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenariostep",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="scenariostephistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_scenariostephistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="scenariostephistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8b35df5cfb166e15364f26a7b6f11990711c7302",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_88ae9",
                    table="obligations_scenariostephistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
