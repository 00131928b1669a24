"""Lines of the register as cells of a spreadsheet."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from obligations.engine.present import iso
from obligations.queries.lines import NO_DATE, Line

HEAD = (
    "Agreement",
    "Section",
    "Reference",
    "Key",
    "Title",
    "Kind",
    "Status",
    "Opens",
    "First day",
    "Due",
    "Last day",
    "Safe by",
    "At",
    "Days from today",
    "Awaiting",
    "Obligor",
    "Obligee",
    "Who answers",
    "Amount",
    "Certainty",
    "Confirmed",
    "Cautions",
    "Address",
)

# What makes a spreadsheet take a cell for a formula (OWASP, CSV injection).
_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "\N{FULLWIDTH EQUALS SIGN}")


def quoted(value: object) -> str:
    """A cell's text, with an apostrophe before what would be taken for a formula."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULAS) else text


def cells(line: Line, today: date) -> list[str]:
    """A line's cells in the order of HEAD. Dates are ISO 8601; numbers of days may be negative."""
    last = line.last
    days = str((line.sort_date - today).days) if line.sort_date != NO_DATE else ""
    texts = (
        line.agreement,
        line.section,
        line.ref,
        line.turn,
        line.title,
        line.kind,
        line.status,
        iso(line.opens),
        iso(line.start),
        iso(line.due),
        iso(last),
        iso(line.extended_to or line.act_by),
        iso(line.at),
    )
    more = (
        "; ".join(line.awaiting),
        line.obligor,
        line.obligee,
        line.responsible,
        line.amount,
        line.certainty,
        "yes" if line.confirmed else "no",
        line.cautions,
        f"{settings.LONGSTOP_BASE_URL}{line.path}",
    )
    return [*map(quoted, texts), days, *map(quoted, more)]
