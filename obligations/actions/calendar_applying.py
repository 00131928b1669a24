"""Applying a draft of a calendar, and showing beforehand what that would move.

The preview applies the draft and takes it back, so it cannot differ from the
real thing. A calendar is shared by all agreements: those behind a wall are
worked out as well, and of them only their number is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest

from agreements.audit import recording
from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.actions.calendar_warnings import warn
from obligations.actions.calendars import (
    State,
    check_is_current,
    check_is_draft,
    current_version,
    in_sentences,
)
from obligations.actions.planning import plan, realign
from obligations.actions.recompute import Changes, recompute
from obligations.actions.undoing import undone
from obligations.calendars_in_force import (
    closings_as_data,
    definition_of,
    fingerprint_of,
    in_force,
)
from obligations.clock import business_now, business_today
from obligations.engine.calendars import SHIPPED, Calendars
from obligations.engine.errors import EngineError
from obligations.facts import facts_of
from obligations.models import Calendar, CalendarVersion, KeyDate, Occurrence, Reminder
from obligations.permissions import check_user_can_administer
from obligations.policies import NotNow
from obligations.queries.calendar_uses import affected_by, uses
from obligations.queries.computations import defined_dates
from obligations.queries.moves import moved_lines
from obligations.queries.turns import turn_in_words

# The dates of an occurrence that can move, in words; of those that move alike the first is told.
DATES = {
    "due_date": "due",
    "end_date": "ends",
    "start_date": "begins",
    "open_date": "opens",
    "act_by_date": "act by",
    "grace_date": "grace until",
    "first_free_date": "free from",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChange:
    """A date that moves, in which agreement and of what; `which` of its dates, in a word.

    `why_kept` says why a date that would move stays: somebody has decided it.
    """

    agreement_id: int
    reference: str
    section: str
    title: str
    turn: str
    which: str
    old: date | None
    new: date | None
    obligation_id: int | None = None
    occurrence_id: int | None = None
    why_kept: str = ""

    @property
    def days(self) -> int | None:
        """By how many days it moves, None where one of the dates is missing."""
        return (self.new - self.old).days if self.old and self.new else None


@dataclass
class Effect:
    """What applying a draft does, in the parts in which a person looks at it.

    `worked` are the agreements worked out again; those that the person may not
    see are in the `hidden` counts alone. `failed`: agreements that cannot be
    worked out, with the reason. `token` stands for all of it.
    """

    label: str = ""
    worked: list[str] = field(default_factory=list)
    moved: list[DateChange] = field(default_factory=list)
    kept: list[DateChange] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    hidden_agreements: int = 0
    hidden_moved: int = 0
    hidden_kept: int = 0
    dropped: int = 0
    planned: int = 0
    shifted: int = 0
    token: str = ""

    @property
    def is_nothing(self) -> bool:
        """Whether no date is touched."""
        return not (self.moved or self.kept or self.hidden_moved or self.hidden_kept)

    @property
    def agreements(self) -> list[str]:
        """The agreements in which a date moves."""
        return list(dict.fromkeys(change.reference for change in self.moved))


def foresee(*, draft: CalendarVersion, by: User) -> Effect:
    """What applying a draft would move, without applying it. Raises what `apply` would raise."""
    with undone():
        found = _apply(draft, by, "preview")
    return found


def apply(*, draft: CalendarVersion, by: User, reason: str, token: str) -> Effect:
    """Puts a draft in force as a new version, and works out again whatever it touches.

    All in one transaction. `token` is that of the preview which the person has
    seen; raises Changed where something else would happen by now, NotNow for a
    draft that is stale or none any more.
    """
    check_user_can_administer(by)
    with recording(by=by, action="apply a calendar", reason=reason):
        found = _apply(draft, by, reason)
        if found.token != token:
            raise Changed(
                "Something has changed since you looked: see below what would move now, and apply"
                " again if that is right."
            )
        warn(today=business_today())
    return found


class Changed(NotNow):
    """What would happen is not what the person has seen."""


def _apply(draft: CalendarVersion, by: User, reason: str) -> Effect:
    check_user_can_administer(by)
    with recording(by=by, action="apply a calendar", reason=reason):
        old = in_force()
        row = _in_force(draft, by, reason)
        found = Effect(label=row.label)
        seen = set(visible_agreements(by).values_list("pk", flat=True))
        because = f"calendar {row.calendar} {row.label}: {row.reason}"
        touched = _touched(row)
        reminders = _Reminders([a.pk for a in touched if a.pk in seen])
        defining = set(KeyDate.objects.exclude(rule="").values_list("agreement_id", flat=True))
        for agreement in touched:
            outcome = _Reworked(agreement, old if agreement.pk in defining else None)
            outcome.by(by, because).tell(found, is_seen=agreement.pk in seen)
            reminders.changed += outcome.ids()
        reminders.plan_anew(found, [a.pk for a in touched if a.pk not in seen])
        for part in (found.moved, found.kept):
            part.sort(key=lambda change: change.reference)
        found.token = _token(row, found)
        _keep_counts(row, found)
    return found


def _in_force(draft: CalendarVersion, by: User, reason: str) -> CalendarVersion:
    """Makes the draft the version that counts, behind a lock on its calendar."""
    Calendar.objects.select_for_update().get(pk=draft.calendar_id)
    rows = CalendarVersion.objects.select_related("calendar", "based_on", "applied_by")
    row = rows.select_for_update(of=("self",)).get(pk=draft.pk)
    check_is_draft(row)
    check_is_current(row)
    _check_says_something(row)
    last = current_version(row.calendar)
    row.number = (last.number or 0) + 1 if last else 1
    definition = in_sentences(lambda: definition_of(row))
    row.state, row.applied_by, row.applied_at = State.APPLIED, by, business_now()
    row.label = definition.version
    row.fingerprint = fingerprint_of(row)
    row.closings = closings_as_data(definition)
    row.save()
    return row


def _check_says_something(row: CalendarVersion) -> None:
    """A version that says what the one before said would be none."""
    if row.based_on is not None:
        same = fingerprint_of(row) == fingerprint_of(row.based_on)
    else:
        frame = (row.title, row.source, row.first_date, row.last_date)
        same = row.calendar.name in SHIPPED and not any(frame) and not row.days.exists()
    if same:
        raise NotNow("The draft changes nothing yet: close or open a day first.")


def _touched(row: CalendarVersion) -> list[Agreement]:
    """The agreements that a version can touch, in the order in which the night locks them."""
    everything = Agreement.objects.all()
    rows = CalendarVersion.objects.filter(state=State.APPLIED).order_by("calendar", "number")
    upon = dict(rows.values_list("calendar__name", "upon"))
    found = affected_by(row.calendar.name, uses(everything, in_force()), upon)
    return list(everything.filter(pk__in=found).order_by("pk"))


class _Reworked:
    """One agreement worked out again, with its dates before and after."""

    def __init__(self, agreement: Agreement, old: Calendars | None) -> None:
        """`old`: the calendars before the change, None where no date is defined by a rule."""
        self.agreement = agreement
        self.now = business_now()
        self.before = _dates(agreement)
        self.defined = defined_dates(facts_of(agreement, self.now, old)) if old else {}
        self.changes = Changes()
        self.error = ""

    def by(self, by: User, because: str) -> _Reworked:
        """Works it out, whole or not at all."""
        try:
            self.changes = recompute(self.agreement, by=by, because=because, now=self.now)
        except EngineError as error:
            self.error = str(error)
        return self

    def ids(self) -> list[int]:
        """The occurrences that changed or are new."""
        found = [pk for pk, _ in self.changes.changed]
        if self.changes.added:
            keys = [row.key for row in self.changes.added]
            found += Occurrence.objects.filter(key__in=keys).values_list("pk", flat=True)
        return found

    def tell(self, found: Effect, *, is_seen: bool) -> None:
        """Adds what moved; of an agreement behind a wall only how much."""
        moved, kept = [*self._defined_moves(), *self._moved()], self._kept()
        if not is_seen:
            found.hidden_agreements += 1
            found.hidden_moved += len(moved)
            found.hidden_kept += len(kept)
            return
        if self.error:
            found.failed.append((self.agreement.reference, self.error))
        found.worked.append(self.agreement.reference)
        found.moved += moved
        found.kept += kept

    def _moved(self) -> Iterator[DateChange]:
        ids = {*self.ids(), *self.changes.withdrawn}
        after = _dates(self.agreement, ids)
        gone = set(self.changes.withdrawn)
        rows = Occurrence.objects.filter(pk__in=ids).select_related("obligation")
        for row in rows.order_by("obligation__position", "obligation_id", "sort_date", "id"):
            old = self.before.get(row.pk, NOTHING)
            for which, pair in _pairs(old, NOTHING if row.pk in gone else after[row.pk]):
                yield self._change(row, which, *pair)

    def _change(
        self, row: Occurrence, which: str, old: date | None, new: date | None
    ) -> DateChange:
        return DateChange(
            agreement_id=self.agreement.pk,
            reference=self.agreement.reference,
            section=row.obligation.section,
            title=row.obligation.title,
            turn=turn_in_words(row.turn),
            which=which,
            old=old,
            new=new,
            obligation_id=row.obligation_id,
            occurrence_id=row.pk,
        )

    def _kept(self) -> list[DateChange]:
        """What somebody decided, and would have another date now."""
        return [
            DateChange(
                agreement_id=self.agreement.pk,
                reference=self.agreement.reference,
                section=line.section,
                title=line.title,
                turn=line.turn,
                which="due",
                old=line.old,
                new=line.new,
                obligation_id=line.obligation_id,
                occurrence_id=line.occurrence_id,
                why_kept=line.why_kept,
            )
            for line in moved_lines(self.changes.kept)
        ]

    def _defined_moves(self) -> Iterator[DateChange]:
        """The dates that rules of the agreement define, beside its obligations."""
        if not self.defined or self.error:
            return
        after = defined_dates(facts_of(self.agreement, self.now))
        for name, worked in self.defined.items():
            for old, new in zip_longest(worked.days, after[name].days):
                if old != new:
                    yield DateChange(
                        agreement_id=self.agreement.pk,
                        reference=self.agreement.reference,
                        section="",
                        title=f"[{name}]",
                        turn="",
                        which="defined date",
                        old=old,
                        new=new,
                    )


class _Reminders:
    """The unsent reminders of all agreements that are touched, planned anew in one go."""

    def __init__(self, seen: list[int]) -> None:
        self.seen = seen
        self.before = _planned(seen)
        self.changed: list[int] = []

    def plan_anew(self, found: Effect, hidden: list[int]) -> None:
        """Plans for moved dates, moves what fell on a closed day; tells it of what is seen."""
        plan(today=business_today(), only=self.changed)
        realign(hidden)
        found.shifted = realign(self.seen)
        after = _planned(self.seen)
        found.dropped, found.planned = len(self.before - after), len(after - self.before)


Days = tuple[date | None, ...]
NOTHING: Days = (None,) * len(DATES)


def _dates(agreement: Agreement, ids: Iterable[int] | None = None) -> dict[int, Days]:
    """The dates of an agreement's occurrences as they are stored, in the order of DATES."""
    rows = Occurrence.objects.filter(agreement=agreement)
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    columns = rows.values_list("pk", "phase", *DATES)
    return {pk: NOTHING if phase == "withdrawn" else tuple(days) for pk, phase, *days in columns}


