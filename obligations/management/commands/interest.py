import argparse
import json
from decimal import Decimal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from obligations.engine.errors import EngineError
from obligations.engine.inputs import day as read_day
from obligations.engine.money.currencies import UNNAMED, read_currency
from obligations.engine.money.daycount import BASES, read_basis
from obligations.engine.money.interest import RESTS, Terms, accrue
from obligations.engine.money.present import interest_as_data, interest_as_lines
from obligations.engine.money.rates import Rate, Rates, doubled
from obligations.engine.money.values import read_money, read_percent
from obligations.engine.run import show


class Command(BaseCommand):
    help = (
        "Works out interest on a sum between two days: the first counts, the last does not."
        " Needs no database."
    )
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("principal", help="the sum owed, as 750000 or 1250.50")
        parser.add_argument("--from", dest="start", required=True, metavar="DATE")
        parser.add_argument("--to", dest="end", required=True, metavar="DATE")
        parser.add_argument(
            "--rate",
            action="append",
            required=True,
            metavar="PERCENT",
            help="per cent a year; DATE=PERCENT from a day on, and may repeat",
        )
        parser.add_argument("--margin", default="0", metavar="PERCENT", help="added to each rate")
        parser.add_argument(
            "--basis", default="", help=f"of counting days: {', '.join(BASES)}; none: all are shown"
        )
        parser.add_argument(
            "--compound", default="none", choices=("none", *RESTS), help="when interest is added"
        )
        parser.add_argument("--currency", default="", help="as USD")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = self._lines(options)
        except EngineError as error:
            raise CommandError(" ".join(str(error).split())) from error
        self.stdout.write("\n".join(lines))

    def _lines(self, options: dict[str, Any]) -> list[str]:
        currency = read_currency(options["currency"]) if options["currency"] else ""
        principal = read_money("The sum", options["principal"], currency or UNNAMED)
        rates = _rates(options["rate"], read_percent("--margin", options["margin"]))
        basis = read_basis(options["basis"]).name if options["basis"] else ""
        terms = Terms(rates, basis, options["compound"])
        start, end = read_day("--from", options["start"]), read_day("--to", options["end"])
        interest = accrue([(start, principal)], end, terms)
        if options["json"]:
            data = interest_as_data(interest, principal, rates, currency)
            return [json.dumps(data, indent=2, ensure_ascii=False)]
        return interest_as_lines(interest, principal)


def _rates(given: list[str], margin: Decimal) -> Rates:
    table = [_rate(text) for text in given]
    day = doubled(table)
    if day is not None:
        when = "" if day.year == 1 else f" for {show(day)}"
        raise EngineError(f"Two rates are given{when}; give one, or say from which day each holds.")
    return Rates(tuple(table), margin)


def _rate(text: str) -> Rate:
    day, equals, percent = text.partition("=")
    if not equals:
        return Rate(None, read_percent("--rate", text))
    return Rate(read_day("--rate", day), read_percent("--rate", percent))
