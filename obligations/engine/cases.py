"""Worked cases: a rule with its inputs and the expected dates, checked against the engine.

The form is that of a JSON case file (docs/rules.md): lawyers extend such
files, so every error names the case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from obligations.engine import syntax as s
from obligations.engine.clock import read_zone
from obligations.engine.errors import EngineError
from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import conventions_from, facts_from
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import Outcome, Result, World


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a case went: `misses` are sentences, none when it passed."""

    id: str
    misses: tuple[str, ...]
    result: Result | None = None

    @property
    def passed(self) -> bool:
        return not self.misses


def check_case(case: Mapping[str, Any], horizon: date) -> Verdict:
    """Evaluates a case and compares all that it expects."""
    id_ = str(case.get("id", "?"))
    try:
        result, rule = _evaluate(case, horizon)
    except (EngineError, ValueError, KeyError, TypeError) as error:
        return Verdict(id_, (f"{type(error).__name__}: {error}",))
    return Verdict(id_, tuple(_misses(case, rule, result)), result)


def _evaluate(case: Mapping[str, Any], horizon: date) -> tuple[Result, s.Rule]:
    options = case.get("options") or {}
    kinds, facts = facts_from(case.get("inputs") or {})
    rule = parse(str(case["rule"]), names_of(kinds))
    world = World(facts, conventions_from(options), horizon)
    return evaluate(rule, world, kind=str(options.get("kind", ""))), rule


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
    return misses


def _matches(expected: Any, rule: s.Rule, result: Result) -> bool:
    if isinstance(expected, dict):
        return _matches_object(expected, rule, result)
    if isinstance(expected, list):
        return list(expected) in _lists(rule, result)
    if expected is None:
        return result.state in ("pending", "void")
    if len(result.outcomes) != 1:
        return False
    outcome = result.outcomes[0]
    if "T" in expected:
        return outcome.at == datetime.fromisoformat(expected)
    return _iso(compared_day(rule, outcome)) == str(expected)


def compared_day(rule: s.Rule, outcome: Outcome) -> date | None:
    """The date that a single expected date is compared with.

    `start` for a lower bound, `end` for until and through, else `due`.
    """
    body = rule.body
    if isinstance(body, s.Period) and outcome.end is not None:
        return outcome.end
    if outcome.due is None:
        return outcome.start or outcome.end
    return outcome.due


def _lists(rule: s.Rule, result: Result) -> list[list[str | None]]:
    """The lists that a result may be compared as: its occurrences, or its window."""
    found = [[_iso(compared_day(rule, o)) for o in result.outcomes]]
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
            at = at.astimezone(ZoneInfo(read_zone(expected["tz"]).place))
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
