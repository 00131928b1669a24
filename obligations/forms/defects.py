"""Deciding a defect of the text, and opening it again."""

from __future__ import annotations

from django import forms

from obligations.forms.fields import words


class DecideForm(forms.Form):
    """What is taken to count, and why."""

    use_required_attribute = False

    decision = words(
        3,
        label="What was decided",
        help_text="It moves no date. Where it means another rule, enter that with the obligation.",
    )
    reason = words(3, label="Why")


class ReopenForm(forms.Form):
    """Why the decision no longer stands."""

    use_required_attribute = False

    reason = words(3, label="Why")

    def __init__(self, *args: object, **options: object) -> None:
        options.pop("initial", None)
        super().__init__(*args, **options)  # type: ignore[arg-type]
