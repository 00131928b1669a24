"""Parse events to the values of syntax.py, with the checks that need no facts."""

from __future__ import annotations

from typing import Any, NoReturn

from lark import Token, Transformer, v_args

from obligations.engine import syntax as s

Place = tuple[int, int] | None


class Refusal(Exception):
    """A rule that the grammar admits and its meaning forbids, with its place in the text."""

    def __init__(self, message: str, place: Place = None) -> None:
        super().__init__(message)
        self.place = place


def _place(token: Token) -> Place:
    return (token.start_pos or 0, token.end_pos or 0)


def _refuse(message: str, token: Token | None = None) -> NoReturn:
    raise Refusal(message, _place(token) if token is not None else None)


_DIRECTIONS: dict[str, s.Direction] = {
    "AFTER": "after",
    "FOLLOWING": "after",
    "FROM": "after",
    "OF": "of",
    "BEFORE": "before",
    "PRIOR_TO": "before",
    "PRECEDING": "before",
    "BEGINNING_WITH": "beginning with",
    "EITHER_SIDE": "either side of",
}
_PERIOD_UNITS = ("month", "quarter", "year")


@v_args(inline=True)
class Builder(Transformer[Token, s.Rule]):
    """One method per rule of grammar.lark, of the same name."""

    def start(self, body: s.Body, *rest: Any) -> s.Rule:
        modifiers = tuple(m for m in rest if not isinstance(m, Token))
        return s.Rule(body, modifiers)

    # Bodies

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
        self, _word: Token, duration: s.Duration, direction: s.Direction, term: s.Term
    ) -> s.Within:
        return s.Within(duration, direction, term)

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
        return s.During(name.value)

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

    # Points and terms

    def point(self, term: s.Term, *shifts: s.Shift) -> s.Point:
        return s.Point(term, shifts)

    def shift(self, sign: Token, duration: s.Duration) -> s.Shift:
        return s.Shift(1 if sign.type == "PLUS" else -1, duration)

    def day(self, token: Token) -> s.Day:
        return s.Day(token.value)

    def name(self, token: Token) -> s.Name:
        return s.Name(token.value)

    def group(self, _open: Token, point: s.Point, _close: Token) -> s.Term:
        return s.Group(point) if point.shifts else point.term

    def nth(self, n: Token, unit: s.Unit, direction: s.Direction, term: s.Term) -> s.Offset:
        duration = s.Duration((_amount(n, unit),))
        return s.Offset(duration, _one_way(direction), term, ordinal=True)

    def offset(
        self, bound: Token | None, duration: s.Duration, direction: s.Direction, term: s.Term
    ) -> s.Offset:
        words: dict[str | None, Any] = {"AT_LEAST": "at least", "AT_MOST": "at most", None: ""}
        return s.Offset(duration, _one_way(direction), term, words[bound and bound.type])

    def direction(self, word: Token) -> s.Direction:
        return _DIRECTIONS[word.type]

    def each_name(self, _each: Token, name: Token) -> s.EachName:
        return s.EachName(name.value)

    def each_anniversary(self, _each: Token, name: Token) -> s.EachAnniversary:
        return s.EachAnniversary(name.value)

    def each_of(self, *parts: Any) -> s.EachOf:
        return s.EachOf(tuple(p for p in parts if isinstance(p, s.Point)))

    def many(self, term: s.Term) -> s.Term:
        return term

    def edge(self, term: s.Term) -> s.Term:
        return term

    def period_edge(
        self,
        edge: Token,
        calendar: Token | None,
        _of: Token,
        select: Token | None,
        period: tuple[bool, s.PeriodName],
        relation: Token | None,
        term: s.Term | None,
    ) -> s.PeriodEdge:
        fiscal, name = period
        chosen = _period_select(select, relation, edge)
        days = calendar.value if calendar else None
        if days and "business" not in edge.value:
            _refuse("Only the first or last business day of a period takes a calendar.", calendar)
        return s.PeriodEdge(edge.value, name, fiscal, chosen, term, days)

    def period(self, word: Token, unit: Token) -> tuple[bool, s.PeriodName]:
        if unit.value not in _PERIOD_UNITS or (word.type == "FISCAL" and unit.value == "month"):
            _refuse(
                "A period is a calendar month, calendar quarter, calendar year, fiscal quarter"
                " or fiscal year.",
                unit,
            )
        return word.type == "FISCAL", unit.value

    def span_day(self, edge: Token, name: Token) -> s.SpanDay:
        return s.SpanDay("first" if edge.type == "FIRST_DAY_OF" else "last", name.value)

    def pick(self, which: Token, _open: Token, *parts: Any) -> s.Pick:
        legs = tuple(p for p in parts if isinstance(p, s.Leg))
        return s.Pick("later" if which.type == "LATER_OF" else "earlier", legs)

    def leg(self, point: s.Point, _at: Token | None, clock: Token | None) -> s.Leg:
        return s.Leg(point, clock.value if clock else None)

    # Durations

    def duration(self, *parts: Any) -> s.Duration:
        amounts = tuple(p for p in parts if isinstance(p, s.Amount))
        units = [amount.unit for amount in amounts]
        if len(units) > 1 and any(unit.name == "hour" for unit in units):
            _refuse("Hours cannot be mixed with other units; state the time of day instead.")
        return s.Duration(amounts)

    def amount(self, n: Token, unit: s.Unit) -> s.Amount:
        return _amount(n, unit)

    def unit(
        self, ends: Token | None, count: Token | None, unit: Token, calendar: Token | None
    ) -> s.Unit:
        count_as = "calendar" if count is None else _COUNT_AS[count.type]
        if count_as != "calendar" and unit.value != "day":
            assert count is not None
            _refuse(f"Only days can be {count_as} days, not {unit.value}s.", count)
        if calendar and count_as == "calendar":
            _refuse("A calendar belongs to business days; calendar days need none.", calendar)
        if ends and ends.type == "CLEAR" and unit.value != "day":
            _refuse("Only days can be clear days.", ends)
        return s.Unit(
            unit.value,
            count_as,
            stated=bool(count and count_as == "calendar"),
            ends=_ENDS[ends.type] if ends else "",
            calendar=calendar.value if calendar else None,
        )

    # Series

    def series(self, first: s.Frequency, *rest: Any) -> s.Series:
        phases = (first, *(p for p in rest if isinstance(p, s.Frequency)))
        points = [p for p in rest if isinstance(p, s.Point)]
        start, until = (points + [None, None])[:2]
        for phase in phases[:-1]:
            if phase.duration is None and phase.until is None:
                _refuse("Each phase before “then” needs its length (“for 3 months”) or end.")
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

    def receipt(self, _deemed: Token, *parts: Any) -> s.Receipt:
        return _receipt(parts)

    def sent(self, relation: Token, clock: Token) -> s.SentCondition:
        return s.SentCondition(_RELATIONS[relation.type], clock.value)

    # Modifiers

    def adjust(self, _word: Token, convention: Token, calendar: Token | None) -> s.Adjust:
        return s.Adjust(convention.value, calendar.value if calendar else None)

    def end_of_month(self, _word: Token) -> s.EndOfMonth:
        return s.EndOfMonth()

    def month_end(self, _word: Token, side: Token) -> s.MonthEnd:
        return s.MonthEnd(side.value)

    def clock(self, relation: Token, clock: Token) -> s.AtClock:
        return s.AtClock(_RELATIONS[relation.type], clock.value)

    def postponed(
        self,
        _word: Token,
        duration: s.Duration,
        _each: Token,
        name: Token,
        _capped: Token | None,
        cap: s.Duration | None,
    ) -> s.Postponed:
        return s.Postponed(duration, name.value, cap)

    def suspended(self, _word: Token, name: Token) -> s.Suspended:
        return s.Suspended(name.value)

    def excepted(self, _word: Token, name: Token) -> s.Excepted:
        return s.Excepted(name.value)

    def grace(self, _with: Token, duration: s.Duration, _grace: Token) -> s.Grace:
        return s.Grace(duration)

    def floor(self, _word: Token, point: s.Point) -> s.Floor:
        return s.Floor(point)

    def ceiling(self, _word: Token, point: s.Point) -> s.Ceiling:
        return s.Ceiling(point)

    def since(self, _word: Token, point: s.Point) -> s.Since:
        return s.Since(point)

    def until(self, _word: Token, point: s.Point) -> s.Until:
        return s.Until(point)

    def times(self, n: Token, _word: Token) -> s.Times:
        if n.value == 0:
            _refuse("A series of 0 times has no dates.", n)
        return s.Times(n.value)

    def condition(self, word: Token, name: Token, comparison: Any) -> s.Condition:
        relation, point = comparison
        return s.Condition(word.type == "UNLESS", name.value, relation, point)

    def compared(self, relation: Token, point: s.Point) -> tuple[str, s.Point]:
        words = {"ON_AFTER": "on or after", "ON_BEFORE": "on or before"}
        return words.get(relation.type, relation.type.lower()), point

    def occurred(
        self, word: Token, _by: Token | None, point: s.Point | None
    ) -> tuple[str, s.Point | None]:
        return ("occurred" if word.type == "OCCURRED" else "not occurred"), point


