"""The agreements that a user may see, each with its parties, its next date and what is late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Lower

from agreements.models import Agreement, Participation, User
from agreements.queries import visible_agreements
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.models import Occurrence
from obligations.queries.lines import NO_DATE
from obligations.queries.status import only

PAGE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One agreement in the list. `parties` are id, and name with role; ours come first."""

    agreement: Agreement
    parties: tuple[tuple[int, str], ...]
    next_date: date | None
    overdue: int


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of the list, and the reference after which the next one begins."""

    rows: list[Row]
    following: str


def agreement_rows(
    user: User, now: datetime, today: date, *, text: str = "", after: str = ""
) -> Rows:
    """A page of the list by reference: four queries, however many agreements."""
    found = visible_agreements(user).annotate(place=Lower("reference")).order_by("place")
    for word in text.split()[:8]:
        found = found.filter(
            Q(reference__icontains=word)
            | Q(title__icontains=word)
            | Q(
                pk__in=Participation.objects.filter(party__name__icontains=word).values("agreement")
            )
        )
    if after:
        found = found.filter(place__gt=after.lower())
    page = list(found[: PAGE + 1])
    shown = page[:PAGE]
    following = shown[-1].reference if len(page) > PAGE else ""
    return Rows(_rows(shown, now, today), following)


def _rows(agreements: Sequence[Agreement], now: datetime, today: date) -> list[Row]:
    ids = [agreement.pk for agreement in agreements]
    parties, nexts, late = _parties(ids), _next_dates(ids, today), _overdue(ids, now)
    return [
        Row(one, tuple(parties[one.pk]), nexts.get(one.pk), late.get(one.pk, 0))
        for one in agreements
    ]


def _parties(ids: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = Participation.objects.filter(agreement__in=ids).order_by("-is_ours", "position", "pk")
    columns = ("agreement_id", "party_id", "party__name", "role")
    for agreement, party, name, role in rows.values_list(*columns):
        found[agreement].append((party, f"{name} ({role})"))
    return found


def _next_dates(ids: Iterable[int], today: date) -> dict[int, date]:
    """The next day on which something is to be done or a right lapses."""
    rows = Occurrence.objects.filter(agreement__in=ids, phase="live", sort_date__gte=today)
    rows = rows.filter(sort_date__lt=NO_DATE).exclude(kind__in=PROHIBITIONS)
    rows = rows.filter(Q(due_date__isnull=False) | Q(kind__in=RIGHTS))
    return dict(rows.values_list("agreement_id").annotate(next_date=Min(F("sort_date"))))


def _overdue(ids: Iterable[int], now: datetime) -> dict[int, int]:
    rows = Occurrence.objects.filter(agreement__in=ids).filter(only("overdue", now))
    return dict(rows.values_list("agreement_id").annotate(count=Count("pk")))
