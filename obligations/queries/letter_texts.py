"""The wording of notice letters: what ships, what the house put in its place, what is filled in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.template.loader import render_to_string

from agreements.models import Agreement, Participation
from obligations.engine.run import show
from obligations.models import LetterTemplate, Obligation, Occurrence

# What may stand in braces, and what is filled in for it.
NAMES = {
    "sender": "the party that gives the notice",
    "recipient": "the party that it goes to, or the parties",
    "agreement": "the title of the agreement",
    "reference": "its reference",
    "agreement date": "its date",
    "parties": "its main parties",
    "section": "the section under which the notice is given",
    "obligation": "what it concerns, as the obligation is called",
    "due": "since when that is due, where it is",
    "details": "a place left for what this letter alone has to say",
}
DETAILS = "[Say here what this letter alone has to say.]"
_BRACES = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """The subject and the body of a letter."""

    subject: str
    body: str


def unknown_names(text: str) -> list[str]:
    """What stands in braces and is no name that can be filled in."""
    return [name for name in _BRACES.findall(text) if name not in NAMES]


def shipped(kind: str) -> Wording:
    """The wording that Longstop brings along for a kind of notice."""
    text = render_to_string(f"letters/{kind.replace(' ', '-')}.txt")
    subject, _, body = text.partition("\n")
    return Wording(subject.strip(), body.strip())


def wording(kind: str) -> Wording:
    """The house's own wording for a kind of notice, or else the one that ships."""
    own = LetterTemplate.objects.filter(kind=kind).first()
    return Wording(own.subject, own.body) if own else shipped(kind)


def filled(
    kind: str,
    *,
    agreement: Agreement,
    sender: Participation | None,
    to: list[Participation],
    section: str,
    obligation: Obligation | None,
) -> Wording:
    """The wording of a kind of notice with what is known filled in."""
    text = wording(kind)
    values = {
        "sender": sender.party.name if sender else "the sender",
        "recipient": " and ".join(dict.fromkeys(p.party.name for p in to)) or "the recipient",
        "agreement": agreement.title,
        "reference": agreement.reference,
        "agreement date": _day(agreement),
        "parties": _parties(agreement),
        "section": f"section {section}" if section else "its notice clause",
        "obligation": obligation.title.lower() if obligation else "…",
        "due": _due(obligation),
        "details": DETAILS,
    }
    return Wording(_fill(text.subject, values), _fill(text.body, values))


def _fill(text: str, values: dict[str, str]) -> str:
    found = _BRACES.sub(lambda match: values.get(match[1], match[0]), text)
    # A name that ends in a full stop needs none after it.
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", found)


def _day(agreement: Agreement) -> str:
    return f"{agreement.signed_date:%-d %B %Y}" if agreement.signed_date else "left blank"


def _parties(agreement: Agreement) -> str:
    """The parties that have an address for notices; they are those who signed."""
    rows = Participation.objects.filter(agreement=agreement).exclude(address="")
    names = dict.fromkeys(rows.order_by("position").values_list("party__name", flat=True))
    *first, last = names or ["its parties"]
    return f"{', '.join(first)} and {last}" if first else last


def _due(obligation: Obligation | None) -> str:
    rows = Occurrence.objects.filter(obligation=obligation, phase="live", due_date__isnull=False)
    row = rows.order_by("due_date").first() if obligation else None
    return f", due on {show(row.due_date)}" if row and row.due_date else ""
