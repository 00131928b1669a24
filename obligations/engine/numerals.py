"""Numbers in words and figures: "forty-five", "one hundred and eighty", "120th", "thirty (30)"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_ONES: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS: Final = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINAL_ONES: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
]


def _below_hundred() -> tuple[dict[str, int], dict[str, int]]:
    cardinal = {word: n for n, word in enumerate(_ONES, 1)}
    ordinal = {word: n for n, word in enumerate(_ORDINAL_ONES, 1)}
    for ten, word in zip(range(20, 100, 10), _TENS, strict=True):
        cardinal[word] = ten
        ordinal[word[:-1] + "ieth"] = ten
        for n in range(1, 10):
            cardinal[f"{word}-{_ONES[n - 1]}"] = ten + n
            ordinal[f"{word}-{_ORDINAL_ONES[n - 1]}"] = ten + n
    return cardinal, ordinal


def _number_words() -> tuple[dict[str, int], dict[str, int]]:
    cardinal, ordinal = _below_hundred()
    for hundreds in range(1, 10):
        word = f"{_ONES[hundreds - 1]} hundred"
        small = [(text, n) for text, n in cardinal.items() if n < 100]
        last = [(text, n) for text, n in ordinal.items() if n < 100]
        cardinal[word] = 100 * hundreds
        ordinal[word + "th"] = 100 * hundreds
        cardinal.update({f"{word} {text}": 100 * hundreds + n for text, n in small})
        ordinal.update({f"{word} {text}": 100 * hundreds + n for text, n in last})
    return cardinal, ordinal


# "forty-five" -> 45, "one hundred eighty" -> 180: one spelling of each.
CARDINALS, ORDINALS = _number_words()


def _alternatives(words: Iterable[str]) -> str:
    # "forty five" beside "forty-five"
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\-", r"[-\s]") for word in longest_first)


def _pattern(words: dict[str, int], hundred: str) -> str:
    # "one hundred and eighty" beside "one hundred eighty". All words as alternatives would mean
    # the same, and take a quarter of a second to compile whenever a process starts.
    below = _alternatives(word for word, n in words.items() if n < 100)
    hundreds = rf"(?:{_alternatives(_ONES[:9])})\s+"
    return rf"{hundreds}hundred\s+(?:and\s+)?(?:{below})|{hundreds}{hundred}|{below}"


_INTEGER = re.compile(r"[0-9]+(?![\w:.,]*[0-9])(?!\w)")
_CARDINAL = re.compile(rf"(?:{_pattern(CARDINALS, 'hundred')})(?!\w)", re.IGNORECASE)
_ORDINAL = re.compile(
    rf"(?:(?P<digits>[0-9]+)(?:st|nd|rd|th)|(?P<words>{_pattern(ORDINALS, 'hundredth')}))(?!\w)",
    re.IGNORECASE,
)
# "2.5 months", "1,000 days": a number, and none that a rule can count with
BROKEN = re.compile(r"[0-9]+[.,][0-9]+(?![-/.,:]?[0-9])(?!\w)")


def read_integer(text: str, at: int) -> tuple[int, int] | None:
    """The whole number that stands at a place and the place after it, None without one."""
    if match := _INTEGER.match(text, at):
        return _figures(match[0]), match.end()
    if match := _CARDINAL.match(text, at):
        return CARDINALS[_one_spelling(match[0])], match.end()
    return None


def read_ordinal(text: str, at: int) -> tuple[int, int] | None:
    """The ordinal that stands at a place ("120th", "first") and the place after it."""
    match = _ORDINAL.match(text, at)
    if match is None:
        return None
    figures = match["digits"]
    n = _figures(figures) if figures else ORDINALS[_one_spelling(match["words"])]
    return n, match.end()


def starts_number(text: str, at: int) -> bool:
    """Whether a cardinal number stands at a place."""
    return read_integer(text, at) is not None


def _figures(written: str) -> int:
    # More digits than any count has: cut, so that a page of nines costs nothing to refuse.
    return int(written.lstrip("0")[:9] or "0")


def _one_spelling(written: str) -> str:
    words = written.lower().replace("-", " ").split()
    joined = " ".join(word for word in words if word != "and")
    for ten in _TENS:
        joined = joined.replace(f"{ten} ", f"{ten}-")
    return joined
