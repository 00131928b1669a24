"""The state of one evaluation: what is bound, what was met, what to tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from obligations.engine import syntax as s
from obligations.engine.calendars import BusinessCalendar
from obligations.engine.calendars.definition import written
from obligations.engine.choices import FORKS, Choices
from obligations.engine.clock import Clock, zone_info
from obligations.engine.errors import RuleError
from obligations.engine.periods import PeriodOf
from obligations.engine.values import Certainty, Conventions, Moment, Outcome, Span, Step, World

_UNDEFINED = (
    "“Business day” is not defined in the agreement; another calendar can be meant: see the"
    " readings."
)
_LITERAL = {fork: next(iter(sides)) for fork, sides in FORKS.items()}


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
    nothing that is due on its day. `opens`: of a date that stands for itself
    (a defined date, one of a list), the day from which it was counted.
    """

    day: date
    at: datetime | None = None
    backward: bool = False
    anchor: date | None = None
    timed: bool = False
    opens: date | None = None


class Nth(NamedTuple):
    """Which date of a series it is: so many steps of a phase after the anchor."""

    anchor: date
    phase: s.Frequency
    n: int


class Turn(NamedTuple):
    """What "each" stands for in one occurrence: a date, and the period behind it if any.

    `place` is the place in a list of points, or the number of an anniversary; `since`
    the date of the turn before, or the day from which the turns are counted; `nth`
    how a date of a series is counted.
    """

    day: date
    period: PeriodOf | None = None
    place: int = 0
    since: date | None = None
    nth: Nth | None = None


class Run:
    """One pass over one rule for one occurrence, under one set of choices.

    `touched` (the forks met) is shared by all occurrences of an evaluation; all
    else belongs to one. `define` works a defined date out, `defining` is the one
    at work. `after`: names that happen several times take their first happening
    on or after this day. `cut_off`: a series goes on beyond the horizon.
    """

    __slots__ = (
        "world",
        "rule",
        "choices",
        "kind",
        "define",
        "defining",
        "touched",
        "bound",
        "turn",
        "after",
        "steps",
        "awaiting",
        "cautions",
        "calendars",
        "certainty",
        "provisional",
        "latest_fact",
        "clock_used",
        "cut_off",
        "suspended",
    )

    def __init__(
        self,
        world: World,
        rule: s.Rule,
        choices: Choices,
        kind: str,
        define: Callable[[Run], tuple[Outcome, ...]],
        *,
        explain: bool,
    ) -> None:
        self.world = world
        self.rule = rule
        self.choices = choices
        self.kind = kind
        self.define = define
        self.defining = ""
        self.touched: dict[str, None] = {}
        self.bound: dict[str, Moment] = {}
        self.turn: Turn | None = None
        self.after: date | None = None
        self.steps: list[Step] | None = [] if explain else None
        self.awaiting: dict[str, None] = {}
        self.cautions: dict[str, None] = {}
        self.calendars: dict[str, None] = {}
        self.certainty: Certainty = "actual"
        self.provisional = False
        self.latest_fact: date | None = None
        self.clock_used = False
        self.cut_off = False
        self.suspended: tuple[Span, ...] = ()

    def for_turn(self, bound: dict[str, Moment], turn: Turn | None) -> Run:
        """A run for one occurrence, which begins with what was met on the way to it."""
        run = Run(
            self.world, self.rule, self.choices, self.kind, self.define, explain=self.explaining
        )
        run.defining, run.touched = self.defining, self.touched
        run.bound, run.turn = bound, turn
        run.after = next((moment.day for moment in bound.values()), None)
        run.steps = list(self.steps) if self.steps is not None else None
        run.awaiting, run.cautions = dict(self.awaiting), dict(self.cautions)
        run.calendars, run.certainty = dict(self.calendars), self.certainty
        run.provisional, run.latest_fact = self.provisional, self.latest_fact
        return run

    @property
    def conventions(self) -> Conventions:
        return self.world.conventions

    @property
    def explaining(self) -> bool:
        """Whether steps are wanted: making their texts costs more than the dates."""
        return self.steps is not None

    @property
    def sticky(self) -> bool:
        """Whether month ends stay month ends: only when the rule says so."""
        return self.rule.first(s.EndOfMonth) is not None

    def taken(self, fork: str) -> str:
        """The side taken at a fork of choices.FORKS; that it was met is remembered."""
        self.touched[fork] = None
        side: str = getattr(self.choices, fork) or _LITERAL[fork]
        return side

    def month_up(self) -> bool:
        """Whether a day that does not exist becomes the first of the next month."""
        stated = self.rule.first(s.MonthEnd)
        if stated is not None:
            return stated.side == "up"
        self.touched["month_end"] = None
        return (self.choices.month_end or self.conventions.month_end) == "up"

    def clock(self) -> Clock | None:
        """The time of day that the rule states."""
        modifier = self.rule.first(s.AtClock)
        return modifier.clock if modifier else None

    def zone_of(self, clock: Clock) -> tzinfo:
        """The zone of a stated time under the chosen reading of "Standard Time"."""
        if clock.zone.offset_hours is None or clock.zone.text == "UTC":
            return clock.zone.literal()
        prevailing = self.taken("standard_time") == "prevailing"
        return zone_info(clock.zone.place) if prevailing else clock.zone.literal()

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
        if not stated and not self.conventions.business_day_defined:
            self.touched["business_day"] = None
            self.note(_UNDEFINED)
        self.calendars[id_] = None
        if self.choices.calendars:
            id_ = dict(self.choices.calendars).get(id_, id_)
        return self.world.calendar_of(id_)

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

    def wait_for(self, names: tuple[str, ...]) -> None:
        """Remembers that the date can still change when these names happen."""
        self.provisional = True
        self.awaiting.update(dict.fromkeys(names))

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
            step = Step(operation, text, result, used, skipped, authority, self.defining)
            self.steps.append(step)


def show(day: date) -> str:
    """A date that nobody can misread, whatever the locale: Sun 28 May 2000."""
    return written(day)


def show_instant(at: datetime) -> str:
    """An instant as local wall time with its offset: 16:00 UTC-05:00 on Thu 22 Jul 1999."""
    offset = at.strftime("%z")
    return f"{at:%H:%M} UTC{offset[:3]}:{offset[3:5]} on {show(at.date())}"
