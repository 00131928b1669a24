"""One turn of the clockwork: plan, queue, send. Whoever rings, and how often, does not matter."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.actions.planning import drop_overtaken, plan
from obligations.actions.recompute import recompute
from obligations.actions.reports import pick_up
from obligations.actions.sending import queue_messages, send_due
from obligations.clock import business_now, business_today, machine_now
from obligations.models import Heartbeat

log = logging.getLogger(__name__)


@dataclass
class Turn:
    """What one turn did."""

    planned: int = 0
    dropped: int = 0
    queued: int = 0
    sent: int = 0
    failed: int = 0


def tick(*, by: str) -> Turn:
    """Plans for today, queues and sends what is due, and rings for reports that were left.

    `by` names who rang, for the heartbeat.
    """
    turn = Turn()
    plan_day(turn, business_today())
    beat("planner")
    sent = send_due()
    turn.sent, turn.failed = sent.sent, sent.failed
    beat("sender")
    _guarded(lambda: pick_up(now=machine_now()))
    beat(by)
    return turn


def plan_day(turn: Turn, today: date) -> None:
    """Plans reminders and queues messages for a day; one failing part leaves the others."""
    with seeing_everything():
        turn.planned = _guarded(lambda: plan(today=today))
        turn.dropped = _guarded(lambda: drop_overtaken(now=machine_now()))
        turn.queued = _guarded(lambda: queue_messages(today=today))


def _guarded(part: Callable[[], int]) -> int:
    try:
        return part()
    except Exception:  # a poisoned row in one part must not stop the sending
        log.exception("a part of the turn failed")
        return 0


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


def beat(name: str, note: str = "") -> None:
    """Shows that a part of Longstop works."""
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": machine_now(), "note": note})
