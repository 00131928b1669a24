"""What goes into an evaluation (facts, conventions) and what comes out (outcomes)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from obligations.engine.calendars import BusinessCalendar, calendar
from obligations.engine.choices import NO_CHOICES, Choices
from obligations.engine.periods import YearEnd
from obligations.engine.syntax import Rule

Certainty = Literal["actual", "assumed", "planned"]
State = Literal["resolved", "pending", "provisional", "void"]
Roll = Literal["none", "following", "modified following", "preceding", "modified preceding"]


# Facts: what is known of a name


@dataclass(frozen=True, slots=True)
class Moment:
    """One happening: its date, the instant where a time is known, and where it comes from.

    `lineage` is the stable key of the happening, kept through corrections;
    `source` a phrase for explanations ("recorded by O. Hart on 3 May 2000").
    `answers`: the lineage of the happening that this one answers, where the event
    answers another. What a table has `scheduled` is no happening, however far ahead it lies. A
    defined date carries the outcome that it was `worked` out as.
    """

    day: date
    at: datetime | None = None
    certainty: Certainty = "actual"
    lineage: str = ""
    source: str = ""
    scheduled: bool = False
    worked: Outcome | None = None
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Events:
    """The happenings of an event, in order; `repeating` when there may be more than one.

    `answers`: the name of the repeating event of which each of these answers one, as a
    remedy answers a notice of breach.
    """

    moments: tuple[Moment, ...] = ()
    never: bool = False
    repeating: bool = False
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """First and last day, both inclusive; `last` None while it lasts. `source` as of a Moment."""

    first: date
    last: date | None = None
    certainty: Certainty = "actual"
    lineage: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Spans:
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Dates:
    """A set of dates from a table, with a label for each where there is one.

    `other` is the same set by another text of the same schedule, where there are two.
    """

    days: tuple[date, ...] = ()
    labels: tuple[str, ...] = ()
    other: Dates | None = None


@dataclass(frozen=True, slots=True)
class Defined:
    """A date that a rule of its own gives."""

    rule: Rule
    kind: str = ""


Fact = Events | Spans | Dates | Defined


# Conventions


@dataclass(frozen=True, slots=True)
class Conventions:
    """How an agreement counts. None stands for: the agreement does not say.

    `calendar_source` is the clause that says what a business day is; `choices`
    the readings that counsel has chosen for the whole agreement.
    """

    calendar: str | None = None
    roll: Roll = "none"
    month_end: Literal["down", "up"] = "down"
    year_end: YearEnd | None = None
    zone: str | None = None
    law: str = ""
    business_day_defined: bool = True
    calendar_source: str = ""
    choices: Choices = NO_CHOICES


@dataclass(frozen=True)
class World:
    """All that an evaluation may look at. The engine reads no clock: `known_through` is given.

    `horizon`: open series stop there. `known_through`: the last day up to which
    an open span is known to have lasted. `calendar_of` finds a calendar by id.
    `clauses` says where the agreement defines a key date, by name, for explanations.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    conventions: Conventions = Conventions()
    horizon: date = date(2035, 12, 31)
    known_through: date | None = None
    calendar_of: Callable[[str], BusinessCalendar] = calendar
    clauses: Mapping[str, str] = field(default_factory=dict)
    # What evaluations of this world have worked out for its defined dates.
    memo: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)


# Outcomes


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a computation: what was done to what, the result, and what it rests on.

    `used`: the happening and who recorded it, the calendar and its version.
    `skipped`: the closed days left out of a count, by name. `of`: the defined
    date that this step works out, empty for the rule itself.
    """

    operation: str
    text: str
    result: str = ""
    used: tuple[str, ...] = ()
    skipped: tuple[tuple[date, str], ...] = ()
    authority: str = ""
    of: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The step as plain data: dates as ISO strings."""
        return {
            "operation": self.operation,
            "text": self.text,
            "result": self.result,
            "used": list(self.used),
            "skipped": [[day.isoformat(), name] for day, name in self.skipped],
            "authority": self.authority,
            "of": self.of,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A defensible date and the basis on which somebody could say so.

    `first` marks a reading of the day on which a window opens. `choice` is what
    counsel chooses in choosing it. `set_aside`: counsel has chosen otherwise.
    """

    day: date
    basis: str
    at: datetime | None = None
    first: bool = False
    choice: Choices = NO_CHOICES
    set_aside: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """One occurrence as computed. See the table in docs/rules.md for the fields.

    `latest_fact` is the latest day of a happening that it rests on: judged on
    an earlier day, what follows from it is still a plan.
    """

    state: State
    key: str = ""
    due: date | None = None
    start: date | None = None
    end: date | None = None
    at: datetime | None = None
    opens: date | None = None
    grace_until: date | None = None
    act_by: date | None = None
    first_free: date | None = None
    readings: tuple[Reading, ...] = ()
    awaiting: tuple[str, ...] = ()
    certainty: Certainty = "actual"
    latest_fact: date | None = None
    calendars: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def day(self) -> date | None:
        """The date that stands for the outcome where one date is wanted."""
        return self.due or self.end or self.start

    def read(
        self,
        readings: tuple[Reading, ...],
        act_by: date | None,
        cautions: tuple[str, ...],
        steps: tuple[Step, ...],
    ) -> Outcome:
        """The outcome with its readings, the safe date among them, what they warn of and add.

        Every evaluation ends here, and `dataclasses.replace` takes four times as long.
        """
        return Outcome(
            self.state,
            self.key,
            self.due,
            self.start,
            self.end,
            self.at,
            self.opens,
            self.grace_until,
            act_by,
            self.first_free,
            readings,
            self.awaiting,
            self.certainty,
            self.latest_fact,
            self.calendars,
            steps,
            cautions,
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What a rule gives: one outcome, or with `many` any number of occurrences."""

    outcomes: tuple[Outcome, ...]
    many: bool = False
    state: State = "resolved"
    awaiting: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
