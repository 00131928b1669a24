"""The declared names that a rule may speak of, and how they are recognised."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

# "unknown" is a name whose kind nobody has said: an input without a value.
Kind = Literal["event", "repeating event", "span", "set", "defined", "obligation", "unknown"]

# `[V.5 due]`, `[V.5 done]`, `[V.5 missed]`: dates of another obligation.
OBLIGATION_DATE = re.compile(r"^(?P<ref>.+) (?P<which>due|done|missed)$")


def fold(name: str) -> str:
    """The form in which names are compared: case and white space are free."""
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Names:
    """The names declared for a rule: key dates by kind, and obligations' references.

    `anything` accepts every bracketed name as an event, for work on a rule
    apart from its agreement (formatting, the restatement).
    """

    declared: frozenset[tuple[str, Kind]] = frozenset()
    references: frozenset[str] = frozenset()
    anything: bool = False

    @classmethod
    def open(cls) -> Names:
        """Names that accept whatever stands in brackets."""
        return cls(anything=True)

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kind of each declared name."""
        return dict(self.declared)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): name for name in self.kinds}

    @cached_property
    def _folded_references(self) -> dict[str, str]:
        return {fold(ref): ref for ref in self.references}

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        """What finds a name without brackets: key dates, and the dates of obligations."""
        forms = []
        if self.kinds:
            forms.append(_any_of(self.kinds))
        if self.references:
            forms.append(rf"{_any_of(self.references)}\s+(?:due|done|missed)")
        return [re.compile(rf"{form}(?!\w)", re.IGNORECASE) for form in forms]

    def longest_at(self, text: str, at: int) -> tuple[str | None, int]:
        """The longest declared name that stands at a place without brackets, and where it ends."""
        found = [m for m in (p.match(text, at) for p in self._patterns) if m]
        match = max(found, key=lambda m: m.end(), default=None)
        return (self.find(match[0]), match.end()) if match else (None, 0)

    def find(self, written: str) -> str | None:
        """The canonical name for what was written, None where it is not declared."""
        folded = fold(written)
        if folded in self._folded:
            return self._folded[folded]
        match = OBLIGATION_DATE.match(folded)
        if match and match["ref"] in self._folded_references:
            return f"{self._folded_references[match['ref']]} {match['which']}"
        return " ".join(written.split()) if self.anything else None

    def kind(self, name: str) -> Kind:
        """The kind of a canonical name that `find` gave."""
        if name in self.kinds:
            return self.kinds[name]
        return "obligation" if OBLIGATION_DATE.match(name) and not self.anything else "event"

    def closest(self, written: str) -> tuple[str, ...]:
        """Up to three declared names that look like what was written."""
        forms = dict(self._folded)
        for ref in self.references:
            forms.update({fold(f"{ref} {w}"): f"{ref} {w}" for w in ("due", "done", "missed")})
        found = difflib.get_close_matches(fold(written), forms, n=3, cutoff=0.5)
        return tuple(forms[f] for f in found)


def _any_of(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    forms = (r"\s+".join(re.escape(word) for word in name.split()) for name in longest_first)
    return f"(?:{'|'.join(form for form in forms if form) or '(?!)'})"


def names_of(kinds: Mapping[str, Kind], references: Iterable[str] = ()) -> Names:
    """Names from a mapping of key dates to kinds and the references of obligations."""
    return _same_names(frozenset(kinds.items()), frozenset(references))


@lru_cache(maxsize=256)
def _same_names(declared: frozenset[tuple[str, Kind]], references: frozenset[str]) -> Names:
    # One object for equal names: its pattern is built once, and cached rules are found by identity.
    return Names(declared, references)
