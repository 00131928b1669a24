"""Planning reminders: rows written ahead of time, unique by date, lead and person.

Planning again changes nothing; a date that moved is another date and so gets
rows of its own, while the rows of the old date are dropped with a reason.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Coalesce, Lag

from obligations.actions import ladders
from obligations.actions.ladders import Ladders
from obligations.actions.planned import existing, identity, plan_again
from obligations.calendars_in_force import in_force
from obligations.clock import machine_now
from obligations.engine.calendars import Calendars, OutsideRange
from obligations.engine.kinds import RIGHTS
from obligations.engine.reminding import Ladder, rungs
from obligations.models import Occurrence, Reminder
from obligations.models.occurrence import TO_BE_DONE
from obligations.queries.absences import Cover, cover
from obligations.queries.answering import Told, told_of
from obligations.queries.answers import Answers, answers_to
from obligations.queries.contacts import Contacts, contacts_of

log = logging.getLogger(__name__)

AHEAD = 120
# What opened without a date is told of if it opened this recently.
NEWS = timedelta(days=7)


_COLUMNS = (
    "id",
    "kind",
    "target",
    "due_date",
    "start_date",
    "gap_from",
    "obligation_id",
    "person_id",
    "certainty",
    "assignee_id",
    "obligation__responsible_id",
    "agreement_id",
    "agreement__owner_id",
    "obligation__deputy_id",
    "obligation__leads",
    "obligation__policy_id",
    "agreement__conventions__calendar",
)
Row = dict[str, Any]
OpenDay = Callable[[date], date]


@dataclass(frozen=True, slots=True)
class _Round:
    """What all rows of one round of planning share."""

    today: date
    ladders: Ladders
    told: Told
    contacts: Contacts
    calendars: Calendars
    answers: Answers
    cover: Cover


def plan(*, today: date, only: Iterable[int] | None = None) -> int:
    """Writes the reminders that are due or come due soon; how many are new.

    Only what is live and near is looked at, by its date's index, so the cost
    grows with what is due and not with what is stored. `only` limits it to some
    occurrences. What was dropped and is wanted again, because a date moved back
    or a completion was taken back, is planned again.
    """
    chosen = None if only is None else set(only)
    rows = [row for row in _near(today, chosen) if chosen is None or row["id"] in chosen]
    common = _round(today, chosen, {row["obligation_id"] for row in rows})
    wanted = [reminder for row in rows for reminder in _whatever_happens(row, common)]
    there = existing(wanted)
    named = [(reminder, identity(reminder)) for reminder in wanted]
    new = [reminder for reminder, name in named if name not in there]
    Reminder.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    return len(new) + plan_again([there[name] for _, name in named if name in there])


def _round(today: date, only: set[int] | None, obligations: set[int]) -> _Round:
    told = told_of(obligations)
    return _Round(
        today=today,
        ladders=ladders.ladders_for(obligations),
        told=told,
        contacts=contacts_of(obligations),
        calendars=in_force(),
        answers=answers_to(only),
        cover=cover(told.access.active, today),
    )


def _near(today: date, only: set[int] | None) -> Iterable[Row]:
    """What comes within everybody's leads; and within longer leads, what these are about."""
    usual = max([AHEAD, *ladders.longest_leads()])
    found = {row["id"]: row for row in _rows(Occurrence.objects.all(), today, usual, only)}
    reach, obligations = ladders.far_ahead(usual)
    if reach > usual:
        far = Occurrence.objects.filter(obligation__in=obligations.values("pk"))
        found |= {row["id"]: row for row in _rows(far, today, reach, only)}
    return found.values()


def _rows(
    rows: QuerySet[Occurrence], today: date, ahead: int, only: set[int] | None
) -> Iterable[Row]:
    # Each half has its index: of what merely ended long ago, no row is read.
    near = Q(sort_date__gte=today - NEWS, sort_date__lte=today + timedelta(days=ahead))
    near |= Q(sort_date__lt=today - NEWS) & TO_BE_DONE
    rows = rows.filter(near, phase="live")
    if only is not None:
        # With their siblings: the days since the one before decide which leads are too long.
        named = Occurrence.objects.filter(pk__in=only)
        rows = rows.filter(obligation__in=named.values("obligation"))
    found = (
        rows.annotate(
            target=Coalesce("extended_date", "act_by_date", "due_date", "end_date"),
            gap_from=Window(
                Lag("sort_date"),
                partition_by=[F("obligation_id"), F("person_id")],
                order_by=["sort_date", "id"],
            ),
        )
        .order_by("sort_date", "id")
        .values_list(*_COLUMNS)
    )
    return [dict(zip(_COLUMNS, row, strict=True)) for row in found]


