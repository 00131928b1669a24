"""Which consent a thing needs: the agreement's consent rules, and requests that satisfy them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from agreements.models import Agreement, Participation
from obligations.agreement_file.consents import OBLIGEE
from obligations.engine.consents import (
    AT_LEAST_TWO_THIRDS,
    EACH,
    MAJORITY,
    Needed,
    Threshold,
    at_least,
    more_than,
)
from obligations.engine.consents.words import asked, listed
from obligations.engine.names import fold
from obligations.models import (
    ConsentRequest,
    ConsentRule,
    KeyDate,
    Obligation,
    ObligationParty,
    Occurrence,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants to do that may need a consent.

    `matter` as in consent rules; about an occurrence, an obligation or a key
    date; `new_date` for an extension, `act_date` for an act on a day.
    """

    agreement: Agreement
    matter: str
    obligation: Obligation | None = None
    occurrence: Occurrence | None = None
    key_date: KeyDate | None = None
    new_date: date | None = None


# The rules that apply


def rules_for(wanted: Wanted) -> list[ConsentRule]:
    """The rules of which one has to be satisfied; none where no consent is needed.

    Rules that name the obligation, key date or section go before those for all.
    """
    rows = ConsentRule.objects.filter(agreement=wanted.agreement).order_by("position", "id")
    rules = [rule for rule in rows if wanted.matter in rule.matters]
    named = [rule for rule in rules if _names(rule, wanted)]
    return named or [rule for rule in rules if not rule.applies_to]


def _names(rule: ConsentRule, wanted: Wanted) -> bool:
    obligation = wanted.obligation
    places = {fold(wanted.key_date.name)} if wanted.key_date else set()
    sections = wanted.key_date.section if wanted.key_date else ""
    if obligation is not None:
        places.add(fold(obligation.ref))
        sections = obligation.section
    within = [fold(part) for part in sections.split(";") if part.strip()]
    return any(
        fold(name) in places or any(_is_within(part, fold(name)) for part in within)
        for name in rule.applies_to
    )


def _is_within(section: str, wanted: str) -> bool:
    """Whether a section is the wanted one or a part of it: 3(d)(i) is within 3(d)."""
    rest = section.removeprefix(wanted)
    return section.startswith(wanted) and (not rest or not rest[0].isalnum())


# A rule for the count


def threshold_of(rule: ConsentRule) -> Threshold | None:
    """The threshold of a rule; None where named persons alone consent."""
    named = {
        ConsentRule.Threshold.MAJORITY: MAJORITY,
        ConsentRule.Threshold.TWO_THIRDS: AT_LEAST_TWO_THIRDS,
        ConsentRule.Threshold.EACH: EACH,
    }
    if not rule.threshold:
        return None
    if (found := named.get(ConsentRule.Threshold(rule.threshold))) is not None:
        return found
    percent = Fraction(str(rule.percent or 0))
    strictly = rule.threshold == ConsentRule.Threshold.MORE_THAN
    return more_than(percent) if strictly else at_least(percent)


def needed_of(
    rule: ConsentRule,
    parties: Iterable[Participation],
    obligation: Obligation | None = None,
    asked_of: Iterable[str] = (),
) -> Needed:
    """What a rule asks for, its roles as the names of the parties that have them.

    `obligation` is what the consent is about, `asked_of` who was asked: where a
    thing is owed both ways, whoever gives it up is one who was asked.
    """
    sides = list(parties)
    return Needed(
        persons=persons_of(rule, sides, obligation, asked_of),
        threshold=threshold_of(rule),
        among=rule.among,  # type: ignore[arg-type]
        not_counted=names_of(rule.not_counted, sides),
    )


def persons_of(
    rule: ConsentRule,
    parties: Iterable[Participation],
    obligation: Obligation | None,
    asked_of: Iterable[str] = (),
) -> tuple[str, ...]:
    """The persons each of whom a rule asks, the obligees of the obligation in their place."""
    found: dict[str, None] = {}
    sides = list(parties)
    for name in rule.persons:
        if not is_obligee(name, sides):
            found |= dict.fromkeys(names_of([name], sides))
        elif obligation is not None:
            found |= dict.fromkeys(_owed_to(obligation, set(asked_of)))
    return tuple(found)


