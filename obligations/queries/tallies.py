"""The count of a consent request as it stands, and in the sentences that people read."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from agreements.models import Participation
from obligations.engine.consents import Tally, tally
from obligations.engine.consents.words import amount, listed, percent
from obligations.models import ConsentAnswer, ConsentRequest
from obligations.queries.consent_rules import needed_of
from obligations.queries.holdings import affiliated, affiliations_on, held, holdings_on

OUTCOMES = {
    "reached": "Reached",
    "not reached": "Not reached yet",
    "out of reach": "Out of reach",
    "not known": "Cannot be told",
}


def tally_of(request: ConsentRequest, answers: Iterable[ConsentAnswer] | None = None) -> Tally:
    """The count on the record date's holdings and affiliates, with the answers so far."""
    rule = request.rule
    parties = Participation.objects.filter(agreement=request.agreement_id).select_related("party")
    given = list(answers if answers is not None else answers_of(request))
    day = request.record_date
    return tally(
        needed_of(
            rule,
            parties.order_by("position", "id"),
            request.obligation,
            [one.party.name for one in given],
        ),
        held(holdings_on(request.agreement, day, rule.security)) if rule.security else [],
        {one.party.name: one.answer for one in given},  # type: ignore[misc]
        affiliated(affiliations_on(request.agreement, day)),
        [one.party.name for one in given],
    )


def answers_of(request: ConsentRequest) -> list[ConsentAnswer]:
    """Who was asked, with what they answered."""
    rows = ConsentAnswer.objects.filter(request=request).select_related("party", "document")
    return list(rows.order_by("position", "id"))


def in_a_sentence(count: Tally) -> str:
    """Where a count stands and what is missing: for pages, refusals and reports."""
    parts = []
    if count.whole:
        parts.append(
            f"{amount(count.given)} of {amount(count.whole)} counted have consented"
            f" ({percent(count.given, count.whole)})"
        )
    consenting = [person for person, answer in count.persons.items() if answer == "consent"]
    if consenting:
        parts.append(f"{listed(consenting)} {'have' if consenting[1:] else 'has'} consented")
    if count.outcome != "reached" and (count.lacking or count.lacking_strictly) and count.whole:
        more = "more than " if count.lacking_strictly else ""
        parts.append(f"{more}{amount(count.lacking)} more is needed")
    missing = list(dict.fromkeys((*count.persons_missing, *count.missing)))
    if count.outcome != "reached" and missing:
        parts.append(f"missing: {listed(missing)}")
    return "; ".join(parts) or "nobody has consented"


def kept(count: Tally) -> dict[str, Any]:
    """A count as it is kept when a request is closed: plain data, exact numbers as text."""
    return {
        "outcome": count.outcome,
        "whole": str(count.whole),
        "given": str(count.given),
        "refused": str(count.refused),
        "lacking": str(count.lacking),
        "sentence": in_a_sentence(count),
        "lines": [
            {
                "holder": line.holder,
                "quantity": None if line.quantity is None else str(line.quantity),
                "answer": line.answer,
                "standing": line.standing,
                "why": line.why,
            }
            for line in count.lines
        ],
        "persons": dict(count.persons),
        "steps": [step.as_dict() for step in count.steps],
        "cautions": list(count.cautions),
    }


def share(part: Fraction, whole: Fraction) -> int:
    """A share in whole per cent, rounded down: how far a bar is drawn."""
    return int(part * 100 / whole) if whole else 0
