"""What a compliance report says, as values: plain facts, ready to be printed by any output."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from obligations.engine.agreement import PLACEHOLDER
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.queries.lines import Line
from obligations.queries.report_answers import Answered
from obligations.queries.report_consent_data import ConsentsOf
from obligations.queries.report_money_data import MoneyOf
from obligations.queries.report_notice_data import Entitled, Given
from obligations.queries.report_schedule_data import Tabled
from obligations.queries.report_sections import section_of

# Of more occurrences than this, one computation is printed for all.
EXPLAINED = 2


@dataclass(frozen=True, slots=True)
class Proof:
    """A document that shows that something was done."""

    title: str
    file_name: str
    sha256: str
    uploaded_by: str
    uploaded_date: date


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What was agreed or decided about an occurrence."""

    kind: str
    original: date | None
    new: date | None
    agreed_with: str
    reason: str
    made_by: str
    made_date: date
    lifted_by: str
    lifted_date: date | None
    document: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """A reminder that a mail server accepted; `says`: why it went to somebody else."""

    day: date
    lead: int
    target: date
    person: str
    address: str
    message_id: str
    says: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """That an occurrence was done: on which day, by whom, and when that was entered."""

    day: date
    by: str
    entered: date
    outcome: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One occurrence as a report prints it: its line in the register, and what stands behind it."""

    line: Line
    as_at: date
    first_free: date | None
    done: Done | None
    steps: Sequence[Mapping[str, Any]]
    readings: Sequence[Mapping[str, Any]]
    cautions: Sequence[str]
    evidence: tuple[Proof, ...] = ()
    adjustments: tuple[Adjusted, ...] = ()
    reminders: tuple[Reminded, ...] = ()
    answers: tuple[Answered, ...] = ()

    @property
    def section(self) -> str:
        """The key of its section."""
        dated = self.line.due is not None or self.line.extended_to is not None
        # What merely holds until a day is not due on it; a right lapses on it, and so is.
        lapses = self.line.kind in RIGHTS and self.line.end is not None
        return section_of(self.line.status, dated=dated or lapses)

    @property
    def safe(self) -> date | None:
        """The date to act by: the earliest defensible one, unless an extension was agreed."""
        return self.line.extended_to or self.line.act_by or self.line.last

    @property
    def days(self) -> int | None:
        """Days from the report's date to the last day; negative when it has passed."""
        return (self.line.last - self.as_at).days if self.line.last else None

    @property
    def days_late(self) -> int | None:
        """How many days after its last day, grace counted, it was done; negative: before it."""
        last = self.line.extended_to or self.line.grace_until or self.line.last
        return (self.done.day - last).days if self.done and last else None

    @property
    def is_assumed(self) -> bool:
        """Whether its date rests on a fact that is assumed."""
        return self.line.certainty == "assumed"

    @property
    def is_split(self) -> bool:
        """Whether its last day can be read in more than one way, none of them set aside."""
        lasts = (r for r in self.readings if r["of"] != "first day" and not r.get("set_aside"))
        return len({reading["date"] for reading in lasts}) > 1

    @property
    def turn(self) -> str:
        """Its turn in words, where it has one of its own."""
        turn = "" if self.line.turn == PLACEHOLDER else self.line.turn
        return f"no. {turn}" if turn.isdigit() else turn


