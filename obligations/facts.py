"""Rows to engine values: the only translator.

An agreement is read with a fixed number of queries, however much it holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol, cast
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from django.db.models import Max

from agreements.models import Agreement
from obligations.adjusting import Entries, Place, entries_of, moves_of
from obligations.calendars_in_force import in_force
from obligations.engine.adjusting import Bare, Moves, bare_of, standing
from obligations.engine.agreement import Case, Duty, Fate, first_missed_day
from obligations.engine.agreement import Occurrence as Computed
from obligations.engine.analysis import names_in
from obligations.engine.calendars import Calendars
from obligations.engine.choices import Choices
from obligations.engine.inputs import year_end_from
from obligations.engine.names import OBLIGATION_DATE, Kind, Names, names_of
from obligations.engine.parser import parse
from obligations.engine.run import show
from obligations.engine.values import (
    Certainty,
    Dates,
    Defined,
    Events,
    Fact,
    Moment,
    Outcome,
    Roll,
    Span,
    Spans,
    World,
)
from obligations.engine.values import (
    Conventions as EngineConventions,
)
from obligations.models import (
    ChosenReading,
    Conventions,
    Happening,
    KeyDate,
    Obligation,
    ObligationParty,
    Occurrence,
    Sales,
    SetDate,
)
from obligations.paper import NOTHING, Paper
from obligations.tables_of import dates_of

# Open-ended series are stored this far beyond the business day, and extended nightly.
HORIZON = relativedelta(years=3)


@dataclass(frozen=True)
class Facts:
    """An agreement as the engine sees it, with what ties it to the rows.

    `bare`: what the facts would be without adjustments; `moves`: what was agreed
    or suspended for single occurrences, by their ids; `recorded`: what is recorded
    of the names that are otherwise on paper.
    """

    agreement: Agreement
    case: Case
    names: Names
    zone: str
    obligations: dict[str, Obligation]
    calendars: Calendars = Calendars()
    bare: Bare = field(default_factory=Bare)
    moves: Mapping[int, Moves] = field(default_factory=dict)
    recorded: Mapping[str, Fact] = field(default_factory=dict)

    def key_of(self, occurrence: Computed) -> str:
        """An occurrence's unique key: agreement, obligation, turn, person where several owe."""
        parts = [self.agreement.reference, occurrence.ref, occurrence.key, occurrence.person]
        return ":".join(parts).rstrip(":")

    def adjusted(self, occurrence: int | None, outcome: Outcome) -> date | None:
        """The last day as agreed or suspended for this one occurrence; None: nothing moves it."""
        moves = self.moves.get(occurrence) if occurrence is not None else None
        if moves is None:
            return None
        begins = outcome.start if outcome.due and outcome.start else outcome.opens
        last = outcome.due or outcome.end
        begins = begins or self.case.stands_from
        return standing(moves, last, begins, self.case.world.known_through)


def facts_of(
    agreement: Agreement,
    now: datetime,
    calendars: Calendars | None = None,
    paper: Paper = NOTHING,
) -> Facts:
    """All facts of an agreement on the business day of `now`.

    It counts by `calendars`, those in force without any. What is on `paper`
    stands in place of what is recorded.
    """
    calendars = calendars or in_force()
    conventions = conventions_of(agreement)
    key_dates, obligations = _key_dates(agreement), _obligations(agreement)
    names = names_of({k.name: cast(Kind, k.kind) for k in key_dates}, obligations)
    today = now.astimezone(ZoneInfo(conventions.zone or "UTC")).date()
    entries = paper.entries(entries_of(agreement))
    known = _Known.of(key_dates, names, entries, calendars.ids, paper)
    world = World(
        facts=known.facts,
        conventions=conventions,
        horizon=max(today + HORIZON, _sales_horizon(agreement)),
        known_through=today,
        calendar_of=calendars.of,
        clauses={k.name: f"Section {k.section}" for k in key_dates if k.section},
    )
    persons = _several_obligors(obligations.values())
    chosen = _chosen_readings(agreement)
    duties = tuple(
        _duty(o, names, persons, chosen[o.pk], calendars.ids) for o in obligations.values()
    )
    fates = _fates(agreement, world, duties, today)
    case = Case(world, duties, fates, agreement.signed_date)
    zone = conventions.zone or "UTC"
    moves = {pk: moves_of(rows, known.spans, zone) for pk, rows in entries.by_occurrence.items()}
    bare = bare_of(case, known.unextended)
    return Facts(agreement, case, names, zone, obligations, calendars, bare, moves, known.recorded)


def _key_dates(agreement: Agreement) -> list[KeyDate]:
    rows = KeyDate.objects.filter(agreement=agreement).select_related("schedule", "answers")
    return list(rows.order_by("position", "id"))


def _obligations(agreement: Agreement) -> dict[str, Obligation]:
    rows = Obligation.objects.filter(agreement=agreement, retired_at=None)
    return {o.ref: o for o in rows.select_related("terms", "trigger").order_by("position", "id")}


