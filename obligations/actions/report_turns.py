"""How many reports one person may have under way: they are made one after another."""

from __future__ import annotations

from django.db.models import QuerySet

from agreements.models import User
from obligations.engine.errors import EngineError
from obligations.models import Report

MOST_AT_ONCE = 10


def under_way(person: User) -> QuerySet[Report]:
    """What a person has asked for and is not made yet; a second request of theirs waits here."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    states = (Report.State.QUEUED, Report.State.RUNNING)
    return Report.objects.filter(requested_by=person, state__in=states, schedule=None)


def check_not_too_many(waiting: QuerySet[Report]) -> None:
    """Raises EngineError for somebody who fills the queue, behind whom others would wait."""
    if waiting.count() >= MOST_AT_ONCE:
        raise EngineError(
            f"{MOST_AT_ONCE} reports of yours are being made or wait for their turn. Wait for one"
            " of them, or call one off."
        )
