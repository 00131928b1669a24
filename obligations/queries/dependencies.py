"""What hangs on a name, and what it waits for: happenings, defined dates and obligations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from agreements.models import Agreement
from obligations.engine.agreement import needs_of
from obligations.engine.names import fold
from obligations.engine.run import show
from obligations.facts import facts_of
from obligations.models import KeyDate, Occurrence
from obligations.queries.duties import DutyLine, duty_lines
from obligations.queries.key_dates import KeyDateLine, key_date_lines
from obligations.queries.status import with_status

# So many boxes can be taken in at once; the list beside the drawing goes on.
MOST_DRAWN = 40
# So many on each side can be read; deeper than this nobody follows.
MOST_LISTED = 400
MOST_DEEP = 12


@dataclass(frozen=True, slots=True)
class Thing:
    """A key date or an obligation: what it is called, and what is known of its date, in words."""

    name: str
    kind: str
    title: str
    words: str
    is_known: bool
    pk: int

    @property
    def is_obligation(self) -> bool:
        """Whether it is an obligation and no key date."""
        return self.kind == "obligation"


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing in the nested list, with what comes below it.

    `again`: it stood before with all below it; `goes_on`: the list stops here.
    """

    thing: Thing
    below: tuple[Branch, ...]
    again: bool = False
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A name with all that it waits for and all that hangs on it.

    `arrows` lead from what is waited for to what waits; `drawn` are the names that a
    drawing has room for, the nearest first.
    """

    centre: Thing
    things: dict[str, Thing]
    arrows: list[tuple[str, str]]
    drawn: list[str]
    waits_for: tuple[Branch, ...]
    hanging: tuple[Branch, ...]
    unlisted: int = 0

    @property
    def left_out(self) -> int:
        """How many things the drawing has no room for."""
        return len(self.things) - len(self.drawn)


@dataclass(frozen=True, slots=True)
class Choices:
    """The names of an agreement to choose from: key dates, and obligations with their titles."""

    key_dates: list[str]
    obligations: list[tuple[str, str]]


@dataclass(frozen=True)
class Dependencies:
    """What speaks of what in an agreement, by the names that rules use."""

    needs: Mapping[str, tuple[str, ...]]
    users: Mapping[str, tuple[str, ...]]
    key_dates: dict[str, KeyDateLine]
    obligations: dict[str, str]
    agreement: Agreement
    now: datetime

    @classmethod
    def of(cls, agreement: Agreement, now: datetime) -> Dependencies:
        """The dependencies of an agreement that the caller has found for its user."""
        facts = facts_of(agreement, now)
        needs = {name: tuple(dict.fromkeys(n)) for name, n in needs_of(facts.case).items()}
        users: dict[str, tuple[str, ...]] = {}
        for name, spoken in needs.items():
            for one in spoken:
                users[one] = (*users.get(one, ()), name)
        titles = {ref: row.title for ref, row in facts.obligations.items()}
        lines = {line.row.name: line for line in key_date_lines(agreement, now)}
        return cls(needs, users, lines, titles, agreement, now)

    def choices(self) -> Choices:
        """The names to choose from."""
        return Choices(list(self.key_dates), list(self.obligations.items()))

    def find(self, text: str) -> str | None:
        """The name that was meant, whatever its capitals; None where there is none."""
        known = {fold(name): name for name in (*self.obligations, *self.key_dates)}
        return known.get(fold(text))

    def around(self, name: str) -> Neighbourhood:
        """A name of the agreement with all that it waits for and all that hangs on it."""
        every = _reached(name, self.needs), _reached(name, self.users)
        before, after = (reached[:MOST_LISTED] for reached in every)
        listed = list(dict.fromkeys((name, *before, *after)))
        things = self._things(listed)
        listed = [one for one in listed if one in things]
        inside = set(listed)
        arrows = [(n, one) for one in listed for n in self.needs.get(one, ()) if n in inside]
        return Neighbourhood(
            centre=things[name],
            things={one: things[one] for one in listed},
            arrows=arrows,
            drawn=_nearest(name, before, after, inside),
            waits_for=_branches(name, self.needs, things, {name}),
            hanging=_branches(name, self.users, things, {name}),
            unlisted=sum(map(len, every)) - len(before) - len(after),
        )

    def _things(self, names: Iterable[str]) -> dict[str, Thing]:
        wanted = list(names)
        duties = self._duties([name for name in wanted if name in self.obligations])
        found: dict[str, Thing] = {}
        for name in wanted:
            if name in self.key_dates and name not in self.obligations:
                found[name] = _key_date(self.key_dates[name])
            elif name in duties:
                found[name] = _duty(name, duties[name])
        return found

    def _duties(self, refs: list[str]) -> dict[str, DutyLine]:
        rows = Occurrence.objects.filter(agreement=self.agreement, obligation__ref__in=refs)
        found = duty_lines(with_status(rows.exclude(phase="withdrawn"), self.now), self.now)
        return {duty.line.ref: duty for duty in found}


def _key_date(line: KeyDateLine) -> Thing:
    row = line.row
    days = [happening.happened_date for happening in line.happenings]
    days += [entry.day for entry in line.dates] + list(line.worked.days if line.worked else ())
    words = "not known yet"
    if days:
        words = show(days[0]) if len(days) == 1 else f"{len(days)} dates, last {show(max(days))}"
    assumed = [h.certainty for h in line.happenings if h.certainty != "actual"]
    if assumed:
        words += f", {assumed[0]}"
    return Thing(row.name, KeyDate.Kind(row.kind).value, row.name, words, bool(days), row.pk)


def _duty(ref: str, duty: DutyLine) -> Thing:
    line = duty.line
    day = line.last or line.start
    words = f"{show(day)}, {line.status}" if day else line.status
    return Thing(ref, "obligation", line.title, words, day is not None, line.obligation_id)


def _reached(name: str, leads: Mapping[str, tuple[str, ...]]) -> list[str]:
    """All that can be reached from a name, the nearest first, the name itself left out."""
    found: dict[str, None] = {}
    waiting = [name]
    while waiting:
        following = [one for place in waiting for one in leads.get(place, ())]
        waiting = [one for one in dict.fromkeys(following) if one not in found and one != name]
        found |= dict.fromkeys(waiting)
    return list(found)


def _nearest(name: str, before: list[str], after: list[str], inside: set[str]) -> list[str]:
    """The names to draw: all in turn from both sides, as far as there is room."""
    half = (MOST_DRAWN - 1) // 2
    room_before = max(half, MOST_DRAWN - 1 - len(after))
    room_after = MOST_DRAWN - 1 - min(len(before), room_before)
    chosen = (name, *before[:room_before], *after[:room_after])
    return [one for one in dict.fromkeys(chosen) if one in inside]


def _branches(
    name: str,
    leads: Mapping[str, tuple[str, ...]],
    things: dict[str, Thing],
    seen: set[str],
    depth: int = 0,
) -> tuple[Branch, ...]:
    """The nested list below a name; what stood before in it is only named again."""
    found = []
    for one in leads.get(name, ()):
        if one not in things:
            continue
        again = one in seen
        seen.add(one)
        deep = depth >= MOST_DEEP
        below = () if again or deep else _branches(one, leads, things, seen, depth + 1)
        further = bool(leads.get(one))
        found.append(Branch(things[one], below, again and further, deep and further))
    return tuple(found)
