"""Readings: every defensible date beside the literal one, and the safe one among them.

Each fork that the words leave open is a field of Choices. An evaluation notes
the forks that it met; each is then taken the other way, one at a time, and
where another date comes out it is a reading with its basis. Where several of
them make the date less safe, they are also taken together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from obligations.engine.calendars import OutsideRange, variants
from obligations.engine.choices import FORKS, NO_CHOICES, Choices
from obligations.engine.closed_days import closed_days
from obligations.engine.errors import CannotCompute
from obligations.engine.kinds import KEPT, PROHIBITIONS
from obligations.engine.run import Run, show
from obligations.engine.values import Outcome, Reading, Result, Step

_LITERAL = "the words as they stand"
_UNDEFINED = "“business day” is not defined: Saturdays and Sundays alone left out"


@dataclass(frozen=True, slots=True)
class Flip:
    """One fork taken the other way: why, what is chosen so, and what then comes out by key."""

    basis: str
    choice: Choices
    by_key: dict[str, Outcome]


def with_readings(run: Run, literal: Result, again: Callable[[Choices], Result]) -> Result:
    """The literal result with each occurrence's readings and safe date.

    `again` evaluates the same rule under other choices.
    """
    flips = []
    if run.touched or run.calendars:
        flips = list(_worked(run, _deltas(run), again))
        flips += _together(run, literal, flips, again)
    outcomes = tuple(_read(run, outcome, flips) for outcome in literal.outcomes)
    return Result(outcomes, literal.many, literal.state, literal.awaiting, literal.cautions)


# Forks


def _deltas(run: Run) -> Iterator[tuple[str, Choices]]:
    """The choices that differ from the ones taken at one fork, with their bases."""
    for fork in run.touched:
        if fork != "business_day":
            yield from _other_sides(run, fork)
    for id_ in run.calendars:
        taken = dict(run.choices.calendars).get(id_, id_)
        for basis, other in _other_calendars(run, id_):
            if other != taken:
                yield basis, Choices(calendars=((id_, other),))


def _other_sides(run: Run, fork: str) -> Iterator[tuple[str, Choices]]:
    taken = getattr(run.choices, fork) or _default(run, fork)
    for side, basis in FORKS[fork].items():
        if side != taken:
            yield basis, Choices(**{fork: side})  # type: ignore[arg-type]


def _default(run: Run, fork: str) -> str:
    return run.conventions.month_end if fork == "month_end" else next(iter(FORKS[fork]))


def _other_calendars(run: Run, id_: str) -> list[tuple[str, str]]:
    found = [(f"business days by the calendar {id_}", id_)]
    found += [(variant.basis, variant.calendar_id) for variant in variants(id_)]
    if "business_day" in run.touched and id_ == run.conventions.calendar:
        found.append((_UNDEFINED, "weekdays"))
    return found


def _worked(
    run: Run, deltas: Iterator[tuple[str, Choices]], again: Callable[[Choices], Result]
) -> Iterator[Flip]:
    for basis, delta in deltas:
        try:
            result = again(delta.over(run.choices))
        except (CannotCompute, OutsideRange, OverflowError):
            # A reading that cannot be worked out is no date to offer.
            continue
        yield Flip(basis, delta, {outcome.key: outcome for outcome in result.outcomes})


def _together(
    run: Run, literal: Result, flips: list[Flip], again: Callable[[Choices], Result]
) -> list[Flip]:
    """The flips that move a date to the unsafe side, all at once: the safest date of all."""
    moving = [f for f in flips if not run.choices.decides(f.choice) and _moves(run, literal, f)]
    if len(moving) < 2:
        return []
    merged = NO_CHOICES
    for flip in moving:
        merged = merged.over(flip.choice)
    basis = "together: " + "; ".join(flip.basis for flip in moving)
    return list(_worked(run, iter([(basis, merged)]), again))


def _moves(run: Run, literal: Result, flip: Flip) -> bool:
    """Whether a flip makes some occurrence's date less safe than the literal one."""
    for outcome in literal.outcomes:
        day, other = _governing(outcome), _governing(flip.by_key.get(outcome.key))
        if day and other and (other > day if _latest_is_safe(run, outcome) else other < day):
            return True
    return False


