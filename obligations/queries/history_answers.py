"""Answers to reminders in the history: where their rows stand, and what is said of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from obligations.engine.run import show

_TABLES = {
    "acknowledgement": "obligations_acknowledgementhistory",
    "snooze": "obligations_snoozehistory",
}


def sources(scope: str) -> dict[str, tuple[str, str]]:
    """Kind of row -> its history table, and the condition for the occurrences in a scope."""
    condition = f"occurrence_id IN (SELECT id FROM obligations_occurrence WHERE {scope})"
    return {kind: (table, condition) for kind, table in _TABLES.items()}


def _acknowledged(names: Any, change: Any) -> str:
    return f"acknowledged the reminder of {names.occurrence(change.after['occurrence_id'])}"


def _taken_back(names: Any, change: Any) -> str:
    occurrence = names.occurrence(change.after["occurrence_id"])
    return f"took the acknowledgement of the reminder of {occurrence} back"


def _put_off(names: Any, change: Any) -> str:
    until = show(date.fromisoformat(change.after["until"]))
    return f"put the reminder of {names.occurrence(change.after['occurrence_id'])} off to {until}"


def _nothing(names: Any, change: Any) -> str:
    """The headline says it all."""
    return ""


# action -> the kind of row that it is about, and the sentence
HEADLINES: dict[str, tuple[tuple[str, Any], ...]] = {
    "acknowledge": (("acknowledgement", _acknowledged),),
    "take an acknowledgement back": (("acknowledgement", _taken_back),),
    "snooze": (("snooze", _put_off),),
}
SENTENCES = dict.fromkeys(_TABLES, _nothing)
