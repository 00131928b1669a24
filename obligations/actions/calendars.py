"""Drafting a change of a calendar: nothing counts by a draft until it is applied.

A draft holds all that its version will say. Applying is in calendar_applying.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from agreements.audit import recording
from agreements.models import User
from obligations.calendars_in_force import below, definition_of, fingerprint_of, in_force
from obligations.clock import business_now
from obligations.engine.calendars import (
    SHIPPED,
    BusinessCalendar,
    CalendarDefinition,
    Calendars,
    DayChange,
    Holiday,
    check_change,
)
from obligations.engine.calendars.definition import ID_FORM
from obligations.engine.run import show
from obligations.models import Calendar, CalendarDay, CalendarVersion
from obligations.permissions import check_user_can_administer
from obligations.policies import NotNow
from obligations.queries.calendars import FIXED

MOST_DAYS = 5000
# Their pages have these addresses.
RESERVED = ("new", "drafts")

State = CalendarVersion.State
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a calendar is beside its days. Empty or None: as in the calendar that it stands upon."""

    title: str = ""
    source: str = ""
    first: date | None = None
    last: date | None = None
    weekend: tuple[int, ...] | None = None
    upon: str = ""


# Beginning


def begin_own(*, name: str, said: Said, by: User, reason: str) -> CalendarVersion:
    """Begins a calendar of the firm's own: a draft. Raises NotNow for what cannot be one."""
    check_user_can_administer(by)
    name = name.strip().lower()
    _check_name(name)
    with recording(by=by, action="draft a calendar", reason=reason):
        calendar, _ = Calendar.objects.get_or_create(name=name)
        draft = _new_draft(calendar, None, by, reason)
        _take(draft, said)
        _checked(draft)
        return draft


def begin_change(*, name: str, by: User, reason: str) -> CalendarVersion:
    """Begins a change of a calendar that ships or of the firm's own: a draft that says the same."""
    check_user_can_administer(by)
    check_can_be_changed(name)
    with recording(by=by, action="draft a change of a calendar", reason=reason):
        calendar, _ = Calendar.objects.get_or_create(name=name)
        current = current_version(calendar)
        draft = _new_draft(calendar, current, by, reason)
        if current is not None:
            _copy(current, draft)
        return draft


def begin_return(*, name: str, number: int, by: User, reason: str) -> CalendarVersion:
    """Begins to undo: a draft that says what version `number` said; 0 is a calendar as it ships."""
    check_user_can_administer(by)
    check_can_be_changed(name)
    with recording(by=by, action="draft a return to a version", reason=reason):
        calendar, _ = Calendar.objects.get_or_create(name=name)
        draft = _new_draft(calendar, current_version(calendar), by, reason)
        if number or name not in SHIPPED:
            _copy(_version(calendar, number), draft)
        return draft


def check_can_be_changed(name: str) -> None:
    """A calendar that there is, and is more than arithmetic. Raises NotNow."""
    if name in FIXED:
        raise NotNow(
            f"“{name}” is arithmetic and has no holidays to correct; make a calendar of your own"
            " upon it."
        )
    if name not in in_force().ids:
        raise NotNow(f"There is no calendar “{name}” to change.")


def _check_name(name: str) -> None:
    if not ID_FORM.fullmatch(name) or len(name) > 60:
        raise NotNow(
            f"“{name}” cannot name a calendar: use small letters, digits and single hyphens, as in"
            " firm-london, and at most 60 of them."
        )
    if name in RESERVED:
        raise NotNow(f"“{name}” is an address of Longstop's own; choose another name.")
    if name in in_force().ids:
        raise NotNow(f"There is a calendar “{name}” already; change that one, or choose a name.")


def _new_draft(
    calendar: Calendar, current: CalendarVersion | None, by: User, reason: str
) -> CalendarVersion:
    return CalendarVersion.objects.create(
        calendar=calendar,
        based_on=current,
        reason=reason.strip(),
        made_by=by,
        made_at=business_now(),
    )


FRAME = ("upon", "title", "source", "first_date", "last_date", "weekend")


def _copy(old: CalendarVersion, new: CalendarVersion) -> None:
    """Makes a draft say what another version says."""
    for column in FRAME:
        setattr(new, column, getattr(old, column))
    new.save(update_fields=FRAME)
    new.days.all().delete()
    _add(new, old.days.all())


