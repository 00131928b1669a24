"""A page to run a closing from: its checklists, ticking off, and how far each item is."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agreements.models import Agreement
from obligations.actions import reports
from obligations.actions.closing import mark, tick
from obligations.actions.documents import kept
from obligations.clock import business_now, business_today
from obligations.forms.closing import MarkForm, TickForm, marked_before
from obligations.models import KeyDate
from obligations.permissions import check_user_can_enter, user_can_decide
from obligations.queries.closing import checklists_of
from obligations.queries.report import Wanted
from obligations.views.acting import UNPROCESSABLE, Round, done
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_occurrence, not_there
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
@from_another_day(as_at=True)
def closing(request: SignedInRequest, reference: str) -> HttpResponse:
    """One list for each closing; a POST ticks items off."""
    found = find_agreement(request.user, reference)
    if request.method == "POST":
        return _tick(request, found)
    return _page(request, found, TickForm(agreement=found))


def _page(
    request: SignedInRequest, found: Agreement, form: TickForm, ticked: list[str] | None = None
) -> HttpResponse:
    context = frame(request, found, "closing") | {
        "checklists": checklists_of(found, business_now()),
        "form": form,
        "ticked": ticked or [],
        "may_decide": user_can_decide(request.user),
        "here": reverse("closing", args=[found.reference]),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "closing/closing.html", context, status=status)


def _tick(request: SignedInRequest, found: Agreement) -> HttpResponse:
    check_user_can_enter(request.user, found)
    form = TickForm(request.POST, request.FILES, agreement=found)
    if not (form.is_valid() and done(form, lambda: _do_tick(request, found, form))):
        return _page(request, found, form, request.POST.getlist("ticked"))
    count = len(form.cleaned_data["ticked"])
    messages.success(request, f"{count} item{'s' if count > 1 else ''} ticked off.")
    return HttpResponseRedirect(reverse("closing", args=[found.reference]))


def _do_tick(request: SignedInRequest, found: Agreement, form: TickForm) -> None:
    given = form.cleaned_data
    with kept(agreement=found, upload=form.file, by=request.user) as uploaded:
        papers = [paper for paper in (uploaded, given.get("document")) if paper is not None]
        tick(
            occurrences_=given["ticked"],
            on=given["on"],
            by=request.user,
            note=given["note"],
            documents=papers,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def mark_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who is asked for an item, whether it has come, or that it failed."""
    row = find_occurrence(request.user, pk)
    check_user_can_enter(request.user, row.agreement)
    given: tuple[Any, ...] = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MarkForm(*given, initial=marked_before(row), occurrence=row)
    then = f"{reverse('closing', args=[row.agreement.reference])}#o{row.pk}"

    def do() -> None:
        with kept(agreement=row.agreement, upload=form.file, by=request.user) as paper:
            mark(occurrence=row, marked=form.marked(paper), by=request.user)

    context = frame(request, row.agreement, "closing") | {"row": row}
    return Round(request, form, then, "The checklist is up to date.").answer(
        do, "closing/mark.html", context
    )


@require_POST
def ask_pdf(request: SignedInRequest, reference: str) -> HttpResponse:
    """Asks for the checklist as a PDF: of one closing, or of all."""
    found = find_agreement(request.user, reference)
    wanted = Wanted(
        business_today(), agreement=found.pk, kind="closing", closing=_chosen(request, found)
    )
    report = reports.request(wanted=wanted, by=request.user)
    return HttpResponseRedirect(reverse("report", args=[report.pk]))


def _chosen(request: SignedInRequest, found: Agreement) -> int | None:
    text = request.POST.get("closing", "")
    if not text:
        return None
    rows = KeyDate.objects.filter(agreement=found, closing_items__isnull=False)
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        not_there("closing")
    return rows.filter(pk=int(text)).values_list("pk", flat=True).first() or not_there("closing")
