"""The money of an agreement: its ledger, its royalties, recording, taking back, files."""

from __future__ import annotations

import csv
import hashlib
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Agreement
from obligations.actions.documents import kept
from obligations.actions.money_payments import foresee_payment, record_payment
from obligations.clock import business_today
from obligations.facts import conventions_of
from obligations.forms.money import AsAtForm, PaymentForm
from obligations.outputs.money_table import HEAD, cells, payment_cells
from obligations.permissions import check_user_can_enter
from obligations.queries.money_ledger import Ledger, ledger_of
from obligations.queries.money_preview import Preview
from obligations.queries.money_royalties import beside, claims_to_pay, royalties_of
from obligations.views.acting import UNPROCESSABLE, done, is_part
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement
from obligations.views.looking import from_another_day
from obligations.views.requests import SignedInRequest


def _as_at(request: SignedInRequest, agreement: Agreement) -> tuple[AsAtForm, date]:
    today = business_today(conventions_of(agreement).zone)
    form = AsAtForm({"as_at": request.GET.get("as_at", "")})
    return form, form.day(today)


@require_safe
@from_another_day(asks_itself=True)
def money(request: SignedInRequest, reference: str) -> HttpResponse:
    """What is owed, paid and open as at a day, with the interest on what is late."""
    found = find_agreement(request.user, reference)
    form, day = _as_at(request, found)
    ledger = ledger_of(found, day)
    context = frame(request, found, "money") | {
        "ledger": ledger,
        "beside": beside(found),
        "as_at": form,
        "day": day,
        "awaiting": _by_obligation(ledger),
    }
    return render(request, "money/money.html", context)


def _by_obligation(ledger: Ledger) -> list[dict[str, Any]]:
    """What has no sum or no day yet, a line for each obligation however often it recurs."""
    found: dict[int, dict[str, Any]] = {}
    for line in ledger.unknown:
        one = found.setdefault(line.occurrence.obligation_id, {"line": line, "count": 0})
        one["count"] += 1
        one["last"] = line
    return list(found.values())


@require_safe
@from_another_day(asks_itself=True)
def royalties(request: SignedInRequest, reference: str) -> HttpResponse:
    """The royalties quarter by quarter, with the sales entered and each step."""
    found = find_agreement(request.user, reference)
    form, day = _as_at(request, found)
    context = frame(request, found, "money") | {
        "royalties": royalties_of(found, day),
        "day": day,
    }
    return render(request, "money/royalties.html", context)


@require_safe
@from_another_day(asks_itself=True)
def as_csv(request: SignedInRequest, reference: str) -> HttpResponse:
    """The ledger as at a day as a CSV file."""
    found = find_agreement(request.user, reference)
    _, day = _as_at(request, found)
    ledger = ledger_of(found, day)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in found.reference)
    answer["Content-Disposition"] = f'attachment; filename="ledger-{name}-{day.isoformat()}.csv"'
    answer.write("\N{BYTE ORDER MARK}")
    writer = csv.writer(answer)
    writer.writerow(HEAD)
    writer.writerows(cells(line, found.reference) for line in ledger.lines)
    writer.writerows(payment_cells(line, found.reference) for line in ledger.payments)
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: SignedInRequest, reference: str) -> HttpResponse:
    """Records a payment, after showing where it goes and what interest it stops."""
    found = find_agreement(request.user, reference)
    check_user_can_enter(request.user, found)
    return _Paying(request, found).answer()


class _Paying:
    """One round of a form that shows where a payment goes before it is recorded."""

    def __init__(self, request: SignedInRequest, agreement: Agreement) -> None:
        self.request, self.agreement = request, agreement
        self.preview: Preview | None = None
        self.today = business_today(conventions_of(agreement).zone)
        self.ledger = ledger_of(agreement, self.today)
        options: dict[str, Any] = {"agreement": agreement, "claims": claims_to_pay(self.ledger)}
        if request.method == "POST":
            self.form = PaymentForm(request.POST, request.FILES, **options)
        else:
            self.form = PaymentForm(initial=self._initial(), **options)

    def _initial(self) -> dict[str, Any]:
        """What is open of the occurrence that the address names, as if it came in today."""
        wanted = self.request.GET.get("for", "")
        for line in self.ledger.lines:
            if str(line.occurrence.pk) == wanted and line.stands and line.payers and line.payees:
                return {
                    "toward": [line.occurrence.pk],
                    "payer": line.payers[0].id,
                    "payee": line.payees[0].id,
                    "amount": f"{max(line.stands.open.amount, 0):f}",
                    "currency": line.stands.open.currency,
                    "day": self.today,
                }
        return {}

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self.page()
        valid = self.form.is_valid()
        if (
            valid
            and done(self.form, self.foresee)
            and self.is_agreed()
            and done(self.form, self.act)
        ):
            return HttpResponseRedirect(reverse("money", args=[self.agreement.reference]))
        return self.page(UNPROCESSABLE if self.form.errors else 200)

    def foresee(self) -> None:
        self.preview = foresee_payment(
            agreement=self.agreement, said=self.form.said(), by=self.request.user
        )

    def is_agreed(self) -> bool:
        """Whether the person has seen where it goes and wants it."""
        if self.request.POST.get("step") != "record":
            return False
        if self.form.cleaned_data["token"] != self.token:
            messages.warning(self.request, "Something has changed: this is where it would go now.")
            return False
        return True

    @property
    def token(self) -> str:
        """What the person agrees to: the parts, and who pays how much when."""
        assert self.preview is not None
        said = self.form.said()
        parts = [f"{p.key} {p.of} {p.amount}" for p in self.preview.allocated.parts]
        text = f"{said.payer.pk} {said.payee.pk} {said.amount} {said.day} {parts}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def act(self) -> None:
        with kept(
            agreement=self.agreement, upload=self.form.file, by=self.request.user
        ) as document:
            row = record_payment(
                agreement=self.agreement, said=self.form.said(document), by=self.request.user
            )
        messages.success(
            self.request, f"The {row.get_kind_display().lower()} of {self.form.money} is recorded."
        )

    def page(self, status: int = 200) -> HttpResponse:
        context = frame(self.request, self.agreement, "money") | {
            "form": self.form,
            "preview": self.preview,
            "token": self.token if self.preview else "",
        }
        part = is_part(self.request)
        template = "money/preview.html" if part else "money/payment.html"
        return render(self.request, template, context, status=200 if part else status)


def form_page(
    request: SignedInRequest,
    agreement: Agreement,
    form: forms.Form,
    *,
    title: str,
    button: str,
    says: str = "",
) -> HttpResponse:
    """A page with one form under the agreement's tabs."""
    context = frame(request, agreement, "money") | {
        "form": form,
        "title": title,
        "button": button,
        "says": says,
    }
    return render(request, "money/form.html", context, status=UNPROCESSABLE if form.errors else 200)
