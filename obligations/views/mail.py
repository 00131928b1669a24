"""Sent mail: what was sent to whom and why, with the mail server's answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages as flash
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_q.tasks import async_task

from obligations.actions.people import send_test_mail
from obligations.engine.errors import EngineError
from obligations.models import Message
from obligations.outputs.answer_links import without_links
from obligations.queries.choices import people_choices
from obligations.queries.health import held
from obligations.queries.mail import (
    MessageFilters,
    MessageRow,
    attempts_of,
    message_page,
    message_row,
    moves_of,
    reminders_of,
    waiting_reminders,
)
from obligations.queries.mailbox import Letter, letter_of
from obligations.views.framed import frame, framed_html, with_frame
from obligations.views.requests import SignedInRequest

NOT_THERE = "There is no such message, or it is about agreements that you may not see."


@require_safe
def messages(request: SignedInRequest) -> HttpResponse:
    """The messages that the user may know of, newest first."""
    filters = MessageFilters(
        person=_number(request.GET.get("person")), state=_state(request.GET.get("state", ""))
    )
    page = message_page(
        request.user,
        filters,
        before=_number(request.GET.get("before")),
        after=_number(request.GET.get("after")),
    )
    context = {
        "page": page,
        "filters": filters,
        "chosen_person": str(filters.person or ""),
        "people": people_choices(),
        "states": Message.State.choices,
        "previous": page.newer and _address(filters, after=page.newer),
        "following": page.older and _address(filters, before=page.older),
        "held": held(),
        "next_day": waiting_reminders(request.user),
    }
    return render(request, "mail/messages.html", context)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else None


def _state(text: str) -> str:
    return text if text in Message.State.values else ""


def _address(filters: MessageFilters, **more: Any) -> str:
    values = {"person": filters.person, "state": filters.state, **more}
    return "?" + urlencode({name: value for name, value in values.items() if value})


@with_frame
@require_safe
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    """One message: the very mail, why it went out, and what the mail server said."""
    row = _row(request, pk)
    content = row.message.content
    context = {
        "row": row,
        "message": row.message,
        "letter": _letter(request, row.message) if content and not row.hidden else None,
        "reminders": reminders_of(request.user, row.message),
        "moved": moves_of(request.user, row.message),
        "attempts": attempts_of(row.message),
    }
    return render(request, "mail/message.html", context)


@frame
@require_safe
def message_html(request: SignedInRequest, pk: int) -> HttpResponse:
    """The HTML of a message for the frame on its page."""
    row = _row(request, pk)
    if row.hidden or not row.message.content:
        raise Http404(NOT_THERE)
    return framed_html(_letter(request, row.message).html)


def _letter(request: SignedInRequest, message: Message) -> Letter:
    """The mail as it was sent; for others than its recipient without the links that answer it."""
    letter = letter_of(bytes(message.content or b""))
    if message.recipient_id == request.user.pk:
        return letter
    return replace(letter, text=without_links(letter.text), html=without_links(letter.html))


def _row(request: SignedInRequest, pk: int) -> MessageRow:
    row = message_row(request.user, pk)
    if row is None:
        raise Http404(NOT_THERE)
    return row


@require_POST
def send_test(request: SignedInRequest) -> HttpResponse:
    """Sends the user a mail that shows that mail arrives."""
    try:
        made = send_test_mail(to=request.user)
    except EngineError as error:
        flash.error(request, str(error))
        return redirect("mail")
    async_task("obligations.tasks.ring")
    flash.success(request, f"A test mail to {request.user.email} is in the queue.")
    return redirect("message", pk=made.pk)
