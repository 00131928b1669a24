"""Forms of a closing's checklist: ticking off, and how far an item is."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.base import File

from agreements.models import Agreement, Document
from obligations.actions.closing import Marked
from obligations.clock import business_today
from obligations.forms.fields import DateField, UploadField, words
from obligations.forms.occurrence import OccurrenceForm
from obligations.models import ClosingMark, Occurrence


def _on_file() -> forms.ModelChoiceField[Document]:
    return forms.ModelChoiceField(
        Document.objects.none(),
        label="Or one that is on file already",
        required=False,
        empty_label="None",
    )


class TickForm(forms.Form):
    """Which items are satisfied, on which day, shown by which paper."""

    use_required_attribute = False

    on = DateField(label="Satisfied on")
    note = forms.CharField(label="How, or by which paper", required=False, max_length=1000)
    upload = UploadField(label="Document", required=False)
    document = _on_file()
    ticked: Any = forms.ModelMultipleChoiceField(
        None,
        error_messages={
            "required": "Tick the items that are satisfied first.",
            "invalid_choice": "One of the items is not on this checklist any more; look again.",
        },
    )

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        options.setdefault("initial", {"on": business_today()})
        super().__init__(*args, **options)
        listed = Occurrence.objects.filter(
            agreement=agreement, obligation__closing_items__isnull=False
        )
        rows = listed.select_related("agreement", "obligation").distinct()
        self._choice("ticked").queryset = rows.order_by("obligation__position", "id")
        documents = Document.objects.filter(agreement=agreement).order_by("title", "id")
        self._choice("document").queryset = documents
        if not documents.exists():
            del self.fields["document"]

    def _choice(self, name: str) -> forms.ModelChoiceField[Any]:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    @property
    def file(self) -> File[bytes] | None:
        """The file that was chosen, None without one."""
        found: File[bytes] | None = self.cleaned_data.get("upload")
        return found


class MarkForm(OccurrenceForm):
    """Who is asked for an item, whether it has come, or that it failed."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label="Where it stands",
        required=False,
        widget=forms.RadioSelect,
        choices=(
            ("", "Open"),
            ("received", "Received, still to be looked at"),
            ("failed", "Failed: the condition is not met"),
        ),
    )
    day = DateField(label="Received or failed on", required=False)
    upload = UploadField(label="What has come", required=False)
    document = _on_file()
    asked = forms.CharField(label="Who is asked", required=False, max_length=200)
    asked_date = DateField(label="Asked on", required=False)
    note = words(3, label="Note", required=False)

    def marked(self, paper: Document | None) -> Marked:
        """What a valid form says; `paper` is the file that came with it."""
        given = self.cleaned_data
        return Marked(
            state=given["state"],
            day=given["day"],
            document=paper or self.on_file or self._stands(),
            asked=given["asked"],
            asked_date=given["asked_date"],
            note=given["note"],
        )

    def _stands(self) -> Document | None:
        """What had come before stays with it while it is not open again."""
        row = ClosingMark.objects.filter(occurrence=self.occurrence).first()
        return row.document if row and self.cleaned_data["state"] else None


def marked_before(row: Occurrence) -> dict[str, Any]:
    """What the form begins with."""
    mark = ClosingMark.objects.filter(occurrence=row).first()
    if mark is None:
        return {}
    names = ("state", "day", "document", "asked", "asked_date", "note")
    return {name: getattr(mark, name) for name in names}
