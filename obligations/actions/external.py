"""Setting which parties outside are reminded of an obligation, by role."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from agreements.audit import recording
from agreements.models import Participation, User
from obligations.actions.planning import plan
from obligations.clock import business_today, machine_now
from obligations.engine.errors import EngineError
from obligations.models import ExternalRecipient, Obligation, Occurrence, Reminder
from obligations.permissions import check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.contacts import parties_of


def remind_outside(
    *,
    obligation: Obligation,
    by: User,
    reason: str,
    side: str = "",
    participation: Participation | None = None,
    leads: Sequence[int],
    on_the_day: bool = True,
) -> ExternalRecipient:
    """Has a party outside reminded of an obligation, named by its side or one by one.

    Raises NotAllowed, Unexplained, ValidationError (both or neither named, or named already), or
    NotNow where nobody of that role has an address.
    """
    check_user_can_enter(by, obligation.agreement)
    if not leads and not on_the_day:
        raise EngineError("That would be no reminder at all: give days before the date.")
    if participation is not None and participation.agreement_id != obligation.agreement_id:
        raise NotNow(f"{participation} is no party to this agreement.")
    with recording(by=by, action="remind outside", reason=reason):
        row = ExternalRecipient(
            obligation=obligation,
            side=side,
            participation=participation,
            leads=sorted(set(leads), reverse=True),
            on_the_day=on_the_day,
        )
        row.full_clean()
        row.save()
        _check_has_address(row)
        _replan(obligation)
    return row


def stop_outside(*, row: ExternalRecipient, by: User, reason: str) -> None:
    """Has a party outside reminded no more. What was sent stays in the record."""
    obligation = row.obligation
    check_user_can_enter(by, obligation.agreement)
    with recording(by=by, action="remind outside no more", reason=reason):
        row.delete()
        _replan(obligation)


def _check_has_address(row: ExternalRecipient) -> None:
    named = Participation.objects.filter(pk__in=parties_of([row])[row.pk])
    if not named.exclude(email="").exists():
        who = ", ".join(str(party) for party in named.select_related("party")) or "Nobody there"
        raise NotNow(
            f"{who} has no e-mail address for notices; enter it with the parties of the agreement."
        )


def _replan(obligation: Obligation) -> None:
    """Unsent reminders go to whoever outside is to have them now."""
    unsent = Reminder.objects.filter(
        Q(contact__isnull=False),
        occurrence__obligation=obligation,
        state=Reminder.State.PLANNED,
        message=None,
    )
    unsent.update(
        state=Reminder.State.DROPPED,
        dropped_because="somebody else outside is told",
        settled_at=machine_now(),
    )
    live = Occurrence.objects.filter(obligation=obligation, phase="live")
    plan(today=business_today(), only=live.values_list("pk", flat=True))
