"""The parts of a rule: immutable values without behaviour.

The parser makes them, the printer writes them as canonical text, the
evaluator walks them. Wordings with one meaning ("following", "after") are one
value here; wordings whose meaning is disputed ("of", "full") keep their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeVar

from obligations.engine.clock import Clock

M = TypeVar("M")

UnitName = Literal["hour", "day", "week", "month", "quarter", "year"]
CountAs = Literal["calendar", "business", "trading"]
Direction = Literal["after", "of", "before", "beginning with", "either side of"]
PeriodName = Literal["month", "quarter", "year"]

# Where the deciding word of a part stands in the text: first character, and the one after its last.
Place = tuple[int, int] | None


def _placed() -> Any:
    """A place is for error sentences alone: parts that differ only in it are equal."""
    return field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted. `stated` tells a written "calendar" from a bare unit."""

    name: UnitName
    count_as: CountAs = "calendar"
    stated: bool = False
    ends: Literal["", "clear", "full"] = ""
    calendar: str | None = None
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Amount:
    n: int
    unit: Unit


@dataclass(frozen=True, slots=True)
class Duration:
    amounts: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Day:
    date: date


@dataclass(frozen=True, slots=True)
class Name:
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Offset:
    """A duration away from a term; `ordinal` for the form "30th day after"."""

    duration: Duration
    direction: Direction
    term: Term
    bound: Literal["", "at least", "at most"] = ""
    ordinal: bool = False
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class PeriodEdge:
    """The start or end (or first or last business day) of a calendar or fiscal period."""

    edge: Literal["start", "end", "first business day", "last business day"]
    period: PeriodName
    fiscal: bool
    select: Literal["each", "first complete", "containing", "after"]
    term: Term | None = None
    calendar: str | None = None
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class SpanDay:
    edge: Literal["first", "last"]
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Leg:
    point: Point
    clock: Clock | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    which: Literal["later", "earlier"]
    legs: tuple[Leg, ...]
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class EachName:
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class EachAnniversary:
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class EachOf:
    points: tuple[Point, ...]
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Group:
    """A point in round brackets: what stands inside is worked out, and rounded, first."""

    point: Point


Term = (
    Day | Name | Offset | PeriodEdge | SpanDay | Pick | EachName | EachAnniversary | EachOf | Group
)


@dataclass(frozen=True, slots=True)
class Shift:
    sign: Literal[1, -1]
    duration: Duration


@dataclass(frozen=True, slots=True)
class Point:
    term: Term
    shifts: tuple[Shift, ...] = ()


# Bodies


@dataclass(frozen=True, slots=True)
class At:
    """The point itself: due on that day."""

    point: Point
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Bound:
    """One bound: `upper` due by, else free from; `strict` leaves the point's day out."""

    point: Point
    upper: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class Within:
    duration: Duration
    direction: Direction
    term: Term


@dataclass(frozen=True, slots=True)
class Between:
    lower: Bound
    upper: Bound


@dataclass(frozen=True, slots=True)
class Period:
    """A time during which something holds; an open side is None."""

    start: Point | None
    end: Point | None = None
    end_word: Literal["", "until", "through", "to but excluding"] = ""
    duration: Duration | None = None


@dataclass(frozen=True, slots=True)
class During:
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Soft:
    word: str
    term: Term
    long_stop: Bound | Within | None = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """One phase of a series: every n units, or every day of the year `(month, day)`."""

    n: int
    unit: Unit | None
    day_month: tuple[int, int] | None = None
    duration: Duration | None = None
    until: Point | None = None
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Series:
    phases: tuple[Frequency, ...]
    start: Point | None = None
    until: Point | None = None


@dataclass(frozen=True, slots=True)
class SentCondition:
    relation: Literal["before", "after", "by"]
    clock: Clock


@dataclass(frozen=True, slots=True)
class Receipt:
    """A rule of deemed receipt. `when` is a duration after sending or one of the words."""

    when: Literal["same day", "on receipt", "next business day"] | Duration
    calendar: str | None = None
    conditions: tuple[SentCondition, ...] = ()
    on_business_day: bool = False
    day_calendar: str | None = None
    place: Place = _placed()


Body = At | Bound | Within | Between | Period | During | Soft | Series | Receipt


# Modifiers


@dataclass(frozen=True, slots=True)
class Adjust:
    convention: Literal[
        "following", "modified following", "preceding", "modified preceding", "none"
    ]
    calendar: str | None = None
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class EndOfMonth:
    pass


@dataclass(frozen=True, slots=True)
class MonthEnd:
    side: Literal["down", "up"]
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class AtClock:
    relation: Literal["at", "by", "before"]
    clock: Clock
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Postponed:
    duration: Duration
    name: str
    cap: Duration | None = None
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Suspended:
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Excepted:
    name: str
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Grace:
    duration: Duration
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Floor:
    point: Point


@dataclass(frozen=True, slots=True)
class Ceiling:
    point: Point


@dataclass(frozen=True, slots=True)
class Since:
    point: Point
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Until:
    point: Point
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Times:
    n: int
    place: Place = _placed()


@dataclass(frozen=True, slots=True)
class Condition:
    """`if`/`unless` a name happened, compared with a point where one is given."""

    negated: bool
    name: str
    relation: Literal["on or after", "on or before", "before", "after", "occurred", "not occurred"]
    point: Point | None = None
    place: Place = _placed()


Modifier = (
    Adjust
    | EndOfMonth
    | MonthEnd
    | AtClock
    | Postponed
    | Suspended
    | Excepted
    | Grace
    | Floor
    | Ceiling
    | Since
    | Until
    | Times
    | Condition
)


@dataclass(frozen=True)
class Rule:
    """A whole rule, and the text that it was read from (for error sentences alone).

    `kept` holds what analysis.py found out about the rule, so that it is found out once.
    """

    body: Body
    modifiers: tuple[Modifier, ...] = ()
    text: str = field(default="", compare=False, repr=False)
    kept: dict[str, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def _firsts(self) -> dict[type, Modifier]:
        return {type(m): m for m in reversed(self.modifiers)}

    def first(self, kind: type[M]) -> M | None:
        """The first modifier of a kind, None without one."""
        return self._firsts.get(kind)  # type: ignore[return-value]

    def every(self, kind: type[M]) -> list[M]:
        """All modifiers of a kind, in the order of the words."""
        if kind not in self._firsts:
            return []
        return [m for m in self.modifiers if isinstance(m, kind)]
