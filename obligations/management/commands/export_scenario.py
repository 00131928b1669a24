import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.walls import seeing_everything
from obligations.agreement_file.scenario import write_scenario
from obligations.management.commands.import_agreement import user_named
from obligations.models import Scenario
from obligations.queries.scenario_file import scenario_file_of


class Command(BaseCommand):
    help = "Prints a scenario as its file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--by", metavar="EMAIL", help="whose it is, where several have it")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        with seeing_everything():
            rows = Scenario.objects.filter(name__iexact=name)
            if options["by"]:
                rows = rows.filter(made_by=user_named(options["by"]))
            found = list(rows[:2])
            if len(found) != 1:
                known = ", ".join(f"“{n}”" for n in Scenario.objects.values_list("name", flat=True))
                several = f"Several people have a scenario “{name}”; say --by whom."
                none = f"There is no scenario “{name}”. There are: {known or 'none yet'}."
                raise CommandError(several if found else none)
            self.stdout.write(write_scenario(scenario_file_of(found[0])), ending="")
