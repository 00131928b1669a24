"""The ladder of reminders before a date, on it, and while it is overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Ladder:
    """When to remind: days before, on the day, and every so many days while overdue."""

    leads: tuple[int, ...]
    on_the_day: bool = True
    repeat_every: int | None = None


@dataclass(frozen=True, slots=True)
class Rung:
    """One reminder: so many days before the date (0 on it, negative after), and its day."""

    lead: int
    falls_on: date


def rungs(
    target: date,
    ladder: Ladder,
    today: date,
    *,
    overdue: bool,
    open_day: Callable[[date], date],
    ahead: int = 120,
    gap: int | None = None,
) -> list[Rung]:
    """The reminders to have planned on a day: the coming ones, and the last one that has passed.

    The last passed one is there so that what is entered late is still told;
    sent once, it is not sent again, since lead and date name it. `overdue`
    tells whether the date can be missed; what merely ends is not told of
    afterwards. `open_day` gives the business day on or before a day: reminders
    come before a weekend, not on it. `gap`: days since the same duty last fell
    due; a longer lead would run into the one before.
    """
    wanted = [n for n in _leads(target, ladder, today, overdue) if gap is None or n < gap]
    found = [Rung(lead, open_day(target - timedelta(days=lead))) for lead in wanted]
    passed = [rung for rung in found if rung.falls_on <= today]
    coming = [r for r in found if today < r.falls_on <= today + timedelta(days=ahead)]
    if not overdue and target < today:
        return []
    last = min(passed, key=lambda rung: rung.lead, default=None)
    return ([last] if last else []) + coming


def _leads(target: date, ladder: Ladder, today: date, overdue: bool) -> Iterable[int]:
    leads = {lead for lead in ladder.leads if lead > 0}
    if ladder.on_the_day:
        leads.add(0)
    if overdue and ladder.repeat_every and today > target:
        step = ladder.repeat_every
        turns = (today - target).days // step
        leads |= {-step * turns, -step * (turns + 1)} if turns else {-step}
    return sorted(leads, reverse=True)
