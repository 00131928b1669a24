"""Letters: written from a template, looked at as they will go out, recorded as sent."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import Agreement, Participation
from obligations.actions import letters
from obligations.actions.notices import Done
from obligations.clock import business_today
from obligations.engine.errors import EngineError
from obligations.forms.letter import LetterForm, as_drafted
from obligations.forms.notice import NoticeForm, as_recorded
from obligations.models import Notice, Obligation
from obligations.permissions import check_user_can_enter
from obligations.queries.addresses import AddressBook
from obligations.queries.letter_texts import filled
from obligations.queries.rights import begins_with
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_notice
from obligations.views.notices import Noticing
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedInRequest, reference: str) -> HttpResponse:
    """Writes a letter; `obligation` in the address fills in what is known of it."""
    found = find_agreement(request.user, reference)
    check_user_can_enter(request.user, found)
    if request.method == "POST":
        return _answer(request, found, None)
    initial = begins_with(found, request.GET.dict())
    ours = Participation.objects.filter(agreement=found, is_ours=True).first()
    initial.setdefault("sender", ours.pk if ours else None)
    initial |= _wording(found, initial)
    return _page(request, found, None, LetterForm(initial=initial, agreement=found))


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Changes a letter that has not been sent."""
    found = find_notice(request.user, pk)
    check_user_can_enter(request.user, found.agreement)
    if request.method == "POST":
        return _answer(request, found.agreement, found)
    form = LetterForm(initial=as_drafted(found), agreement=found.agreement)
    return _page(request, found.agreement, found, form)


def _answer(request: SignedInRequest, agreement: Agreement, notice: Notice | None) -> HttpResponse:
    form = LetterForm(request.POST, agreement=agreement)
    if form.is_valid() and request.POST.get("step") == "fill":
        text = _wording(agreement, _ids(form))
        form = LetterForm(initial={**_ids(form), **text}, agreement=agreement)
        return _page(request, agreement, notice, form)
    kept: list[Notice] = []

    def act() -> None:
        said, by = form.said(), request.user
        if notice is None:
            kept.append(letters.draft(agreement=agreement, said=said, by=by))
        else:
            kept.append(letters.revise(notice=notice, said=said, by=by))

    if form.is_valid() and done(form, act):
        messages.success(request, "The letter is kept as a draft.")
        return HttpResponseRedirect(reverse("notice", args=[kept[0].pk]))
    return _page(request, agreement, notice, form)


def _ids(form: LetterForm) -> dict[str, Any]:
    """What was typed, as a form begins with it."""
    given = form.cleaned_data
    found = {name: getattr(value, "pk", value) for name, value in given.items()}
    return {**found, "to": [party.pk for party in given["to"]]}


def _wording(agreement: Agreement, given: dict[str, Any]) -> dict[str, str]:
    rows = Participation.objects.filter(agreement=agreement).select_related("party")
    parties = {row.pk: row for row in rows}
    obligation = Obligation.objects.filter(pk=given.get("obligation") or 0).first()
    text = filled(
        given.get("kind") or "other",
        agreement=agreement,
        sender=parties.get(given.get("sender") or 0),
        to=[parties[pk] for pk in given.get("to") or () if pk in parties],
        section=given.get("section") or "",
        obligation=obligation,
    )
    return {"subject": text.subject, "body": text.body}


def _page(
    request: SignedInRequest, agreement: Agreement, notice: Notice | None, form: LetterForm
) -> HttpResponse:
    back = ("notice", notice.pk) if notice else ("notices", agreement.reference)
    context = frame(request, agreement, "notices") | {
        "form": form,
        "notice": notice,
        "back": reverse(back[0], args=[back[1]]),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "notice/letter.html", context, status=status)


@require_safe
def pdf(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The letter as PDF: of a draft as it would go out now, else the very bytes that did."""
    found = find_notice(request.user, pk)
    if found.letter is not None:
        file = default_storage.open(found.letter.stored_as)
        return FileResponse(
            file, as_attachment=True, filename=found.letter.file_name, content_type=_PDF
        )
    try:
        made = letters.preview(notice=found)
    except EngineError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("notice", args=[pk]))
    answer = HttpResponse(made.content, content_type=_PDF)
    answer["Content-Disposition"] = f'attachment; filename="draft-notice-{found.number}.pdf"'
    return answer


_PDF = "application/pdf"


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Records that a letter was sent, after showing when it counts and what that moves."""
    found = find_notice(request.user, pk)
    return _Sending(request, found.agreement, found).answer()


@require_POST
def discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throws a draft away."""
    found = find_notice(request.user, pk)
    reference = found.agreement.reference
    try:
        letters.discard(notice=found, by=request.user)
        messages.success(request, "The draft is thrown away.")
    except EngineError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("notices", args=[reference]))


class _Sending(Noticing):
    """The form of a sent notice, for a letter that is a draft until then."""

    extra: ClassVar[dict[str, Any]] = {"sending": True}

    def new_form(self) -> NoticeForm:
        assert self.notice is not None
        if self.request.method == "POST":
            return NoticeForm(self.request.POST, self.request.FILES, agreement=self.agreement)
        initial = as_recorded(self.notice, AddressBook(self.agreement))
        initial["day"] = business_today()
        return NoticeForm(initial=initial, agreement=self.agreement)

    def acted(self, form: NoticeForm, document: Any, reason: str) -> Done:
        assert self.notice is not None
        return letters.dispatch(
            notice=self.notice, said=form.said(document), by=self.request.user, reason=reason
        )
