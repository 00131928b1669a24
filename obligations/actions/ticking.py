"""One turn of the clockwork: plan, queue, send. Whoever rings, and how often, does not matter."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import Error, connection, transaction

from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions.alerting import raise_given_up
from obligations.actions.auditing import seal_now_and_then, verify_nightly
from obligations.actions.beating import beat
from obligations.actions.calendar_warnings import warn_daily
from obligations.actions.escalating import escalate
from obligations.actions.hours import instant_for_digests
from obligations.actions.planning import drop_overtaken, plan
from obligations.actions.queueing import queue_messages
from obligations.actions.recompute import recompute
from obligations.actions.report_schedules import serve_due, tell_ready
from obligations.actions.reports import pick_up
from obligations.actions.sending import send_due
from obligations.actions.telling import QUIET, queue_moved
from obligations.clock import business_now, business_today, machine_now
from obligations.models import Heartbeat
from obligations.outputs.workplaces import clear_away

log = logging.getLogger(__name__)

# Whatever moves a date plans for itself; this is for what was overlooked.
REPLAN = timedelta(minutes=5)
BEAT_SECONDS = 5.0
# An advisory lock's number: only one turn does what belongs to the night.
NIGHT_LOCK = 0x4C6F6E67


@dataclass
class Turn:
    """What one turn did."""

    planned: int = 0
    dropped: int = 0
    escalated: int = 0
    queued: int = 0
    sent: int = 0
    failed: int = 0
    held: bool = False


def tick(*, by: str) -> Turn:
    """Does the night's work and plans where it is time, queues and sends what is due.

    `by` names who rang, for the heartbeat: it beats through a long round too.
    """
    turn = Turn()
    today = business_today()
    beat(by)
    _work_the_night(today)
    if _is_planned(turn, today):
        beat("planner")
    _guarded(lambda: raise_given_up(today=today))
    _guarded(serve_due)
    turn.queued += _guarded(tell_ready)
    sent = send_due(alive=_pulse(by))
    turn.sent, turn.failed, turn.held = sent.sent, sent.failed, sent.held
    beat("sender", "held" if sent.held else "")
    _guarded(lambda: pick_up(now=machine_now()))
    _guarded(clear_away)
    _guarded(seal_now_and_then)
    _guarded(lambda: verify_nightly(today=today) is not None)
    beat(by)
    return turn


def plan_day(turn: Turn, today: date, *, quiet_since: datetime | None = None) -> bool:
    """Plans reminders and queues messages for a day; whether all of it could be done.

    `quiet_since`: of dates that moved only those are told of that have not moved since.
    """
    with seeing_everything():
        turn.planned, planned = _tried(lambda: plan(today=today))
        turn.dropped, dropped = _tried(lambda: drop_overtaken(now=machine_now()))
        turn.escalated, escalated = _tried(lambda: escalate(today=today))
        turn.queued, queued = _tried(lambda: queue_messages(today=today, now=instant_for_digests()))
        turn.queued += _guarded(lambda: queue_moved(today=today, quiet_since=quiet_since))
        _guarded(lambda: warn_daily(today=today))
    return planned and dropped and escalated and queued


def _quiet() -> datetime:
    return machine_now() - QUIET


def _is_planned(turn: Turn, today: date) -> bool:
    """Plans on a new day and now and then, queues always; False where a part failed."""
    if _is_fresh("plan", today, REPLAN):
        with seeing_everything():
            turn.queued, done = _tried(
                lambda: queue_messages(today=today, now=instant_for_digests())
            )
            turn.queued += _guarded(lambda: queue_moved(today=today, quiet_since=_quiet()))
        return done
    if plan_day(turn, today, quiet_since=_quiet()):
        beat("plan", today.isoformat())
        return True
    return False


def _work_the_night(today: date) -> int:
    """Once a business day, by one turn alone: open series are extended, missed duties noticed."""
    if _is_fresh("night", today) or not _lock("pg_try_advisory_lock"):
        return 0
    try:
        moved = 0 if _is_fresh("night", today) else nightly()
        beat("night", today.isoformat())
    finally:
        _lock("pg_advisory_unlock")
    return moved


def _lock(function: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [NIGHT_LOCK])
        return bool(cursor.fetchone()[0])


def _is_fresh(name: str, today: date, patience: timedelta | None = None) -> bool:
    """Whether a part was done for this day, and not longer ago than its patience."""
    last = Heartbeat.objects.filter(name=name).first()
    if last is None or last.note != today.isoformat():
        return False
    return patience is None or machine_now() - last.beat_at < patience


def _tried(part: Callable[[], int]) -> tuple[int, bool]:
    """What a part did, and whether it could; its failure leaves the transaction usable."""
    try:
        with transaction.atomic():
            return part(), True
    except Error as error:
        if not connection.is_usable():
            raise
        log.exception("a part of the turn failed: %s", error)
    except Exception:  # a poisoned row in one part must not stop the sending
        log.exception("a part of the turn failed")
    return 0, False


def _guarded(part: Callable[[], int]) -> int:
    return _tried(part)[0]


def nightly() -> int:
    """Extends open series to the horizon and sees what was missed; how many agreements moved."""
    system = User.objects.system()
    moved = 0
    with seeing_everything():
        agreements = list(Agreement.objects.order_by("pk").values_list("pk", flat=True))
    for pk in agreements:
        try:
            with seeing_everything():
                changes = recompute(
                    Agreement.objects.get(pk=pk),
                    by=system,
                    because="the day turned",
                    now=business_now(),
                    silent=True,
                )
            moved += bool(changes.added or changes.changed or changes.withdrawn)
        except Exception:  # one agreement that cannot be computed must not stop the others
            log.exception("agreement %s cannot be worked out", pk)
    return moved


def _pulse(name: str) -> Callable[[], None]:
    """Beats now and then in a long round, so that a slow mail server is not taken for a death."""
    last = time.monotonic()

    def alive() -> None:
        nonlocal last
        if time.monotonic() - last > BEAT_SECONDS:
            beat(name)
            beat("sender")
            last = time.monotonic()

    return alive
