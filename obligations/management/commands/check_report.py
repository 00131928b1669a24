import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.queries.report_check import Found, find, read_hash


class Command(BaseCommand):
    help = (
        "Says whether files are reports that Longstop made, unchanged: a line for each, and exit"
        " status 1 where one is not. Instead of a file, a SHA-256 may be given."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        unknown = False
        for name in options["files"]:
            digest = read_hash(name) or self._digest(Path(name))
            with seeing_everything():
                found = find(User.objects.system(), digest)
                self.stdout.write(f"{name}: {_told(found)}")
            unknown = unknown or found is None
        if unknown:
            sys.exit(1)

    def _digest(self, path: Path) -> str:
        try:
            with path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None


def _told(found: Found | None) -> str:
    if found is None:
        return "unknown; it was changed, or not made here"
    row = found.report
    if row is None:
        return "made here, unchanged"
    what = "the data of a report made here" if found.is_data else "made here, unchanged"
    return f"{what}: report {row.pk}, {row}, asked for by {row.requested_by}"
