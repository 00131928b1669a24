"""Forks that the words of an agreement leave open, and the side taken at each.

Nothing is chosen silently: an evaluation notes the forks that it met, and each
side not taken is shown as a reading. Counsel's choice, for one occurrence or
as an agreement's convention, is a `Choices` that others keep as a small JSON
object with its author, time and reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from obligations.engine.errors import EngineError

# fork -> side -> what taking that side means; the first is the literal one.
FORKS: Final[dict[str, dict[str, str]]] = {
    "month_end": {
        "down": "a day that does not exist becomes the last of its month",
        "up": "a day that does not exist becomes the first of the next month",
    },
    "full": {
        "counted": "“full” days are counted as days",
        "clear": "“full” days leave both end days out",
    },
    "prior_to": {
        "strict": "“before” leaves the day itself out",
        "inclusive": "“before” and “prior to” read as “by”: the day itself is in time",
    },
    "of": {
        "after": "“of” read as “after”",
        "either side": "“of” read as “either side of”: the window opens as long before",
    },
    "standard_time": {
        "literal": "“Standard Time” read as the fixed offset that it names",
        "prevailing": "“Standard Time” read as the time on the clocks there",
    },
    "backward_roll": {
        "back": "counted back, so rolled back",
        "as stated": "rolled forward, as the word says, although counted back",
    },
    "delay": {
        "since": "only delay from the day on which the counting begins",
        "all": "every day of the delay, those before the counting began too",
    },
    "schedule": {
        "counted": "the text of the schedule that counts here",
        "other": "the other text of the same schedule",
    },
    "closed_day": {
        "as stated": "the day itself, although it is not a business day",
        "previous": "the business day before",
        "next": "the next business day",
    },
}


@dataclass(frozen=True, slots=True)
class Choices:
    """The side chosen at each fork; None where nobody has chosen and the literal one is taken.

    `calendars` exchanges one calendar id for another that the same words can mean.
    `source` says for explanations who chose, when and why; it makes no difference
    to what is chosen.
    """

    month_end: str | None = None
    full: str | None = None
    prior_to: str | None = None
    of: str | None = None
    standard_time: str | None = None
    backward_roll: str | None = None
    delay: str | None = None
    schedule: str | None = None
    closed_day: str | None = None
    calendars: tuple[tuple[str, str], ...] = ()
    source: str = field(default="", compare=False)

    @classmethod
    def from_data(cls, data: Mapping[str, Any] | None, source: str = "") -> Choices:
        """Choices from a JSON object, as `{"full": "clear", "calendars": {"us-fed": "weekdays"}}`.

        Raises EngineError for a fork or a side that there is not.
        """
        if not isinstance(data or {}, Mapping):
            raise EngineError('Choices are an object, as {"full": "clear"}.')
        found: dict[str, Any] = {}
        for fork, side in (data or {}).items():
            found[fork] = _calendars(side) if fork == "calendars" else _side(fork, side)
        return cls(**found, source=source)

    def as_data(self) -> dict[str, Any]:
        """The JSON object that `from_data` reads; forks without a choice are left out."""
        found = {fork: side for fork in FORKS if (side := getattr(self, fork)) is not None}
        return {**found, **({"calendars": dict(self.calendars)} if self.calendars else {})}

    def over(self, other: Choices) -> Choices:
        """These choices, completed by those of another: an occurrence's over an agreement's."""
        if other is NO_CHOICES:
            return self
        own = {fork: getattr(self, fork) for fork in FORKS}
        chosen = {fork: side for fork, side in own.items() if side is not None}
        calendars = tuple({**dict(other.calendars), **dict(self.calendars)}.items())
        sources = dict.fromkeys(filter(None, (self.source, other.source)))
        return replace(other, **chosen, calendars=calendars, source="; ".join(sources))

    def decides(self, delta: Choices) -> bool:
        """Whether these choices already take a side at each fork where another set takes one."""
        if self is NO_CHOICES:
            return delta == self
        calendars = dict(self.calendars)
        forks = (f for f in FORKS if getattr(delta, f) is not None)
        return all(getattr(self, f) is not None for f in forks) and all(
            id_ in calendars for id_, _ in delta.calendars
        )

    def meaning(self) -> str:
        """What was chosen, as a phrase."""
        sides = ((fork, getattr(self, fork)) for fork in FORKS)
        found = [FORKS[fork][side] for fork, side in sides if side is not None]
        found += [f"{id_} counted as {other}" for id_, other in self.calendars]
        return "; ".join(found)


NO_CHOICES: Final = Choices()


def _side(fork: str, side: Any) -> str:
    sides = FORKS.get(fork)
    if sides is None:
        raise EngineError(
            f"There is no choice “{fork}”; the choices are {', '.join(FORKS)} and calendars."
        )
    if str(side) not in sides:
        raise EngineError(f"“{side}” is no side of {fork}; the sides are {', '.join(sides)}.")
    return str(side)


def _calendars(data: Any) -> tuple[tuple[str, str], ...]:
    sound = isinstance(data, Mapping) and all(
        isinstance(text, str) for pair in data.items() for text in pair
    )
    if not sound:
        raise EngineError("“calendars” exchanges one calendar id for another, as an object.")
    return tuple(data.items())
