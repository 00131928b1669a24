"""A calendar of the firm's own in the demonstration, by which one of the agreements counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agreements.models import Agreement, User
from obligations.actions import calendar_applying, calendars, entering
from obligations.calendars_in_force import in_force
from obligations.engine.calendars import DayChange
from obligations.models import Conventions


def tell_calendar(*, agreement: Agreement, story: Mapping[str, Any], keeper: User) -> int:
    """Puts the story's calendar in force and has the agreement count by it; how much was written.

    `keeper` looks after calendars. Nothing is told twice. Raises NotNow for a
    calendar that cannot be.
    """
    said = story.get("calendar")
    if not said or said["name"] in in_force().ids:
        return 0
    why = " ".join(said["note"].split())
    frame = calendars.Said(title=said["title"], source=said["source"], upon=said["upon"])
    draft = calendars.begin_own(name=said["name"], said=frame, by=keeper, reason=why)
    days = [DayChange(one["day"], False, one["name"], said["source"]) for one in said["closed"]]
    calendars.put_days(draft=draft, days=days, by=keeper, reason=why)
    token = calendar_applying.foresee(draft=draft, by=keeper).token
    calendar_applying.apply(draft=draft, by=keeper, reason=why, token=token)
    row = Conventions.objects.get(agreement=agreement)
    row.calendar, row.calendar_source = said["name"], why
    entering.save(row=row, by=keeper, reason=why, silent=True)
    return 1
