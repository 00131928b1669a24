"""A party across agreements: its roles, what is owed by and to it, its holdings and notices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from agreements.models import Agreement, CopyRecipient, Participation, Party, User
from agreements.queries import visible_agreements, visible_parties
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.models import Holding, Notice, ObligationParty
from obligations.queries.lines import Line, lines_of
from obligations.queries.register import Filters, occurrences

# So many lines of each part stand on the page, and in its files.
MOST, MOST_IN_FILES = 20, 2_000
NOTICES = 100
# What is over is in the register; a page that lists it would hide what is not.
OVER = ("done on time", "done late", "waived", "not applicable", "ended")


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one side: what is to be done, what is forbidden, what may be done.

    `more` says that there are others beyond these.
    """

    name: str
    title: str
    lines: list[Line]
    more: bool


@dataclass(frozen=True, slots=True)
class PartyPage:
    """All that is shown of a party, of the agreements that the reader may see."""

    party: Party
    roles: list[Participation]
    parts: list[Part]
    holdings: list[Holding]
    notices: list[Notice]


def party_of(user: User, pk: int) -> Party:
    """A party of the user's agreements. Raises Party.DoesNotExist."""
    return visible_parties(user).get(pk=pk)


def parties_named(user: User, text: str, most: int) -> QuerySet[Party]:
    """The parties of the user's agreements whose name, role or seat has all the words, by name."""
    found = Party.objects.filter(pk__in=visible_parties(user).values("pk"))
    for word in text.split()[:8]:
        roles = Participation.objects.filter(
            role__icontains=word, agreement__in=visible_agreements(user)
        )
        found = found.filter(
            Q(name__icontains=word)
            | Q(jurisdiction__icontains=word)
            | Q(pk__in=roles.values("party"))
        )
    return found.order_by("name")[:most]


def with_roles(user: User, rows: QuerySet[Party]) -> QuerySet[Party]:
    """Parties with their `roles` in the agreements that the user may see."""
    roles = _roles(user).order_by("agreement__reference", "position")
    return rows.prefetch_related(Prefetch("participations", queryset=roles, to_attr="roles"))


def party_page(user: User, party: Party, now: datetime, today: date, most: int = MOST) -> PartyPage:
    """A party as its page and its files show it: the same number of queries for any party.

    Of each part it has the first lines by date, so many at most.
    """
    roles = _roles(user).filter(party=party).order_by("agreement__reference", "position")
    copies = Prefetch("copies_to", queryset=CopyRecipient.objects.order_by("pk"))
    return PartyPage(
        party,
        list(roles.prefetch_related(copies)),
        _parts(user, party, now, most),
        _holdings(user, party, today),
        _notices(user, party),
    )


def _roles(user: User) -> QuerySet[Participation]:
    seen: QuerySet[Agreement] = visible_agreements(user)
    return Participation.objects.filter(agreement__in=seen).select_related("agreement", "party")


def _parts(user: User, party: Party, now: datetime, most: int) -> list[Part]:
    rows = occurrences(user, Filters(party=party.pk), now).exclude(status__in=OVER)
    by, to = (_on_side(rows, party, side) for side in ("obligor", "obligee"))
    duty = ~Q(kind__in=PROHIBITIONS | RIGHTS)
    wanted = (
        ("by", "Owed by it", by.filter(duty)),
        ("to", "Owed to it", to.filter(duty)),
        ("forbidden", "Forbidden to it", by.filter(kind__in=PROHIBITIONS)),
        ("protects", "Forbidden to others for its sake", to.filter(kind__in=PROHIBITIONS)),
        ("rights", "Rights that it has", by.filter(kind__in=RIGHTS)),
        ("against", "Rights against it", to.filter(kind__in=RIGHTS)),
    )
    found = [(name, title, _first(some, most)) for name, title, some in wanted]
    every = {line.id: line for line in lines_of({pk for *_, ids in found for pk in ids}, now)}
    return [
        Part(name, title, [every[pk] for pk in ids[:most] if pk in every], len(ids) > most)
        for name, title, ids in found
    ]


def _on_side(rows: QuerySet[Any, Any], party: Party, side: str) -> QuerySet[Any, Any]:
    """Those of an obligation that has the party on a side; of each obligor's own, its own alone."""
    sides = ObligationParty.objects.filter(side=side, participation__party=party)
    rows = rows.filter(obligation__in=sides.values("obligation"))
    if side == ObligationParty.Side.OBLIGOR:
        rows = rows.filter(Q(person=None) | Q(person__party=party))
    return rows


def _first(rows: QuerySet[Any, Any], most: int) -> list[int]:
    return list(rows.order_by("sort_date", "pk").values_list("pk", flat=True)[: most + 1])


def _holdings(user: User, party: Party, today: date) -> list[Holding]:
    """What it holds today: of each agreement and security the latest entry, if it still lasts."""
    rows = Holding.objects.filter(
        party=party, agreement__in=visible_agreements(user), from_date__lte=today
    )
    latest: dict[tuple[int, str], Holding] = {}
    for row in rows.select_related("agreement").order_by("from_date", "pk"):
        latest[row.agreement_id, row.security.casefold()] = row
    found = [row for row in latest.values() if row.until_date is None or row.until_date >= today]
    return sorted(found, key=lambda row: (row.agreement.reference, row.security))


def _notices(user: User, party: Party) -> list[Notice]:
    """The latest notices that it gave or was given; what was taken back is left out."""
    mine = Q(sender__party=party) | Q(addressees__participation__party=party)
    rows = Notice.objects.filter(mine, agreement__in=visible_agreements(user), state="sent")
    rows = rows.select_related("agreement", "sender__party").distinct()
    return list(rows.order_by("-sent_date", "-pk")[:NOTICES])
