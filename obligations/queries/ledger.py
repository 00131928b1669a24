"""The ledger of adjustments: what was agreed, delayed, waived, and what each entry moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.engine.adjusting import distinct_days, kinds_of_spans, moved_by
from obligations.engine.agreement import Duty, compute
from obligations.engine.values import Defined, Span, Spans
from obligations.facts import Facts, facts_of
from obligations.models import Adjustment, Happening, KeyDate, Obligation
from obligations.queries.turns import turn_in_words

DAYS = (Adjustment.Kind.POSTPONEMENT, Adjustment.Kind.SUSPENSION)
# No reference of an obligation begins so: defined dates are computed beside the duties.
_MARK = "\x00date of the ledger "


def adjustment_of(user: User, pk: int) -> Adjustment:
    """An entry of an agreement that the user may see. Raises Adjustment.DoesNotExist."""
    rows = Adjustment.objects.filter(agreement__in=visible_agreements(user))
    return _with_all(rows).get(pk=pk)


def _with_all(rows: Any) -> Any:
    return rows.select_related(
        "agreement",
        "occurrence__obligation",
        "occurrence__person__party",
        "obligation",
        "key_date",
        "consent__rule",
        "document",
        "made_by",
        "lifted_by",
    )


# Days of spans


@dataclass(frozen=True)
class DelayLine:
    """Days of a span: who caused them, whether they count and why not, what they move.

    `row` is None for days that were recorded and not entered in the ledger.
    `fresh`: how many of its days no earlier entry of the same standing has.
    `after`: the date up to and with this entry, where its days count.
    """

    row: Adjustment | None
    happening: Happening
    days: int
    fresh: int
    standing: str
    why: str
    after: tuple[date, ...] = ()

    @property
    def is_counted(self) -> bool:
        """Whether its days move dates."""
        return self.standing == "counted"


@dataclass(frozen=True)
class MovedDate:
    """A date that the days of a span move: as first computed, as it stands, with all claims."""

    name: str
    key_date: KeyDate | None
    obligation: Obligation | None
    original: date | None
    now: date | None
    claimed: date | None

    @property
    def days(self) -> int:
        """By how many days it has moved."""
        return (self.now - self.original).days if self.now and self.original else 0

    @property
    def claimed_days(self) -> int:
        """By how many more days it would move if every claim were allowed."""
        return (self.claimed - self.now).days if self.claimed and self.now else 0


@dataclass(frozen=True)
class SpanLedger:
    """One span whose days move dates, with its entries in the order of their days."""

    key_date: KeyDate
    kind: str
    lines: list[DelayLine]
    moved: list[MovedDate]
    counted: int
    claimed: int


def span_ledgers(agreement: Agreement, now: datetime) -> list[SpanLedger]:
    """A ledger for each span that rules postpone or suspend by."""
    facts = facts_of(agreement, now)
    kinds = kinds_of_spans(facts.case)
    rows = KeyDate.objects.filter(agreement=agreement, name__in=kinds).order_by("position", "id")
    return [_span_ledger(facts, row, kinds[row.name]) for row in rows]


def _span_ledger(facts: Facts, key_date: KeyDate, kind: str) -> SpanLedger:
    happenings = Happening.objects.filter(key_date=key_date, is_current=True, withdrawn=False)
    found = list(happenings.select_related("recorded_by").order_by("happened_date", "lineage"))
    rows = Adjustment.objects.filter(key_date=key_date, kind__in=DAYS, occurrence=None)
    entered = {row.lineage: row for row in _with_all(rows.filter(lifted_at=None))}
    under = _Under(facts, key_date.name)
    lines = _lines(found, entered, under, facts.case.world.known_through)
    counted = [_span(line.happening) for line in lines if line.is_counted]
    claimed = [_span(line.happening) for line in lines if line.standing == "claimed"]
    through = facts.case.world.known_through
    with_claims = distinct_days((*counted, *claimed), date.min, through)
    settled = distinct_days(counted, date.min, through)
    return SpanLedger(
        key_date=key_date,
        kind=kind,
        lines=lines,
        moved=under.moved(counted, claimed),
        counted=len(settled),
        claimed=len(with_claims - settled),
    )


def _lines(
    found: list[Happening],
    entered: dict[int | None, Adjustment],
    under: _Under,
    through: date | None,
) -> list[DelayLine]:
    lines: list[DelayLine] = []
    seen: dict[str, list[Span]] = {}
    for happening in found:
        row = entered.get(happening.lineage)
        standing, why = _standing(row)
        before = seen.setdefault(standing, [])
        own = distinct_days([_span(happening)], date.min, through)
        fresh = own - distinct_days(before, date.min, through)
        before.append(_span(happening))
        after = tuple(under.days(before).values()) if standing == "counted" else ()
        lines.append(DelayLine(row, happening, len(own), len(fresh), standing, why, after))
    return lines


def _span(row: Happening) -> Span:
    return Span(row.happened_date, row.until_date, row.certainty, str(row.lineage))  # type: ignore[arg-type]


def _standing(row: Adjustment | None) -> tuple[str, str]:
    """Whether days count, and why they do not or what is not known of them."""
    if row is None:
        return "counted", "Recorded without saying who caused it; enter that to judge it."
    if row.counted:
        unsaid = row.efforts == Adjustment.Efforts.UNSAID
        return "counted", "Whether best efforts were used to end it is not said." if unsaid else ""
    if row.by_itself:
        return "not counted", f"{row.caused_by} gains no time by a delay of its own."
    if row.efforts == Adjustment.Efforts.NOT_USED:
        return "not counted", "Best efforts to end it were not used."
    return "claimed", "Claimed; it counts once counsel allows it."


class _Under:
    """What the dates that a span moves would be with some of its days: few of them, computed."""

    def __init__(self, facts: Facts, span: str) -> None:
        self.facts = facts
        self.span = span
        self.names = moved_by(facts.case, span)
        world = facts.case.world
        self.duties = tuple(
            Duty(_MARK + name, fact.kind, fact.rule)
            for name in self.names
            if isinstance(fact := world.facts.get(name), Defined)
        )
        self.wanted = [duty.ref for duty in self.duties]
        self.wanted += [name for name in self.names if name in facts.obligations]

    def days(self, spans: Iterable[Span]) -> dict[str, date]:
        """The dates by name with these days of the span, the ones that are known."""
        case = self.facts.case
        facts = {**case.world.facts, self.span: Spans(tuple(spans))}
        case = replace(
            case, world=replace(case.world, facts=facts), duties=(*case.duties, *self.duties)
        )
        found: dict[str, date] = {}
        for one in compute(case, self.wanted, explain=False):
            if one.outcome.day is not None:
                found.setdefault(one.ref.removeprefix(_MARK), one.outcome.day)
        return found

    def moved(self, counted: list[Span], claimed: list[Span]) -> list[MovedDate]:
        """Each date that the span moves, in the three states that matter."""
        original, now = self.days(()), self.days(counted)
        allowed = self.days((*counted, *claimed)) if claimed else now
        agreement = self.facts.agreement
        rows = KeyDate.objects.filter(agreement=agreement, name__in=self.names)
        key_dates = {row.name: row for row in rows}
        return [
            MovedDate(
                name=name,
                key_date=key_dates.get(name),
                obligation=self.facts.obligations.get(name),
                original=original.get(name),
                now=now.get(name),
                claimed=allowed.get(name),
            )
            for name in self.names
        ]


# Everything else


@dataclass(frozen=True)
class EntryLine:
    """An entry about an occurrence, a key date or an obligation, with the dates that it moved."""

    row: Adjustment
    what: str
    turn: str
    original: date | None
    now: date | None
    first: date | None = None
    last: date | None = None

    @property
    def days(self) -> int | None:
        """By how many days it moved, None where it moved no date."""
        return (self.now - self.original).days if self.now and self.original else None


@dataclass(frozen=True)
class Ledger:
    """All of an agreement's adjustments, in the parts in which a person looks at them."""

    spans: list[SpanLedger]
    dates: list[EntryLine]
    decisions: list[EntryLine]
    others: list[EntryLine]
    past: list[EntryLine]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was ever entered."""
        lines = (self.dates, self.decisions, self.others, self.past)
        return not any(lines) and not any(span.lines for span in self.spans)


_DATES = (Adjustment.Kind.EXTENSION, Adjustment.Kind.SUSPENSION)
_OTHERS = (Adjustment.Kind.AMENDMENT, Adjustment.Kind.PERMISSION)


def ledger_of(agreement: Agreement, now: datetime) -> Ledger:
    """The ledger of an agreement that the caller has found for its user."""
    rows = _with_all(Adjustment.objects.filter(agreement=agreement)).order_by("made_at", "id")
    listed = list(rows)
    places = _places(listed)
    stand = [_entry(row, places) for row in listed if row.lifted_at is None and not _is_span(row)]
    return Ledger(
        spans=span_ledgers(agreement, now),
        dates=[line for line in stand if line.row.kind in _DATES],
        decisions=[line for line in stand if line.row.kind not in (*_DATES, *_OTHERS)],
        others=[line for line in stand if line.row.kind in _OTHERS],
        past=[_entry(row, places) for row in listed if row.lifted_at is not None],
    )


def entries_for(rows: Iterable[Adjustment]) -> list[EntryLine]:
    """Entries as lines, for the page of an occurrence."""
    listed = list(rows)
    places = _places(listed)
    return [_entry(row, places) for row in listed]


def _is_span(row: Adjustment) -> bool:
    return row.kind in DAYS and row.occurrence_id is None


_Places = dict[tuple[int, int], Happening]


def _places(rows: list[Adjustment]) -> _Places:
    """The days that entries cite, as last recorded."""
    key_dates = {row.key_date_id for row in rows if row.lineage is not None}
    found = Happening.objects.filter(key_date__in=key_dates, is_current=True)
    return {(row.key_date_id, row.lineage): row for row in found}


def _entry(row: Adjustment, places: _Places) -> EntryLine:
    days = places.get((row.key_date_id or 0, row.lineage or 0))
    occurrence = row.occurrence
    what = ""
    if occurrence is not None:
        what = occurrence.obligation.title
    elif row.key_date is not None:
        what = row.key_date.name
    elif row.obligation is not None:
        what = row.obligation.title
    original, now = row.original_date, row.new_date
    if occurrence is not None and row.kind == Adjustment.Kind.SUSPENSION:
        original, now = occurrence.unmoved_date, occurrence.extended_date
    return EntryLine(
        row=row,
        what=what,
        turn=turn_in_words(occurrence.turn) if occurrence is not None else "",
        original=original,
        now=now,
        first=days.happened_date if days else row.first_date,
        last=days.until_date if days else row.last_date,
    )
