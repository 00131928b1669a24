"""What people do about one occurrence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.base import File

from agreements.models import Document
from obligations.engine.run import show
from obligations.forms.consent_choice import ConsentChoiceField, offer_consents
from obligations.forms.fields import DateField, UploadField, words
from obligations.models import Matter, Occurrence
from obligations.queries.occurrence import choice_key
from obligations.queries.people import people_who_can_answer


class OccurrenceForm(forms.Form):
    """A form about one occurrence; a subclass may ask for a document or name one on file."""

    def __init__(self, *args: Any, occurrence: Occurrence, **options: Any) -> None:
        super().__init__(*args, **options)
        self.occurrence = occurrence
        if "document" in self.fields:
            documents = Document.objects.filter(agreement=occurrence.agreement)
            choice = self.fields["document"]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = documents.order_by("title", "id")
            if not documents.exists():
                del self.fields["document"]

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found

    @property
    def on_file(self) -> Document | None:
        """The document that was named among those on file."""
        found: Document | None = self.cleaned_data.get("document")
        return found


def _on_file() -> forms.ModelChoiceField[Document]:
    return forms.ModelChoiceField(
        Document.objects.none(),
        label="Or one that is on file already",
        required=False,
        empty_label="None",
    )


class CompleteForm(OccurrenceForm):
    """That it was done."""

    on = DateField(label="Done on")
    note = words(3, label="How it was done", required=False)
    upload = UploadField(label="Evidence", required=False)
    document = _on_file()


class EvidenceForm(OccurrenceForm):
    """One more document that shows it."""

    upload = UploadField(label="Evidence", required=False)
    document = _on_file()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not (given.get("upload") or given.get("document")):
            raise forms.ValidationError("Choose a file, or a document that is on file.")
        return given


class ReasonForm(OccurrenceForm):
    """Something that needs no more than a reason: reopening, disputing, setting aside."""

    reason = words(3, label="Why")


class WaiveForm(OccurrenceForm):
    """That it was waived."""

    reason = words(3, label="Why")
    agreed_with = forms.CharField(
        label="By whose consent", max_length=200, required=False, help_text="Who waived it, or all."
    )
    consent = ConsentChoiceField()
    upload = UploadField(label="The waiver", required=False)
    document = _on_file()

    def __init__(self, *args: Any, occurrence: Occurrence, **options: Any) -> None:
        super().__init__(*args, occurrence=occurrence, **options)
        offer_consents(self, occurrence.agreement, Matter.WAIVER)


class ExtendForm(OccurrenceForm):
    """That a later last day was agreed."""

    to = DateField(label="New last day")
    agreed_with = forms.CharField(label="Agreed with", max_length=200)
    consent = ConsentChoiceField()
    reason = words(3, label="Why")
    upload = UploadField(label="The letter that says so", required=False)
    document = _on_file()

    def __init__(self, *args: Any, occurrence: Occurrence, **options: Any) -> None:
        super().__init__(*args, occurrence=occurrence, **options)
        offer_consents(self, occurrence.agreement, Matter.EXTENSION)


class ReadingForm(OccurrenceForm):
    """Which reading of the date counts."""

    reading = forms.ChoiceField(label="Which reading counts", widget=forms.RadioSelect)
    reason = words(3, label="Why")

    def __init__(self, *args: Any, occurrence: Occurrence, **options: Any) -> None:
        super().__init__(*args, occurrence=occurrence, **options)
        choice = self.fields["reading"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (key, f"{show(date.fromisoformat(reading['date']))}: {reading['basis']}")
            for reading in occurrence.readings
            if (key := choice_key(reading["choice"]))
        ]


class AssignForm(OccurrenceForm):
    """Who answers for this one occurrence."""

    to: Any = forms.ModelChoiceField(
        None, label="Who answers for it", required=False, empty_label="Whoever answers for all"
    )
    reason = words(2, label="Why", required=False)

    def __init__(self, *args: Any, occurrence: Occurrence, **options: Any) -> None:
        super().__init__(*args, occurrence=occurrence, **options)
        choice = self.fields["to"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = people_who_can_answer(occurrence.agreement)