_COUNT_AS: dict[str, s.CountAs] = {
    "BUSINESS": "business",
    "TRADING": "trading",
    "CALENDAR_WORD": "calendar",
}
_RELATIONS: dict[str, Any] = {"AT": "at", "BY": "by", "BEFORE": "before", "AFTER": "after"}
_ENDS: dict[str, Any] = {"CLEAR": "clear", "FULL": "full", "CONSECUTIVE": ""}


def _amount(n: Token, unit: s.Unit) -> s.Amount:
    count: int = n.value
    if count == 0 and unit.count_as != "calendar":
        _refuse(
            f"“0 {unit.count_as} days” counts nothing; to move a date off a closed day say"
            " “adjust following”.",
            n,
        )
    if count > 36_525:
        _refuse(f"{count} is more than any agreement counts.", n)
    return s.Amount(count, unit)


def _one_way(direction: s.Direction) -> s.Direction:
    if direction == "either side of":
        _refuse("“Either side of” makes a window; it goes with “within” at the start of a rule.")
    return direction


def _end_word(word: Token | None) -> Any:
    return {None: "", "UNTIL": "until", "THROUGH": "through"}.get(
        word and word.type, "to but excluding"
    )


def _period_select(select: Token | None, relation: Token | None, edge: Token) -> Any:
    if select is None:
        if relation is None:
            _refuse(
                f"Say which period: “{edge.value} of calendar quarter containing [X]”, “… after"
                " [X]”, or “of each calendar quarter”.",
                edge,
            )
        return relation.type.lower()
    if select.type == "EACH":
        if relation is not None:
            _refuse(
                "“Each” takes its range from “, from [X]” and “, until [Y]” at the end.",
                relation,
            )
        return "each"
    if relation is None or relation.type != "AFTER":
        _refuse("“First complete” needs “after [X]”.", select)
    return "first complete"


