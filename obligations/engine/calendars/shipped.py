"""The calendars that ship, read from calendar_data/."""

from __future__ import annotations

import csv
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from .definition import WEEKDAYS, CalendarDefinition, Holiday

DATA = Path(__file__).parent.parent / "calendar_data"

# id -> its table in calendars.toml, in the order of that file.
MANIFEST: dict[str, dict[str, Any]] = {
    entry["id"]: entry
    for entry in tomllib.loads((DATA / "calendars.toml").read_text("utf-8"))["calendar"]
}
SHIPPED: tuple[str, ...] = tuple(MANIFEST)


@cache
def shipped_definition(id: str) -> CalendarDefinition:
    """The definition that ships under `id`, one of SHIPPED."""
    entry = MANIFEST[id]
    return CalendarDefinition(
        id=id,
        title=entry["title"],
        source=entry["source"],
        version=entry["version"],
        first=entry["first"],
        last=entry["last"],
        weekend=frozenset(WEEKDAYS.index(name) for name in entry["weekend"]),
        holidays=_closings(DATA / f"{id}.csv"),
        projected_from=entry.get("projected_from"),
    )


def _closings(path: Path) -> tuple[Holiday, ...]:
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Holiday(date.fromisoformat(row["date"]), row["name"], row["basis"])
            for row in csv.DictReader(lines)
        )
