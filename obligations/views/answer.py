"""Where the link in a reminder leads: to see what it is about, and to answer it.

Mail scanners follow links, so looking (GET, HEAD) changes nothing; answering is a POST with the
form's own token against requests from other sites. The page is for whoever holds the link, and
shows no more than the mail did. What the link cannot do says so, with the way on: signing in.
The token stays out of logs (config/logs.py) and of the addresses that the page leads to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agreements.models import User
from agreements.walls import in_own_transactions, seeing_as
from obligations.actions.acknowledging import acknowledge, snooze
from obligations.clock import business_today
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.forms.answer import AcknowledgeForm, SnoozeForm
from obligations.forms.occurrence import OccurrenceForm
from obligations.models import Acknowledgement, How, Occurrence, Snooze
from obligations.outputs.answer_links import Forged, Link, read_token
from obligations.permissions import user_can_answer
from obligations.policies import NotNow, check_can_be_acknowledged, check_can_be_snoozed
from obligations.queries.obligation import occurrence_of
from obligations.views.acting import UNPROCESSABLE, done

GONE = 410
CONFLICT = 409


@in_own_transactions
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what the reminder is about, and takes the answer."""
    try:
        link = read_token(token)
    except Forged:
        return _refused(request, "This link is not whole", FORGED, status=404)
    if link.is_expired:
        return _refused(request, "This link is no longer good", EXPIRED, link=link, status=GONE)
    person = User.objects.filter(pk=link.person, is_active=True).first()
    if person is None:
        return _refused(request, "This link is nobody's any more", NOBODY, status=GONE)
    if request.user.is_authenticated and request.user != person:
        return _refused(request, "This is another person's link", ANOTHERS, link=link, status=403)
    with seeing_as(person):
        return _Answering(request, link, person).respond()


FORGED = (
    "Part of it may have been lost on the way. Open it from the mail once more, or copy all of it."
    " You can answer in Longstop as well."
)
EXPIRED = (
    "Links in reminders can be used for a while only. Nothing was changed. Sign in, and answer"
    " there."
)
NOBODY = "Whoever it was sent to has no access any more. Nothing was changed."
ANOTHERS = (
    "It answers in the name of whoever got the mail, and you are signed in as somebody else."
    " Nothing was changed. You can answer in your own name."
)
NOT_THEIRS = (
    "It is about something that no longer exists, or that you may no longer see. Nothing was"
    " changed."
)


def _refused(
    request: HttpRequest, title: str, sentence: str, *, link: Link | None = None, status: int
) -> HttpResponse:
    place = place_of(link.occurrence) if link else reverse("today")
    context = {"title": title, "sentence": sentence, "place": place}
    return render(request, "answer/refused.html", context, status=status)


def place_of(occurrence: int) -> str:
    """The address that leads to an occurrence, after signing in."""
    return reverse("occurrence", args=[occurrence])


@dataclass
class _Answering:
    """One request with a good link, seen as its person sees it."""

    request: HttpRequest
    link: Link
    person: User

    def respond(self) -> HttpResponse:
        try:
            row = occurrence_of(self.person, self.link.occurrence)
            check_can_be_acknowledged(row, self.link.due)
        except Occurrence.DoesNotExist:
            return self.refused("There is nothing to answer", NOT_THEIRS, 404)
        except NotNow as error:
            return self.refused("There is nothing to answer", str(error), CONFLICT)
        if not user_can_answer(self.person, row):
            return self.refused("There is nothing to answer", NOT_THEIRS, 403)
        forms = self.forms(row)
        if self.request.method == "POST" and (said := self.take(row, forms)):
            messages.success(self.request, said)
            return redirect(self.request.path)
        return self.page(row, forms)

    def refused(self, title: str, sentence: str, status: int) -> HttpResponse:
        return _refused(self.request, title, sentence, link=self.link, status=status)

    def forms(self, row: Occurrence) -> dict[str, OccurrenceForm]:
        """The forms by what their buttons do; the one that was sent is filled in."""
        pressed = self.request.POST.get("do", "")
        kinds: dict[str, type[OccurrenceForm]] = {
            "acknowledge": AcknowledgeForm,
            "remind-me": SnoozeForm,
        }
        return {
            name: kind(
                self.request.POST if pressed == name else None,
                occurrence=row,
                initial={"seen": self.link.due},
                auto_id=f"{name}_%s",
            )
            for name, kind in kinds.items()
        }

    def take(self, row: Occurrence, forms: dict[str, OccurrenceForm]) -> str:
        """Does what was asked for; what was done, in words, or empty where it was refused."""
        pressed = self.request.POST.get("do", "")
        form = forms.get(pressed)
        if form is None or not form.is_valid():
            return ""
        if pressed == "acknowledge":
            return self._acknowledge(row, form)
        return self._snooze(row, form)

    def _acknowledge(self, row: Occurrence, form: OccurrenceForm) -> str:
        given = {"how": How.LINK, "note": form.cleaned_data["note"], "seen": self.link.due}
        act = done(form, lambda: acknowledge(occurrence=row, by=self.person, **given))
        return "It is acknowledged." if act else ""

    def _snooze(self, row: Occurrence, form: OccurrenceForm) -> str:
        until = form.cleaned_data["until"]
        given = {"how": How.LINK, "until": until, "seen": self.link.due}
        act = done(form, lambda: snooze(occurrence=row, by=self.person, **given))
        return f"You are reminded again on {show(until)}." if act else ""

    def page(self, row: Occurrence, forms: dict[str, OccurrenceForm]) -> HttpResponse:
        seen = Acknowledgement.objects.filter(
            occurrence=row,
            due_date=self.link.due,
            person=self.person,
            is_late=business_today() > self.link.due,
        )
        put_off = Snooze.objects.filter(
            occurrence=row,
            due_date=self.link.due,
            person=self.person,
            until__gt=business_today(),
        )
        context: dict[str, Any] = {
            "row": row,
            "person": self.person,
            "due": self.link.due,
            "today": business_today(),
            "seen": seen.first(),
            "put_off": put_off.first(),
            "acknowledge": forms["acknowledge"],
            "remind_me": forms["remind-me"],
            "why_not_later": _why_not_later(row),
            "place": place_of(row.pk),
        }
        wrong = any(form.errors for form in forms.values())
        status = UNPROCESSABLE if wrong else 200
        return render(self.request, "answer/answer.html", context, status=status)


def _why_not_later(row: Occurrence) -> str:
    today = business_today()
    try:
        check_can_be_snoozed(row, today + timedelta(days=1), today)
    except EngineError as error:
        return str(error)
    return ""
