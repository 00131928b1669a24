"""The obligations of an agreement by section, each with the occurrence that matters now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When

from agreements.models import Agreement
from obligations.engine.kinds import OBLIGATION_KINDS, PROHIBITIONS, RIGHTS
from obligations.engine.status import STATUSES
from obligations.models import Occurrence
from obligations.queries.lines import Line, lines
from obligations.queries.status import with_status

_FIRST_PART = re.compile(r"(?:Schedule|Exhibit|Annex)\s+\S+|[^(.;,\s]+")
_ROMAN = re.compile(r"[IVXLC]+")


@dataclass(frozen=True, slots=True)
class DutyLine:
    """An obligation in a list: its present occurrence, how many there are and how many are done."""

    line: Line
    occurrences: int
    done: int

    @property
    def awaits(self) -> str:
        """What it waits for in short; empty where it has a date."""
        line = self.line
        if line.status != "awaiting" or line.last or line.start:
            return ""
        return in_short(line.awaiting) or "a date that cannot be worked out yet"


@dataclass
class SectionOf:
    """The obligations of one section of the text."""

    name: str
    duties: list[DutyLine] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """“Section 3”, “Article IV”; what bears no number is called as the text calls it."""
        if self.name[:1].isdigit():
            return f"Section {self.name}"
        if _ROMAN.fullmatch(self.name):
            return f"Article {self.name}"
        return self.name[:1].upper() + self.name[1:]


@dataclass
class Duties:
    """An agreement's obligations: what is to be done, what is forbidden, what may be done.

    `kinds` and `statuses` are those that occur, to choose from.
    """

    sections: list[SectionOf]
    prohibitions: list[DutyLine]
    rights: list[DutyLine]
    kinds: list[str]
    statuses: list[str]

    @property
    def count(self) -> int:
        """How many obligations are shown."""
        duties = sum(len(section.duties) for section in self.sections)
        return duties + len(self.prohibitions) + len(self.rights)


def duties_of(agreement: Agreement, now: datetime, *, kind: str = "", status: str = "") -> Duties:
    """The obligations in the text's order; of one kind, or with an occurrence in one status."""
    stored = Occurrence.objects.filter(agreement=agreement).exclude(phase="withdrawn")
    every = with_status(stored, now)
    rows = every.filter(kind=kind) if kind else every
    duties = duty_lines(rows.filter(status=status) if status else rows, now)
    return Duties(
        sections=_by_section(d for d in duties if d.line.kind not in PROHIBITIONS | RIGHTS),
        prohibitions=[d for d in duties if d.line.kind in PROHIBITIONS],
        rights=[d for d in duties if d.line.kind in RIGHTS],
        kinds=_there(every, "kind", OBLIGATION_KINDS),
        statuses=_there(every, "status", STATUSES),
    )


def duty_lines(rows: QuerySet[Any], now: datetime) -> list[DutyLine]:
    """The obligations of occurrences that have their status, each once, in the text's order."""
    numbers = _numbers(rows)
    found = with_status(Occurrence.objects.filter(pk__in=_present(rows)), now)
    ordered = lines(found.order_by("obligation__position", "obligation_id"))
    return [DutyLine(line, *numbers[line.obligation_id]) for line in ordered]


def _present(rows: QuerySet[Any]) -> list[int]:
    """Of each obligation the occurrence to show: what is open, else awaited, else the last."""
    over = Q(phase="live") & ~Q(status="ended")
    rank = Case(
        When(over, then=Value(0)),
        When(phase="awaiting", then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    soonest = Case(When(over, then=F("sort_date")))
    ranked = rows.annotate(rank=rank, soonest=soonest)
    ordered = ranked.order_by("obligation_id", "rank", "soonest", "-sort_date", "id")
    return list(ordered.distinct("obligation_id").values_list("id", flat=True))


def _numbers(rows: QuerySet[Any]) -> dict[int, tuple[int, int]]:
    """By obligation, how many occurrences there are and how many are done."""
    counted = rows.order_by().values("obligation_id")
    counted = counted.annotate(all=Count("id"), done=Count("id", filter=Q(phase="done")))
    return {row["obligation_id"]: (row["all"], row["done"]) for row in counted}


def in_short(names: Sequence[str]) -> str:
    """The first of several names, and how many others there are."""
    others = len(names) - 1
    if others > 1:
        return f"{names[0]} and {others} others"
    return " and ".join(names)


def _by_section(duties: Iterable[DutyLine]) -> list[SectionOf]:
    found: dict[str, SectionOf] = {}
    for duty in duties:
        name = top_section(duty.line.section)
        found.setdefault(name, SectionOf(name)).duties.append(duty)
    return list(found.values())


def top_section(section: str) -> str:
    """The section that a printed number begins with: “3” of “3(e)(i)”, “IV” of “IV.1”."""
    match = _FIRST_PART.match(section)
    return match[0] if match else section


def _there(rows: QuerySet[Any], column: str, order: Iterable[str]) -> list[str]:
    there = set(rows.order_by().values_list(column, flat=True).distinct())
    return [value for value in order if value in there]
