"""What a letter is to say, to whom and how it goes."""

from __future__ import annotations

from typing import Any

from django import forms

from agreements.models import Agreement, Participation
from obligations.actions.letters import SaidLetter
from obligations.forms.fields import words
from obligations.forms.notice import ObligationChoice, PartyChoice
from obligations.models import KeyDate, Notice, NoticeRule, Obligation


class LetterForm(forms.Form):
    """A letter that is still to be sent."""

    kind = forms.ChoiceField(label="Kind", choices=Notice.Kind.choices, initial="other")
    sender = PartyChoice(Participation.objects.none(), label="From", empty_label=None)
    to = forms.ModelMultipleChoiceField(
        Participation.objects.none(), label="To", widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ChoiceField(label="How it goes")
    section = forms.CharField(label="Under section", required=False, max_length=120)
    obligation = ObligationChoice(
        Obligation.objects.none(),
        label="Obligation or right that it concerns",
        required=False,
        empty_label="None",
    )
    key_date = forms.ModelChoiceField(
        KeyDate.objects.none(),
        label="Key date that it brings about",
        required=False,
        empty_label="None",
    )
    subject = forms.CharField(label="Subject", max_length=200)
    body = words(
        16,
        label="Text",
        help_text="Paragraphs, with an empty line between them. The letterhead, the addresses, the"
        " signature and the copies are set around it.",
    )
    signatory = forms.CharField(
        label="Who signs",
        required=False,
        max_length=200,
        help_text="Name, title. Left empty, the letter has a line for both.",
    )

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.data.get("step") == "fill":
            # The template is about to say both.
            self.fields["subject"].required = self.fields["body"].required = False
        parties = Participation.objects.filter(agreement=agreement).select_related("party")
        parties = parties.order_by("position", "pk")
        rules = NoticeRule.objects.filter(agreement=agreement).order_by("position", "pk")
        events = KeyDate.objects.filter(
            agreement=agreement, kind__in=(KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING)
        )
        obligations = Obligation.objects.filter(agreement=agreement, retired_at=None)
        offered = {
            "sender": parties,
            "to": parties,
            "key_date": events.order_by("position", "pk"),
            "obligation": obligations.order_by("position", "pk"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (rule.channel, rule.channel.capitalize()) for rule in rules
        ]

    def said(self) -> SaidLetter:
        """What was typed, as the action takes it."""
        names = ("kind", "sender", "channel", "section", "obligation", "key_date")
        given = self.cleaned_data
        return SaidLetter(
            to=list(given["to"]),
            subject=given["subject"],
            body=given["body"],
            signatory=given["signatory"],
            **{name: given[name] for name in names},
        )


def as_drafted(notice: Notice) -> dict[str, Any]:
    """What the form begins with for a draft."""
    return {
        "kind": notice.kind,
        "sender": notice.sender_id,
        "to": [a.participation_id for a in notice.addressees.all() if not a.copy_to],
        "channel": notice.channel,
        "section": notice.section,
        "obligation": notice.obligation_id,
        "key_date": notice.key_date_id,
        "subject": notice.subject,
        "body": notice.body,
        "signatory": notice.signatory,
    }
