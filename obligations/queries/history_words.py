"""The history in sentences: an act as a headline, and each change under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from agreements.models import Document, Participation, User
from obligations.engine.choices import Choices
from obligations.engine.run import show
from obligations.models import KeyDate, Obligation, Occurrence
from obligations.queries import history_answers, history_consents, history_money
from obligations.queries.history import Act, Change
from obligations.queries.history_fields import FIELDS
from obligations.queries.turns import turn_in_words

_VERBS = {"insert": "entered", "update": "changed", "delete": "removed"}
# Of a long text, so much that one knows which it is.
LONGEST = 160
_CLOCKS = ("recorded_at", "made_at", "done_at", "uploaded_at", "confirmed_at")


@dataclass(frozen=True)
class Told:
    """An act ready to show: who, what they did, why, and the changes one by one.

    `other_day` is the day by the business clock where that is another than the
    machine's, as in a demonstration; `left_out` is how many changes are not told.
    """

    at: datetime
    other_day: date | None
    person: str
    did: str
    reason: str
    changes: list[str]
    left_out: int


def told(acts: Iterable[Act]) -> list[Told]:
    """Acts in sentences. A few queries for the names in them, however many acts."""
    listed = list(acts)
    names = Names(listed)
    return [_told(act, names) for act in listed]


def _told(act: Act, names: Names) -> Told:
    changes = [sentence for c in act.changes if (sentence := names.sentence(c))]
    shown = {(c.kind, c.label) for c in act.changes}
    counted = sum(number for place, number in act.counts.items() if place in shown)
    return Told(
        at=act.at,
        other_day=_business_day(act),
        person=act.person,
        did=names.headline(act),
        reason=act.reason,
        changes=changes,
        left_out=max(0, counted - len(act.changes)),
    )


def _business_day(act: Act) -> date | None:
    for change in act.changes:
        for name in _CLOCKS:
            value = change.after.get(name)
            if value and value != (change.before or {}).get(name):
                day = datetime.fromisoformat(value).date()
                return day if abs((day - act.at.date()).days) > 1 else None
    return None


class Names:
    """The names of what rows point to, read once for all acts, and values in words."""

    def __init__(self, acts: list[Act]) -> None:
        rows = [
            (c.kind, row) for a in acts for c in a.changes for row in (c.before, c.after) if row
        ]
        occurrences = _ids(rows, "occurrence_id") | _own(rows, "occurrence")
        found = Occurrence.objects.filter(pk__in=occurrences)
        self.turns = {
            pk: (o, turn) for pk, o, turn in found.values_list("id", "obligation_id", "turn")
        }
        obligations = _ids(rows, "obligation_id") | _own(rows, "obligation")
        obligations |= {obligation for obligation, _ in self.turns.values()}
        titles = Obligation.objects.filter(pk__in=obligations).values_list("id", "section", "title")
        self.obligations = {pk: f"“{title}” ({section})" for pk, section, title in titles}
        key_dates = _ids(rows, "key_date_id") | _ids(rows, "trigger_id")
        key_dates |= _ids(rows, "exercised_by_id") | _ids(rows, "answers_id")
        key_dates |= _own(rows, "key date")
        self.key_dates = dict(KeyDate.objects.filter(pk__in=key_dates).values_list("id", "name"))
        people = {id_ for name in _PEOPLE for id_ in _ids(rows, name)}
        self.people = {user.pk: str(user) for user in User.objects.filter(pk__in=people)}
        sides = Participation.objects.filter(pk__in=_ids(rows, "participation_id"))
        self.parties = {row.pk: str(row) for row in sides.select_related("party")}
        documents = Document.objects.filter(pk__in=_ids(rows, "document_id"))
        self.documents = dict(documents.values_list("id", "title"))
        self.holders = history_consents.Holders(rows)

    def obligation(self, id_: int | None) -> str:
        return self.obligations.get(id_ or 0, "an obligation")

    def occurrence(self, id_: int) -> str:
        obligation, turn = self.turns.get(id_, (None, ""))
        words = turn_in_words(turn)
        return f"{self.obligation(obligation)}{f', {words}' if words else ''}"

    def key_date(self, id_: int) -> str:
        return f"“{self.key_dates.get(id_, 'a key date since removed')}”"

    # Headlines

    def headline(self, act: Act) -> str:
        """What the person did, as the rest of a sentence that begins with their name."""
        for kind, words in _HEADLINES.get(act.action, ()):
            change = next((c for c in act.changes if c.kind == kind and _counts(c)), None)
            if change is not None:
                return words(self, change)
        return _PLAIN.get(act.action) or self._entered(act)

    def _entered(self, act: Act) -> str:
        change = act.changes[0] if act.changes else None
        if change is None:
            return act.action
        return f"{_VERBS[change.label]} {self.subject(change)}"

    def subject(self, change: Change) -> str:
        """What a changed row is, in a few words."""
        row = change.after
        if change.kind == "obligation":
            return self.obligation(row["pgh_obj_id"])
        if change.kind == "occurrence":
            return self.occurrence(row["pgh_obj_id"])
        if change.kind == "happening":
            return self.key_date(row["key_date_id"])
        if change.kind == "team member":
            return f"{self.people.get(row['user_id'], 'somebody')} on the team"
        if change.kind == "notice":
            return f"notice {row['number']} “{row['subject']}”"
        if change.kind == "use of a carve-out":
            return _use(row)
        if change.kind in history_money.LEDGER:
            return history_money.subject_of(change.kind, row)
        if change.kind == "terms of payment":
            return f"how the amount of {self.obligation(row['obligation_id'])} is worked out"
        if change.kind == "agreement":
            return "the agreement"
        if change.kind == "holding":
            return f"what {self.holders.party(row['party_id'])} holds"
        name = row.get("title") or row.get("name") or row.get("channel") or row.get("label")
        return f"the {change.kind}{f' “{name}”' if name else ''}"

    # Changes

    def sentence(self, change: Change) -> str:
        """One change as a sentence; empty where there is nothing that a person would miss."""
        special = _SENTENCES.get(change.kind)
        if special is not None:
            return special(self, change)
        told = self._fields(change)
        if change.label == "update":
            return f"{_capital(self.subject(change))}: {told}." if told else ""
        new = f": {told}" if told and change.kind == "occurrence" else ""
        return f"{_capital(self.subject(change))} {_VERBS[change.label]}{new}."

    def fields(self, change: Change) -> Iterator[tuple[str, str, str]]:
        """The columns that an act changed: their names, and their values before and after."""
        before, after = change.before or {}, change.after
        names = FIELDS.get(change.kind) or {n: n.replace("_", " ") for n in after if _tells(n)}
        for name, words in names.items():
            old, new = self.value(name, before.get(name)), self.value(name, after.get(name))
            if old != new:
                yield words, old, new

    def _fields(self, change: Change) -> str:
        before, after = change.before or {}, change.after
        fresh = change.label == "insert"
        told = []
        for name, words in FIELDS.get(change.kind, {}).items():
            old, new = self.value(name, before.get(name)), self.value(name, after.get(name))
            if fresh and new:
                told.append(f"{words} {new}")
            elif not fresh and old != new:
                told.append(_change(words, old, new))
        return ", ".join(told).rstrip(".")

    def value(self, name: str, value: Any) -> str:
        """A column's value as people read it."""
        if value is None or value in ("", [], {}):
            return ""
        if name in _PEOPLE:
            return self.people.get(value, "somebody")
        if name in ("trigger_id", "exercised_by_id", "key_date_id", "answers_id"):
            return self.key_date(value)
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, list):
            return ", ".join(str(item) for item in value)
        if name == "readings":
            return Choices.from_data(value).meaning()
        return _plain(name, str(value))


