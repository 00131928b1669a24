"""Parties outside that are reminded, in a file: their normal form, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from obligations.agreement_file.closings import party_of
from obligations.agreement_file.schema import AgreementFile, ExternalEntry, PartyEntry
from obligations.engine.names import fold

# Called with the entry, its attribute and the sentence that says what is wrong.
Fail = Callable[[object, str, str], None]

SIDES = ("obligor", "obligee")
LONGEST = 3653


def normal_external(
    entries: Iterable[ExternalEntry], parties: tuple[PartyEntry, ...]
) -> tuple[ExternalEntry, ...]:
    """Entries with their parties as the file calls them."""
    return tuple(replace(entry, who=normal_who(entry.who, parties)) for entry in entries)


def normal_who(who: str, parties: Iterable[PartyEntry]) -> str:
    """A side of the obligation, or a party by its role or name."""
    return fold(who) if fold(who) in SIDES else party_of(who, parties)


def check_external(file: AgreementFile, fail: Fail) -> None:
    """Tells all that is wrong with whom the obligations of a file have reminded outside."""
    for obligation in file.obligations:
        seen: set[str] = set()
        for entry in obligation.external:
            _check_who(entry, file.parties, fail)
            if not entry.days and not entry.on_the_day:
                fail(entry, "days", "That is no reminder: give days before, or “on the day: yes”.")
            if any(not 0 < day <= LONGEST for day in entry.days or ()):
                fail(entry, "days", f"A reminder comes 1 to {LONGEST} days before the date.")
            who = fold(normal_who(entry.who, file.parties))
            if who in seen:
                fail(entry, "who", f"“{entry.who}” stands twice for this obligation.")
            seen.add(who)


def _check_who(entry: ExternalEntry, parties: tuple[PartyEntry, ...], fail: Fail) -> None:
    if fold(entry.who) in SIDES:
        return
    called = [p for p in parties if fold(entry.who) in (fold(p.party), fold(p.role))]
    if not called:
        roles = ", ".join(sorted({p.role for p in parties}))
        fail(
            entry,
            "who",
            f"No party is called “{entry.who}”; say obligor, obligee, or one of {roles}.",
        )
    elif len(called) > 1:
        fail(entry, "who", f"Several parties are called “{entry.who}”; name the one.")
