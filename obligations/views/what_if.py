"""What if: changes on paper, every date that they would move, and two of them side by side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.models import Agreement
from obligations.actions import scenarios as acts
from obligations.actions.scenario_applying import Changed, apply_scenario, obstacles
from obligations.actions.scenario_files import import_scenario
from obligations.agreement_file.scenario import write_scenario
from obligations.clock import business_now, business_today
from obligations.forms.scenario import (
    ApplyForm,
    DraftForm,
    ExtensionForm,
    FileForm,
    HappeningForm,
    NameForm,
    SettingsForm,
)
from obligations.models import Scenario
from obligations.queries.choices import choices_for
from obligations.queries.scenario_file import scenario_file_of
from obligations.queries.scenarios import (
    beside,
    effect_of,
    open_drafts,
    scenario_of,
    step_lines,
    steps_of,
    visible_scenarios,
)
from obligations.views.acting import UNPROCESSABLE, done
from obligations.views.finding import find_agreement, not_there
from obligations.views.requests import SignedInRequest

READS_AND_WRITES = ["GET", "HEAD", "POST"]


@require_safe
def as_file(request: SignedInRequest, pk: int) -> HttpResponse:
    """A scenario as a file, to hand on or to keep."""
    row = find(request, pk)
    answer = HttpResponse(write_scenario(scenario_file_of(row)), content_type="application/yaml")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(row.name) or pk}.yaml"'
    return answer


@require_POST
def from_file(request: SignedInRequest) -> HttpResponse:
    """Puts a file's changes on paper as a scenario of one's own."""
    form = FileForm(request.POST, request.FILES)
    made: list[Scenario] = []

    def read() -> None:
        made.append(import_scenario(file=form.cleaned_data["file"], by=request.user))

    if form.is_valid() and done(form, read):
        messages.success(request, f"“{made[0].name}” is on paper.")
        return redirect("scenario", made[0].pk)
    return _list(request, NameForm(), form)


@require_http_methods(READS_AND_WRITES)
def what_if(request: SignedInRequest) -> HttpResponse:
    """The scenarios that a person may see, and a new one."""
    form = NameForm(request.POST or None)
    made: list[Scenario] = []

    def make() -> None:
        made.append(acts.make_scenario(name=form.cleaned_data["name"], by=request.user))

    if request.method == "POST" and form.is_valid() and done(form, make):
        about = request.GET.get("agreement", "")
        return _to_new_step(made[0], about)
    return _list(request, form, FileForm())


def _list(request: SignedInRequest, form: NameForm, file: FileForm) -> HttpResponse:
    context = {
        "rows": list(visible_scenarios(request.user).order_by("-pk")[:200]),
        "form": form,
        "file": file,
        "agreement": request.GET.get("agreement", ""),
    }
    return render(request, "what_if/scenarios.html", context, status=_status(form, file))


def _to_new_step(row: Scenario, agreement: str) -> HttpResponse:
    query = {"agreement": agreement} if agreement else None
    return HttpResponseRedirect(reverse("scenario_step", args=[row.pk], query=query))


def _status(*all_forms: forms.Form) -> int:
    return UNPROCESSABLE if any(f.is_bound and f.errors for f in all_forms) else 200


def find(request: SignedInRequest, pk: int) -> Scenario:
    """A scenario for its reader, or a page that says that there is none."""
    try:
        return scenario_of(request.user, pk)
    except Scenario.DoesNotExist:
        not_there("scenario")


def _frame(request: SignedInRequest, row: Scenario) -> dict[str, Any]:
    mine = row.made_by_id == request.user.pk
    return {"scenario": row, "is_mine": mine, "is_open": mine and row.applied_at is None}


@require_http_methods(READS_AND_WRITES)
def scenario(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is on paper, and every date that it would move; its name and who sees it."""
    row = find(request, pk)
    first = {"name": row.name, "about": row.about, "sharing": row.sharing}
    form = SettingsForm(request.POST or None, initial=first)

    def change() -> None:
        acts.change_scenario(scenario=row, **form.cleaned_data, by=request.user)

    if request.method == "POST" and form.is_valid() and done(form, change):
        messages.success(request, "The scenario is changed.")
        return redirect("scenario", pk)
    row = find(request, pk)
    others = visible_scenarios(request.user).exclude(pk=pk).order_by("name")[:200]
    context = {
        **_frame(request, row),
        "steps": step_lines(steps_of(row)),
        "effect": None if row.applied_at else effect_of(row, request.user, business_now()),
        "form": form,
        "copy": NameForm(initial={"name": f"{row.name}, copy"}, prefix="copy"),
        "others": others,
        "day": business_today(),
    }
    return render(request, "what_if/scenario.html", context, status=_status(form))


