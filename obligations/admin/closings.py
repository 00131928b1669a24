"""On which closing's checklist an obligation stands, on the page of the obligation."""

from __future__ import annotations

from typing import Any

from django.db.models import ForeignKey, QuerySet
from django.forms import ModelChoiceField
from django.http import HttpRequest

from agreements.models import Agreement, Participation
from obligations.admin.base import Stacked, user_of
from obligations.models import ClosingItem, KeyDate, Obligation
from obligations.queries import entry


class ClosingItemInline(Stacked):
    """Of the agreement's own key dates, parties and obligations only."""

    model = ClosingItem
    fk_name = "obligation"
    verbose_name = "closing"
    verbose_name_plural = "closings"
    explained = "At which closing it is brought, in which form and by whom."
    fields = (("closing", "form"), ("provider", "signatories"), "cut_off")
    ordering = ("position", "pk")

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelChoiceField[Any] | None:
        offered = _OFFERED.get(db_field.name)
        if offered is not None:
            kwargs["queryset"] = offered(agreement_of_page(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def agreement_of_page(request: HttpRequest) -> QuerySet[Agreement]:
    """The agreement of the page, among those that the person may see."""
    rows = entry.agreements(user_of(request))
    match = request.resolver_match
    pk = str(match.kwargs.get("object_id", "")) if match else ""
    if pk.isdecimal():
        return rows.filter(obligations=int(pk))
    wanted = request.GET.get("agreement", "")
    return rows.filter(pk=int(wanted)) if wanted.isdecimal() else rows.none()


def _closings(agreement: QuerySet[Agreement]) -> QuerySet[KeyDate]:
    happening = (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING)
    rows = KeyDate.objects.filter(agreement__in=agreement.values("pk"), kind__in=happening)
    return rows.order_by("position", "pk")


def parties(agreement: QuerySet[Agreement]) -> QuerySet[Participation]:
    """The parties to an agreement, as it lists them."""
    rows = Participation.objects.filter(agreement__in=agreement.values("pk"))
    return rows.select_related("party").order_by("position", "pk")


def _obligations(agreement: QuerySet[Agreement]) -> QuerySet[Obligation]:
    rows = Obligation.objects.filter(agreement__in=agreement.values("pk"), retired_at=None)
    return rows.order_by("position", "pk")


_OFFERED: dict[str, Any] = {
    "closing": _closings,
    "provider": parties,
    "cut_off": _obligations,
}
