"""What is said about a key date: that it happened, when, how surely, and where it is known from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File

from agreements.models import Document
from obligations.actions.happenings import Said
from obligations.engine.run import show
from obligations.forms.fields import DateField, HourField, UploadField, ZoneField, words
from obligations.models import Happening, KeyDate

CERTAINTIES = (
    ("actual", "It happened, and this is the day"),
    ("assumed", "Assumed: nobody has established it"),
    ("planned", "Planned: it is still to come"),
)


class RecordForm(forms.Form):
    """A happening of a key date. `token` is that of the preview that the person agreed to."""

    day = DateField(label="Date")
    until = DateField(
        label="Last day", required=False, help_text="Leave it empty while it still lasts."
    )
    at = HourField(label="Time", required=False)
    zone = ZoneField(label="Zone of that time", required=False)
    certainty = forms.ChoiceField(
        label="How sure it is", choices=CERTAINTIES, widget=forms.RadioSelect, initial="actual"
    )
    answers = forms.TypedChoiceField(label="What it answers", coerce=int, empty_value=None)
    note = words(2, label="Where it is known from", required=False)
    upload = UploadField(label="Document that shows it", required=False)
    document = forms.ModelChoiceField(
        Document.objects.none(),
        label="Or one that is here already",
        required=False,
        empty_label="None",
    )
    reason = words(2, label="Why", required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, key_date: KeyDate, **options: Any) -> None:
        super().__init__(*args, **options)
        documents = Document.objects.filter(agreement=key_date.agreement).order_by("title", "id")
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
        conventions = getattr(key_date.agreement, "conventions", None)
        self.fields["zone"].widget.attrs["placeholder"] = conventions.zone if conventions else "UTC"
        _offer_answered(self, key_date)
        if key_date.kind == KeyDate.Kind.SPAN:
            self.fields["day"].label = "First day"
            del self.fields["at"], self.fields["zone"]
        else:
            del self.fields["until"]

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found

    def said(self, document: Document | None = None, corrects: int | None = None) -> Said:
        """What was typed, as the action takes it; `document` is the file now put in."""
        given = self.cleaned_data
        return Said(
            day=given["day"],
            until=given.get("until"),
            at=given.get("at"),
            zone=given.get("zone") or "",
            certainty=given["certainty"],
            note=given["note"],
            document=document or given["document"],
            corrects=corrects,
            seen=given["seen"],
            answers=given.get("answers"),
        )


def _offer_answered(form: RecordForm, key_date: KeyDate) -> None:
    """Which happening it answers, where the key date answers another."""
    if key_date.answers is None:
        del form.fields["answers"]
        return
    field, name = form.fields["answers"], key_date.answers.name
    assert isinstance(field, forms.TypedChoiceField)
    found = Happening.objects.filter(key_date=key_date.answers, is_current=True, withdrawn=False)
    rows = found.order_by("-happened_date", "-lineage").values_list("lineage", "happened_date")
    field.required = False
    field.choices = [
        ("", "Not said"),
        *((lineage, f"{name} of {show(day)}") for lineage, day in rows),
    ]
    field.help_text = f"Where several of [{name}] stand open, it counts for the one named here."
    field.error_messages["invalid_choice"] = f"Choose one of [{name}] that is recorded."


class WithdrawForm(forms.Form):
    """Taking a happening back."""

    reason = words(2, label="Why")
    seen = forms.IntegerField(widget=forms.HiddenInput)
    token = forms.CharField(required=False, widget=forms.HiddenInput)


def as_recorded(happening: Happening) -> dict[str, Any]:
    """What a form for a correction begins with: the happening as it stands."""
    return {
        "day": happening.happened_date,
        "until": happening.until_date,
        "at": happening.happened_at.time() if happening.happened_at else None,
        "zone": happening.zone,
        "certainty": happening.certainty,
        "note": happening.note,
        "document": happening.document_id,
        "answers": happening.answers.lineage if happening.answers else None,
        "seen": happening.version,
    }
