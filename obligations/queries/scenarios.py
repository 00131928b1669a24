"""Scenarios: which a person may see, what their steps put on paper, and what that would move."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.calendars_in_force import with_drafts
from obligations.engine.calendars import Calendars
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.facts import conventions_of
from obligations.models import (
    Adjustment,
    CalendarVersion,
    Happening,
    KeyDate,
    Occurrence,
    Scenario,
    ScenarioStep,
)
from obligations.paper import Paper
from obligations.queries.calendar_uses import affected_by, uses
from obligations.queries.on_paper import Change, DateOnPaper, dates_on_paper
from obligations.queries.turns import turn_in_words

Kind = ScenarioStep.Kind


def visible_scenarios(user: User) -> QuerySet[Scenario]:
    """A user's own scenarios and shared ones, of those whose every agreement the user may see."""
    rows = Scenario.objects.select_related("made_by", "applied_by")
    if user.is_system:
        return rows
    seen = list(visible_agreements(user).values_list("pk", flat=True))
    within = Q(agreements__contained_by=seen) if seen else Q(agreements=[])
    return rows.filter(Q(made_by=user) | Q(sharing=Scenario.Sharing.SHARED)).filter(within)


def scenario_of(user: User, pk: int) -> Scenario:
    """A scenario that the user may see. Raises Scenario.DoesNotExist."""
    return visible_scenarios(user).get(pk=pk)


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in words. `problem`: why it cannot be applied as it stands."""

    step: ScenarioStep
    subject: str
    says: str
    problem: str = ""


@dataclass
class Effect:
    """What a scenario would do: the dates that move, those that somebody decided and that stay.

    `failed`: agreements that cannot be worked out, with the reason. `token`
    stands for all of it.
    """

    moved: list[DateOnPaper] = field(default_factory=list)
    kept: list[DateOnPaper] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        """Whether no date would move."""
        return not (self.moved or self.kept or self.failed)

    @property
    def by_agreement(self) -> list[tuple[str, list[DateOnPaper]]]:
        """The dates that move, agreement by agreement."""
        found: dict[str, list[DateOnPaper]] = defaultdict(list)
        for line in self.moved:
            found[line.reference].append(line)
        return list(found.items())

    @property
    def token(self) -> str:
        """Stands for every date of the effect, before and after."""
        said = [(line.key, line.old, line.new) for line in (*self.moved, *self.kept)]
        text = repr((sorted(said, key=repr), self.failed))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def steps_of(scenario: Scenario) -> list[ScenarioStep]:
    """The steps in the order in which they were put on paper."""
    rows = ScenarioStep.objects.filter(scenario=scenario).select_related(
        "agreement",
        "key_date__agreement",
        "occurrence__obligation",
        "occurrence__person__party",
        "draft__calendar",
    )
    return list(rows.order_by("pk"))


def effect_of(scenario: Scenario, user: User, now: datetime) -> Effect:
    """What a scenario would move in all agreements that the user may see."""
    return effect_of_steps(steps_of(scenario), user, now)


def effect_of_steps(steps: Iterable[ScenarioStep], user: User, now: datetime) -> Effect:
    """What steps would move together; nothing is written."""
    found = Effect()
    for change in _changes(list(steps), user, now, found):
        try:
            lines = dates_on_paper(change, now)
        except EngineError as error:
            found.failed.append((change.agreement.reference, str(error)))
            continue
        found.moved += (line for line in lines if not line.why_kept)
        found.kept += (line for line in lines if line.why_kept)
    return found


def _changes(
    steps: list[ScenarioStep], user: User, now: datetime, found: Effect
) -> Iterable[Change]:
    """The changes agreement by agreement, by reference."""
    drafts = [step.draft for step in steps if step.draft is not None]
    try:
        calendars = with_drafts(drafts) if drafts else None
    except ValueError as error:
        found.failed.append(("Calendars", str(error)))
        return []
    touched = _counting_by(drafts, user, calendars) if calendars else set()
    by_agreement: dict[int, list[ScenarioStep]] = defaultdict(list)
    for step in steps:
        if step.agreement_id is not None:
            by_agreement[step.agreement_id].append(step)
    wanted = touched | by_agreement.keys()
    rows = visible_agreements(user).filter(pk__in=wanted).order_by("reference")
    names = tuple(f"calendar {draft.calendar.name}" for draft in drafts)
    return [
        _change(
            row, by_agreement[row.pk], user, now, calendars if row.pk in touched else None, names
        )
        for row in rows
    ]


def _counting_by(drafts: list[CalendarVersion], user: User, calendars: Calendars) -> set[int]:
    """The agreements, of those that the user may see, which a draft can touch."""
    rows = CalendarVersion.objects.filter(state=CalendarVersion.State.APPLIED)
    upon = dict(rows.order_by("calendar", "number").values_list("calendar__name", "upon"))
    upon |= {draft.calendar.name: draft.upon for draft in drafts}
    named = uses(visible_agreements(user), calendars)
    return {pk for draft in drafts for pk in affected_by(draft.calendar.name, named, upon)}


def _change(
    agreement: Agreement,
    steps: list[ScenarioStep],
    user: User,
    now: datetime,
    calendars: Calendars | None,
    calendar_names: tuple[str, ...],
) -> Change:
    names = [step.key_date.name for step in steps if step.key_date is not None]
    names += [step.occurrence.obligation.ref for step in steps if step.occurrence is not None]
    return Change(
        agreement=agreement,
        paper=paper_of(agreement, steps, user, now),
        names=tuple(dict.fromkeys(names)),
        calendars=calendars,
        calendar_names=calendar_names if calendars else (),
    )


# Steps to rows that were never saved


def paper_of(agreement: Agreement, steps: list[ScenarioStep], by: User, now: datetime) -> Paper:
    """What an agreement's steps put on paper, each happening in the place that it would take."""
    places = _Places(step.key_date_id for step in steps if step.key_date_id is not None)
    today = now.astimezone(ZoneInfo(conventions_of(agreement).zone or "UTC")).date()
    happenings: dict[tuple[int, int], Happening | None] = {}
    never, extended = set(), {}
    for step in steps:
        if step.occurrence_id is not None:
            extended[step.occurrence_id] = _extension(step, agreement, by, now)
        elif step.kind == Kind.NEVER:
            assert step.key_date_id is not None
            never.add(step.key_date_id)
        else:
            assert step.key_date_id is not None
            place = (step.key_date_id, places.of(step))
            back = step.kind == Kind.BACK
            happenings[place] = None if back else _happening(step, place[1], by, now, today)
    return Paper(happenings, frozenset(never), extended)


