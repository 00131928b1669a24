"""Forms of key dates, on a page of their own and as rows of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms

from obligations.admin.errors import EntryForm
from obligations.admin.fields import RuleInput
from obligations.admin.of_agreement import OfAgreementForm
from obligations.models import KeyDate

NEEDS_RULE = "A date that is defined by a rule needs its rule."
NO_RULE = "Only a date “defined by a rule” has one; choose that kind, or empty the rule."


class _KeyDateForm(forms.ModelForm):
    """A rule goes with the kind that has one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].widget = RuleInput("key date")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        kind, rule = cleaned.get("kind"), cleaned.get("rule", "")
        if kind == KeyDate.Kind.DEFINED and not rule and "rule" not in self.errors:
            self.add_error("rule", NEEDS_RULE)
        if kind and kind != KeyDate.Kind.DEFINED and rule:
            self.add_error("rule", NO_RULE)
        return cleaned


class KeyDateRowForm(_KeyDateForm, EntryForm):
    """A key date on the page of its agreement."""

    class Meta:
        model = KeyDate
        fields = ("name", "kind", "section", "rule")


class KeyDateForm(_KeyDateForm, OfAgreementForm):
    """A key date on its own page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answers"]
        assert isinstance(field, forms.ModelChoiceField)
        others = KeyDate.objects.filter(agreement=self.agreement, kind=KeyDate.Kind.REPEATING)
        field.queryset = others.exclude(pk=self.instance.pk).order_by("name")
        field.empty_label = "Nothing"

    class Meta:
        model = KeyDate
        fields = ("name", "kind", "section", "about", "answers", "rule")
        help_texts = {
            "name": "As the agreement defines it: Closing Date. Rules write it in [brackets].",
            "rule": "As: 30th day following [Closing Date]",
            "answers": "Of a repeating event: the one of which each of these answers one, as a"
            " remedy answers a notice of breach.",
        }
        widgets = {"about": forms.Textarea({"rows": 2})}
