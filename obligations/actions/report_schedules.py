"""Reports by schedule: set up, changed, paused, given up; made in turn, and told by mail.

Each recipient gets a report of their own, made as they may see at that time: who may see nothing
of it gets none, and the schedule says so. A turn's reports are written together with the mark that
it was served, and a mail is queued together with the mark on its report, so that whoever is killed
at whichever step, nothing is lost and nothing comes twice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from django.db import Error, connection, transaction

from agreements.audit import recording
from agreements.models import User
from agreements.walls import seeing_as, seeing_everything
from obligations.actions.reports import check_scope, columns_of, put_in_queue
from obligations.clock import business_today, machine_now
from obligations.engine.errors import EngineError
from obligations.models import Message, Report, ReportRecipient, ReportSchedule
from obligations.outputs.kinds import KINDS
from obligations.permissions import (
    NotAllowed,
    check_user_can_change_schedule,
    check_user_can_send_reports,
)
from obligations.queries.report_rhythm import (
    due_schedules,
    hour_come,
    last_turn,
    visible_schedules,
)
from obligations.queries.report_scope import Wanted, covered

log = logging.getLogger(__name__)

MOST_PEOPLE = 50
MOST_SCHEDULES = 50
# What a schedule is about, and when its turns come.
_ABOUT = ("kind", "scope", "agreement_id", "closing_id", "party_id")
_TURNS = ("weekday", "month_day", "hour", "zone")
# So many mails are put in the queue in one turn of the clockwork.
AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a report is made: on a weekday (0 is Monday) or a day of the month, at an hour."""

    hour: int
    zone: str
    weekday: int | None = None
    month_day: int | None = None


# What people do


def set_up(
    *,
    name: str,
    wanted: Wanted,
    rhythm: Rhythm,
    people: Iterable[User],
    attach: bool,
    by: User,
) -> ReportSchedule:
    """Lets a report be made and mailed from now on. Raises NotAllowed or EngineError.

    `wanted` is taken without its days. Whoever may see nothing of it cannot be a recipient.
    """
    title, recipients = _asked(name, people)
    _check(title, wanted, recipients, by)
    with recording(by=by, action="schedule a report", reason=f"“{title}” by mail"):
        if ReportSchedule.objects.filter(made_by=by).count() >= MOST_SCHEDULES:
            raise EngineError(f"You have {MOST_SCHEDULES} schedules already; give one up first.")
        row = ReportSchedule(
            **_columns(title, wanted, rhythm, attach), made_by=by, made_at=machine_now()
        )
        # What came before it was set up is no turn of it.
        row.done_until = last_turn(row, hour_come(row))
        row.full_clean()
        row.save()
        _set_people(row, recipients)
    return row


def _asked(name: str, people: Iterable[User]) -> tuple[str, list[User]]:
    return " ".join(name.split()), list(dict.fromkeys(people))


def _columns(name: str, wanted: Wanted, rhythm: Rhythm, attach: bool) -> dict[str, Any]:
    asked = columns_of(wanted)
    kinds = ReportSchedule.Rhythm
    return {
        "name": name,
        **{column: asked[column] for column in (*_ABOUT, "format", "horizon_days")},
        "rhythm": kinds.MONTHLY if rhythm.weekday is None else kinds.WEEKLY,
        **{column: getattr(rhythm, column) for column in _TURNS},
        "attach": attach,
    }


def change(
    *,
    schedule: ReportSchedule,
    name: str,
    wanted: Wanted,
    rhythm: Rhythm,
    people: Iterable[User],
    attach: bool,
    by: User,
    reason: str,
) -> ReportSchedule:
    """Lets a schedule make something else, at another time or for others; as for `set_up`.

    Another rhythm begins anew: what its turns before now would have been is not made up for.
    A turn of the old one that has come and is not served yet is served as it now stands.
    """
    title, recipients = _asked(name, people)
    _theirs(schedule, by)
    with recording(by=by, action="change a report's schedule", reason=reason):
        row = ReportSchedule.objects.select_for_update(of=("self",)).get(pk=schedule.pk)
        _check(title, wanted, recipients, by)
        about, turns, waits = _of(row, _ABOUT), _of(row, _TURNS), _is_waiting(row)
        for column, value in _columns(title, wanted, rhythm, attach).items():
            setattr(row, column, value)
        if _of(row, _TURNS) != turns and not waits:
            row.done_until = last_turn(row, hour_come(row))
        if _of(row, _ABOUT) != about:
            # An extract of something else has nothing to go on from.
            row.last_as_at_date = None
        row.error = ""
        row.full_clean()
        row.save()
        _set_people(row, recipients)
    return row


