"""The ledger of adjustments as the engine needs it: what does not count, what was extended."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from agreements.models import Agreement
from obligations.engine.adjusting import Moves
from obligations.engine.values import Span
from obligations.models import Adjustment

# A happening of a span: its key date and its lineage.
Place = tuple[int, int]

_MOVING = (
    Adjustment.Kind.EXTENSION,
    Adjustment.Kind.POSTPONEMENT,
    Adjustment.Kind.SUSPENSION,
)


@dataclass(frozen=True)
class Entries:
    """The entries of an agreement's ledger that stand and bear on dates.

    `left_out`: the spans that were entered and do not count. `extended`: the new
    dates of key dates. `by_occurrence`: what moves single occurrences.
    """

    left_out: frozenset[Place] = frozenset()
    extended: Mapping[int, date] = field(default_factory=dict)
    by_occurrence: Mapping[int, tuple[Adjustment, ...]] = field(default_factory=dict)


def entries_of(agreement: Agreement) -> Entries:
    """The standing entries that bear on dates: one query."""
    rows = Adjustment.objects.filter(agreement=agreement, lifted_at=None, kind__in=_MOVING)
    left_out: set[Place] = set()
    extended: dict[int, date] = {}
    single: dict[int, tuple[Adjustment, ...]] = {}
    for row in rows.order_by("made_at", "id"):
        if row.occurrence_id is not None:
            single[row.occurrence_id] = (*single.get(row.occurrence_id, ()), row)
        elif row.kind == Adjustment.Kind.EXTENSION:
            assert row.key_date_id is not None and row.new_date is not None
            extended[row.key_date_id] = row.new_date
        elif not row.counted:
            assert row.key_date_id is not None and row.lineage is not None
            left_out.add((row.key_date_id, row.lineage))
    return Entries(frozenset(left_out), extended, single)


def moves_of(rows: Iterable[Adjustment], spans: Mapping[Place, Span], zone: str) -> Moves:
    """What moves one occurrence; a span that was taken back moves nothing any more."""
    extended, agreed = None, None
    suspending: list[Span] = []
    for row in rows:
        if row.kind == Adjustment.Kind.EXTENSION:
            extended, agreed = row.new_date, row.made_at.astimezone(ZoneInfo(zone)).date()
        elif row.counted and row.key_date_id is not None and row.lineage is not None:
            span = spans.get((row.key_date_id, row.lineage))
            suspending += [span] if span else []
    return Moves(extended, agreed, tuple(suspending))
