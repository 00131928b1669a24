"""Key dates: what happened, what rules make of it, and what hangs on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.engine.values import Outcome
from obligations.facts import facts_of
from obligations.models import Adjustment, Happening, KeyDate, Occurrence, SetDate
from obligations.queries.computations import (
    StepLine,
    Worked,
    defined_dates,
    hanging_on,
    step_lines,
)
from obligations.queries.duties import DutyLine, duty_lines
from obligations.queries.status import with_status


@dataclass(frozen=True)
class KeyDateLine:
    """A key date with what is known of it, ready to show.

    `waiting`: the obligations that have no date yet because of it; `hanging`:
    all that it can move.
    """

    row: KeyDate
    happenings: list[Happening]
    dates: list[SetDate]
    worked: Worked | None
    waiting: int
    hanging: int

    @property
    def is_known(self) -> bool:
        """Whether there is a date to show."""
        return bool(self.happenings or self.dates or (self.worked and self.worked.days))

    @property
    def is_recordable(self) -> bool:
        """Whether something more can be recorded: a single event only while nothing is."""
        if self.row.will_not_happen:
            return False
        if self.row.kind == KeyDate.Kind.EVENT:
            return not self.happenings
        return self.row.kind in (KeyDate.Kind.REPEATING, KeyDate.Kind.SPAN)


def key_date_lines(agreement: Agreement, now: datetime) -> list[KeyDateLine]:
    """All key dates of an agreement, in its own order."""
    facts = facts_of(agreement, now)
    worked = defined_dates(facts)
    waiting = _waiting(agreement)
    return [
        KeyDateLine(
            row=row,
            happenings=[local(h) for h in row.happenings.all()],
            dates=list(row.set_dates.all()),
            worked=worked.get(row.name),
            waiting=len(waiting[row.name]),
            hanging=len(hanging_on(facts, row.name)),
        )
        for row in _rows(agreement)
    ]


def _rows(agreement: Agreement) -> Iterable[KeyDate]:
    happenings = Happening.objects.filter(is_current=True, withdrawn=False)
    happenings = happenings.select_related("recorded_by", "document")
    return (
        KeyDate.objects.filter(agreement=agreement)
        .prefetch_related(
            Prefetch("happenings", happenings.order_by("happened_date", "happened_at", "lineage")),
            Prefetch("set_dates", SetDate.objects.order_by("day", "label")),
        )
        .order_by("position", "id")
    )


def _waiting(agreement: Agreement) -> dict[str, set[int]]:
    """The obligations that have no date, by the key date that they wait for."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Occurrence.objects.filter(agreement=agreement, phase="awaiting")
    for obligation, names in rows.values_list("obligation_id", "awaiting"):
        for name in names:
            found[name].add(obligation)
    return found


def local(row: Happening) -> Happening:
    """A happening whose instant is in the zone in which it was recorded."""
    if row.happened_at is not None and row.zone:
        row.happened_at = row.happened_at.astimezone(ZoneInfo(row.zone))
    return row


def key_date_of(user: User, pk: int) -> KeyDate:
    """A key date of an agreement that the user may see. Raises KeyDate.DoesNotExist."""
    rows = KeyDate.objects.filter(agreement__in=visible_agreements(user))
    related = ("agreement__conventions", "agreement__owner", "answers")
    return rows.select_related(*related).get(pk=pk)


@dataclass(frozen=True)
class Detail:
    """A key date's page: each happening with its versions, what its rule gives, what hangs on it.

    `lineages` are newest version first; one whose newest version is withdrawn
    counts no more. `can_fail`: it is an event of which nothing stands recorded.
    """

    lineages: list[list[Happening]]
    dates: list[SetDate]
    worked: list[tuple[Outcome, tuple[StepLine, ...]]]
    hanging: list[DutyLine]
    is_recordable: bool
    can_fail: bool = False
    adjustments: list[Adjustment] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """How many of the obligations have no date yet."""
        return sum(1 for duty in self.hanging if duty.line.status == "awaiting")


def detail(key_date: KeyDate, now: datetime) -> Detail:
    """All that a key date's page shows."""
    facts = facts_of(key_date.agreement, now)
    refs = hanging_on(facts, key_date.name)
    rows = Occurrence.objects.filter(agreement=key_date.agreement, obligation__ref__in=refs)
    lineages = _lineages(key_date)
    stands = any(not versions[0].withdrawn for versions in lineages)
    repeats = key_date.kind in (KeyDate.Kind.REPEATING, KeyDate.Kind.SPAN)
    single = key_date.kind == KeyDate.Kind.EVENT
    return Detail(
        lineages=lineages,
        dates=list(SetDate.objects.filter(key_date=key_date).order_by("day", "label")),
        worked=_worked(key_date.name, defined_dates(facts)),
        hanging=duty_lines(with_status(rows.exclude(phase="withdrawn"), now), now),
        is_recordable=not key_date.will_not_happen and (repeats or (single and not stands)),
        can_fail=not stands and key_date.kind in (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING),
        adjustments=_adjustments(key_date),
    )


def _worked(name: str, defined: dict[str, Worked]) -> list[tuple[Outcome, tuple[StepLine, ...]]]:
    """The outcomes of a defined date, each with its steps; nothing for another key date."""
    worked = defined.get(name, Worked())
    return [
        (outcome, step_lines([step.as_dict() for step in outcome.steps]))
        for outcome in worked.outcomes
    ]


def _adjustments(key_date: KeyDate) -> list[Adjustment]:
    """What the ledger says of the key date itself: its extension, whose delays count."""
    rows = Adjustment.objects.filter(key_date=key_date, occurrence=None, lifted_at=None)
    return list(rows.select_related("made_by", "consent__rule").order_by("made_at", "id"))


def _lineages(key_date: KeyDate) -> list[list[Happening]]:
    rows = Happening.objects.filter(key_date=key_date)
    rows = rows.select_related("recorded_by", "document", "answers__key_date")
    found: dict[int, list[Happening]] = defaultdict(list)
    for row in with_answered(rows.order_by("-version")):
        row.key_date = key_date
        found[row.lineage].append(local(row))
    return sorted(found.values(), key=lambda versions: versions[0].happened_date)


def with_answered(rows: Iterable[Happening]) -> list[Happening]:
    """Happenings with what each answers as it stands now, however it was corrected since."""
    found = list(rows)
    answered = [row.answers for row in found if row.answers is not None]
    if not answered:
        return found
    current = Happening.objects.filter(
        key_date__in={one.key_date_id for one in answered}, is_current=True
    )
    stands = {(row.key_date_id, row.lineage): row for row in current.select_related("key_date")}
    for row in found:
        if row.answers is not None:
            place = (row.answers.key_date_id, row.answers.lineage)
            row.answers = stands.get(place, row.answers)
    return found


def current_happening(key_date: KeyDate, lineage: int) -> Happening | None:
    """What stands of a lineage now, None where it was taken back or never was."""
    rows = Happening.objects.filter(
        key_date=key_date, lineage=lineage, is_current=True, withdrawn=False
    )
    row = rows.select_related("recorded_by", "document", "answers").first()
    return local(row) if row else None
