"""Reports: asked for, followed while they are made, fetched, called off, asked for again."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import User
from obligations.actions import reports
from obligations.engine.errors import EngineError
from obligations.forms.report import ReportForm
from obligations.models import Report
from obligations.outputs import report_files
from obligations.outputs.kinds import KINDS
from obligations.outputs.report_formats import FORMATS
from obligations.permissions import NotAllowed
from obligations.queries.report_rows import PAGE, visible_reports
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def report_list(request: SignedInRequest) -> HttpResponse:
    """The reports that the user may see, the latest first, and the form that asks for one."""
    form = ReportForm(request.user, request.POST or None, wished(request))
    if request.method == "POST" and form.is_valid():
        try:
            report = reports.request(wanted=form.wanted, by=request.user)
        except (EngineError, NotAllowed) as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(_address(report))
    return render(request, "reports_pages/reports.html", {"form": form, **_rows(request)})


def wished(request: SignedInRequest) -> dict[str, str]:
    """What another page's link has chosen already: ?kind=… with ?agreement=… or ?party=…"""
    kind = request.GET.get("kind", "")
    told = {"kind": kind} if kind in KINDS else {}
    for scope in ("agreement", "party"):
        if chosen := request.GET.get(scope, ""):
            return told | {"scope": scope, scope: chosen}
    return told


@require_safe
def report_rows(request: SignedInRequest) -> HttpResponse:
    """The list alone, which the page asks for while anything in it is being made."""
    return render(request, "reports_pages/rows.html", _rows(request))


def _rows(request: SignedInRequest) -> dict[str, object]:
    """One page of the list; the next one begins before its last report's number."""
    rows = visible_reports(request.user)
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    shown = found[:PAGE]
    return {
        "rows": shown,
        "others": any(row.requested_by_id != request.user.pk for row in shown),
        "waiting": any(row.is_under_way for row in shown),
        "following": f"?before={shown[-1].pk}" if len(found) > PAGE else "",
        "before": before,
    }


@require_safe
def report_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report: how far it is, then the file with its hash."""
    return render(request, "reports_pages/report.html", {"row": _found(request.user, pk)})


@require_safe
def report_progress(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far it is alone, which the page asks for while it is being made."""
    return render(request, "reports_pages/state.html", {"row": _found(request.user, pk)})


@require_safe
def report_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """The finished file, after a look at its hash."""
    row = _found(request.user, pk)
    if row.state != Report.State.DONE:
        raise Http404("This report is not ready, so there is no file to fetch yet.")
    try:
        content = report_files.fetch(row.stored_as, row.sha256)
    except report_files.Damaged as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(_address(row))
    answer = HttpResponse(content, content_type=FORMATS[row.format].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{row.file_name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
def cancel_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Calls a report off."""
    return _done(request, pk, reports.cancel)


@require_POST
def retry_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks again for a report that failed or was called off."""
    return _done(request, pk, reports.retry)


@require_POST
def tag_report(request: SignedInRequest, pk: int) -> HttpResponse:
    """Asks for a long report once more, with tags."""
    row = _found(request.user, pk)
    try:
        row = reports.ask_tagged(report=row, by=request.user)
    except EngineError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(_address(row))


def _done(request: SignedInRequest, pk: int, act: Callable[..., None]) -> HttpResponse:
    row = _found(request.user, pk)
    try:
        act(report=row, by=request.user)
    except EngineError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(_address(row))


def _found(user: User, pk: int) -> Report:
    row = visible_reports(user).filter(pk=pk).first()
    if row is None:
        raise Http404("There is no such report, or it is somebody else's.")
    return row


def _address(report: Report) -> str:
    return reverse("report", args=[report.pk])
