"""What people wish of their mails, who outside is reminded, and who is told of moved dates."""

import importlib

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

POLICIES = """
ALTER TABLE obligations_following ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_following USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_obligation obligation
        JOIN agreements_agreement agreement ON agreement.id = obligation.agreement_id
        WHERE obligation.id = obligations_following.obligation_id
    )
);
ALTER TABLE obligations_externalrecipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_externalrecipient USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_obligation obligation
        JOIN agreements_agreement agreement ON agreement.id = obligation.agreement_id
        WHERE obligation.id = obligations_externalrecipient.obligation_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_externalrecipient;
ALTER TABLE obligations_externalrecipient DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_following;
ALTER TABLE obligations_following DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0007_audit_seals"),
        ("obligations", "0021_report_kinds_and_schedules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "leads",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                ("on_the_day", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="ExternalRecipientHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                    "leads",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                ("on_the_day", models.BooleanField(default=True)),
            ],
            options={
                "abstract": False,
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
            },
        ),
        migrations.CreateModel(
            name="FollowingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                ("nothing_due_weekday", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "preferences",
            },
        ),
        migrations.CreateModel(
            name="PreferencesHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                ("nothing_due_weekday", models.PositiveSmallIntegerField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
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
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("dropped", "Dropped")],
                        default="planned",
                        max_length=8,
                    ),
                ),
                ("dropped_because", models.CharField(blank=True, max_length=200)),
                ("planned_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="message",
            name="about",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="messages",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to="agreements.participation",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="agreements.participation",
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
                    ("report", "Report"),
                    ("nothing", "Nothing due"),
                    ("outside", "Reminder to a party"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="messages",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="recipient",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact__isnull", True), ("recipient__isnull", False)),
                    models.Q(("contact__isnull", False), ("recipient__isnull", True)),
                    _connector="OR",
                ),
                name="message_to_exactly_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact__isnull", False)),
                fields=("contact", "about", "business_date", "number"),
                name="message_once_outside",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact__isnull", True), ("recipient__isnull", False)),
                    models.Q(("contact__isnull", False), ("recipient__isnull", True)),
                    _connector="OR",
                ),
                name="reminder_to_exactly_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("contact__isnull", False)),
                fields=("occurrence", "due_date", "lead", "contact"),
                name="reminder_once_outside",
            ),
        ),
        migrations.AddField(
            model_name="externalrecipient",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="external_recipients",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="externalrecipient",
            name="participation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="agreements.participation",
            ),
        ),
        migrations.AddField(
            model_name="externalrecipienthistory",
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
            model_name="externalrecipienthistory",
            name="participation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.participation",
            ),
        ),
        migrations.AddField(
            model_name="externalrecipienthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.externalrecipient",
            ),
        ),
        migrations.AddField(
            model_name="following",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followers",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="following",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="follows",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="followinghistory",
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
            model_name="followinghistory",
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
            model_name="followinghistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.following",
            ),
        ),
        migrations.AddField(
            model_name="preferences",
            name="person",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="preferences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="preferenceshistory",
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
            model_name="preferenceshistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.preferences",
            ),
        ),
        migrations.AddField(
            model_name="telling",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tellings",
                to="obligations.message",
            ),
        ),
        migrations.AddField(
            model_name="telling",
            name="move",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tellings",
                to="obligations.datemove",
            ),
        ),
        migrations.AddField(
            model_name="telling",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="externalrecipient",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("participation__isnull", False), ("side", "")),
                    models.Q(
                        models.Q(("side", ""), _negated=True), ("participation__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="external_recipient_by_one_role",
                violation_error_message="Name a side of the obligation, or a party: one of them.",
            ),
        ),
        migrations.AddConstraint(
            model_name="externalrecipient",
            constraint=models.UniqueConstraint(
                fields=("obligation", "side", "participation"),
                name="external_recipient_once",
                nulls_distinct=False,
                violation_error_message="They are reminded of it already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="externalrecipient",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="externalrecipient",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="externalrecipient",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="externalrecipienthistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_externalrecipienthistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="externalrecipienthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="745de00ce27445315e610d750f3b7316365dbeec",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_597db",
                    table="obligations_externalrecipienthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.UniqueConstraint(
                fields=("person", "obligation"), name="following_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="following",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="following",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="following",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="followinghistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_followinghistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="followinghistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5dad91b943b333aeaa6904d4ed59a7146e6e33ac",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_abf94",
                    table="obligations_followinghistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="preferences",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest_hour__lte", 23)), name="preferences_hour_of_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="preferences",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("nothing_due_weekday", None), ("nothing_due_weekday__lte", 6), _connector="OR"
                ),
                name="preferences_day_of_a_week",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="preferences",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="preferences",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="preferences",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="preferenceshistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_preferenceshistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="preferenceshistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fba330ed9bdd41d55d2a941623cb18cea24d2fa1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_af63b",
                    table="obligations_preferenceshistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="telling",
            index=models.Index(
                condition=models.Q(("message", None), ("state", "planned")),
                fields=["recipient"],
                name="telling_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.UniqueConstraint(fields=("move", "recipient"), name="telling_once"),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "dropped"), _negated=True),
                    models.Q(("dropped_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="telling_dropped_with_reason",
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
