"""The ladder of reminders before a date, on it, and while it is overdue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Ladder:
    """When to remind: days before, on the day, and every so many days while overdue."""

    leads: tuple[int, ...]
    on_the_day: bool = True
    repeat_every: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wishes of the ladder, for one obligation or for all; None leaves it open.

    `nag_every`: days between reminders of what is overdue, 0 for none.
    """

    leads: tuple[int, ...] | None = None
    on_the_day: bool = True
    nag_every: int | None = None


AS_USUAL = Wish()


def chosen_ladder(
    *,
    usual: Ladder,
    policy: Ladder | None = None,
    leads: tuple[int, ...] | None = None,
    person: Wish = AS_USUAL,
    own: Wish = AS_USUAL,
) -> Ladder:
    """The ladder by which a person is reminded of an obligation.

    The first that says something counts: the person's `own` leads for this obligation, the
    obligation's `leads` (none of them: no reminders at all), the obligation's `policy`, the
    `person`'s leads for everything, the `usual` ladder. While overdue, the obligation's policy
    decides how often, else the person, else the usual ladder. Who wants nothing on the day has
    that from the usual ladder too, and for one obligation from any.
    """
    repeat = policy.repeat_every if policy is not None else usual.repeat_every
    if policy is None and person.nag_every is not None:
        repeat = person.nag_every or None
    if own.leads is not None:
        return Ladder(own.leads, own.on_the_day, repeat)
    if leads is not None:
        found = Ladder(leads, bool(leads), repeat if leads else None)
    elif policy is not None:
        found = Ladder(policy.leads, policy.on_the_day, repeat)
    elif person.leads is not None:
        found = Ladder(person.leads, person.on_the_day, repeat)
    else:
        found = Ladder(usual.leads, usual.on_the_day and person.on_the_day, repeat)
    return replace(found, on_the_day=found.on_the_day and own.on_the_day)


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


# The hour at which a person's digest goes


def digest_instant(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """The instant (UTC) at which the clocks of a zone show an hour on a day, for the first time.

    An hour that is skipped on that day counts as the moment at which the clocks jump over it; of
    one that comes twice it is the first. So there is exactly one on each day.
    """
    first = datetime.combine(day, time(hour), zone)
    there_and_back = first.astimezone(UTC).astimezone(zone)
    if there_and_back.replace(tzinfo=None) == first.replace(tzinfo=None):
        return first.astimezone(UTC)
    return _jump(first.astimezone(UTC), zone)


def _jump(near: datetime, zone: ZoneInfo) -> datetime:
    """The last change of the clocks before an instant that is within a day after it."""
    after = near.astimezone(zone).utcoffset()
    low, high = near - timedelta(days=1), near
    while high - low > timedelta(minutes=1):
        middle = (low + (high - low) / 2).replace(second=0, microsecond=0)
        if middle.astimezone(zone).utcoffset() == after:
            high = middle
        else:
            low = middle
    return high


def is_weekend(day: date) -> bool:
    """Whether a day is a Saturday or a Sunday."""
    return day.weekday() > 4


def last_weekday_before(day: date) -> date:
    """The nearest earlier day from Monday to Friday."""
    day -= timedelta(days=1)
    while is_weekend(day):
        day -= timedelta(days=1)
    return day
