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
        password = kept_secret(settings.LONGSTOP_VAR / PASSWORD_FILE, length=6)
        made = ensure_users(password)
        self.stdout.write(f"Demonstration users made: {', '.join(made) or 'none were missing'}.")


def ensure_users(password: str) -> list[str]:
    """Makes who is missing and sees that the password is everyone's; the addresses made."""
    there = {user.email: user for user in User.objects.filter(email__in=[p.email for p in CAST])}
    for person in CAST:
        if person.email not in there:
            User.objects.create_user(
                person.email, password, full_name=person.full_name, role=person.role
            )
    # All passwords are set together, so one speaks for all: checking is slow on purpose.
    if there and not next(iter(there.values())).check_password(password):
        for user in there.values():
            user.set_password(password)
            user.save(update_fields=["password"])
    return [person.email for person in CAST if person.email not in there]