@dataclass(frozen=True, slots=True)
class CarvedOut:
    """What a prohibition leaves free."""

    title: str
    section: str
    summary: str
    persons: str
    rule: str
    cap: str
    acts: str = ""
    condition: str = ""
    used: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One obligation with the terms that are current and all its occurrences."""

    id: int
    ref: str
    section: str
    kind: str
    title: str
    obligor: str
    obligee: str
    rule: str
    plain: str
    summary: str
    condition: str
    consequence: str
    amount: str
    trigger: str
    version: int
    responsible: str
    confirmed_by: str
    confirmed_date: date | None
    carve_outs: tuple[CarvedOut, ...]
    entries: tuple[Entry, ...]
    doubts: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether it is something that may be done, not a duty."""
        return self.kind in RIGHTS

    @property
    def is_prohibition(self) -> bool:
        """Whether it forbids something."""
        return self.kind in PROHIBITIONS

    def label(self, entry: Entry) -> str:
        """What tells an occurrence of it from the others: its turn, its person; empty for one."""
        if len(self.entries) == 1:
            return ""
        person = "" if entry.line.obligor == self.obligor else entry.line.obligor
        return ", ".join(word for word in (entry.turn, person) if word) or "next"

    @property
    def alike(self) -> bool:
        """Whether all its occurrences await the same, so that saying it once is enough."""
        awaited = {entry.line.awaiting for entry in self.entries}
        return len(awaited) == 1 and all(e.section == "awaiting" for e in self.entries)

    @property
    def explained(self) -> tuple[Entry, ...]:
        """The occurrences whose computation is printed: all of a few, one of a long series.

        That one is the first that is still to be done, else the last. The same
        computation is printed once.
        """
        computed = [entry for entry in self.entries if entry.steps]
        found: list[Entry] = []
        for entry in computed:
            if all(entry.steps != other.steps for other in found):
                found.append(entry)
        if len(found) <= EXPLAINED:
            return tuple(found)
        waiting = (entry for entry in computed if entry.section in ("overdue", "due"))
        return (next(waiting, computed[-1]),)

    @property
    def cautions(self) -> tuple[str, ...]:
        """The cautions of what is explained, or of all where nothing is, each once."""
        entries = self.explained or self.entries
        found = dict.fromkeys(caution for entry in entries for caution in entry.cautions)
        return (*found, *self.doubts)

    @property
    def has_dates(self) -> bool:
        """Whether any occurrence has a last day."""
        return any(entry.line.last for entry in self.entries)

    @property
    def has_safe_dates(self) -> bool:
        """Whether any occurrence is to be acted on before its last day."""
        return any(entry.safe != entry.line.last for entry in self.entries)

    @property
    def evidence(self) -> tuple[tuple[Entry, Proof], ...]:
        """What shows that occurrences were done, each with its occurrence."""
        return tuple((entry, one) for entry in self.entries for one in entry.evidence)

    @property
    def adjustments(self) -> tuple[tuple[Entry, Adjusted], ...]:
        """What was agreed or decided, each with its occurrence."""
        return tuple((entry, one) for entry in self.entries for one in entry.adjustments)

    @property
    def answers(self) -> tuple[Answered, ...]:
        """What people answered to them."""
        return tuple(one for entry in self.entries for one in entry.answers)

    @property
    def mails(self) -> tuple[Reminded, ...]:
        """The reminders that went out, each mail once for each date that it told of."""
        sent = [one for entry in self.entries for one in entry.reminders]
        return tuple({(one.message_id, one.target): one for one in sent}.values())


@dataclass(frozen=True, slots=True)
class Happened:
    """That a key date came about. `certainty` is as on the report's date, `corrected` why."""

    day: date
    until: date | None
    at: datetime | None
    certainty: str
    note: str
    recorded_by: str
    recorded_date: date
    document: str
    corrected: str = ""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A day that a defined date's rule gives, and the steps to it."""

    day: date
    steps: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class KeyDate:
    """A key date with what happened. `worked_out` is what its own rule gives, where it has one."""

    name: str
    kind: str
    section: str
    about: str
    rule: str
    happenings: tuple[Happened, ...]
    worked_out: tuple[WorkedOut, ...]
    dates: tuple[tuple[date, str], ...]

    @property
    def is_silent(self) -> bool:
        """Whether nothing is known of it: neither a happening, nor dates, nor a rule."""
        return not (self.happenings or self.dates or self.rule)


@dataclass(frozen=True, slots=True)
class Gap:
    """A defect of the text; without a decision it is open."""

    section: str
    kind: str
    title: str
    text: str
    affects: tuple[str, ...]
    decision: str
    because: str = ""
    decided_by: str = ""
    decided_date: date | None = None


@dataclass(frozen=True, slots=True)
class Notices:
    """When a notice by one channel counts as received."""

    channel: str
    section: str
    rules: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Side:
    """A party in its role, with where notices to it go."""

    name: str
    role: str
    ours: bool
    attention: str
    address: str
    fax: str
    email: str


@dataclass(frozen=True, slots=True)
class Counting:
    """How an agreement counts days."""

    calendar: str
    calendar_source: str
    zone: str
    roll: str
    month_end: str
    fiscal_year_end: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement's part of a report."""

    id: int
    reference: str
    title: str
    kind: str
    signed_date: date | None
    status: str
    governing_law: str
    made_under: str
    summary: str
    counting: Counting | None
    sides: tuple[Side, ...]
    duties: tuple[Duty, ...]
    key_dates: tuple[KeyDate, ...]
    gaps: tuple[Gap, ...]
    notices: tuple[Notices, ...]
    given: tuple[Given, ...] = ()
    schedules: tuple[Tabled, ...] = ()
    rights: tuple[Entitled, ...] = ()
    money: MoneyOf | None = None
    consents: ConsentsOf | None = None

    @property
    def silent(self) -> tuple[KeyDate, ...]:
        """The key dates that have not come about."""
        return tuple(one for one in self.key_dates if one.is_silent)

    @property
    def entries(self) -> Iterator[Entry]:
        """All occurrences, in the order of the obligations."""
        for duty in self.duties:
            yield from duty.entries


@dataclass(frozen=True, slots=True)
class Compliance:
    """A whole report: what was asked for, and every agreement in it."""

    scope: str
    subject: str
    as_at: date
    asked_by: str
    asked_at: datetime
    business_day: date | None
    agreements: tuple[Agreed, ...]
    known_on: date | None = None
    left_out: tuple[str, ...] = ()

    @property
    def entries(self) -> Iterator[Entry]:
        """All occurrences of all agreements."""
        for agreement in self.agreements:
            yield from agreement.entries
