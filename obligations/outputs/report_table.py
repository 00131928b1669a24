"""A compliance report as a table: a row for each occurrence, as it is attached to a report."""

from __future__ import annotations

from collections.abc import Iterator

from obligations.outputs.spreadsheet import HEAD, values
from obligations.queries.report_data import Compliance, Duty, Entry

# The register's columns, but for the address of a page and the days from a day that is not told.
_LEFT_OUT = {"Address", "Days from today"}
_KEPT = tuple(n for n, name in enumerate(HEAD) if name not in _LEFT_OUT)
BEHIND = (
    *("Done on", "Done by", "Entered on", "Days late", "Outcome"),
    *("Rule", "Evidence (SHA-256)", "Agreed or decided", "Reminders sent (Message-ID)"),
)


def rows(report: Compliance) -> Iterator[tuple[object, ...]]:
    """The names of the columns, then the occurrences in the order of the report."""
    yield tuple(HEAD[n] for n in _KEPT) + BEHIND
    for agreement in report.agreements:
        for duty in agreement.duties:
            for entry in duty.entries:
                cells = values(entry.line, report.as_at)
                yield tuple(cells[n] for n in _KEPT) + _behind(duty, entry)


def _behind(duty: Duty, entry: Entry) -> tuple[object, ...]:
    done = entry.done
    told = (done.day, done.by, done.entered) if done else (None, "", None)
    return (
        *told,
        entry.days_late,
        done.outcome if done else "",
        duty.rule,
        " ".join(one.sha256 for one in entry.evidence),
        "; ".join(f"{one.kind}: {one.reason}" for one in entry.adjustments),
        " ".join(dict.fromkeys(one.message_id for one in entry.reminders)),
    )
