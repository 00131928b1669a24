"""Explanations: how a date came about, as plain text and as data that a page can set.

A step has a text (what was done to what), a result, the closed days that it
left out by name, what it used (the happening and who recorded it, the calendar
and its version) and the clause or law that it rests on. Steps that work out a
defined date come first, under its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

from obligations.engine.run import show, show_instant
from obligations.engine.values import Outcome, Reading, Result, Step


def step_line(step: Step) -> str:
    """A step as one line of text."""
    line = f"{step.text} → {step.result}" if step.result else step.text
    if step.skipped:
        line += f" (left out: {skipped_text(step.skipped)})"
    if step.used:
        line += f" [{'; '.join(step.used)}]"
    return f"{line}. {step.authority}" if step.authority else line


def skipped_text(skipped: Iterable[tuple[date, str]]) -> str:
    """Closed days by name: Mon 29 May 2000 Memorial Day, Tue 4 Jul 2000 Independence Day."""
    return ", ".join(f"{show(day)} {name}" for day, name in skipped)


def as_text(steps: Iterable[Step]) -> list[str]:
    """The steps as numbered lines; those of a defined date stand indented under its name."""
    lines: list[str] = []
    number = 0
    for name, group in groupby(steps, key=lambda step: step.of):
        if name:
            lines.append(f"[{name}]:")
        for step in group:
            number += 1
            lines.append(f"{'  ' if name else ''}{number}. {step_line(step)}")
    return lines


def as_parts(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """The steps as data for a page: groups by defined date, each with its numbered steps.

    All values are plain text: whoever sets them on a page escapes them.
    """
    parts: list[dict[str, Any]] = []
    number = 0
    for name, group in groupby(steps, key=lambda step: step.of):
        shown = []
        for step in group:
            number += 1
            shown.append(_part(step, number))
        parts.append({"name": name, "steps": shown})
    return parts


def _part(step: Step, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "operation": step.operation,
        "text": step.text,
        "result": step.result,
        "skipped": [{"day": show(day), "name": name} for day, name in step.skipped],
        "sources": list(step.used),
        "authority": step.authority,
    }


# A whole result


def as_lines(sentence: str, result: Result) -> list[str]:
    """A result for a terminal: what the rule says, its dates, readings, steps and cautions."""
    lines = [sentence, f"state: {result.state}"]
    for outcome in result.outcomes:
        if result.many:
            lines.append(f"{outcome.key or 'next'}:")
        lines += [f"  {line}" if result.many else line for line in _outcome(outcome)]
    return lines


def _outcome(outcome: Outcome) -> Iterator[str]:
    yield from _dates(outcome)
    yield from (f"reading: {reading_line(r)}" for r in outcome.readings[1:])
    yield from (f"awaiting: {name}" for name in outcome.awaiting)
    yield from as_text(outcome.steps)
    yield from (f"caution: {caution}" for caution in outcome.cautions)


def _dates(outcome: Outcome) -> Iterator[str]:
    for name in ("due", "start", "end", "grace_until", "act_by", "first_free"):
        day = getattr(outcome, name)
        if day is not None:
            yield f"{name.replace('_', ' ')}: {show(day)}"
    if outcome.at is not None:
        yield f"at: {show_instant(outcome.at)}"


def reading_line(reading: Reading) -> str:
    """A reading as one line: its date and on what basis."""
    when = show_instant(reading.at) if reading.at else show(reading.day)
    aside = " (set aside)" if reading.set_aside else ""
    return f"{when}: {reading.basis}{aside}"
