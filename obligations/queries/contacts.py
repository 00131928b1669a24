"""Who outside is reminded of which obligation.

Nothing leaves for the outside about what a second person has not confirmed, or whose date rests
on something assumed or planned.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from agreements.models import Participation
from obligations.engine.reminding import Ladder
from obligations.models import ExternalRecipient, Obligation, ObligationParty, Occurrence
from obligations.queries.compiled import any_of

Side = ExternalRecipient.Side


@dataclass(frozen=True)
class Contacts:
    """Who outside is reminded of which obligation: role, parties of that role, and ladder."""

    by_obligation: dict[int, list[tuple[str, list[int], Ladder]]]

    def of(self, row: dict[str, Any]) -> list[tuple[int, Ladder]]:
        """The participations to remind of an occurrence (a row of the planner's columns)."""
        if row["certainty"] != "actual":
            return []
        found: dict[int, Ladder] = {}
        for side, parties, ladder in self.by_obligation.get(row["obligation_id"], []):
            for party in _theirs(side, parties, row["person_id"]):
                found.setdefault(party, ladder)
        return list(found.items())


def _theirs(side: str, parties: list[int], own: int | None) -> list[int]:
    """Where each owes for itself, only the one whose own occurrence it is."""
    return [own] if side == Side.OBLIGOR and own is not None and own in parties else parties


def contacts_of(obligations: Collection[int]) -> Contacts:
    """Who outside is reminded of some obligations, where they have an address. Three queries."""
    rows = ExternalRecipient.objects.filter(
        any_of("obligation_id", sorted(obligations)),
        obligation__confirmed_by__isnull=False,
        obligation__retired_at=None,
    )
    named = list(rows.order_by("obligation_id", "id"))
    if not named:
        return Contacts({})
    parties = parties_of(named)
    reachable = Participation.objects.exclude(email="").filter(
        pk__in={party for found in parties.values() for party in found}
    )
    ids = set(reachable.values_list("pk", flat=True))
    found: dict[int, list[tuple[str, list[int], Ladder]]] = defaultdict(list)
    for row in named:
        ladder = Ladder(tuple(row.leads), row.on_the_day)
        theirs = [party for party in parties[row.pk] if party in ids]
        found[row.obligation_id].append((row.side, theirs, ladder))
    return Contacts(dict(found))


def parties_of(named: Iterable[ExternalRecipient]) -> dict[int, list[int]]:
    """The participations that each row names, by side or one by one, by the row's id."""
    sides = ObligationParty.objects.filter(obligation__in={row.obligation_id for row in named})
    on_side: dict[tuple[int, str], list[int]] = defaultdict(list)
    for obligation, side, party in sides.order_by("id").values_list(
        "obligation_id", "side", "participation_id"
    ):
        on_side[obligation, side].append(party)
    return {
        row.pk: on_side[row.obligation_id, row.side]
        if row.side
        else [row.participation_id]
        if row.participation_id
        else []
        for row in named
    }


def is_still_reminded(row: Occurrence, contact: int) -> bool:
    """Whether a party outside is to be reminded of an occurrence as things stand."""
    now = {
        "certainty": row.certainty,
        "obligation_id": row.obligation_id,
        "person_id": row.person_id,
    }
    return contact in dict(contacts_of([row.obligation_id]).of(now))


@dataclass(frozen=True, slots=True)
class OutsideLine:
    """Who outside is reminded, as the page of an obligation shows it.

    `to` are the parties that the role names now; `missing` those of them without an address.
    """

    row: ExternalRecipient
    to: list[Participation]
    missing: list[Participation]


def outside_lines(obligation: Obligation) -> list[OutsideLine]:
    """Who outside is reminded of an obligation, in the order in which they were named."""
    rows = ExternalRecipient.objects.filter(obligation=obligation).select_related(
        "participation__party"
    )
    named = list(rows.order_by("id"))
    found = parties_of(named)
    ids = {party for parties in found.values() for party in parties}
    parties = {
        party.pk: party
        for party in Participation.objects.filter(pk__in=ids).select_related("party")
    }
    lines = []
    for row in named:
        to = [parties[pk] for pk in found[row.pk] if pk in parties]
        lines.append(OutsideLine(row, to, [party for party in to if not party.email]))
    return lines