def _add(draft: CalendarVersion, days: Iterable[CalendarDay]) -> None:
    CalendarDay.objects.bulk_create(
        CalendarDay(
            version=draft,
            day=d.day,
            is_open=d.is_open,
            name=d.name,
            basis=d.basis,
            reason=d.reason,
        )
        for d in days
    )


def _take(draft: CalendarVersion, said: Said) -> None:
    draft.upon = _upon(said.upon)
    draft.title, draft.source = said.title.strip(), said.source.strip()
    draft.first_date, draft.last_date = said.first, said.last
    draft.weekend = None if said.weekend is None else sorted(said.weekend)
    draft.save(update_fields=FRAME)


def _upon(text: str) -> str:
    """The canonical id of what a calendar stands upon: one that ships, or several of them."""
    return in_sentences(lambda: Calendars().of(text).id) if text.strip() else ""


# Changing a draft


def change_frame(*, draft: CalendarVersion, said: Said, by: User, reason: str) -> CalendarVersion:
    """Changes title, source, range, weekend days or foundation of a draft."""
    with _changing(draft, by, reason or "what the calendar is") as row:
        if row.calendar.name in SHIPPED and (said.upon or said.weekend is not None):
            raise NotNow("A calendar that ships keeps its weekend days; make one of your own.")
        _take(row, said)
        _checked(row)
    return row


def put_days(
    *,
    draft: CalendarVersion,
    days: Iterable[DayChange],
    by: User,
    reason: str,
    skip_known: bool = False,
) -> int:
    """Closes or opens days in a draft, all of them or none; how many.

    A day that the draft changes already is changed anew; one that comes to
    what the calendar below says is taken out. `skip_known` passes over what
    the draft says already. Raises NotNow with a sentence for each day that
    does not fit.
    """
    with _changing(draft, by, reason) as row:
        there = {d.day: d for d in row.days.all()}
        found = below(row)
        standing = _standing(row, found)
        whole = in_sentences(lambda: definition_of(row)) if skip_known else None
        wanted = sorted(d for d in days if whole is None or not _is_known(whole, d))
        problems = []
        for change in wanted:
            try:
                _put(row, there, standing, change, reason)
            except ValueError as error:
                problems.append(str(error))
        if problems:
            raise NotNow(" ".join(problems[:10]))
        if row.days.count() > MOST_DAYS:
            raise NotNow(f"A calendar changes {MOST_DAYS:,} days at most.")
        _checked(row)
    return len(wanted)


def _standing(row: CalendarVersion, found: BusinessCalendar | None) -> CalendarDefinition:
    """The draft's frame with the days of the calendar below alone."""
    whole = in_sentences(lambda: definition_of(row))
    days = found.holidays_between(found.first, found.last) if found else ()
    kept = (
        d
        for d in days
        if whole.first <= d.day <= whole.last and d.day.weekday() not in whole.weekend
    )
    return replace(whole, holidays=tuple(kept))


def _put(
    row: CalendarVersion,
    there: dict[date, CalendarDay],
    standing: CalendarDefinition,
    change: DayChange,
    reason: str,
) -> None:
    old = there.pop(change.day, None)
    if old is not None and _says_what_is_below(standing, change):
        old.delete()
        return
    check_change(standing, change)
    if old is None:
        old = CalendarDay(version=row, day=change.day)
    old.is_open, old.name, old.basis = change.is_open, change.name.strip(), change.basis.strip()
    old.reason = reason.strip()
    old.full_clean(exclude=["version"])
    old.save()
    there[change.day] = old


def _is_known(whole: CalendarDefinition, change: DayChange) -> bool:
    holiday = Holiday(change.day, change.name.strip(), change.basis.strip())
    return not change.is_open and whole.by_day.get(change.day) == holiday


def _says_what_is_below(standing: CalendarDefinition, change: DayChange) -> bool:
    return change.is_open and standing.closed_because(change.day) is None


def take_out(*, draft: CalendarVersion, day: date, by: User) -> None:
    """Takes a day out of a draft, so that it is again as in the calendar below."""
    with _changing(draft, by, f"{show(day)} taken out of the draft") as row:
        deleted, _ = row.days.filter(day=day).delete()
        if not deleted:
            raise NotNow(f"The draft does not change {show(day)}.")
        _checked(row)