def _whatever_happens(row: Row, common: _Round) -> list[Reminder]:
    """The reminders of one occurrence; by the usual ladder where its own cannot be followed."""
    try:
        return _reminders(row, common)
    except (ValueError, TypeError, ArithmeticError, LookupError):
        log.exception("occurrence %s is reminded of by the usual leads: its own fail", row["id"])
        plain = row | {"obligation__leads": None, "agreement__conventions__calendar": None}
        return _reminders(plain, replace(common, ladders=ladders.PLAIN))


def _reminders(row: Row, common: _Round) -> list[Reminder]:
    line = (row["assignee_id"], row["obligation__responsible_id"], row["agreement__owner_id"])
    open_day = open_day_of(common.calendars, row["agreement__conventions__calendar"])
    told = common.told.of(line, row["obligation_id"], row["agreement_id"])
    found = []
    for person in told:
        found += _for_person(row, common, person, open_day)
    found += _deputies(found, row, common, common.told.answering(line, row["agreement_id"]))
    wanted = [reminder for reminder in found if common.answers.why_quiet(reminder) is None]
    return [
        *wanted,
        *_wanted_again(row, common, told, open_day),
        *_outside(row, common, open_day),
    ]


def _for_person(row: Row, common: _Round, person: int, open_day: OpenDay) -> list[Reminder]:
    """A person's own; by the usual ladder where theirs cannot be followed, for them alone."""
    if row["target"] is None:
        return _opened(row, common.today, person)
    try:
        ladder = common.ladders.of(row, person)
        if ladder.leads and common.answers.seen_by((row["id"], row["target"]), person):
            # Whoever has seen it hears no more of it before its day, and so on it in any case.
            ladder = replace(ladder, on_the_day=True)
        found = _by_the_ladder(row, common, ladder, open_day)
    except (ValueError, TypeError, ArithmeticError, LookupError):
        log.exception("%s is reminded of occurrence %s by the usual leads", person, row["id"])
        found = _by_the_ladder(row, common, ladders.DEFAULT_LADDER, open_day)
    return [_reminder(row["id"], row["target"], *rung, person) for rung in found]


def _by_the_ladder(
    row: Row, common: _Round, ladder: Ladder, open_day: OpenDay, *, outside: bool = False
) -> list[tuple[int, date]]:
    """Lead and day of each reminder. What is past is not told to anybody outside."""
    gap = (row["target"] - row["gap_from"]).days if row["gap_from"] else None
    found = rungs(
        row["target"],
        ladder,
        common.today,
        overdue=not outside and row["due_date"] is not None and row["kind"] not in RIGHTS,
        open_day=open_day,
        ahead=AHEAD,
        gap=gap if gap and gap > 0 else None,
    )
    return [(rung.lead, rung.falls_on) for rung in found]


def _outside(row: Row, common: _Round, open_day: OpenDay) -> list[Reminder]:
    """The reminders to parties outside; what fails there delays nobody inside."""
    if row["target"] is None:
        return []
    found = []
    for contact, ladder in common.contacts.of(row):
        try:
            days = _by_the_ladder(row, common, ladder, open_day, outside=True)
        except (ValueError, TypeError, ArithmeticError, LookupError):
            log.exception("%s outside is not reminded of occurrence %s", contact, row["id"])
            continue
        found += [_reminder(row["id"], row["target"], *day, contact=contact) for day in days]
    return found


def _deputies(
    found: list[Reminder], row: Row, common: _Round, answering: list[int]
) -> list[Reminder]:
    """The same reminders, to those who stand in for whoever is away when they fall due."""
    others = (row["obligation__deputy_id"], row["agreement__owner_id"])
    told, more = {identity(reminder) for reminder in found}, []
    for reminder in found:
        person, day = reminder.recipient_id, max(reminder.falls_on, common.today)
        if person not in answering:
            continue
        deputy = common.cover.deputy_of(person, day, row["agreement_id"], others)
        if deputy is None:
            continue
        copy = _reminder(
            row["id"], reminder.due_date, reminder.lead, reminder.falls_on, deputy, away=person
        )
        if identity(copy) not in told:
            told.add(identity(copy))
            more.append(copy)
    return more


