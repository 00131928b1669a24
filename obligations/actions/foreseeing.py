"""What an act would move, found by doing it and taking it back: no second set of rules."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from agreements.models import Agreement, User
from obligations.actions.happenings import Said, moves_what_was_computed, record
from obligations.actions.recompute import Changes, Move
from obligations.actions.undoing import undone
from obligations.clock import business_now
from obligations.facts import facts_of
from obligations.models import KeyDate, Reminder
from obligations.queries.computations import Worked, defined_dates
from obligations.queries.moves import Moved, ReminderLine, moved_lines, reminder_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedMove:
    """A defined date that would move: its name, and its dates before and after."""

    name: str
    old: tuple[date, ...]
    new: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What an act would do, in the parts in which a person looks at it.

    `token` stands for all of it: who agrees to a preview hands it back, and a
    different one means that something else would happen by now.
    """

    defined: tuple[DefinedMove, ...]
    moves: tuple[Moved, ...]
    appear: tuple[Moved, ...]
    vanish: tuple[Moved, ...]
    kept: tuple[Moved, ...]
    dropped: tuple[ReminderLine, ...]
    planned: tuple[ReminderLine, ...]
    needs_reason: bool
    token: str

    @property
    def is_nothing(self) -> bool:
        """Whether no date is touched."""
        return not (self.defined or self.moves or self.appear or self.vanish or self.kept)


def foresee_recording(*, key_date: KeyDate, said: Said, by: User) -> Foreseen:
    """What recording would move, without recording it.

    Raises what `record` would raise, apart from a missing reason.
    """

    def act() -> Changes:
        return record(key_date=key_date, said=said, by=by, reason="preview")

    return foresee(key_date.agreement, act, corrects=said.replaces)


def foresee(agreement: Agreement, act: Callable[[], Changes], *, corrects: bool) -> Foreseen:
    """What an act on an agreement would do, found by doing it and taking it back.

    `corrects`: it changes what was recorded, and so needs a reason in any case.
    """
    old = defined_dates(facts_of(agreement, business_now()))
    before = _planned(agreement)
    with undone():
        changes = act()
        new = defined_dates(facts_of(agreement, business_now()))
        after = _planned(agreement)
        dropped = reminder_lines(before - after)
        planned = reminder_lines(after - before)
        moved, kept = moved_lines(changes.moves), moved_lines(changes.kept)
    return Foreseen(
        defined=_defined_moves(old, new),
        moves=tuple(m for m in moved if m.old and m.new),
        appear=tuple(m for m in moved if m.old is None),
        vanish=tuple(m for m in moved if m.new is None and m.old),
        kept=kept,
        dropped=dropped,
        planned=planned,
        needs_reason=corrects or moves_what_was_computed(changes),
        token=_token(changes.moves, changes.kept),
    )


def _planned(agreement: Agreement) -> set[int]:
    rows = Reminder.objects.filter(occurrence__agreement=agreement, state=Reminder.State.PLANNED)
    return set(rows.values_list("pk", flat=True))


def _defined_moves(old: dict[str, Worked], new: dict[str, Worked]) -> tuple[DefinedMove, ...]:
    return tuple(
        DefinedMove(name=name, old=old[name].days, new=worked.days)
        for name, worked in new.items()
        if name in old and worked.days != old[name].days
    )


def _token(*lists: Iterable[Move]) -> str:
    said = [(m.key, m.old, m.new) for moves in lists for m in moves]
    return hashlib.sha256(repr(sorted(said, key=repr)).encode()).hexdigest()[:16]
