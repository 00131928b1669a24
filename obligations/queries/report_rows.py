"""The reports that a person may see: their own, and for administrators everybody's.

A wall holds for a finished report too: who may no longer see one of the agreements in it does not
see the report any more, whoever asked for it.
"""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import Report
from obligations.permissions import user_can_administer

PAGE = 30


def visible_reports(user: User) -> QuerySet[Report]:
    """The reports that a user may see, fetch, call off and try again. Raises NoUser without one."""
    seen = ArraySubquery(visible_agreements(user).values("pk"))
    rows = Report.objects.filter(covers__contained_by=seen)
    if not user_can_administer(user):
        rows = rows.filter(requested_by=user)
    return rows.select_related("agreement", "closing", "party", "requested_by").order_by("-id")
