"""The state of one evaluation: what is bound, what was met, what to tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from obligations.engine import syntax as s
from obligations.engine.calendars import BusinessCalendar
from obligations.engine.clock import Clock, zone_info
from obligations.engine.errors import RuleError
from obligations.engine.periods import PeriodOf
from obligations.engine.values import (
    Certainty,
    Choices,
    Conventions,
    Defined,
    Moment,
    Outcome,
    Span,
    Step,
    World,
)


class Missing(Exception):
    """An operand has not happened: the date waits for these names."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.names = names


class Never(Exception):
    """An operand will not happen: the leg that needs it falls away."""


class Value(NamedTuple):
    """A date inside an evaluation.

    `at` is the instant where one is known, `backward` whether it was reached
    by counting back, `anchor` the date that the counting began from. `timed`:
    the rule itself sets the hour; the hour at which an event happened bounds
    nothing that is due on its day.
    """

    day: date
    at: datetime | None = None
    backward: bool = False
    anchor: date | None = None
    timed: bool = False


class Turn(NamedTuple):
    """What "each" stands for in one occurrence: a date, and the period behind it if any."""

    day: date
    period: PeriodOf | None = None
    at: datetime | None = None


@dataclass
class Run:
    """One pass over one rule. Made afresh for every occurrence and every reading."""

    world: World
    rule: s.Rule
    choices: Choices
    define: Callable[[Run, str, Defined], tuple[Outcome, ...]]
    kind: str = ""
    bound: dict[str, Moment] = field(default_factory=dict)
    turn: Turn | None = None
    steps: list[Step] | None = None
    awaiting: dict[str, None] = field(default_factory=dict)
    certainty: Certainty = "actual"
    cautions: dict[str, None] = field(default_factory=dict)
    touched: dict[str, None] = field(default_factory=dict)
    used_calendars: dict[str, None] = field(default_factory=dict)
    provisional: bool = False
    latest_fact: date | None = None
    clock_used: bool = False
    suspended: tuple[Span, ...] = ()
    defining: tuple[str, ...] = ()

    @property
    def conventions(self) -> Conventions:
        return self.world.conventions

    @property
    def sticky(self) -> bool:
        """Whether month ends stay month ends: only when the rule says so."""
        return self.rule.first(s.EndOfMonth) is not None

    def month_up(self) -> bool:
        """Whether a day that does not exist becomes the first of the next month."""
        stated = self.rule.first(s.MonthEnd)
        if stated is not None:
            return stated.side == "up"
        self.touched["month_end"] = None
        return self.choices.month_end == "up"

    def clock(self) -> Clock | None:
        """The time of day that the rule states."""
        modifier = self.rule.first(s.AtClock)
        return modifier.clock if modifier else None

    def zone_of(self, clock: Clock) -> tzinfo:
        """The zone of a stated time under the chosen reading of "Standard Time"."""
        if clock.zone.offset_hours is None:
            return clock.zone.literal()
        if clock.zone.text != "UTC":
            self.touched["standard_time"] = None
            if self.choices.standard_time == "prevailing":
                return zone_info(clock.zone.place)
        return clock.zone.literal()

    def calendar(self, stated: str | None = None) -> BusinessCalendar:
        """The calendar to count business days by: the rule's own, else the agreement's.

        Raises RuleError where neither names one.
        """
        id_ = stated or self.conventions.calendar
        if id_ is None:
            raise RuleError(
                "The rule counts business days and no calendar is named; write one in brackets"
                " after the unit, as in “5 business days (us-fed)”, or give the agreement one."
            )
        self.used_calendars[id_] = None
        swapped = dict(self.choices.calendars).get(id_, id_)
        return self.world.calendar_of(swapped)

    def weaken(self, certainty: Certainty) -> None:
        """Remembers the weakest certainty of the facts used: planned, then assumed."""
        if certainty != "actual":
            self.provisional = True
            if self.certainty != "planned":
                self.certainty = certainty

    def rest_on(self, day: date) -> None:
        """Remembers the latest day of a fact used."""
        if self.latest_fact is None or day > self.latest_fact:
            self.latest_fact = day

    def note(self, caution: str) -> None:
        """Adds a caution once."""
        self.cautions[caution] = None

    def step(
        self,
        operation: str,
        text: str,
        result: str = "",
        *,
        used: tuple[str, ...] = (),
        skipped: tuple[tuple[date, str], ...] = (),
        authority: str = "",
    ) -> None:
        """Adds a line to the explanation; does nothing when no explanation is wanted."""
        if self.steps is not None:
            self.steps.append(Step(operation, text, result, used, skipped, authority))

    @property
    def explaining(self) -> bool:
        return self.steps is not None


def show(day: date) -> str:
    """A date that nobody can misread: Sun 28 May 2000."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def show_instant(at: datetime) -> str:
    """An instant as local wall time with its offset: 16:00 UTC-05:00 on Thu 22 Jul 1999."""
    offset = at.strftime("%z")
    return f"{at:%H:%M} UTC{offset[:3]}:{offset[3:5]} on {show(at.date())}"
