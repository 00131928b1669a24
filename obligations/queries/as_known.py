"""The register as it stood: judged as at a day, or as it was known at the end of one.

As known on a day: of each row the last version in its history that was recorded
by then. History rows keep the business day where one was set (agreements/audit.py);
else their own time says it, in Longstop's zone. Titles, names and who answers are
those of today; dates, phases, completions and the version of the terms are those of then.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.db.models import DateField, Min, Model, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce, TruncDate

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.clock import instant_of_day
from obligations.engine.run import show
from obligations.models import Adjustment, Happening, KeyDate, Obligation, Occurrence, Terms
from obligations.queries.lines import Line, lines
from obligations.queries.register import (
    EXPORTED_AT_ONCE,
    Filters,
    Page,
    page_of,
    seen_rows,
)
from obligations.queries.status import with_status


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From which day things are looked at: statuses as at a day, as known on a day, or both."""

    as_at: date | None = None
    known_on: date | None = None

    @property
    def day(self) -> date:
        """The day on which statuses are judged."""
        found = self.as_at or self.known_on
        assert found is not None
        return found

    @property
    def now(self) -> datetime:
        """The instant of that day."""
        return instant_of_day(self.day)

    @property
    def words(self) -> str:
        """“as at Sat 30 Jun 2001, as known on Sun 1 Jul 2001”."""
        parts = [f"as at {show(self.as_at)}"] if self.as_at else []
        parts += [f"as known on {show(self.known_on)}"] if self.known_on else []
        return ", ".join(parts)

    @property
    def query(self) -> str:
        """What addresses carry to keep looking from there."""
        days = {"as_at": self.as_at, "known_on": self.known_on}
        return urlencode({name: day.isoformat() for name, day in days.items() if day})


def as_known(model: type[Model], day: date, **conditions: Any) -> QuerySet[Any]:
    """The rows of a tracked model as its history has them at the end of a business day.

    `conditions` are of columns that never change. The primary key is that of the
    history row; `id` is the row's own.
    """
    history = _history_of(model)
    versions = history.filter(**conditions).annotate(recorded_day=_recorded())
    latest = versions.filter(recorded_day__lte=day).order_by("pgh_obj_id", "-pgh_id")
    latest = latest.distinct("pgh_obj_id").values("pgh_id")
    return cast(QuerySet[Any], history.filter(pgh_id__in=latest).exclude(pgh_label="delete"))


def _history_of(model: type[Model]) -> Any:
    """The manager of a tracked model's history rows."""
    name = f"{model.__name__}History"
    return cast(Any, apps.get_model(model._meta.app_label, name)).objects


def _recorded() -> Coalesce:
    """The business day of a history row."""
    told = Cast(KeyTextTransform("day", "pgh_context"), DateField())
    return Coalesce(told, TruncDate("pgh_created_at", tzinfo=ZoneInfo(settings.LONGSTOP_ZONE)))


def begins(user: User) -> date | None:
    """The day on which the record begins of what a user may see; None where there is nothing."""
    mine = visible_agreements(user).values("pk")
    rows = _history_of(Agreement).filter(pgh_obj_id__in=mine)
    first: date | None = rows.aggregate(first=Min(_recorded()))["first"]
    return first


def occurrences_seen(user: User, point: Viewpoint, filters: Filters) -> QuerySet[Any]:
    """The occurrences of a register from a viewpoint, with their status, unsorted."""
    visible = visible_agreements(user)
    if point.known_on is None:
        rows: QuerySet[Any] = Occurrence.objects.filter(agreement__in=visible)
    else:
        rows = as_known(Occurrence, point.known_on, agreement__in=visible)
    return seen_rows(rows, filters, point.now, point.day)


def page_seen(
    user: User, filters: Filters, point: Viewpoint, *, after: str = "", before: str = ""
) -> Page:
    """A page of the register from a viewpoint."""
    rows = occurrences_seen(user, point, filters)
    return page_of(rows, filters, after=after, before=before)


