"""Who holds how much of what on a day, and who is whose affiliate then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Q, QuerySet

from agreements.models import Agreement
from obligations.engine.consents import Affiliated, Held
from obligations.engine.names import fold
from obligations.models import Affiliation, Holding


def fraction(quantity: object) -> Fraction | None:
    """A stored quantity, exactly; None for one that nobody knows."""
    return None if quantity is None else Fraction(str(quantity))


def holdings_on(agreement: Agreement, day: date, security: str = "") -> list[Holding]:
    """The entries that stand on a day: of each holder and security the latest, if it still lasts.

    `security` limits it to one, however capitalised.
    """
    rows = Holding.objects.filter(agreement=agreement, from_date__lte=day)
    rows = rows.select_related("party", "document")
    latest: dict[tuple[int, str], Holding] = {}
    for row in rows.order_by("from_date", "id"):
        if not security or fold(row.security) == fold(security):
            latest[row.party_id, fold(row.security)] = row
    found = [row for row in latest.values() if row.until_date is None or row.until_date >= day]
    return sorted(found, key=lambda row: (row.security, -(row.quantity or 0), row.party.name))


def held(rows: Iterable[Holding]) -> list[Held]:
    """Holdings as the count takes them."""
    return [Held(row.party.name, fraction(row.quantity)) for row in rows]


def affiliations_on(agreement: Agreement, day: date) -> QuerySet[Affiliation]:
    """The affiliations that hold on a day."""
    rows = Affiliation.objects.filter(agreement=agreement)
    rows = rows.filter(Q(from_date=None) | Q(from_date__lte=day))
    rows = rows.filter(Q(until_date=None) | Q(until_date__gte=day))
    return rows.select_related("party", "affiliate_of").order_by("position", "id")


def affiliated(rows: Iterable[Affiliation]) -> list[Affiliated]:
    """Affiliations as the count takes them."""
    return [Affiliated(row.party.name, row.affiliate_of.name, row.by_holding_alone) for row in rows]


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """A holding in the table: with its share of the security, and why it would not count."""

    row: Holding
    share: Fraction | None
    affiliate_of: str
    is_by_holding: bool


def holding_lines(agreement: Agreement, day: date) -> list[HoldingLine]:
    """The holdings on a day, each with its share of what is known of its security."""
    rows = holdings_on(agreement, day)
    wholes: dict[str, Fraction] = {}
    for row in rows:
        wholes[row.security] = wholes.get(row.security, Fraction(0)) + (
            fraction(row.quantity) or Fraction(0)
        )
    links = {link.party_id: link for link in affiliations_on(agreement, day)}
    return [_line(row, wholes[row.security], links.get(row.party_id)) for row in rows]


def _line(row: Holding, whole: Fraction, link: Affiliation | None) -> HoldingLine:
    quantity = fraction(row.quantity)
    return HoldingLine(
        row=row,
        share=quantity / whole if quantity is not None and whole else None,
        affiliate_of=link.affiliate_of.name if link else "",
        is_by_holding=link.by_holding_alone if link else False,
    )
