"""A form under an agreement's tabs that shows what would move before it moves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from agreements.models import Agreement
from obligations.actions.documents import kept
from obligations.actions.foreseeing import Foreseen, foresee
from obligations.actions.recompute import Changes
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.agreement import frame
from obligations.views.key_date import SINCE_SEEN
from obligations.views.requests import SignedInRequest


@dataclass
class Previewed:
    """One round of such a form.

    `do` acts with the form, the request and the kept document, if the form has a `file`. `here`
    names the tab, `then` is where it leads, `says` what was done. The form has a field `token`.
    """

    request: SignedInRequest
    agreement: Agreement
    title: str
    form: forms.Form
    do: Callable[[Any, SignedInRequest, Any], Any]
    here: str
    then: str
    says: str
    template: str = "agreement/previewed.html"
    context: dict[str, Any] = field(default_factory=dict)
    foreseen: Foreseen | None = None

    def answer(self) -> HttpResponse:
        """The form, the form with what would move, or on when it is done."""
        if self.request.method != "POST":
            return self.page()
        seen = self.form.is_valid() and done(self.form, self.foresee)
        if seen and self.is_agreed() and done(self.form, self.act):
            messages.success(self.request, self.says)
            return HttpResponseRedirect(self.then)
        return self.page(UNPROCESSABLE if self.form.errors else 200)

    def foresee(self) -> None:
        self.foreseen = foresee(self.agreement, self.try_it, corrects=True)

    def try_it(self) -> Changes:
        changes = self.do(self.form, self.request, None)
        return changes if isinstance(changes, Changes) else Changes()

    def is_agreed(self) -> bool:
        """Whether the person has seen what moves and wants it."""
        assert self.foreseen is not None
        if self.request.POST.get("step") != "enter":
            return False
        if self.form.cleaned_data["token"] != self.foreseen.token:
            messages.warning(self.request, SINCE_SEEN)
            return False
        return True

    def act(self) -> None:
        upload = getattr(self.form, "file", None)
        with kept(agreement=self.agreement, upload=upload, by=self.request.user) as document:
            self.do(self.form, self.request, document)

    def page(self, status: int = 200) -> HttpResponse:
        context = frame(self.request, self.agreement, self.here) | {
            "title": self.title,
            "form": self.form,
            "foreseen": self.foreseen,
            "then": self.then,
            **self.context,
        }
        return render(self.request, self.template, context, status=status)
