"""Documents: what is on file for an agreement, putting one in, taking a copy away."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from agreements.models import Agreement, Document
from obligations.actions.documents import add
from obligations.forms.documents import DocumentForm
from obligations.queries.papers import document_of, papers_of
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.agreement import frame
from obligations.views.finding import find_agreement, not_there
from obligations.views.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: SignedInRequest, reference: str) -> HttpResponse:
    """The documents of an agreement, and the form to put one in."""
    found = find_agreement(request.user, reference)
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _is_put_in(request, found, form):
        return HttpResponseRedirect(reverse("documents", args=[found.reference]))
    context = frame(request, found, "documents")
    context |= {"papers": papers_of(found), "form": form}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "agreement/documents.html", context, status=status)


def _is_put_in(request: SignedInRequest, agreement: Agreement, form: DocumentForm) -> bool:
    def act() -> None:
        document = add(agreement=agreement, by=request.user, **form.cleaned_data)
        messages.success(request, f"“{document}” is on file.")

    return done(form, act)


@require_safe
def document(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """A copy of a document, to be saved: never shown in the page, whatever is in it."""
    try:
        row = document_of(request.user, pk)
    except Document.DoesNotExist:
        not_there("document")
    try:
        file = default_storage.open(row.stored_as)
    except FileNotFoundError as error:
        raise Http404(
            f"The file of “{row}” is not where it was stored. Tell whoever runs Longstop."
        ) from error
    return FileResponse(
        file, as_attachment=True, filename=row.file_name, content_type=row.content_type
    )
