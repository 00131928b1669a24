"""The demonstration's mailbox: every mail that it has sent, to whomever."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from obligations.queries.mailbox import Letter, heads, letter
from obligations.views.framed import frame, framed_html, with_frame
from obligations.views.requests import SignedInRequest


@require_safe
def mailbox(request: SignedInRequest) -> HttpResponse:
    """The mails, newest first."""
    _check_demonstration()
    found, following = heads(settings.MAILBOX_ROOT, before=request.GET.get("before", ""))
    context = {"heads": found, "following": following and f"?before={following}"}
    return render(request, "mail/mailbox.html", context)


@with_frame
@require_safe
def mail(request: SignedInRequest, key: str) -> HttpResponse:
    """One mail, as it came."""
    found = _letter(key)
    return render(request, "mail/letter.html", {"letter": found, "head": found.head})


@frame
@require_safe
def mail_html(request: SignedInRequest, key: str) -> HttpResponse:
    """The HTML of a mail for the frame on its page."""
    return framed_html(_letter(key).html)


def _letter(key: str) -> Letter:
    _check_demonstration()
    found = letter(settings.MAILBOX_ROOT, key)
    if found is None:
        raise Http404("There is no such mail in the mailbox.")
    return found


def _check_demonstration() -> None:
    if not settings.LONGSTOP_DEMO:
        raise Http404("Only a demonstration keeps its mail where it can be read.")
