"""From the id that a rule or an agreement names to the calendar, and to its alternatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import product

from .business import BusinessCalendar
from .definition import CalendarDefinition, UnknownCalendar
from .shipped import MANIFEST, SHIPPED, shipped_definition


@dataclass(frozen=True)
class Variant:
    """Another defensible calendar for the same words: why (a sentence), and which."""

    basis: str
    calendar_id: str


def calendar(id: str, extra: Iterable[CalendarDefinition] | None = None) -> BusinessCalendar:
    """The calendar named `id`; "a+b" is open only where both are.

    Case, spaces, order and repetition do not matter: "California-Banks + us-fed"
    is us-fed+california-banks. `extra` adds definitions from elsewhere; one
    with a shipped id stands in for it. The same definitions give the same
    object. Raises UnknownCalendar, or OutsideRange where the members' ranges
    do not overlap.
    """
    if extra is None:
        return _shipped(id)
    others = {definition.id: definition for definition in extra}
    return _joined(tuple(_definition(member, others) for member in _members(id)))


@lru_cache(maxsize=256)
def variants(id: str) -> tuple[Variant, ...]:
    """Other calendars that the same words can mean, the nearest first.

    Those of a joint calendar exchange one member or several. A calendar that
    does not ship has none of its own.
    """
    members = _members(id)
    own = "+".join(members)
    found: dict[str, str] = {}
    for choice in product(*(_meanings(member) for member in members)):
        other = "+".join(_members("+".join(member for member, _ in choice)))
        if other != own:
            found.setdefault(other, " ".join(basis for _, basis in choice if basis))
    return tuple(Variant(basis, other) for other, basis in found.items())


@lru_cache(maxsize=256)
def _shipped(id: str) -> BusinessCalendar:
    return _joined(tuple(_definition(member, {}) for member in _members(id)))


@lru_cache(maxsize=256)
def _joined(members: tuple[CalendarDefinition, ...]) -> BusinessCalendar:
    return BusinessCalendar(members)


def _meanings(member: str) -> list[tuple[str, str]]:
    """The member as it stands, then its variants, each with the basis of the change."""
    entries = MANIFEST.get(member, {}).get("variant", [])
    return [(member, ""), *((entry["calendar"], entry["basis"]) for entry in entries)]


def _members(id: str) -> list[str]:
    """The ids joined in `id`, each once, shipped ones in their own order, then the others."""
    members = {part.strip().lower() for part in id.split("+")}
    if "" in members:
        raise UnknownCalendar(
            f"“{id}” does not name a calendar: give one id, or several joined with +, "
            "as in us-fed+california-banks."
        )
    return sorted(members, key=_place)


def _place(member: str) -> tuple[int, str]:
    return (SHIPPED.index(member) if member in SHIPPED else len(SHIPPED), member)


def _definition(id: str, others: Mapping[str, CalendarDefinition]) -> CalendarDefinition:
    if id in others:
        return others[id]
    if id in SHIPPED:
        return shipped_definition(id)
    known = sorted({*SHIPPED, *others})
    near = get_close_matches(id, known)
    hint = f"Did you mean {' or '.join(near)}?" if near else f"There are {', '.join(known)}."
    raise UnknownCalendar(f"There is no calendar “{id}”. {hint}")
