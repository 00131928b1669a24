"""The checklists of an agreement's closings, each item with its state.

An item is an occurrence of an obligation; whether it is satisfied or waived is what
the occurrence says, and beside it stand the facts of the checklist.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from agreements.models import Agreement, Document
from obligations.models import (
    Adjustment,
    ClosingItem,
    ClosingMark,
    Evidence,
    Happening,
    KeyDate,
    Occurrence,
)
from obligations.queries.closing_places import Places
from obligations.queries.key_dates import local
from obligations.queries.lines import Line, lines_of

STATES = ("open", "received", "failed", "disputed", "satisfied", "waived", "not applicable")
SETTLED = frozenset(("satisfied", "waived", "not applicable"))
_BY_PHASE = {
    "done": "satisfied",
    "waived": "waived",
    "not applicable": "not applicable",
    "disputed": "disputed",
}


@dataclass(frozen=True, slots=True)
class CutOff:
    """Between which days the cut-off of what is brought may lie, and the obligation it is of."""

    ref: str
    obligation_id: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One item of a checklist: the occurrence, the facts beside it, and what became of it."""

    item: ClosingItem
    row: Occurrence
    line: Line
    mark: ClosingMark | None
    papers: tuple[Document, ...]
    waiver: Adjustment | None
    cut_offs: tuple[CutOff, ...]
    phase: str

    @property
    def state(self) -> str:
        """The word for where it stands; one of STATES."""
        marked = str(self.mark.state) if self.mark else ""
        return _BY_PHASE.get(self.phase) or marked or "open"

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do about it."""
        return self.state in SETTLED

    @property
    def can_be_ticked(self) -> bool:
        """Whether it can be satisfied now."""
        return self.phase in ("live", "disputed")

    @property
    def brought_by(self) -> str:
        """Who brings it, else who owes it."""
        return str(self.item.provider.party) if self.item.provider else self.line.obligor

    @property
    def asked(self) -> str:
        """Who is asked for it."""
        return self.mark.asked if self.mark else ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The list of one closing: its day as far as it is known, and its items in their order."""

    closing: KeyDate
    happening: Happening | None
    lines: tuple[CheckLine, ...]

    @property
    def key(self) -> str:
        """Names the list on its page."""
        lineage = self.happening.lineage if self.happening else 0
        return f"{self.closing.pk}-{lineage}"

    @property
    def day(self) -> date | None:
        """The day of the closing, None while nobody knows it."""
        return self.happening.happened_date if self.happening else None

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many items are in each state, in the order of STATES, states without any left out."""
        found = Counter(line.state for line in self.lines)
        return [(state, found[state]) for state in STATES if found[state]]

    @property
    def settled(self) -> int:
        """How many items need nothing more."""
        return sum(1 for line in self.lines if line.is_settled)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left to do."""
        return self.settled == len(self.lines)

    @property
    def has_open(self) -> bool:
        """Whether something can be ticked off."""
        return any(line.can_be_ticked for line in self.lines)


def checklists_of(
    agreement: Agreement, now: datetime, closing: KeyDate | None = None
) -> list[Checklist]:
    """The checklists of an agreement, or of one closing; the caller has checked who asks.

    The number of queries does not grow with the items.
    """
    items = ClosingItem.objects.filter(
        obligation__agreement=agreement, obligation__retired_at=None
    ).select_related(
        "closing", "obligation__terms", "obligation__trigger", "provider__party", "cut_off__terms"
    )
    if closing is not None:
        items = items.filter(closing=closing)
    return _Reading(agreement, now, list(items.order_by("obligation__position", "position"))).lists


