import argparse
import hashlib
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.walls import seeing_as, seeing_everything
from obligations.actions.reports import wanted_of
from obligations.models import Report
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import read_as_known
from obligations.outputs.record import canonical


class Command(BaseCommand):
    help = (
        "Reads the data of a report once more, for whoever asked for it, and compares their SHA-256"
        " with the one that the report prints; exit status 1 where it is another."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("report", type=int, help="its number, as in the address of its page")
        parser.add_argument("--output", type=Path, help="write the data, in canonical form, here")

    def handle(self, *args: Any, **options: Any) -> None:
        with seeing_everything():
            row = Report.objects.select_related("requested_by").filter(pk=options["report"]).first()
            if row is None:
                raise CommandError(f"There is no report {options['report']}.")
            wanted = wanted_of(row)
        with seeing_as(row.requested_by):
            kind = KINDS[row.kind]
            data = canonical(read_as_known(kind, row.requested_by, wanted, row.requested_at))
        if options["output"]:
            options["output"].write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        self.stdout.write(f"SHA-256 of the data as they are now: {digest}")
        if digest == row.data_sha256:
            self.stdout.write("It is the one that the report prints.")
            return
        self.stdout.write(
            f"The report prints {row.data_sha256 or 'none'}: what it was made of has changed since"
            " (something was entered, or more was seen), or it was made by another version."
        )
        sys.exit(1)
