"""Telling people of dates that moved: one message for what was done in one go.

Whatever moves a date writes, in its own transaction, for whom that is news. The message comes
when things have been quiet for a moment, so that what is changed in quick succession is told at
once; and it tells of what has really moved by then, not of what has moved back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Max, Min

from agreements.models import User
from obligations.actions.calendar_parts import calendar_files
from obligations.actions.queueing import enqueue
from obligations.clock import machine_now
from obligations.models import DateMove, Message, Occurrence, Preferences, Telling
from obligations.outputs.email import Mail
from obligations.outputs.email_people import MovedDate, moved
from obligations.queries.answering import line_of, told_of
from obligations.queries.lines import NO_DATE
from obligations.queries.turns import turn_in_words

# So long nothing more may move before it is told; and so long at most it is waited for that.
QUIET = timedelta(seconds=60)
AT_MOST = timedelta(minutes=10)
OLD_NEWS = timedelta(days=30)
TOLD_OF = ("live", "awaiting", "withdrawn")


def tell_of(moves: Iterable[DateMove], *, by: User) -> int:
    """Writes down who is to be told of some moves, in the caller's transaction; how many tellings.

    Not told are whoever moved the dates (unless they wish it), and anybody of what Longstop itself
    moved, of what somebody has decided, and of what moved within a past long gone.
    """
    found = {move.occurrence_id: move for move in moves if not _is_old_news(move)}
    if not found or by.is_system:
        return 0
    rows = Occurrence.objects.filter(pk__in=found, phase__in=TOLD_OF).values_list(
        "pk",
        "obligation_id",
        "agreement_id",
        "assignee_id",
        "obligation__responsible_id",
        "agreement__owner_id",
    )
    named = list(rows)
    told = told_of({obligation for _, obligation, *_ in named})
    apart = set() if Preferences.objects.filter(person=by, own_moves=True).exists() else {by.pk}
    now = machine_now()
    tellings = [
        Telling(move=found[pk], recipient_id=person, planned_at=now)
        for pk, obligation, agreement, *line in named
        for person in told.in_full(line, obligation, agreement)
        if person not in apart
    ]
    Telling.objects.bulk_create(tellings, batch_size=1000)
    return len(tellings)


def _is_old_news(move: DateMove) -> bool:
    days = [day for day in (move.old_date, move.new_date) if day is not None]
    return bool(days) and max(days) < move.moved_at.date() - OLD_NEWS


def queue_moved(*, today: date, quiet_since: datetime | None = None) -> int:
    """Queues a message for each person with dates to be told of; how many are new.

    `quiet_since`: only to those for whom nothing more has moved since then (None: to all).
    """
    waiting = Telling.objects.filter(state=Telling.State.PLANNED, message=None)
    people = waiting.filter(recipient__is_active=True).values("recipient_id")
    made = 0
    for row in people.annotate(first=Min("planned_at"), last=Max("planned_at")):
        settled = quiet_since is None or row["last"] <= quiet_since
        if settled or row["first"] <= machine_now() - AT_MOST:
            made += _queue(row["recipient_id"], today)
    return made


def _queue(person: int, today: date) -> bool:
    rows = Message.objects.filter(recipient=person, kind=Message.Kind.MOVED)
    if rows.filter(state=Message.State.QUEUED, content=None).exists():
        return False
    number = rows.filter(business_date=today).count() + 1
    return enqueue(person, Message.Kind.MOVED, today, number=number)


def moved_mail(message: Message, person: User) -> Mail | None:
    """What a person is told of moved dates; None where all has moved back or is over."""
    rows = Telling.objects.select_for_update(of=("self",)).filter(
        recipient=person, state=Telling.State.PLANNED, message=None
    )
    rows = rows.select_related(
        "move__moved_by", "move__occurrence__obligation", "move__occurrence__agreement"
    )
    rows = rows.defer(*(f"move__occurrence__{name}" for name in ("steps", "readings", "cautions")))
    by_occurrence: dict[int, list[Telling]] = defaultdict(list)
    for telling in rows.order_by("move__moved_at", "move_id"):
        by_occurrence[telling.move.occurrence_id].append(telling)
    told = told_of({found[0].move.occurrence.obligation_id for found in by_occurrence.values()})
    kept = []
    for found in by_occurrence.values():
        row = found[0].move.occurrence
        reason = _why_not(row, found[0].move.old_date)
        recipients = told.in_full(line_of(row), row.obligation_id, row.agreement_id)
        if reason is None and person.pk not in recipients:
            reason = "somebody else answers for it"
        if reason is None:
            kept.append(_moved(row, [telling.move for telling in found]))
        _settle(found, message, reason)
    if not kept:
        return None
    files = calendar_files(message, person)
    return moved(person, sorted(kept, key=_order), message.business_date, files)


def _settle(tellings: list[Telling], message: Message, reason: str | None) -> None:
    rows = Telling.objects.filter(pk__in=[telling.pk for telling in tellings])
    if reason is None:
        rows.update(message=message)
    else:
        rows.update(state=Telling.State.DROPPED, dropped_because=reason)


def _now(row: Occurrence) -> date | None:
    """The date that stands now, as moves tell it."""
    return None if row.phase == "withdrawn" or row.sort_date == NO_DATE else row.sort_date


def _why_not(row: Occurrence, old: date | None) -> str | None:
    if row.phase not in TOLD_OF:
        return f"it is {row.phase}"
    return "it moved back" if _now(row) == old else None


def _moved(row: Occurrence, moves: list[DateMove]) -> MovedDate:
    return MovedDate(
        agreement=row.agreement.reference,
        section=row.obligation.section,
        title=row.obligation.title,
        turn=turn_in_words(row.turn),
        old=moves[0].old_date,
        new=_now(row),
        why=tuple(dict.fromkeys((move.because, str(move.moved_by)) for move in moves)),
        path=f"/obligations/{row.obligation_id}?o={row.pk}#o{row.pk}",
    )


def _order(line: MovedDate) -> tuple[str, date, str]:
    return (line.agreement, line.new or line.old or NO_DATE, line.title)
