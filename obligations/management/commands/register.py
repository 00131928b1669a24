import argparse
import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.clock import business_now, instant_of_day
from obligations.engine.errors import EngineError
from obligations.engine.inputs import day as read_day
from obligations.management.commands.export_agreement import agreement_named
from obligations.queries.lines import Line, as_data, lines
from obligations.queries.register import Filters, occurrences


class Command(BaseCommand):
    help = "Lists every occurrence of every obligation, those that wait for a date too."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--agreement", metavar="REFERENCE", default="")
        parser.add_argument("--as-at", metavar="DATE", help="the day on which status is judged")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, agreement: str, **options: Any) -> None:
        try:
            as_at = read_day("--as-at", options["as_at"]) if options["as_at"] else None
        except EngineError as error:
            raise CommandError(str(error)) from error
        with seeing_everything():
            if agreement:
                agreement = agreement_named(agreement).reference
            now = instant_of_day(as_at) if as_at else business_now()
            rows = occurrences(User.objects.system(), Filters(agreement=agreement), now, as_at)
            found = list(lines(rows.order_by("agreement__reference", "sort_date", "id")))
        if options["json"]:
            data = [as_data(line) for line in found]
            self.stdout.write(json.dumps(data, indent=1, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_as_text(line) for line in found))


def _as_text(line: Line) -> str:
    day = line.last or line.start
    return "  ".join(
        [
            f"{day.isoformat() if day else '–':10}",
            f"{line.status:14}",
            f"{line.agreement} {line.ref}",
            line.title,
        ]
    )