def _sales_horizon(agreement: Agreement) -> date:
    """The end of the year after the last quarter with sales: what is owed on them has its date."""
    last = Sales.objects.filter(agreement=agreement).aggregate(last=Max("quarter"))["last"]
    return date(int(last[:4]) + 1, 12, 31) if last else date.min


def names_of_agreement(agreement: Agreement) -> Names:
    """The names that a rule of an agreement may use."""
    kinds = dict(KeyDate.objects.filter(agreement=agreement).values_list("name", "kind"))
    refs = Obligation.objects.filter(agreement=agreement, retired_at=None)
    return names_of(cast(dict[str, Kind], kinds), refs.values_list("ref", flat=True))


def is_spoken_of(agreement: Agreement, ref: str) -> bool:
    """Whether a rule of the agreement may name an obligation's own dates, as [V.5 missed]."""
    written = f"[{ref}"
    key_dates = KeyDate.objects.filter(agreement=agreement, rule__icontains=written)
    obligations = Obligation.objects.filter(
        agreement=agreement, retired_at=None, terms__rule__icontains=written
    )
    return key_dates.exists() or obligations.exists()


def conventions_of(agreement: Agreement) -> EngineConventions:
    """An agreement's conventions; the engine's defaults where none are entered yet."""
    row = Conventions.objects.filter(agreement=agreement).first()
    if row is None:
        return EngineConventions(law=agreement.governing_law)
    return EngineConventions(
        choices=Choices.from_data(row.readings, _agreed(row) if row.readings else ""),
        calendar=row.calendar or None,
        roll=cast(Roll, row.roll),
        month_end="up" if row.month_end == "up" else "down",
        year_end=year_end_from(row.fiscal_year_end),
        zone=row.zone,
        law=agreement.governing_law,
        business_day_defined=row.business_day_defined,
        calendar_source=row.calendar_source,
    )


def _agreed(row: Conventions) -> str:
    reason = f": {row.readings_reason}" if row.readings_reason else ""
    return f"how the whole agreement is read{reason}"


# Key dates


