"""Amounts, sales, figures, markets and base rates in data entry.

They are entered on their pages, which show what an entry makes of what is owed;
the lists here lead there.
"""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from obligations.admin.own_page import OnItsPage
from obligations.admin.site import site
from obligations.engine.money.values import plain, stored
from obligations.models import BaseFigure, BaseRate, Market, PaymentTerms, Sales


class _Entered(OnItsPage):
    """Rows that begin on a page of their agreement; which one, its list of agreements says."""

    begins = ""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """On to where it begins, with a sentence that says what to choose there."""
        messages.info(request, self.begins)
        return HttpResponseRedirect(reverse("agreements"))


@admin.register(PaymentTerms, site=site)
class PaymentTermsAdmin(_Entered):
    """How the amounts of obligations are worked out."""

    begins = (
        "Choose the agreement and the obligation; on its page, enter how its amount comes about."
    )
    list_display = ("obligation", "of_agreement", "method", "fixed", "per_cent", "section")
    list_display_links = ("obligation",)
    search_fields = ("obligation__title", "obligation__ref", "section", "agreement__reference")
    ordering = ("agreement__reference", "obligation__position")

    @admin.display(description="amount", ordering="amount")
    def fixed(self, row: Any) -> str:
        return str(stored(row.amount, row.currency)) if row.amount is not None else "–"

    @admin.display(description="per cent", ordering="rate")
    def per_cent(self, row: Any) -> str:
        return plain(row.rate) if row.rate is not None else "–"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return super().rows(request).select_related("obligation")

    def page_of(self, row: Any) -> str:
        return reverse("money_terms", args=[row.obligation_id]) if row else reverse("agreements")


class _OfLedger(_Entered):
    """What is entered in an agreement's ledger; taken back there, and then shown so."""

    page = "money"

    def page_of(self, row: Any) -> str:
        return reverse(self.page, args=[row.agreement.reference]) if row else reverse("agreements")

    @admin.display(description="stands")
    def stands(self, row: Any) -> str:
        """Whether it counts, in a word."""
        if row.reverses_id is not None:
            return "takes another back"
        return "taken back" if hasattr(row, "reversed_by") else "yes"

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return super().rows(request).select_related("reversed_by")


@admin.register(Sales, site=site)
class SalesAdmin(_OfLedger):
    """Net sales by quarter and country, from which royalties are worked out."""

    page = "royalties"
    begins = "Choose the agreement; under Money, Royalties by quarter, enter its sales."
    list_display = ("quarter", "of_agreement", "country", "sum", "stands")
    search_fields = ("quarter", "country", "product", "agreement__reference")
    ordering = ("agreement__reference", "-quarter", "country")

    @admin.display(description="net sales", ordering="net_sales")
    def sum(self, row: Any) -> str:
        return str(stored(row.net_sales, row.currency))


@admin.register(Market, site=site)
class MarketAdmin(_OfLedger):
    """Countries in which something reduces royalties, from when until when."""

    page = "royalties"
    begins = "Choose the agreement; under Money, Royalties by quarter, enter the market."
    list_display = ("country", "of_agreement", "status", "from_date", "until_date", "stands")
    search_fields = ("country", "status", "agreement__reference")
    ordering = ("agreement__reference", "country", "from_date")


@admin.register(BaseFigure, site=site)
class BaseFigureAdmin(_OfLedger):
    """Figures of which percentages are taken, such as gross proceeds."""

    begins = "Choose the agreement; under Money, enter the figure."
    list_display = ("name", "of_agreement", "number", "each", "stands")
    search_fields = ("name", "section", "agreement__reference")
    ordering = ("agreement__reference", "name")

    @admin.display(description="number", ordering="quantity")
    def number(self, row: Any) -> str:
        return plain(row.quantity)

    @admin.display(description="price", ordering="price")
    def each(self, row: Any) -> str:
        return str(stored(row.price, row.currency))


@admin.register(BaseRate, site=site)
class BaseRateAdmin(OnItsPage):
    """The dated base rates that late interest is counted by, for all agreements."""

    list_filter = ("name",)  # type: ignore[assignment]
    list_display = ("name", "from_date", "percent", "source")
    search_fields = ("name", "source")
    ordering = ("name", "-from_date")

    def rows(self, request: HttpRequest) -> QuerySet[Any]:
        return BaseRate.objects.all()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return True

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return HttpResponseRedirect(self.page_of(None))

    def page_of(self, row: Any) -> str:
        return reverse("base_rates")
