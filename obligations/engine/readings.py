"""Readings: every defensible date beside the literal one, and the safe one among them.

Each fork that the words leave open is a field of Choices. An evaluation notes
the forks that it met; each is then taken the other way, one at a time, and
where another date comes out it is a reading with its basis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

from obligations.engine import syntax as s
from obligations.engine.calendars import OutsideRange, variants
from obligations.engine.errors import CannotCompute
from obligations.engine.kinds import KEPT, PROHIBITIONS, RIGHTS
from obligations.engine.run import Run, show
from obligations.engine.values import Choices, Outcome, Reading, Result

_LITERAL = "the words as they stand"
_BASES = {
    "month_end": {
        "up": "a day that does not exist becomes the first of the next month",
        "down": "a day that does not exist becomes the last of its month",
    },
    "full": {"clear": "“full” days leave both end days out"},
    "prior_to": {"inclusive": "“prior to” read as “by”: the day itself is in time"},
    "standard_time": {"prevailing": "“Standard Time” read as the time on the clocks there"},
    "backward_roll": {"as stated": "rolled forward, as the word says, although counted back"},
}


def with_readings(run: Run, literal: Result, again: Callable[[Choices], Result]) -> Result:
    """The literal result with each occurrence's readings and safe date.

    `again` evaluates the same rule under other choices.
    """
    others = []
    for basis, choices in _flips(run):
        try:
            others.append((basis, _by_key(again(choices))))
        except (CannotCompute, OutsideRange):
            # A reading that cannot be worked out is no date to offer.
            continue
    outcomes = tuple(_read(run, outcome, others) for outcome in literal.outcomes)
    return replace(literal, outcomes=outcomes)


def _by_key(result: Result) -> dict[str, Outcome]:
    return {outcome.key: outcome for outcome in result.outcomes}


def _flips(run: Run) -> Iterator[tuple[str, Choices]]:
    """The choices that differ from the ones taken at one fork, with their bases."""
    for fork in run.touched:
        for side, basis in _BASES[fork].items():
            if getattr(run.choices, fork) != side:
                yield basis, replace(run.choices, **{fork: side})  # type: ignore[arg-type]
    for id_ in run.used_calendars:
        for variant in variants(id_):
            swapped = (*run.choices.calendars, (id_, variant.calendar_id))
            yield variant.basis, replace(run.choices, calendars=swapped)


def _read(run: Run, outcome: Outcome, others: list[tuple[str, dict[str, Outcome]]]) -> Outcome:
    day = _governing(outcome)
    if day is None or outcome.state in ("pending", "void"):
        return outcome
    found = [Reading(day, _LITERAL, outcome.at)]
    for basis, by_key in others:
        other = by_key.get(outcome.key)
        other_day = _governing(other) if other else None
        if other is None or other_day is None:
            continue
        if outcome.due and outcome.start and other.start and other.start != outcome.start:
            found.append(Reading(other.start, f"the window opens: {basis}", first=True))
        if (other_day, _instant(other.at)) != (day, _instant(outcome.at)):
            found.append(Reading(other_day, basis, other.at))
    closed = _closed_day(run, outcome)
    found += closed
    distinct = {(r.day, _instant(r.at), r.first): r for r in reversed(found)}
    readings = tuple(distinct.values())[::-1]
    cautions = (*outcome.cautions, _closed_caution(day)) if closed else outcome.cautions
    safe = _safe(run, outcome, readings)
    return replace(outcome, readings=readings, act_by=safe, cautions=cautions)


def _governing(outcome: Outcome) -> date | None:
    return outcome.due or outcome.end or outcome.start


def _instant(at: datetime | None) -> float | None:
    return at.timestamp() if at else None


def _safe(run: Run, outcome: Outcome, readings: tuple[Reading, ...]) -> date | None:
    """The safe date: earliest for what must be done, latest for what must not."""
    if outcome.due is None and outcome.end is None:
        return None
    days = [reading.day for reading in readings if not reading.first]
    holds = outcome.due is None
    return max(days) if run.kind in PROHIBITIONS or (holds and run.kind in KEPT) else min(days)


# Closed days


def _closed_day(run: Run, outcome: Outcome) -> list[Reading]:
    """The open days around a date that falls on a closed one, where no roll is stated."""
    day = outcome.due or (outcome.end if run.kind in RIGHTS else None)
    if day is None or run.kind in PROHIBITIONS or run.rule.first(s.Adjust) is not None:
        return []
    calendar = run.world.calendar_of(run.conventions.calendar or "weekdays")
    try:
        reason = calendar.closed_because(day)
        if reason is None:
            return []
        back, on = calendar.first_open_on_or_before(day), calendar.first_open_on_or_after(day)
    except OutsideRange:
        return []
    return [
        Reading(back, f"the business day before: {show(day)} is closed ({reason})"),
        Reading(on, _next_day_basis(run, day, reason)),
    ]


def _closed_caution(day: date) -> str:
    return f"{show(day)} is not a business day and no roll is stated: see the readings."


def _next_day_basis(run: Run, day: date, reason: str) -> str:
    law = run.conventions.law.casefold()
    if "new york" in law:
        return (
            "the next business day: N.Y. General Construction Law s. 25 allows it unless the"
            " agreement shows another intent"
        )
    if "california" in law and not (day.weekday() == 5 and reason == "Saturday"):
        return (
            "the next business day: Cal. Civ. Code s. 11 and Code Civ. Proc. s. 13 allow it for"
            " an act appointed for a holiday"
        )
    return f"the next business day, if the parties are taken to have meant one ({reason})"
