"""The notices of an agreement: the log, the calculator both ways, recording and correcting."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Agreement
from obligations.actions import notices as acting_on
from obligations.actions.documents import kept
from obligations.actions.foreseeing_notices import (
    ForeseenNotice,
    foresee_notice,
    foresee_withdrawing,
)
from obligations.engine.errors import EngineError
from obligations.forms.notice import CalculatorForm, NoticeForm, WithdrawNoticeForm, as_recorded
from obligations.models import Notice
from obligations.permissions import check_user_can_enter
from obligations.queries.addresses import AddressBook
from obligations.queries.computations import step_lines
from obligations.queries.deeming import NoticeClause, Sending
from obligations.queries.notices import notice_line, notice_lines
from obligations.queries.rights import begins_with
from obligations.views.acting import UNPROCESSABLE, done, is_part
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_notice
from obligations.views.key_date import SINCE_SEEN, counted
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest


@require_safe
@from_another_day()
def notices(request: SignedInRequest, reference: str) -> HttpResponse:
    """Every notice in and out with the day on which it counts, and the calculator."""
    found = find_agreement(request.user, reference)
    clause = NoticeClause(found)
    asked = bool(request.GET.get("day") or request.GET.get("by"))
    form = CalculatorForm(
        request.GET if asked else None,
        channels=[channel.name for channel in clause.channels],
        zone=clause.zone,
    )
    context = frame(request, found, "notices") | {
        "lines": notice_lines(found),
        "clause": clause,
        "form": form,
        **(_calculated(form, clause) if asked else {}),
    }
    return render(request, "notice/notices.html", context)


def _calculated(form: CalculatorForm, clause: NoticeClause) -> dict[str, Any]:
    """What the calculator answers, in both directions."""
    if not form.is_valid():
        return {}
    given, found = form.cleaned_data, {}
    try:
        if given["day"] and given["channel"]:
            sending = Sending(given["day"], given["at"], given["zone"])
            deemed = clause.deem(clause.channel(given["channel"]), sending)
            steps = step_lines(step.as_dict() for step in deemed.outcome.steps)
            found = {"deemed": deemed, "steps": steps, "sent": given}
    except EngineError as error:
        form.add_error("day", str(error))
    by = given["by"]
    return {**found, "by": by, "sendings": clause.last_sendings(by) if by else []}


@require_safe
@from_another_day()
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """One notice: to whom, how, when it counts and why, what it brought about."""
    found = find_notice(request.user, pk)
    context = frame(request, found.agreement, "notices") | {"line": notice_line(found)}
    return render(request, "notice/notice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: SignedInRequest, reference: str) -> HttpResponse:
    """Records a notice that was sent, after showing what it does."""
    found = find_agreement(request.user, reference)
    return Noticing(request, found, None).answer()


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """Replaces what was recorded of a notice; what stood before stays in the history."""
    found = find_notice(request.user, pk)
    return Noticing(request, found.agreement, found).answer()


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes a notice back, and what it brought about."""
    found = find_notice(request.user, pk)
    return _Withdrawing(request, found.agreement, found).answer()


