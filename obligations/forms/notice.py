"""What is said about a notice: who sent it to whom, how and when, and what it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File

from agreements.models import Agreement, CopyRecipient, Document, Participation
from obligations.actions.notices import SaidNotice, SentTo
from obligations.forms.fields import DateField, HourField, UploadField, ZoneField, words
from obligations.models import KeyDate, Notice, NoticeRule, Obligation
from obligations.queries.addresses import Address, AddressBook, field_for
from obligations.queries.notices import local_sent

CERTAINTIES = (
    ("actual", "It was sent, and this is when"),
    ("assumed", "Assumed: nobody has established it"),
)


class PartyChoice(forms.ModelChoiceField):
    """One of the agreement's parties, in its role."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class ObligationChoice(forms.ModelChoiceField):
    """One of the agreement's obligations and rights, by its section."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.section} {obj.title}"


class NoticeForm(forms.Form):
    """A notice that was sent. `token` is that of the preview that the person agreed to."""

    kind = forms.ChoiceField(label="Kind", choices=Notice.Kind.choices, initial="other")
    subject = forms.CharField(label="What it is about", max_length=200)
    sender = PartyChoice(Participation.objects.none(), label="From", empty_label=None)
    to = forms.ModelMultipleChoiceField(
        Participation.objects.none(), label="To", widget=forms.CheckboxSelectMultiple
    )
    copies = forms.MultipleChoiceField(
        label="Copies that were sent", widget=forms.CheckboxSelectMultiple, required=False
    )
    channel = forms.ChoiceField(label="How it was sent")
    day = DateField(label="Sent on")
    at = HourField(label="At", required=False)
    zone = ZoneField(label="Zone of that hour", required=False)
    place = forms.CharField(
        label="Where it went, if not to the notified address",
        required=False,
        max_length=400,
        help_text="The number or address that was used.",
    )
    repeats = forms.ModelChoiceField(
        Notice.objects.none(),
        label="The same notice as one that was sent by another channel",
        required=False,
        empty_label="No, a notice of its own",
        help_text="Of several sendings of one notice, the earliest counts.",
    )
    received = DateField(label="Actually received on", required=False)
    key_date = forms.ModelChoiceField(
        KeyDate.objects.none(),
        label="Key date that it brings about",
        required=False,
        empty_label="None",
    )
    obligation = ObligationChoice(
        Obligation.objects.none(),
        label="Obligation or right that it concerns",
        required=False,
        empty_label="None",
    )
    section = forms.CharField(label="Under section", required=False, max_length=120)
    counts = DateField(
        label="Day taken",
        required=False,
        help_text="Only where the clause leaves the day open, or another reading is taken.",
    )
    because = words(2, label="Why that day", required=False)
    certainty = forms.ChoiceField(
        label="How sure it is", choices=CERTAINTIES, widget=forms.RadioSelect, initial="actual"
    )
    note = words(2, label="Where it is known from", required=False)
    new_attention = forms.CharField(label="For the attention of", required=False, max_length=200)
    new_address = words(3, label="New address", required=False)
    new_fax = forms.CharField(label="New fax number", required=False, max_length=60)
    new_email = forms.EmailField(label="New e-mail address", required=False)
    upload = UploadField(label="The notice, or proof of sending", required=False)
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label="Or a document that is here already",
        required=False,
        empty_label="None",
    )
    reason = words(2, label="Why", required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, agreement: Agreement, corrects: bool = False, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.agreement = agreement
        self.book = AddressBook(agreement)
        parties = Participation.objects.filter(agreement=agreement).select_related("party")
        parties = parties.order_by("position", "pk")
        rules = NoticeRule.objects.filter(agreement=agreement).order_by("position", "pk")
        events = KeyDate.objects.filter(
            agreement=agreement, kind__in=(KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING)
        )
        offered = {
            "sender": parties,
            "to": parties,
            "key_date": events.order_by("position", "pk"),
            "obligation": Obligation.objects.filter(agreement=agreement, retired_at=None).order_by(
                "position", "pk"
            ),
            "repeats": Notice.objects.filter(
                agreement=agreement, state=Notice.State.SENT, repeats=None
            ).order_by("-sent_date", "-number"),
            "document": Document.objects.filter(agreement=agreement).order_by("title", "pk"),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields["channel"].choices = [  # type: ignore[attr-defined]
            (rule.channel, rule.channel.capitalize()) for rule in rules
        ]
        self.fields["copies"].choices = [  # type: ignore[attr-defined]
            (str(copy.pk), f"{copy.name}, with each notice to {party.party}")
            for party in self.book.participations
            for copy in self.book.copies(party)
        ]
        self.fields["zone"].widget.attrs["placeholder"] = agreement.conventions.zone
        if corrects or not self.fields["repeats"].queryset.exists():  # type: ignore[attr-defined]
            del self.fields["repeats"]
        if not self.is_bound:
            self.initial.setdefault("copies", [c for c, _ in self.fields["copies"].choices])  # type: ignore[attr-defined]

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("place") and len(given.get("to") or ()) > 1:
            raise ValidationError(
                "Where it went can be said for one party; record a notice for each of them."
            )
        return given

    def said(self, document: Document | None = None) -> SaidNotice:
        """What was typed, as the action takes it; `document` is the file now put in."""
        given = self.cleaned_data
        return SaidNotice(
            kind=given["kind"],
            subject=given["subject"],
            sender=given["sender"],
            channel=given["channel"],
            day=given["day"],
            at=given["at"],
            zone=given["zone"],
            to=self._sent_to(),
            received=given["received"],
            counts=given["counts"],
            because=given["because"],
            certainty=given["certainty"],
            section=given["section"],
            obligation=given["obligation"],
            key_date=given["key_date"],
            repeats=given.get("repeats"),
            note=given["note"],
            document=document or given["document"],
            new_address=self._new_address(),
        )

    def _sent_to(self) -> list[SentTo]:
        given = self.cleaned_data
        chosen = set(given["copies"])
        found = []
        for party in given["to"]:
            address = self.book.notified(party, given["day"])
            if given["place"]:
                address = replace(address, **{field_for(given["channel"]): given["place"]})
            found.append(SentTo(participation=party, address=address))
            copies = [copy for copy in self.book.copies(party) if str(copy.pk) in chosen]
            found += [_copied(party, copy) for copy in copies]
        return found

    def _new_address(self) -> Address | None:
        given = self.cleaned_data
        if given["kind"] != Notice.Kind.ADDRESS:
            return None
        return Address(
            attention=given["new_attention"],
            address=given["new_address"],
            fax=given["new_fax"],
            email=given["new_email"],
        )


def _copied(party: Participation, copy: CopyRecipient) -> SentTo:
    return SentTo(participation=party, copy_to=copy.name, address=Address.of(copy))


class WithdrawNoticeForm(forms.Form):
    """Taking a notice back."""

    reason = words(2, label="Why")
    seen = forms.IntegerField(widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def as_recorded(notice: Notice, book: AddressBook) -> dict[str, Any]:
    """What a form for a correction, or for sending a draft, begins with."""
    addressees = list(notice.addressees.all())
    change = getattr(notice, "address_change", None)
    found = {
        "kind": notice.kind,
        "subject": notice.subject,
        "sender": notice.sender_id,
        "to": [a.participation_id for a in addressees if not a.copy_to],
        "copies": _copy_ids(addressees, book),
        "channel": notice.channel,
        "day": notice.sent_date,
        "at": local_sent(notice).time() if notice.sent_at else None,
        "zone": notice.zone,
        "received": notice.received_date,
        "counts": notice.counts_date if notice.counts_because else None,
        "because": notice.counts_because,
        "certainty": notice.certainty,
        "section": notice.section,
        "obligation": notice.obligation_id,
        "key_date": notice.key_date_id,
        "note": notice.note,
        "document": notice.document_id,
        "seen": notice.version,
    }
    if change is not None:
        found |= {
            "new_attention": change.attention,
            "new_address": change.address,
            "new_fax": change.fax,
            "new_email": change.email,
        }
    return found | _place_used(notice, addressees, book)


def _copy_ids(addressees: Sequence[Any], book: AddressBook) -> list[str]:
    sent = {(a.participation_id, a.copy_to) for a in addressees}
    return [
        str(copy.pk)
        for party in book.participations
        for copy in book.copies(party)
        if (party.pk, copy.name) in sent or party.pk not in {pk for pk, _ in sent}
    ]


def _place_used(notice: Notice, addressees: Sequence[Any], book: AddressBook) -> dict[str, str]:
    mains = [a for a in addressees if not a.copy_to]
    if len(mains) != 1 or notice.state == Notice.State.DRAFT:
        return {}
    party = book.participation(mains[0].participation_id)
    notified = book.notified(party, notice.sent_date).place(notice.channel)
    used = Address.of(mains[0]).place(notice.channel)
    return {"place": used} if used and used != notified else {}


class CalculatorForm(forms.Form):
    """When would a notice count, or by when has it to be sent."""

    channel = forms.ChoiceField(label="Sent by", required=False)
    day = DateField(label="On", required=False)
    at = HourField(label="At", required=False)
    zone = ZoneField(label="Zone", required=False)
    by = DateField(label="To count by", required=False)

    def __init__(self, *args: Any, channels: Sequence[str], zone: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["channel"].choices = [(c, c.capitalize()) for c in channels]  # type: ignore[attr-defined]
        self.fields["zone"].widget.attrs["placeholder"] = zone
