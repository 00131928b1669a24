"""Which readings count throughout an agreement: the entry of a file to choices and back."""

from __future__ import annotations

from typing import Any

from obligations.agreement_file.schema import ReadingsEntry
from obligations.engine.choices import FORKS, Choices


def choices_of(entry: ReadingsEntry | None) -> Choices:
    """The choices of a file's readings. Raises EngineError for “us-fed” without “as”."""
    if entry is None:
        return Choices()
    forks = {fork: getattr(entry, fork) or None for fork in FORKS}
    calendars = tuple(_exchange(text) for text in entry.calendars)
    return Choices(**forks, calendars=calendars)  # type: ignore[arg-type]


def _exchange(text: str) -> tuple[str, str]:
    id_, _, other = (part.strip() for part in text.partition(" as "))
    return id_, other


def entry_of(data: dict[str, Any], because: str) -> ReadingsEntry | None:
    """The entry of stored choices, None where nothing is chosen."""
    choices = Choices.from_data(data)
    forks = {fork: getattr(choices, fork) or "" for fork in FORKS}
    calendars = tuple(f"{id_} as {other}" for id_, other in choices.calendars)
    entry = ReadingsEntry(**forks, calendars=calendars, because=because)
    return entry if entry != ReadingsEntry() else None