def _of(row: ReportSchedule, columns: tuple[str, ...]) -> list[Any]:
    return [getattr(row, column) for column in columns]


def _is_waiting(row: ReportSchedule) -> bool:
    """Whether a turn has come and is not served yet; not where its zone is none (any more)."""
    try:
        return row.is_active and last_turn(row, hour_come(row)) > row.done_until
    except ZoneInfoNotFoundError:
        return False


def _set_people(row: ReportSchedule, recipients: list[User]) -> None:
    row.people.exclude(person__in=recipients).delete()
    row.people.exclude(trouble="").update(trouble="")
    there = set(row.people.values_list("person_id", flat=True))
    for person in recipients:
        if person.pk not in there:
            ReportRecipient.objects.create(schedule=row, person=person)


def _check(name: str, wanted: Wanted, people: list[User], by: User) -> None:
    if not name:
        raise EngineError("Give the schedule a name, by which its mails are known.")
    if not people:
        raise EngineError("Say who is to get it: choose at least one person.")
    if len(people) > MOST_PEOPLE:
        raise EngineError(f"A schedule has {MOST_PEOPLE} recipients at most; make a second one.")
    check_user_can_send_reports(by, people)
    check_scope(wanted, by)
    for person in people:
        if trouble := _why_not(person, wanted):
            raise NotAllowed(f"{person} cannot get it: {trouble}")


def _why_not(person: User, wanted: Wanted) -> str:
    """Why a person cannot get a report; empty where they can."""
    if not person.is_active:
        return "the account is closed."
    with seeing_as(person):
        if covered(person, wanted).exists():
            return ""
    return "nothing that it is about may be seen by this person. Put them on the team first."


def set_active(*, schedule: ReportSchedule, active: bool, by: User) -> None:
    """Pauses a schedule, or lets it go on; what was left out meanwhile is not made up for."""
    row = _theirs(schedule, by)
    done = "goes on" if active else "paused"
    with recording(by=by, action="change a report's schedule", reason=done):
        row.is_active = active
        if active:
            row.done_until = max(row.done_until, last_turn(row, hour_come(row)))
        row.save(update_fields=["is_active", "done_until"])


def give_up(*, schedule: ReportSchedule, by: User, reason: str = "") -> None:
    """Removes a schedule; the reports that it made stay."""
    row = _theirs(schedule, by)
    with recording(by=by, action="give a report's schedule up", reason=reason or "given up"):
        row.delete()


def leave(*, schedule: ReportSchedule, by: User) -> None:
    """Takes oneself off a schedule; one that nobody is left on is given up."""
    with recording(by=by, action="leave a report's schedule", reason="at their wish"):
        gone, _ = ReportRecipient.objects.filter(schedule=schedule, person=by).delete()
        if not gone:
            raise EngineError("You get nothing by this schedule, so there is nothing to leave.")
        if not schedule.people.exists():
            ReportSchedule.objects.filter(pk=schedule.pk).delete()


def _theirs(schedule: ReportSchedule, by: User) -> ReportSchedule:
    row = visible_schedules(by).filter(pk=schedule.pk).first()
    if row is None:
        raise NotAllowed("There is no such schedule, or it is somebody else's.")
    check_user_can_change_schedule(by, row)
    return row


# What the clockwork does


