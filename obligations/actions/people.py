"""People: inviting them, changing what they may do, letting them in and out.

Each leaves a row in the history of users. An invitation is a link that lasts a
week and works once: choosing a password makes it worthless.
"""

from __future__ import annotations

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from agreements.audit import recording
from agreements.models import User
from obligations.clock import business_today, machine_now
from obligations.engine.errors import EngineError
from obligations.models import Message
from obligations.outputs.email import invitation, send_now
from obligations.permissions import check_user_can_administer
from obligations.policies import NotNow

INVITATION_LASTS = timedelta(days=7)
# Of one person on one day: they go before the reminders of others.
MOST_TEST_MAILS = 10


class NotSent(EngineError):
    """A mail that the mail server did not take; what it was about is done all the same."""


class InvitationTokens:
    """Signed tokens for first sign-ins, as Django's views for passwords want them."""

    salt = "obligations.invitation"

    def make_token(self, user: User) -> str:
        """A token that says of which person and from when it is."""
        return signing.dumps(self._state(user), salt=self.salt)

    def check_token(self, user: User | None, token: str) -> bool:
        """Whether a token is this person's, not a week old, and not used."""
        if user is None:
            return False
        try:
            state = signing.loads(token, salt=self.salt, max_age=INVITATION_LASTS)
        except signing.BadSignature:
            return False
        return constant_time_compare(str(state), self._state(user))

    def _state(self, user: User) -> str:
        """Changes with the password, so that a used token no longer fits."""
        text = f"{user.pk} {user.email} {user.password}"
        return salted_hmac(self.salt, text, algorithm="sha256").hexdigest()


invitation_tokens = InvitationTokens()


def invite(*, email: str, full_name: str, role: str, by: User, reason: str = "") -> User:
    """Makes an account without a password and mails its link to choose one.

    Raises NotAllowed, ValidationError (an address that has an account, an
    unknown role), or NotSent once the account is made.
    """
    check_user_can_administer(by)
    person = User(email=email, full_name=full_name.strip(), role=role)
    person.set_unusable_password()
    with recording(by=by, action="invite", reason=reason or f"invited as {role}"):
        person.full_clean()
        person.save()
    send_invitation(person=person, by=by)
    return person


def send_invitation(*, person: User, by: User) -> None:
    """Mails the link to choose a first password, anew where an earlier one ran out."""
    check_user_can_administer(by)
    if person.has_usable_password() or not person.is_active:
        raise NotNow(f"{person} needs no invitation: there is a password, or no access.")
    try:
        send_now(invitation(person, by, invitation_link(person)), person.email)
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(
            f"{person} has an account, but the mail could not be sent ({error})."
            " Send the invitation again when mail works."
        ) from error


def invitation_link(person: User) -> str:
    """The address at which a person chooses a first password."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    path = reverse("invitation", args=[uid, invitation_tokens.make_token(person)])
    return f"{settings.LONGSTOP_BASE_URL}{path}"


def change_role(*, person: User, role: str, by: User, reason: str) -> None:
    """Gives a person another role. Nobody changes their own, so one administrator stays."""
    _check_another(person, by, "change your own role")
    if person.role == role:
        raise NotNow(f"{person} has that role already.")
    with recording(by=by, action="change role", reason=reason):
        locked = User.objects.select_for_update().get(pk=person.pk)
        locked.role = role
        locked.full_clean()
        locked.save(update_fields=["role"])


def deactivate(*, person: User, by: User, reason: str) -> None:
    """Withdraws a person's access at once. What they did and answered for stays."""
    _set_active(person, False, by, reason)


def reactivate(*, person: User, by: User, reason: str) -> None:
    """Gives a person access again, with the password they had."""
    _set_active(person, True, by, reason)


def _set_active(person: User, active: bool, by: User, reason: str) -> None:
    _check_another(person, by, "withdraw your own access")
    if person.is_active == active:
        raise NotNow(f"{person} {'has access already' if active else 'has no access as it is'}.")
    action = "reactivate" if active else "deactivate"
    with recording(by=by, action=action, reason=reason):
        locked = User.objects.select_for_update().get(pk=person.pk)
        locked.is_active = active
        locked.save(update_fields=["is_active"])


def _check_another(person: User, by: User, what: str) -> None:
    check_user_can_administer(by)
    if person.is_system:
        raise NotNow("That is Longstop itself, and no person.")
    if person.pk == by.pk:
        raise NotNow(f"You cannot {what}; another administrator can.")


@transaction.atomic
def send_test_mail(*, to: User) -> Message:
    """Puts a mail in the queue that only shows that mail arrives, for the person who asks.

    Raises NotNow for somebody who has had many today.
    """
    today, now = business_today(), machine_now()
    User.objects.select_for_update(no_key=True).get(pk=to.pk)
    rows = Message.objects.select_for_update().filter(
        recipient=to, kind=Message.Kind.TEST, business_date=today
    )
    numbers = list(rows.values_list("number", flat=True))
    if len(numbers) >= MOST_TEST_MAILS:
        raise NotNow(f"{MOST_TEST_MAILS} test mails are enough for a day; look at those.")
    return Message.objects.create(
        recipient=to,
        kind=Message.Kind.TEST,
        business_date=today,
        number=max(numbers, default=0) + 1,
        created_at=now,
        next_try_at=now,
    )