class Noticing:
    """One round of a form that shows what a notice would do before it is recorded."""

    template = "notice/record.html"
    extra: ClassVar[dict[str, Any]] = {}

    def __init__(
        self, request: SignedInRequest, agreement: Agreement, notice: Notice | None
    ) -> None:
        check_user_can_enter(request.user, agreement)
        self.request = request
        self.agreement = agreement
        self.notice = notice
        self.foreseen: ForeseenNotice | None = None
        self.form = self.new_form()

    def new_form(self) -> forms.Form:
        if self.request.method == "POST":
            given = self.request.POST, self.request.FILES
            return NoticeForm(*given, agreement=self.agreement, corrects=self.is_correction)
        if self.notice is not None:
            initial = as_recorded(self.notice, AddressBook(self.agreement))
        else:
            initial = begins_with(self.agreement, self.request.GET.dict())
        return NoticeForm(initial=initial, agreement=self.agreement, corrects=self.is_correction)

    @property
    def is_correction(self) -> bool:
        """Whether a notice that was sent is being corrected, which stays the same notice."""
        return self.notice is not None and self.notice.state == Notice.State.SENT

    def answer(self) -> HttpResponse:
        """A page with the form, the preview for htmx, or on to the notice when it is done."""
        if self.request.method != "POST":
            return self.page()
        valid = self.form.is_valid()
        if valid and done(self.form, self.foresee) and self.is_agreed() and self.is_done():
            return HttpResponseRedirect(reverse("notice", args=[self.notice_done.pk]))
        return self.page(status=UNPROCESSABLE if self.form.errors else 200)

    def foresee(self) -> None:
        assert isinstance(self.form, NoticeForm)
        self.foreseen = foresee_notice(
            agreement=self.agreement,
            said=self.form.said(),
            by=self.request.user,
            notice=self.notice,
        )

    def is_agreed(self) -> bool:
        """Whether the person has seen what it does and wants it."""
        assert self.foreseen is not None
        if self.request.POST.get("step") != "record":
            return False
        if self.form.cleaned_data["token"] != self.foreseen.token:
            messages.warning(self.request, SINCE_SEEN)
            return False
        if self.needs_reason and not self.form.cleaned_data["reason"].strip():
            self.form.add_error("reason", "Say in a few words why; it is kept in the history.")
            return False
        return True

    @property
    def needs_reason(self) -> bool:
        return self.foreseen is not None and self.foreseen.foreseen.needs_reason

    def is_done(self) -> bool:
        return done(self.form, self.act)

    def act(self) -> None:
        assert isinstance(self.form, NoticeForm)
        by, reason = self.request.user, self.form.cleaned_data["reason"]
        with kept(agreement=self.agreement, upload=self.form.file, by=by) as document:
            made = self.acted(self.form, document, reason)
        self.notice_done = made.notice
        messages.success(self.request, told(made))

    def acted(self, form: NoticeForm, document: Any, reason: str) -> acting_on.Done:
        said, by = form.said(document), self.request.user
        if self.notice is None:
            return acting_on.send(agreement=self.agreement, said=said, by=by, reason=reason)
        seen = form.cleaned_data["seen"]
        return acting_on.correct(notice=self.notice, said=said, by=by, reason=reason, seen=seen)

    def page(self, status: int = 200) -> HttpResponse:
        if self.foreseen is not None:
            self.form.fields["reason"].required = self.needs_reason
        wants_part = is_part(self.request)
        context = {
            **frame(self.request, self.agreement, "notices"),
            "notice": self.notice,
            "form": self.form,
            "foreseen": self.foreseen,
            "needs_reason": self.needs_reason,
            "back": self.back(),
            **self.extra,
        }
        template = "notice/preview.html" if wants_part else self.template
        return render(self.request, template, context, status=200 if wants_part else status)

    def back(self) -> str:
        if self.notice is None:
            return reverse("notices", args=[self.agreement.reference])
        return reverse("notice", args=[self.notice.pk])


class _Withdrawing(Noticing):
    """The same for taking a notice back: there is nothing to type but the reason."""

    template = "notice/withdraw.html"

    def new_form(self) -> forms.Form:
        assert self.notice is not None
        if self.request.method == "POST":
            return WithdrawNoticeForm(self.request.POST)
        return WithdrawNoticeForm(initial={"seen": self.notice.version})

    def answer(self) -> HttpResponse:
        if self.request.method == "POST":
            return super().answer()
        try:
            self.foresee()
        except EngineError as error:
            messages.error(self.request, str(error))
        return self.page()

    def foresee(self) -> None:
        assert self.notice is not None
        self.foreseen = foresee_withdrawing(notice=self.notice, by=self.request.user)

    def act(self) -> None:
        assert self.notice is not None
        given = self.form.cleaned_data
        made = acting_on.withdraw(
            notice=self.notice, by=self.request.user, reason=given["reason"], seen=given["seen"]
        )
        self.notice_done = made.notice
        messages.success(self.request, told(made))


def told(made: acting_on.Done) -> str:
    """What recording a notice did, in a sentence."""
    moved = counted(made.changes)
    verb = "taken back" if made.notice.state == Notice.State.WITHDRAWN else "recorded"
    return f"Notice {made.notice.number} is {verb}: {moved or 'no computed date changes'}."


def new_notice_path(reference: str, **given: object) -> str:
    """The address of the form for a new notice, filled in as given."""
    return f"{reverse('new_notice', args=[reference])}?{urlencode(given)}"
