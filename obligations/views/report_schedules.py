"""Reports by mail: which there are, for whom, when the next comes; set up, changed, given up."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from obligations.actions import report_schedules as acts
from obligations.engine.errors import EngineError
from obligations.forms.report_schedule import ScheduleForm
from obligations.models import ReportSchedule
from obligations.permissions import NotAllowed, user_can_change_schedule
from obligations.queries.report_rhythm import (
    changes_of,
    hour_come,
    next_turn,
    visible_schedules,
)
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.reports import wished
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def schedules(request: SignedInRequest) -> HttpResponse:
    """The schedules that concern a person, and the form that sets one up."""
    form = ScheduleForm(request.user, request.POST or None, wished(request))

    def set_up() -> None:
        row = acts.set_up(**form.what, by=request.user)
        messages.success(request, f"“{row.name}” is set up: {row.when}.")

    if request.method == "POST" and form.is_valid() and allowed(form, set_up):
        return HttpResponseRedirect(reverse("report_schedules"))
    rows = [_line(request, row) for row in visible_schedules(request.user)]
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    context = {"form": form, "rows": rows}
    return render(request, "reports_pages/schedules.html", context, status=status)


def allowed(form: ScheduleForm, act: Callable[[], None]) -> bool:
    """Does it; False with the reason in the form where it or a recipient is refused."""
    try:
        return done(form, act)
    except NotAllowed as error:
        form.add_error(None, str(error))
        return False


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a schedule makes, when and for whom, to be changed; and what was changed before."""
    row = _found(request, pk)
    if not user_can_change_schedule(request.user, row):
        messages.error(request, f"This schedule is {row.made_by}'s. You can take yourself off it.")
        return HttpResponseRedirect(f"{reverse('report_schedules')}#s{pk}")
    form = ScheduleForm(request.user, request.POST or None, {}, row)

    def change() -> None:
        told = acts.change(
            schedule=row, **form.what, by=request.user, reason=form.cleaned_data["reason"]
        )
        messages.success(request, f"“{told.name}” is changed: {told.when}.")

    if request.method == "POST" and form.is_valid() and allowed(form, change):
        return HttpResponseRedirect(f"{reverse('report_schedules')}#s{pk}")
    context = {"form": form, **_line(request, row), "changes": changes_of(row)}
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "reports_pages/schedule.html", context, status=status)


def _found(request: SignedInRequest, pk: int) -> ReportSchedule:
    row = visible_schedules(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such schedule, or it is somebody else's.")
    return row


def _line(request: SignedInRequest, row: ReportSchedule) -> dict[str, object]:
    people = list(row.people.all())
    return {
        "row": row,
        "people": people,
        "next": next_turn(row, hour_come(row)) if row.is_active else None,
        "may_change": user_can_change_schedule(request.user, row),
        "is_mine": any(one.person_id == request.user.pk for one in people),
    }


@require_POST
def pause(request: SignedInRequest, pk: int) -> HttpResponse:
    """Pauses a schedule or lets it go on."""
    active = request.POST.get("active") == "yes"
    said = "“{}” goes on." if active else "“{}” is paused."
    return _act(
        request, pk, lambda row: acts.set_active(schedule=row, active=active, by=request.user), said
    )


@require_POST
def give_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Removes a schedule."""
    said = "“{}” is given up; the reports that it made stay."
    return _act(request, pk, lambda row: acts.give_up(schedule=row, by=request.user), said)


@require_POST
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes the person who asks off a schedule."""
    said = "You get nothing by “{}” any more."
    return _act(request, pk, lambda row: acts.leave(schedule=row, by=request.user), said)


def _act(
    request: SignedInRequest, pk: int, act: Callable[[ReportSchedule], None], said: str
) -> HttpResponse:
    row = _found(request, pk)
    name = row.name
    try:
        act(row)
    except (EngineError, NotAllowed) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, said.format(name))
    return HttpResponseRedirect(reverse("report_schedules"))
