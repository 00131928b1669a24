import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.management.base import BaseCommand, CommandError

from obligations.engine import syntax as s
from obligations.engine.cases import Verdict, check_case, read_cases
from obligations.engine.check import check_rule
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.evaluate import evaluate
from obligations.engine.explain import as_lines, step_line
from obligations.engine.inputs import ROLLS, conventions_from, facts_from_events
from obligations.engine.inputs import day as read_day
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.plain import restate
from obligations.engine.present import as_data
from obligations.engine.values import World


class Command(BaseCommand):
    help = "Works out a rule for given dates, or checks a file of worked cases. Needs no database."
    needs_database = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("rule", nargs="?", help="a rule, as '30 days after [Closing Date]'")
        parser.add_argument("--cases", metavar="FILE", help="a JSON or CSV file of worked cases")
        parser.add_argument(
            "--event",
            action="append",
            default=[],
            metavar="NAME=DATE",
            help="a key date; may repeat. NAME= unknown, NAME=never, NAME=FIRST..LAST a span, "
            "NAME=D1;D2 a set, NAME:=rule a defined date",
        )
        parser.add_argument("--calendar", help="the calendar of business days, as us-fed")
        parser.add_argument("--kind", choices=OBLIGATION_KINDS, default="", help="of obligation")
        parser.add_argument("--roll", choices=ROLLS, default="none")
        parser.add_argument("--month-end", choices=("down", "up"), default="down")
        parser.add_argument("--fiscal-year-end", metavar="MM-DD")
        parser.add_argument("--zone", help="as America/New_York")
        parser.add_argument("--law", default="", help="the governing law, as California")
        parser.add_argument("--horizon", metavar="DATE", help="open series stop here")
        parser.add_argument("--json", action="store_true", help="print JSON alone")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["rule"]) == bool(options["cases"]):
            raise CommandError(
                "usage: compute RULE [options], or compute --cases FILE", returncode=2
            )
        try:
            horizon = _horizon(options["horizon"])
            if options["cases"]:
                self._check_cases(Path(options["cases"]), horizon)
            else:
                self._compute(options, horizon)
        except RuleError as error:
            raise CommandError(error.in_one_line()) from error
        except EngineError as error:
            raise CommandError(str(error)) from error

    def _compute(self, options: dict[str, Any], horizon: date) -> None:
        kinds, facts = facts_from_events(options["event"])
        names, conventions = names_of(kinds), conventions_from(options)
        rule = parse(options["rule"], names)
        check_rule(rule, names, conventions, receipt=isinstance(rule.body, s.Receipt))
        result = evaluate(rule, World(facts, conventions, horizon), kind=options["kind"])
        if options["json"]:
            self.stdout.write(json.dumps(as_data(result), indent=2, ensure_ascii=False))
        else:
            sentence = restate(rule, conventions, options["kind"])
            self.stdout.write("\n".join(as_lines(sentence, result)))

    def _check_cases(self, path: Path, horizon: date) -> None:
        verdicts = [check_case(case, horizon) for case in _cases(path)]
        for verdict in verdicts:
            if not verdict.passed:
                self.stdout.write("\n".join(_miss(verdict)))
        failed = sum(not verdict.passed for verdict in verdicts)
        self.stdout.write(f"{len(verdicts) - failed} passed, {failed} failed")
        if failed:
            raise SystemExit(1)


def _horizon(text: str | None) -> date:
    return read_day("--horizon", text) if text else date.today() + relativedelta(years=3)


def _cases(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    try:
        return read_cases(text, table=path.suffix.lower() == ".csv")
    except EngineError as error:
        raise CommandError(f"{path}: {error}") from error


def _miss(verdict: Verdict) -> list[str]:
    lines = [f"{verdict.id}: {miss}" for miss in verdict.misses]
    outcomes = verdict.result.outcomes if verdict.result else ()
    return lines + [f"    {step_line(step)}" for o in outcomes for step in o.steps]
