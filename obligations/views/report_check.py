"""Whether a file that somebody holds is a report that Longstop made, and unchanged."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from obligations.forms.report_check import CheckForm
from obligations.queries.report_check import find
from obligations.views.acting import UNPROCESSABLE
from obligations.views.hashing import HashingHandler
from obligations.views.requests import SignedInRequest


@csrf_exempt  # for the moment that it takes to say how uploads are read; see _checked
@require_http_methods(["GET", "HEAD", "POST"])
def check_report(request: SignedInRequest) -> HttpResponse:
    """The form, and the answer. What is uploaded is hashed as it comes in and kept nowhere."""
    if request.method == "POST":
        handler = HashingHandler(request)
        request.upload_handlers = [handler]
        return _checked(request, handler)
    return render(request, "reports_pages/check.html", {"form": CheckForm()})


@csrf_protect
def _checked(request: SignedInRequest, handler: HashingHandler) -> HttpResponse:
    form = CheckForm(request.POST, request.FILES)
    context: dict[str, object] = {"form": form}
    if handler.is_too_large:
        form.add_error("copy", "This file is larger than 50 MB, as no report is.")
    if form.is_valid():
        context |= {
            "answered": True,
            "digest": form.digest,
            "name": getattr(form.cleaned_data.get("copy"), "name", ""),
            "found": find(request.user, form.digest),
        }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "reports_pages/check.html", context, status=status)
