"""A reminder remembers the last mail that was given up with it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0025_late_acknowledgements"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="returned_from",
            field=models.ForeignKey(
                blank=True,
                help_text="The last mail that was given up with it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="obligations.message",
            ),
        ),
    ]