class _Reading:
    """One reading of an agreement's checklists."""

    def __init__(self, agreement: Agreement, now: datetime, items: list[ClosingItem]) -> None:
        self.now = now
        self.places = Places.of(items)
        self.rows = _rows(items)
        ids = [row.pk for rows in self.rows.values() for row in rows]
        self.lines = {line.id: line for line in lines_of(ids, now)}
        marks = ClosingMark.objects.filter(occurrence__in=ids, made_at__date__lte=now.date())
        self.marks = {m.occurrence_id: m for m in marks.select_related("document", "made_by")}
        self.papers = _papers(ids)
        self.waivers = _waivers(ids)
        self.happenings = _happenings(items)
        self.lists = self._lists(items)

    def _lists(self, items: Iterable[ClosingItem]) -> list[Checklist]:
        found: dict[tuple[int, int], list[CheckLine]] = defaultdict(list)
        closings = {item.closing_id: item.closing for item in items}
        for item in items:
            for row in self.rows[item.obligation_id]:
                if self.places.is_at(item.obligation, row.turn, item.closing):
                    lineage = self.places.lineage(item.obligation, row.turn, item.closing)
                    place = item.closing_id, lineage or self._only(item.closing_id)
                    found[place].append(self._line(item, row))
        lists = [
            Checklist(closings[pk], self._happening(pk, lineage), tuple(lines))
            for (pk, lineage), lines in found.items()
        ]
        return sorted(lists, key=lambda c: (c.day or date.max, c.closing.position))

    def _only(self, closing: int) -> int:
        """The one happening of a closing, for what is due at whichever there is; 0 for several."""
        known = self.happenings[closing]
        return next(iter(known)) if len(known) == 1 else 0

    def _happening(self, closing: int, lineage: int) -> Happening | None:
        known = self.happenings[closing]
        return known.get(lineage) if lineage else next(iter(known.values()), None)

    def _line(self, item: ClosingItem, row: Occurrence) -> CheckLine:
        return CheckLine(
            item=item,
            row=row,
            line=self.lines[row.pk],
            mark=self.marks.get(row.pk),
            papers=tuple(self.papers[row.pk]),
            waiver=self.waivers.get(row.pk),
            cut_offs=tuple(self._cut_offs(item, row)),
            phase=_phase_on(row, self.now.date()),
        )

    def _cut_offs(self, item: ClosingItem, row: Occurrence) -> Iterable[CutOff]:
        other = item.cut_off
        if other is None:
            return
        wanted = self.places.lineage(item.obligation, row.turn, item.closing)
        for found in self.rows[other.pk]:
            there = self.places.is_at(other, found.turn, item.closing)
            if there and self.places.lineage(other, found.turn, item.closing) == wanted:
                last = found.extended_date or found.due_date or found.end_date
                yield CutOff(other.ref, other.pk, found.open_date or found.start_date, last)


def _phase_on(row: Occurrence, day: date) -> str:
    """The phase as at a day: what was done or decided later is open then."""
    decided = row.done_date if row.phase == "done" else row.decided_date
    return "live" if decided is not None and decided > day else row.phase


def _rows(items: Iterable[ClosingItem]) -> dict[int, list[Occurrence]]:
    wanted = {pk for item in items for pk in (item.obligation_id, item.cut_off_id) if pk}
    rows = Occurrence.objects.filter(obligation__in=wanted).exclude(phase="withdrawn")
    found: dict[int, list[Occurrence]] = defaultdict(list)
    for row in rows.select_related("obligation", "done_by").order_by("sort_date", "id"):
        found[row.obligation_id].append(row)
    return found


def _papers(ids: list[int]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = defaultdict(list)
    rows = Evidence.objects.filter(occurrence__in=ids).select_related("document")
    for row in rows.order_by("id"):
        found[row.occurrence_id].append(row.document)
    return found


def _waivers(ids: list[int]) -> dict[int, Adjustment]:
    rows = Adjustment.objects.filter(
        occurrence__in=ids,
        kind__in=(Adjustment.Kind.WAIVER, Adjustment.Kind.NOT_APPLICABLE),
        lifted_at=None,
    ).select_related("consent", "document", "made_by")
    return {row.occurrence_id: row for row in rows.order_by("id") if row.occurrence_id}


def _happenings(items: Iterable[ClosingItem]) -> dict[int, dict[int, Happening]]:
    found: dict[int, dict[int, Happening]] = defaultdict(dict)
    rows = Happening.objects.filter(
        key_date__in={item.closing_id for item in items}, is_current=True, withdrawn=False
    )
    for row in rows.order_by("happened_date", "lineage"):
        found[row.key_date_id][row.lineage] = local(row)
    return found
