"""The sections of a report, and in which of them a status stands."""

from __future__ import annotations

# Where an occurrence stands in a report, in this order: key, heading, what it gathers.
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("overdue", "Overdue", "Their last day, with any grace and extension, has passed."),
    ("due", "Due", "Their last day is still to come, or their grace still runs."),
    ("late", "Done late", "Done after their last day."),
    ("on time", "Done on time", "Done by their last day, or with no last day to miss."),
    ("awaiting", "Awaiting a key date", "They take a date when the key date named happens."),
    ("prohibitions", "Prohibitions", "What must not be done, and the first day it may be again."),
    ("standing", "Standing duties", "They hold now or from a day named, and have no last day."),
    ("settled", "Ended or set aside", "Ended, waived, disputed or not applicable."),
)

_BY_STATUS = {
    "overdue": "overdue",
    "in grace": "due",
    "due today": "due",
    "due soon": "due",
    "done late": "late",
    "done on time": "on time",
    "awaiting": "awaiting",
    "not begun": "prohibitions",
    "in force": "prohibitions",
}


def section_of(status: str, *, dated: bool) -> str:
    """The key of the one section where a status stands; `dated` tells whether it has a last day."""
    if status in ("scheduled", "open"):
        return "due" if dated else "standing"
    return _BY_STATUS.get(status, "settled")
