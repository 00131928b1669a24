"""All tables of agreements and people, with their histories, and the walls around them.

It takes the place of seven migrations from before the first release (docs/adr/0019). Constraints,
indexes and triggers of a table stand in its CreateModel.
"""

import agreements.models.user
import django.contrib.auth.hashers
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from agreements.migrations._at_once import AtOnce
from agreements.migrations._walls import USER, keep_history, wall

OF_THE_TEAM = f"""({USER} IS NOT NULL AND visibility = 'all staff')
OR EXISTS (
    SELECT FROM agreements_teammember member
    WHERE member.agreement_id = agreements_agreement.id AND member.user_id = {USER}::bigint
)"""


def make_system_user(apps, schema_editor):
    """The user in whose name Longstop itself writes; inactive and without a usable password."""
    apps.get_model("agreements", "User").objects.create(
        email="system@longstop.invalid",
        full_name="system",
        role="administrator",
        is_active=False,
        password=django.contrib.auth.hashers.make_password(None),
    )


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("agreements", "0001_initial"),
        ("agreements", "0002_agreements"),
        ("agreements", "0003_walls"),
        ("agreements", "0004_constraint_sentences"),
        ("agreements", "0005_people_have_history"),
        ("agreements", "0006_defects_decided"),
        ("agreements", "0007_audit_seals"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        AtOnce(
            migrations.CreateModel(
                name="User",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("password", models.CharField(max_length=128, verbose_name="password")),
                    (
                        "last_login",
                        models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                    ),
                    (
                        "is_active",
                        models.BooleanField(
                            default=True,
                            help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                            verbose_name="active",
                        ),
                    ),
                    (
                        "date_joined",
                        models.DateTimeField(
                            default=django.utils.timezone.now, verbose_name="date joined"
                        ),
                    ),
                    (
                        "email",
                        agreements.models.user.LowercaseEmailField(
                            max_length=254, unique=True, verbose_name="e-mail address"
                        ),
                    ),
                    ("full_name", models.CharField(max_length=200, verbose_name="full name")),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("reader", "Reader"),
                                ("editor", "Editor"),
                                ("counsel", "Counsel"),
                                ("administrator", "Administrator"),
                            ],
                            default="reader",
                            max_length=20,
                        ),
                    ),
                    (
                        "zone",
                        models.CharField(
                            default=agreements.models.user.default_zone,
                            max_length=64,
                            validators=[agreements.models.user.validate_zone],
                            verbose_name="time zone",
                        ),
                    ),
                    (
                        "groups",
                        models.ManyToManyField(
                            blank=True,
                            help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                            related_name="user_set",
                            related_query_name="user",
                            to="auth.group",
                            verbose_name="groups",
                        ),
                    ),
                    (
                        "user_permissions",
                        models.ManyToManyField(
                            blank=True,
                            help_text="Specific permissions for this user.",
                            related_name="user_set",
                            related_query_name="user",
                            to="auth.permission",
                            verbose_name="user permissions",
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("email", django.db.models.functions.text.Lower("email"))
                            ),
                            name="user_email_lowercase",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("role__in", ["reader", "editor", "counsel", "administrator"])
                            ),
                            name="user_role_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="UserHistory",
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
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    (
                        "email",
                        agreements.models.user.LowercaseEmailField(
                            max_length=254, verbose_name="e-mail address"
                        ),
                    ),
                    ("full_name", models.CharField(max_length=200, verbose_name="full name")),
                    (
                        "role",
                        models.CharField(
                            choices=[
                                ("reader", "Reader"),
                                ("editor", "Editor"),
                                ("counsel", "Counsel"),
                                ("administrator", "Administrator"),
                            ],
                            default="reader",
                            max_length=20,
                        ),
                    ),
                    (
                        "is_active",
                        models.BooleanField(
                            default=True,
                            help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                            verbose_name="active",
                        ),
                    ),
                ],
                options={
                    "verbose_name_plural": "user history",
                    "abstract": False,
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("pgh_context__isnull", False),
                                ("pgh_context__person__isnull", False),
                                ("pgh_context__reason__isnull", False),
                                models.Q(("pgh_context__reason", ""), _negated=True),
                            ),
                            name="agreements_userhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="786e5217879e048b6dd936eacb53a6bd5690bb2e",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_914a0",
                                table="agreements_userhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Party",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=200)),
                    (
                        "kind",
                        models.CharField(
                            blank=True, help_text="company, person, fund, class …", max_length=60
                        ),
                    ),
                    ("jurisdiction", models.CharField(blank=True, max_length=120)),
                ],
                options={
                    "verbose_name_plural": "parties",
                    "constraints": [
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("name"),
                            name="party_name_unique",
                            violation_error_code="name",
                            violation_error_message="There is already a party of this name.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_partyhistory" ("id", "jurisdiction", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."jurisdiction", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="24af533992eeba4b171933e258f8d8a4c265a6e3",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_783c4",
                                table="agreements_party",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_partyhistory" ("id", "jurisdiction", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."id", NEW."jurisdiction", NEW."kind", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="b5e1b318f236c123cc5a6f2a426b2cfc063b43f6",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_83158",
                                table="agreements_party",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_partyhistory" ("id", "jurisdiction", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."id", OLD."jurisdiction", OLD."kind", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="8abc85efe3c9f42d5c99717498e1458b56b3e09d",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_048bd",
                                table="agreements_party",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PartyHistory",
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
                            to="agreements.party",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("name", models.CharField(max_length=200)),
                    (
                        "kind",
                        models.CharField(
                            blank=True, help_text="company, person, fund, class …", max_length=60
                        ),
                    ),
                    ("jurisdiction", models.CharField(blank=True, max_length=120)),
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
                            name="agreements_partyhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="086282d5f62b993515e9c7a4956484af6a0eccae",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_4375d",
                                table="agreements_partyhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Agreement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "reference",
                        models.CharField(
                            help_text="What everybody calls it, as RRA-2000. It never changes.",
                            max_length=40,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("kind", models.CharField(blank=True, max_length=120)),
                    (
                        "signed_date",
                        models.DateField(
                            blank=True,
                            help_text="Left empty where the text is blank.",
                            null=True,
                            verbose_name="agreement date",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("in force", "In force"),
                                ("expired", "Expired"),
                                ("terminated", "Terminated"),
                            ],
                            default="in force",
                            max_length=20,
                        ),
                    ),
                    ("governing_law", models.CharField(blank=True, max_length=120)),
                    ("made_under", models.CharField(blank=True, max_length=200)),
                    ("summary", models.TextField(blank=True)),
                    (
                        "visibility",
                        models.CharField(
                            choices=[("team", "Its team only"), ("all staff", "All staff")],
                            default="team",
                            max_length=20,
                            verbose_name="seen by",
                        ),
                    ),
                    (
                        "owner",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "parties",
                        models.ManyToManyField(
                            related_name="agreements",
                            through="agreements.Participation",
                            to="agreements.party",
                        ),
                    ),
                    (
                        "team",
                        models.ManyToManyField(
                            related_name="agreements",
                            through="agreements.TeamMember",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            django.db.models.functions.text.Lower("reference"),
                            name="agreement_reference_unique",
                            violation_error_code="reference",
                            violation_error_message="There is already an agreement with this reference.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_agreementhistory" ("governing_law", "id", "kind", "made_under", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "signed_date", "status", "summary", "title", "visibility") VALUES (NEW."governing_law", NEW."id", NEW."kind", NEW."made_under", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reference", NEW."signed_date", NEW."status", NEW."summary", NEW."title", NEW."visibility"); RETURN NULL;',
                                hash="092cdfb2fb26c0682af77493bc80b2f64eebcc37",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_13a93",
                                table="agreements_agreement",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_agreementhistory" ("governing_law", "id", "kind", "made_under", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "signed_date", "status", "summary", "title", "visibility") VALUES (NEW."governing_law", NEW."id", NEW."kind", NEW."made_under", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reference", NEW."signed_date", NEW."status", NEW."summary", NEW."title", NEW."visibility"); RETURN NULL;',
                                hash="508915d5bd9ff8a98a6436f3042bbe010d3a4158",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_36fdd",
                                table="agreements_agreement",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_agreementhistory" ("governing_law", "id", "kind", "made_under", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference", "signed_date", "status", "summary", "title", "visibility") VALUES (OLD."governing_law", OLD."id", OLD."kind", OLD."made_under", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reference", OLD."signed_date", OLD."status", OLD."summary", OLD."title", OLD."visibility"); RETURN NULL;',
                                hash="ffbe0e0353672c67d1edbc2e9b5cddcff7f327a2",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_a07e3",
                                table="agreements_agreement",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreementHistory",
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
                            to="agreements.agreement",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    (
                        "reference",
                        models.CharField(
                            help_text="What everybody calls it, as RRA-2000. It never changes.",
                            max_length=40,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("kind", models.CharField(blank=True, max_length=120)),
                    (
                        "signed_date",
                        models.DateField(
                            blank=True,
                            help_text="Left empty where the text is blank.",
                            null=True,
                            verbose_name="agreement date",
                        ),
                    ),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("draft", "Draft"),
                                ("in force", "In force"),
                                ("expired", "Expired"),
                                ("terminated", "Terminated"),
                            ],
                            default="in force",
                            max_length=20,
                        ),
                    ),
                    ("governing_law", models.CharField(blank=True, max_length=120)),
                    ("made_under", models.CharField(blank=True, max_length=200)),
                    ("summary", models.TextField(blank=True)),
                    (
                        "visibility",
                        models.CharField(
                            choices=[("team", "Its team only"), ("all staff", "All staff")],
                            default="team",
                            max_length=20,
                            verbose_name="seen by",
                        ),
                    ),
                    (
                        "owner",
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
                            name="agreements_agreementhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="54826529a558bdd99c589273a00c522b51bdb228",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_9d946",
                                table="agreements_agreementhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Participation",
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
                            related_name="participations",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "party",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="participations",
                            to="agreements.party",
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            help_text="As the agreement calls it: Company, Holder.", max_length=80
                        ),
                    ),
                    ("is_ours", models.BooleanField(default=False, verbose_name="we act for it")),
                    ("attention", models.CharField(blank=True, max_length=200)),
                    ("address", models.TextField(blank=True)),
                    ("fax", models.CharField(blank=True, max_length=60)),
                    ("email", models.EmailField(blank=True, max_length=254)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "party", "role"),
                            name="participation_once",
                            violation_error_code="role",
                            violation_error_message="This party is already in the agreement in this role.",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_participationhistory" ("address", "agreement_id", "attention", "email", "fax", "id", "is_ours", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (NEW."address", NEW."agreement_id", NEW."attention", NEW."email", NEW."fax", NEW."id", NEW."is_ours", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."role"); RETURN NULL;',
                                hash="6af93e397d2c3667c5bc8fe447e33e6e6a0739a3",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_7a210",
                                table="agreements_participation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_participationhistory" ("address", "agreement_id", "attention", "email", "fax", "id", "is_ours", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (NEW."address", NEW."agreement_id", NEW."attention", NEW."email", NEW."fax", NEW."id", NEW."is_ours", NEW."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."role"); RETURN NULL;',
                                hash="9b939e67f4a4ffda858c439fc1dfa91bb6dfceb3",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_73a14",
                                table="agreements_participation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_participationhistory" ("address", "agreement_id", "attention", "email", "fax", "id", "is_ours", "party_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "role") VALUES (OLD."address", OLD."agreement_id", OLD."attention", OLD."email", OLD."fax", OLD."id", OLD."is_ours", OLD."party_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."role"); RETURN NULL;',
                                hash="56bc204456106ea237a2c2edc7a34a733ec5486a",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_90dca",
                                table="agreements_participation",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ParticipationHistory",
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
                            to="agreements.participation",
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
                        ),
                    ),
                    (
                        "role",
                        models.CharField(
                            help_text="As the agreement calls it: Company, Holder.", max_length=80
                        ),
                    ),
                    ("is_ours", models.BooleanField(default=False, verbose_name="we act for it")),
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
                            name="agreements_participationhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="7d55dad18bcb226312123fcef732c55560fa1d17",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_39e33",
                                table="agreements_participationhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="CopyRecipient",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "participation",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="copies_to",
                            to="agreements.participation",
                        ),
                    ),
                    ("name", models.CharField(max_length=200)),
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
                                func='INSERT INTO "agreements_copyrecipienthistory" ("address", "attention", "email", "fax", "id", "name", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."attention", NEW."email", NEW."fax", NEW."id", NEW."name", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id"); RETURN NULL;',
                                hash="017285c836ded001028a010243aa765fb5b6fc1e",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_58616",
                                table="agreements_copyrecipient",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_copyrecipienthistory" ("address", "attention", "email", "fax", "id", "name", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."address", NEW."attention", NEW."email", NEW."fax", NEW."id", NEW."name", NEW."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id"); RETURN NULL;',
                                hash="eb51f37b036230cc2b3dfd2c888bbc9bfa70f1bd",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_c9013",
                                table="agreements_copyrecipient",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_copyrecipienthistory" ("address", "attention", "email", "fax", "id", "name", "participation_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."address", OLD."attention", OLD."email", OLD."fax", OLD."id", OLD."name", OLD."participation_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id"); RETURN NULL;',
                                hash="188d7ac9225ef870eb3201b10d57b6145b9bf93d",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b9e8b",
                                table="agreements_copyrecipient",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CopyRecipientHistory",
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
                            to="agreements.copyrecipient",
                        ),
                    ),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
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
                    ("name", models.CharField(max_length=200)),
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
                            name="agreements_copyrecipienthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="d809321bd2f40ae76bac2e425e73a7f43c2b661b",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_82665",
                                table="agreements_copyrecipienthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="TeamMember",
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
                            related_name="team_members",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "user",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("user", "agreement"), name="team_member_once"
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_teammemberhistory" ("agreement_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."agreement_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."user_id"); RETURN NULL;',
                                hash="0af0405f07c21bb5292351a3479d55c91aa1d61a",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_28580",
                                table="agreements_teammember",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_teammemberhistory" ("agreement_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (NEW."agreement_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."user_id"); RETURN NULL;',
                                hash="6baac3b93b4d951396c70f7e1b26909c615826cb",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_00467",
                                table="agreements_teammember",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_teammemberhistory" ("agreement_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "user_id") VALUES (OLD."agreement_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."user_id"); RETURN NULL;',
                                hash="6893e226c7086f263a53d274e0d6f676831be92e",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_a035b",
                                table="agreements_teammember",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TeamMemberHistory",
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
                            to="agreements.teammember",
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
                        "user",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
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
                            name="agreements_teammemberhistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="91d694955d98effc1866fc5e56add62b9218d2db",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_faf62",
                                table="agreements_teammemberhistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Document",
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
                            related_name="documents",
                            to="agreements.agreement",
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    (
                        "file_name",
                        models.CharField(help_text="As it was called when put in.", max_length=200),
                    ),
                    ("stored_as", models.CharField(max_length=80, unique=True)),
                    ("content_type", models.CharField(max_length=100)),
                    ("size", models.PositiveBigIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    (
                        "uploaded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("uploaded_at", models.DateTimeField()),
                ],
                options={
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_documenthistory" ("agreement_id", "content_type", "file_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "stored_as", "title", "uploaded_at", "uploaded_by_id") VALUES (NEW."agreement_id", NEW."content_type", NEW."file_name", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."stored_as", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                hash="d292a920d94e348fa639dce35f3d569788fa6253",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_04055",
                                table="agreements_document",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_documenthistory" ("agreement_id", "content_type", "file_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "stored_as", "title", "uploaded_at", "uploaded_by_id") VALUES (NEW."agreement_id", NEW."content_type", NEW."file_name", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."stored_as", NEW."title", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;',
                                hash="0767f4b7618a314085593d642236d3591b5b64b3",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_07db2",
                                table="agreements_document",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_documenthistory" ("agreement_id", "content_type", "file_name", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "stored_as", "title", "uploaded_at", "uploaded_by_id") VALUES (OLD."agreement_id", OLD."content_type", OLD."file_name", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."sha256", OLD."size", OLD."stored_as", OLD."title", OLD."uploaded_at", OLD."uploaded_by_id"); RETURN NULL;',
                                hash="dabe0c48e9a810a3835787e0a4f6359abf4c9bd6",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_ec1a9",
                                table="agreements_document",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DocumentHistory",
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
                            to="agreements.document",
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
                    ("title", models.CharField(max_length=200)),
                    (
                        "file_name",
                        models.CharField(help_text="As it was called when put in.", max_length=200),
                    ),
                    ("stored_as", models.CharField(max_length=80)),
                    ("content_type", models.CharField(max_length=100)),
                    ("size", models.PositiveBigIntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    (
                        "uploaded_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("uploaded_at", models.DateTimeField()),
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
                            name="agreements_documenthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="5d580ef996535f549f1b4b06ad544bc6fe243229",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_ab206",
                                table="agreements_documenthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Defect",
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
                            related_name="defects",
                            to="agreements.agreement",
                        ),
                    ),
                    ("section", models.CharField(max_length=120)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("blank", "Blank"),
                                ("contradiction", "Contradiction"),
                                ("dangling reference", "Dangling reference"),
                                ("undefined term", "Undefined term"),
                                ("garbled text", "Garbled text"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("text", models.TextField()),
                    (
                        "affects",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="References of obligations and names of key dates.",
                        ),
                    ),
                    (
                        "decision",
                        models.TextField(
                            blank=True, help_text="What was decided; empty while open."
                        ),
                    ),
                    ("decided_because", models.TextField(blank=True, verbose_name="why")),
                    (
                        "decided_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
                    ("position", models.PositiveIntegerField(default=0)),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("agreement", "section", "title"), name="defect_noted_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("decided_at__isnull", True), ("decided_by__isnull", True)
                                ),
                                models.Q(
                                    ("decided_at__isnull", False),
                                    ("decided_by__isnull", False),
                                    models.Q(("decision", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="defect_decided_by_and_at",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="insert_insert",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_defecthistory" ("affects", "agreement_id", "decided_at", "decided_because", "decided_by_id", "decision", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "text", "title") VALUES (NEW."affects", NEW."agreement_id", NEW."decided_at", NEW."decided_because", NEW."decided_by_id", NEW."decision", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."position", NEW."section", NEW."text", NEW."title"); RETURN NULL;',
                                hash="314f32372ea2e194986c943831369f7a06e25250",
                                operation="INSERT",
                                pgid="pgtrigger_insert_insert_c2363",
                                table="agreements_defect",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                                func='INSERT INTO "agreements_defecthistory" ("affects", "agreement_id", "decided_at", "decided_because", "decided_by_id", "decision", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "text", "title") VALUES (NEW."affects", NEW."agreement_id", NEW."decided_at", NEW."decided_because", NEW."decided_by_id", NEW."decision", NEW."id", NEW."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."position", NEW."section", NEW."text", NEW."title"); RETURN NULL;',
                                hash="dba15e20e21a6e930a2942cdc6296e446b2cdd26",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_52bfb",
                                table="agreements_defect",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='INSERT INTO "agreements_defecthistory" ("affects", "agreement_id", "decided_at", "decided_because", "decided_by_id", "decision", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "section", "text", "title") VALUES (OLD."affects", OLD."agreement_id", OLD."decided_at", OLD."decided_because", OLD."decided_by_id", OLD."decision", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."position", OLD."section", OLD."text", OLD."title"); RETURN NULL;',
                                hash="5099741707e124441e628cc3eaffdf7096712e25",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_c9624",
                                table="agreements_defect",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DefectHistory",
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
                            to="agreements.defect",
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
                        "kind",
                        models.CharField(
                            choices=[
                                ("blank", "Blank"),
                                ("contradiction", "Contradiction"),
                                ("dangling reference", "Dangling reference"),
                                ("undefined term", "Undefined term"),
                                ("garbled text", "Garbled text"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("title", models.CharField(max_length=200)),
                    ("text", models.TextField()),
                    (
                        "affects",
                        models.JSONField(
                            blank=True,
                            default=list,
                            help_text="References of obligations and names of key dates.",
                        ),
                    ),
                    (
                        "decision",
                        models.TextField(
                            blank=True, help_text="What was decided; empty while open."
                        ),
                    ),
                    ("decided_because", models.TextField(blank=True, verbose_name="why")),
                    (
                        "decided_by",
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
                    ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                            name="agreements_defecthistory_explained",
                        )
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="6d596ca7c3351069a99c76555a312f6b3a135593",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_3ac4e",
                                table="agreements_defecthistory",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Seal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "number",
                        models.BigIntegerField(help_text="1, 2, 3 … without a gap.", unique=True),
                    ),
                    ("table", models.CharField(max_length=63)),
                    (
                        "columns",
                        models.JSONField(
                            help_text="Their names, in the order in which they are hashed."
                        ),
                    ),
                    ("after", models.BigIntegerField()),
                    ("until", models.BigIntegerField()),
                    ("count", models.PositiveIntegerField()),
                    ("leaves", models.BinaryField()),
                    ("previous", models.CharField(max_length=64)),
                    ("hash", models.CharField(max_length=64, unique=True)),
                    ("sealed_at", models.DateTimeField()),
                ],
                options={
                    "constraints": [
                        models.UniqueConstraint(
                            models.F("table"), models.F("until"), name="seal_of_a_range_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("count__gt", 0), ("until__gt", models.F("after"))),
                            name="seal_of_some_rows",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="append_only",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                                hash="08bf85bc7ff1e4826896a98c32af95d74ef41a47",
                                operation="UPDATE OR DELETE",
                                pgid="pgtrigger_append_only_72c00",
                                table="agreements_seal",
                                when="BEFORE",
                            ),
                        )
                    ],
                },
            ),
        ),
        # Before the triggers: nobody makes this user, and so no history tells who did.
        migrations.RunPython(make_system_user, migrations.RunPython.noop),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (nullif(current_setting('pghistory.context_metadata', true), '') IS NOT NULL)",
                    func='INSERT INTO "agreements_userhistory" ("email", "full_name", "is_active", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."email", NEW."full_name", NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="d105eb58acc43e9df8e7b2ff4227ee9531974508",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_247e8",
                    table="agreements_user",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="user",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."full_name" IS DISTINCT FROM (NEW."full_name") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."role" IS DISTINCT FROM (NEW."role"))',
                    func='INSERT INTO "agreements_userhistory" ("email", "full_name", "is_active", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."email", NEW."full_name", NEW."is_active", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;',
                    hash="9ca0c029b1a1f636581f83e6dfc963a903ea59be",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4ba1d",
                    table="agreements_user",
                    when="AFTER",
                ),
            ),
        ),
        wall("agreements_agreement", OF_THE_TEAM),
        migrations.RunPython(keep_history, migrations.RunPython.noop),
    ]
