"""Why a key date was corrected, for reports: what stood before, and the reason that was given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.apps import apps

from obligations.engine.run import show
from obligations.models import Happening


def corrections(happenings: Iterable[Happening]) -> dict[int, str]:
    """A sentence for each happening that took the place of another version; two queries."""
    rows = [row for row in happenings if row.version > 1]
    if not rows:
        return {}
    before = {
        (one.key_date_id, one.lineage, one.version): one
        for one in Happening.objects.filter(key_date__in={row.key_date_id for row in rows})
    }
    reasons = _reasons(row.pk for row in rows)
    found = {}
    for row in rows:
        old = before.get((row.key_date_id, row.lineage, row.version - 1))
        reason = reasons.get(row.pk, "").rstrip(".")
        if old is not None and reason:
            stood = "taken back before" if old.withdrawn else f"was {show(old.happened_date)}"
            found[row.pk] = f"Corrected, {stood}: {reason}."
    return found


def _reasons(ids: Iterable[int]) -> dict[int, str]:
    """What was given as the reason when each row was written, from its history."""
    history = cast(Any, apps.get_model("obligations", "HappeningHistory")).objects
    rows = history.filter(pgh_obj_id__in=list(ids), pgh_label="insert")
    return dict(rows.values_list("pgh_obj_id", "pgh_context__reason"))
