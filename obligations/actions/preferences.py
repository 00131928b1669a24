"""What people wish of their own mails: leads, hour and zone, what they follow.

Each person decides for themselves alone; so there is a person and no reason to ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.audit import recording
from agreements.models import User
from obligations.actions.ladders import LONGEST
from obligations.actions.planning import plan
from obligations.clock import business_today, machine_now
from obligations.engine.errors import EngineError
from obligations.models import Following, Obligation, Occurrence, Preferences, Reminder
from obligations.permissions import NotAllowed, check_user_can_see

# A person's leads for everything reach a year ahead: each look ahead is paid for at each planning.
FURTHEST = 366
LONGEST_NAG = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """All that a person may set: as the columns of Preferences, and their time zone."""

    leads: Sequence[int] | None = None
    on_the_day: bool = True
    nag_every: int | None = None
    digest_hour: int = 7
    zone: str = ""
    own_moves: bool = False
    nothing_due_weekday: int | None = None


def set_preferences(*, person: User, wishes: Wishes, by: User) -> Preferences:
    """Keeps what a person wishes, and plans their unsent reminders by it.

    Raises NotAllowed for anybody else's wishes, EngineError or ValidationError for what
    cannot be meant.
    """
    _check_own(person, by)
    _check_leads(wishes.leads, FURTHEST)
    if wishes.nag_every is not None and not 0 <= wishes.nag_every <= LONGEST_NAG:
        raise EngineError(f"Reminders of what is overdue come every 1 to {LONGEST_NAG} days.")
    with recording(by=by, action="set preferences", reason="my settings"):
        locked = User.objects.select_for_update().get(pk=person.pk)
        if wishes.zone and wishes.zone != locked.zone:
            locked.zone = wishes.zone
            locked.full_clean()
            locked.save(update_fields=["zone"])
        row = Preferences.objects.filter(person=locked).first() or Preferences(person=locked)
        before = (row.leads, row.on_the_day, row.nag_every)
        row.leads = None if wishes.leads is None else list(wishes.leads)
        for name in ("on_the_day", "nag_every", "digest_hour", "own_moves", "nothing_due_weekday"):
            setattr(row, name, getattr(wishes, name))
        row.full_clean()
        row.save()
        if before != (row.leads, row.on_the_day, row.nag_every):
            replan_for(locked)
    return row


def follow(
    *, obligation: Obligation, by: User, leads: Sequence[int] | None = None, on_the_day: bool = True
) -> Following:
    """Has a person reminded of an obligation, by their own leads where they give some.

    For whoever answers for it, that only sets their leads. Raises NotAllowed for an obligation
    behind a wall, EngineError for leads that cannot be meant.
    """
    check_user_can_see(by, obligation.agreement)
    _check_leads(leads, LONGEST)
    if leads is not None and not leads and not on_the_day:
        raise EngineError("That would be no reminder at all; stop being reminded of it instead.")
    with recording(by=by, action="follow", reason="remind me of this"):
        row, _ = Following.objects.update_or_create(
            person=by,
            obligation=obligation,
            defaults={
                "leads": None if leads is None else list(leads),
                "on_the_day": on_the_day,
            },
        )
        replan_for(by, obligation)
    return row


def unfollow(*, obligation: Obligation, by: User) -> bool:
    """Takes a person's own leads for an obligation back; whether there were any.

    Whoever answers for it is reminded by the usual leads again, everybody else no more.
    """
    check_user_can_see(by, obligation.agreement)
    with recording(by=by, action="follow", reason="no longer remind me of this"):
        gone, _ = Following.objects.filter(person=by, obligation=obligation).delete()
        if gone:
            replan_for(by, obligation)
    return bool(gone)


def replan_for(person: User, obligation: Obligation | None = None) -> int:
    """Plans a person's unsent reminders anew, of one obligation or of all; how many are new.

    What comes within longer leads than before, the planner's next turn finds.
    """
    unsent = Reminder.objects.filter(
        recipient=person,
        state=Reminder.State.PLANNED,
        purpose=Reminder.Purpose.LEAD,
        message=None,
    )
    if obligation is not None:
        unsent = unsent.filter(occurrence__obligation=obligation)
    wanted = set(unsent.values_list("occurrence_id", flat=True))
    if obligation is not None:
        live = Occurrence.objects.filter(obligation=obligation, phase="live")
        wanted |= set(live.values_list("pk", flat=True))
    unsent.update(
        state=Reminder.State.DROPPED,
        dropped_because="other leads are wanted",
        settled_at=machine_now(),
    )
    return plan(today=business_today(), only=wanted) if wanted else 0


def _check_own(person: User, by: User) -> None:
    if person.pk != by.pk:
        raise NotAllowed("Each person sets their own preferences, and nobody else's.")


def _check_leads(leads: Sequence[int] | None, furthest: int) -> None:
    if leads is not None and not all(0 < lead <= furthest for lead in leads):
        raise EngineError(f"Reminders come 1 to {furthest} days before a date.")
