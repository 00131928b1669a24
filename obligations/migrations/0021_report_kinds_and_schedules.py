"""Kinds and formats of reports, and reports that are mailed by themselves, with their walls."""

import importlib

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

# Of an agreement that is not seen, no schedule is seen; nor is any by nobody.
POLICIES = """
ALTER TABLE obligations_reportschedule ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_reportschedule USING (
    current_setting('longstop.scope', true) = 'all'
    OR nullif(current_setting('longstop.user', true), '') IS NOT NULL
    AND (
        agreement_id IS NULL
        OR EXISTS (
            SELECT FROM agreements_agreement agreement
            WHERE agreement.id = obligations_reportschedule.agreement_id
        )
    )
);
ALTER TABLE obligations_reportrecipient ENABLE ROW LEVEL SECURITY;
CREATE POLICY walls ON obligations_reportrecipient USING (
    current_setting('longstop.scope', true) = 'all'
    OR EXISTS (
        SELECT FROM obligations_reportschedule schedule
        WHERE schedule.id = obligations_reportrecipient.schedule_id
    )
);
"""

UNDO_POLICIES = """
DROP POLICY walls ON obligations_reportrecipient;
ALTER TABLE obligations_reportrecipient DISABLE ROW LEVEL SECURITY;
DROP POLICY walls ON obligations_reportschedule;
ALTER TABLE obligations_reportschedule DISABLE ROW LEVEL SECURITY;
"""

