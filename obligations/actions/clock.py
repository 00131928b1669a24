"""Moving the demonstration's business clock: day by day, each day whole or not at all.

On each day everything happens that would have happened then: what the night
works out, the planning, and the mails composed with the state of that very
day. The mails leave afterwards, by whoever sends.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from agreements.models import User
from agreements.walls import seeing_everything
from obligations.actions.composing import compose
from obligations.actions.ticking import Turn, nightly, plan_day
from obligations.clock import business_today, machine_now
from obligations.engine.run import show
from obligations.models import BusinessClock, Message
from obligations.permissions import check_user_can_move_clock
from obligations.policies import NotNow

log = logging.getLogger(__name__)

FURTHEST = timedelta(days=31)
# A sender that is at it composes within moments; one that died must not hold up the clock.
COMPOSING_SECONDS = 5.0


@dataclass
class Moved:
    """What happened on the way: the day reached, and the sums over all days."""

    day: date
    planned: int = 0
    queued: int = 0
    recomputed: int = 0


def forward(*, to: date, by: User) -> Moved:
    """Moves the business clock to a later day, at most a month on.

    Each day is a transaction of its own: after an abort the clock stands on a
    day of which everything was done. Raises NotAllowed, or NotNow where the day
    is not ahead, too far ahead, or somebody else moves the clock as well.
    """
    check_user_can_move_clock(by)
    moved = Moved(business_today())
    if not moved.day < to <= moved.day + FURTHEST:
        raise NotNow(f"It is {show(moved.day)}; the clock moves forward, by a month at most.")
    _finish(moved)
    while moved.day < to:
        _turn_to_next(moved)
    log.info("%s moved the clock to %s", by, moved.day)
    return moved


def _finish(moved: Moved) -> None:
    """Does what the day that ends still has to do, while it is still that day."""
    with transaction.atomic(), seeing_everything():
        _do_day(moved)
    deadline = time.monotonic() + COMPOSING_SECONDS
    while _uncomposed(moved.day).filter(leased_until__gte=machine_now()).exists():
        if time.monotonic() > deadline:
            return
        time.sleep(0.1)


def _turn_to_next(moved: Moved) -> None:
    """One day: the night before it, its planning, its mails. An error leaves the sums alone."""
    done = replace(moved, day=moved.day + timedelta(days=1))
    with transaction.atomic(), seeing_everything():
        _set_day(moved.day, done.day)
        done.recomputed += nightly()
        _do_day(done)
    vars(moved).update(vars(done))


def _do_day(moved: Moved) -> None:
    """Plans, queues and composes for a day, and adds up."""
    turn = Turn()
    plan_day(turn, moved.day)
    moved.planned += turn.planned
    moved.queued += _compose(moved.day)


def _set_day(yesterday: date, today: date) -> None:
    clock, _ = BusinessClock.objects.select_for_update().get_or_create(defaults={"day": yesterday})
    if clock.day != yesterday:
        raise NotNow(f"Somebody else has moved the clock meanwhile: it is {show(clock.day)}.")
    clock.day = today
    clock.save(update_fields=["day"])


def _uncomposed(day: date) -> QuerySet[Message]:
    return Message.objects.filter(
        state=Message.State.QUEUED, content=None, business_date__lte=day
    ).order_by("id")


def _compose(day: date) -> int:
    """Composes the messages that no sender is composing; how many have something to say."""
    free = Q(leased_until=None) | Q(leased_until__lt=machine_now())
    waiting = _uncomposed(day).filter(free).select_for_update(of=("self",), skip_locked=True)
    return sum(_composed(message) for message in waiting.select_related("recipient"))


def _composed(message: Message) -> bool:
    try:
        with transaction.atomic():
            return compose(message)
    except Exception:  # the sender meets it again, and sets it aside with what is wrong
        log.exception("message %s cannot be composed", message.pk)
        return False