def _pairs(old: Days, new: Days) -> Iterator[tuple[str, tuple[date | None, date | None]]]:
    """What of an occurrence moves from when to when; what moves alike is told once."""
    told = set()
    for which, pair in zip(DATES.values(), zip(old, new, strict=True), strict=True):
        if pair[0] != pair[1] and pair not in told:
            told.add(pair)
            yield which, pair


def _planned(agreements: list[int]) -> set[int]:
    rows = Reminder.objects.filter(
        occurrence__agreement__in=agreements, state=Reminder.State.PLANNED
    )
    return set(rows.values_list("pk", flat=True))


def _token(row: CalendarVersion, found: Effect) -> str:
    """Stands for what a version says and for all that it moves."""
    told = (*found.moved, *found.kept)
    moved = [(c.occurrence_id, c.title, c.which, c.old, c.new, c.why_kept) for c in told]
    hidden = (found.hidden_agreements, found.hidden_moved, found.hidden_kept)
    said = repr((row.pk, row.number, row.fingerprint, sorted(moved, key=repr), hidden))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _keep_counts(row: CalendarVersion, found: Effect) -> None:
    row.agreements_touched = len(found.worked) + found.hidden_agreements
    row.dates_moved = len(found.moved) + found.hidden_moved
    row.dates_kept = len(found.kept) + found.hidden_kept
    row.save(update_fields=["agreements_touched", "dates_moved", "dates_kept"])
