"""The status of occurrences in SQL: the same answers as engine/status.py, tested against it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.models import Occurrence

_DECIDED = ("waived", "disputed", "not applicable")


def with_status(
    rows: QuerySet[Occurrence], now: datetime, as_at: date | None = None
) -> QuerySet[Any]:
    """Occurrences with their `status` at an instant.

    With `as_at`, what was done or decided after that day counts as not done
    yet, and what rests on a later happening as planned (`shown_certainty`).
    """
    return rows.annotate(status=_status(now, as_at), shown_certainty=_certainty(as_at))


def _certainty(as_at: date | None) -> Combinable | Case:
    if as_at is None:
        return F("certainty")
    later = When(latest_fact_date__gt=as_at, then=Value("planned"))
    return Case(later, default=F("certainty"), output_field=CharField())


def _status(now: datetime, as_at: date | None) -> Case:
    done = Q(phase="done")
    decided = Q(phase__in=_DECIDED)
    if as_at is not None:
        done &= Q(done_date__lte=as_at)
        decided &= Q(decided_date__isnull=True) | Q(decided_date__lte=as_at)
    late = Q(late_at__lte=now)
    deadline = Q(due_date__isnull=False)
    return Case(
        When(done & Q(done_late=True), then=Value("done late")),
        When(done, then=Value("done on time")),
        When(decided, then=F("phase")),
        When(phase__in=("awaiting", "withdrawn"), then=F("phase")),
        When(Q(kind__in=PROHIBITIONS) & Q(opens_at__gt=now), then=Value("not begun")),
        When(Q(kind__in=PROHIBITIONS) & late, then=Value("ended")),
        When(kind__in=PROHIBITIONS, then=Value("in force")),
        When(late & (Q(kind__in=RIGHTS) | ~deadline), then=Value("ended")),
        When(late & Q(grace_ends_at__gt=now), then=Value("in grace")),
        When(late, then=Value("overdue")),
        When(deadline & ~Q(kind__in=RIGHTS) & Q(today_at__lte=now), then=Value("due today")),
        When((deadline | Q(kind__in=RIGHTS)) & Q(soon_at__lte=now), then=Value("due soon")),
        When(opens_at__lte=now, then=Value("open")),
        default=Value("scheduled"),
        output_field=CharField(),
    )
