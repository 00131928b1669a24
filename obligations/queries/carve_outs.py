"""Carve-outs and what was used of them, for pages and reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from agreements.models import User
from agreements.queries import visible_agreements
from obligations.models import CarveOut, CarveOutUse
from obligations.queries.prohibitions import cap_in_words, quantity, uses_counted


def carve_out_of(user: User, pk: int) -> CarveOut:
    """A carve-out that a user may see. Raises CarveOut.DoesNotExist."""
    rows = CarveOut.objects.filter(obligation__agreement__in=visible_agreements(user))
    return rows.select_related("obligation__agreement").get(pk=pk, obligation__retired_at=None)


def uses_seen(user: User) -> QuerySet[CarveOutUse]:
    """Every use that a user may see, also what was taken back."""
    rows = CarveOutUse.objects.filter(carve_out__obligation__agreement__in=visible_agreements(user))
    return rows.select_related("carve_out__obligation__agreement", "party", "reversed_by")


def use_of(user: User, pk: int) -> CarveOutUse:
    """A use that stands, under an agreement that a user may see. Raises DoesNotExist."""
    return uses_seen(user).get(pk=pk, reverses=None, reversed_by=None)


@dataclass(frozen=True, slots=True)
class Capped:
    """A carve-out with its cap in words, what was used in all and what a total cap leaves."""

    row: CarveOut
    cap: str
    uses: tuple[CarveOutUse, ...]

    @property
    def used(self) -> str:
        """What was used in all: 80,000 shares; empty where nothing was or is counted."""
        total = sum((use.quantity for use in self.uses), Decimal(0))
        return quantity(total, self.row.cap_unit) if total else ""

    @property
    def left(self) -> str:
        """What is left of a cap that is in total and for all together; empty for other caps."""
        row = self.row
        if row.cap_quantity is None or row.cap_per or row.cap_each:
            return ""
        total = sum((use.quantity for use in self.uses), Decimal(0))
        return quantity(max(Decimal(0), row.cap_quantity - total), row.cap_unit)


def capped(rows: Iterable[CarveOut], until: date | None = None) -> list[Capped]:
    """Carve-outs that the caller has found for its user, with what was used of their caps.

    `until`: the last day whose uses are wanted, all without one.
    """
    listed = list(rows)
    uses = uses_counted(listed, until)
    return [Capped(row, cap_in_words(row), uses.get(row.pk, ())) for row in listed]
