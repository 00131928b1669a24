"""May a party do an act on a day? Every prohibition is asked, and the strictest answer counts.

Pure: prohibitions with their periods, carve-outs with periods, caps and uses,
and a question go in; a finding for each prohibition comes out. An end that can
be read in several ways counts at its latest, what is left free at its
narrowest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from obligations.engine.permission import (
    ALWAYS,
    STRICTNESS,
    Answer,
    Band,
    CarveFinding,
    CarveOut,
    CarveStanding,
    Finding,
    Per,
    Period,
    Prohibition,
    Question,
    Standing,
    Verdict,
)

DAY: Final = timedelta(days=1)
_MONTHS: Final = {"calendar month": 1, "calendar quarter": 3, "calendar year": 12}

# Deciding


def decide(prohibitions: Iterable[Prohibition], question: Question) -> Answer:
    """The answer to a question, with a finding for every prohibition in the order given."""
    listed = tuple(prohibitions)
    findings = tuple(judge(one, question) for one in listed)
    verdict = strictest(finding.verdict for finding in findings)
    free = next_free(listed, question) if verdict == "forbidden" else None
    return Answer(question, verdict, findings, free)


def strictest(verdicts: Iterable[Verdict]) -> Verdict:
    """The strictest of verdicts; allowed where there are none."""
    return max(verdicts, key=STRICTNESS.__getitem__, default="allowed")


def mildest(verdicts: Iterable[Verdict]) -> Verdict:
    """The mildest of verdicts; forbidden where there are none."""
    return min(verdicts, key=STRICTNESS.__getitem__, default="forbidden")


def judge(prohibition: Prohibition, question: Question) -> Finding:
    """What one prohibition says to a question."""
    standing = _standing(prohibition, question)
    if standing == "perhaps ended":
        return Finding(prohibition, standing, "only if")
    if standing != "applies":
        return Finding(prohibition, standing, "allowed")
    carved = tuple(judge_carve_out(one, question) for one in prohibition.carve_outs)
    return Finding(prohibition, standing, mildest(one.verdict for one in carved), carved)


def _standing(one: Prohibition, question: Question) -> Standing:
    if question.party not in one.parties:
        return "another party"
    if not one.acts:
        return "no acts"
    if question.act not in one.acts:
        return "another act"
    if one.void:
        return "void"
    if one.set_aside and (one.set_aside.since is None or one.set_aside.since <= question.day):
        return "set aside"
    return _standing_in_time(one, question.day)


def _standing_in_time(one: Prohibition, day: date) -> Standing:
    if one.period.waits:
        return "waiting"
    if one.period.has(day):
        return "applies"
    if one.period.first is not None and day < one.period.first:
        return "not begun"
    return "perhaps ended" if one.may_extend else "ended"


def judge_carve_out(one: CarveOut, question: Question) -> CarveFinding:
    """What one carve-out is worth for a question, on a day on which its prohibition applies."""
    if one.parties and question.party not in one.parties:
        return CarveFinding(one, "another party")
    if one.acts and question.act not in one.acts:
        return CarveFinding(one, "another act")
    if one.by_consent:
        return CarveFinding(one, "by consent")
    period = next((p for p in one.periods if p.has(question.day)), None)
    if period is None:
        return _closed(one, question.day)
    used = used_of(one, question.day, question.party)
    left = None if one.cap is None else max(Decimal(0), one.cap.quantity - used)
    standing = _by_cap(one, question, left)
    if standing == "free" and (one.condition or period.depends):
        standing = "free" if one.key in question.confirmed else "to confirm"
    return CarveFinding(one, standing, period, used, left, period.depends)


def _closed(one: CarveOut, day: date) -> CarveFinding:
    """A carve-out that is not open on a day: not yet, waiting for something, or over."""
    coming = [p for p in one.periods if not p.waits and p.first is not None and p.first > day]
    if coming:
        return CarveFinding(one, "not yet", min(coming, key=lambda p: p.first or date.max))
    waiting = next((p for p in one.periods if p.waits), None)
    if waiting is not None:
        return CarveFinding(one, "waiting", waiting, depends=waiting.waits)
    past = [p for p in one.periods if p.end is not None]
    return CarveFinding(one, "over", max(past, key=lambda p: p.end or date.min, default=ALWAYS))


def _by_cap(one: CarveOut, question: Question, left: Decimal | None) -> CarveStanding:
    if one.cap is None or left is None:
        return "free"
    if left == 0:
        return "used up"
    if question.quantity is None:
        return "free"
    if question.unit and question.unit != one.cap.unit:
        return "free" if one.key in question.confirmed else "another unit"
    return "free" if question.quantity <= left else "too much"


def used_of(one: CarveOut, day: date, party: str) -> Decimal:
    """How much of the cap counts as used on a day. A total counts later uses as well."""
    if one.cap is None or one.cap.per == "transaction":
        return Decimal(0)
    cap = one.cap
    return sum(
        (
            use.quantity
            for use in one.uses
            if (not cap.each or use.party == party) and _same_period(cap.per, use.day, day)
        ),
        Decimal(0),
    )


def _same_period(per: Per, one: date, other: date) -> bool:
    if per not in _MONTHS:
        return True
    months = _MONTHS[per]
    return (one.year, (one.month - 1) // months) == (other.year, (other.month - 1) // months)


# Over time


def turning_days(prohibition: Prohibition, first: date, last: date) -> set[date]:
    """The days from `first` to `last` on which its answer can become another one."""
    found = {first, *_edges(prohibition.period)}
    if prohibition.set_aside and prohibition.set_aside.since:
        found.add(prohibition.set_aside.since)
    for one in prohibition.carve_outs:
        for period in one.periods:
            found |= _edges(period)
        if one.cap and one.cap.per in _MONTHS:
            found |= _month_starts(first, last)
    return {day for day in found if first <= day <= last}


def _edges(period: Period) -> set[date]:
    found = set() if period.first is None else {period.first}
    if period.end is not None and period.end < date.max:
        found.add(period.end + DAY)
    return found


def _month_starts(first: date, last: date) -> set[date]:
    """The first day of each month between two days."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return {date(month // 12, month % 12 + 1, 1) for month in months}


FAR: Final = timedelta(days=366 * 40)


def next_free(prohibitions: Iterable[Prohibition], question: Question) -> date | None:
    """The first day after the question's on which it is not forbidden; None where none is known."""
    listed = tuple(prohibitions)
    last = question.day + FAR if question.day < date.max - FAR else date.max
    days = {day for one in listed for day in turning_days(one, question.day, last)}
    for day in sorted(days - {question.day}):
        asked = replace(question, day=day)
        if all(judge(one, asked).verdict != "forbidden" for one in listed):
            return day
    return None


def bands(
    prohibitions: Iterable[Prohibition], question: Question, first: date, last: date
) -> tuple[Band, ...]:
    """From `first` to `last` without a gap: the verdict on each day, days in a row together."""
    listed = tuple(prohibitions)
    starts = sorted({first}.union(*(turning_days(one, first, last) for one in listed)))
    found: list[Band] = []
    for start, following in zip(starts, [*starts[1:], last + DAY], strict=True):
        verdict = strictest(judge(one, replace(question, day=start)).verdict for one in listed)
        if found and found[-1].verdict == verdict:
            start = found.pop().first
        found.append(Band(start, following - DAY, verdict))
    return tuple(found)