def discard(*, draft: CalendarVersion, by: User, reason: str) -> None:
    """Gives a draft up; it stays in the history."""
    with _changing(draft, by, reason or "the draft is not wanted") as row:
        row.state = State.DISCARDED
        row.save(update_fields=["state"])


def bring_up_to_date(*, draft: CalendarVersion, by: User) -> None:
    """Makes a stale draft anew upon the version in force: its own changes are kept."""
    with _changing(draft, by, "the draft is brought up to date") as row:
        current = current_version(row.calendar)
        if current is None or current.pk == row.based_on_id:
            return
        old = {d.day: d for d in row.based_on.days.all()} if row.based_on else {}
        mine = {d.day: d for d in row.days.all()}
        changed = [d for day, d in mine.items() if day not in old or _text(old[day]) != _text(d)]
        dropped = [day for day in old if day not in mine]
        frame = {c: getattr(row, c) for c in FRAME if _differs(row, row.based_on, c)}
        _copy(current, row)
        for column, value in frame.items():
            setattr(row, column, value)
        row.days.filter(day__in=[*dropped, *(d.day for d in changed)]).delete()
        _add(row, changed)
        row.based_on = current
        row.save()
        _checked(row)


def _text(day: CalendarDay) -> tuple[bool, str, str]:
    return day.is_open, day.name, day.basis


def _differs(row: CalendarVersion, old: CalendarVersion | None, column: str) -> bool:
    """Whether a draft's frame says something of its own, beside the version it was made from."""
    return bool(getattr(row, column) != getattr(old or CalendarVersion(), column))


# What all need


@contextmanager
def _changing(draft: CalendarVersion, by: User, reason: str) -> Iterator[CalendarVersion]:
    """A draft to be changed, locked. Raises NotNow for one that is a draft no more."""
    check_user_can_administer(by)
    with recording(by=by, action="change a draft of a calendar", reason=reason):
        row = CalendarVersion.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        check_is_draft(row)
        yield row


def check_is_draft(row: CalendarVersion) -> None:
    """Only a draft can be changed or applied. Raises NotNow with who was first."""
    if row.state == State.APPLIED:
        assert row.applied_at is not None
        raise NotNow(
            f"{row.applied_by} has applied this draft on {show(row.applied_at.date())} as"
            f" {row.label}; begin a new change to go on."
        )
    if row.state == State.DISCARDED:
        raise NotNow("This draft was discarded; begin a new change.")


def check_is_current(row: CalendarVersion) -> None:
    """A draft is applied upon the version that it was made from. Raises NotNow."""
    current = current_version(row.calendar)
    if current is not None and current.pk != row.based_on_id:
        assert current.applied_at is not None
        raise NotNow(
            f"{current.applied_by} has changed {row.calendar} since this draft was begun (version"
            f" {current.label}, {show(current.applied_at.date())}). Bring the draft up to date, so"
            " that nothing of that change is lost, and look at what would move once more."
        )


def current_version(calendar: Calendar) -> CalendarVersion | None:
    """The version of a calendar that is in force, None where it was never changed here."""
    rows = CalendarVersion.objects.filter(calendar=calendar, state=State.APPLIED)
    return rows.select_related("applied_by").order_by("-number").first()


def _version(calendar: Calendar, number: int) -> CalendarVersion:
    found = CalendarVersion.objects.filter(calendar=calendar, number=number).first()
    if found is None:
        raise NotNow(f"{calendar} has no version {number}.")
    return found


def _checked(row: CalendarVersion) -> None:
    """Keeps the digest of what a draft says. Raises NotNow where its parts do not fit together."""
    row.full_clean(exclude=["based_on", "calendar", "made_by"])
    in_sentences(lambda: definition_of(row))
    row.fingerprint = fingerprint_of(row)
    row.save(update_fields=["fingerprint"])


def in_sentences(work: Callable[[], Found]) -> Found:
    """What a piece of work gives; the engine's refusals come out as NotNow."""
    try:
        return work()
    except ValueError as error:
        raise error if isinstance(error, NotNow) else NotNow(str(error)) from error
