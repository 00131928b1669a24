"""The kinds of key dates and obligations, and what each kind means for a date."""

from __future__ import annotations

from typing import Final

KEY_DATE_KINDS: Final = ("event", "repeating event", "span", "set", "defined")

# kind -> what it is, in the words of the glossary
OBLIGATION_KIND_MEANINGS: Final[dict[str, str]] = {
    "deliverable": "something to hand over or furnish",
    "filing": "a document to file with an authority",
    "effectiveness": "something that has to have become effective",
    "payment": "a sum to pay",
    "royalty": "a payment that depends on sales of a period",
    "milestone": "a target to attain",
    "notice": "a notice to give",
    "condition precedent": "what must be so before somebody has to perform",
    "lock-up": "securities that must not be sold or transferred for a time",
    "restriction": "something that must not be done",
    "covenant": "something to do or keep up over a time",
    "option": "a choice that lapses unless it is exercised",
    "right": "something that a party may do or ask for",
    "termination": "a right to end the agreement",
    "survival": "what goes on after the agreement has ended",
    "record keeping": "records to keep and to open for inspection",
}

OBLIGATION_KINDS: Final = tuple(OBLIGATION_KIND_MEANINGS)

# What must not be done: the end is safe at its latest reading, and never rolled.
PROHIBITIONS: Final = frozenset({"lock-up", "restriction"})

# What may be done: it lapses and is never overdue.
RIGHTS: Final = frozenset({"option", "right", "termination"})

# What holds over a time: safest kept to the latest defensible end.
KEPT: Final = PROHIBITIONS | {"covenant", "survival", "record keeping"}

# An agreement-wide roll moves acts and payments; these end or lapse on the day named.
UNROLLED: Final = PROHIBITIONS | RIGHTS | {"survival"}
