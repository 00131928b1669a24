"""Warnings about calendars that are open: ranges that run out, rules that count beyond them."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import CalendarWarning


def open_warnings(user: User) -> QuerySet[CalendarWarning]:
    """The warnings that are not settled and that a user may see, the oldest first."""
    rows = CalendarWarning.objects.filter(settled_at=None)
    may_see = Q(agreement=None) | Q(agreement__in=visible_agreements(user))
    return rows.filter(may_see).order_by("raised_date", "pk")
