"""Deemed receipt: when a notice counts as received, by the agreement's own rule."""

from __future__ import annotations

from datetime import date, datetime

from obligations.engine import clock as clocks
from obligations.engine import counting
from obligations.engine import syntax as s
from obligations.engine.run import Missing, Run, Value, show, show_instant
from obligations.engine.values import Moment


def deemed_received(run: Run, rule: s.Receipt, sent: Moment) -> Value | None:
    """The day on which a notice sent at a moment is deemed received under one rule.

    None where the rule's own conditions ("if sent before …") are not met, so
    that the next rule of the channel may be tried.
    """
    if not _conditions_met(run, rule, sent):
        return None
    day = _sent_day(rule, sent)
    if rule.on_business_day and not run.calendar(rule.day_calendar).is_open(day):
        run.step("receipt", f"{show(day)} is no business day", "the rule does not apply")
        return None
    return Value(_received(run, rule, day), None, False, day)


def _sent_day(rule: s.Receipt, sent: Moment) -> date:
    """The local day of sending, in the zone that the rule states its times in."""
    if sent.at is None or not rule.conditions:
        return sent.day
    zone = rule.conditions[0].clock.zone
    return sent.at.astimezone(clocks.zone_info(zone.place)).date()


def _conditions_met(run: Run, rule: s.Receipt, sent: Moment) -> bool:
    for condition in rule.conditions:
        if sent.at is None:
            return False
        local = sent.at.astimezone(run.zone_of(condition.clock))
        limit = clocks.instant(local.date(), condition.clock.time, run.zone_of(condition.clock))
        met = _compare(condition.relation, local, limit)
        run.step(
            "receipt",
            f"sent {show_instant(local)}, {condition.relation} {condition.clock}",
            "yes" if met else "no",
        )
        if not met:
            return False
    return True


def _compare(relation: str, sent: datetime, limit: datetime) -> bool:
    # A time is a boundary: "before 14:00" leaves 14:00:00 out, "by 14:00" has it in.
    if relation == "before":
        return sent < limit
    if relation == "by":
        return sent <= limit
    return sent > limit


def _received(run: Run, rule: s.Receipt, day: date) -> date:
    if isinstance(rule.when, s.Duration):
        count = counting.total(run, [(1, rule.when)])
        return counting.count_from(run, Value(day), count, backward=False).day
    if rule.when == "on receipt":
        run.note("Deemed given on actual receipt: record the day on which it arrived.")
        raise Missing("receipt")
    if rule.when == "next business day":
        received = run.calendar(rule.calendar).add(day, 1)
        run.step("receipt", f"the business day after {show(day)}", show(received))
        return received
    run.step("receipt", "the day of sending itself", show(day))
    return day
