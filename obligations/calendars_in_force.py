"""The calendars that count now: rows of versions to the engine's definitions.

One query tells which versions are in force; what they say is read once for
each combination of them, because an applied version never changes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from obligations.engine.calendars import (
    SHIPPED,
    BusinessCalendar,
    CalendarDefinition,
    Calendars,
    DayChange,
    Frame,
    amended,
)
from obligations.models import CalendarDay, CalendarVersion

# Version id, the calendar's id, number, fingerprint of what it says.
Key = tuple[tuple[int, str, int, str], ...]

MOST_KEPT = 16
_kept: dict[Key, Calendars] = {}


def in_force() -> Calendars:
    """All calendars that rules may name now, each in the version that counts."""
    key = _key()
    found = _kept.get(key)
    if found is None:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        found = _kept[key] = _read(key)
    return found


def with_drafts(drafts: Iterable[CalendarVersion]) -> Calendars:
    """The calendars that would count if these drafts were applied.

    Raises ValueError with a sentence where a draft's parts do not fit together.
    """
    key = {name: (pk, name, number, print_) for pk, name, number, print_ in _key()}
    for draft in drafts:
        name = draft.calendar.name
        key[name] = (draft.pk, name, 0, "draft")
    return _read(tuple(key.values()))


def _key() -> Key:
    rows = CalendarVersion.objects.filter(state=CalendarVersion.State.APPLIED)
    rows = rows.order_by("calendar", "-number").distinct("calendar")
    columns = ("pk", "calendar__name", "number", "fingerprint")
    return tuple(rows.values_list(*columns)) if rows else ()


def _read(key: Key) -> Calendars:
    if not key:
        return Calendars()
    rows = CalendarVersion.objects.filter(pk__in=[pk for pk, *_ in key]).select_related("calendar")
    days = defaultdict(list)
    for day in CalendarDay.objects.filter(version__in=[pk for pk, *_ in key]):
        days[day.version_id].append(_change(day))
    versions = sorted(rows, key=lambda row: row.calendar.name)
    corrections = [row for row in versions if row.calendar.name in SHIPPED]
    own = [row for row in versions if row.calendar.name not in SHIPPED]
    corrected = Calendars(tuple(_definition(r, days[r.pk], Calendars()) for r in corrections))
    others = tuple(_definition(row, days[row.pk], corrected) for row in own)
    return Calendars((*corrected.others, *others))


def definition_of(version: CalendarVersion) -> CalendarDefinition:
    """What a version says upon the calendars that are in force below it.

    Raises ValueError with a sentence where its parts do not fit together.
    """
    changes = [_change(day) for day in version.days.all()]
    name = version.calendar.name
    return _definition(version, changes, Calendars() if name in SHIPPED else in_force())


def below(version: CalendarVersion) -> BusinessCalendar | None:
    """The calendar that a version stands upon: the shipped one of its id, `upon`, or none."""
    name = version.calendar.name
    if name in SHIPPED:
        return Calendars().of(name)
    return in_force().of(version.upon) if version.upon else None


def _definition(
    version: CalendarVersion, changes: Iterable[DayChange], others: Calendars
) -> CalendarDefinition:
    name = version.calendar.name
    upon = name if name in SHIPPED else version.upon
    base = others.of(upon) if upon else None
    weekend = None if version.weekend is None else frozenset(version.weekend)
    frame = Frame(version.title, version.source, version.first_date, version.last_date, weekend)
    label = label_of(version, base)
    return amended(base, changes, id=name, version=label, frame=frame)


def label_of(version: CalendarVersion, base: BusinessCalendar | None) -> str:
    """The version as explanations cite it: with that of the calendar below, which can move too."""
    number = str(version.number) if version.number else "draft"
    if base is None:
        return number
    if version.calendar.name in SHIPPED:
        return f"{base.version} correction {number}"
    joint = len(base.members) > 1
    return f"{number} upon {base.version}" if joint else f"{number} upon {base.id} {base.version}"


def fingerprint_of(version: CalendarVersion) -> str:
    """A short digest of all that a version says."""
    frame: list[object] = [version.upon, version.title, version.source, version.weekend]
    frame += [version.first_date, version.last_date]
    days = sorted(_change(day) for day in version.days.all())
    text = repr((frame, [(d.day, d.is_open, d.name, d.basis) for d in days]))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def _change(day: CalendarDay) -> DayChange:
    return DayChange(day.day, day.is_open, day.name, day.basis)


def closings_as_data(definition: CalendarDefinition) -> list[list[str]]:
    """Closings as they are kept with a version: date, name and source of each."""
    return [[h.day.isoformat(), h.name, h.basis] for h in definition.holidays]


def closings_from_data(data: Iterable[list[str]]) -> dict[date, tuple[str, str]]:
    """Name and source of each kept closing, by day."""
    return {date.fromisoformat(day): (name, basis) for day, name, basis in data}
