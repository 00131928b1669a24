"""What of an agreement can be put on paper."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from agreements.models import Agreement
from obligations.models import Happening, KeyDate, Occurrence

# More than these nobody finds in a list.
MOST = 500
_RECORDED = (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING, KeyDate.Kind.SPAN)


def on_record(agreement: Agreement) -> list[tuple[KeyDate, Happening | None]]:
    """The key dates that can happen, with each happening that stands; None: a new one."""
    rows = KeyDate.objects.filter(agreement=agreement, kind__in=_RECORDED)
    there = defaultdict(list)
    happenings = Happening.objects.filter(key_date__in=rows, is_current=True, withdrawn=False)
    for row in happenings.order_by("happened_date", "lineage"):
        there[row.key_date_id].append(row)
    found: list[tuple[KeyDate, Happening | None]] = []
    for key_date in rows.order_by("position", "id").select_related("agreement"):
        found += [(key_date, row) for row in there[key_date.pk]]
        if key_date.kind != KeyDate.Kind.EVENT or not there[key_date.pk]:
            found.append((key_date, None))
    return found


def extendable(agreement: Agreement) -> list[Occurrence]:
    """The occurrences with a last day that can be extended, the soonest first."""
    rows = Occurrence.objects.filter(agreement=agreement, phase__in=("live", "disputed"))
    rows = rows.filter(Q(due_date__isnull=False) | Q(end_date__isnull=False))
    return list(rows.select_related("obligation", "agreement").order_by("sort_date", "id")[:MOST])