# Readings of one occurrence


def _read(run: Run, outcome: Outcome, flips: list[Flip]) -> Outcome:
    day = _governing(outcome)
    if day is None or outcome.state in ("pending", "void"):
        return outcome
    others = [reading for flip in flips for reading in _flipped(run, outcome, flip)]
    aside = [reading for reading in others if reading.set_aside]
    chosen = _taken(run, aside).meaning() if aside else ""
    first = Reading(day, f"chosen: {chosen}" if chosen else _LITERAL, outcome.at)
    closed = closed_days(run, outcome, [first, *others]) if run.choices.closed_day is None else []
    if not (others or closed):
        safe = _safe(run, outcome, (first,))
        return outcome.read((first,), safe, outcome.cautions, outcome.steps)
    # Choosing the first means that the others are not meant.
    first = Reading(day, first.basis, first.at, choice=_taken(run, [*others, *closed]))
    readings = _distinct([first, *others, *closed])
    cautions = outcome.cautions
    if any(reading.choice.closed_day == "next" for reading in closed):
        cautions = (*cautions, _closed_caution(day))
    steps = _with_choice(run, outcome, chosen)
    return outcome.read(readings, _safe(run, outcome, readings), cautions, steps)


def _taken(run: Run, others: list[Reading]) -> Choices:
    """The sides taken here at the forks where other readings take another."""
    forks: dict[str, str] = {}
    calendars: dict[str, str] = {}
    for reading in others:
        for fork in FORKS:
            if getattr(reading.choice, fork) is not None:
                forks[fork] = getattr(run.choices, fork) or _default(run, fork)
        for id_, _ in reading.choice.calendars:
            calendars[id_] = dict(run.choices.calendars).get(id_, id_)
    return Choices(**forks, calendars=tuple(calendars.items()))


def _with_choice(run: Run, outcome: Outcome, chosen: str) -> tuple[Step, ...]:
    """The steps, led by what was chosen and who chose it, where that decides."""
    if not (chosen and run.explaining):
        return outcome.steps
    used = (run.choices.source,) if run.choices.source else ()
    return (Step("reading", f"read as chosen: {chosen}", used=used), *outcome.steps)


def _flipped(run: Run, outcome: Outcome, flip: Flip) -> list[Reading]:
    other = flip.by_key.get(outcome.key)
    day = _governing(other)
    if other is None or day is None:
        return []
    aside = run.choices.decides(flip.choice)
    found = []
    if other.start is not None and other.start not in (outcome.start, day):
        basis = f"the window opens: {flip.basis}"
        found.append(Reading(other.start, basis, None, True, flip.choice, aside))
    if (day, _stamp(other.at)) != (_governing(outcome), _stamp(outcome.at)):
        found.append(Reading(day, flip.basis, other.at, False, flip.choice, aside))
    return found


def _distinct(found: list[Reading]) -> tuple[Reading, ...]:
    """Each date once, with the first basis given for it."""
    kept: dict[object, Reading] = {}
    for reading in found:
        kept.setdefault((reading.day, _stamp(reading.at), reading.first), reading)
    return tuple(kept.values())


def _governing(outcome: Outcome | None) -> date | None:
    return outcome.due or outcome.end or outcome.start if outcome else None


def _stamp(at: datetime | None) -> float | None:
    return at.timestamp() if at else None


# The safe date


def _latest_is_safe(run: Run, outcome: Outcome) -> bool:
    """What must not be done, and what must be kept up, is safest to the latest end."""
    return run.kind in PROHIBITIONS or (outcome.due is None and run.kind in KEPT)


def _safe(run: Run, outcome: Outcome, readings: tuple[Reading, ...]) -> date | None:
    if outcome.due is None and outcome.end is None:
        return None
    days = [r.day for r in readings if not (r.first or r.set_aside)]
    return max(days) if _latest_is_safe(run, outcome) else min(days)


def _closed_caution(day: date) -> str:
    return f"{show(day)} is not a business day and no roll is stated: see the readings."
