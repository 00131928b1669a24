"""Saved views, feeds and what mails put into calendars, with their walls; sequence numbers."""

import importlib

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# One's own or a shared one, and in either case the agreement or party that it names is seen.
POLICIES = """
ALTER TABLE obligations_savedview ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_savedview USING (
    current_setting('longstop.scope', true) = 'all'
    OR (
        made_by_id = nullif(current_setting('longstop.user', true), '')::bigint
        OR sharing = 'shared' AND nullif(current_setting('longstop.user', true), '') IS NOT NULL
    )
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
    )
);
ALTER TABLE obligations_defaultview ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_defaultview USING (
    current_setting('longstop.scope', true) = 'all'
    OR user_id = nullif(current_setting('longstop.user', true), '')::bigint
);
ALTER TABLE obligations_feed ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_feed USING (
    current_setting('longstop.scope', true) = 'all'
    OR owner_id = nullif(current_setting('longstop.user', true), '')::bigint
);
ALTER TABLE obligations_calendarcopy ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_calendarcopy USING (
    current_setting('longstop.scope', true) = 'all'
    OR recipient_id = nullif(current_setting('longstop.user', true), '')::bigint
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_calendarcopy;
ALTER TABLE obligations_calendarcopy DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_feed;
ALTER TABLE obligations_feed DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_defaultview;
ALTER TABLE obligations_defaultview DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_savedview;
ALTER TABLE obligations_savedview DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0018_answers_to_reminders"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.PositiveIntegerField()),
                ("is_cancelled", models.BooleanField(default=False)),
            ],
            options={
                "verbose_name_plural": "calendar copies",
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
            ],
        ),
        migrations.CreateModel(
            name="DefaultViewHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
            ],
            options={
                "abstract": False,
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
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                ("etag", models.CharField(blank=True, max_length=64)),
                ("changed_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FeedHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
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
                ("made_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
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
                ("made_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SavedViewHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                ("made_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="occurrence",
            name="changed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="occurrence",
            name="sequence",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="occurrence",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="calendarcopy",
            name="message",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="obligations.message",
            ),
        ),
        migrations.AddField(
            model_name="calendarcopy",
            name="occurrence",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="obligations.occurrence",
            ),
        ),
        migrations.AddField(
            model_name="calendarcopy",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="defaultview",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="defaultviewhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.defaultview",
            ),
        ),
        migrations.AddField(
            model_name="defaultviewhistory",
            name="user",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="feeds",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feedhistory",
            name="owner",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feedhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.feed",
            ),
        ),
        migrations.AddField(
            model_name="savedview",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="feedhistory",
            name="view",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.savedview",
            ),
        ),
        migrations.AddField(
            model_name="feed",
            name="view",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="feeds",
                to="obligations.savedview",
            ),
        ),
        migrations.AddField(
            model_name="defaultviewhistory",
            name="view",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.savedview",
            ),
        ),
        migrations.AddField(
            model_name="defaultview",
            name="view",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="obligations.savedview",
            ),
        ),
        migrations.AddField(
            model_name="savedviewhistory",
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
            model_name="savedviewhistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.savedview",
            ),
        ),
        migrations.AddConstraint(
            model_name="calendarcopy",
            constraint=models.UniqueConstraint(
                fields=("recipient", "occurrence"), name="calendar_copy_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                fields=("made_by", "name"),
                name="saved_view_name_once",
                violation_error_code="name",
                violation_error_message="You have a view of this name already.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedview",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedview",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedview",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="feedhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_feedhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feedhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="673462270a3d2bfc20cb1383fac9c1b2d946f557",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5256b",
                    table="obligations_feedhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="feed",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "mine"), ("reference", ""), ("view__isnull", True)),
                    models.Q(
                        ("kind", "agreement"),
                        ("view__isnull", True),
                        models.Q(("reference", ""), _negated=True),
                    ),
                    models.Q(("kind", "view"), ("reference", ""), ("view__isnull", False)),
                    _connector="OR",
                ),
                name="feed_of_one_thing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="feed",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="defaultviewhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_defaultviewhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defaultviewhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b1d50721b0a38515429f59339dbd2c4a5c669342",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_46a2e",
                    table="obligations_defaultviewhistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defaultview",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defaultview",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="defaultview",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="savedviewhistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_savedviewhistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="savedviewhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c0aec2fb6e8c81088e522d4d588eacff066d7d78",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fe04a",
                    table="obligations_savedviewhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
