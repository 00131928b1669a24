"""Consents and the ledger of adjustments in the history: where their rows stand, and sentences."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from agreements.models import Party
from obligations.engine.run import show
from obligations.models import ConsentRequest

_OF_AGREEMENT = "agreement_id = %(agreement)s"
_REQUESTS = "SELECT pgh_obj_id FROM obligations_consentrequesthistory WHERE " + _OF_AGREEMENT
_OCCURRENCES = "SELECT id FROM obligations_occurrence WHERE "
# kind of row -> its history table and the condition for one agreement
SOURCES = {
    "holding": ("obligations_holdinghistory", _OF_AGREEMENT),
    "affiliation": ("obligations_affiliationhistory", _OF_AGREEMENT),
    "consent rule": ("obligations_consentrulehistory", _OF_AGREEMENT),
    "consent": ("obligations_consentrequesthistory", _OF_AGREEMENT),
    "answer": ("obligations_consentanswerhistory", f"request_id IN ({_REQUESTS})"),
    # Older rows do not name their agreement.
    "adjustment": (
        "obligations_adjustmenthistory",
        f"({_OF_AGREEMENT} OR occurrence_id IN ({_OCCURRENCES}{_OF_AGREEMENT}))",
    ),
}


class Holders:
    """The names of parties and the subjects of consents, read once for all acts."""

    def __init__(self, rows: list[tuple[str, dict[str, Any]]]) -> None:
        parties = {
            row.get(name)
            for kind, row in rows
            if kind in SOURCES
            for name in ("party_id", "affiliate_of_id")
        } - {None}
        consents = {row.get(name) for _, row in rows for name in ("request_id", "consent_id")}
        consents -= {None}
        self.parties = _names(Party.objects.filter(pk__in=parties), "name") if parties else {}
        asked = ConsentRequest.objects.filter(pk__in=consents)
        self.consents = {row.pk: str(row) for row in asked} if consents else {}

    def party(self, id_: int | None) -> str:
        return self.parties.get(id_ or 0, "a party since removed")

    def consent(self, id_: int | None) -> str:
        return self.consents.get(id_ or 0, "a consent since removed")


def _names(rows: Any, name: str) -> dict[int, str]:
    return dict(rows.values_list("id", name))


# Sentences: with the names that a history page knows, and the change


def _holding(names: Any, change: Any) -> str:
    row, holder = change.after, names.holders.party(change.after["party_id"])
    much = _number(row["quantity"]) if row["quantity"] is not None else "an unknown number"
    verb = {"insert": "holds", "update": "now holds", "delete": "is entered no more with"}
    since = f" from {_day(row['from_date'])}" if row["from_date"] else ""
    return f"{holder} {verb[change.label]} {much} {row['security']}{since}."


def _affiliation(names: Any, change: Any) -> str:
    row = change.after
    verb = "is no longer" if change.label == "delete" else "is"
    one, of = names.holders.party(row["party_id"]), names.holders.party(row["affiliate_of_id"])
    return f"{one} {verb} entered as an affiliate of {of}."


def _asked(names: Any, change: Any) -> str:
    row, before = change.after, change.before or {}
    name = f"Consent {row['number']} “{row['subject']}”"
    if change.label == "insert":
        until = f", answers until {_day(row['answer_by_date'])}" if row["answer_by_date"] else ""
        return f"{name} was asked for on {_day(row['asked_date'])}{until}."
    if row["state"] != before.get("state"):
        return f"{name} {_STATES[row['state']]}."
    if row["answer_by_date"] != before.get("answer_by_date"):
        day = _day(row["answer_by_date"]) if row["answer_by_date"] else "any day"
        return f"{name} can be answered until {day}."
    return ""


_STATES = {
    "open": "is open again",
    "given": "was given",
    "not given": "was not given",
    "withdrawn": "was taken back",
}


def _answer(names: Any, change: Any) -> str:
    row = change.after
    if change.label == "insert" and not row["answer"]:
        return ""
    said = {"consent": "consented", "refusal": "refused", "": "gave no answer after all"}
    day = f" on {_day(row['answered_date'])}" if row["answered_date"] else ""
    where = names.holders.consent(row["request_id"])
    return f"{where}: {names.holders.party(row['party_id'])} {said[row['answer']]}{day}."


def _adjustment(names: Any, change: Any) -> str:
    row = change.after
    where, what = _where(names, row), row["kind"]
    if row.get("lifted_at"):
        why = f": {row['lifted_because'].rstrip('.')}" if row["lifted_because"] else ""
        return f"{where}: the {_KINDS[what]} was taken back{why}."
    if change.label == "update":
        return ""
    parts = [_KINDS[what], *_details(names, row)]
    return f"{where}: {', '.join(parts)}."


_KINDS = {
    "extension": "extension",
    "postponement": "delay",
    "suspension": "suspension",
    "waiver": "waiver",
    "dispute": "dispute",
    "not applicable": "setting aside",
    "amendment": "amendment",
    "permission": "permission",
}


def _where(names: Any, row: dict[str, Any]) -> str:
    """What an entry is about: an occurrence, a key date, or an obligation."""
    if row["occurrence_id"] is not None:
        return str(names.occurrence(row["occurrence_id"]))
    if row["key_date_id"] is not None:
        return str(names.key_date(row["key_date_id"]))
    return str(names.obligation(row.get("obligation_id")))


def _details(names: Any, row: dict[str, Any]) -> list[str]:
    found = []
    if row["new_date"]:
        found.append(f"to {_day(row['new_date'])}")
    if row.get("first_date") or row.get("last_date"):
        first, last = row.get("first_date"), row.get("last_date")
        since = f"from {_day(first)}" if first else "at once"
        found.append(f"{since} until {_day(last)}" if last else since)
    if row.get("quantity") is not None:
        found.append(f"up to {_number(row['quantity'])} {row['unit']}")
    if row.get("caused_by"):
        claim = "claimed" if row["is_claim"] else "counts" if row["counted"] else "does not count"
        found += [f"caused by {row['caused_by']}", claim]
    if row["agreed_with"]:
        found.append(f"agreed with {row['agreed_with']}")
    if row.get("consent_id"):
        found.append(f"under {names.holders.consent(row['consent_id'])}")
    return found


def _number(value: Any) -> str:
    text = f"{Decimal(str(value)):,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(value: Any) -> str:
    return show(value if isinstance(value, date) else date.fromisoformat(str(value)))


SENTENCES = {
    "holding": _holding,
    "affiliation": _affiliation,
    "consent": _asked,
    "answer": _answer,
    "adjustment": _adjustment,
}


def _number_of(names: Any, change: Any) -> str:
    return f"consent {change.after['number']} “{change.after['subject']}”"


# action -> the kind of row that it is about, and the sentence
HEADLINES: dict[str, tuple[tuple[str, Any], ...]] = {
    "ask for consent": (("consent", lambda n, c: f"asked for {_number_of(n, c)}"),),
    "record an answer": (
        (
            "answer",
            lambda n, c: f"recorded an answer to {n.holders.consent(c.after['request_id'])}",
        ),
    ),
    "close a consent": (("consent", lambda n, c: f"closed the count of {_number_of(n, c)}"),),
    "reopen a consent": (("consent", lambda n, c: f"reopened {_number_of(n, c)}"),),
    "withdraw a consent": (("consent", lambda n, c: f"took {_number_of(n, c)} back"),),
    "move the last day for answers": (
        ("consent", lambda n, c: f"moved the last day for answers to {_number_of(n, c)}"),
    ),
    "enter a delay": (("adjustment", lambda n, c: f"entered a delay of {_where(n, c.after)}"),),
    "allow a delay": (("adjustment", lambda n, c: f"allowed a delay of {_where(n, c.after)}"),),
    "extend a key date": (("adjustment", lambda n, c: f"extended {_where(n, c.after)}"),),
    "permit an act": (("adjustment", lambda n, c: f"permitted an act under {_where(n, c.after)}"),),
    "take an adjustment back": (
        ("adjustment", lambda n, c: f"took an adjustment of {_where(n, c.after)} back"),
    ),
    "rule out": (("key date", lambda n, c: f"ruled out {n.key_date(c.after['pgh_obj_id'])}"),),
    "rule in": (
        ("key date", lambda n, c: f"let {n.key_date(c.after['pgh_obj_id'])} happen after all"),
    ),
}
