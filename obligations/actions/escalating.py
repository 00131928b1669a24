"""Telling others of reminders that nobody answers: the deputy, then the owner, then administrators.

Each is told once for a date, in the last days before it or once it is missed, so many days after
the one before (engine/escalation.py; the policy's days). Only the next is planned, and counted from
when the one before was told: three days without a sender make one escalation and not three. The
rows are reminders with a purpose of their own, unique by occurrence, date and person, so any number
of planners may run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max

from obligations.actions.planning import open_day_of
from obligations.actions.queueing import GIVEN_UP
from obligations.calendars_in_force import in_force
from obligations.clock import machine_now
from obligations.engine.calendars import Calendars
from obligations.engine.escalation import Pace, told_on
from obligations.models import Message, Reminder
from obligations.queries.absences import Cover, cover
from obligations.queries.answering import active_people, administrators
from obligations.queries.answers import Answers, Place, acknowledged, answers_to, snoozed
from obligations.queries.escalation import escalation_paces
from obligations.queries.unanswered import Unanswered, unanswered

# A mail that was given up longer ago says nothing of the address now.
REMEMBERED = timedelta(days=60)

Key = tuple[int, date, int]


@dataclass(frozen=True)
class _Round:
    """What all of one round share. `paces` by policy; `failed`: last given up, by person."""

    today: date
    paces: dict[int | None, Pace]
    cover: Cover
    administrators: list[int]
    failed: dict[int, date]
    calendars: Calendars


def escalate(*, today: date) -> int:
    """Plans whom to tell next of what is not answered, and drops what is; how many rows changed."""
    silent = unanswered(today, machine_now())
    rows = Reminder.objects.filter(
        purpose=Reminder.Purpose.ESCALATION, occurrence__phase="live"
    ).select_related("message")
    there = {_key(row): row for row in rows}
    told = _told(there.values())
    common = _round(today)
    wanted: dict[Key, Reminder] = {}
    for one in silent.values():
        for row in _next(one, told.get(one.place, {}), common):
            wanted[_key(row)] = row
    return _write(wanted, there) + _drop_answered(there, wanted)


def why_answered(answers: Answers, place: Place) -> str:
    """Why nobody else needs to be told, as far as the answers say."""
    seen, resting = answers.seen.get(place, {}), answers.resting.get(place, {})
    if seen:
        return acknowledged(max(seen.values(), key=lambda one: one.on))
    if resting:
        return snoozed(max(one.until for one in resting.values()))
    return "somebody else answers for it, or its day has passed"


def _round(today: date) -> _Round:
    active = active_people()
    failed = Message.objects.filter(
        kind=Message.Kind.ESCALATED, state__in=GIVEN_UP, business_date__gte=today - REMEMBERED
    )
    last = failed.values("recipient_id").annotate(last=Max("business_date"))
    return _Round(
        today=today,
        paces=escalation_paces(),
        cover=cover(active, today),
        administrators=list(administrators().order_by("pk").values_list("pk", flat=True)),
        failed={row["recipient_id"]: row["last"] for row in last},
        calendars=in_force(),
    )


def _next(one: Unanswered, told: dict[int, date], common: _Round) -> Iterator[Reminder]:
    """Whom to tell next and when; nobody where all have been told, or nobody is ever to be."""
    pace = common.paces.get(one.policy, common.paces[None])
    if pace.is_never:
        return
    since, at_once, heard = one.since, False, False
    for group in _groups(one, common):
        day = since if at_once else _day(one, since, pace, common, waits=heard and group.is_last)
        reached = [told[person] for person in group.people if person in told]
        given_up = [common.failed[person] for person in group.people if person in common.failed]
        if reached:
            since, at_once, heard = max(since, *reached), False, True
        elif len(given_up) == len(group.people) and max(given_up) >= day:
            since, at_once = max(given_up), True  # their address refuses: the next at once
        else:
            yield from (_row(one, person, day) for person in group.people)
            return


@dataclass(frozen=True, slots=True)
class _Group:
    """People who are told together; the last have nobody after them."""

    people: list[int]
    is_last: bool


def _groups(one: Unanswered, common: _Round) -> Iterator[_Group]:
    """Those to be told one after another; nobody twice, and not whoever answers."""
    met = {one.person, *one.stand_ins}
    stand_in = common.cover.deputy_of(one.person, common.today, one.agreement)
    deputy = stand_in if stand_in is not None else one.deputy
    if deputy is not None and not common.cover.sees(deputy, one.agreement):
        deputy = None
    for people in ([deputy], [one.owner], common.administrators):
        found = [p for p in people if p is not None and p in common.cover.active and p not in met]
        met.update(found)
        if found:
            yield _Group(found, people is common.administrators)


def _day(one: Unanswered, since: date, pace: Pace, common: _Round, *, waits: bool) -> date:
    """The day to tell the next; before a closed day, unless that would be another side of the
    date, or nothing would be left to wait."""
    day = told_on(since, one.due, pace, can_be_late=one.can_be_late, once_missed=waits)
    earlier = open_day_of(common.calendars, one.calendar)(day)
    return earlier if earlier > since and (earlier > one.due) == (day > one.due) else day


def _row(one: Unanswered, person: int, falls_on: date) -> Reminder:
    return Reminder(
        occurrence_id=one.occurrence,
        due_date=one.due,
        recipient_id=person,
        on_behalf_of_id=one.person,
        purpose=Reminder.Purpose.ESCALATION,
        lead=(one.due - falls_on).days,
        falls_on=falls_on,
        planned_at=machine_now(),
    )


def _key(row: Reminder) -> Key:
    assert row.recipient_id is not None  # parties outside are never told of this
    return row.occurrence_id, row.due_date, row.recipient_id


def _told(rows: Iterable[Reminder]) -> dict[Place, dict[int, date]]:
    """Who was told of what, on which business day."""
    found: dict[Place, dict[int, date]] = defaultdict(dict)
    for row in rows:
        if row.state == Reminder.State.SENT and row.recipient_id is not None:
            day = row.message.business_date if row.message is not None else row.falls_on
            found[row.occurrence_id, row.due_date][row.recipient_id] = day
    return found


def _write(wanted: dict[Key, Reminder], there: dict[Key, Reminder]) -> int:
    """Adds what is new, takes back what was dropped, moves what falls on another day by now."""
    new = [row for key, row in wanted.items() if key not in there]
    Reminder.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    count = len(new)
    for key, row in wanted.items():
        old = there.get(key)
        if old is None or old.state == Reminder.State.SENT or old.message_id is not None:
            continue
        if old.state == Reminder.State.PLANNED and old.falls_on == row.falls_on:
            continue
        count += Reminder.objects.filter(pk=old.pk, state=old.state, message=None).update(
            state=Reminder.State.PLANNED,
            dropped_because="",
            settled_at=None,
            falls_on=row.falls_on,
            lead=row.lead,
            on_behalf_of=row.on_behalf_of_id,
            planned_at=row.planned_at,
        )
    return count


def _drop_answered(there: dict[Key, Reminder], wanted: dict[Key, Reminder]) -> int:
    over = [
        row
        for key, row in there.items()
        if key not in wanted and row.state == Reminder.State.PLANNED and row.message_id is None
    ]
    answers = answers_to({row.occurrence_id for row in over})
    reasons: dict[str, list[int]] = defaultdict(list)
    for row in over:
        reasons[why_answered(answers, (row.occurrence_id, row.due_date))].append(row.pk)
    planned = Reminder.objects.filter(state=Reminder.State.PLANNED, message=None)
    return sum(
        planned.filter(pk__in=pks).update(
            state=Reminder.State.DROPPED, dropped_because=reason[:200], settled_at=machine_now()
        )
        for reason, pks in reasons.items()
    )
