"""Notices, who they go to, changes of address, letters; and their walls."""

import importlib

import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

POLICIES = """
ALTER TABLE obligations_notice ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_notice USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM agreements_agreement agreement
        WHERE agreement.id = obligations_notice.agreement_id
    )
);
ALTER TABLE obligations_addressee ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_addressee USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_notice notice
        WHERE notice.id = obligations_addressee.notice_id
    )
);
ALTER TABLE obligations_addresschange ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_addresschange USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_notice notice
        WHERE notice.id = obligations_addresschange.notice_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_addresschange;
ALTER TABLE obligations_addresschange DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_addressee;
ALTER TABLE obligations_addressee DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_notice;
ALTER TABLE obligations_notice DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_people_have_history"),
        ("obligations", "0005_holding"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AddressChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("attention", models.CharField(blank=True, max_length=200)),
                ("address", models.TextField(blank=True)),
                ("fax", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
        ),
        migrations.CreateModel(
            name="AddressChangeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("attention", models.CharField(blank=True, max_length=200)),
                ("address", models.TextField(blank=True)),
                ("fax", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "abstract": False,
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
                ("copy_to", models.CharField(blank=True, max_length=200)),
                ("attention", models.CharField(blank=True, max_length=200)),
                ("address", models.TextField(blank=True)),
                ("fax", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="AddresseeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("copy_to", models.CharField(blank=True, max_length=200)),
                ("attention", models.CharField(blank=True, max_length=200)),
                ("address", models.TextField(blank=True)),
                ("fax", models.CharField(blank=True, max_length=60)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("position", models.PositiveIntegerField(default=0)),
            ],
            options={
                "abstract": False,
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
        ),
        migrations.CreateModel(
            name="LetterTemplateHistory",
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
                    "number",
                    models.PositiveIntegerField(help_text="Counted from 1 within the agreement."),
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
                        choices=[("draft", "Draft"), ("sent", "Sent"), ("withdrawn", "Taken back")],
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
                    "channel",
                    models.CharField(
                        help_text="As the agreement's notice rules call it.", max_length=60
                    ),
                ),
                ("sent_date", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
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
                ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("body", models.TextField(blank=True, help_text="Of the letter.")),
                ("signatory", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
            ],
        ),
        migrations.CreateModel(
            name="NoticeHistory",
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
                    "version",
                    models.PositiveIntegerField(
                        default=1, help_text="One more with each correction."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Draft"), ("sent", "Sent"), ("withdrawn", "Taken back")],
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
                    "channel",
                    models.CharField(
                        help_text="As the agreement's notice rules call it.", max_length=60
                    ),
                ),
                ("sent_date", models.DateField(blank=True, null=True, verbose_name="sent on")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent at")),
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
                ("lineage", models.PositiveIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
                ("body", models.TextField(blank=True, help_text="Of the letter.")),
                ("signatory", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(help_text="By the business clock.")),
            ],
            options={
                "abstract": False,
            },
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
            model_name="obligation",
            name="exercised_by",
            field=models.ForeignKey(
                blank=True,
                help_text="For a right: the notice that makes use of it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exercises",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="obligationhistory",
            name="exercised_by",
            field=models.ForeignKey(
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
        pgtrigger.migrations.AddTrigger(
            model_name="obligation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_obligationhistory" ("agreement_id", "confirmed_at", "confirmed_by_id", "deputy_id", "each_obligor", "exercised_by_id", "id", "kind", "leads", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "position", "ref", "responsible_id", "retired_at", "section", "terms_id", "title", "trigger_id") VALUES (NEW."agreement_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."deputy_id", NEW."each_obligor", NEW."exercised_by_id", NEW."id", NEW."kind", NEW."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."policy_id", NEW."position", NEW."ref", NEW."responsible_id", NEW."retired_at", NEW."section", NEW."terms_id", NEW."title", NEW."trigger_id"); RETURN NULL;',
                    hash="96da114e98714bf3a93b8127a169fe34401703bc",
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
                    condition='WHEN (OLD."agreement_id" IS DISTINCT FROM (NEW."agreement_id") OR OLD."confirmed_at" IS DISTINCT FROM (NEW."confirmed_at") OR OLD."confirmed_by_id" IS DISTINCT FROM (NEW."confirmed_by_id") OR OLD."deputy_id" IS DISTINCT FROM (NEW."deputy_id") OR OLD."each_obligor" IS DISTINCT FROM (NEW."each_obligor") OR OLD."exercised_by_id" IS DISTINCT FROM (NEW."exercised_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."leads" IS DISTINCT FROM (NEW."leads") OR OLD."policy_id" IS DISTINCT FROM (NEW."policy_id") OR OLD."position" IS DISTINCT FROM (NEW."position") OR OLD."ref" IS DISTINCT FROM (NEW."ref") OR OLD."responsible_id" IS DISTINCT FROM (NEW."responsible_id") OR OLD."retired_at" IS DISTINCT FROM (NEW."retired_at") OR OLD."section" IS DISTINCT FROM (NEW."section") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."trigger_id" IS DISTINCT FROM (NEW."trigger_id"))',
                    func='INSERT INTO "obligations_obligationhistory" ("agreement_id", "confirmed_at", "confirmed_by_id", "deputy_id", "each_obligor", "exercised_by_id", "id", "kind", "leads", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "position", "ref", "responsible_id", "retired_at", "section", "terms_id", "title", "trigger_id") VALUES (NEW."agreement_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."deputy_id", NEW."each_obligor", NEW."exercised_by_id", NEW."id", NEW."kind", NEW."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."policy_id", NEW."position", NEW."ref", NEW."responsible_id", NEW."retired_at", NEW."section", NEW."terms_id", NEW."title", NEW."trigger_id"); RETURN NULL;',
                    hash="518bb713928283852fc2a588be555e36eed14a92",
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
                    func='INSERT INTO "obligations_obligationhistory" ("agreement_id", "confirmed_at", "confirmed_by_id", "deputy_id", "each_obligor", "exercised_by_id", "id", "kind", "leads", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "policy_id", "position", "ref", "responsible_id", "retired_at", "section", "terms_id", "title", "trigger_id") VALUES (OLD."agreement_id", OLD."confirmed_at", OLD."confirmed_by_id", OLD."deputy_id", OLD."each_obligor", OLD."exercised_by_id", OLD."id", OLD."kind", OLD."leads", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."policy_id", OLD."position", OLD."ref", OLD."responsible_id", OLD."retired_at", OLD."section", OLD."terms_id", OLD."title", OLD."trigger_id"); RETURN NULL;',
                    hash="4afb09c0d0cb834f05855f17051c84dcf0905a11",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cf486",
                    table="obligations_obligation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="addresschangehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.addresschange",
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="participation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agreements.participation",
            ),
        ),
        migrations.AddField(
            model_name="addresseehistory",
            name="participation",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.participation",
            ),
        ),
        migrations.AddField(
            model_name="addresseehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.addressee",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("kind"),
                name="letter_template_kind_once",
                violation_error_code="kind",
                violation_error_message="There is already a template for this kind of notice.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lettertemplate",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lettertemplate",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lettertemplate",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddField(
            model_name="lettertemplatehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.lettertemplate",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notices",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="document",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attached_to",
                to="agreements.document",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="key_date",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="letter",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letter_of",
                to="agreements.document",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="obligation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="obligations.obligation",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="recorded_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="sender",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices_sent",
                to="agreements.participation",
            ),
        ),
        migrations.AddField(
            model_name="addresseehistory",
            name="notice",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.notice",
            ),
        ),
        migrations.AddField(
            model_name="addressee",
            name="notice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="addressees",
                to="obligations.notice",
            ),
        ),
        migrations.AddField(
            model_name="addresschangehistory",
            name="notice",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.notice",
            ),
        ),
        migrations.AddField(
            model_name="addresschange",
            name="notice",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="address_change",
                to="obligations.notice",
            ),
        ),
        migrations.AddField(
            model_name="noticehistory",
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
            model_name="noticehistory",
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
            model_name="noticehistory",
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
            model_name="noticehistory",
            name="letter",
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
            model_name="noticehistory",
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
            model_name="noticehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.notice",
            ),
        ),
        migrations.AddField(
            model_name="noticehistory",
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
            model_name="noticehistory",
            name="sender",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.participation",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplatehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_lettertemplatehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lettertemplatehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bafb01a5bd733f8d124c4be27cc342a959e132dd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a76a6",
                    table="obligations_lettertemplatehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("agreement", "number"), name="notice_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "draft"), ("sent_date__isnull", False), _connector="OR"
                ),
                name="notice_sent_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True),
                    models.Q(("zone", ""), _negated=True),
                    _connector="OR",
                ),
                name="notice_hour_has_zone",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lineage__isnull", True), ("key_date__isnull", False), _connector="OR"
                ),
                name="notice_happening_of_key_date",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_noticehistory" ("agreement_id", "body", "certainty", "channel", "counts_because", "counts_date", "document_id", "id", "key_date_id", "kind", "letter_id", "lineage", "note", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_date", "recorded_at", "recorded_by_id", "section", "sender_id", "sent_at", "sent_date", "signatory", "state", "subject", "version", "zone") VALUES (NEW."agreement_id", NEW."body", NEW."certainty", NEW."channel", NEW."counts_because", NEW."counts_date", NEW."document_id", NEW."id", NEW."key_date_id", NEW."kind", NEW."letter_id", NEW."lineage", NEW."note", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."received_date", NEW."recorded_at", NEW."recorded_by_id", NEW."section", NEW."sender_id", NEW."sent_at", NEW."sent_date", NEW."signatory", NEW."state", NEW."subject", NEW."version", NEW."zone"); RETURN NULL;',
                    hash="eff58fcfaa6c878d47db7b6ef3221af07a7ee239",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_65dab",
                    table="obligations_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "obligations_noticehistory" ("agreement_id", "body", "certainty", "channel", "counts_because", "counts_date", "document_id", "id", "key_date_id", "kind", "letter_id", "lineage", "note", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_date", "recorded_at", "recorded_by_id", "section", "sender_id", "sent_at", "sent_date", "signatory", "state", "subject", "version", "zone") VALUES (NEW."agreement_id", NEW."body", NEW."certainty", NEW."channel", NEW."counts_because", NEW."counts_date", NEW."document_id", NEW."id", NEW."key_date_id", NEW."kind", NEW."letter_id", NEW."lineage", NEW."note", NEW."number", NEW."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."received_date", NEW."recorded_at", NEW."recorded_by_id", NEW."section", NEW."sender_id", NEW."sent_at", NEW."sent_date", NEW."signatory", NEW."state", NEW."subject", NEW."version", NEW."zone"); RETURN NULL;',
                    hash="59393d379fb23727e1b082370ad91c74210eade7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e48ca",
                    table="obligations_notice",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notice",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "obligations_noticehistory" ("agreement_id", "body", "certainty", "channel", "counts_because", "counts_date", "document_id", "id", "key_date_id", "kind", "letter_id", "lineage", "note", "number", "obligation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_date", "recorded_at", "recorded_by_id", "section", "sender_id", "sent_at", "sent_date", "signatory", "state", "subject", "version", "zone") VALUES (OLD."agreement_id", OLD."body", OLD."certainty", OLD."channel", OLD."counts_because", OLD."counts_date", OLD."document_id", OLD."id", OLD."key_date_id", OLD."kind", OLD."letter_id", OLD."lineage", OLD."note", OLD."number", OLD."obligation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."received_date", OLD."recorded_at", OLD."recorded_by_id", OLD."section", OLD."sender_id", OLD."sent_at", OLD."sent_date", OLD."signatory", OLD."state", OLD."subject", OLD."version", OLD."zone"); RETURN NULL;',
                    hash="12c9469438bafb9c58954c7c8736ce3359193464",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ba044",
                    table="obligations_notice",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="addresseehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_addresseehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addresseehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8c376063cbe481556889abddc96840fe5c1a11d7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2d03b",
                    table="obligations_addresseehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="addressee",
            constraint=models.UniqueConstraint(
                fields=("notice", "participation", "copy_to"), name="addressee_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addressee",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addressee",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addressee",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="addresschangehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_addresschangehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addresschangehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fe7e3b05aa5e6e562a6e4a061c327b08d33a4fd9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_11887",
                    table="obligations_addresschangehistory",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addresschange",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addresschange",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="addresschange",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="noticehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_noticehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="noticehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="6b09af6a0297e2ce3646929fc8b2f2f9bec230ab",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8db36",
                    table="obligations_noticehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
