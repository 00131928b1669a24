"""Counting consents: who counts, how much there is, whether it suffices, and what is missing."""

from obligations.engine.consents.count import tally
from obligations.engine.consents.terms import (
    AT_LEAST_TWO_THIRDS,
    EACH,
    MAJORITY,
    Affiliated,
    Answer,
    Held,
    HolderLine,
    Needed,
    Tally,
    Threshold,
    at_least,
    more_than,
)

__all__ = [
    "AT_LEAST_TWO_THIRDS",
    "EACH",
    "MAJORITY",
    "Affiliated",
    "Answer",
    "Held",
    "HolderLine",
    "Needed",
    "Tally",
    "Threshold",
    "at_least",
    "more_than",
    "tally",
]