def serve_due() -> int:
    """Asks for the reports of every schedule whose turn has come; how many. One turn at most.

    A schedule that cannot be served says why, and is tried again; it delays no other.
    """
    with seeing_everything():
        due = list(due_schedules())
    made = 0
    for pk, trouble in due:
        try:
            if trouble is not None:
                raise trouble
            made += _serve(pk)
        except Exception as error:  # whatever is wrong with one schedule, the next is served
            if isinstance(error, Error) and not connection.is_usable():
                raise
            _note(pk, f"Its reports could not be asked for ({type(error).__name__}).")
    return made


def _note(pk: int, sentence: str) -> None:
    """Keeps what went wrong with a schedule, once."""
    system = User.objects.system()
    with recording(by=system, action="serve a schedule", reason=sentence):
        rows = ReportSchedule.objects.filter(pk=pk).exclude(error=sentence)
        if rows.update(error=sentence):
            log.exception("schedule %s of reports cannot be served", pk)


def _serve(pk: int) -> int:
    with transaction.atomic(), seeing_everything():
        row = ReportSchedule.objects.select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is None or not row.is_active:
            return 0
        turn = last_turn(row, hour_come(row))
        if turn <= row.done_until:
            return 0
        system = User.objects.system()
        with recording(by=system, action="serve a schedule", reason=f"“{row.name}”"):
            made = _ask_for_all(row, turn)
    return made


def _ask_for_all(row: ReportSchedule, turn: datetime) -> int:
    wanted = wanted_of_turn(row, business_today())
    made = 0
    for recipient in row.people.select_related("person").order_by("pk"):
        trouble = _why_not(recipient.person, wanted)
        if trouble != recipient.trouble:
            recipient.trouble = trouble
            recipient.save(update_fields=["trouble"])
        made += not trouble and _ask_for(row, recipient.person, wanted, turn)
    row.done_until, row.last_as_at_date, row.error = turn, wanted.as_at, ""
    row.save(update_fields=["done_until", "last_as_at_date", "error"])
    return made


def _ask_for(row: ReportSchedule, person: User, wanted: Wanted, turn: datetime) -> bool:
    mine = {"schedule": row, "requested_by": person, "turn_at": turn}
    if Report.objects.filter(**mine).exists():
        return False
    with seeing_as(person):
        covers = list(covered(person, wanted).values_list("pk", flat=True))
    put_in_queue(covers=covers, **mine, **columns_of(wanted))
    return True


def wanted_of_turn(row: ReportSchedule, today: date) -> Wanted:
    """What a schedule asks for on a day.

    An extract of changes goes from the day after the last one to yesterday, the last day that is
    over, so that none falls between two.
    """
    as_at, since = today, None
    if "since" in KINDS[row.kind].must_ask:
        as_at = today - timedelta(days=1)
        before = timedelta(days=7 if row.weekday is not None else 31)
        last = row.last_as_at_date or as_at - before
        since = min(last + timedelta(days=1), as_at)
    return Wanted(
        as_at,
        agreement=row.agreement_id,
        party=row.party_id,
        kind=row.kind,
        closing=row.closing_id,
        since=since,
        horizon=row.horizon_days,
        format=row.format,
    )


def tell_ready() -> int:
    """Queues a mail for each scheduled report that is ready or has failed; how many."""
    told = 0
    states = (Report.State.DONE, Report.State.FAILED)
    for _ in range(AT_ONCE):
        with transaction.atomic(), seeing_everything():
            rows = Report.objects.filter(turn_at__isnull=False, message=None, state__in=states)
            row = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk").first()
            if row is None:
                return told
            _tell(row)
        told += 1
    return told


def _tell(row: Report) -> None:
    system, today, now = User.objects.system(), business_today(), machine_now()
    place = {
        "recipient": row.requested_by,
        "kind": Message.Kind.REPORT,
        "business_date": today,
    }
    taken = Message.objects.filter(**place).order_by("-number").values_list("number", flat=True)
    number = (taken.first() or 0) + 1
    with recording(by=system, action="mail a report", reason="by schedule"):
        message = Message.objects.create(**place, number=number, created_at=now, next_try_at=now)
        Report.objects.filter(pk=row.pk).update(message=message)
