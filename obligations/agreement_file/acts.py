"""The acts of prohibitions and carve-outs in a file: their writing, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from obligations.agreement_file.schema import AgreementFile, CarveOutEntry, ObligationEntry
from obligations.engine.acts import read_act, read_acts
from obligations.engine.errors import EngineError
from obligations.engine.kinds import PROHIBITIONS
from obligations.engine.names import fold

# Called with the entry, its attribute and the sentence that says what is wrong.
Fail = Callable[[object, str, str], None]


def check_acts(file: AgreementFile, fail: Fail) -> None:
    """Tells of acts that are slips, that nothing forbids, and of caps without a unit."""
    _check_shared_caps(file, fail)
    known = {fold(p.role) for p in file.parties} | {fold(p.party) for p in file.parties}
    for obligation in file.obligations:
        _check_written(obligation, obligation.acts, fail)
        if obligation.acts and obligation.kind not in PROHIBITIONS:
            wrong = f"{obligation.ref} is a {obligation.kind}; only a lock-up or a restriction"
            fail(obligation, "acts", f"{wrong} forbids acts.")
        for one in obligation.carve_outs:
            _check_carve_out(obligation, one, known, fail)


def _check_shared_caps(file: AgreementFile, fail: Fail) -> None:
    """Caps of one name are one cap: the same quantity, unit and way of counting."""
    known: dict[str, tuple[str, str, str, bool]] = {}
    for one in (c for o in file.obligations for c in o.carve_outs if c.cap_name):
        cap = (one.cap_quantity, one.cap_unit, one.cap_per, one.cap_each)
        if known.setdefault(fold(one.cap_name), cap) != cap:
            fail(one, "cap_name", f"“{one.cap_name}” stands for another cap elsewhere in the file.")


def _check_carve_out(
    obligation: ObligationEntry, one: CarveOutEntry, known: set[str], fail: Fail
) -> None:
    _check_written(one, one.acts, fail)
    forbidden = {fold(act) for act in obligation.acts}
    for act in one.acts:
        if fold(act) not in forbidden:
            fail(one, "acts", f"{obligation.ref} does not forbid “{act}”: nothing to leave free.")
    for name in one.parties:
        if fold(name) not in known:
            fail(one, "parties", f"No party is called “{name}”.")
    if bool(one.cap_quantity) != bool(one.cap_unit):
        fail(one, "cap_quantity", "A cap is so many of something: give its quantity and its unit.")
    elif one.cap_quantity and float(one.cap_quantity) <= 0:
        fail(one, "cap_quantity", "A cap is more than nothing; leave it out for none.")
    if one.cap_name and not one.cap_quantity:
        fail(one, "cap_name", "There is no cap quantity that could be shared under a name.")
    if not one.cap_quantity and (one.cap_per or one.cap_each):
        fail(one, "cap_per", "There is no cap quantity to count by period or by party.")


def _check_written(entry: object, acts: Iterable[str], fail: Fail) -> None:
    for act in acts:
        try:
            read_act(act)
        except EngineError as error:
            fail(entry, "acts", str(error))


def normal_acts(entry: ObligationEntry) -> ObligationEntry:
    """An obligation with the acts in the vocabulary's writing, in its carve-outs too."""
    carved = tuple(replace(one, acts=read_acts(one.acts)) for one in entry.carve_outs)
    return replace(entry, acts=read_acts(entry.acts), carve_outs=carved)
