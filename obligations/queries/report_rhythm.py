"""When reports are made by themselves: the turns of a schedule, and who sees which schedules."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.apps import apps
from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.queries import check_somebody, visible_parties
from obligations.clock import machine_now, set_day
from obligations.models import ReportSchedule
from obligations.permissions import user_can_administer


def visible_schedules(user: User) -> QuerySet[ReportSchedule]:
    """The schedules that a person made or gets reports by; for administrators all.

    The wall in the database hides those of agreements that they may not see; those about a party
    are hidden from whoever sees it in no agreement. Raises NoUser.
    """
    check_somebody(user)
    rows = ReportSchedule.objects.select_related("agreement", "closing", "party", "made_by")
    rows = rows.filter(Q(party=None) | Q(party__in=visible_parties(user).values("pk")))
    if not user_can_administer(user):
        rows = rows.filter(Q(made_by=user) | Q(people__person=user)).distinct()
    return rows.prefetch_related("people__person").order_by("name", "id")


def last_turn(schedule: ReportSchedule, now: datetime) -> datetime:
    """The latest turn of a schedule until an instant."""
    day = now.astimezone(ZoneInfo(schedule.zone)).date()
    turn = _turn(schedule, _day_until(schedule, day))
    if turn > now:
        turn = _turn(schedule, _day_until(schedule, turn_day(schedule, turn) - timedelta(days=1)))
    return turn


def next_turn(schedule: ReportSchedule, now: datetime) -> datetime:
    """The first turn of a schedule after an instant."""
    latest = last_turn(schedule, now + timedelta(days=32))
    while (before := last_turn(schedule, latest - timedelta(seconds=1))) > now:
        latest = before
    return latest


def turn_day(schedule: ReportSchedule, turn: datetime) -> date:
    """The day of a turn where the schedule is at home."""
    return turn.astimezone(ZoneInfo(schedule.zone)).date()


def hour_come(schedule: ReportSchedule) -> datetime:
    """Until which instant turns have come; a day of the demonstration has come as a whole."""
    return _hour(schedule, set_day())


def due_schedules() -> Iterator[tuple[int, Exception | None]]:
    """The schedules whose turn has come, by id, each with the error where that cannot be told."""
    day = set_day()
    for row in list(ReportSchedule.objects.filter(is_active=True).order_by("pk")):
        try:
            if last_turn(row, _hour(row, day)) > row.done_until:
                yield row.pk, None
        except Exception as error:  # a row that is out of order must not hide the others
            yield row.pk, error


def _hour(schedule: ReportSchedule, day: date | None) -> datetime:
    if day is None:
        return machine_now()
    return datetime.combine(day, time(23, 59), ZoneInfo(schedule.zone)).astimezone(UTC)


def _day_until(schedule: ReportSchedule, day: date) -> date:
    """The last day of the rhythm until a day."""
    if schedule.weekday is not None:
        return day - timedelta(days=(day.weekday() - schedule.weekday) % 7)
    this = _in_month(schedule, day.year, day.month)
    if this <= day:
        return this
    before = day.replace(day=1) - timedelta(days=1)
    return _in_month(schedule, before.year, before.month)


def _in_month(schedule: ReportSchedule, year: int, month: int) -> date:
    """The day of the rhythm in a month; in a shorter month its last day."""
    assert schedule.month_day is not None
    return date(year, month, min(schedule.month_day, monthrange(year, month)[1]))


def _turn(schedule: ReportSchedule, day: date) -> datetime:
    """The instant of a turn on a day. An hour that the clocks leave out counts as the next."""
    at = datetime.combine(day, time(schedule.hour), ZoneInfo(schedule.zone))
    return at.astimezone(UTC)


# The columns that people set, in words.
_WORDS = {
    "name": "name",
    "kind": "kind",
    "format": "format",
    "scope": "scope",
    "agreement_id": "agreement",
    "party_id": "party",
    "horizon_days": "days ahead",
    "rhythm": "rhythm",
    "weekday": "day",
    "month_day": "day",
    "hour": "hour",
    "zone": "zone",
    "attach": "attached file",
    "is_active": "paused or not",
}


_ON_AND_OFF = {"insert": "put on", "delete": "taken off"}
_OF_RECIPIENT = (
    "pgh_id",
    "pgh_context_id",
    "pgh_created_at",
    "pgh_context",
    "pgh_label",
    "person__full_name",
)


@dataclass(frozen=True, slots=True)
class ScheduleChange:
    """One act on a schedule: who, when, why, and `what` of it became otherwise."""

    at: datetime
    by: str
    action: str
    reason: str
    what: str


def changes_of(schedule: ReportSchedule) -> list[ScheduleChange]:
    """What people have done to a schedule that the caller has found, the latest first."""
    what: dict[UUID, dict[str, None]] = defaultdict(dict)
    acts: dict[UUID, Any] = {}
    before: dict[str, Any] = {}
    rows = apps.get_model("obligations", "ReportScheduleHistory")._default_manager
    for row in rows.filter(pgh_obj_id=schedule.pk).order_by("pgh_id").values():
        acts[row["pgh_context_id"]] = row
        told = (_WORDS[name] for name in _WORDS if before and row[name] != before[name])
        what[row["pgh_context_id"]] |= dict.fromkeys(told)
        before = row
    recipients = apps.get_model("obligations", "ReportRecipientHistory")._default_manager
    for person in (
        recipients.filter(schedule_id=schedule.pk).order_by("pgh_id").values(*_OF_RECIPIENT)
    ):
        acts.setdefault(person["pgh_context_id"], person)
        if word := _ON_AND_OFF.get(person["pgh_label"]):
            what[person["pgh_context_id"]][f"{person['person__full_name']} {word}"] = None
    found = sorted(acts.values(), key=lambda row: (row["pgh_created_at"], row["pgh_id"]))
    return [_change(row, "; ".join(what[row["pgh_context_id"]])) for row in reversed(found)]


def _change(row: dict[str, Any], what: str) -> ScheduleChange:
    why = row["pgh_context"]
    return ScheduleChange(row["pgh_created_at"], why["name"], why["action"], why["reason"], what)
