"""`if` and `unless`: whether a rule applies at all."""

from __future__ import annotations

from datetime import date

from obligations.engine import syntax as s
from obligations.engine.answering import answers_this
from obligations.engine.known import moments_of, repeats, spans_of, use_moment, use_span
from obligations.engine.printer import part_text
from obligations.engine.run import Missing, Never, Run, show
from obligations.engine.terms import point_value
from obligations.engine.values import Spans


def failed_condition(run: Run) -> str | None:
    """The sentence of the first condition that fails, None where none does.

    An `if` that is still open raises Missing; an `unless` that has not
    happened so far makes the result provisional.
    """
    open_names: dict[str, None] = {}
    for condition in run.rule.every(s.Condition):
        truth, missing = _truth(run, condition)
        if truth is None:
            if _waits(condition):
                open_names.update(dict.fromkeys(missing))
                continue
            run.wait_for(missing)
            run.note(f"{_sentence(condition)}: that can still change.")
        elif truth == condition.negated:
            run.step("condition", _sentence(condition), "not met")
            return f"{_sentence(condition)}: that is {'so' if truth else 'not so'}."
        else:
            run.step("condition", _sentence(condition), "met")
    if open_names:
        raise Missing(*open_names)
    return None


def _waits(condition: s.Condition) -> bool:
    """Whether the rule cannot apply before the name happens."""
    return condition.negated == (condition.relation == "not occurred")


def _sentence(condition: s.Condition) -> str:
    word = "unless" if condition.negated else "if"
    if condition.relation in ("occurred", "not occurred"):
        by = f" by {part_text(condition.point)}" if condition.point else ""
        return f"{word} [{condition.name}] has {condition.relation}{by}"
    return f"{word} [{condition.name}] {condition.relation} {part_text(condition.point)}"


def _truth(run: Run, condition: s.Condition) -> tuple[bool | None, tuple[str, ...]]:
    """Whether the compared statement is true; None, with the names to wait for, when open."""
    try:
        day = _first_day(run, condition.name)
    except Never:
        return condition.relation == "not occurred", ()
    except Missing as missing:
        return None, missing.names
    try:
        limit = point_value(run, condition.point).day if condition.point else None
    except Missing as missing:
        return None, missing.names
    except Never:
        limit = date.max
    run.step("read", f"[{condition.name}]", show(day))
    return _compare(condition.relation, day, limit), ()


def _first_day(run: Run, name: str) -> date:
    """The first happening that counts here: of what drives the rule itself, the one at hand."""
    if isinstance(run.world.facts.get(name), Spans):
        return _first_span_day(run, name)
    bound = run.bound.get(name)
    found = (bound,) if bound else moments_of(run, name)
    after = run.after if bound is None and repeats(run.world, name) else None
    for moment in found:
        if (after is None or moment.day >= after) and answers_this(run, name, moment):
            use_moment(run, name, moment)
            return moment.day
    raise Missing(name)


def _first_span_day(run: Run, name: str) -> date:
    bound = run.bound.get(name)
    for span in spans_of(run, name):
        if bound is None or span.lineage == bound.lineage:
            use_span(run, span)
            return span.first
    raise Missing(name)


def _compare(relation: str, day: date, limit: date | None) -> bool:
    if relation == "occurred":
        return limit is None or day <= limit
    if relation == "not occurred":
        return limit is not None and day > limit
    assert limit is not None
    return {
        "before": day < limit,
        "on or before": day <= limit,
        "after": day > limit,
        "on or after": day >= limit,
    }[relation]
