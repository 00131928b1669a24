"""Worked cases: a rule with its inputs and the expected dates, checked against the engine.

The form is that of a JSON case file (docs/rules.md), or of a table with a row
for each case: lawyers extend such files, so every error names the case.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from obligations.engine import syntax as s
from obligations.engine.analysis import names_in
from obligations.engine.check import check_rule
from obligations.engine.clock import read_zone
from obligations.engine.errors import EngineError
from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import conventions_from, fact_from, kinds_from
from obligations.engine.inputs import day as read_day
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import Outcome, Result, World

# The columns of a table; rule and expected are needed, the others may be left out.
COLUMNS: Final = (
    "id",
    "rule",
    "inputs",
    "options",
    "expected",
    "readings",
    "act_by",
    "grace_until",
    "awaiting",
    "caution",
    "why",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case went: `misses` are sentences, none when it passed."""

    id: str
    misses: tuple[str, ...]
    result: Result | None = None

    @property
    def passed(self) -> bool:
        return not self.misses


# Files


def read_cases(text: str, *, table: bool) -> list[dict[str, Any]]:
    """The cases of a file's text, JSON or a table in CSV, those that only illustrate left out.

    Raises EngineError with a sentence where it is not of that form.
    """
    return _from_table(text) if table else _from_json(text)