@dataclass
class _Known:
    """What is known of key dates: the facts, all spans by place, what was not yet extended.

    `recorded` is what is recorded of those that are otherwise on paper.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    spans: dict[Place, Span] = field(default_factory=dict)
    unextended: dict[str, Fact] = field(default_factory=dict)
    recorded: dict[str, Fact] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        key_dates: list[KeyDate],
        names: Names,
        entries: Entries,
        calendars: frozenset[str],
        paper: Paper = NOTHING,
    ) -> _Known:
        """The facts as paper and the ledger of adjustments leave them."""
        known = cls()
        written = _happenings(key_dates)
        happenings = paper.over(written)
        dates = _set_dates(key_dates)
        for k in key_dates:
            if k.pk in paper.key_dates:
                before = [r for r in written[k.pk] if (k.pk, r.lineage) not in entries.left_out]
                known.recorded[k.name] = _fact(k, before, [], names, calendars)
            rows = happenings.get(k.pk, [])
            if k.kind == KeyDate.Kind.SPAN:
                known.spans |= {(k.pk, row.lineage): _span(row) for row in rows}
                rows = [row for row in rows if (k.pk, row.lineage) not in entries.left_out]
            known.facts[k.name] = _fact(k, rows, dates[k.pk], names, calendars)
            if k.pk in paper.never:
                known.facts[k.name] = _never(k)
            if k.kind == KeyDate.Kind.DEFINED and k.pk in entries.extended:
                known.unextended[k.name] = known.facts[k.name]
                day = entries.extended[k.pk].isoformat()
                known.facts[k.name] = Defined(parse(day, names, calendars))
        return known


def _happenings(key_dates: list[KeyDate]) -> dict[int, list[Happening]]:
    found = defaultdict(list)
    rows = Happening.objects.filter(key_date__in=key_dates, is_current=True, withdrawn=False)
    rows = rows.select_related("recorded_by", "answers")
    for row in rows.order_by("happened_date", "lineage"):
        found[row.key_date_id].append(row)
    return found


def _set_dates(key_dates: list[KeyDate]) -> dict[int, list[SetDate]]:
    found = defaultdict(list)
    if any(k.kind == KeyDate.Kind.SET for k in key_dates):
        for entry in SetDate.objects.filter(key_date__in=key_dates).order_by("day", "label"):
            found[entry.key_date_id].append(entry)
    return found


def _fact(
    key_date: KeyDate,
    happenings: list[Happening],
    entries: list[SetDate],
    names: Names,
    calendars: frozenset[str],
) -> Fact:
    if key_date.kind == KeyDate.Kind.DEFINED:
        return Defined(parse(key_date.rule, names, calendars))
    if key_date.schedule_id is not None:
        return dates_of(key_date)
    if key_date.kind == KeyDate.Kind.SET:
        return Dates(tuple(e.day for e in entries), tuple(e.label for e in entries))
    if key_date.kind == KeyDate.Kind.SPAN:
        return Spans(tuple(_span(row) for row in happenings))
    if key_date.will_not_happen and not happenings:
        return _never(key_date)
    repeating = key_date.kind == KeyDate.Kind.REPEATING
    moments = tuple(moment_of(row, key_date.answers_id) for row in happenings)
    answers = key_date.answers.name if key_date.answers is not None else ""
    return Events(moments, repeating=repeating, answers=answers)


def _never(key_date: KeyDate) -> Events:
    return Events(never=True, repeating=key_date.kind == KeyDate.Kind.REPEATING)


def _span(row: Happening) -> Span:
    certainty = cast(Certainty, row.certainty)
    return Span(row.happened_date, row.until_date, certainty, str(row.lineage), _source(row))


def moment_of(row: Happening, answers: int | None = None) -> Moment:
    """A happening as the engine sees it, its instant in the zone it was recorded in.

    `answers`: the key date that its own answers; what it said of another counts no more.
    """
    at = row.happened_at
    if at is not None and row.zone:
        at = at.astimezone(ZoneInfo(row.zone))
    certainty = cast(Certainty, row.certainty)
    other = row.answers if answers is not None else None
    of = str(other.lineage) if other is not None and other.key_date_id == answers else ""
    return Moment(row.happened_date, at, certainty, str(row.lineage), _source(row), answers=of)


def _source(row: Happening) -> str:
    recorded = f"{row.certainty}, recorded by {row.recorded_by} on {show(row.recorded_at.date())}"
    return f"{recorded}: {row.note}" if row.note else recorded


# Obligations


def _several_obligors(obligations: Iterable[Obligation]) -> dict[int, tuple[str, ...]]:
    several = [o.pk for o in obligations if o.each_obligor]
    found: dict[int, tuple[str, ...]] = {}
    if several:
        sides = ObligationParty.objects.filter(
            obligation__in=several, side=ObligationParty.Side.OBLIGOR
        ).order_by("participation__position", "participation_id")
        for obligation, participation in sides.values_list("obligation_id", "participation_id"):
            found[obligation] = (*found.get(obligation, ()), str(participation))
    return found


def _chosen_readings(agreement: Agreement) -> defaultdict[int, dict[str, Choices]]:
    """What counsel has chosen: by obligation, then by turn (all who owe it severally share it)."""
    rows = ChosenReading.objects.filter(occurrence__agreement=agreement, lifted_at=None)
    found: defaultdict[int, dict[str, Choices]] = defaultdict(dict)
    for row in rows.select_related("occurrence", "made_by").order_by("made_at"):
        by = f"chosen by {row.made_by} on {show(row.made_at.date())}: {row.reason}"
        found[row.occurrence.obligation_id][row.occurrence.turn] = Choices.from_data(row.choice, by)
    return found


def _duty(
    obligation: Obligation,
    names: Names,
    persons: dict[int, tuple[str, ...]],
    chosen: dict[str, Choices],
    calendars: frozenset[str],
) -> Duty:
    assert obligation.terms is not None, obligation.ref
    text = obligation.terms.rule
    return Duty(
        ref=obligation.ref,
        kind=obligation.kind,
        rule=parse(text, names, calendars) if text else None,
        trigger=obligation.trigger.name if obligation.trigger else "",
        persons=persons.get(obligation.pk, ()),
        choices_for=chosen,
    )


def _fates(
    agreement: Agreement, world: World, duties: tuple[Duty, ...], today: date
) -> dict[str, tuple[Fate, ...]]:
    """What became of occurrences, for the obligations whose done or missed dates rules use."""
    rules = [f.rule for f in world.facts.values() if isinstance(f, Defined)]
    rules += [duty.rule for duty in duties if duty.rule]
    matches = (OBLIGATION_DATE.match(name) for rule in rules for name in names_in(rule))
    refs = {m["ref"] for m in matches if m and m["which"] != "due"}
    if not refs:
        return {}
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref__in=refs)
    # Each that is spoken of has its place, even before its first occurrence is stored.
    found: dict[str, tuple[Fate, ...]] = dict.fromkeys(refs, ())
    for row in rows.select_related("obligation").order_by("sort_date", "id"):
        fate = Fate(row.turn, row.done_date, missed_on(row, today))
        found[row.obligation.ref] = (*found[row.obligation.ref], fate)
    return found


class Due(Protocol):
    """What of an occurrence says whether it was missed."""

    phase: str
    due_date: date | None
    extended_date: date | None
    grace_date: date | None
    done_date: date | None


def missed_on(row: Due, today: date) -> date | None:
    """The day from which an occurrence counts as missed, None while it does not."""
    last = row.extended_date or row.due_date
    if last is None or row.phase not in ("live", "done", "disputed"):
        return None
    missed = first_missed_day(last, None if row.extended_date else row.grace_date)
    if row.done_date is not None:
        return missed if row.done_date >= missed else None
    return missed if today >= missed else None
