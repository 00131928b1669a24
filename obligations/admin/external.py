"""Who outside is reminded of an obligation, on the page of the obligation."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey
from django.forms import ModelChoiceField
from django.http import HttpRequest

from obligations.admin.base import Stacked
from obligations.admin.closings import agreement_of_page, parties
from obligations.admin.errors import EntryForm
from obligations.forms.leads import LeadsField
from obligations.models import ExternalRecipient


class ExternalRecipientForm(EntryForm):
    leads = LeadsField(label="Days before", help_text="As 30, 7.")

    class Meta:
        labels = {"participation": "Or one party", "on_the_day": "On the day itself too"}
        help_texts = {"side": "A side of the obligation, or below one party: one of them."}


class ExternalRecipientInline(Stacked):
    """By side or by party, at the address for notices that the agreement has."""

    model = ExternalRecipient
    form = ExternalRecipientForm
    verbose_name = "party to remind"
    verbose_name_plural = "parties to remind"
    explained = (
        "They get a plain mail about this obligation alone, once it is confirmed. It is no notice."
    )
    fields = (("side", "participation"), ("leads", "on_the_day"))
    ordering = ("pk",)

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        kwargs["queryset"] = parties(agreement_of_page(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
