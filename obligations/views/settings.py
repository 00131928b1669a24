"""My settings: what a person wishes of their own mails. A page of small sections."""

from __future__ import annotations

from zoneinfo import available_timezones

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from obligations.actions.ladders import ladders_for
from obligations.actions.preferences import set_preferences
from obligations.forms.settings import SettingsForm, initial_of
from obligations.queries.feeds import feeds_of
from obligations.queries.obligation import ladder_in_words
from obligations.queries.preferences import followed_by, preferences_of
from obligations.views.acting import Round
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def my_settings(request: SignedInRequest) -> HttpResponse:
    """The person's own settings, and setting them."""
    person = request.user
    begins = initial_of(preferences_of(person), person.zone)
    form = SettingsForm(request.POST or None, initial=begins)
    round_ = Round(request, form, reverse("settings"), "Your settings are kept.")
    return round_.answer(
        lambda: set_preferences(person=person, wishes=form.wishes, by=person),
        "settings/settings.html",
        {
            "usual": ladder_in_words(ladders_for([]).policies[None]),
            "zones": sorted(zone for zone in available_timezones() if "/" in zone),
            "followed": followed_by(person),
            "feeds": list(feeds_of(person)),
        },
    )