def _frequency(parts: tuple[Any, ...], ends: dict[str, Any]) -> s.Frequency:
    head = parts[0]
    if head.type == "EVERY_NAMED":
        return s.Frequency(1, s.Unit(head.value), **ends)
    if isinstance(parts[1], Token) and parts[1].type == "DAY_MONTH":
        return s.Frequency(1, None, parts[1].value, **ends)
    number, unit = parts[1], parts[2]
    n = 1 if number is None else number.value
    if n == 0:
        _refuse("A series needs steps of at least 1.", number)
    if unit.name == "hour":
        _refuse("A series counts days or longer units, not hours.", head)
    return s.Frequency(n, unit, **ends)


def _receipt(parts: tuple[Any, ...]) -> s.Receipt:
    first = parts[0]
    when: Any = first
    if isinstance(first, Token):
        when = {"SAME_DAY": "same day", "ON_RECEIPT": "on receipt"}.get(
            first.type, "next business day"
        )
    calendars = [p for p in parts if isinstance(p, Token) and p.type == "CALENDAR"]
    place = next(
        (i for i, p in enumerate(parts) if isinstance(p, Token) and p.type == "ON_BUSINESS_DAY"),
        None,
    )
    after = parts[place + 1] if place is not None and place + 1 < len(parts) else None
    before = next((c for c in calendars if c is not after), None)
    return s.Receipt(
        when,
        before.value if before is not None else None,
        tuple(p for p in parts if isinstance(p, s.SentCondition)),
        on_business_day=place is not None,
        day_calendar=after.value if after is not None else None,
    )
