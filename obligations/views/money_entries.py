"""Entering sales, what is in a market, and figures; taking an entry back; the base rates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agreements.models import Agreement
from obligations.actions.money_entries import (
    record_base_rate,
    record_figure,
    record_market,
    record_sales,
    take_back,
)
from obligations.actions.money_import import WrongLines, import_sales
from obligations.actions.money_payments import take_payment_back
from obligations.actions.money_terms import save_terms
from obligations.agreement_file.fragments import write_money_entry
from obligations.forms.money import (
    BaseRateForm,
    FigureForm,
    MarketForm,
    SalesFileForm,
    SalesForm,
    TermsForm,
    WhyForm,
)
from obligations.models import BaseFigure, BaseRate, Market, Payment, Sales
from obligations.permissions import (
    check_user_can_administer,
    check_user_can_enter,
    user_can_administer,
)
from obligations.queries.money_royalties import base_rates as rates_entered
from obligations.queries.money_royalties import beside, entered_row
from obligations.queries.money_terms import agreed_for
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, find_obligation, not_there
from obligations.views.money import form_page
from obligations.views.requests import SignedInRequest

BACK = {"sales": Sales, "market": Market, "figure": BaseFigure, "payment": Payment}


def _enterable(request: SignedInRequest, reference: str) -> Agreement:
    found = find_agreement(request.user, reference)
    check_user_can_enter(request.user, found)
    return found


def _is_done(request: SignedInRequest, form: forms.Form, act: Callable[[], Any]) -> bool:
    return request.method == "POST" and form.is_valid() and done(form, act)


def _to(name: str, agreement: Agreement) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse(name, args=[agreement.reference]))


@require_http_methods(["GET", "HEAD", "POST"])
def sales(request: SignedInRequest, reference: str) -> HttpResponse:
    """Enters the net sales of a quarter in a country."""
    found = _enterable(request, reference)
    form = SalesForm(request.POST or None, agreement=found)

    def act() -> None:
        given = form.cleaned_data
        row = record_sales(
            agreement=found,
            quarter=given["quarter"],
            country=given["country"],
            net_sales=form.money,
            product=given["product"],
            known=form.known(),
            by=request.user,
        )
        messages.success(request, f"Sales of {row.quarter} in {row.country} are entered.")

    if _is_done(request, form, act):
        return _to("royalties", found)
    return _sales_page(request, found, form, SalesFileForm())


@require_http_methods(["POST"])
def sales_file(request: SignedInRequest, reference: str) -> HttpResponse:
    """Enters the sales of a CSV file, all of it or nothing."""
    found = _enterable(request, reference)
    form = SalesFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = form.cleaned_data["upload"].read()
            count = import_sales(agreement=found, content=content, by=request.user)
        except WrongLines as error:
            for problem in error.problems[:50]:
                form.add_error(None, problem)
        else:
            messages.success(request, f"{count} {'line' if count == 1 else 'lines'} entered.")
            return _to("royalties", found)
    return _sales_page(request, found, SalesForm(agreement=found), form)


def _sales_page(
    request: SignedInRequest, found: Agreement, form: SalesForm, file: SalesFileForm
) -> HttpResponse:
    context = frame(request, found, "money") | {"form": form, "file_form": file}
    wrong = form.errors or file.errors
    return render(request, "money/sales.html", context, status=UNPROCESSABLE if wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def market(request: SignedInRequest, reference: str) -> HttpResponse:
    """Enters that a generic or an infringement is in a country."""
    found = _enterable(request, reference)
    form = MarketForm(request.POST or None, agreement=found)

    def act() -> None:
        given = form.cleaned_data
        row = record_market(
            agreement=found,
            country=given["country"],
            status=given["status"],
            start=given["start"],
            until=given["until"],
            percent=given["percent"],
            known=form.known(),
            by=request.user,
        )
        messages.success(request, f"{row.status.capitalize()} in {row.country} is entered.")

    if _is_done(request, form, act):
        return _to("royalties", found)
    return form_page(
        request,
        found,
        form,
        title="What is in a country's market",
        button="Enter it",
        says="The royalty of the quarters concerned is reduced as the agreement says.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def figure(request: SignedInRequest, reference: str) -> HttpResponse:
    """Enters a figure that percentages are taken of, or expenses."""
    found = _enterable(request, reference)
    wanted = list(beside(found).wanted)
    form = FigureForm(request.POST or None, agreement=found, names=wanted)

    def act() -> None:
        given = form.cleaned_data
        row = record_figure(
            agreement=found,
            name=given["name"],
            price=form.money,
            quantity=given["quantity"],
            known=form.known(),
            by=request.user,
        )
        messages.success(request, f"“{row.name}” is entered.")

    if _is_done(request, form, act):
        return _to("money", found)
    says = "Amounts that rest on it are worked out at once."
    if not wanted:
        says = "Every figure that an amount needs is entered. Take one back to enter another."
    return form_page(
        request, found, form, title="A figure that an amount rests on", button="Enter it", says=says
    )


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: SignedInRequest, reference: str, kind: str, pk: int) -> HttpResponse:
    """Takes back a payment, sales, a market or a figure; both rows stay to be seen."""
    found = _enterable(request, reference)
    model: Any = BACK.get(kind) or not_there("entry")
    try:
        row: Any = entered_row(model, pk, found)
    except ObjectDoesNotExist:
        not_there("entry")
    form = WhyForm(request.POST or None)

    def act() -> None:
        reason = form.cleaned_data["reason"]
        if isinstance(row, Payment):
            take_payment_back(payment=row, by=request.user, reason=reason)
        else:
            take_back(row=row, by=request.user, reason=reason)
        messages.success(request, f"“{row}” is taken back; it stays in the history.")

    if _is_done(request, form, act):
        return _to("royalties" if kind in ("sales", "market") else "money", found)
    return form_page(
        request,
        found,
        form,
        title=f"Take back “{row}”",
        button="Take it back",
        says="Nothing entered is changed or deleted: this entry stays, marked as taken back, and"
        " counts no more. Then enter the right one.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: SignedInRequest, pk: int) -> HttpResponse:
    """How an obligation's amount is worked out, as text."""
    obligation = find_obligation(request.user, pk)
    check_user_can_enter(request.user, obligation.agreement)
    there = agreed_for([obligation.pk]).get(obligation.pk)
    initial = {"says": write_money_entry(there.entry if there else None)}
    form = TermsForm(request.POST or None, initial=initial)

    def act() -> None:
        given = form.cleaned_data
        changed = save_terms(
            obligation=obligation, says=given["says"], by=request.user, reason=given["reason"]
        )
        messages.success(request, "It is entered." if changed else "Nothing was changed.")

    if _is_done(request, form, act):
        return HttpResponseRedirect(reverse("obligation", args=[obligation.pk]))
    printed = obligation.terms.amount if obligation.terms else ""
    says = f"The agreement says: {printed}." if printed else "No amount is printed."
    return form_page(
        request,
        obligation.agreement,
        form,
        title=f"How the amount of {obligation.ref} is worked out",
        button="Enter it",
        says=f"{says} A change takes a confirmation back, as it means something else.",
    )


