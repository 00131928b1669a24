"""Parse events to the values of syntax.py, with the checks that need no facts.

The class is put together by kind of part: terms, bodies, and here modifiers
and the whole rule.
"""

from __future__ import annotations

from typing import Any

from lark import Token, v_args

from obligations.engine import syntax as s
from obligations.engine.build_bodies import RELATIONS, BodyBuilder
from obligations.engine.build_terms import place_of, refuse


@v_args(inline=True)
class Builder(BodyBuilder):
    """One method per rule of grammar.lark, of the same name."""

    def start(self, body: s.Body, *rest: Any) -> s.Rule:
        return s.Rule(body, tuple(m for m in rest if not isinstance(m, Token)))

    def adjust(self, word: Token, convention: Token, calendar: Token | None) -> s.Adjust:
        days = calendar.value if calendar else None
        if calendar and convention.value == "none":
            refuse("“Adjust none” moves nothing and needs no calendar.", calendar)
        return s.Adjust(convention.value, days, place_of(word))

    def end_of_month(self, _word: Token) -> s.EndOfMonth:
        return s.EndOfMonth()

    def month_end(self, word: Token, side: Token) -> s.MonthEnd:
        return s.MonthEnd(side.value, place_of(word))

    def clock(self, relation: Token, clock: Token) -> s.AtClock:
        return s.AtClock(RELATIONS[relation.type], clock.value, place_of(clock))

    def postponed(
        self,
        _word: Token,
        duration: s.Duration,
        _each: Token,
        name: Token,
        _capped: Token | None,
        cap: s.Duration | None,
    ) -> s.Postponed:
        return s.Postponed(duration, name.value, cap, place_of(name))

    def suspended(self, _word: Token, name: Token) -> s.Suspended:
        return s.Suspended(name.value, place_of(name))

    def excepted(self, _word: Token, name: Token) -> s.Excepted:
        return s.Excepted(name.value, place_of(name))

    def grace(self, _with: Token, duration: s.Duration, grace: Token) -> s.Grace:
        return s.Grace(duration, place_of(grace))

    def floor(self, _word: Token, point: s.Point) -> s.Floor:
        return s.Floor(point)

    def ceiling(self, _word: Token, point: s.Point) -> s.Ceiling:
        return s.Ceiling(point)

    def since(self, word: Token, point: s.Point) -> s.Since:
        return s.Since(point, place_of(word))

    def until(self, word: Token, point: s.Point) -> s.Until:
        return s.Until(point, place_of(word))

    def times(self, n: Token, _word: Token) -> s.Times:
        if n.value == 0:
            refuse("A series of 0 times has no dates.", n)
        return s.Times(n.value, place_of(n))

    def condition(self, word: Token, name: Token, comparison: Any) -> s.Condition:
        relation, point = comparison
        unless = word.type == "UNLESS"
        return s.Condition(unless, name.value, relation, point, place_of(name))

    def compared(self, relation: Token, point: s.Point) -> tuple[str, s.Point]:
        words = {"ON_AFTER": "on or after", "ON_BEFORE": "on or before"}
        return words.get(relation.type, relation.type.lower()), point

    def occurred(
        self, word: Token, _by: Token | None, point: s.Point | None
    ) -> tuple[str, s.Point | None]:
        return ("occurred" if word.type == "OCCURRED" else "not occurred"), point
