"""The page of an agreement: what it is, who agreed, how it counts, what stands and what comes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from agreements.models import Agreement, CopyRecipient, Defect, Document, Participation, User
from agreements.queries import visible_agreements
from obligations.engine.status import STATUSES
from obligations.models import NoticeRule, Obligation, Occurrence
from obligations.queries.lines import Line, lines
from obligations.queries.status import with_status

PRESSING = ("overdue", "in grace", "due today", "due soon")
PRESSING_SHOWN = 6


def agreement_named(user: User, reference: str) -> Agreement:
    """The agreement of a reference, however capitalised.

    Raises Agreement.DoesNotExist where there is none that the user may see.
    """
    rows = visible_agreements(user).select_related("owner", "conventions")
    return rows.get(reference__iexact=reference)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many occurrences have a status."""

    status: str
    count: int


@dataclass(frozen=True)
class Overview:
    """What the first page of an agreement shows beside its key dates."""

    agreement: Agreement
    team: list[User]
    parties: list[Participation]
    notice_rules: list[NoticeRule]
    tallies: list[Tally]
    pressing: list[Line]

    @property
    def ours(self) -> list[Participation]:
        """The parties for which we act."""
        return [party for party in self.parties if party.is_ours]

    @property
    def pressing_left_out(self) -> int:
        """How many more occurrences press than are shown."""
        counted = sum(t.count for t in self.tallies if t.status in PRESSING)
        return counted - len(self.pressing)


def overview(agreement: Agreement, now: datetime) -> Overview:
    """What stands in an agreement that the caller has found for its user."""
    rows = with_status(Occurrence.objects.filter(agreement=agreement), now)
    return Overview(
        agreement=agreement,
        team=list(agreement.team.order_by("full_name")),
        parties=_parties(agreement),
        notice_rules=list(
            NoticeRule.objects.filter(agreement=agreement).order_by("position", "id")
        ),
        tallies=_tallies(rows),
        pressing=_pressing(rows, now),
    )


def _parties(agreement: Agreement) -> list[Participation]:
    copies = Prefetch("copies_to", CopyRecipient.objects.order_by("id"))
    rows = Participation.objects.filter(agreement=agreement).select_related("party")
    return list(rows.prefetch_related(copies).order_by("position", "id"))


def _tallies(rows: QuerySet[Any]) -> list[Tally]:
    counted = Counter(
        dict(
            rows.exclude(phase="withdrawn")
            .order_by()
            .values_list("status")
            .annotate(count=Count("id"))
        )
    )
    order = (*PRESSING, *(status for status in STATUSES if status not in PRESSING))
    return [Tally(status, counted[status]) for status in order if counted[status]]


def _pressing(rows: QuerySet[Any], now: datetime) -> list[Line]:
    """What is late or soon, the earliest first."""
    live = rows.filter(phase="live", status__in=PRESSING).order_by("sort_date", "id")
    ids = list(live.values_list("id", flat=True)[:PRESSING_SHOWN])
    found = with_status(Occurrence.objects.filter(pk__in=ids), now)
    return list(lines(found.order_by("sort_date", "id")))


@dataclass(frozen=True, slots=True)
class Counts:
    """What the tabs of an agreement say beside their names."""

    obligations: int
    open_defects: int
    defects: int
    documents: int


def counts(agreement: Agreement) -> Counts:
    """How much there is behind each tab: one query."""
    rows = Agreement.objects.filter(pk=agreement.pk).values_list(
        _number_of(Obligation.objects.filter(retired_at=None)),
        _number_of(Defect.objects.filter(decision="")),
        _number_of(Defect.objects.all()),
        _number_of(Document.objects.all()),
    )
    return Counts(*rows.get())


def _number_of(rows: QuerySet[Any]) -> Combinable:
    counted = rows.filter(agreement=OuterRef("pk")).order_by().values("agreement")
    return Coalesce(Subquery(counted.annotate(number=Count("pk")).values("number")), 0)