# Base rates: shared by all agreements


@require_http_methods(["GET", "HEAD", "POST"])
def base_rates(request: SignedInRequest) -> HttpResponse:
    """The table of base rates; administrators enter and take back."""
    may = user_can_administer(request.user)
    if request.method == "POST":
        check_user_can_administer(request.user)
    form = BaseRateForm(request.POST or None)

    def act() -> None:
        given = form.cleaned_data
        record_base_rate(
            name=given["name"],
            start=given["start"],
            percent=given["percent"],
            source=given["source"],
            certainty=given["certainty"],
            by=request.user,
        )
        messages.success(request, "The rate is entered. What is late is worked out with it.")

    if _is_done(request, form, act):
        return HttpResponseRedirect(reverse("base_rates"))
    context = {"rates": rates_entered(), "form": form, "may_administer": may}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "money/base_rates.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def base_rate_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes a base rate back."""
    check_user_can_administer(request.user)
    try:
        row = entered_row(BaseRate, pk, None)
    except BaseRate.DoesNotExist:
        not_there("base rate")
    form = WhyForm(request.POST or None)
    if _is_done(
        request,
        form,
        lambda: take_back(row=row, by=request.user, reason=form.cleaned_data["reason"]),
    ):
        messages.success(request, "The rate is taken back.")
        return HttpResponseRedirect(reverse("base_rates"))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "money/base_rate_back.html", {"row": row, "form": form}, status=status)
