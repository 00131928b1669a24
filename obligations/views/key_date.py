"""A key date: what happened and what hangs on it; recording, correcting and taking back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from obligations.actions.documents import kept
from obligations.actions.foreseeing import Foreseen, foresee_recording
from obligations.actions.happenings import Said
from obligations.actions.happenings import record as record_happening
from obligations.actions.recompute import Changes
from obligations.clock import business_now, business_today
from obligations.engine.errors import EngineError
from obligations.forms.key_date import RecordForm, WithdrawForm, as_recorded
from obligations.models import Happening, KeyDate
from obligations.permissions import check_user_can_enter, user_can_enter
from obligations.queries.defects import defects_of_key_date
from obligations.queries.key_dates import current_happening, detail
from obligations.views.acting import UNPROCESSABLE, done, is_part
from obligations.views.finding import find_key_date, not_there
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest

SINCE_SEEN = "Something has changed since you looked: this is what would move now."


@require_safe
@from_another_day()
def key_date(request: SignedInRequest, pk: int) -> HttpResponse:
    """What happened, version by version, and the obligations that hang on it."""
    found = find_key_date(request.user, pk)
    context = {
        "key_date": found,
        "detail": detail(found, business_now()),
        "defects": defects_of_key_date(found),
        "agreement": found.agreement,
        "today": business_today(),
        "may_enter": user_can_enter(request.user),
        "has_schedules": found.agreement.schedules.exists(),
    }
    return render(request, "key_date/key_date.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Records that a key date came about, after showing what that moves."""
    found = find_key_date(request.user, pk)
    return _Recording(request, found, None).answer()


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, pk: int, lineage: int) -> HttpResponse:
    """Replaces what was recorded; the earlier version stays in the history."""
    found = find_key_date(request.user, pk)
    return _Recording(request, found, _current(found, lineage)).answer()


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int, lineage: int) -> HttpResponse:
    """Takes back what was recorded, as if it had not happened."""
    found = find_key_date(request.user, pk)
    return _Withdrawing(request, found, _current(found, lineage)).answer()


def _current(found: KeyDate, lineage: int) -> Happening:
    happening = current_happening(found, lineage)
    if happening is None:
        not_there("happening")
    return happening


class _Recording:
    """One round of a form that shows what would move before it moves it."""

    template = "key_date/record.html"

    def __init__(
        self, request: SignedInRequest, key_date: KeyDate, replaced: Happening | None
    ) -> None:
        check_user_can_enter(request.user, key_date.agreement)
        self.request = request
        self.key_date = key_date
        self.replaced = replaced
        self.foreseen: Foreseen | None = None
        self.form = self.new_form()

    def new_form(self) -> forms.Form:
        initial = as_recorded(self.replaced) if self.replaced else {}
        if self.request.method == "POST":
            return RecordForm(self.request.POST, self.request.FILES, key_date=self.key_date)
        return RecordForm(initial=initial, key_date=self.key_date)

    def answer(self) -> HttpResponse:
        """A page with the form, the preview for htmx, or on to the key date when it is done."""
        if self.request.method != "POST":
            return self.page()
        valid = self.form.is_valid()
        if valid and done(self.form, self.foresee) and self.is_agreed() and self.is_done():
            return HttpResponseRedirect(reverse("key_date", args=[self.key_date.pk]))
        return self.page(status=UNPROCESSABLE if self.form.errors else 200)

    def foresee(self) -> None:
        self.foreseen = foresee_recording(
            key_date=self.key_date, said=self.said(), by=self.request.user
        )

    def said(self, document: Any = None) -> Said:
        assert isinstance(self.form, RecordForm)
        return self.form.said(document, self.replaced.lineage if self.replaced else None)

    def is_agreed(self) -> bool:
        """Whether the person has seen what moves and wants it."""
        assert self.foreseen is not None
        if self.request.POST.get("step") != "record":
            return False
        if self.form.cleaned_data["token"] != self.foreseen.token:
            messages.warning(self.request, SINCE_SEEN)
            return False
        if self.foreseen.needs_reason and not self.form.cleaned_data["reason"].strip():
            self.form.add_error("reason", "Say in a few words why; it is kept in the history.")
            return False
        return True

    def is_done(self) -> bool:
        return done(self.form, self.act)

    def act(self) -> None:
        file = self.form.file if isinstance(self.form, RecordForm) else None
        agreement, by = self.key_date.agreement, self.request.user
        with kept(agreement=agreement, upload=file, by=by) as document:
            changes = record_happening(
                key_date=self.key_date,
                said=self.said(document),
                by=by,
                reason=self.form.cleaned_data["reason"],
            )
        messages.success(self.request, told(self.key_date, self.said(), changes))

    def page(self, status: int = 200) -> HttpResponse:
        if self.foreseen is not None:
            # For the label: a reason is optional only where nothing moves.
            self.form.fields["reason"].required = self.foreseen.needs_reason
        wants_part = is_part(self.request)
        context = {
            "key_date": self.key_date,
            "agreement": self.key_date.agreement,
            "replaced": self.replaced,
            "form": self.form,
            "foreseen": self.foreseen,
        }
        template = "key_date/preview.html" if wants_part else self.template
        return render(self.request, template, context, status=200 if wants_part else status)


class _Withdrawing(_Recording):
    """The same for taking a happening back: there is nothing to type but the reason."""

    template = "key_date/withdraw.html"

    def new_form(self) -> forms.Form:
        assert self.replaced is not None
        if self.request.method == "POST":
            return WithdrawForm(self.request.POST)
        return WithdrawForm(initial={"seen": self.replaced.version})

    def answer(self) -> HttpResponse:
        if self.request.method == "POST":
            return super().answer()
        try:
            self.foresee()
        except EngineError as error:
            messages.error(self.request, str(error))
        return self.page()

    def said(self, document: Any = None) -> Said:
        assert self.replaced is not None
        seen = self.replaced.version
        if self.form.is_bound:
            seen = self.form.cleaned_data["seen"]
        return Said(
            day=self.replaced.happened_date,
            until=self.replaced.until_date,
            certainty=self.replaced.certainty,
            corrects=self.replaced.lineage,
            withdraw=True,
            seen=seen,
        )


def told(key_date: KeyDate, said: Said, changes: Changes) -> str:
    """What recording did, in a sentence or two."""
    verb = "taken back" if said.withdraw else "corrected" if said.replaces else "recorded"
    return f"“{key_date.name}” is {verb}: {counted(changes) or 'no computed date changes'}."


def counted(changes: Changes) -> str:
    """How many dates moved, are new, fell away or stay; empty where none does."""
    parts = [
        _counted(sum(1 for m in changes.moves if m.old and m.new), "date moved", "dates moved"),
        _counted(sum(1 for m in changes.moves if not m.old), "new date", "new dates"),
        _counted(sum(1 for m in changes.moves if not m.new), "date fell away", "dates fell away"),
    ]
    stayed = _counted(len(changes.kept), "stays as it was decided", "stay as they were decided")
    return ", ".join(part for part in (*parts, stayed) if part)


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
