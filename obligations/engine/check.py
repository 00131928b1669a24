"""What a legal rule must satisfy in its agreement: kinds of names, calendars, fiscal years.

A rule that passes can be evaluated for any facts of the declared kinds; only
CannotCompute (a date beyond a calendar, a wall time that does not exist) is
left to the moment when dates are known.
"""

from __future__ import annotations

from typing import NoReturn

from obligations.engine import syntax as s
from obligations.engine.analysis import walk
from obligations.engine.errors import RuleError
from obligations.engine.names import Names
from obligations.engine.values import Conventions

_SPAN_USERS = s.During | s.Postponed | s.Suspended | s.Excepted | s.SpanDay
_DATE_USERS = s.Name | s.EachName | s.EachAnniversary


def check_rule(
    rule: s.Rule, names: Names, conventions: Conventions, *, receipt: bool = False
) -> None:
    """Raises RuleError with what is wrong and what to write instead, and its place.

    `receipt` tells whether a rule of deemed receipt is wanted; elsewhere none
    is allowed.
    """
    if isinstance(rule.body, s.Receipt) != receipt:
        _refuse_receipt(rule, receipt)
    for part in walk(rule):
        _check_name(rule, part, names)
        _check_calendar(rule, part, conventions)
    if conventions.roll != "none" and not conventions.calendar and rule.first(s.Adjust) is None:
        raise RuleError(
            "The agreement moves dates to business days and has no calendar; give it one, or"
            " set its roll to none."
        )


def _refuse_receipt(rule: s.Rule, receipt: bool) -> NoReturn:
    if receipt:
        message = "Here a rule of deemed receipt is wanted (“deemed received …”)."
        _refuse(rule, message, (0, len(rule.text)))
    message = "A rule of deemed receipt belongs to the notice rules, not here."
    _refuse(rule, message, getattr(rule.body, "place", None))


def _refuse(rule: s.Rule, message: str, place: s.Place) -> NoReturn:
    start, end = place or (0, len(rule.text))
    raise RuleError(message, text=rule.text, start=start, end=end)


# Kinds of names


def _check_name(rule: s.Rule, part: object, names: Names) -> None:
    if isinstance(part, _DATE_USERS) and names.kind(part.name) == "span":
        _refuse(
            rule,
            f"[{part.name}] lasts from one day to another; say “first day of [{part.name}]” or"
            f" “last day of [{part.name}]”.",
            part.place,
        )
    if isinstance(part, s.Condition) and names.kind(part.name) == "span":
        _check_span_condition(rule, part)
    if isinstance(part, _SPAN_USERS) and not _may_last(names, part.name):
        _refuse(
            rule,
            f"[{part.name}] is a single date; here a span with a first and a last day is needed.",
            part.place,
        )


def _check_span_condition(rule: s.Rule, part: s.Condition) -> None:
    if part.relation in ("occurred", "not occurred"):
        return
    _refuse(
        rule,
        f"[{part.name}] lasts from one day to another; define a date by “first day of"
        f" [{part.name}]” or “last day of [{part.name}]” and compare that.",
        part.place,
    )


def _may_last(names: Names, name: str) -> bool:
    return names.anything or names.kind(name) in ("span", "unknown")


# Calendars


def _check_calendar(rule: s.Rule, part: object, conventions: Conventions) -> None:
    if isinstance(part, s.PeriodEdge):
        _check_period(rule, part, conventions)
    elif isinstance(part, s.Unit) and part.count_as != "calendar":
        _need(rule, part.calendar, conventions, f"{part.count_as} days", part.place)
    elif isinstance(part, s.Adjust) and part.convention != "none":
        _need(rule, part.calendar, conventions, "a roll to a business day", part.place)
    elif isinstance(part, s.Receipt):
        if part.when == "next business day":
            _need(rule, part.calendar, conventions, "business days", part.place)
        if part.on_business_day:
            _need(rule, part.day_calendar, conventions, "business days", part.place)


def _check_period(rule: s.Rule, part: s.PeriodEdge, conventions: Conventions) -> None:
    if part.fiscal and conventions.year_end is None:
        _refuse(
            rule,
            "The rule counts fiscal periods and the end of the fiscal year is not given; enter"
            " it with the agreement's conventions, as 12-31.",
            part.place,
        )
    if "business" in part.edge:
        _need(rule, part.calendar, conventions, f"the {part.edge}", part.place)


def _need(
    rule: s.Rule, stated: str | None, conventions: Conventions, what: str, place: s.Place
) -> None:
    if not stated and not conventions.calendar:
        _refuse(
            rule,
            f"The rule needs a calendar for {what}; write one in brackets, as in “5 business"
            " days (us-fed)”, or give the agreement one.",
            place,
        )
