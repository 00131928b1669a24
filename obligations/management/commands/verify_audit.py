import argparse
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand

from agreements.sealing import seal
from agreements.verifying import verify
from agreements.walls import seeing_everything
from obligations.queries.audit import heads_given_out


def _day(words: str) -> datetime:
    try:
        return datetime.fromisoformat(words).replace(tzinfo=UTC)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words} is no date: write 2026-01-31.") from None


class Command(BaseCommand):
    help = (
        "Verifies the audit chain: that the history is what it was when it was sealed. A line for"
        " each table, row or seal that is broken, and exit status 1 where there is any."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--since",
            type=_day,
            metavar="DATE",
            help="look at the rows under seals made on or after this day (UTC) alone",
        )
        parser.add_argument(
            "--head",
            action="append",
            default=[],
            metavar="HASH",
            help="a head that must be in the chain, as a report prints it; may be given again",
        )
        parser.add_argument("--seal", action="store_true", help="first seal what is new")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["seal"]:
            seal(patience=30.0)
        with seeing_everything():
            heads = [*heads_given_out(), *("".join(one.split()).lower() for one in options["head"])]
        begun = datetime.now(UTC)
        found = verify(since=options["since"], heads=heads)
        took = max((datetime.now(UTC) - begun) / timedelta(seconds=1), 0.001)
        for sentence in found.broken:
            self.stdout.write(sentence)
        self.stdout.write(
            f"{found.events:,} events under {found.seals:,} seals in {took:.1f} s,"
            f" {found.unsealed:,} not sealed yet, {len(heads)} heads given out."
        )
        self.stdout.write(f"Head: {found.head or 'nothing was ever sealed'}")
        if found.broken:
            self.stdout.write(f"BROKEN: {len(found.broken)} findings, above.")
            sys.exit(1)
        self.stdout.write("The chain holds.")
