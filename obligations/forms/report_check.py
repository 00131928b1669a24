"""The form that asks whether a file is a report of ours."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.queries.report_check import read_hash


class CheckForm(forms.Form):
    """A copy of a report, or a hash that was copied from one."""

    copy = forms.FileField(
        label="A copy of the file",
        required=False,
        help_text="Its hash is taken and the file is not kept. At most 50 MB.",
    )
    hash = forms.CharField(
        label="Or a SHA-256",
        required=False,
        max_length=200,
        help_text="Of the file, or of the data as its cover prints it.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("copy") and not said.get("hash") and not self.errors:
            raise forms.ValidationError("Choose the file to look at, or write its SHA-256.")
        return said

    def clean_hash(self) -> str:
        """The hash in small letters without spaces."""
        words = self.cleaned_data["hash"]
        if words and not read_hash(words):
            raise forms.ValidationError("A SHA-256 has 64 characters: figures and letters a to f.")
        return read_hash(words)

    @property
    def digest(self) -> str:
        """The hash that a valid form asks about."""
        copy = self.cleaned_data.get("copy")
        return str(copy.sha256) if copy else str(self.cleaned_data["hash"])
