"""Which defects of the text touch which dates, and which of them nobody has decided yet.

A defect touches the obligations and key dates that it names, and every obligation
whose rule speaks of them, directly or through defined dates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from agreements.models import Agreement, Defect, User
from agreements.queries import visible_agreements
from obligations.calendars_in_force import in_force
from obligations.engine.analysis import names_in
from obligations.engine.errors import RuleError
from obligations.engine.names import OBLIGATION_DATE, Names, fold
from obligations.engine.parser import parse
from obligations.models import KeyDate, Obligation
from obligations.queries.compiled import SOME_IDS, Compiled, any_of

_OPEN = Compiled(
    lambda obligations: Defect.objects.filter(
        agreement__in=Obligation.objects.filter(any_of("pk", obligations)).values("agreement"),
        decision="",
    ).values_list("agreement_id", "affects"),
    obligations=SOME_IDS,
)


def open_counts(obligations: Iterable[int]) -> dict[int, int]:
    """How many undecided defects touch each obligation; those that none touches are left out.

    One query where there is no such defect, three otherwise.
    """
    ids = list(obligations)
    if not ids or not _OPEN.count(obligations=ids):
        return {}
    agreements = Obligation.objects.filter(any_of("pk", ids)).values("agreement")
    defects = Defect.objects.filter(agreement__in=agreements, decision="")
    return {pk: len(found) for pk, found in _touching(ids, defects).items()}


def defects_touching(obligations: Iterable[int]) -> dict[int, list[Defect]]:
    """The defects that touch each obligation, undecided ones first: three queries."""
    ids = list(obligations)
    agreements = Obligation.objects.filter(pk__in=ids).values("agreement")
    rows = Defect.objects.filter(agreement__in=agreements).select_related("decided_by")
    found = _touching(ids, rows.order_by("position", "id"))
    return {pk: sorted(rows, key=lambda row: bool(row.decision)) for pk, rows in found.items()}


def undecided_in_words(obligations: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """A sentence for each undecided defect that touches an obligation."""
    return {
        pk: tuple(
            f"{row.section}: {row.title}. Nobody has decided what counts."
            for row in rows
            if not row.decision
        )
        for pk, rows in defects_touching(obligations).items()
    }


def defects_of_key_date(key_date: KeyDate) -> list[Defect]:
    """The defects that touch a key date, by name or through its rule; undecided ones first."""
    reach = _reach(KeyDate.objects.filter(agreement=key_date.agreement))[key_date.agreement_id]
    wanted = {fold(key_date.name)} | reach.get(fold(key_date.name), set())
    rows = Defect.objects.filter(agreement=key_date.agreement).select_related("decided_by")
    found = [row for row in rows.order_by("position", "id") if wanted & _affected(row)]
    return sorted(found, key=lambda row: bool(row.decision))


def _touching(ids: list[int], defects: Iterable[Defect]) -> dict[int, list[Defect]]:
    by_agreement: dict[int, list[Defect]] = defaultdict(list)
    for defect in defects:
        by_agreement[defect.agreement_id].append(defect)
    if not by_agreement:
        return {}
    reach = _reach(KeyDate.objects.filter(agreement__in=list(by_agreement)))
    rows = Obligation.objects.filter(any_of("pk", ids), agreement__in=list(by_agreement))
    found: dict[int, list[Defect]] = {}
    for pk, agreement, ref, trigger, rule in rows.values_list(
        "pk", "agreement_id", "ref", "trigger__name", "terms__rule"
    ):
        spoken = {fold(ref), fold(trigger or ""), *_spoken_of(rule or "")}
        known = reach[agreement]
        spoken |= {name for one in tuple(spoken) for name in known.get(one, ())}
        touching = [defect for defect in by_agreement[agreement] if spoken & _affected(defect)]
        if touching:
            found[pk] = touching
    return found


def _affected(defect: Defect) -> set[str]:
    return {fold(name) for name in defect.affects}


def _reach(key_dates: Iterable[KeyDate]) -> dict[int, dict[str, set[str]]]:
    """By agreement and defined date, every name that it rests on, through other defined dates."""
    direct: dict[int, dict[str, frozenset[str]]] = defaultdict(dict)
    for key_date in key_dates:
        if key_date.rule:
            direct[key_date.agreement_id][fold(key_date.name)] = _spoken_of(key_date.rule)
    found: dict[int, dict[str, set[str]]] = defaultdict(dict)
    for agreement, rules in direct.items():
        found[agreement] = {name: _closure(name, rules) for name in rules}
    return found


def _closure(name: str, rules: dict[str, frozenset[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for spoken in rules.get(waiting.pop(), ()):
            if spoken not in found:
                found.add(spoken)
                waiting.append(spoken)
    return found


@lru_cache(maxsize=16_384)
def _spoken_of(text: str) -> frozenset[str]:
    """The names in a rule; of [2(a) due] the obligation's reference. Nothing for no rule."""
    if not text:
        return frozenset()
    try:
        names = names_in(parse(text, Names.open(), in_force().ids))
    except RuleError:
        return frozenset()
    matches = ((name, OBLIGATION_DATE.match(name)) for name in names)
    return frozenset(fold(match["ref"]) if match else fold(name) for name, match in matches)


# Undecided ones, across agreements


@dataclass
class Undecided:
    """The undecided defects of one agreement, and how many there are."""

    agreement: Agreement
    defects: list[Defect] = field(default_factory=list)


def undecided_for(user: User) -> list[Undecided]:
    """The undecided defects of the agreements that the user may see, by agreement: one query."""
    rows = Defect.objects.filter(agreement__in=visible_agreements(user), decision="")
    found: dict[int, Undecided] = {}
    for row in rows.select_related("agreement").order_by("agreement__reference", "position", "id"):
        found.setdefault(row.agreement_id, Undecided(row.agreement)).defects.append(row)
    return list(found.values())


def defect_of(user: User, pk: int) -> Defect:
    """A defect of an agreement that the user may see. Raises Defect.DoesNotExist."""
    rows = Defect.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related("agreement__conventions", "decided_by").get(pk=pk)