def _from_json(text: str) -> list[dict[str, Any]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise EngineError(f"It is no JSON: {error}.") from error
    cases = data.get("cases") if isinstance(data, dict) else data
    if not isinstance(cases, list) or not all(isinstance(c, dict) and "rule" in c for c in cases):
        raise EngineError("It has no list of cases, each with a rule.")
    return [case for case in cases if case.get("runnable") is not False]


def _from_table(text: str) -> list[dict[str, Any]]:
    try:
        rows = _rows(text)
    except csv.Error as error:
        raise EngineError(f"It is no table: {error}.") from error
    missing = {"rule", "expected"} - rows[0].keys() if rows else set()
    if missing:
        raise EngineError(f"The table lacks the columns {', '.join(sorted(missing))}.")
    return [_case(row, n) for n, row in enumerate(rows[1:], 1) if row["rule"].strip()]


def _rows(text: str) -> list[dict[str, str]]:
    """The rows of a table by its columns in small letters, the heading first."""
    # Spreadsheets mark the text as theirs, end lines as they like, and write the separator of
    # their country.
    text = text.removeprefix("\ufeff")
    first = text.partition("\n")[0]
    separator = next((mark for mark in "\t;" if mark in first and "," not in first), ",")
    heading, *rows = [*csv.reader(io.StringIO(text, newline=None), delimiter=separator)] or [[]]
    columns = [name.strip().lower() for name in heading]
    blank = [""] * len(columns)
    return [dict(zip(columns, [*row, *blank], strict=False)) for row in (heading, *rows)]


def _case(row: dict[str, str], n: int) -> dict[str, Any]:
    return {
        "id": row.get("id") or f"row {n}",
        "rule": row["rule"].strip(),
        "inputs": pairs(row.get("inputs", "")),
        "options": pairs(row.get("options", "")),
        "expected": _expected(row["expected"].strip()),
        "readings": _parts(row.get("readings", "")),
        **{name: _parts(row[name]) for name in _FURTHER if row.get(name)},
        "why": row.get("why", ""),
    }


_FURTHER: Final = ("act_by", "grace_until", "awaiting", "caution")


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _expected(text: str) -> Any:
    return _parts(text) if ";" in text else text or None


def pairs(text: str) -> dict[str, Any]:
    """`Closing Date=2000-04-28 | excused delay=2000-07-10..2000-07-19` as inputs."""
    found: dict[str, Any] = {}
    for part in filter(None, (p.strip() for p in text.split("|"))):
        name, _, value = part.partition("=")
        found[name.strip()] = _value(value.strip())
    return found


def _value(text: str) -> Any:
    if ".." in text:
        spans = [span.partition("..") for span in _parts(text)]
        return [[first.strip(), last.strip() or None] for first, _, last in spans]
    return _parts(text) if ";" in text else text or None


# Checking


def check_case(case: Mapping[str, Any], horizon: date) -> Verdict:
    """Evaluates a case and compares all that it expects."""
    id_ = str(case.get("id", "?"))
    try:
        result, rule = _evaluate(case, horizon)
        misses = tuple(_misses(case, rule, result))
    except (EngineError, ValueError, KeyError, TypeError, AttributeError) as error:
        return Verdict(id_, (str(error) or type(error).__name__,))
    return Verdict(id_, misses, result)


def _evaluate(case: Mapping[str, Any], horizon: date) -> tuple[Result, s.Rule]:
    options = case.get("options") or {}
    inputs = case.get("inputs") or {}
    kinds = kinds_from(inputs)
    names, conventions = names_of(kinds), conventions_from(options)
    rule = parse(str(case["rule"]), names)
    check_rule(rule, names, conventions, receipt=isinstance(rule.body, s.Receipt))
    facts = {name: fact_from(name, inputs[name]) for name in _used(rule, kinds)}
    if options.get("horizon"):
        horizon = read_day("horizon", str(options["horizon"]))
    world = World(facts, conventions, horizon)
    return evaluate(rule, world, kind=str(options.get("kind") or "")), rule


def _used(rule: s.Rule, kinds: Mapping[str, Any]) -> list[str]:
    """The inputs that a rule uses; one of deemed receipt names none and uses all."""
    if isinstance(rule.body, s.Receipt):
        return list(kinds)
    used = set(names_in(rule))
    return [name for name in kinds if name in used]


def _misses(case: Mapping[str, Any], rule: s.Rule, result: Result) -> list[str]:
    misses = []
    if "expected" in case and not _matches(case["expected"], rule, result):
        misses.append(f"expected {case['expected']}, computed {_computed(rule, result)}")
    readings = {r.day.isoformat() for o in result.outcomes for r in o.readings}
    instants = {r.at for o in result.outcomes for r in o.readings if r.at}
    for wanted in case.get("readings") or ():
        if "T" in wanted and datetime.fromisoformat(wanted) in instants:
            continue
        if wanted not in readings:
            misses.append(f"the reading {wanted} is missing; found {sorted(readings)}")
    return misses + _further_misses(case, result)


def _further_misses(case: Mapping[str, Any], result: Result) -> list[str]:
    """What a case expects besides its dates: safe dates, ends of grace, names awaited, cautions."""
    found = {
        "act_by": [_iso(o.act_by) for o in result.outcomes],
        "grace_until": [_iso(o.grace_until) for o in result.outcomes],
        "awaiting": list(result.awaiting),
    }
    misses = [
        f"{name} should be {case[name]} and is {value}"
        for name, value in found.items()
        if name in case and case[name] != value
    ]
    cautions = [caution for o in result.outcomes for caution in o.cautions]
    for words in case.get("caution") or ():
        if not any(words in caution for caution in cautions):
            misses.append(f"no caution says “{words}”; there are {cautions}")
    return misses


def _matches(expected: Any, rule: s.Rule, result: Result) -> bool:
    if isinstance(expected, dict):
        return _matches_object(expected, rule, result)
    if isinstance(expected, list):
        return list(expected) in _lists(rule, result)
    if expected is None:
        return result.state in ("pending", "void")
    if expected in ("pending", "void", "provisional", "resolved"):
        return bool(result.state == expected)
    if len(result.outcomes) != 1 or not isinstance(expected, str):
        return False
    outcome = result.outcomes[0]
    if "T" in expected:
        return outcome.at == datetime.fromisoformat(expected)
    return _iso(compared_day(rule, outcome)) == expected


def compared_day(rule: s.Rule, outcome: Outcome) -> date | None:
    """The date that a single expected date is compared with.

    `start` for a lower bound, `end` for until and through, else `due`.
    """
    if isinstance(rule.body, s.Period | s.During) and outcome.end is not None:
        return outcome.end
    return outcome.due or outcome.start or outcome.end


def _lists(rule: s.Rule, result: Result) -> list[list[str | None]]:
    """The lists that a result may be compared as: its occurrences, or its window."""
    found = [[_iso(compared_day(rule, o)) for o in result.outcomes]]
    found.append([o.at.isoformat() for o in result.outcomes if o.at])
    if len(result.outcomes) == 1:
        outcome = result.outcomes[0]
        found.append([_iso(outcome.start), _iso(outcome.end)])
    return found


def _matches_object(expected: Mapping[str, Any], rule: s.Rule, result: Result) -> bool:
    outcome = result.outcomes[0]
    checks = []
    if "date" in expected:
        checks.append(_iso(compared_day(rule, outcome)) == expected["date"])
    if "utc" in expected:
        checks.append(outcome.at == datetime.fromisoformat(expected["utc"].replace("Z", "+00:00")))
    if "time" in expected:
        at = outcome.at
        if at is not None and "tz" in expected:
            at = at.astimezone(read_zone(expected["tz"]).literal())
        checks.append(at is not None and f"{at:%H:%M}" == str(expected["time"])[:5])
    return bool(checks) and all(checks)


def _computed(rule: s.Rule, result: Result) -> str:
    if result.many:
        return str([_iso(compared_day(rule, o)) for o in result.outcomes])
    outcome = result.outcomes[0]
    if outcome.at is not None:
        return outcome.at.isoformat()
    if outcome.start is not None and outcome.end is not None:
        return f"{_iso(outcome.start)} to {_iso(outcome.end)}"
    return _iso(compared_day(rule, outcome)) or result.state


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
