"""Parse events to terms: dates, names, offsets, edges of periods, picks and durations."""

from __future__ import annotations

from typing import Any, Final, NoReturn

from lark import Token, Transformer, v_args

from obligations.engine import syntax as s

# More than any agreement counts, in any unit: a hundred years of days.
MOST = 36_525


class Refusal(Exception):
    """A rule that the grammar admits and its meaning forbids, with its place in the text."""

    def __init__(self, message: str, place: s.Place = None) -> None:
        super().__init__(message)
        self.place = place


def place_of(token: Token) -> s.Place:
    """Where a token stands in the text."""
    return (token.start_pos or 0, token.end_pos or 0)


def refuse(message: str, token: Token) -> NoReturn:
    """Raises Refusal about a token."""
    raise Refusal(message, place_of(token))


_DIRECTIONS: Final[dict[str, s.Direction]] = {
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
_BOUNDS: Final[dict[str | None, Any]] = {"AT_LEAST": "at least", "AT_MOST": "at most", None: ""}
_COUNT_AS: Final[dict[str, s.CountAs]] = {
    "BUSINESS": "business",
    "TRADING": "trading",
    "CALENDAR_WORD": "calendar",
}
_ENDS: Final[dict[str, Any]] = {"CLEAR": "clear", "FULL": "full", "CONSECUTIVE": ""}
_PERIOD_UNITS: Final = ("month", "quarter", "year")


def direction_of(word: Token) -> s.Direction:
    """The direction that a word counts in."""
    return _DIRECTIONS[word.type]


@v_args(inline=True)
class TermBuilder(Transformer[Token, s.Rule]):
    """One method per rule of grammar.lark, of the same name."""

    def point(self, term: s.Term, *shifts: s.Shift) -> s.Point:
        return s.Point(term, shifts)

    def shift(self, sign: Token, duration: s.Duration) -> s.Shift:
        return s.Shift(1 if sign.type == "PLUS" else -1, duration)

    def day(self, token: Token) -> s.Day:
        return s.Day(token.value)

    def name(self, token: Token) -> s.Name:
        return s.Name(token.value, place_of(token))

    def group(self, _open: Token, point: s.Point, _close: Token) -> s.Term:
        return s.Group(point) if point.shifts else point.term

    def nth(self, n: Token, unit: s.Unit, direction: Token, term: s.Term) -> s.Offset:
        if n.value == 0:
            refuse("Counting begins with the first day; there is no 0th.", n)
        duration = s.Duration((_amount(n, unit),))
        way, place = direction_of(direction), place_of(direction)
        return s.Offset(duration, way, term, ordinal=True, place=place)

    def offset(
        self, bound: Token | None, duration: s.Duration, direction: Token, term: s.Term
    ) -> s.Offset:
        words = _BOUNDS[bound and bound.type]
        way, place = direction_of(direction), place_of(direction)
        return s.Offset(duration, way, term, words, place=place)

    def direction(self, word: Token) -> Token:
        return word

    def each_name(self, each: Token, name: Token) -> s.EachName:
        return s.EachName(name.value, place_of(each))

    def each_anniversary(self, each: Token, name: Token) -> s.EachAnniversary:
        return s.EachAnniversary(name.value, place_of(each))

    def each_of(self, each: Token, *parts: Any) -> s.EachOf:
        points = tuple(p for p in parts if isinstance(p, s.Point))
        return s.EachOf(points, place_of(each))

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
        if calendar and "business" not in edge.value:
            refuse("Only the first or last business day of a period takes a calendar.", calendar)
        return s.PeriodEdge(edge.value, name, fiscal, chosen, term, days, place_of(edge))

    def period(self, word: Token, unit: Token) -> tuple[bool, s.PeriodName]:
        if unit.value not in _PERIOD_UNITS or (word.type == "FISCAL" and unit.value == "month"):
            refuse(
                "A period is a calendar month, calendar quarter, calendar year, fiscal quarter"
                " or fiscal year.",
                unit,
            )
        return word.type == "FISCAL", unit.value

    def span_day(self, edge: Token, name: Token) -> s.SpanDay:
        side: Any = "first" if edge.type == "FIRST_DAY_OF" else "last"
        return s.SpanDay(side, name.value, place_of(name))

    def pick(self, which: Token, _open: Token, *parts: Any) -> s.Pick:
        legs = tuple(p for p in parts if isinstance(p, s.Leg))
        side: Any = "later" if which.type == "LATER_OF" else "earlier"
        return s.Pick(side, legs, place_of(which))

    def leg(self, point: s.Point, _at: Token | None, clock: Token | None) -> s.Leg:
        return s.Leg(point, clock.value if clock else None)

    # Durations

    def duration(self, *parts: Any) -> s.Duration:
        return s.Duration(tuple(p for p in parts if isinstance(p, s.Amount)))

    def amount(self, n: Token, unit: s.Unit) -> s.Amount:
        return _amount(n, unit)

    def unit(
        self, ends: Token | None, count: Token | None, unit: Token, calendar: Token | None
    ) -> s.Unit:
        count_as = _COUNT_AS[count.type] if count else "calendar"
        _check_unit(ends, count, unit, calendar)
        return s.Unit(
            unit.value,
            count_as,
            stated=bool(count and count_as == "calendar"),
            ends=_ENDS[ends.type] if ends else "",
            calendar=calendar.value if calendar else None,
            place=place_of(count or unit),
        )


def _check_unit(
    ends: Token | None, count: Token | None, unit: Token, calendar: Token | None
) -> None:
    counted = count is not None and count.type in ("BUSINESS", "TRADING")
    if counted and count and unit.value != "day":
        word = _COUNT_AS[count.type]
        refuse(f"Only days can be {word} days, not {unit.value}s.", count)
    if calendar and not counted:
        refuse("A calendar belongs to business days; calendar days need none.", calendar)
    if ends and unit.value == "hour" and _ENDS[ends.type]:
        refuse(f"Hours run on; only days and longer units can be {ends.value.lower()}.", ends)


def _amount(n: Token, unit: s.Unit) -> s.Amount:
    count: int = n.value
    if count == 0 and unit.count_as != "calendar":
        refuse(
            f"“0 {unit.count_as} days” counts nothing; to move a date off a closed day say"
            " “adjust following”.",
            n,
        )
    if count > MOST:
        refuse(f"{count} {unit.name}s are more than any agreement counts.", n)
    return s.Amount(count, unit)


def _period_select(select: Token | None, relation: Token | None, edge: Token) -> Any:
    if select is None:
        if relation is None:
            refuse(
                f"Say which period: “{edge.value} of calendar quarter containing [X]”, “… after"
                " [X]”, or “of each calendar quarter”.",
                edge,
            )
        return relation.type.lower()
    if select.type == "EACH":
        if relation is not None and relation.type == "CONTAINING":
            refuse("“Each” goes with “after [X]”, or with “, from [X]” at the end.", relation)
        return "each"
    if relation is None or relation.type != "AFTER":
        refuse("“First complete” needs “after [X]”.", relation or select)
    return "first complete"
