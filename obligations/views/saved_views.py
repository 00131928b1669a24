"""Saved views of the register: kept under a name, listed, changed, given up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from obligations.actions import saved_views as acts
from obligations.forms.saved_view import ViewForm
from obligations.models import SavedView
from obligations.permissions import user_can_change_view
from obligations.queries.choices import choices_for
from obligations.queries.register import Filters
from obligations.queries.saved_views import filters_in, in_words, view_of, views_for
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.addresses import filters_of, parameters
from obligations.views.finding import not_there
from obligations.views.requests import SignedInRequest

READS_AND_WRITES = ["GET", "HEAD", "POST"]


def find(request: SignedInRequest, pk: int) -> SavedView:
    """A view for its reader, or a page that says that there is none."""
    try:
        return view_of(request.user, pk)
    except SavedView.DoesNotExist:
        not_there("view")


@require_safe
def saved_views(request: SignedInRequest) -> HttpResponse:
    """The views that a person may see."""
    choices = choices_for(request.user)
    rows = [(row, in_words(row.filters, choices)) for row in views_for(request.user)]
    return render(request, "register/views.html", {"rows": rows})


@require_http_methods(READS_AND_WRITES)
def save_view(request: SignedInRequest) -> HttpResponse:
    """Keeps the filters of the address under a name."""
    filters, problems = filters_of(request.GET)
    form = ViewForm(request.POST or None)
    made: list[SavedView] = []

    def save() -> None:
        told = form.cleaned_data
        made.append(
            acts.save_view(
                name=told["name"], sharing=told["sharing"], filters=filters, by=request.user
            )
        )

    if request.method == "POST" and form.is_valid() and done(form, save):
        messages.success(request, f"Saved as “{made[0].name}”.")
        return HttpResponseRedirect(register_with(made[0].pk))
    return _form(request, form, filters, {"problems": problems, "title": "Save this view"})


@require_http_methods(READS_AND_WRITES)
def saved_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """Changes a view's name, who sees it and, with filters in the address, what it shows."""
    row = find(request, pk)
    if not user_can_change_view(request.user, row):
        messages.error(request, f"This view is {row.made_by}'s. Save one of your own to change it.")
        return HttpResponseRedirect(register_with(pk))
    told, problems = filters_of(request.GET)
    filters = told if request.GET else None
    form = ViewForm(request.POST or None, initial={"name": row.name, "sharing": row.sharing})

    def change() -> None:
        said = form.cleaned_data
        acts.change_view(
            view=row, name=said["name"], sharing=said["sharing"], filters=filters, by=request.user
        )

    if request.method == "POST" and form.is_valid() and done(form, change):
        messages.success(request, "Changed.")
        return HttpResponseRedirect(register_with(pk))
    shown = filters_in(row.filters) if filters is None else filters
    context = {"problems": problems, "title": f"Change “{row.name}”", "row": row}
    return _form(request, form, shown, context)


def _form(
    request: SignedInRequest, form: ViewForm, filters: Filters, context: dict[str, Any]
) -> HttpResponse:
    told = {
        **context,
        "form": form,
        "words": in_words(filters, choices_for(request.user)),
        "back": f"{reverse('register')}?{parameters(filters)}".rstrip("?"),
    }
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    return render(request, "register/view.html", told, status=status)


@require_POST
def remove_view(request: SignedInRequest, pk: int) -> HttpResponse:
    """Gives a view up."""
    row = find(request, pk)
    acts.remove_view(view=row, by=request.user)
    messages.success(request, f"“{row.name}” is gone; what it showed stays where it was.")
    return HttpResponseRedirect(reverse("saved_views"))


@require_POST
def open_with(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lets the register open with a view, or with everything again."""
    row = find(request, pk)
    opens = request.POST.get("opens") == "yes"
    acts.open_with(view=row if opens else None, by=request.user)
    said = (
        f"The register opens with “{row.name}”." if opens else "The register opens with everything."
    )
    messages.success(request, said)
    return HttpResponseRedirect(reverse("saved_views"))


def register_with(pk: int) -> str:
    """The address of the register with a view."""
    return f"{reverse('register')}?view={pk}"
