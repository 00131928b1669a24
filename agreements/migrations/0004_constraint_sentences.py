"""What constraints say when they refuse, and at which field: nothing in the database changes."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0003_walls"),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name="agreement",
            name="agreement_reference_unique",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("reference"),
                name="agreement_reference_unique",
                violation_error_code="reference",
                violation_error_message="There is already an agreement with this reference.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="participation",
            name="participation_once",
            constraint=models.UniqueConstraint(
                fields=("agreement", "party", "role"),
                name="participation_once",
                violation_error_code="role",
                violation_error_message="This party is already in the agreement in this role.",
            ),
        ),
        migrations.AlterConstraint(
            model_name="party",
            name="party_name_unique",
            constraint=models.UniqueConstraint(
                django.db.models.functions.text.Lower("name"),
                name="party_name_unique",
                violation_error_code="name",
                violation_error_message="There is already a party of this name.",
            ),
        ),
    ]
