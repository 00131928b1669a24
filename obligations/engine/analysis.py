"""What a rule speaks of: its names, what drives it, what it waits on. Cached per rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import lru_cache

from obligations.engine import syntax as s

_NAMED = (
    s.Name,
    s.SpanDay,
    s.EachName,
    s.EachAnniversary,
    s.During,
    s.Postponed,
    s.Suspended,
    s.Excepted,
    s.Condition,
)
_EACH = (s.EachName, s.EachAnniversary, s.EachOf)


def walk(part: object, *, into_picks: bool = True) -> Iterator[object]:
    """All parts of a rule in the order of its words, from the outside in."""
    yield part
    if isinstance(part, s.Pick) and not into_picks:
        return
    children = part if isinstance(part, tuple) else _children(part)
    for child in children:
        if isinstance(child, tuple) or is_dataclass(child):
            yield from walk(child, into_picks=into_picks)


def _children(part: object) -> list[object]:
    if not is_dataclass(part):
        return []
    return [getattr(part, f.name) for f in fields(part)]


@lru_cache(maxsize=8192)
def names_in(rule: s.Rule) -> tuple[str, ...]:
    """Every name of a rule, each once, in order."""
    return tuple(dict.fromkeys(p.name for p in walk(rule) if isinstance(p, _NAMED)))


@lru_cache(maxsize=8192)
def driving_names(rule: s.Rule) -> tuple[str, ...]:
    """The names of a body, outside picks, whose happenings can make a rule occur several times."""
    parts = walk(rule.body, into_picks=False)
    kinds = (s.Name, s.SpanDay, s.During)
    return tuple(dict.fromkeys(p.name for p in parts if isinstance(p, kinds)))


@lru_cache(maxsize=8192)
def generator_of(rule: s.Rule) -> object | None:
    """The "each …" of a rule's body, None without one. A legal rule has one at most."""
    return next(iter(generators(rule)), None)


def generators(rule: s.Rule) -> list[object]:
    """Every "each …" of a rule's body."""
    return [
        part
        for part in walk(rule.body)
        if isinstance(part, _EACH) or (isinstance(part, s.PeriodEdge) and part.select == "each")
    ]


def multi_names(part: object) -> tuple[str, ...]:
    """The bare names inside a part of a rule, for legs in which all happenings count."""
    return tuple(dict.fromkeys(p.name for p in walk(part) if isinstance(p, s.Name)))
