"""Entering figures, sales, what is in a market, and base rates; and taking one back.

Nothing entered here is ever changed: a wrong row is taken back with a reason,
and the right one is entered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions.recompute import recompute
from obligations.clock import business_now, business_today
from obligations.engine.errors import EngineError
from obligations.engine.money.amounts import STATUSES
from obligations.engine.money.royalties import quarter_days
from obligations.engine.money.values import Money
from obligations.engine.run import show
from obligations.models import BaseFigure, BaseRate, Market, PaymentTerms, Sales
from obligations.models.ledger import Entered
from obligations.permissions import check_user_can_administer, check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.money_countries import country_named
from obligations.queries.money_entered import standing_rows

Row = TypeVar("Row", bound=Entered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """How something is known: surely or assumed, from where, by which document."""

    certainty: str = "actual"
    note: str = ""
    document: Document | None = None


def record_figure(
    *,
    agreement: Agreement,
    name: str,
    price: Money,
    quantity: Decimal = Decimal(1),
    known: Known,
    by: User,
    section: str = "",
    reason: str = "",
) -> BaseFigure:
    """Enters a figure that percentages are taken of, in place of an earlier one of its name."""
    check_user_can_enter(by, agreement)
    if quantity <= 0:
        raise EngineError("The number is more than nothing.")
    with recording(by=by, action="enter a figure", reason=reason or f"“{name}” entered"):
        there = standing_rows(BaseFigure, agreement=agreement, name__iexact=name).first()
        if there is not None:
            raise NotNow(f"“{name}” is entered already; take that back first.")
        return _enter(
            BaseFigure,
            by,
            known,
            agreement=agreement,
            name=name.strip(),
            quantity=quantity,
            price=price.amount,
            currency=price.currency,
            section=section,
        )


def record_sales(
    *,
    agreement: Agreement,
    quarter: str,
    country: str,
    net_sales: Money,
    product: str = "",
    known: Known,
    by: User,
    reason: str = "",
    settle: bool = True,
) -> Sales:
    """Enters the net sales of a quarter in a country, once for each product.

    `settle=False` leaves the dates of later quarters to a caller that enters several.
    """
    check_user_can_enter(by, agreement)
    quarter, name = quarter.strip().upper(), country_named(country)
    _check_quarter(agreement, quarter, known.certainty)
    why = reason or f"sales of {quarter} in {name}"
    with recording(by=by, action="enter sales", reason=why):
        _check_new(agreement, quarter, name, product.strip())
        row = _enter(
            Sales,
            by,
            known,
            agreement=agreement,
            quarter=quarter,
            country=name,
            product=product.strip(),
            currency=net_sales.currency,
            net_sales=net_sales.amount,
        )
        if settle:
            settle_sales(agreement, by)
        return row


def _check_new(agreement: Agreement, quarter: str, country: str, product: str) -> None:
    """Sales of a quarter, a country and a product are entered once."""
    there = standing_rows(
        Sales,
        agreement=agreement,
        quarter=quarter,
        country__iexact=country,
        product__iexact=product,
    )
    if there.exists():
        of = f" of {product}" if product else ""
        raise NotNow(
            f"The sales{of} of {quarter} in {country} are entered already; take that back first."
        )


def _check_quarter(agreement: Agreement, quarter: str, certainty: str) -> None:
    first, last = quarter_days(quarter)
    if agreement.signed_date and last < agreement.signed_date:
        raise EngineError(
            f"{quarter} ended before the agreement of {show(agreement.signed_date)} was made."
        )
    if certainty == "actual" and first > business_today():
        raise EngineError(f"{quarter} is still to come; sales to come are assumed, not actual.")


def settle_sales(agreement: Agreement, by: User) -> None:
    """Works out the agreement as far as there are sales now, inside an action.

    All of it: every series that has no end of its own reaches as far as the sales.
    """
    if PaymentTerms.objects.filter(agreement=agreement, method="royalty").exists():
        recompute(agreement, by=by, because="sales were entered", now=business_now())


def record_market(
    *,
    agreement: Agreement,
    country: str,
    status: str,
    start: date,
    until: date | None = None,
    percent: Decimal | None = None,
    known: Known,
    by: User,
    reason: str = "",
) -> Market:
    """Enters that a generic, or an infringement, is in a country from a day on."""
    check_user_can_enter(by, agreement)
    if status not in STATUSES:
        raise EngineError(f"“{status}” is none of {', '.join(STATUSES)}.")
    if until is not None and until < start:
        raise EngineError(f"It ends on {show(until)}, before it begins on {show(start)}.")
    if status == "infringement" and percent is None:
        raise EngineError("Say how many per cent of the sales the infringement is.")
    if percent is not None and not 0 <= percent <= 100:
        raise EngineError("The per cent of the sales are from 0 to 100.")
    check_day(agreement, start, known.certainty)
    name = country_named(country)
    with recording(by=by, action="enter a market", reason=reason or f"{status} in {name}"):
        _check_no_overlap(agreement, name, status, start, until)
        return _enter(
            Market,
            by,
            known,
            agreement=agreement,
            country=name,
            status=status,
            from_date=start,
            until_date=until,
            percent=percent,
        )


def _check_no_overlap(
    agreement: Agreement, country: str, status: str, start: date, until: date | None
) -> None:
    rows = standing_rows(Market, agreement=agreement, country__iexact=country, status=status)
    for row in rows:
        if row.from_date <= (until or date.max) and start <= (row.until_date or date.max):
            raise NotNow(
                f"{status.capitalize()} in {country} from {show(row.from_date)} is entered already;"
                " take that back first."
            )


def check_day(agreement: Agreement, day: date, certainty: str) -> None:
    if agreement.signed_date and day < agreement.signed_date:
        raise EngineError(f"{show(day)} is before the agreement of {show(agreement.signed_date)}.")
    if certainty == "actual" and day > business_today():
        raise EngineError(f"{show(day)} is still to come; enter it as assumed, or on its day.")


def record_base_rate(
    *,
    name: str,
    start: date,
    percent: Decimal,
    source: str,
    certainty: str = "actual",
    by: User,
    reason: str = "",
) -> BaseRate:
    """Enters a base rate from a day on. For administrators: all agreements share the table."""
    check_user_can_administer(by)
    if not name.strip() or not source.strip():
        raise EngineError("A base rate needs its name and its source.")
    why = reason or f"{name} from {show(start)}"
    with recording(by=by, action="enter a base rate", reason=why):
        there = standing_rows(BaseRate, name__iexact=name.strip(), from_date=start).first()
        if there is not None:
            raise NotNow(f"{name} from {show(start)} is entered already; take that back first.")
        same = standing_rows(BaseRate, name__iexact=name.strip()).first()
        return _enter(
            BaseRate,
            by,
            Known(certainty=certainty),
            name=same.name if same else name.strip(),
            from_date=start,
            percent=percent,
            source=source.strip(),
        )


def _enter(model: type[Row], by: User, known: Known, **values: Any) -> Row:
    row = model(
        certainty=known.certainty,
        note=known.note.strip(),
        entered_by=by,
        entered_at=business_now(),
        **values,
    )
    if known.document is not None:
        row.document = known.document  # type: ignore[attr-defined]
    row.full_clean()
    row.save()
    return row


def take_back(*, row: Entered, by: User, reason: str) -> Entered:
    """Takes an entered row back: it stays, with a second row beside it that says why."""
    agreement = getattr(row, "agreement", None)
    if agreement is None:
        check_user_can_administer(by)
    else:
        check_user_can_enter(by, agreement)
    if not reason.strip():
        raise EngineError("Say why it is taken back; it is kept in the history.")
    with recording(by=by, action="take back", reason=reason):
        model: Any = type(row)
        locked = model._default_manager.select_for_update().get(pk=row.pk)
        if locked.reverses_id is not None or model._default_manager.filter(reverses=row).exists():
            raise NotNow("This was taken back already.")
        values = {f.name: getattr(locked, f.name) for f in _own_fields(model)}
        values |= {"entered_by": by, "entered_at": business_now()}
        made: Entered = model._default_manager.create(
            **values, reverses=locked, reason=reason.strip()
        )
        return made


def _own_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The columns of a row that its reversal repeats."""
    own = ("id", "reverses", "reason", "entered_by", "entered_at")
    return [f for f in model._meta.concrete_fields if f.name not in own]
