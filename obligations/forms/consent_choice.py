"""A field that names the consent on which something rests, among those that are recorded."""

from __future__ import annotations

from django import forms

from agreements.models import Agreement
from obligations.models import ConsentRequest
from obligations.queries.consent_rules import consents_for


class ConsentChoiceField(forms.ModelChoiceField):
    """The recorded consent, open ones marked as such; without one the latest that covers it."""

    def __init__(self) -> None:
        super().__init__(
            ConsentRequest.objects.none(),
            label="Under which consent",
            required=False,
            empty_label="The latest that covers it, if one is needed",
        )

    def label_from_instance(self, obj: ConsentRequest) -> str:
        still = ", not decided yet" if obj.state == ConsentRequest.State.OPEN else ""
        return f"{obj}{still}"


def offer_consents(form: forms.Form, agreement: Agreement, matter: str) -> None:
    """Fills the field `consent` of a form; takes it away where there is nothing to choose."""
    field = form.fields["consent"]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = consents_for(agreement, matter)
    if not field.queryset.exists():
        del form.fields["consent"]
