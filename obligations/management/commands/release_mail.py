import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.audit import Unexplained
from agreements.models import User
from obligations.actions.holding import release
from obligations.permissions import NotAllowed
from obligations.policies import NotNow


class Command(BaseCommand):
    help = "Lets held mail leave again; what the journal says was sent counts as sent."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--reason", required=True)
        parser.add_argument("--by", metavar="USER", help="an e-mail address; else the system")
        parser.add_argument(
            "--another-database",
            action="store_true",
            help="the journal is not this database's: send all that is due",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        users = User.objects.filter(email__iexact=options["by"] or "")
        by = users.first() if options["by"] else User.objects.system()
        if by is None:
            raise CommandError(f"Nobody has the address {options['by']}.")
        try:
            take_over = not options["another_database"]
            done = release(by=by, reason=options["reason"], take_over=take_over)
        except (NotNow, NotAllowed, Unexplained) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Mail leaves again; {done.recovered} messages count as sent.")