# Changes


@require_http_methods(READS_AND_WRITES)
def step(request: SignedInRequest, pk: int) -> HttpResponse:
    """Puts a change on paper: of an agreement that is chosen first, or of a calendar."""
    row = find(request, pk)
    agreement = _agreement(request)
    forms_by_name = _step_forms(request, agreement)
    form = forms_by_name.get(request.POST.get("do", ""))

    def add() -> None:
        assert isinstance(form, HappeningForm | ExtensionForm | DraftForm)
        acts.add_step(scenario=row, step=form.on_paper(), by=request.user)

    if form is not None and form.is_valid() and done(form, add):
        return redirect("scenario", pk)
    context = {
        **_frame(request, row),
        "agreement": agreement,
        "agreements": choices_for(request.user).agreements,
        "forms": forms_by_name,
    }
    return render(request, "what_if/step.html", context, status=_status(*forms_by_name.values()))


def _agreement(request: SignedInRequest) -> Agreement | None:
    reference = request.GET.get("agreement", "").replace("\0", "")
    return find_agreement(request.user, reference) if reference else None


def _step_forms(request: HttpRequest, agreement: Agreement | None) -> dict[str, forms.Form]:
    """The forms that fit; the one that was sent holds what was typed."""
    said = {request.POST.get("do"): request.POST} if request.method == "POST" else {}
    found: dict[str, forms.Form] = {}
    if agreement is not None:
        found["happening"] = HappeningForm(said.get("happening"), agreement=agreement)
        found["extension"] = ExtensionForm(said.get("extension"), agreement=agreement)
    if open_drafts().exists():
        found["calendar"] = DraftForm(said.get("calendar"))
    return found


@require_POST
def alter(request: SignedInRequest, pk: int) -> HttpResponse:
    """Takes a change off the paper or renews it; copies the scenario or gives it up."""
    row = find(request, pk)
    form, then = forms.Form(request.POST), reverse("scenario", args=[pk])
    do = request.POST.get("do", "")

    def act() -> None:
        nonlocal then
        if do == "copy":
            name = request.POST.get("copy-name", "")
            made = acts.copy_scenario(scenario=row, name=name, by=request.user)
            then = reverse("scenario", args=[made.pk])
        elif do == "give-up":
            acts.remove_scenario(scenario=row, by=request.user)
            then = reverse("what_if")
        elif do in ("take-off", "renew"):
            number = request.POST.get("step", "")
            found = [s for s in steps_of(row) if str(s.pk) == number]
            for one in found:
                (acts.remove_step if do == "take-off" else acts.renew_step)(
                    step=one, by=request.user
                )

    if not done(form, act):
        for error in form.non_field_errors():
            messages.error(request, str(error))
    return HttpResponseRedirect(then)


# Applying


@require_http_methods(READS_AND_WRITES)
def applying(request: SignedInRequest, pk: int) -> HttpResponse:
    """Everything that applying would do, once more, and the reason."""
    row = find(request, pk)
    form = ApplyForm(request.POST or None)
    changed = ""

    def act() -> None:
        nonlocal changed
        said = form.cleaned_data
        try:
            apply_scenario(
                scenario=row, by=request.user, reason=said["reason"], token=said["token"]
            )
        except Changed as error:
            changed = str(error)
            raise

    if request.method == "POST" and form.is_valid() and done(form, act):
        messages.success(request, f"“{row.name}” is applied: it is on the record now.")
        return redirect("scenario", pk)
    context = {
        **_frame(request, row),
        "steps": step_lines(steps_of(row)),
        "effect": effect_of(row, request.user, business_now()),
        "obstacles": obstacles(row, request.user),
        "form": form,
        "day": business_today(),
    }
    return render(request, "what_if/apply.html", context, status=_status(form))


# Two beside each other


@require_safe
def compare(request: SignedInRequest) -> HttpResponse:
    """Today's dates and those of two scenarios, side by side."""
    now = business_now()
    first, second = (_named(request, name) for name in ("first", "second"))
    context: dict[str, Any] = {
        "first": first,
        "second": second,
        "rows": visible_scenarios(request.user).order_by("name")[:200],
        "day": business_today(),
    }
    if first is not None and second is not None:
        one, two = (effect_of(row, request.user, now) for row in (first, second))
        context |= {"beside": beside(one, two), "failed": [*one.failed, *two.failed]}
    return render(request, "what_if/compare.html", context)


def _named(request: SignedInRequest, name: str) -> Scenario | None:
    text = request.GET.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return None
    return find(request, int(text))
