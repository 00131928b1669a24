"""Deemed receipt: when a notice counts as received, by the agreement's own rule."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from obligations.engine import clock as clocks
from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.authorities import RECEIPT
from obligations.engine.known import moments_of
from obligations.engine.run import Missing, Never, Run, Value, show, show_instant
from obligations.engine.values import Events, Moment

# The name that a rule of deemed receipt counts from.
SENT: Final = "sent"


def received_value(run: Run, rule: s.Receipt) -> Value:
    """The day on which the notice counts as received.

    Raises Missing while it is not sent, or not with the hour that the rule
    asks for; Never where the rule's own conditions are not met, so that the
    next rule of the channel may be tried.
    """
    sent = _sent(run, rule)
    day = _sent_day(run, rule, sent)
    if not _in_time(run, rule, sent):
        raise Never
    if rule.on_business_day and not run.calendar(rule.day_calendar).is_open(day):
        run.note(f"{show(day)} is no business day: this rule does not apply.")
        raise Never
    return _received(run, rule, day)


def _sent(run: Run, rule: s.Receipt) -> Moment:
    """The sending: what is called "sent", or else the one event that there is."""
    events = [name for name, fact in run.world.facts.items() if isinstance(fact, Events)]
    named = next((name for name in events if name.casefold() == SENT), None)
    name = named or (events[0] if len(events) == 1 else SENT)
    found = moments_of(run, name)
    if not found or (found[0].at is None and rule.conditions):
        raise Missing(name)
    run.rest_on(found[0].day)
    run.weaken(found[0].certainty)
    return found[0]


def _sent_day(run: Run, rule: s.Receipt, sent: Moment) -> date:
    """The local day of sending, in the zone that the rule states its times in."""
    if sent.at is None:
        return sent.day
    if rule.conditions:
        place = rule.conditions[0].clock.zone.place
    elif run.conventions.zone:
        place = run.conventions.zone
    else:
        return sent.day
    return sent.at.astimezone(clocks.zone_info(place)).date()


def _in_time(run: Run, rule: s.Receipt, sent: Moment) -> bool:
    assert sent.at is not None or not rule.conditions
    for condition in rule.conditions:
        zone = run.zone_of(condition.clock)
        local = (sent.at or datetime.min).astimezone(zone)
        limit = clocks.instant(local.date(), condition.clock.time, zone)
        met = _compare(condition.relation, local, limit)
        sending = f"sent {show_instant(local)}"
        run.step("receipt", f"{sending}, {condition.relation} {condition.clock}", _yes(met))
        if not met:
            limits = f"{condition.relation} {condition.clock}"
            run.note(f"It was {sending}, not {limits}: this rule does not apply.")
            return False
    return True


def _yes(met: bool) -> str:
    return "yes" if met else "no"


def _compare(relation: str, sent: datetime, limit: datetime) -> bool:
    # A time is a boundary: "before 14:00" leaves 14:00:00 out, "by 14:00" has it in.
    if relation == "before":
        return sent < limit
    if relation == "by":
        return sent <= limit
    return sent > limit


def _received(run: Run, rule: s.Receipt, day: date) -> Value:
    if isinstance(rule.when, s.Duration):
        count = counting.one(run, rule.when)
        return counting.count_from(run, Value(day), count, backward=False)
    if rule.when == "on receipt":
        run.note("Deemed given on actual receipt: record the day on which it arrived.")
        raise Missing("receipt")
    if rule.when == "same day":
        run.step("receipt", "the day of sending itself", show(day), authority=RECEIPT)
        return Value(day, None, False, day)
    return _next_business_day(run, rule, day)


def _next_business_day(run: Run, rule: s.Receipt, day: date) -> Value:
    calendar = run.calendar(rule.calendar)
    received = calendar.add(day, 1)
    run.step(
        "receipt",
        f"the business day after {show(day)}",
        show(received),
        used=(f"calendar {calendar.id} {calendar.version}",),
        skipped=tuple((h.day, h.name) for h in calendar.holidays_between(day, received)),
        authority=RECEIPT,
    )
    return Value(received, None, False, day)
