"""All about one occurrence: its dates, how they come about, and what was done about it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from agreements.models import Agreement
from obligations.engine.names import OBLIGATION_DATE
from obligations.models import (
    Adjustment,
    ChosenReading,
    DateMove,
    Evidence,
    KeyDate,
    Obligation,
    Occurrence,
)
from obligations.queries.computations import StepLine, step_lines
from obligations.queries.instants import in_place, local
from obligations.queries.status import with_status
from obligations.queries.turns import turn_in_words


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A defensible date; `is_safe` marks the one to act by."""

    day: date
    at: datetime | None
    basis: str
    is_first_day: bool
    is_safe: bool
    set_aside: bool
    choice: str


def zone_of(row: Occurrence) -> str:
    """The zone in which the occurrence's agreement counts; empty where none is entered."""
    return getattr(getattr(row.agreement, "conventions", None), "zone", "")


def _reading_lines(row: Occurrence) -> list[ReadingLine]:
    found, zone = [], zone_of(row)
    for reading in row.readings:
        day, at = date.fromisoformat(reading["date"]), reading["at"]
        first = reading["of"] == "first day"
        found.append(
            ReadingLine(
                day=day,
                at=in_place(datetime.fromisoformat(at), zone) if at else None,
                basis=reading["basis"],
                is_first_day=first,
                is_safe=not first and day == row.act_by_date and not reading["set_aside"],
                set_aside=reading["set_aside"],
                choice=choice_key(reading["choice"]),
            )
        )
    return found


def choice_key(choice: Mapping[str, Any]) -> str:
    """A choice as the value of a form's field, empty where there is nothing to choose."""
    return json.dumps(choice, sort_keys=True) if choice else ""


@dataclass(frozen=True, slots=True)
class Wait:
    """What an occurrence waits for: a key date to record, or another obligation."""

    name: str
    key_date: KeyDate | None = None
    obligation: Obligation | None = None


def waits_of(agreement: Agreement, names: Iterable[str]) -> list[Wait]:
    """The things of these names, found by two queries."""
    wanted = list(names)
    refs = {name: match["ref"] for name in wanted if (match := OBLIGATION_DATE.match(name))}
    key_dates = KeyDate.objects.filter(agreement=agreement, name__in=wanted)
    by_name = {row.name: row for row in key_dates}
    obligations = Obligation.objects.filter(agreement=agreement, ref__in=refs.values())
    by_ref = {row.ref: row for row in obligations}
    return [Wait(name, by_name.get(name), by_ref.get(refs.get(name, ""))) for name in wanted]


@dataclass(frozen=True)
class OccurrenceDetail:
    """An occurrence with everything that its page shows."""

    row: Occurrence
    status: str
    name: str
    at: datetime | None
    steps: tuple[StepLine, ...]
    readings: list[ReadingLine]
    waits: list[Wait]
    chosen: list[ChosenReading]
    adjustments: list[Adjustment]
    moves: list[DateMove]
    evidence: list[Evidence]

    @property
    def last(self) -> date | None:
        """The last day as it stands: extended, due, or the end of a period."""
        return self.row.extended_date or self.row.due_date or self.row.end_date

    @property
    def computed_last(self) -> date | None:
        """The last day that the rule gives, whatever was agreed since."""
        return self.row.due_date or self.row.end_date

    @property
    def moved_days(self) -> int | None:
        """By how many days agreed or excused time moved its last day."""
        if self.row.unmoved_date is None or self.last is None:
            return None
        return (self.last - self.row.unmoved_date).days

    @property
    def act_by(self) -> date | None:
        """The safe date, where it is another than the last day."""
        safe = None if self.row.extended_date else self.row.act_by_date
        return safe if safe != self.last else None

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one reading, or one was chosen."""
        return len(self.readings) > 1 or self.stands is not None

    @property
    def standing_choice(self) -> str:
        """What choosing the first reading would choose, where that is chosen already."""
        return self.readings[0].choice if self.stands and self.readings else ""

    @property
    def stands(self) -> ChosenReading | None:
        """The choice of a reading that stands."""
        return next((row for row in self.chosen if row.lifted_at is None), None)


def occurrence_detail(pk: int, now: datetime) -> OccurrenceDetail:
    """An occurrence that the caller has found for its user."""
    rows = with_status(Occurrence.objects.filter(pk=pk), now)
    row = rows.select_related(
        "obligation", "agreement__conventions", "person__party", "assignee", "done_by", "terms"
    ).get()
    return OccurrenceDetail(
        row=row,
        status=row.status,
        name=turn_in_words(row.turn),
        at=local(row.due_at, row.due_offset, zone_of(row)),
        steps=step_lines(row.steps),
        readings=_reading_lines(row),
        waits=waits_of(row.agreement, row.awaiting),
        chosen=_chosen(row),
        adjustments=list(_made(Adjustment.objects.filter(occurrence=row))),
        moves=list(
            DateMove.objects.filter(occurrence=row)
            .select_related("moved_by")
            .order_by("moved_at", "id")
        ),
        evidence=list(
            Evidence.objects.filter(occurrence=row)
            .select_related("document__uploaded_by")
            .order_by("id")
        ),
    )


def _chosen(row: Occurrence) -> list[ChosenReading]:
    """What was ever chosen for this turn, whoever of several owes it."""
    rows = ChosenReading.objects.filter(
        occurrence__obligation=row.obligation_id, occurrence__turn=row.turn
    )
    return list(rows.select_related("made_by", "lifted_by").order_by("made_at", "id"))


def _made(rows: Any) -> Any:
    return rows.select_related("made_by", "lifted_by", "document", "consent__rule").order_by(
        "made_at", "id"
    )