def _tells(name: str) -> bool:
    """Whether a column of a row without names for people says something by itself."""
    silent = name.startswith("pgh_") or name in ("id", "version", "lineage", "position")
    return not silent and (not name.endswith("_id") or name in _PEOPLE)


_PEOPLE = ("owner_id", "responsible_id", "deputy_id", "assignee_id", "confirmed_by_id", "user_id")


def _use(row: dict[str, Any]) -> str:
    number = f"{Decimal(str(row['quantity'])).normalize():,f}"
    words = f"a use of a carve-out, {number} on {_plain('used_date', str(row['used_date']))}"
    return f"the taking back of {words}" if row.get("reverses_id") else words


def _ids(rows: list[tuple[str, dict[str, Any]]], name: str) -> set[int]:
    return {row[name] for _, row in rows if row.get(name) is not None}


def _own(rows: list[tuple[str, dict[str, Any]]], kind: str) -> set[int]:
    return {row["pgh_obj_id"] for of, row in rows if of == kind}


def _plain(name: str, text: str) -> str:
    if name.endswith("_date") or name == "day":
        return show(date.fromisoformat(text))
    if name.endswith("_at"):
        return show(datetime.fromisoformat(text).date())
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _change(words: str, old: str, new: str) -> str:
    if not old:
        return f"{words} {new}"
    return f"{words} {old} → {new}" if new else f"{words} no longer {old}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _counts(change: Change) -> bool:
    """Whether a change can give an act its headline: not what a correction puts aside."""
    return change.kind != "happening" or change.label == "insert"


def _completed(names: Names, change: Change) -> str:
    day = names.value("done_date", change.after.get("done_date"))
    return f"completed {names.subject(change)}{f', done on {day}' if day else ''}"


def _extended(names: Names, change: Change) -> str:
    day = names.value("extended_date", change.after["extended_date"])
    return f"extended {names.subject(change)} to {day}"