keep_history = importlib.import_module("agreements.migrations.0003_walls").keep_history


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0007_audit_seals"),
        ("obligations", "0020_report_variant_and_hashes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRecipient",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trouble", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="ReportRecipientHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("trouble", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
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
                    "horizon_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days ahead"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "Every week"), ("monthly", "Every month")], max_length=8
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
                ("made_at", models.DateTimeField()),
                ("done_until", models.DateTimeField()),
                ("last_as_at_date", models.DateField(blank=True, null=True)),
                ("error", models.TextField(blank=True, verbose_name="what went wrong")),
            ],
        ),
        migrations.CreateModel(
            name="ReportScheduleHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
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
                    "horizon_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="days ahead"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[("weekly", "Every week"), ("monthly", "Every month")], max_length=8
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
                ("made_at", models.DateTimeField()),
                ("done_until", models.DateTimeField()),
                ("last_as_at_date", models.DateField(blank=True, null=True)),
                ("error", models.TextField(blank=True, verbose_name="what went wrong")),
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
        migrations.RemoveConstraint(
            model_name="report",
            name="report_closing_of_agreement",
        ),
        migrations.AddField(
            model_name="report",
            name="format",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                default="pdf",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="horizon_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Of what is coming: within so many days.",
                null=True,
                verbose_name="days ahead",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="known_on_date",
            field=models.DateField(
                blank=True,
                help_text="Empty for what is known now.",
                null=True,
                verbose_name="as known on",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="message",
            field=models.ForeignKey(
                blank=True,
                help_text="The mail that tells of it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="obligations.message",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="since_date",
            field=models.DateField(
                blank=True,
                help_text="The first day, of what happened between two days.",
                null=True,
                verbose_name="from",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="turn_at",
            field=models.DateTimeField(
                blank=True, help_text="The turn of the schedule that it belongs to.", null=True
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="format",
            field=models.CharField(
                choices=[("pdf", "PDF"), ("xlsx", "Excel"), ("csv", "CSV")],
                default="pdf",
                max_length=4,
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="horizon_days",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Of what is coming: within so many days.",
                null=True,
                verbose_name="days ahead",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="known_on_date",
            field=models.DateField(
                blank=True,
                help_text="Empty for what is known now.",
                null=True,
                verbose_name="as known on",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="message",
            field=models.ForeignKey(
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
        migrations.AddField(
            model_name="reporthistory",
            name="since_date",
            field=models.DateField(
                blank=True,
                help_text="The first day, of what happened between two days.",
                null=True,
                verbose_name="from",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="turn_at",
            field=models.DateTimeField(
                blank=True, help_text="The turn of the schedule that it belongs to.", null=True
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
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="reporthistory",
            name="kind",
            field=models.CharField(
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
        migrations.AddField(
            model_name="reportrecipient",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportrecipienthistory",
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
            model_name="reportrecipienthistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.reportrecipient",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="report_schedules",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="closing",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="obligations.keydate",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="party",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="report_schedules",
                to="agreements.party",
            ),
        ),
        migrations.AddField(
            model_name="reportschedule",
            name="recipients",
            field=models.ManyToManyField(
                related_name="report_schedules",
                through="obligations.ReportRecipient",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportrecipienthistory",
            name="schedule",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="obligations.reportschedule",
            ),
        ),
        migrations.AddField(
            model_name="reportrecipient",
            name="schedule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="people",
                to="obligations.reportschedule",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="schedule",
            field=models.ForeignKey(
                blank=True,
                help_text="By which it was asked for, for one of its recipients.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to="obligations.reportschedule",
            ),
        ),
        migrations.AddField(
            model_name="reporthistory",
            name="schedule",
            field=models.ForeignKey(
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
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "closing"), ("scope", "agreement")),
                    models.Q(
                        models.Q(("kind", "closing"), _negated=True), ("closing__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="report_closing_of_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("horizon_days__range", (1, 366)), ("kind", "coming")),
                    models.Q(
                        models.Q(("kind", "coming"), _negated=True), ("horizon_days__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="report_horizon_of_coming",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "audit"), ("since_date__lte", models.F("as_at_date"))),
                    models.Q(("kind", "notices"), ("since_date__isnull", True)),
                    models.Q(("kind", "notices"), ("since_date__lte", models.F("as_at_date"))),
                    models.Q(
                        models.Q(("kind__in", ["audit", "notices"]), _negated=True),
                        ("since_date__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="report_since_of_log",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("schedule", "requested_by", "turn_at"), name="report_once_a_turn"
            ),
        ),
        migrations.AddField(
            model_name="reportschedulehistory",
            name="agreement",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.agreement",
            ),
        ),
        migrations.AddField(
            model_name="reportschedulehistory",
            name="closing",
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
            model_name="reportschedulehistory",
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
            model_name="reportschedulehistory",
            name="party",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="agreements.party",
            ),
        ),
        migrations.AddField(
            model_name="reportschedulehistory",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="history",
                to="obligations.reportschedule",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("agreement__isnull", False),
                        ("party__isnull", True),
                        ("scope", "agreement"),
                    ),
                    models.Q(
                        ("agreement__isnull", True), ("party__isnull", False), ("scope", "party")
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
        ),
        migrations.AddConstraint(
            model_name="reportschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "closing"), ("scope", "agreement")),
                    models.Q(
                        models.Q(("kind", "closing"), _negated=True), ("closing__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="report_schedule_closing_of_agreement",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportschedule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("horizon_days__range", (1, 366)), ("kind", "coming")),
                    models.Q(
                        models.Q(("kind", "coming"), _negated=True), ("horizon_days__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="report_schedule_horizon_of_coming",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportschedule",
            constraint=models.CheckConstraint(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedule",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedule",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedule",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="reportrecipienthistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_reportrecipienthistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrecipienthistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e7c7f68a97f85ea531e9a366115db01121d9ece1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_94a94",
                    table="obligations_reportrecipienthistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrecipient",
            constraint=models.UniqueConstraint(
                fields=("schedule", "person"), name="report_recipient_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrecipient",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrecipient",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportrecipient",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="reportschedulehistory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("pgh_context__isnull", False),
                    ("pgh_context__person__isnull", False),
                    ("pgh_context__reason__isnull", False),
                    models.Q(("pgh_context__reason", ""), _negated=True),
                ),
                name="obligations_reportschedulehistory_explained",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="reportschedulehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c41f5db572391aaf93ac3d91b199348d911707ad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_62a4e",
                    table="obligations_reportschedulehistory",
                    when="BEFORE",
                ),
            ),
        ),
        # After all columns are there, for these triggers name them.
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.RunSQL(POLICIES, UNDO_POLICIES),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
