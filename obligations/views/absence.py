"""Being away: the page on which people say when, and who stands in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from obligations.actions.absences import end_absence, enter_absence
from obligations.clock import business_today
from obligations.engine.errors import EngineError
from obligations.forms.absence import AbsenceForm
from obligations.queries.absences import absences_for
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: SignedInRequest) -> HttpResponse:
    """A person's absences, for whom they stand in, and a new one."""
    form = AbsenceForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid() and done(form, lambda: _enter(request, form)):
        messages.success(request, "The absence is entered.")
        return redirect("absence")
    context = {
        "form": form,
        "absences": absences_for(request.user, business_today()),
        "today": business_today(),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "settings/absence_page.html", context, status=status)


def _enter(request: SignedInRequest, form: AbsenceForm) -> None:
    given = {"person": request.user, **form.cleaned_data}
    enter_absence(by=request.user, **given)


@require_POST
def end(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ends an absence: somebody is back, or does not go."""
    rows = absences_for(request.user, business_today()).to_end()
    row = get_object_or_404(rows, pk=pk)
    try:
        end_absence(absence=row, by=request.user)
    except EngineError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "The absence is ended; the deputy is told of no more.")
    return redirect("absence")
