"""How a report says things in words: dates, distances, and where an occurrence stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from obligations.engine.kinds import RIGHTS
from obligations.engine.run import show, show_instant
from obligations.queries.computations import StepLine, step_lines
from obligations.queries.report_data import Entry, Side


def day(value: date | str | None) -> str:
    """A date that nobody can misread, from a date or its ISO text; nothing for nothing."""
    if not value:
        return ""
    return show(date.fromisoformat(value) if isinstance(value, str) else value)


def moment(value: datetime | str | None) -> str:
    """An instant with its offset: 16:00 UTC-05:00 on Thu 22 Jul 1999."""
    if not value:
        return ""
    return show_instant(datetime.fromisoformat(value) if isinstance(value, str) else value)


def stamp(value: datetime) -> str:
    """When something was made, to the minute and in UTC: Thu 22 Jul 1999, 16:00 UTC."""
    at = value.astimezone(UTC)
    return f"{show(at.date())}, {at:%H:%M} UTC"


def days(count: int) -> str:
    """A number of days."""
    return f"{count:,} day" if count == 1 else f"{count:,} days"


def postal(side: Side) -> str:
    """Where notices to a party go, line by line."""
    fax = f"Fax {side.fax}" if side.fax else ""
    lines = (side.attention, side.address.strip(), fax, side.email)
    return "\n".join(line for line in lines if line)


def own_steps(steps: Sequence[Mapping[str, Any]]) -> list[StepLine]:
    """The steps of a rule itself, ready to print.

    Those of the defined dates that it reads are printed once, with the key dates.
    """
    own = step_lines([step for step in steps if not step.get("of")])
    return [
        replace(step, used=tuple(_ELSEWHERE.get(one, one) for one in step.used)) for step in own
    ]


_ELSEWHERE = {"worked out above": "worked out under Key dates"}


def distance(entry: Entry) -> str:
    """What a list says beside an occurrence: how late, how soon, how early."""
    if entry.days_late is not None:
        return _done_distance(entry.days_late)
    if entry.section == "overdue" and entry.days is not None:
        return f"{days(-entry.days)} overdue"
    if entry.section == "due" and entry.days is not None:
        if entry.days < 0:
            return f"{days(-entry.days)} into its grace"
        return "today" if entry.days == 0 else f"in {days(entry.days)}"
    return ""


def _done_distance(late: int) -> str:
    if late == 0:
        return "on the day"
    return f"{days(late)} late" if late > 0 else f"{days(-late)} early"


def sentence(entry: Entry) -> str:
    """What is to be said after the word of an occurrence's status."""
    return "; ".join(_SAID.get(entry.section, _settled)(entry))


def _due(entry: Entry) -> Iterator[str]:
    line = entry.line
    verb = "lapses" if line.kind in RIGHTS else "last day"
    yield f"{verb} {_last(entry)}, {distance(entry)}"
    if line.original is not None:
        how = "extended" if line.extended_to else "moved"
        yield f"{how} from {show(line.original)}"
    elif entry.safe and entry.safe != line.last:
        yield f"act by {show(entry.safe)}"
    if line.opens and line.opens > entry.as_at:
        yield f"can be done from {show(line.opens)}"
    if line.grace_until and not line.extended_to:
        yield f"grace to {show(line.grace_until)}"


def _last(entry: Entry) -> str:
    line = entry.line
    if line.at is not None and line.extended_to is None:
        return show_instant(line.at)
    return day(line.last)


def _done(entry: Entry) -> Iterator[str]:
    done = entry.done
    assert done is not None
    early = f", {distance(entry)}" if entry.days_late is not None else ""
    yield f"on {show(done.day)}{early}"
    if entry.line.last:
        yield f"last day {_last(entry)}"
    yield f"entered by {done.by} on {show(done.entered)}"


def _awaiting(entry: Entry) -> Iterator[str]:
    yield ", ".join(entry.line.awaiting) or "a date that cannot be worked out yet"


def _held(entry: Entry) -> Iterator[str]:
    line = entry.line
    if since := line.start or line.opens:
        yield f"{'since' if since <= entry.as_at else 'from'} {show(since)}"
    yield f"to {show(line.last)}" if line.last else "until further notice"
    if entry.first_free:
        yield f"first free day {show(entry.first_free)}"


def _standing(entry: Entry) -> Iterator[str]:
    line = entry.line
    if since := line.start or line.opens:
        yield f"{'since' if since <= entry.as_at else 'from'} {show(since)}"
    if line.end:
        yield f"to {show(line.end)}"


def _settled(entry: Entry) -> Iterator[str]:
    if entry.line.last:
        yield f"{'on' if entry.line.status == 'ended' else 'last day'} {show(entry.line.last)}"


_SAID: dict[str, Callable[[Entry], Iterator[str]]] = {
    "overdue": _due,
    "due": _due,
    "late": _done,
    "on time": _done,
    "awaiting": _awaiting,
    "prohibitions": _held,
    "standing": _standing,
}
