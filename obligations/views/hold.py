"""Held mail: why nothing leaves, and letting it leave again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agreements.audit import Unexplained
from obligations.actions.holding import release
from obligations.permissions import NotAllowed, user_can_administer
from obligations.policies import NotNow
from obligations.queries.health import held, last_holds
from obligations.views.requests import SignedInRequest

JOURNAL = "journal"


class ReleaseForm(forms.Form):
    """What counts as sent, and why mail may leave again."""

    counts = forms.ChoiceField(
        label="What went out after the backup was made",
        widget=forms.RadioSelect,
        choices=[
            (JOURNAL, "The journal says: what is in it counts as sent, everything else is sent"),
            ("nothing", "Nothing: the journal is another database's, send all that is due"),
        ],
        initial=JOURNAL,
    )
    reason = forms.CharField(label="Reason", max_length=400, help_text="It is kept.")


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: SignedInRequest) -> HttpResponse:
    """The page on which an administrator looks at held mail, and releases it."""
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            done = release(
                by=request.user,
                reason=form.cleaned_data["reason"],
                take_over=form.cleaned_data["counts"] == JOURNAL,
            )
        except (NotNow, NotAllowed, Unexplained) as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _told(done.recovered))
            return redirect("mail")
    context = {
        "hold": held(),
        "form": form,
        "may": user_can_administer(request.user),
        "last": last_holds(),
    }
    return render(request, "mail/hold.html", context)


def _told(recovered: int) -> str:
    mails = "1 message counts" if recovered == 1 else f"{recovered} messages count"
    return f"Mail leaves again. {mails} as sent, as the journal says."
