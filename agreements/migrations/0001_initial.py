import django.contrib.auth.hashers
import django.utils.timezone
from django.db import migrations, models
from django.db.models.functions import Lower

import agreements.models.user


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

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
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
                        condition=models.Q(email=Lower("email")), name="user_email_lowercase"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            role__in=["reader", "editor", "counsel", "administrator"]
                        ),
                        name="user_role_known",
                    ),
                ],
            },
        ),
        migrations.RunPython(make_system_user, migrations.RunPython.noop),
    ]
