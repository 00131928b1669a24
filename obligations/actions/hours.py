"""When a person's digest is due: at their hour, in their zone, once a day, not on weekends.

Hours are the machine clock's, since the business clock knows days alone. A demonstration, whose
days can be set and last as long as a click, sends at once: there every hour has come.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from obligations.engine.reminding import digest_instant, is_weekend, last_weekday_before
from obligations.models import Message, Reminder
from obligations.models.preferences import DIGEST_HOUR

log = logging.getLogger(__name__)


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
        return self.now.astimezone(self.zone).date()

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


def hours_of(people: dict[int, tuple[str, int | None]], now: datetime) -> dict[int, Hours]:
    """The hours of people, from their zone and chosen hour; a broken wish counts as none."""
    return {person: _hours(person, *wish, now) for person, wish in people.items()}


def _hours(person: int, zone: str, hour: int | None, now: datetime) -> Hours:
    chosen = hour if hour is not None else DIGEST_HOUR
    try:
        found = Hours(person, ZoneInfo(zone), chosen, now)
        _ = found.has_come
    except (ValueError, OSError, LookupError, ArithmeticError):
        log.exception("the hour of the digest of %s cannot be told: the usual one counts", person)
        return Hours(person, ZoneInfo(settings.LONGSTOP_ZONE), DIGEST_HOUR, now)
    return found


def waiting_people(due: QuerySet[Reminder], now: datetime) -> dict[int, Hours]:
    """Everybody for whom one of these reminders waits, with their hours."""
    rows = due.order_by().values_list(
        "recipient_id", "recipient__zone", "recipient__preferences__digest_hour"
    )
    return hours_of({person: (zone, hour) for person, zone, hour in rows.distinct()}, now)


def is_digest_due(hours: Hours, due: QuerySet[Reminder]) -> bool:
    """Whether a person's digest is to go now, for the day that it is where they are.

    At the hour on a weekday; on a weekend only with something due by Monday; and at once what
    was to go on the last weekday and did not, because nothing was running then.
    """
    theirs = due.filter(recipient=hours.person, falls_on__lte=hours.day)
    if not theirs.exists():
        return False
    if hours.has_come and not is_weekend(hours.day):
        return True
    if _was_missed(hours, theirs):
        return True
    monday = hours.day + timedelta(days=7 - hours.day.weekday())
    return hours.has_come and theirs.filter(due_date__lte=monday, due_date__gte=hours.day).exists()


def _was_missed(hours: Hours, theirs: QuerySet[Reminder]) -> bool:
    last = last_weekday_before(hours.day)
    waited = theirs.filter(falls_on__lte=last, planned_at__lte=hours.instant(last))
    digests = Message.objects.filter(recipient=hours.person, kind=Message.Kind.DIGEST)
    return waited.exists() and not digests.filter(business_date=last).exists()


def is_urgent_now(hours: Hours, due: QuerySet[Reminder]) -> bool:
    """Whether something due by tomorrow has come up that the last digest could not tell of.

    After today's digest that is all that is due by tomorrow; before it, only what was so near
    already when it was planned: the rest is told of at the hour.
    """
    near = due.filter(
        recipient=hours.person,
        falls_on__lte=hours.day,
        due_date__range=(hours.day, hours.day + timedelta(days=1)),
    )
    planned = near.values_list("planned_at", "due_date")
    if hours.has_come:
        return planned.exists()
    return any(hours.day_of(at) + timedelta(days=1) >= of for at, of in planned)
