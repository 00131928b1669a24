"""Notices: when one counts as received, by when one has to be sent, what a clause leaves open.

A channel has several rules of deemed receipt, in order; the first that applies
decides. Backwards, the latest sending is looked for that is still received in
time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final

from obligations.engine import clock as clocks
from obligations.engine import syntax as s
from obligations.engine.arithmetic import shift
from obligations.engine.errors import CannotCompute
from obligations.engine.evaluate import evaluate
from obligations.engine.receipt import SENT
from obligations.engine.run import show, show_instant
from obligations.engine.values import Events, Moment, Outcome, World

# How far back the latest sending is looked for: more than any clause takes for the post.
FARTHEST: Final = 120

_LAST_MINUTE: Final = time(23, 59)


@dataclass(frozen=True, slots=True)
class Deemed:
    """When a notice counts as received: the day, and which rule of the channel says so.

    `rule` counts from 0. Without a `day`, either a rule applies and waits for
    something (`outcome` tells what), or none applies and `rule` is None.
    """

    day: date | None
    rule: int | None
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class SendBy:
    """The latest sending that is still received in time.

    `at` is the last minute, None where any hour of the `day` will do; `text`
    says it as a sentence.
    """

    day: date
    at: datetime | None
    text: str
    deemed: Deemed


def deemed(rules: Sequence[s.Rule], sent: Moment, world: World) -> Deemed:
    """When a notice sent at a moment counts as received under a channel's rules.

    `sent` needs its instant where the rules speak of hours. Raises
    CannotCompute beyond a calendar, RuleError for a rule without one.
    """
    sending = replace(world, facts={SENT: Events((sent,))})
    outcomes = []
    for n, rule in enumerate(rules):
        outcome = evaluate(rule, sending).outcomes[0]
        if outcome.state != "void":
            return Deemed(outcome.day, n, outcome)
        outcomes.append(outcome)
    sent_at = show_instant(sent.at) if sent.at else show(sent.day)
    reasons = [caution for outcome in outcomes for caution in outcome.cautions]
    none = f"No rule of this channel covers a notice sent {sent_at}."
    return Deemed(None, None, Outcome("void", cautions=(none, *dict.fromkeys(reasons))))


def send_by(rules: Sequence[s.Rule], received: date, world: World) -> SendBy | None:
    """By when to send so that the notice counts as received on a day or before.

    None where no sending within `FARTHEST` days does, or where receipt itself
    decides. Raises as `deemed` does.
    """
    for back in range(FARTHEST + 1):
        for sent in _candidates(rules, shift(received, -back), world):
            found = deemed(rules, sent, world)
            if found.day is not None and found.day <= received:
                return SendBy(sent.day, sent.at, _sentence(sent, found), found)
    return None


def _candidates(rules: Sequence[s.Rule], day: date, world: World) -> Iterator[Moment]:
    """The moments of a day worth trying, the latest first: its end, and each hour's last minute."""
    clocks_ = [c.clock for rule in rules for c in _conditions(rule)]
    if not clocks_:
        yield Moment(day)
        return
    zone = clocks.zone_info(clocks_[0].zone.place)
    moments = {_instant(day, _LAST_MINUTE, zone)}
    for rule in rules:
        for condition in _conditions(rule):
            at = _instant(day, condition.clock.time, condition.clock.zone.literal())
            early = timedelta(minutes=1 if condition.relation == "before" else 0)
            moments.add((at - early).astimezone(zone))
    yield from (Moment(at.date(), at) for at in sorted(moments, reverse=True) if at.date() == day)


def _conditions(rule: s.Rule) -> tuple[s.SentCondition, ...]:
    return rule.body.conditions if isinstance(rule.body, s.Receipt) else ()


def _instant(day: date, at: time, zone: tzinfo) -> datetime:
    try:
        return clocks.instant(day, at, zone)
    except CannotCompute:
        return datetime.combine(day, at, zone)


def _sentence(sent: Moment, found: Deemed) -> str:
    when = f"by {show_instant(sent.at)}" if sent.at else f"on {show(sent.day)}"
    assert found.day is not None
    return f"Send {when}; it then counts as received on {show(found.day)}."


# Gaps


def gaps(rules: Sequence[s.Rule], day: date, closed: date, world: World) -> list[str]:
    """The times of sending that no rule of a channel covers, each as a phrase.

    `day` is a business day and `closed` a day that is none, by which the
    clause is tried.
    """
    found = []
    for tried, kind in ((day, "on a business day"), (closed, "on a day that is no business day")):
        for sent, phrase in _pieces(rules, tried):
            if deemed(rules, sent, world).rule is None:
                found.append(f"{phrase} {kind}")
    return found


def _pieces(rules: Sequence[s.Rule], day: date) -> list[tuple[Moment, str]]:
    """A day cut at the hours that the rules name: each piece by a moment inside, and its phrase."""
    cuts = sorted({c.clock.time for rule in rules for c in _conditions(rule)})
    zone = next((c.clock.zone for rule in rules for c in _conditions(rule)), None)
    if zone is None:
        return [(Moment(day), "at any hour")]
    edges = [time.min, *cuts, time.max]
    found = []
    for low, high in zip(edges, edges[1:], strict=False):
        if low != time.min:
            found.append((low, f"at exactly {low:%H:%M}"))
        found.append((_between(low, high), _piece(low, high)))
    return [(_moment(day, at, zone), f"{phrase} {zone.text}") for at, phrase in found]


def _piece(low: time, high: time) -> str:
    if low == time.min:
        return f"before {high:%H:%M}"
    return f"after {low:%H:%M}" if high == time.max else f"between {low:%H:%M} and {high:%H:%M}"


def _between(low: time, high: time) -> time:
    middle = (low.hour * 60 + low.minute + high.hour * 60 + high.minute) // 2
    return time(middle // 60, middle % 60, 30)


def _moment(day: date, at: time, zone: clocks.Zone) -> Moment:
    return Moment(day, _instant(day, at, zone.literal()))
