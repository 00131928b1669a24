"""All calendars that rules may name at one time: those that ship and others."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from .business import BusinessCalendar
from .definition import CalendarDefinition
from .lookup import calendar
from .shipped import SHIPPED


@dataclass(frozen=True)
class Calendars:
    """The calendars that ship with `others`: one with a shipped id stands in for it."""

    others: tuple[CalendarDefinition, ...] = ()
    _found: dict[str, BusinessCalendar] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of single calendars, which rules may name alone or joined."""
        return frozenset((*SHIPPED, *(other.id for other in self.others)))

    def of(self, id: str) -> BusinessCalendar:
        """The calendar of an id, as `calendar()` finds it, and with its errors."""
        found = self._found.get(id)
        if found is None:
            found = self._found[id] = calendar(id, self.others)
        return found
