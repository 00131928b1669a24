"""Happenings that were planned and whose day has passed: did they happen?"""

from __future__ import annotations

from datetime import date

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import Happening

MOST = 50


def to_be_confirmed(user: User, today: date) -> list[Happening]:
    """What was planned for a day before today and nobody has confirmed since, oldest first."""
    rows = Happening.objects.filter(
        is_current=True,
        withdrawn=False,
        certainty=Happening.Certainty.PLANNED,
        happened_date__lt=today,
        key_date__agreement__in=visible_agreements(user),
    )
    rows = rows.select_related("key_date__agreement").order_by("happened_date", "id")
    return list(rows[:MOST])
