"""What state an occurrence is in: stored is what was decided, the rest is one comparison.

`STATUSES` says what each status means; `status_of` is the one function that
tells it; the SQL in queries/status.py says the same and a property test
compares the two. docs/statuses.md is drawn from here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, Literal

from obligations.engine.clock import zone_info
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.engine.values import Outcome

Phase = Literal["awaiting", "live", "done", "waived", "not applicable", "disputed", "withdrawn"]

PHASES: Final[dict[str, str]] = {
    "awaiting": "a key date has not happened, or the date cannot be worked out yet",
    "live": "it has a date, or is open without one",
    "done": "somebody recorded that it was done",
    "waived": "it was waived",
    "not applicable": "it does not apply in this case",
    "disputed": "the parties dispute it",
    "withdrawn": "what made it was taken back",
}

STATUSES: Final[dict[str, str]] = {
    "awaiting": "waits for a key date",
    "scheduled": "has a date and has not opened yet",
    "open": "can be done now",
    "due soon": "its safe date is within thirty days",
    "due today": "its last day is today",
    "overdue": "its last day has passed",
    "in grace": "its last day has passed and its grace has not",
    "done on time": "was done in time",
    "done late": "was done after its last day",
    "waived": "was waived",
    "not applicable": "does not apply",
    "disputed": "is disputed",
    "withdrawn": "what made it was taken back",
    "not begun": "is forbidden, from a later day on",
    "in force": "is forbidden now",
    "ended": "the time has run out",
}

SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Turning:
    """The instants at which a live occurrence turns: all aware, None where it never does.

    `opens`: it can be done or begins to be forbidden, None where it always
    could. `soon`: the warning begins. `today`: its last day begins. `late`: its last day is over.
    `grace`: the grace is over. `deadline` tells a duty to be done by its last
    day from a period that simply ends with it.
    """

    opens: datetime | None = None
    soon: datetime | None = None
    today: datetime | None = None
    late: datetime | None = None
    grace: datetime | None = None
    deadline: bool = False


def turning_points(outcome: Outcome, zone: str, extended_to: date | None = None) -> Turning:
    """When an occurrence turns, in the agreement's zone.

    An agreed extension takes the place of the computed last day. A time of
    day bounds the last day; the warning counts back from the safe date.
    """
    last = extended_to or outcome.due or outcome.end
    opens = outcome.start or outcome.opens
    if last is None:
        return Turning(opens=_start(opens, zone))
    grace = None if extended_to else outcome.grace_until
    timed = outcome.at is not None and extended_to is None
    late = outcome.at.astimezone(UTC) if timed and outcome.at else _start(_after(last), zone)
    safe = extended_to or outcome.act_by or last
    return Turning(
        opens=_start(opens, zone),
        soon=_start(safe - SOON, zone) if safe.toordinal() > SOON.days else _start(safe, zone),
        today=_start(last, zone),
        late=late,
        grace=_start(_after(grace), zone) if grace else None,
        deadline=outcome.due is not None,
    )


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _start(day: date | None, zone: str) -> datetime | None:
    """The first instant of a day in a zone, in UTC (midnight may not exist: the gap's end)."""
    if day is None:
        return None
    if day in (date.min, date.max):
        return datetime.combine(day, time.min, UTC)
    return datetime.combine(day, time.min, zone_info(zone)).astimezone(UTC)


def phase_of(outcome: Outcome) -> Phase:
    """The phase that the engine gives an occurrence nobody has decided about."""
    if outcome.state == "void":
        return "not applicable"
    if outcome.state == "pending" and outcome.day is None:
        return "awaiting"
    return "live"


def status_of(
    phase: str, kind: str, turning: Turning, now: datetime, *, done_late: bool = False
) -> str:
    """The status at an instant."""
    if phase == "done":
        return "done late" if done_late else "done on time"
    if phase != "live":
        return phase
    if kind in PROHIBITIONS:
        return _prohibition(turning, now)
    if _reached(turning.late, now):
        return _past(kind, turning, now)
    if turning.deadline and kind not in RIGHTS and _reached(turning.today, now):
        return "due today"
    if (turning.deadline or kind in RIGHTS) and _reached(turning.soon, now):
        return "due soon"
    return "scheduled" if turning.opens is not None and now < turning.opens else "open"


def _reached(instant: datetime | None, now: datetime) -> bool:
    return instant is not None and now >= instant


def _prohibition(turning: Turning, now: datetime) -> str:
    if turning.opens is not None and now < turning.opens:
        return "not begun"
    return "ended" if _reached(turning.late, now) else "in force"


def _past(kind: str, turning: Turning, now: datetime) -> str:
    if kind in RIGHTS or not turning.deadline:
        return "ended"
    if turning.grace is not None and now < turning.grace:
        return "in grace"
    return "overdue"
