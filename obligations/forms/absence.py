"""When somebody is away, and who stands in."""

from __future__ import annotations

from typing import Any

from django import forms

from agreements.models import User
from obligations.forms.fields import DateField
from obligations.permissions import user_can_administer
from obligations.queries.people import people


class AbsenceForm(forms.Form):
    """An absence of one's own; administrators enter others' too."""

    person: Any = forms.ModelChoiceField(None, label="Who is away", empty_label=None)
    first = DateField(label="First day away")
    last = DateField(label="Last day away")
    deputy: Any = forms.ModelChoiceField(
        None,
        label="Who stands in",
        empty_label="Choose a person",
        help_text="Gets the reminders as well, of agreements that they may see.",
    )
    note = forms.CharField(label="Note", max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        active = people().filter(is_active=True).order_by("full_name", "pk")
        person, deputy = self.fields["person"], self.fields["deputy"]
        assert isinstance(person, forms.ModelChoiceField)
        assert isinstance(deputy, forms.ModelChoiceField)
        person.queryset, person.initial = active, user.pk
        deputy.queryset = active
        if not user_can_administer(user):
            del self.fields["person"]
            deputy.queryset = active.exclude(pk=user.pk)