def _happened(names: Names, change: Change) -> str:
    row, what = change.after, names.subject(change)
    if row["withdrawn"]:
        return f"took {what} back, which stood at {show(date.fromisoformat(row['happened_date']))}"
    verb, to = ("corrected", "to") if row["version"] > 1 else ("recorded", "for")
    until = f" until {names.value('until_date', row['until_date'])}" if row["until_date"] else ""
    return f"{verb} {what} {to} {names.value('happened_date', row['happened_date'])}{until}"


def _read_as(names: Names, change: Change) -> str:
    day = names.value("new_date", change.after["new_date"])
    return f"chose {day} for {names.occurrence(change.after['occurrence_id'])}"


def _left_open(names: Names, change: Change) -> str:
    return f"left the reading of {names.occurrence(change.after['occurrence_id'])} open again"


def _verb(verb: str) -> Any:
    return lambda names, change: f"{verb} {names.subject(change)}"


def _of_obligation(verb: str) -> Any:
    return lambda names, change: f"{verb} {names.obligation(change.after['obligation_id'])}"


# action -> the kind of row that it is about, and the sentence
_HEADLINES: dict[str, tuple[tuple[str, Any], ...]] = {
    "complete": (("occurrence", _completed),),
    "reopen": (("occurrence", _verb("reopened")),),
    "waiver": (("occurrence", _verb("waived")),),
    "dispute": (("occurrence", _verb("marked as disputed")),),
    "not applicable": (("occurrence", _verb("set aside")),),
    "extend": (("occurrence", _extended),),
    "choose a reading": (("reading", _read_as),),
    "leave a reading": (("reading", _left_open),),
    "assign": (
        ("occurrence", _verb("said who answers for")),
        ("obligation", _verb("said who answers for")),
    ),
    "confirm": (("obligation", _verb("confirmed")),),
    "comment": (("comment", _of_obligation("commented on")),),
    "record a happening": (("happening", _happened),),
    "put a document in": (("document", _verb("put in")),),
    "enter an obligation": (
        ("obligation", lambda names, c: f"{_VERBS[c.label]} {names.subject(c)}"),
        ("terms", _of_obligation("changed the terms of")),
    ),
    "record a notice": (("notice", _verb("recorded")),),
    "correct a notice": (("notice", _verb("corrected")),),
    "take a notice back": (("notice", _verb("took back")),),
    "write a letter": (("notice", _verb("wrote")),),
    "send a letter": (("notice", _verb("sent")),),
    "record a payment": (("payment", _verb("recorded")),),
    "record a credit": (("payment", _verb("recorded")),),
    "take a payment back": (("payment", _verb("recorded")),),
    "record a use": (("use of a carve-out", _verb("recorded")),),
    "take a use back": (("use of a carve-out", _verb("recorded")),),
    "enter terms of payment": (("terms of payment", _verb("entered")),),
    "remind outside": (("reminder to a party", _of_obligation("had a party reminded of")),),
    "remind outside no more": (
        ("reminder to a party", _of_obligation("had a party reminded no more of")),
    ),
    "retire": (("obligation", _verb("retired")),),
    **history_answers.HEADLINES,
    **history_consents.HEADLINES,
}
_PLAIN = {
    "import": "imported the agreement file",
    "load samples": "set the demonstration up",
    "recompute": "worked the dates out again",
    "assign": "said who answers",
    "apply a scenario": "applied a scenario",
}


def _happening(names: Names, change: Change) -> str:
    row = change.after
    if change.label != "insert" or row["withdrawn"]:
        return ""
    sure = "" if row["certainty"] == "actual" else f" ({row['certainty']})"
    note = f": {names.value('note', row['note'])}" if row["note"] else ""
    day = names.value("happened_date", row["happened_date"])
    return f"{names.subject(change)}, {day}{sure}{note}"


def _side(names: Names, change: Change) -> str:
    party = names.parties.get(change.after["participation_id"], "a party since removed")
    verb = "no longer" if change.label == "delete" else "now"
    where = names.obligation(change.after["obligation_id"])
    return f"{where}: {party} is {verb} {change.after['side']}."


def _terms(names: Names, change: Change) -> str:
    number, where = change.after["number"], names.obligation(change.after["obligation_id"])
    if change.label != "insert" or number == 1:
        return ""
    return f"{where}: version {number} of the terms."


def _comment(names: Names, change: Change) -> str:
    return f"“{names.value('text', change.after['text'])}”"


def _evidence(names: Names, change: Change) -> str:
    title = names.documents.get(change.after["document_id"], "a document")
    return f"{names.occurrence(change.after['occurrence_id'])}: “{title}” shows it."


def _reading(names: Names, change: Change) -> str:
    row = change.after
    where = names.occurrence(row["occurrence_id"])
    if row.get("lifted_at"):
        return f"{where}: the reading chosen before no longer counts."
    return f"{where}: read as {row['basis']}."


_SENTENCES: dict[str, Any] = {
    **history_answers.SENTENCES,
    **history_consents.SENTENCES,
    "happening": _happening,
    "side": _side,
    "terms": _terms,
    "comment": _comment,
    "evidence": _evidence,
    "reading": _reading,
}
