"""What constraints say when they refuse, and at which field: nothing in the database changes."""

import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0004_constraint_sentences"),
        ("obligations", "0003_report_covers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="keydate",
            name="key_date_name_unique",
            constraint=models.UniqueConstraint(
                models.F("agreement"),
                django.db.models.functions.text.Lower("name"),
                name="key_date_name_unique",
                violation_error_code="name",
                violation_error_message="There is already a key date of this name here.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="keydate",
            name="key_date_rule_only_if_defined",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind", "defined"), ("rule", ""), _connector="XOR"),
                name="key_date_rule_only_if_defined",
                violation_error_code="rule",
                violation_error_message="A date defined by a rule needs one, and no other has one.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="noticerule",
            name="notice_channel_once",
            constraint=models.UniqueConstraint(
                fields=("agreement", "channel"),
                name="notice_channel_once",
                violation_error_code="channel",
                violation_error_message="There is already a rule for this channel.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="obligation",
            name="obligation_ref_unique",
            constraint=models.UniqueConstraint(
                models.F("agreement"),
                django.db.models.functions.text.Lower("ref"),
                name="obligation_ref_unique",
                violation_error_code="ref",
                violation_error_message="There is already an obligation with this reference here.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="reminderpolicy",
            name="reminder_policy_one_default",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_default", True)),
                fields=("is_default",),
                name="reminder_policy_one_default",
                violation_error_code="is_default",
                violation_error_message="Another policy is the default; take that from it first.",
            ),
        ),
    ]
