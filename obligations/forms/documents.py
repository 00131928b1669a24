"""Putting a document in."""

from __future__ import annotations

from django import forms

from obligations.forms.fields import UploadField


class DocumentForm(forms.Form):
    """A file, and what it is called."""

    upload = UploadField(label="File")
    title = forms.CharField(
        label="Title", required=False, max_length=200, help_text="Without one, the file’s name."
    )