class _Places:
    """The lineages that happenings on paper would have if they were recorded."""

    def __init__(self, key_dates: Iterable[int]) -> None:
        rows = Happening.objects.filter(key_date__in=set(key_dates), is_current=True)
        self.rows: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        for key_date, lineage, withdrawn in rows.order_by("lineage").values_list(
            "key_date_id", "lineage", "withdrawn"
        ):
            self.rows[key_date].append((lineage, withdrawn))
        self.last = {pk: max(lineage for lineage, _ in rows) for pk, rows in self.rows.items()}

    def of(self, step: ScenarioStep) -> int:
        """That of the happening in whose place it stands; of a new one the next."""
        if step.lineage is not None:
            return step.lineage
        assert step.key_date is not None and step.key_date_id is not None
        if step.key_date.kind == KeyDate.Kind.EVENT and self.rows[step.key_date_id]:
            standing = [lineage for lineage, gone in self.rows[step.key_date_id] if not gone]
            return (standing or [self.rows[step.key_date_id][-1][0]])[0]
        self.last[step.key_date_id] = self.last.get(step.key_date_id, 0) + 1
        return self.last[step.key_date_id]


def certainty_of(step: ScenarioStep, today: date) -> str:
    """How sure what a step says would be: a day to come is planned."""
    if step.day is not None and step.day > today:
        return Happening.Certainty.PLANNED
    return Happening.Certainty.ASSUMED if step.is_assumed else Happening.Certainty.ACTUAL


def _happening(step: ScenarioStep, lineage: int, by: User, now: datetime, today: date) -> Happening:
    assert step.day is not None
    return Happening(
        key_date=step.key_date,
        lineage=lineage,
        happened_date=step.day,
        until_date=step.until,
        certainty=certainty_of(step, today),
        note="on paper",
        recorded_by=by,
        recorded_at=now,
    )


def _extension(step: ScenarioStep, agreement: Agreement, by: User, now: datetime) -> Adjustment:
    return Adjustment(
        agreement=agreement,
        occurrence_id=step.occurrence_id,
        kind=Adjustment.Kind.EXTENSION,
        new_date=step.day,
        made_by=by,
        made_at=now,
    )


# In words


def step_lines(steps: Iterable[ScenarioStep]) -> list[StepLine]:
    """Steps in words, each with what stands in its way."""
    listed = list(steps)
    current = _current(listed)
    return [_line(step, current) for step in listed]


