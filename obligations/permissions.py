"""Who may do what. Each check raises a sentence that the person can read.

In which state a thing can be done is another question: policies.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.exceptions import PermissionDenied

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.clock import is_looking_back
from obligations.models import Feed, Occurrence, Reminder, ReportSchedule, SavedView

_ENTERS = frozenset({User.Role.EDITOR, User.Role.COUNSEL, User.Role.ADMINISTRATOR})
_DECIDES = frozenset({User.Role.COUNSEL, User.Role.ADMINISTRATOR})


class NotAllowed(PermissionDenied):
    """Somebody without the right; `str()` says which right is missing and who has it."""


def _is_system(user: User) -> bool:
    return user.is_system


def check_user_can_see(user: User, agreement: Agreement) -> None:
    """An agreement is seen by its team, or by all staff where it is so marked."""
    if _is_system(user):
        return
    if not visible_agreements(user).filter(pk=agreement.pk).exists():
        raise NotAllowed("There is no such agreement, or you are not on its team.")


def user_can_enter(user: User) -> bool:
    """Whether a person may enter, record and complete; from another day nobody may."""
    if is_looking_back():
        return False
    return _is_system(user) or (user.is_active and user.role in _ENTERS)


def check_user_can_enter(user: User, agreement: Agreement | None = None) -> None:
    """Entering, recording and completing is for editors, counsel and administrators."""
    if agreement is not None:
        check_user_can_see(user, agreement)
    if not user_can_enter(user):
        raise NotAllowed(
            "You can read here, not enter. Ask an administrator for the role of editor."
        )


def user_can_answer(user: User, occurrence: Occurrence) -> bool:
    """Whether a person may acknowledge reminders of an occurrence that they may see.

    Whoever may enter; and a reader who answers for it, or who was reminded of it. From another
    day nobody.
    """
    if is_looking_back():
        return False
    if user_can_enter(user):
        return True
    obligation = occurrence.obligation
    concerned = (
        occurrence.assignee_id,
        obligation.responsible_id,
        obligation.deputy_id,
        occurrence.agreement.owner_id,
    )
    if not user.is_active:
        return False
    told = Reminder.objects.filter(occurrence=occurrence, recipient=user)
    return user.pk in concerned or told.exists()


def check_user_can_answer(user: User, occurrence: Occurrence) -> None:
    """Acknowledging is for whoever is reminded, and for whoever may enter."""
    check_user_can_see(user, occurrence.agreement)
    if not user_can_answer(user, occurrence):
        raise NotAllowed(
            "You are not reminded of this, and so have nothing to acknowledge. Ask to be put in"
            " charge of it, or an administrator for the role of editor."
        )


def user_can_decide(user: User) -> bool:
    """Whether a person may confirm, waive, extend and choose readings; not from another day."""
    if is_looking_back():
        return False
    return _is_system(user) or (user.is_active and user.role in _DECIDES)


def check_user_can_decide(user: User, agreement: Agreement) -> None:
    """Confirming, waiving and extending is for counsel and administrators."""
    check_user_can_see(user, agreement)
    if not user_can_decide(user):
        raise NotAllowed("This decision is for counsel. Ask one of the agreement's team.")


def user_can_administer(user: User) -> bool:
    """Whether a person may invite people and look after the system."""
    return _is_system(user) or (user.is_active and user.role == User.Role.ADMINISTRATOR)


def check_user_can_administer(user: User) -> None:
    """Inviting people and looking after the system is for administrators."""
    if not user_can_administer(user):
        raise NotAllowed("This is for administrators.")


def check_user_can_enter_absence(user: User, person: User) -> None:
    """People enter their own absences; administrators enter anybody's."""
    if user.pk != person.pk and not user_can_administer(user):
        raise NotAllowed("Only an administrator enters somebody else's absence.")


def check_user_can_release_mail(user: User) -> None:
    """Releasing held mail is for administrators: it decides what goes out to everybody."""
    if not user_can_administer(user):
        raise NotAllowed("Mail is held; an administrator can release it.")


def user_can_move_clock(user: User) -> bool:
    """Whether a person may set the demonstration's day: whoever may enter, and only there."""
    return settings.LONGSTOP_DEMO and user_can_enter(user)


def check_user_can_move_clock(user: User) -> None:
    """Moving the clock is for the demonstration, and there for whoever may enter."""
    if not settings.LONGSTOP_DEMO:
        raise NotAllowed("Only a demonstration's clock can be moved.")
    if not user_can_enter(user):
        raise NotAllowed("You can read here, not move the clock. Sign in as an editor or counsel.")


def user_can_change_view(user: User, view: SavedView) -> bool:
    """Whether a saved view is a person's own, to change or give up."""
    return view.made_by_id == user.pk


def check_user_can_change_view(user: User, view: SavedView) -> None:
    """A saved view is its maker's to change; others save one of their own."""
    if not user_can_change_view(user, view):
        raise NotAllowed(f"This view is {view.made_by}'s. Save one of your own to change it.")


def user_can_remove_view(user: User, view: SavedView) -> bool:
    """Whether a person may give a saved view up: its maker; what is shared, administrators too."""
    shared = view.sharing == SavedView.Sharing.SHARED
    return user_can_change_view(user, view) or (shared and user_can_administer(user))


def check_user_can_remove_view(user: User, view: SavedView) -> None:
    """A saved view is given up by its maker, and a shared one by administrators."""
    if not user_can_remove_view(user, view):
        check_user_can_change_view(user, view)


def user_can_stop_feed(user: User, feed: Feed) -> bool:
    """Whether a person may stop a feed: its owner, and administrators if its address leaked."""
    return feed.owner_id == user.pk or user_can_administer(user)


def check_user_can_stop_feed(user: User, feed: Feed) -> None:
    """A feed is its owner's to stop; administrators stop any."""
    if not user_can_stop_feed(user, feed):
        raise NotAllowed("There is no such feed of yours.")


def check_user_can_send_reports(user: User, people: Sequence[User]) -> None:
    """Whoever may read may have reports sent to themselves; to others, whoever may enter."""
    if any(person.pk != user.pk for person in people) and not user_can_enter(user):
        raise NotAllowed(
            "You can have reports sent to yourself. For others, ask an editor or an administrator."
        )


def user_can_change_schedule(user: User, schedule: ReportSchedule) -> bool:
    """Whether a person may change a schedule or give it up: its maker, administrators."""
    return schedule.made_by_id == user.pk or user_can_administer(user)


def check_user_can_change_schedule(user: User, schedule: ReportSchedule) -> None:
    """Changing a schedule of reports and giving it up is for its maker and administrators."""
    if not user_can_change_schedule(user, schedule):
        raise NotAllowed(f"This schedule is {schedule.made_by}'s. You can take yourself off it.")
