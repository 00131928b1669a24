"""What a legal rule must satisfy beyond its grammar: kinds of names, calendars, starts.

A rule that passes can be evaluated for any facts of the declared kinds; only
CannotCompute (a date beyond a calendar, a wall time that does not exist) is
left to the moment when dates are known.
"""

from __future__ import annotations

from obligations.engine import syntax as s
from obligations.engine.analysis import generators, walk
from obligations.engine.errors import RuleError
from obligations.engine.names import Names
from obligations.engine.values import Conventions

_SPAN_USERS = (s.During, s.Postponed, s.Suspended, s.Excepted, s.SpanDay)


def check_rule(
    rule: s.Rule, names: Names, conventions: Conventions, *, receipt: bool = False
) -> None:
    """Raises RuleError with what is wrong and what to write instead.

    `receipt` tells whether a rule of deemed receipt is wanted; elsewhere none
    is allowed.
    """
    if isinstance(rule.body, s.Receipt) != receipt:
        raise RuleError(
            "Here a rule of deemed receipt is wanted (“deemed received …”)."
            if receipt
            else "A rule of deemed receipt belongs to the notice rules, not here."
        )
    _check_names(rule, names)
    _check_calendars(rule, conventions)
    _check_repetition(rule)
    _check_repeats_once(rule)


def _check_names(rule: s.Rule, names: Names) -> None:
    for part in walk(rule):
        if isinstance(part, s.Name | s.EachAnniversary) and names.kind(part.name) == "span":
            raise RuleError(
                f"[{part.name}] lasts from one day to another; say “first day of [{part.name}]”"
                f" or “last day of [{part.name}]”."
            )
        if isinstance(part, _SPAN_USERS) and names.kind(part.name) != "span":
            if names.anything:
                continue
            raise RuleError(
                f"[{part.name}] is a single date; here a span with a first and a last day is"
                " needed."
            )


def _check_calendars(rule: s.Rule, conventions: Conventions) -> None:
    for part in walk(rule):
        if isinstance(part, s.PeriodEdge):
            _check_period(part, conventions)
        elif isinstance(part, s.Unit) and part.count_as != "calendar":
            _need_calendar(part.calendar, conventions, f"{part.count_as} days")
        elif isinstance(part, s.Adjust) and part.convention != "none":
            _need_calendar(part.calendar, conventions, "a roll to a business day")
        elif isinstance(part, s.Receipt) and part.when == "next business day":
            _need_calendar(part.calendar, conventions, "business days")
        if isinstance(part, s.Receipt) and part.on_business_day:
            _need_calendar(part.day_calendar, conventions, "business days")


def _check_period(part: s.PeriodEdge, conventions: Conventions) -> None:
    if part.fiscal and conventions.year_end is None:
        raise RuleError(
            "The rule counts fiscal periods and the end of the fiscal year is not given; enter"
            " it with the agreement's conventions, as 12-31."
        )
    if "business" in part.edge:
        _need_calendar(part.calendar, conventions, part.edge)


def _need_calendar(stated: str | None, conventions: Conventions, what: str) -> None:
    if not stated and not conventions.calendar:
        raise RuleError(
            f"The rule needs a calendar for {what}; write one in brackets, as in “5 business"
            " days (us-fed)”, or give the agreement one."
        )


def _check_repetition(rule: s.Rule) -> None:
    body = rule.body
    since = rule.first(s.Since)
    if isinstance(body, s.Series) and body.start is None and since is None:
        raise RuleError("A series needs a start: add “from [X]”, the date that it counts from.")
    for part in generators(rule):
        if isinstance(part, s.PeriodEdge) and since is None:
            raise RuleError(
                f"“Of each calendar {part.period}” needs a start: add “, from [X]”, the day from"
                f" which a {part.period} counts."
            )
    if rule.first(s.Times) and not (generators(rule) or isinstance(body, s.Series)):
        raise RuleError("“Times” limits a series; this rule has no series and no “each”.")


def _check_repeats_once(rule: s.Rule) -> None:
    several = generators(rule)
    if len(several) > 1 or (several and isinstance(rule.body, s.Series)):
        raise RuleError("A rule can have one “each” only, and none inside a series.")
    inside = [
        p for pick in walk(rule.body) if isinstance(pick, s.Pick) for p in generators_in(pick)
    ]
    if inside:
        raise RuleError("“Each” cannot stand inside “earlier of” or “later of”.")
    outside = [p for m in rule.modifiers for p in generators_in(m)]
    if outside:
        raise RuleError("“Each” cannot stand in a modifier.")


def generators_in(part: object) -> list[object]:
    """Every "each …" inside a part of a rule."""
    return [
        p
        for p in walk(part)
        if isinstance(p, s.EachName | s.EachAnniversary | s.EachOf)
        or (isinstance(p, s.PeriodEdge) and p.select == "each")
    ]
