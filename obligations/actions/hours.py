"""When a person's digest is due: at their hour, in their zone, once a day, not on weekends.

Hours are the machine clock's, since the business clock knows days alone. A demonstration, whose
days can be set and last as long as a click, sends at once: there every hour has come.

People wait for their hour through many rounds, so a round asks a few questions of all of them
together, and of one person only where there may be something for them to hear now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min, QuerySet

from obligations.clock import machine_now
from obligations.engine.reminding import digest_instant, is_weekend, last_weekday_before
from obligations.models import Message, Reminder
from obligations.models.preferences import DIGEST_HOUR

log = logging.getLogger(__name__)


def instant_for_digests() -> datetime | None:
    """The instant by which digests are due; none in a demonstration, whose days have no hours."""
    return None if settings.LONGSTOP_DEMO else machine_now()


@dataclass(frozen=True, slots=True)
class Hours:
    """A person's day and hour at an instant."""

    person: int
    zone: ZoneInfo
    hour: int
    now: datetime

    @property
    def day(self) -> date:
        """The day that it is where the person is."""
        return self.day_of(self.now)

    @property
    def has_come(self) -> bool:
        """Whether the hour of the digest has come on this day."""
        return self.now >= self.instant(self.day)

    def instant(self, day: date) -> datetime:
        """The instant at which a day's digest is due."""
        return digest_instant(day, self.hour, self.zone)

    def day_of(self, at: datetime) -> date:
        """The person's day at another instant."""
        return at.astimezone(self.zone).date()


def hours_of(person: int, zone: str, hour: int | None, now: datetime) -> Hours:
    """The hours of a person, from their zone and chosen hour; a broken wish counts as none."""
    chosen = hour if hour is not None else DIGEST_HOUR
    try:
        found = Hours(person, ZoneInfo(zone), chosen, now)
        _ = found.has_come
    except (ValueError, OSError, LookupError, ArithmeticError):
        log.exception("the hour of the digest of %s cannot be told: the usual one counts", person)
        return Hours(person, ZoneInfo(settings.LONGSTOP_ZONE), DIGEST_HOUR, now)
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person for whom reminders wait: since which day, and planned from when until when."""

    hours: Hours
    first: date
    planned_from: datetime
    planned_until: datetime

    @property
    def may_be_missed(self) -> bool:
        """Whether something may wait that was to go with an earlier digest."""
        last = last_weekday_before(self.hours.day)
        return self.first <= last and self.planned_from <= self.hours.instant(last)

    @property
    def may_be_news(self) -> bool:
        """Whether something may have come up since the digest before."""
        return self.hours.day_of(self.planned_until) >= self.hours.day - timedelta(days=1)


def waiting_people(due: QuerySet[Reminder], now: datetime) -> list[Waiting]:
    """Everybody for whom one of these reminders waits on their day. One query."""
    rows = (
        due.order_by()
        .values_list("recipient_id", "recipient__zone", "recipient__preferences__digest_hour")
        .annotate(first=Min("falls_on"), begun=Min("planned_at"), last=Max("planned_at"))
    )
    found = [
        Waiting(hours_of(person, zone, hour, now), first, begun, last)
        for person, zone, hour, first, begun, last in rows
    ]
    return [waiting for waiting in found if waiting.first <= waiting.hours.day]


def digests_of(people: Iterable[Waiting]) -> dict[tuple[int, date], bool]:
    """The digests that there are by person and day, and whether each is written. One query."""
    days = {(waiting.hours.person, waiting.hours.day) for waiting in people}
    rows = Message.objects.filter(
        kind=Message.Kind.DIGEST,
        recipient__in={person for person, _ in days},
        business_date__in={day for _, day in days},
    ).values_list("recipient_id", "business_date", "state", "composed_at")
    return {
        (person, day): state != Message.State.QUEUED or composed is not None
        for person, day, state, composed in rows
        if person is not None
    }


def is_digest_due(waiting: Waiting, due: QuerySet[Reminder]) -> bool:
    """Whether a person's digest is to go now, for the day that it is where they are.

    At the hour on a weekday; on a weekend only with something due by Monday; and at once what
    was to go on the last weekday and did not, because nothing was running then.
    """
    hours = waiting.hours
    if hours.has_come and not is_weekend(hours.day):
        return True
    theirs = due.filter(recipient=hours.person, falls_on__lte=hours.day)
    if waiting.may_be_missed and _was_missed(hours, theirs):
        return True
    monday = hours.day + timedelta(days=7 - hours.day.weekday())
    return (
        is_weekend(hours.day)
        and hours.has_come
        and theirs.filter(due_date__range=(hours.day, monday)).exists()
    )


def _was_missed(hours: Hours, theirs: QuerySet[Reminder]) -> bool:
    last = last_weekday_before(hours.day)
    waited = theirs.filter(falls_on__lte=last, planned_at__lte=hours.instant(last))
    digests = Message.objects.filter(recipient=hours.person, kind=Message.Kind.DIGEST)
    return waited.exists() and not digests.filter(business_date=last).exists()


def is_urgent_now(waiting: Waiting, due: QuerySet[Reminder]) -> bool:
    """Whether something due by tomorrow has come up that the last digest could not tell of.

    After today's digest that is all that is due by tomorrow; before it, only what was so near
    already when it was planned: the rest is told of at the hour.
    """
    hours = waiting.hours
    if not hours.has_come and not waiting.may_be_news:
        return False
    near = due.filter(
        recipient=hours.person,
        falls_on__lte=hours.day,
        due_date__range=(hours.day, hours.day + timedelta(days=1)),
    )
    planned = near.values_list("planned_at", "due_date")
    if hours.has_come:
        return planned.exists()
    return any(hours.day_of(at) + timedelta(days=1) >= of for at, of in planned)