def _wanted_again(
    row: Row, common: _Round, recipients: list[int], open_day: OpenDay
) -> list[Reminder]:
    """The reminders that people asked for on a day of their own choice."""
    due = row["target"] or row["start_date"]
    if due is None:
        return []
    concerned = {*recipients, row["obligation__deputy_id"], row["agreement__owner_id"]}
    found = []
    for resting in common.answers.resting.get((row["id"], due), {}).values():
        if resting.person in concerned & common.told.access.to(row["agreement_id"]):
            lead, falls_on = (due - resting.until).days, resting.falls_on(open_day)
            found.append(_reminder(row["id"], due, lead, falls_on, resting.person, again=True))
    return found


def _opened(row: Row, today: date, person: int) -> list[Reminder]:
    """A duty without a date is told of once, when it opens."""
    start = row["start_date"]
    if start is None or not today - NEWS <= start <= today + timedelta(days=AHEAD):
        return []
    return [_reminder(row["id"], start, 0, start, person)]


def _reminder(
    occurrence: int,
    target: date,
    lead: int,
    falls_on: date,
    person: int | None = None,
    *,
    contact: int | None = None,
    away: int | None = None,
    again: bool = False,
) -> Reminder:
    return Reminder(
        purpose=Reminder.Purpose.WAKE_UP if again else Reminder.Purpose.LEAD,
        on_behalf_of_id=away,
        occurrence_id=occurrence,
        recipient_id=person,
        contact_id=contact,
        due_date=target,
        lead=lead,
        falls_on=falls_on,
        planned_at=machine_now(),
    )


def open_day_of(calendars: Calendars, calendar_id: str | None) -> OpenDay:
    """Gives the business day on or before a day, by an agreement's calendar where it reaches."""
    found = calendars.of(calendar_id or "weekdays")
    weekdays = calendars.of("weekdays")

    def open_day(day: date) -> date:
        try:
            return found.first_open_on_or_before(day)
        except OutsideRange:
            return weekdays.first_open_on_or_before(day)

    return open_day


def realign(agreements: Iterable[int]) -> int:
    """Moves planned reminders to the business day that they fall on by now; how many moved.

    For after a change of calendars: the dates that they remind of stay.
    """
    calendars, moved = in_force(), []
    target = Coalesce(
        "occurrence__extended_date",
        "occurrence__act_by_date",
        "occurrence__due_date",
        "occurrence__end_date",
    )
    rows = Reminder.objects.filter(
        occurrence__agreement__in=list(agreements),
        state=Reminder.State.PLANNED,
        purpose=Reminder.Purpose.LEAD,
        message=None,
    )
    rows = rows.annotate(target=target, by=F("occurrence__agreement__conventions__calendar"))
    for row in rows.exclude(target=None):
        day = open_day_of(calendars, row.by)(row.due_date - timedelta(days=row.lead))
        if day != row.falls_on:
            row.falls_on = day
            moved.append(row)
    Reminder.objects.bulk_update(moved, ["falls_on"], batch_size=1000)
    return len(moved)


def drop_overtaken(*, now: datetime, only: Iterable[int] | None = None) -> int:
    """Drops planned reminders whose occurrence is no longer live, or has another date.

    `only` limits it to some occurrences.
    """
    target = Coalesce(
        "occurrence__extended_date",
        "occurrence__act_by_date",
        "occurrence__due_date",
        "occurrence__end_date",
        "occurrence__start_date",
    )
    planned = Reminder.objects.filter(state=Reminder.State.PLANNED).annotate(target=target)
    if only is not None:
        planned = planned.filter(occurrence__in=list(only))
    reasons = defaultdict(list)
    for pk, phase in planned.exclude(occurrence__phase="live").values_list(
        "pk", "occurrence__phase"
    ):
        reasons[f"it is {phase}"].append(pk)
    moved = planned.filter(occurrence__phase="live").exclude(target=F("due_date"))
    reasons["the date moved"] += list(moved.values_list("pk", flat=True))
    for reason, pks in reasons.items():
        Reminder.objects.filter(pk__in=pks, state=Reminder.State.PLANNED).update(
            state=Reminder.State.DROPPED, dropped_because=reason, settled_at=now
        )
    return sum(len(pks) for pks in reasons.values())
