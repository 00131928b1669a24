"""Outcomes as plain data: what the command line prints and the API returns."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from obligations.engine.values import Outcome, Reading, Result


def as_data(result: Result) -> dict[str, Any]:
    """A result as JSON-ready data: dates as ISO strings or None.

    A rule that can occur several times lists its occurrences; one that gave a
    single occurrence shows that one's dates at the top as well.
    """
    first = result.outcomes[0] if len(result.outcomes) == 1 else None
    top = _top(first) if first else _top(Outcome(result.state))
    return {
        "state": result.state,
        **top,
        "occurrences": [occurrence_data(o) for o in result.outcomes] if result.many else [],
        "readings": [reading_data(r) for o in result.outcomes for r in o.readings],
        "awaiting": list(result.awaiting or (first.awaiting if first else ())),
        "steps": [step.as_dict() for o in result.outcomes for step in o.steps],
        "cautions": list(dict.fromkeys(c for o in result.outcomes for c in o.cautions)),
    }


def _top(outcome: Outcome) -> dict[str, Any]:
    return {
        "due": iso(outcome.due),
        "start": iso(outcome.start),
        "end": iso(outcome.end),
        "grace_until": iso(outcome.grace_until),
        "at": iso(outcome.at),
        "act_by": iso(outcome.act_by),
        "first_free": iso(outcome.first_free),
    }


def occurrence_data(outcome: Outcome) -> dict[str, Any]:
    """One occurrence of several."""
    return {
        "key": outcome.key,
        "state": outcome.state,
        **_top(outcome),
        "awaiting": list(outcome.awaiting),
    }


def reading_data(reading: Reading) -> dict[str, Any]:
    """A reading: its date, the instant where a time of day decides, its basis.

    `choice` is what counsel chooses in choosing it, as Choices.from_data reads it.
    """
    return {
        "date": iso(reading.day),
        "at": iso(reading.at),
        "basis": reading.basis,
        "of": "first day" if reading.first else "last day",
        "choice": reading.choice.as_data(),
        "set_aside": reading.set_aside,
    }


def iso(value: date | datetime | None) -> str | None:
    """ISO 8601 or None."""
    return value.isoformat() if value is not None else None
