import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement
from agreements.walls import seeing_everything
from obligations.agreement_file import write
from obligations.queries.agreement_file import file_of


class Command(BaseCommand):
    help = "Prints an agreement as its file."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("reference")

    def handle(self, *args: Any, reference: str, **options: Any) -> None:
        with seeing_everything():
            self.stdout.write(write(file_of(agreement_named(reference))), ending="")


def agreement_named(reference: str) -> Agreement:
    """The agreement of a reference. Raises CommandError that lists the ones there are."""
    agreement = Agreement.objects.filter(reference__iexact=reference).first()
    if agreement is None:
        known = ", ".join(
            Agreement.objects.order_by("reference").values_list("reference", flat=True)
        )
        raise CommandError(f"There is no agreement {reference}. There are: {known or 'none yet'}.")
    return agreement
