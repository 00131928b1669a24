"""When a sent notice counts as received, with every day that can be argued for.

The channel's rules decide. A minute that none of them covers is a gap: no day
is taken, and the readings are the days by the nearest minutes that the clause
does cover. Actual receipt, where it is known, is one more reading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.authorities import RECEIPT
from obligations.engine.errors import CannotCompute
from obligations.engine.notices import Deemed, deemed
from obligations.engine.run import show
from obligations.engine.values import Moment, Outcome, Reading, Result, Step, World

# How far around a gap the nearest covered minutes are looked for: over any long weekend.
NEAR: Final = timedelta(days=6)

_MINUTE: Final = timedelta(minutes=1)
_LITERAL: Final = "the words as they stand"


@dataclass(frozen=True, slots=True)
class Deeming:
    """What a clause makes of one notice.

    `rule` is the number of the channel's rule that decides, counted from 0, None
    in a `gap`. `result` has the day as `due`, its readings, steps and cautions.
    """

    result: Result
    rule: int | None
    gap: bool

    @property
    def outcome(self) -> Outcome:
        """The one outcome."""
        return self.result.outcomes[0]

    @property
    def day(self) -> date | None:
        """The day on which the notice counts as received, None while nobody can say."""
        return self.outcome.due


def deem(
    rules: Sequence[s.Rule], sent: Moment, world: World, received: date | None = None
) -> Deeming:
    """When a notice sent at a moment counts as received.

    `received` is the day of actual receipt as far as it is known. Raises
    CannotCompute beyond a calendar, RuleError for a rule without one.
    """
    found = deemed(rules, sent, world)
    if found.rule is None:
        return _gap(rules, sent, world, found, received)
    outcome = found.outcome
    if outcome.awaiting == ("receipt",):
        outcome = _on_receipt(outcome, received)
    elif outcome.due is not None:
        outcome = _with_readings(rules, sent, world, outcome, found.rule, received)
    elif sent.at is None and "sent" in outcome.awaiting:
        outcome = replace(outcome, cautions=(*outcome.cautions, _HOUR))
    return Deeming(_result(outcome), found.rule, gap=False)


_HOUR: Final = "The clause decides by the hour of sending: state it."


def _result(outcome: Outcome) -> Result:
    return Result((outcome,), False, outcome.state, outcome.awaiting, outcome.cautions)


def _on_receipt(outcome: Outcome, received: date | None) -> Outcome:
    if received is None:
        return outcome
    step = Step("receipt", "given on actual receipt", show(received), authority=RECEIPT)
    return replace(
        outcome,
        state="resolved",
        due=received,
        act_by=received,
        readings=(Reading(received, _LITERAL),),
        awaiting=(),
        steps=(*outcome.steps, step),
        cautions=(),
    )


# A day that the clause gives


def _with_readings(
    rules: Sequence[s.Rule],
    sent: Moment,
    world: World,
    outcome: Outcome,
    rule: int,
    received: date | None,
) -> Outcome:
    assert outcome.due is not None
    # Receipt is no act: nobody says that it took place on the business day before.
    kept = [r for r in outcome.readings if r.choice.closed_day != "previous"]
    kept += _by_the_senders_day(rules[rule], sent, world, outcome.due)
    kept += _actual(received, {r.day for r in kept}, "the clause deems another day")
    days = [r.day for r in kept if not r.set_aside]
    return replace(
        outcome,
        readings=tuple(kept),
        act_by=min(days, default=outcome.due),
        cautions=tuple(_retold(outcome, world)),
    )


def _retold(outcome: Outcome, world: World) -> Iterator[str]:
    """The cautions, with the one about a closed day in words that fit receipt."""
    for caution in outcome.cautions:
        if "no roll is stated" not in caution:
            yield caution
        else:
            yield (
                f"{show(outcome.due or date.min)} is no business day. The clause does not ask for"
                " one, so the notice counts as received on it all the same."
            )


def _by_the_senders_day(
    rule: s.Rule, sent: Moment, world: World, literal: date
) -> Iterator[Reading]:
    """The day by the sender's own date, where the agreement's zone has another one."""
    if sent.at is None or _conditions(rule):
        return
    there = sent.at.date()
    zone = world.conventions.zone
    if zone is None or there == sent.at.astimezone(clocks.zone_info(zone)).date():
        return
    found = deemed([rule], Moment(there), world)
    if found.day is not None and found.day != literal:
        yield Reading(found.day, f"counted from {show(there)}, the date where it was sent")


def _actual(received: date | None, known: set[date], why: str) -> Iterator[Reading]:
    if received is not None and received not in known:
        yield Reading(received, f"actual receipt; {why}")


# Gaps


def _gap(
    rules: Sequence[s.Rule], sent: Moment, world: World, found: Deemed, received: date | None
) -> Deeming:
    readings = list(_nearest(rules, sent, world))
    readings += _actual(received, set(), "the clause itself covers no such sending")
    none, *reasons = found.outcome.cautions
    outcome = replace(
        found.outcome,
        state="pending",
        awaiting=("receipt",) if received is None else (),
        readings=tuple(readings),
        steps=tuple(Step("receipt", reason, authority=RECEIPT) for reason in reasons),
        cautions=(none, _agreed(readings)),
    )
    return Deeming(_result(outcome), None, gap=True)


def _agreed(readings: Sequence[Reading]) -> str:
    days = {reading.day for reading in readings}
    if len(days) == 1:
        return f"Every reading comes to {show(days.pop())}; counsel may take that day."
    return "The clause leaves a gap here: counsel has to say which day is taken, and why."


def _nearest(rules: Sequence[s.Rule], sent: Moment, world: World) -> Iterator[Reading]:
    """The days by the last covered minute before a gap, and by the first one after it."""
    if sent.at is None:
        return
    places = (("last", "before", -1), ("first", "after", 1))
    for which, side, way in places:
        for at in _minutes(rules, sent.at, way):
            near = deemed(rules, Moment(at.date(), at), world)
            if near.day is not None:
                when = f"{at:%H:%M} on {show(at.date())}"
                basis = f"read as if sent at {when}, the {which} minute {side} it that is covered"
                yield Reading(near.day, basis)
                break


def _minutes(rules: Sequence[s.Rule], at: datetime, way: int) -> list[datetime]:
    """The minutes at the edges of what rules cover, on one side of an instant, nearest first."""
    edges = {at + way * _MINUTE}
    for days in range(-NEAR.days, NEAR.days + 1):
        day = at.date() + timedelta(days=days)
        for clock in (c.clock for rule in rules for c in _conditions(rule)):
            zone = clock.zone.literal()
            for hour in (time.min, clock.time, time(23, 59)):
                edges |= {_around(day, hour, zone, n).astimezone(at.tzinfo) for n in (-1, 0, 1)}
    beyond = [edge for edge in edges if (edge - at) * way > timedelta(0)]
    return sorted(beyond, key=lambda edge: abs(edge - at))


def _around(day: date, hour: time, zone: tzinfo, minutes: int) -> datetime:
    try:
        at = clocks.instant(day, hour, zone)
    except CannotCompute:
        at = datetime.combine(day, hour, zone)
    return at + minutes * _MINUTE


def _conditions(rule: s.Rule) -> tuple[s.SentCondition, ...]:
    return rule.body.conditions if isinstance(rule.body, s.Receipt) else ()
