"""The calendar finds what touches a month by indexes, however many occurrences are stored."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("obligations", "0030_nobody_is_told_too_early"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(
                condition=models.Q(
                    ("act_by_date__lt", models.F("due_date")), ("extended_date__isnull", True)
                ),
                fields=["act_by_date", "id"],
                name="occurrence_by_safe_day",
            ),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(
                condition=models.Q(
                    ("due_date__isnull", True),
                    ("extended_date__isnull", True),
                    ("start_date__isnull", False),
                ),
                fields=["start_date", "id"],
                name="occurrence_span_by_start",
            ),
        ),
        migrations.AddIndex(
            model_name="occurrence",
            index=models.Index(
                condition=models.Q(
                    ("due_date__isnull", True),
                    ("extended_date__isnull", True),
                    ("start_date__isnull", False),
                    ("phase__in", ("live", "disputed")),
                ),
                fields=["end_date", "id", "start_date"],
                name="occurrence_holds_by_end",
            ),
        ),
    ]
