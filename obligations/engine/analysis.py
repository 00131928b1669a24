"""What a rule speaks of: its names, what drives it, what "each" stands for. Kept per rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from typing import Any, TypeGuard, TypeVar

from obligations.engine import syntax as s

T = TypeVar("T")

NAMED = (
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
Each = s.EachName | s.EachAnniversary | s.EachOf | s.PeriodEdge


def _kept(work: Callable[[s.Rule], T]) -> Callable[[s.Rule], T]:
    """What is found out about a rule is kept with it: a rule never changes."""

    @wraps(work)
    def found(rule: s.Rule) -> T:
        kept = rule.kept
        if work.__name__ not in kept:
            kept[work.__name__] = work(rule)
        result: T = kept[work.__name__]
        return result

    return found


def walk(part: object, *, into_picks: bool = True) -> Iterator[object]:
    """All parts of a rule in the order of its words, from the outside in."""
    waiting = [part]
    while waiting:
        found = waiting.pop()
        yield found
        if into_picks or not isinstance(found, s.Pick):
            waiting.extend(reversed(parts_of(found)))


def parts_of(part: object) -> list[object]:
    """The parts directly inside a part."""
    kind: Any = type(part)
    found: list[object] = []
    for name in _names(kind):
        value = getattr(part, name)
        found += value if isinstance(value, tuple) else (value,)
    return [value for value in found if is_dataclass(value)]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.compare) if is_dataclass(kind) else ()


@_kept
def names_in(rule: s.Rule) -> tuple[str, ...]:
    """Every name of a rule, each once, in order."""
    return tuple(dict.fromkeys(p.name for p in walk(rule) if isinstance(p, NAMED)))


@_kept
def driving_names(rule: s.Rule) -> tuple[str, ...]:
    """The names whose happenings can make a rule occur several times, outside picks.

    They stand in the body; of a period or a series that has a start, in the
    start: it ends with the first happening after that, it does not begin anew
    with each.
    """
    parts = walk(_driving_part(rule), into_picks=False)
    return tuple(dict.fromkeys(p.name for p in parts if isinstance(p, _DRIVING)))


_DRIVING = (s.Name, s.SpanDay, s.During)


def _driving_part(rule: s.Rule) -> object:
    body, since = rule.body, rule.first(s.Since)
    if isinstance(body, s.Period | s.Series):
        start = body.start or (since.point if since else None)
        return start or body
    return body


@_kept
def generator_of(rule: s.Rule) -> Each | None:
    """The "each …" of a rule's body that the others follow, None without one."""
    return next(iter(generators(rule)), None)


def generators(part: object) -> list[Each]:
    """Every "each …" of a rule's body, or of another part of a rule."""
    return [p for p in walk(part.body if isinstance(part, s.Rule) else part) if is_each(p)]


def is_each(part: object) -> TypeGuard[Each]:
    """Whether a part stands for something else in each occurrence."""
    if isinstance(part, s.PeriodEdge):
        return part.select == "each"
    return isinstance(part, s.EachName | s.EachAnniversary | s.EachOf)


@_kept
def is_series(rule: s.Rule) -> bool:
    """Whether a rule by its own words gives any number of occurrences."""
    return generator_of(rule) is not None or isinstance(rule.body, s.Series)


def several_names(part: object) -> tuple[str, ...]:
    """The names inside a leg of a pick, in which all happenings count."""
    found = (p.name for p in walk(part) if isinstance(p, s.Name | s.SpanDay))
    return tuple(dict.fromkeys(found))


def names_of_leg(rule: s.Rule, leg: s.Leg) -> tuple[str, ...]:
    """The several_names of a leg of a rule, found once."""
    # By identity: a leg lives as long as its rule, and hashing it costs as much as a month.
    kept = rule.kept.setdefault("names_of_leg", {})
    names: tuple[str, ...] | None = kept.get(id(leg))
    if names is None:
        names = kept[id(leg)] = several_names(leg.point)
    return names
