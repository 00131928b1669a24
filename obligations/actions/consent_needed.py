"""What needs a consent: found where it was given, else refused with who is missing."""

from __future__ import annotations

from obligations.models import ConsentRequest, ConsentRule
from obligations.policies import NotNow
from obligations.queries.consent_rules import Wanted, covers, given_for, in_words, rules_for
from obligations.queries.tallies import in_a_sentence, tally_of


class ConsentMissing(NotNow):
    """Something that a clause allows only with a consent that is not there."""


def consent_for(wanted: Wanted, consent: ConsentRequest | None = None) -> ConsentRequest | None:
    """The consent that allows what is wanted; None where the agreement asks for none.

    Without a named one, the latest that covers it. Raises ConsentMissing with the
    clause, its threshold and who is missing.
    """
    rules = rules_for(wanted)
    if consent is not None:
        _check_names(consent, wanted, rules)
        return consent
    if not rules:
        return None
    found = given_for(wanted, rules)
    if not found:
        raise ConsentMissing(_why_missing(wanted, rules))
    return found[0]


def _check_names(consent: ConsentRequest, wanted: Wanted, rules: list[ConsentRule]) -> None:
    if not covers(consent, wanted) or (rules and consent.rule not in rules):
        raise ConsentMissing(f"{consent} is a consent to something else.")
    if consent.state != ConsentRequest.State.GIVEN:
        raise ConsentMissing(_standing(consent))


def _why_missing(wanted: Wanted, rules: list[ConsentRule]) -> str:
    what = f"{'an' if wanted.matter[0] in 'aeiou' else 'a'} {wanted.matter}"
    clauses = ", or ".join(
        f"{rule.section} asks for {in_words(rule, wanted.obligation)}" for rule in rules
    )
    requests = ConsentRequest.objects.filter(agreement=wanted.agreement, rule__in=rules)
    about = [r for r in requests.order_by("-number") if covers(r, wanted)]
    told = _standing(about[0]) if about else "Nobody was asked yet: ask under Consents."
    return f"This is {what}, and needs a consent: {_ended(clauses)} {told}"


def _standing(request: ConsentRequest) -> str:
    states = ConsentRequest.State
    if request.state == states.OPEN:
        count = tally_of(request)
        end = " Close the count first." if count.reached else ""
        return f"{request} is still open: {_ended(in_a_sentence(count))}{end}"
    if request.state == states.NOT_GIVEN:
        return f"{request} was not given: {_ended(request.tally.get('sentence', ''))}"
    if request.state == states.WITHDRAWN:
        return f"{request} was taken back."
    return f"{request} was given."


def _ended(text: str) -> str:
    """With one full stop, also after a name that ends in one."""
    return text if text.endswith(".") else f"{text}."
