"""What is not answered is looked for among what was sent of late."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0007_audit_seals"),
        ("obligations", "0027_shared_caps_and_repeated_notices"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(
                condition=models.Q(("state", "sent")), fields=["settled_at"], name="reminder_sent"
            ),
        ),
    ]
