"""Edges of calendar and fiscal periods: starts, ends, first and last business days."""

from __future__ import annotations

from datetime import date

from obligations.engine import syntax as s
from obligations.engine.authorities import PERIOD_END
from obligations.engine.errors import RuleError
from obligations.engine.periods import (
    CALENDAR_YEAR,
    PeriodOf,
    YearEnd,
    following_period,
    period_containing,
)
from obligations.engine.run import Run, Value, show


def edge_value(run: Run, term: s.PeriodEdge, value: Value) -> Value:
    """The edge of the period that contains a date, or of the first one after it."""
    ends = year_end(run, term)
    period = period_containing(value.day, term.period, ends, term.fiscal)
    if term.select == "first complete":
        if period.start < value.day:
            period = following_period(period, term.period, ends, term.fiscal)
        day = edge_day(run, term, period)
    elif term.select == "after":
        period, day = first_edge_after(run, term, value.day)
    else:
        day = edge_day(run, term, period)
    if run.explaining:
        kind = f"{'fiscal' if term.fiscal else 'calendar'} {term.period} {period.label}"
        text = f"{term.edge} of the {kind} ({term.select} {show(value.day)})"
        run.step("period", text, show(day), authority=PERIOD_END)
    return Value(day, None, False, value.anchor or value.day)


def first_edge_after(run: Run, term: s.PeriodEdge, day: date) -> tuple[PeriodOf, date]:
    """The first period whose edge comes after a date, and that edge."""
    ends = year_end(run, term)
    period = period_containing(day, term.period, ends, term.fiscal)
    while (edge := edge_day(run, term, period)) <= day:
        period = following_period(period, term.period, ends, term.fiscal)
    return period, edge


def year_end(run: Run, term: s.PeriodEdge) -> YearEnd:
    """The end of the year that a period goes by. Raises RuleError for an unknown fiscal year."""
    if not term.fiscal:
        return CALENDAR_YEAR
    if run.conventions.year_end is None:
        raise RuleError(
            "The rule counts fiscal periods and the end of the fiscal year is not given; enter"
            " it with the agreement's conventions, as 12-31."
        )
    return run.conventions.year_end


def edge_day(run: Run, term: s.PeriodEdge, period: PeriodOf) -> date:
    """The day at the wanted edge of a period."""
    if term.edge == "start":
        return period.start
    if term.edge == "end":
        return period.end
    calendar = run.calendar(term.calendar)
    if term.edge == "first business day":
        return calendar.first_open_on_or_after(period.start)
    return calendar.first_open_on_or_before(period.end)
