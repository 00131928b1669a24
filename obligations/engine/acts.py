"""The acts that prohibitions forbid and carve-outs leave free: a small vocabulary to begin with.

An agreement may name acts of its own; a word that is nearly one of these is
taken for a slip and refused.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from obligations.engine.errors import EngineError
from obligations.engine.names import fold

# act -> what it covers
ACTS: Final[dict[str, str]] = {
    "sell shares": "sell, or contract to sell, shares or other securities",
    "transfer shares": "pass securities on in another way: assign, put into a trust",
    "give shares": "give securities away",
    "pledge shares": "burden securities with rights of others",
    "issue shares": "issue or sell new shares",
    "grant options": "issue warrants, options and other rights to shares",
    "buy back shares": "acquire one's own securities",
    "register shares": "put securities on a registration statement",
    "grant registration rights": "promise somebody that securities will be registered",
    "file with the SEC": "file a registration statement, an amendment or a supplement",
    "stabilise the price": "act so as to hold or move the market price",
    "compete": "work in the same field, alone or with others",
    "license": "license, or sub-license, to others",
    "manufacture": "make the product or have it made",
    "use": "use or sell outside what was agreed",
    "disclose": "tell others what is confidential",
    "publish": "make results known",
    "hire": "take on the other side's people",
    "assign": "pass the agreement, or rights under it, on to somebody else",
    "settle a claim": "settle, or accept a judgment",
    "amend": "amend the agreement, or waive a term of it",
    "deduct": "hold something back from a payment",
    "terminate": "end the agreement",
}

LONGEST: Final = 80
_CLOSE = 0.84
_BY_FOLD = {fold(act): act for act in ACTS}


def read_act(text: str, own: Iterable[str] = ()) -> str:
    """An act as typed, in the vocabulary's writing where it has it; `own` are the agreement's.

    Raises EngineError for an empty one, one that is too long, or one that is
    all but an act that is known.
    """
    written = " ".join(text.split())
    known = {**_BY_FOLD, **{fold(act): act for act in own}}
    if fold(written) in known:
        return known[fold(written)]
    if not written:
        raise EngineError("An act needs a name, as: sell shares.")
    if len(written) > LONGEST:
        raise EngineError(f"“{written[:40]}…” is too long for an act: {LONGEST} letters at most.")
    close = difflib.get_close_matches(fold(written), _BY_FOLD, n=1, cutoff=_CLOSE)
    if close:
        raise EngineError(f"There is no act “{written}”. Did you mean “{_BY_FOLD[close[0]]}”?")
    return written


def read_acts(texts: Iterable[str]) -> tuple[str, ...]:
    """Several acts, each once, in their order. Raises EngineError as `read_act`."""
    return tuple(dict.fromkeys(read_act(text) for text in texts))
