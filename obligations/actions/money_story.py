"""The money of the demonstration's story: base rates, figures, sales, markets, payments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.models import Agreement, Participation, User
from obligations.actions.happenings import Said, record
from obligations.actions.money_entries import (
    Known,
    record_base_rate,
    record_figure,
    record_market,
    record_sales,
    settle_sales,
)
from obligations.actions.money_payments import PaidSaid, record_payment
from obligations.engine.errors import EngineError
from obligations.engine.money.values import read_money, read_percent
from obligations.models import BaseRate, KeyDate, Occurrence
from obligations.queries.money_entered import standing_rows
from obligations.queries.money_ledger import sides_of

Entry = Mapping[str, Any]


def tell_money(*, agreement: Agreement, story: Entry, by: User, keeper: User) -> int:
    """Enters what a story says of money, each fact with its certainty and why; how many facts.

    `keeper` keeps the table of base rates. Raises EngineError for what cannot be meant.
    """
    told = sum(_base_rate(entry, keeper) for entry in story.get("base rates") or ())
    for part, tell in _PARTS.items():
        for entry in story.get(part) or ():
            tell(agreement, entry, by)
            told += 1
        if part == "sales" and story.get(part):
            settle_sales(agreement, by)
    return told


def _base_rate(entry: Entry, keeper: User) -> int:
    day = _day(entry, "from")
    if standing_rows(BaseRate, name__iexact=entry["name"], from_date=day).exists():
        return 0
    record_base_rate(
        name=entry["name"],
        start=day,
        percent=read_percent("The base rate", str(entry["per cent"])),
        source=_text(entry, "source"),
        certainty=entry.get("certainty", "assumed"),
        by=keeper,
    )
    return 1


def _happening(agreement: Agreement, entry: Entry, by: User) -> None:
    key_date = KeyDate.objects.select_related("agreement").filter(
        agreement=agreement, name=entry["key date"]
    )
    row = key_date.first()
    if row is None:
        raise EngineError(f"The story speaks of [{entry['key date']}], which there is not.")
    said = Said(
        day=_day(entry, "date"),
        certainty=entry.get("certainty", "assumed"),
        note=_text(entry, "note"),
    )
    record(key_date=row, said=said, by=by, reason=said.note, silent=True)


def _figure(agreement: Agreement, entry: Entry, by: User) -> None:
    price = read_money("The price", str(entry["price"]), entry["currency"], places=4)
    record_figure(
        agreement=agreement,
        name=entry["name"],
        price=price,
        quantity=Decimal(str(entry.get("number", 1))),
        section=str(entry.get("section", "")),
        known=_known(entry),
        by=by,
    )


def _sales(agreement: Agreement, entry: Entry, by: User) -> None:
    record_sales(
        agreement=agreement,
        quarter=entry["quarter"],
        country=entry["country"],
        net_sales=read_money("Net sales", str(entry["net sales"]), entry["currency"]),
        known=_known(entry),
        by=by,
        settle=False,
    )


def _market(agreement: Agreement, entry: Entry, by: User) -> None:
    percent = entry.get("per cent")
    record_market(
        agreement=agreement,
        country=entry["country"],
        status=entry["status"],
        start=_day(entry, "from"),
        until=_day(entry, "until") if entry.get("until") else None,
        percent=read_percent("The share", str(percent)) if percent is not None else None,
        known=_known(entry),
        by=by,
    )


def _payment(agreement: Agreement, entry: Entry, by: User) -> None:
    row = _occurrence(agreement, entry)
    sides = sides_of(agreement, [row])
    payer, payee = (sides[row.obligation_id, side][0] for side in ("obligor", "obligee"))
    said = PaidSaid(
        payer=Participation.objects.get(pk=payer.id),
        payee=Participation.objects.get(pk=payee.id),
        amount=read_money("The payment", str(entry["amount"]), entry["currency"]),
        day=_day(entry, "date"),
        kind=entry.get("kind", "payment"),
        toward=(row.pk,),
        certainty=entry.get("certainty", "assumed"),
        note=_text(entry, "note"),
        completes=False,
    )
    record_payment(agreement=agreement, said=said, by=by)


def _occurrence(agreement: Agreement, entry: Entry) -> Occurrence:
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=entry["ref"])
    row = rows.filter(turn=str(entry.get("key", ""))).first()
    if row is None:
        raise EngineError(f"The story pays {entry['ref']}, which has no such occurrence.")
    return row


def _known(entry: Entry) -> Known:
    return Known(certainty=entry.get("certainty", "assumed"), note=_text(entry, "note"))


def _text(entry: Entry, name: str) -> str:
    return " ".join(str(entry.get(name, "")).split())


def _day(entry: Entry, name: str) -> date:
    day = entry[name]
    if not isinstance(day, date):
        raise EngineError(f"“{day}” is no day in a story.")
    return day


_PARTS = {
    "happenings": _happening,
    "figures": _figure,
    "sales": _sales,
    "markets": _market,
    "payments": _payment,
}
