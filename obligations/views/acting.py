"""Doing what a form asks for: what an action refuses comes back as a sentence in the form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_htmx.http import trigger_client_event

from agreements.audit import Unexplained
from obligations.engine.errors import EngineError
from obligations.views.requests import SignedInRequest

# A refused form, for browsers and htmx alike.
UNPROCESSABLE = 422


def done(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Does it, whole or not at all; False with the reason in the form where it is refused."""
    try:
        with transaction.atomic():
            act()
    except ValidationError as error:
        for sentence in error.messages:
            form.add_error(None, sentence)
        return False
    except (EngineError, Unexplained) as error:
        form.add_error(None, str(error))
        return False
    return True


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks, for a part of a page."""
    return request.headers.get("HX-Request") == "true"


@dataclass(frozen=True, slots=True)
class Round:
    """A form on its way: shown, refused with what is wrong in it, or done and on to a page."""

    request: SignedInRequest
    form: forms.Form
    then: str
    says: str

    def answer(self, do: Callable[[], Any], template: str, context: dict[str, Any]) -> HttpResponse:
        """The page, or for htmx the part of it that holds the form."""
        if self.request.method == "POST" and self.form.is_valid() and done(self.form, do):
            messages.success(self.request, self.says)
            return self._onward()
        part = is_part(self.request)
        return render(
            self.request,
            template.replace(".html", "_form.html") if part else template,
            {**context, "form": self.form, "then": self.then},
            status=UNPROCESSABLE if self.form.errors else 200,
        )

    def _onward(self) -> HttpResponse:
        if is_part(self.request):
            # The browser goes there itself (static/js/acting.js), file fields and all.
            return trigger_client_event(HttpResponse(), "go", {"to": self.then})
        return HttpResponseRedirect(self.then)
