from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreements.demonstration import CAST, PASSWORD_FILE
from agreements.models import User
from config.secret import kept_secret


class Command(BaseCommand):
    help = "Makes the demonstration's users, all with the password kept in var/demo-password."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.LONGSTOP_DEMO:
            raise CommandError(
                "Demonstration users share one password and have no place in production. "
                "Set LONGSTOP_DEMO=1 if this is a demonstration."
            )
        password = kept_secret(settings.LONGSTOP_VAR / PASSWORD_FILE, length=9)
        made = [person.email for person in CAST if ensure_user(person, password)]
        self.stdout.write(f"Demonstration users made: {', '.join(made) or 'none were missing'}.")


def ensure_user(person: Any, password: str) -> bool:
    """Makes the user, or gives the one there this password; whether one had to be made."""
    user = User.objects.filter(email=person.email).first()
    if user is None:
        User.objects.create_user(
            person.email, password, full_name=person.full_name, role=person.role
        )
    elif not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return user is None
