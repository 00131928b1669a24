import sys
from typing import Any

from django.core.management.base import BaseCommand

from agreements.walls import seeing_everything
from obligations.clock import business_today
from obligations.queries.calendar_warnings import to_warn_of


class Command(BaseCommand):
    help = (
        "Warns of calendars whose verified range ends within a year of the business day, and of"
        " rules that count beyond one: a line each, and exit status 1 where there is any."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with seeing_everything():
            found = to_warn_of(business_today())
        for one in found:
            self.stdout.write(one.sentence)
        if found:
            sys.exit(1)
