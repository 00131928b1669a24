import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from agreements.walls import seeing_everything
from obligations.actions.scenario_files import import_scenario
from obligations.agreement_file import FileProblems
from obligations.agreement_file.scenario import ScenarioFile, read_scenario
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.management.commands.import_agreement import paths_in, user_named
from obligations.permissions import NotAllowed
from obligations.queries.scenarios import effect_of


class Command(BaseCommand):
    help = "Imports a scenario file, or each of a folder, and says which dates it would move."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a YAML file, or a folder of them")
        parser.add_argument("--by", metavar="EMAIL", help="whose it is; the system's without")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        files = [(path, read_file(path)) for path in paths_in(file)]
        by = user_named(options["by"])
        for path, scenario in files:
            with seeing_everything():
                try:
                    row = import_scenario(file=scenario, by=by)
                except (EngineError, NotAllowed) as error:
                    raise CommandError(f"{path}: {error}") from error
                except ValidationError as error:
                    raise CommandError(f"{path}: {'; '.join(error.messages)}") from error
                effect = effect_of(row, by, business_now())
            self.stdout.write(f"“{row.name}”: {len(effect.moved)} dates would move.")
            for line in effect.moved:
                days = f"{show(line.old) if line.old else '–'} → {_day(line.new)}"
                self.stdout.write(f"  {line.reference} {line.section} {line.title}: {days}")


def _day(day: Any) -> str:
    return show(day) if day else "–"


def read_file(path: Path) -> ScenarioFile:
    """The scenario of a file. Raises CommandError with every problem and its line."""
    try:
        return read_scenario(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is no text in UTF-8.") from error
    except FileProblems as error:
        problems = "\n".join(f"{path}, {problem}" for problem in error.problems)
        raise CommandError(problems) from error
