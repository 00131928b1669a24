"""What no rule may say, whatever its names: refused where the text is read.

The grammar admits these; their meaning forbids them. What depends on the
agreement (kinds of names, calendars) stands in check.py.
"""

from __future__ import annotations

from typing import Final

from obligations.engine import syntax as s
from obligations.engine.analysis import Each, generators, is_series, parts_of, walk
from obligations.engine.build_terms import Refusal

# Terms inside terms. No contract comes near, and each level costs stack.
DEEPEST: Final = 24

_ONCE: Final = {
    s.Adjust: "A rule rolls in one way; “adjust” stands twice.",
    s.MonthEnd: "A month's end is rounded to one side; “month-end” stands twice.",
    s.AtClock: "A rule has one time of day; two are given.",
    s.Grace: "A rule has one grace; two are given.",
    s.Since: "A rule has one “from”; two are given.",
    s.Times: "“Times” stands twice.",
}


def check_structure(rule: s.Rule) -> None:
    """Raises Refusal with what is wrong, what to write instead, and its place."""
    _check_depth(rule)
    _check_directions(rule)
    _check_hours(rule)
    _check_once(rule)
    _check_series(rule)
    _check_each(rule)
    _check_grace(rule)


def _check_depth(rule: s.Rule) -> None:
    parts: list[tuple[object, int]] = [(rule, 0)]
    while parts:
        part, depth = parts.pop()
        depth += isinstance(part, s.Offset | s.Group | s.Pick | s.PeriodEdge)
        if depth > DEEPEST:
            raise Refusal(
                f"This rule counts from one thing to the next more than {DEEPEST} times; give"
                " some of them names of their own, as defined dates.",
                getattr(part, "place", None),
            )
        parts += [(inner, depth) for inner in parts_of(part)]


def _check_directions(rule: s.Rule) -> None:
    """ "Either side of" makes a window: it stands at the top, and nothing counts on from it."""
    top = rule.body.point.term if isinstance(rule.body, s.At) and not rule.body.point.shifts else 0
    for part in walk(rule):
        if isinstance(part, s.Offset) and part.direction == "either side of" and part is not top:
            raise Refusal(
                "“Either side of” makes a window; write it at the start of a rule, as in “within"
                " 5 days either side of [X]”.",
                part.place,
            )
        if isinstance(part, s.Offset | s.Within) and part.direction == "beginning with":
            _check_counts_something(part)


def _check_counts_something(part: s.Offset | s.Within) -> None:
    if all(amount.n == 0 for amount in part.duration.amounts):
        place = part.duration.amounts[0].unit.place
        raise Refusal("A period that begins with a day has at least that day.", place)


def _check_hours(rule: s.Rule) -> None:
    for part in walk(rule):
        durations: tuple[s.Duration, ...] = ()
        if isinstance(part, s.Point):
            durations = tuple(shift.duration for shift in part.shifts)
        elif isinstance(part, s.Duration):
            durations = (part,)
        units = [amount.unit for duration in durations for amount in duration.amounts]
        hours = [unit for unit in units if unit.name == "hour"]
        if hours and len(hours) < len(units):
            raise Refusal(
                "Hours cannot be added to other units; state the time of day instead.",
                hours[0].place,
            )


def _check_once(rule: s.Rule) -> None:
    seen: set[type] = set()
    for modifier in rule.modifiers:
        kind = type(modifier)
        if kind in seen and kind in _ONCE:
            raise Refusal(_ONCE[kind], getattr(modifier, "place", None))
        seen.add(kind)


def _check_series(rule: s.Rule) -> None:
    body, since = rule.body, rule.first(s.Since)
    if isinstance(body, s.Series) and body.start is None and since is None:
        raise Refusal(
            "A series needs a start: add “from [X]”, the date that it counts from.",
            body.phases[0].place,
        )
    times = rule.first(s.Times)
    if times and not is_series(rule):
        raise Refusal(
            "“Times” limits a series; this rule has no series and no “each”.", times.place
        )


def _check_each(rule: s.Rule) -> None:
    several = generators(rule)
    if several and isinstance(rule.body, s.Series):
        raise Refusal("A series cannot count from “each …” of something.", several[0].place)
    for other in several[1:]:
        if _turns_on(other) != _turns_on(several[0]):
            raise Refusal("A rule can go through one list: it has two “each”.", other.place)
    outside = [part for modifier in rule.modifiers for part in generators(modifier)]
    if outside:
        raise Refusal("“Each” stands in the rule itself, not in what limits it.", outside[0].place)
    for part in several:
        _check_range(rule, part)


def _turns_on(part: Each) -> object:
    """What an "each" goes through: two edges of the same kind of period go together."""
    if isinstance(part, s.PeriodEdge):
        return part.period, part.fiscal, part.term
    return part


def _check_range(rule: s.Rule, part: Each) -> None:
    if isinstance(part, s.PeriodEdge) and part.term is None and rule.first(s.Since) is None:
        kind = "fiscal" if part.fiscal else "calendar"
        raise Refusal(
            f"“Of each {kind} {part.period}” needs a start: add “, from [X]”, the day from which"
            f" a {part.period} counts.",
            part.place,
        )


def _check_grace(rule: s.Rule) -> None:
    grace, body = rule.first(s.Grace), rule.body
    if grace and isinstance(body, s.Bound) and not body.upper:
        raise Refusal(
            "Grace follows a last day, and this rule has only a first one; leave it out or say"
            " by when something is due.",
            grace.place,
        )
