"""The parts of an agreement's file about holdings, affiliates and consent rules."""

from __future__ import annotations

from typing import Any

from agreements.models import Agreement
from obligations.agreement_file import schema
from obligations.agreement_file.consents import in_order, written
from obligations.models import Affiliation, ConsentRule, Holding


def consents_of(agreement: Agreement) -> dict[str, Any]:
    """What is stored, as the file says it: three queries."""
    rules = ConsentRule.objects.filter(agreement=agreement).order_by("position", "id")
    links = Affiliation.objects.filter(agreement=agreement).select_related("party", "affiliate_of")
    holdings = Holding.objects.filter(agreement=agreement).select_related("party")
    return {
        "consent_rules": tuple(_rule(row) for row in rules),
        "affiliates": tuple(_link(row) for row in links.order_by("position", "id")),
        "holdings": in_order(_holding(row) for row in holdings),
    }


def _rule(row: ConsentRule) -> schema.ConsentRuleEntry:
    return schema.ConsentRuleEntry(
        name=row.name,
        section=row.section,
        matters=tuple(row.matters),
        applies_to=tuple(row.applies_to),
        persons=tuple(row.persons),
        threshold=row.threshold,
        percent=written(row.percent),
        security=row.security,
        among=row.among,
        not_counted=tuple(row.not_counted),
        condition=row.condition,
        note=row.note,
    )


def _link(row: Affiliation) -> schema.AffiliateEntry:
    return schema.AffiliateEntry(
        party=row.party.name,
        of=row.affiliate_of.name,
        since=row.from_date,
        until=row.until_date,
        by_holding_alone=row.by_holding_alone,
        source=row.source,
        is_assumed=row.is_assumed,
        note=row.note,
    )


def _holding(row: Holding) -> schema.HoldingEntry:
    return schema.HoldingEntry(
        holder=row.party.name,
        security=row.security,
        quantity=written(row.quantity),
        since=row.from_date,
        until=row.until_date,
        source=row.source,
        is_assumed=row.is_assumed,
        note=row.note,
    )