def is_obligee(name: str, parties: Iterable[Participation]) -> bool:
    """Whether a name stands for whoever it is owed to; a role of that name goes before."""
    called = {fold(word) for side in parties for word in (side.role, side.party.name)}
    return fold(name) == OBLIGEE and OBLIGEE not in called


def _owed_to(obligation: Obligation, asked_of: set[str]) -> list[str]:
    """The obligees; of a thing owed both ways, those who were asked."""
    rows = ObligationParty.objects.filter(obligation=obligation).order_by("id")
    sides = rows.values_list("side", "participation__party__name")
    names = [name for side, name in sides if side == ObligationParty.Side.OBLIGEE]
    owing = {name for side, name in sides if side == ObligationParty.Side.OBLIGOR}
    chosen = [name for name in names if name in asked_of]
    return chosen if chosen and owing & set(names) else names


def names_of(written: Iterable[str], parties: Iterable[Participation]) -> tuple[str, ...]:
    """The parties that names stand for: a role means all who have it."""
    sides = list(parties)
    found: dict[str, None] = {}
    for name in written:
        same = [
            side.party.name
            for side in sides
            if fold(name) in (fold(side.role), fold(side.party.name))
        ]
        found |= dict.fromkeys(same or [name])
    return tuple(found)


def in_words(rule: ConsentRule, obligation: Obligation | None = None) -> str:
    """What a rule asks for, in a phrase: the Company and holders of at least two thirds of …."""
    parts = [_person_in_words(name, obligation) for name in rule.persons]
    threshold = threshold_of(rule)
    if threshold is not None:
        security = rule.security or "what is held"
        if threshold.each:
            parts.append(f"each holder of {security}")
        else:
            parts.append(f"the holders of {asked(threshold)} of the {_among(rule)}{security}")
    return listed(parts)


def _person_in_words(name: str, obligation: Obligation | None) -> str:
    if fold(name) != OBLIGEE:
        return name
    owed_to = _owed_to(obligation, set()) if obligation is not None else []
    whoever = "whoever it is owed to"
    return f"{whoever} ({listed(owed_to)})" if owed_to else whoever


def _among(rule: ConsentRule) -> str:
    return {
        "outstanding": "outstanding ",
        "voting": "answering ",
        "concerned": "concerned ",
    }[rule.among]


# Requests that satisfy it


def given_for(wanted: Wanted, rules: Iterable[ConsentRule]) -> list[ConsentRequest]:
    """The consents that were given and cover what is wanted, the latest first."""
    rows = ConsentRequest.objects.filter(
        agreement=wanted.agreement, state=ConsentRequest.State.GIVEN, rule__in=list(rules)
    )
    return [row for row in rows.order_by("-closed_date", "-number") if covers(row, wanted)]


def consents_for(agreement: Agreement, matter: str) -> QuerySet[ConsentRequest]:
    """The consents of an agreement that an act of this kind could rest on, open ones too."""
    states = (ConsentRequest.State.OPEN, ConsentRequest.State.GIVEN)
    rows = ConsentRequest.objects.filter(agreement=agreement, matter=matter, state__in=states)
    return rows.select_related("agreement", "rule__agreement").order_by("-number")


def covers(request: ConsentRequest, wanted: Wanted) -> bool:
    """Whether a request is about what is wanted: the same matter, thing and date."""
    if request.matter != wanted.matter or request.agreement_id != wanted.agreement.pk:
        return False
    if request.occurrence_id is not None:
        same = wanted.occurrence is not None and wanted.occurrence.pk == request.occurrence_id
    elif request.obligation_id is not None:
        same = wanted.obligation is not None and wanted.obligation.pk == request.obligation_id
    elif request.key_date_id is not None:
        same = wanted.key_date is not None and wanted.key_date.pk == request.key_date_id
    else:
        same = True
    if request.new_date is not None and wanted.new_date is not None:
        same = same and wanted.new_date <= request.new_date
    return same
