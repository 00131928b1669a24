"""Holdings, affiliates and consent rules in a file: their normal form, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from obligations.agreement_file.schema import (
    AffiliateEntry,
    AgreementFile,
    ConsentRuleEntry,
    HoldingEntry,
    PartyEntry,
)
from obligations.engine.names import Names, fold

# Called with the entry, its attribute and the sentence that says what is wrong.
Fail = Callable[[object, str, str], None]

# Stands among the persons of a rule for whoever the thing is owed to.
OBLIGEE = "obligee"
MATTERS = ("waiver", "extension", "amendment", "permission")
# As many digits as a holding can have before and after the point.
WHOLE_DIGITS, DECIMALS = 16, 4


def number(text: str) -> Decimal | None:
    """A quantity or percentage as written, 1,200,000 or 66.67; None where it is left out.

    Raises ValueError for what is no number.
    """
    plain = text.replace(",", "").replace(" ", "").removesuffix("%")
    if not plain or fold(plain) == "unknown":
        return None
    try:
        found = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not found.is_finite():
        raise ValueError(text)
    return found


def written(value: Decimal | None) -> str:
    """A number as the canonical file has it: no thousands marks, no idle zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# One form


def normal_parts(file: AgreementFile) -> dict[str, Any]:
    """The parts of a file about consents, in the one form that can be compared."""
    parties = file.parties
    return {
        "holdings": in_order(_holding(entry, parties) for entry in file.holdings),
        "affiliates": tuple(
            replace(entry, party=_party(entry.party, parties), of=_party(entry.of, parties))
            for entry in file.affiliates
        ),
        "consent_rules": tuple(
            replace(
                entry, percent=written(number(entry.percent)), among=entry.among or "outstanding"
            )
            for entry in file.consent_rules
        ),
    }


def in_order(entries: Iterable[HoldingEntry]) -> tuple[HoldingEntry, ...]:
    """Holdings in the order of their days."""
    return tuple(sorted(entries, key=lambda e: (e.since, e.security, e.holder)))


def _holding(entry: HoldingEntry, parties: tuple[PartyEntry, ...]) -> HoldingEntry:
    return replace(
        entry, holder=_party(entry.holder, parties), quantity=written(number(entry.quantity))
    )


def _party(name: str, parties: tuple[PartyEntry, ...]) -> str:
    """The party of a name or of a role that one party has."""
    found = _parties(name, parties)
    return found[0] if len(found) == 1 else name


def _parties(name: str, parties: Iterable[PartyEntry]) -> list[str]:
    called = [p.party for p in parties if fold(name) in (fold(p.party), fold(p.role))]
    return list(dict.fromkeys(called))


# What is wrong


def check_consents(file: AgreementFile, names: Names, fail: Fail) -> None:
    """Tells all that holdings, affiliates and consent rules say wrongly of other parts."""
    for holding in file.holdings:
        _check_party(file, holding, "holder", holding.holder, fail)
        _check_quantity(holding, fail)
        _check_days(holding, holding.since, holding.until, fail)
    _check_overlaps(file, fail)
    for link in file.affiliates:
        _check_link(file, link, fail)
    called: set[str] = set()
    for rule in file.consent_rules:
        if fold(rule.name) in called:
            fail(rule, "name", f"There are two consent rules called “{rule.name}”.")
        called.add(fold(rule.name))
        _check_rule(file, rule, names, fail)


def _check_party(file: AgreementFile, entry: object, attribute: str, name: str, fail: Fail) -> None:
    found = _parties(name, file.parties)
    if not found:
        roles = ", ".join(sorted({p.role for p in file.parties}))
        fail(entry, attribute, f"No party is called “{name}”; the roles are {roles}.")
    elif len(found) > 1:
        fail(entry, attribute, f"Several parties are called “{name}”; name the one.")


def _check_quantity(entry: HoldingEntry, fail: Fail) -> None:
    try:
        quantity = number(entry.quantity)
    except ValueError:
        fail(entry, "quantity", f"“{entry.quantity}” is no quantity; write it as 350,000.")
        return
    if quantity is None:
        return
    if quantity < 0:
        fail(entry, "quantity", "Nobody holds less than nothing; enter 0 or more.")
    if quantity >= 10**WHOLE_DIGITS or round(quantity, DECIMALS) != quantity:
        fail(entry, "quantity", f"“{entry.quantity}” has too many digits.")


def _check_days(entry: object, since: date | None, until: date | None, fail: Fail) -> None:
    if since and until and until < since:
        fail(entry, "until", f"It ends on {until}, before its first day.")


def _check_overlaps(file: AgreementFile, fail: Fail) -> None:
    before: dict[tuple[str, str], HoldingEntry] = {}
    for entry in sorted(file.holdings, key=lambda e: e.since):
        place = (fold(_party(entry.holder, file.parties)), fold(entry.security))
        last = before.get(place)
        if last is not None and (
            last.since == entry.since or (last.until or date.min) >= entry.since
        ):
            fail(
                entry,
                "since",
                f"{entry.holder} has {entry.security} from {last.since} already: these days would"
                " count twice. End one before the other begins.",
            )
        before[place] = entry


def _check_link(file: AgreementFile, link: AffiliateEntry, fail: Fail) -> None:
    _check_party(file, link, "party", link.party, fail)
    _check_party(file, link, "of", link.of, fail)
    _check_days(link, link.since, link.until, fail)
    if _party(link.party, file.parties) == _party(link.of, file.parties):
        fail(link, "of", "Nobody is their own affiliate.")


def _check_rule(file: AgreementFile, rule: ConsentRuleEntry, names: Names, fail: Fail) -> None:
    for matter in rule.matters:
        if matter not in MATTERS:
            fail(rule, "matters", f"“{matter}” is none of: {', '.join(MATTERS)}.")
    for attribute in ("persons", "not_counted"):
        for name in getattr(rule, attribute):
            owed_to = attribute == "persons" and fold(name) == OBLIGEE
            if not owed_to and not _parties(name, file.parties):
                fail(rule, attribute, f"No party is called “{name}”.")
    _check_threshold(rule, fail)
    sections = {fold(o.section) for o in file.obligations}
    refs = {fold(o.ref) for o in file.obligations}
    for name in rule.applies_to:
        within = any(section.startswith(fold(name)) for section in sections)
        if fold(name) not in refs and names.find(name) is None and not within:
            fail(rule, "applies_to", f"There is no obligation, key date or section “{name}”.")


def _check_threshold(rule: ConsentRuleEntry, fail: Fail) -> None:
    try:
        percent = number(rule.percent)
    except ValueError:
        fail(rule, "percent", f"“{rule.percent}” is no percentage; write it as 66.67.")
        return
    if percent is not None and not 0 < percent <= 100:
        fail(rule, "percent", "A percentage is above 0 and at most 100.")
    if (rule.threshold in ("at least", "more than")) != (percent is not None):
        fail(rule, "percent", "“at least” and “more than” have a percentage, the others none.")
    if not rule.threshold and not rule.persons:
        fail(rule, "threshold", "Say whose consent is needed: persons, a threshold, or both.")
    if rule.threshold and not rule.security:
        fail(rule, "security", "Say of what the holders hold, as “of: Registrable Securities”.")
