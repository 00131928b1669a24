"""People: who has access, inviting somebody, and changing what somebody may do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agreements.audit import Unexplained
from agreements.models import User
from obligations.actions.people import (
    INVITATION_LASTS,
    NotSent,
    change_role,
    deactivate,
    invitation_tokens,
    invite,
    reactivate,
    send_invitation,
)
from obligations.engine.errors import EngineError
from obligations.permissions import check_user_can_administer, user_can_administer
from obligations.queries import people as queries
from obligations.views.requests import SignedInRequest

ROLES = {
    User.Role.READER: "reads",
    User.Role.EDITOR: "enters, records and completes",
    User.Role.COUNSEL: "also confirms, waives and extends",
    User.Role.ADMINISTRATOR: "also looks after people and policies",
}


def _role_choices() -> list[tuple[str, str]]:
    return [(role.value, f"{role.label}: {does}") for role, does in ROLES.items()]


class InvitationForm(forms.Form):
    """Who is invited, and as what."""

    full_name = forms.CharField(label="Full name", max_length=200)
    email = forms.EmailField(label="E-mail address", help_text="They sign in with it.")
    role = forms.ChoiceField(label="Role", choices=_role_choices, initial=User.Role.READER)


class ChangeForm(forms.Form):
    """A change of a person's role or access, with its reason."""

    role = forms.ChoiceField(label="Role", choices=_role_choices, required=False)
    reason = forms.CharField(label="Reason", max_length=400, help_text="It is kept.")


@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody who has access, had it, or is invited."""
    rows = [(person, queries.state_of(person)) for person in queries.people()]
    context = {"rows": rows, "may": user_can_administer(request.user)}
    return render(request, "people/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_person(request: SignedInRequest) -> HttpResponse:
    """Invites somebody, who gets a mail with a link."""
    check_user_can_administer(request.user)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = invite(**form.cleaned_data, by=request.user)
        except ValidationError as error:
            form.add_error(None, [*_sentences(error, form)])
        except NotSent as error:
            messages.warning(request, str(error))
            return redirect("people")
        else:
            messages.success(request, f"{person} is invited; the mail is on its way.")
            return redirect("people")
    return render(request, "people/invite.html", {"form": form, "days": INVITATION_LASTS.days})


def _sentences(error: ValidationError, form: forms.Form) -> list[str]:
    """Errors of fields that the form has go to them; the others are given back."""
    found: dict[str, list[str]] = getattr(error, "message_dict", {"__all__": error.messages})
    rest = []
    for name, sentences in found.items():
        if name in form.fields:
            form.add_error(name, sentences)
        else:
            rest += sentences
    return rest


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """One person: role, access, what they answer for, and what was changed about them."""
    check_user_can_administer(request.user)
    found = get_object_or_404(queries.people(), pk=pk)
    form = ChangeForm(request.POST or None, initial={"role": found.role})
    if request.method == "POST" and form.is_valid() and _changed(request, found, form):
        return redirect("person", pk=pk)
    context = {
        "person": found,
        "state": queries.state_of(found),
        "answers_for": queries.answered_for(found),
        "changes": queries.changes_of(found),
        "form": form,
        "is_self": found.pk == request.user.pk,
    }
    return render(request, "people/person.html", context)


def _changed(request: SignedInRequest, found: User, form: forms.Form) -> bool:
    """Does what the pressed button says; a refusal goes to the form as its sentence."""
    said: dict[str, Any] = {"person": found, "by": request.user}
    said["reason"] = form.cleaned_data["reason"]
    try:
        match request.POST.get("do"):
            case "role":
                change_role(**said, role=form.cleaned_data["role"] or found.role)
            case "deactivate":
                deactivate(**said)
            case "reactivate":
                reactivate(**said)
            case _:
                raise EngineError("Press one of the buttons.")
    except (EngineError, Unexplained, ValidationError) as error:
        form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        return False
    messages.success(request, f"The change of {found} is recorded.")
    return True


@require_POST
def invite_again(request: SignedInRequest, pk: int) -> HttpResponseRedirect:
    """Sends a new link to somebody who has not chosen a password yet."""
    found = get_object_or_404(queries.people(), pk=pk)
    try:
        send_invitation(person=found, by=request.user)
    except EngineError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"A new invitation is on its way to {found.email}.")
    return redirect("person", pk=pk)


class Accept(PasswordResetConfirmView):
    """Where the link of an invitation leads: a first password, and in."""

    template_name = "people/accept.html"
    token_generator = invitation_tokens  # type: ignore[assignment]
    reset_url_token = "choose-a-password"
    post_reset_login = True
    success_url = reverse_lazy("today")
    title = "Welcome"