def every_line_seen(user: User, point: Viewpoint, filters: Filters) -> Iterator[Line]:
    """All lines from a viewpoint, a thousand at a time."""
    rows = occurrences_seen(user, point, filters)
    order = ("-sort_date", "-id") if filters.order == "-date" else ("sort_date", "id")
    ids = list(rows.order_by(*order).values_list("pk", flat=True))
    for begin in range(0, len(ids), EXPORTED_AT_ONCE):
        some = rows.filter(pk__in=ids[begin : begin + EXPORTED_AT_ONCE])
        yield from lines(some.order_by(*order))


def lines_seen(
    user: User, point: Viewpoint, filters: Filters, most: int = 500
) -> tuple[list[Line], int]:
    """The first lines from a viewpoint by date, and how many there are in all."""
    rows = occurrences_seen(user, point, filters)
    first = rows.order_by("sort_date", "id").values_list("pk", flat=True)[:most]
    found = list(lines(rows.filter(pk__in=list(first)).order_by("sort_date", "id")))
    return found, rows.count()


@dataclass(frozen=True, slots=True)
class KnownDate:
    """A key date with what was known of it; its rule where one defines it."""

    name: str
    section: str
    rule: str
    happenings: tuple[Any, ...]


def key_dates_seen(agreement: Agreement, point: Viewpoint) -> list[KnownDate]:
    """The key dates of an agreement with what had happened, as was known then."""
    if point.known_on is None:
        rows: QuerySet[Any] = KeyDate.objects.filter(agreement=agreement)
        happenings: QuerySet[Any] = Happening.objects.filter(key_date__agreement=agreement)
    else:
        rows = as_known(KeyDate, point.known_on, agreement=agreement)
        happenings = as_known(Happening, point.known_on, key_date__agreement=agreement)
    standing = happenings.filter(is_current=True, withdrawn=False)
    if point.known_on is None:
        standing = standing.filter(happened_date__lte=point.day)
    by_key_date: dict[int, list[Any]] = {}
    for row in standing.order_by("happened_date", "lineage"):
        by_key_date.setdefault(row.key_date_id, []).append(row)
    return [
        KnownDate(row.name, row.section, row.rule, tuple(by_key_date.get(row.id, ())))
        for row in rows.order_by("position", "id")
    ]


@dataclass(frozen=True, slots=True)
class DutySeen:
    """An obligation from a viewpoint: its words then, its dates, what was agreed or decided."""

    terms: Any
    lines: list[Line]
    done: dict[int, tuple[date, str]]
    adjustments: list[Any]


def duty_seen(obligation: Obligation, point: Viewpoint) -> DutySeen:
    """All that is shown of an obligation from a viewpoint."""
    known = point.known_on
    here = {"obligation": obligation}
    if known is None:
        rows: QuerySet[Any] = Occurrence.objects.filter(**here)
        terms: QuerySet[Any] = Terms.objects.filter(**here)
        adjusted: QuerySet[Any] = Adjustment.objects.filter(occurrence__obligation=obligation)
    else:
        rows = as_known(Occurrence, known, **here)
        terms = as_known(Terms, known, **here)
        adjusted = as_known(Adjustment, known, occurrence__obligation=obligation)
    seen = with_status(rows.exclude(phase="withdrawn"), point.now, point.day)
    done = seen.filter(status__startswith="done").values_list("id", "done_date", "outcome")
    adjusted = adjusted.filter(Q(lifted_at=None) | Q(lifted_at__date__gt=point.day))
    return DutySeen(
        terms=terms.order_by("-number").first(),
        lines=list(lines(seen.order_by("sort_date", "id"))),
        done={id_: (day, outcome) for id_, day, outcome in done},
        adjustments=list(adjusted.filter(made_at__date__lte=point.day).order_by("made_at", "id")),
    )