Current = dict[tuple[int, int], Happening]


def _current(steps: list[ScenarioStep]) -> Current:
    rows = Happening.objects.filter(
        key_date__in={s.key_date_id for s in steps if s.key_date_id}, is_current=True
    ).select_related("recorded_by")
    return {(row.key_date_id, row.lineage): row for row in rows.order_by("lineage")}


def _line(step: ScenarioStep, current: Current) -> StepLine:
    if step.draft is not None:
        draft = step.draft
        ready = draft.state == CalendarVersion.State.DRAFT
        problem = "" if ready else "This draft was applied or given up since."
        return StepLine(
            step, f"Calendar {draft.calendar.name}", f"its draft: {draft.reason}", problem
        )
    if step.occurrence is not None:
        row = step.occurrence
        turn = turn_in_words(row.turn)
        subject = f"{row.obligation.title}{f', {turn}' if turn else ''}"
        return StepLine(step, subject, f"is extended to {_day(step.day)}", _late(step, row))
    assert step.key_date is not None
    return StepLine(step, step.key_date.name, _happens(step), _stale(step, current))


def _happens(step: ScenarioStep) -> str:
    if step.kind == Kind.NEVER:
        return "will not happen"
    if step.kind == Kind.BACK:
        return "is taken back, as if it had not been recorded"
    until = f" until {_day(step.until)}" if step.until else ""
    span = step.key_date is not None and step.key_date.kind == KeyDate.Kind.SPAN
    verb = "lasts from" if span else "is on"
    again = " instead" if step.lineage is not None else ""
    open_end = ", with no end yet" if span and not step.until else ""
    assumed = " (assumed)" if step.is_assumed else ""
    return f"{verb} {_day(step.day)}{until}{open_end}{again}{assumed}"


def _day(day: date | None) -> str:
    return show(day) if day else ""


def _late(step: ScenarioStep, row: Occurrence) -> str:
    last = row.extended_date or row.due_date or row.end_date
    if row.phase not in ("live", "awaiting", "disputed"):
        return f"This is {row.phase} by now; there is nothing to extend."
    if last is not None and step.day is not None and step.day <= last:
        return f"Its last day is {show(last)} by now, no earlier than this."
    return ""


def _stale(step: ScenarioStep, current: Current) -> str:
    """Why a step about a happening does not fit what is recorded by now."""
    assert step.key_date is not None and step.key_date_id is not None
    if step.lineage is None:
        if step.kind == Kind.HAPPENING and step.key_date.kind == KeyDate.Kind.EVENT:
            for (key_date, _), row in current.items():
                if key_date == step.key_date_id and not row.withdrawn:
                    return f"{row.recorded_by} has recorded it for {show(row.happened_date)} since."
        return ""
    there = current.get((step.key_date_id, step.lineage))
    if there is None or there.version == step.seen:
        return ""
    did = "taken it back" if there.withdrawn else f"changed it to {show(there.happened_date)}"
    return f"{there.recorded_by} has {did} since."


# Choosing what to put on paper


def open_drafts() -> QuerySet[CalendarVersion]:
    """The drafts of calendars that could be put on paper."""
    rows = CalendarVersion.objects.filter(state=CalendarVersion.State.DRAFT)
    return rows.select_related("calendar").order_by("calendar__name", "pk")


# Two beside each other


@dataclass(frozen=True, slots=True)
class Beside:
    """A date today and in two scenarios; None of a scenario: it does not move there."""

    line: DateOnPaper
    first: DateOnPaper | None
    second: DateOnPaper | None

    @property
    def is_alike(self) -> bool:
        """Whether both scenarios give the same date."""
        return _new(self.first, self.line) == _new(self.second, self.line)

    @property
    def days(self) -> int | None:
        """By how many days the second is later than the first."""
        first, second = _new(self.first, self.line), _new(self.second, self.line)
        return (second - first).days if first and second else None


def _new(line: DateOnPaper | None, other: DateOnPaper) -> date | None:
    return line.new if line is not None else other.old


def beside(first: Effect, second: Effect) -> list[tuple[str, list[Beside]]]:
    """Every date that either of two scenarios moves, agreement by agreement."""
    one = {line.key: line for line in first.moved}
    two = {line.key: line for line in second.moved}
    found: dict[str, list[Beside]] = defaultdict(list)
    for key in dict.fromkeys((*one, *two)):
        line = one.get(key) or two[key]
        found[line.reference].append(Beside(line, one.get(key), two.get(key)))
    return sorted(found.items())
