import argparse
import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from dateutil.relativedelta import relativedelta
from django.core.management.base import BaseCommand, CommandError

from obligations.engine.cases import check_case
from obligations.engine.check import check_rule
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import ROLLS, conventions_from, facts_from_events
from obligations.engine.inputs import day as read_day
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.names import names_of
from obligations.engine.parser import parse
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
                self._check_cases(options["cases"], horizon)
            else:
                self._compute(options, horizon)
        except RuleError as error:
            raise CommandError(_with_pointer(error)) from error
        except EngineError as error:
            raise CommandError(str(error)) from error

    def _compute(self, options: dict[str, Any], horizon: date) -> None:
        kinds, facts = facts_from_events(options["event"])
        names, conventions = names_of(kinds), conventions_from(options)
        rule = parse(options["rule"], names)
        check_rule(rule, names, conventions, receipt=options["rule"].lower().startswith("deemed"))
        result = evaluate(rule, World(facts, conventions, horizon), kind=options["kind"])
        data = as_data(result)
        if options["json"]:
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_as_text(data)))

    def _check_cases(self, file: str, horizon: date) -> None:
        verdicts = [check_case(case, horizon) for case in _read_cases(Path(file))]
        for verdict in verdicts:
            if verdict.passed:
                continue
            self.stdout.write(f"{verdict.id}: {'; '.join(verdict.misses)}")
            outcomes = verdict.result.outcomes if verdict.result else ()
            for step in (step for outcome in outcomes for step in outcome.steps):
                self.stdout.write(f"    {step.text} → {step.result}")
        failed = sum(not verdict.passed for verdict in verdicts)
        self.stdout.write(f"{len(verdicts) - failed} passed, {failed} failed")
        if failed:
            raise SystemExit(1)


def _horizon(text: str | None) -> date:
    return read_day("--horizon", text) if text else date.today() + relativedelta(years=3)


def _with_pointer(error: RuleError) -> str:
    return f"{error}\n{error.pointer()}" if error.end > error.start else str(error)


def _read_cases(path: Path) -> list[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from error
    if path.suffix.lower() == ".csv":
        return [_case_from_csv(row) for row in csv.DictReader(text.splitlines())]
    try:
        data = json.loads(text)
    except ValueError as error:
        raise CommandError(f"{path} is no JSON: {error}") from error
    cases = data.get("cases") if isinstance(data, dict) else data
    if not isinstance(cases, list) or not all(isinstance(c, dict) and "rule" in c for c in cases):
        raise CommandError(f"{path} has no list of cases, each with a rule.")
    return [case for case in cases if case.get("runnable") is not False]


def _case_from_csv(row: dict[str, str]) -> dict[str, Any]:
    """A row of columns id, rule, inputs (name=date; …), options, expected, readings."""
    missing = {"rule", "expected"} - row.keys()
    if missing:
        raise CommandError(f"The CSV file needs the columns {', '.join(sorted(missing))}.")
    expected = [part.strip() for part in row["expected"].split(";") if part.strip()]
    return {
        "id": row.get("id") or row["rule"],
        "rule": row["rule"],
        "inputs": _pairs(row.get("inputs", "")),
        "options": _pairs(row.get("options", "")),
        "expected": expected if len(expected) > 1 else (expected[0] if expected else None),
        "readings": [part.strip() for part in row.get("readings", "").split(";") if part.strip()],
    }


def _pairs(text: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in filter(None, (p.strip() for p in text.split("|"))):
        name, _, value = part.partition("=")
        found[name.strip()] = _value(value.strip())
    return found


def _value(text: str) -> Any:
    if not text:
        return None
    if ".." in text:
        return [span.split("..", 1) for span in text.split(";")]
    return text.split(";") if ";" in text else text


def _as_text(data: dict[str, Any]) -> list[str]:
    lines = [f"state: {data['state']}"]
    for name in ("due", "start", "end", "at", "grace_until", "act_by", "first_free"):
        if data[name]:
            lines.append(f"{name.replace('_', ' ')}: {data[name]}")
    for occurrence in data["occurrences"]:
        day = occurrence["due"] or occurrence["end"] or occurrence["start"]
        lines.append(f"  {occurrence['key']}: {day or occurrence['state']}")
    lines += [f"reading: {r['at'] or r['date']}, {r['basis']}" for r in data["readings"][1:]]
    lines += [f"awaiting: {name}" for name in data["awaiting"]]
    for step in data["steps"]:
        skipped = ", ".join(f"{day} {name}" for day, name in step["skipped"])
        lines.append(
            f"  {step['text']} → {step['result']}" + (f" (skipping {skipped})" if skipped else "")
        )
    return lines + [f"caution: {text}" for text in data["cautions"]]
