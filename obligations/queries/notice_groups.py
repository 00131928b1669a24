"""The same notice by several channels: which sendings belong together, and which day counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Min, Q

from obligations.models import Notice


def earliest(notice: Notice) -> date | None:
    """The day on which a notice counts: of all its sendings that stand, the earliest."""
    root = notice.repeats_id or notice.pk
    rows = Notice.objects.filter(Q(pk=root) | Q(repeats=root), state=Notice.State.SENT)
    found: date | None = rows.aggregate(day=Min("counts_date"))["day"]
    return found


def sendings_of(notices: Iterable[Notice]) -> dict[int, tuple[Notice, ...]]:
    """All sendings of each notice that was sent by several channels, by the ids of all of them."""
    roots = {row.repeats_id or row.pk for row in notices}
    rows = Notice.objects.filter(Q(pk__in=roots) | Q(repeats__in=roots), state=Notice.State.SENT)
    groups: dict[int, list[Notice]] = defaultdict(list)
    for row in rows.order_by("sent_date", "number"):
        groups[row.repeats_id or row.pk].append(row)
    several = [tuple(group) for group in groups.values() if len(group) > 1]
    return {row.pk: group for group in several for row in group}
