"""What the notices of a file say of its parties, channels, key dates and obligations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from obligations.agreement_file.nodes import NodeReader, compose
from obligations.agreement_file.normal import participants
from obligations.agreement_file.problems import FileProblems, Problem
from obligations.agreement_file.schema import AgreementFile, NoticeEntry
from obligations.engine.clock import read_zone
from obligations.engine.errors import EngineError
from obligations.engine.names import Names, fold, names_of

# Called with the entry, its attribute and the sentence that says what is wrong.
Fail = Callable[[object, str, str], None]


def check_notices(file: AgreementFile, names: Names, fail: Fail) -> None:
    """Tells all that the notices, and the rights that they use, say wrongly of other parts."""
    for entry in file.notices:
        _check_sides(file, entry, fail)
        _check_copies(file, entry, fail)
        _check_places(file, entry, names, fail)
        _check_days(entry, fail)
        _check_repeats(file, entry, fail)
    kinds = {fold(k.name): k.kind for k in file.key_dates}
    for obligation in file.obligations:
        wanted = fold(obligation.exercised_by)
        if wanted and kinds.get(wanted) not in ("event", "repeating event"):
            fail(obligation, "exercised_by", _no_event(obligation.exercised_by, names))


def read_notices(text: str, file: AgreementFile) -> tuple[NoticeEntry, ...]:
    """The `notices` of another YAML text, as a story's, checked against the agreement's file.

    Raises FileProblems with every problem found, each with its line.
    """
    reader = NodeReader()
    found = [
        reader.entry(child, NoticeEntry, "an item of “notices”")
        for key, node in compose(text).value
        if key.value == "notices"
        for child in node.value
    ]
    notices = tuple(entry for entry in found if entry is not None)

    def fail(entry: object, attribute: str, message: str) -> None:
        line = reader.lines.get((id(entry), attribute)) or reader.lines.get((id(entry), ""), 1)
        reader.problems.append(Problem(line, message))

    kinds = {key_date.name: key_date.kind for key_date in file.key_dates}
    names = names_of(kinds, [o.ref for o in file.obligations])  # type: ignore[arg-type]
    check_notices(replace(file, notices=notices), names, fail)
    if reader.problems:
        raise FileProblems(reader.problems)
    return notices


def _no_event(name: str, names: Names) -> str:
    close = names.closest(name)
    hint = f" Did you mean “{close[0]}”?" if close and close[0] != name else ""
    return f"A notice is the happening of an event, and “{name}” is none.{hint}"


def _check_sides(file: AgreementFile, entry: NoticeEntry, fail: Fail) -> None:
    roles = ", ".join(sorted({p.role for p in file.parties}))
    found = participants([entry.sender], file.parties)
    if not found:
        fail(entry, "sender", f"No party is called “{entry.sender}”; the roles are {roles}.")
    elif len(found) > 1:
        fail(entry, "sender", f"Several parties are called “{entry.sender}”; name the one.")
    for name in entry.to:
        if not participants([name], file.parties):
            fail(entry, "to", f"No party is called “{name}”; the roles are {roles}.")


def _check_copies(file: AgreementFile, entry: NoticeEntry, fail: Fail) -> None:
    pairs = set(participants(entry.to, file.parties))
    parties = [p for p in file.parties if (p.party, p.role) in pairs]
    copies = {fold(copy.name) for p in parties for copy in p.copies_to}
    for name in entry.copies:
        if fold(name) not in copies | {"none"}:
            fail(entry, "copies", f"“{name}” is no copy recipient of those it goes to.")
    known = copies | {fold(p.party) for p in parties} | {fold(p.role) for p in parties}
    for sent in entry.sent_to:
        if fold(sent.name) not in known:
            fail(sent, "name", f"The notice does not go to “{sent.name}”.")


def _check_places(file: AgreementFile, entry: NoticeEntry, names: Names, fail: Fail) -> None:
    channels = [rule.channel for rule in file.notice_rules]
    if fold(entry.channel) not in {fold(channel) for channel in channels}:
        known = ", ".join(channels) or "none"
        fail(
            entry, "channel", f"There is no notice rule for “{entry.channel}”; there are: {known}."
        )
    if entry.about and fold(entry.about) not in {fold(o.ref) for o in file.obligations}:
        fail(entry, "about", f"There is no obligation “{entry.about}”.")
    kinds = {fold(k.name): k.kind for k in file.key_dates}
    wanted = fold(entry.key_date)
    if wanted and kinds.get(wanted) not in ("event", "repeating event"):
        fail(entry, "key_date", _no_event(entry.key_date, names))


def _check_repeats(file: AgreementFile, entry: NoticeEntry, fail: Fail) -> None:
    """Another sending names the channel of the first, which has the same subject and sender."""
    if not entry.repeats:
        return
    first = [
        other
        for other in file.notices
        if fold(other.channel) == fold(entry.repeats)
        and (other.subject, other.sender) == (entry.subject, entry.sender)
        and not other.repeats
    ]
    if not first:
        says = f"No notice “{entry.subject}” of the same sender went by “{entry.repeats}” first."
        fail(entry, "repeats", says)
    if entry.key_date:
        fail(entry, "repeats", "What it brings about stands with the first sending.")


def _check_days(entry: NoticeEntry, fail: Fail) -> None:
    if entry.zone:
        try:
            read_zone(entry.zone)
        except EngineError as error:
            fail(entry, "zone", str(error))
    if entry.new_address and entry.kind != "change of address":
        fail(entry, "new_address", "Only a change of address notifies a new one.")
    if entry.kind == "change of address" and not entry.new_address:
        fail(entry, "kind", "A change of address needs its “new address”.")
