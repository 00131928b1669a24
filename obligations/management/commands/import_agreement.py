import argparse
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.actions.files import Imported, import_file
from obligations.agreement_file import AgreementFile, FileProblems, read
from obligations.calendars_in_force import in_force
from obligations.engine.errors import EngineError
from obligations.permissions import NotAllowed


class Command(BaseCommand):
    help = "Imports an agreement file, or each file of a folder; --dry-run shows what would change."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a YAML file, or a folder of them")
        parser.add_argument("--dry-run", action="store_true", help="show, and write nothing")
        parser.add_argument("--by", metavar="EMAIL", help="the user in whose name; system without")
        parser.add_argument("--reason", default="")

    def handle(self, *args: Any, file: Path, dry_run: bool, reason: str, **options: Any) -> None:
        files = [(path, read_file(path)) for path in paths_in(file)]
        by = user_named(options["by"])
        for path, agreement in files:
            with seeing_everything():
                done = self._import(path, agreement, by, reason, dry_run)
            self._tell(done, dry_run)

    def _import(
        self, path: Path, agreement: AgreementFile, by: User, reason: str, dry_run: bool
    ) -> Imported:
        try:
            return import_file(file=agreement, by=by, reason=reason, dry_run=dry_run)
        except (EngineError, NotAllowed) as error:
            raise CommandError(f"{path}: {error}") from error
        except ValidationError as error:
            raise CommandError(f"{path}: {'; '.join(error.messages)}") from error

    def _tell(self, done: Imported, dry_run: bool) -> None:
        if done.nothing:
            self.stdout.write(f"{done.reference}: nothing to change.")
        else:
            verb = (
                ("would be created" if dry_run else "created")
                if done.created
                else ("would change" if dry_run else "changed")
            )
            self.stdout.write(f"{done.reference} {verb}.")
        if not done.created:
            for difference in done.differences:
                self.stdout.write(f"  {difference}")
            for line in done.recorded:
                self.stdout.write(f"  + happened: {line}")
            for move in done.changes.moves:
                self.stdout.write(f"  date of {move.ref}: {move.old or '–'} → {move.new or '–'}")
        for line in done.kept:
            self.stdout.write(f"  kept: {line}")


def paths_in(path: Path) -> list[Path]:
    """The files to import: the one named, or all YAML files of a folder by name."""
    if path.is_dir():
        found = sorted([*path.glob("*.yaml"), *path.glob("*.yml")])
        if not found:
            raise CommandError(f"There is no agreement file (.yaml) in {path}.")
        return found
    return [path]


def read_file(path: Path) -> AgreementFile:
    """The agreement of a file. Raises CommandError with every problem and its line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        with seeing_everything():
            return read(text, in_force().ids)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise CommandError(f"{path} is no text in UTF-8.") from error
    except FileProblems as error:
        problems = "\n".join(f"{path}, {problem}" for problem in error.problems)
        raise CommandError(problems) from error


def user_named(email: str | None) -> User:
    """The user of an address, the system without one. Raises CommandError for an unknown one."""
    if not email:
        return User.objects.system()
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        raise CommandError(f"There is no user {email}.")
    return user
