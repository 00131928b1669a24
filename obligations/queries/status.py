"""The status of occurrences in SQL: the same answers as engine/status.py, tested against it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
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
        When(opens_at__gt=now, then=Value("scheduled")),
        default=Value("open"),
        output_field=CharField(),
    )


# A day in one zone touches three days in others, and the hour of a deadline may be in any zone.
_LEEWAY = timedelta(days=2)
ACTIVE_STATUSES = ("open", "due soon", "due today", "overdue", "in grace", "in force")


def only(status: str, now: datetime) -> Q:
    """The condition for one status, or for "active": what can or must be done or left now.

    It says what the annotation says, in terms that the database has statistics
    and indexes for; the bounds of `sort_date` follow from the rest and are there
    for the index. Raises KeyError for a status that does not exist.
    """
    return _conditions(now)[status]


def _conditions(now: datetime) -> dict[str, Q]:
    plain = {
        "done on time": Q(phase="done", done_late=False),
        "done late": Q(phase="done", done_late=True),
        **{phase: Q(phase=phase) for phase in (*_DECIDED, "awaiting", "withdrawn")},
    }
    live = {**_forbidden(now), **_past(now), **_to_come(now)}
    active = Q()
    for status in ACTIVE_STATUSES:
        active |= live[status]
    coming = Q(opens_at__gt=now)
    past = Q(sort_date__lte=now.date() + _LEEWAY) & Q(late_at__lte=now)
    live["ended"] = past & (
        Q(kind__in=PROHIBITIONS) & ~coming
        | ~Q(kind__in=PROHIBITIONS) & (Q(kind__in=RIGHTS) | Q(due_date__isnull=True))
    )
    live["active"] = active
    return plain | {status: Q(phase="live") & condition for status, condition in live.items()}


def _forbidden(now: datetime) -> dict[str, Q]:
    """A prohibition that has not begun, or holds."""
    coming, late = Q(opens_at__gt=now), Q(late_at__lte=now)
    return {
        "not begun": Q(kind__in=PROHIBITIONS) & coming,
        "in force": Q(kind__in=PROHIBITIONS) & ~coming & ~late,
    }


def _past(now: datetime) -> dict[str, Q]:
    """A duty whose last day is over."""
    duty = Q(due_date__isnull=False) & ~Q(kind__in=PROHIBITIONS | RIGHTS)
    past = Q(sort_date__lte=now.date() + _LEEWAY, late_at__lte=now)
    grace = Q(grace_ends_at__gt=now)
    return {"in grace": duty & past & grace, "overdue": duty & past & ~grace}


def _to_come(now: datetime) -> dict[str, Q]:
    """What is not forbidden and not over: each status where those before it do not hold."""
    free = ~Q(kind__in=PROHIBITIONS) & ~Q(late_at__lte=now)
    near, coming = now.date() + _LEEWAY, now.date() - _LEEWAY
    today = Q(due_date__isnull=False) & ~Q(kind__in=RIGHTS) & Q(today_at__lte=now)
    soon = (Q(due_date__isnull=False) | Q(kind__in=RIGHTS)) & Q(soon_at__lte=now)
    unopened = Q(opens_at__gt=now)
    return {
        "due today": free & today & Q(sort_date__range=(coming, near)),
        "due soon": free & ~today & soon & Q(sort_date__gte=coming),
        "open": free & ~today & ~soon & ~unopened,
        "scheduled": free & ~today & ~soon & unopened & Q(sort_date__gte=coming),
    }
