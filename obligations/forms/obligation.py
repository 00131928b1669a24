"""What people do about an obligation as a whole."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.forms.fields import words
from obligations.models import Obligation
from obligations.queries.people import people_who_can_answer


class ObligationForm(forms.Form):
    """A form about one obligation."""

    def __init__(self, *args: Any, obligation: Obligation, **options: Any) -> None:
        super().__init__(*args, **options)
        self.obligation = obligation


class ResponsibleForm(ObligationForm):
    """Who answers for all its occurrences, and who in their place."""

    to: Any = forms.ModelChoiceField(
        None, label="Who answers for it", required=False, empty_label="Nobody yet"
    )
    deputy: Any = forms.ModelChoiceField(
        None, label="Deputy", required=False, empty_label="Nobody yet"
    )
    reason = words(2, label="Why", required=False)

    def __init__(self, *args: Any, obligation: Obligation, **options: Any) -> None:
        super().__init__(*args, obligation=obligation, **options)
        for name in ("to", "deputy"):
            choice = self.fields[name]
            assert isinstance(choice, forms.ModelChoiceField)
            choice.queryset = people_who_can_answer(obligation.agreement)


class ConfirmForm(ObligationForm):
    """That a second person compared it with the agreement. `seen` is the version compared."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = words(2, label="Note", required=False)


class CommentForm(ObligationForm):
    """What somebody has to say."""

    text = words(3, label="Comment")
