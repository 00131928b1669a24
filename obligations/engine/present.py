"""Outcomes as plain data: what the command line prints, and readings as they are stored."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from obligations.engine.run import show_instant
from obligations.engine.values import Outcome, Reading, Result


def as_data(result: Result) -> dict[str, Any]:
    """A result as the command line prints it: dates as ISO strings or None.

    A rule that can occur several times lists its occurrences; one that gave a
    single occurrence shows that one's dates at the top as well.
    """
    outcomes = result.outcomes
    first = outcomes[0] if len(outcomes) == 1 else Outcome(result.state)
    return {
        "state": result.state,
        "due": iso(first.due),
        "start": iso(first.start),
        "end": iso(first.end),
        "grace_until": iso(first.grace_until),
        "occurrences": [_occurrence(o) for o in outcomes] if result.many else [],
        "at": iso(first.at),
        "act_by": iso(first.act_by),
        "readings": [_reading(r) for o in outcomes for r in o.readings],
        "awaiting": list(result.awaiting or first.awaiting),
        "steps": [step.as_dict() for o in outcomes for step in o.steps],
        "cautions": list(dict.fromkeys(c for o in outcomes for c in o.cautions)),
    }


def _occurrence(outcome: Outcome) -> dict[str, Any]:
    """One occurrence of several; a period has its end in place of a due date."""
    found = {
        "key": outcome.key,
        "start": iso(outcome.start),
        "due": iso(outcome.due),
        "at": iso(outcome.at),
    }
    if outcome.due is None and outcome.end is not None:
        found["end"] = iso(outcome.end)
    return found


def _reading(reading: Reading) -> dict[str, Any]:
    when = f", {show_instant(reading.at).partition(' on ')[0]}" if reading.at else ""
    return {"date": iso(reading.day), "basis": f"{reading.basis}{when}"}


def reading_data(reading: Reading) -> dict[str, Any]:
    """A reading as it is stored: its date, the instant where a time of day decides, its basis.

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
