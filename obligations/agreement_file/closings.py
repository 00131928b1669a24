"""The checklists of closings in a file: their normal form, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from obligations.agreement_file.schema import (
    AgreementFile,
    ClosingEntry,
    ObligationEntry,
    PartyEntry,
)
from obligations.engine.names import fold

# Called with the entry, its attribute and the sentence that says what is wrong.
Fail = Callable[[object, str, str], None]

# What a file says of a thing that nothing is written of.
NOTHING_IN_WRITING = "fact"


def normal_closings(
    entries: Iterable[ClosingEntry],
    names: dict[str, str],
    refs: dict[str, str],
    parties: tuple[PartyEntry, ...],
) -> tuple[ClosingEntry, ...]:
    """Entries with their names as declared; those that say the same of several closings as one."""
    found: list[ClosingEntry] = []
    for entry in entries:
        one = replace(
            entry,
            at=tuple(names.get(fold(name), name) for name in entry.at),
            form=entry.form or NOTHING_IN_WRITING,
            brought_by=party_of(entry.brought_by, parties),
            cut_off=refs.get(fold(entry.cut_off), entry.cut_off),
        )
        if found and replace(found[-1], at=()) == replace(one, at=()):
            found[-1] = replace(one, at=(*found[-1].at, *one.at))
        else:
            found.append(one)
    return tuple(found)


def party_of(name: str, parties: Iterable[PartyEntry]) -> str:
    """The role where one party has it, else the party's own name; as written where unknown."""
    listed = list(parties)
    for party in listed:
        if fold(name) in (fold(party.party), fold(party.role)):
            alone = sum(1 for p in listed if p.role == party.role) == 1
            return party.role if alone else party.party
    return name


def check_closings(file: AgreementFile, fail: Fail) -> None:
    """Tells all that the checklists say wrongly of key dates, parties and obligations."""
    kinds = {fold(k.name): k.kind for k in file.key_dates}
    refs = {fold(o.ref) for o in file.obligations}
    for obligation in file.obligations:
        seen: set[str] = set()
        for entry in obligation.closings:
            for name in entry.at:
                _check_closing(entry, name, kinds, seen, fail)
            _check_provider(entry, file.parties, fail)
            _check_cut_off(entry, obligation, refs, fail)


def _check_closing(
    entry: ClosingEntry, name: str, kinds: dict[str, str], seen: set[str], fail: Fail
) -> None:
    kind = kinds.get(fold(name))
    if kind is None:
        fail(entry, "at", f"There is no key date “{name}”; a closing is one.")
    elif kind not in ("event", "repeating event"):
        fail(entry, "at", f"“{name}” is no event; a closing is something that happens.")
    if fold(name) in seen:
        fail(entry, "at", f"“{name}” stands twice for this obligation.")
    seen.add(fold(name))


def _check_provider(entry: ClosingEntry, parties: tuple[PartyEntry, ...], fail: Fail) -> None:
    name = entry.brought_by
    if not name:
        return
    called = [p for p in parties if fold(name) in (fold(p.party), fold(p.role))]
    if not called:
        roles = ", ".join(sorted({p.role for p in parties}))
        fail(entry, "brought_by", f"No party is called “{name}”; the roles are {roles}.")
    elif len(called) > 1:
        fail(entry, "brought_by", f"Several parties are called “{name}”; name the one.")


def _check_cut_off(
    entry: ClosingEntry, obligation: ObligationEntry, refs: set[str], fail: Fail
) -> None:
    if not entry.cut_off:
        return
    if fold(entry.cut_off) not in refs:
        fail(entry, "cut_off", f"There is no obligation “{entry.cut_off}” to take a cut-off from.")
    elif fold(entry.cut_off) == fold(obligation.ref):
        fail(entry, "cut_off", "The cut-off is another obligation's date, not its own.")
