"""How tests ask the engine: a rule in words, facts as plain values, dates back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import conventions_from, facts_from
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import Outcome, Result, World

FIRST, LAST = date(1995, 1, 1), date(2035, 12, 31)


def ask(
    rule: str, *, kind: str = "", options: dict[str, Any] | None = None, **facts: Any
) -> Result:
    """The result of a rule; facts as a case file writes them, or as dates and instants."""
    kinds, known = facts_from({name: _plain(value) for name, value in facts.items()})
    world = World(known, conventions_from(options or {}), LAST)
    return evaluate(parse(rule, names_of(kinds)), world, kind=kind, explain=False)


def only(rule: str, **asked: Any) -> Outcome:
    """The one outcome of a rule that occurs once."""
    (outcome,) = ask(rule, **asked).outcomes
    return outcome


def due(rule: str, **asked: Any) -> date | None:
    """The due date of a rule that occurs once."""
    return only(rule, **asked).due


def dates(rule: str, **asked: Any) -> list[date | None]:
    """The due dates of a series."""
    return [outcome.due for outcome in ask(rule, **asked).outcomes]


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def random_days(seed: int, n: int, first: date = FIRST, last: date = LAST) -> Iterator[date]:
    """`n` days between two days, the same ones in every run."""
    chance, length = Random(seed), (last - first).days
    return (first + timedelta(chance.randint(0, length)) for _ in range(n))
