"""Parse events to bodies: deadlines, windows, periods, soft duties, series, receipt."""

from __future__ import annotations

from typing import Any

from lark import Token, v_args

from obligations.engine import syntax as s
from obligations.engine.build_terms import Refusal, TermBuilder, direction_of, place_of, refuse

RELATIONS: dict[str, Any] = {"AT": "at", "BY": "by", "BEFORE": "before", "AFTER": "after"}


@v_args(inline=True)
class BodyBuilder(TermBuilder):
    """One method per rule of grammar.lark, of the same name."""

    def bare(self, point: s.Point) -> s.At:
        return s.At(point)

    def on_point(self, _word: Token, point: s.Point) -> s.At:
        return s.At(point, stated=True)

    def lower(self, word: Token) -> Token:
        return word

    upper = lower

    def lower_bound(self, word: Token, point: s.Point) -> s.Bound:
        return s.Bound(point, upper=False, strict=word.type == "AFTER")

    def upper_bound(self, word: Token, point: s.Point) -> s.Bound:
        return s.Bound(point, upper=True, strict=word.type in ("BEFORE", "PRIOR_TO"))

    def within(
        self, _word: Token, duration: s.Duration, direction: Token, term: s.Term
    ) -> s.Within:
        return s.Within(duration, direction_of(direction), term)

    def between(
        self, low: Token, start: s.Point, _and: Token, high: Token, end: s.Point
    ) -> s.Between:
        return s.Between(self.lower_bound(low, start), self.upper_bound(high, end))

    def period_from(
        self, _from: Token, start: s.Point, word: Token | None, end: s.Point | None
    ) -> s.Period:
        return s.Period(start, end, _end_word(word))

    def period_for(
        self, _from: Token, start: s.Point, _for: Token, duration: s.Duration
    ) -> s.Period:
        return s.Period(start, duration=duration)

    def period_until(self, word: Token, end: s.Point) -> s.Period:
        return s.Period(None, end, _end_word(word))

    def period_during(self, _word: Token, name: Token) -> s.During:
        return s.During(name.value, place_of(name))

    def soft(
        self,
        word: Token,
        _link: Token,
        term: s.Term,
        _in_any_event: Token | None,
        long_stop: s.Bound | s.Within | None,
    ) -> s.Soft:
        return s.Soft(word.value, term, long_stop)

    def long_stop(self, within: s.Within) -> s.Within:
        return within

    # Series

    def series(self, first: s.Frequency, *rest: Any) -> s.Series:
        phases = (first, *(p for p in rest if isinstance(p, s.Frequency)))
        points = [p for p in rest if isinstance(p, s.Point)]
        start, until = (points + [None, None])[:2]
        then = next((p for p in rest if isinstance(p, Token) and p.type == "THEN"), None)
        for phase in phases[:-1]:
            if phase.duration is None and phase.until is None:
                message = "Each phase before “then” needs its length (“for 3 months”) or its end."
                raise Refusal(message, place_of(then) if then else None)
        return s.Series(phases, start, until)

    def freq(self, *parts: Any) -> s.Frequency:
        tail = parts[-1]
        ends: dict[str, Any] = {}
        if isinstance(tail, s.Duration):
            ends["duration"] = tail
        elif isinstance(tail, s.Point):
            ends["until"] = tail
        return _frequency(parts, ends)

    # Receipt

    def receipt(self, deemed: Token, *parts: Any) -> s.Receipt:
        return _receipt(deemed, parts)

    def sent(self, relation: Token, clock: Token) -> s.SentCondition:
        return s.SentCondition(RELATIONS[relation.type], clock.value)


def _end_word(word: Token | None) -> Any:
    return {None: "", "UNTIL": "until", "THROUGH": "through"}.get(
        word and word.type, "to but excluding"
    )


def _frequency(parts: tuple[Any, ...], ends: dict[str, Any]) -> s.Frequency:
    head = parts[0]
    if head.type == "EVERY_NAMED":
        return s.Frequency(1, s.Unit(head.value), place=place_of(head), **ends)
    if isinstance(parts[1], Token) and parts[1].type == "DAY_MONTH":
        return s.Frequency(1, None, parts[1].value, place=place_of(head), **ends)
    number, unit = parts[1], parts[2]
    if number is not None and number.value == 0:
        refuse("A series needs steps of at least 1.", number)
    if unit.name == "hour":
        raise Refusal("A series counts days or longer units, not hours.", unit.place)
    if unit.ends:
        raise Refusal(f"A series cannot count {unit.ends} {unit.name}s.", unit.place)
    n = 1 if number is None else number.value
    return s.Frequency(n, unit, place=place_of(head), **ends)


def _receipt(deemed: Token, parts: tuple[Any, ...]) -> s.Receipt:
    first = parts[0]
    when: Any = first
    if isinstance(first, Token):
        words = {"SAME_DAY": "same day", "ON_RECEIPT": "on receipt"}
        when = words.get(first.type, "next business day")
    calendars = [p for p in parts if isinstance(p, Token) and p.type == "CALENDAR"]
    place = next(
        (i for i, p in enumerate(parts) if isinstance(p, Token) and p.type == "ON_BUSINESS_DAY"),
        None,
    )
    after = parts[place + 1] if place is not None else None
    before = next((c for c in calendars if c is not after), None)
    return s.Receipt(
        when,
        before.value if before is not None else None,
        tuple(p for p in parts if isinstance(p, s.SentCondition)),
        on_business_day=place is not None,
        day_calendar=after.value if after is not None else None,
        place=place_of(deemed),
    )
