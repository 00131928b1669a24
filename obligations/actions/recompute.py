"""After a change: what hangs on it is worked out again, and written where it moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from agreements.audit import recording
from agreements.models import Agreement, User
from obligations.actions import writeback
from obligations.actions.planning import drop_overtaken, plan
from obligations.actions.telling import tell_of
from obligations.clock import machine_now
from obligations.engine.agreement import PLACEHOLDER, compute, needs_of
from obligations.engine.agreement import Occurrence as Computed
from obligations.engine.graph import dependents
from obligations.facts import Facts, facts_of
from obligations.models import DateMove, Occurrence

# What somebody decided is not moved by a computation.
DECIDED = ("done", "waived", "disputed")


@dataclass(frozen=True, slots=True)
class Stored:
    """What of a stored occurrence a recomputation looks at."""

    id: int
    key: str
    phase: str
    state: str
    fingerprint: str
    sort_date: date
    obligation_id: int
    person_id: int | None
    turn: str

    @property
    def decided(self) -> bool:
        by_person = self.phase == "not applicable" and self.state != "void"
        return self.phase in DECIDED or by_person


@dataclass(frozen=True, slots=True)
class Move:
    """A date that moved (or would): the occurrence's key and id, from when to when."""

    key: str
    ref: str
    title: str
    old: date | None
    new: date | None
    occurrence_id: int | None = None


@dataclass
class Changes:
    """What a recomputation changes: rows to add, to write, to withdraw; what moves; what stays."""

    added: list[writeback.Row] = field(default_factory=list)
    changed: list[tuple[int, writeback.Row]] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    kept: list[Move] = field(default_factory=list)

    def add(self, more: Changes) -> None:
        """Takes in what a further recomputation changed."""
        self.added += more.added
        self.changed += more.changed
        self.withdrawn += more.withdrawn
        self.moves += more.moves
        self.kept += more.kept

    @property
    def refs(self) -> set[str]:
        """The references of obligations whose dates moved."""
        return {move.ref for move in self.moves}


def recompute(
    agreement: Agreement,
    *,
    by: User,
    because: str,
    now: datetime,
    names: Iterable[str] | None = None,
    silent: bool = False,
) -> Changes:
    """Works an agreement out again and writes what changed, in the caller's transaction or its own.

    `names`: the key dates and references that changed; only what hangs on them
    is computed (everything without). `silent` leaves out the notice of moved
    dates, for a first import. Raises RuleError where the rules no longer hold
    together; then nothing is written.
    """
    with recording(by=by, action="recompute", reason=because):
        Agreement.objects.select_for_update().get(pk=agreement.pk)
        facts = facts_of(agreement, now)
        changes = changes_for(facts, _affected(facts, names))
        _write(changes)
        if not silent:
            _note_moves(changes, by, because, now)
        _replan(changes, now, anew=names is not None)
        if followers := _fate_followers(facts, changes):
            more = recompute(
                agreement, by=by, because=because, now=now, names=followers, silent=silent
            )
            changes.add(more)
    return changes


def _affected(facts: Facts, names: Iterable[str] | None) -> set[str] | None:
    if names is None:
        return None
    wanted = set(names)
    found = dependents(needs_of(facts.case), wanted) | wanted
    return {ref for ref in found if ref in facts.obligations}


def _fate_followers(facts: Facts, changes: Changes) -> set[str]:
    """References whose done or missed dates others use, and whose dates have just moved.

    What was missed is read from stored rows, so those that use it come after.
    """
    return {ref for ref in facts.case.fates if ref in changes.refs}


def changes_for(facts: Facts, refs: set[str] | None) -> Changes:
    """What would change: pure apart from one read of the stored rows. Also the preview."""
    computed = compute(facts.case, refs)
    unmoved = _unmoved(facts, refs)
    stored = _stored(facts, refs)
    changes = Changes()
    fresh: list[tuple[writeback.Row, Computed]] = []
    for occurrence in computed:
        key = facts.key_of(occurrence)
        old = stored.pop(key, None)
        row = _row(facts, key, occurrence, unmoved.get(key), old)
        if old is None:
            fresh.append((row, occurrence))
        else:
            _compare(facts, changes, old, row, occurrence)
    _place(facts, changes, fresh, stored)
    return changes


def _unmoved(facts: Facts, refs: set[str] | None) -> dict[str, date | None]:
    """The days without adjustments, by key, of what adjustments can move."""
    if not facts.bare.facts:
        return {}
    moved = dependents(needs_of(facts.case), facts.bare.facts) & facts.obligations.keys()
    wanted = moved if refs is None else moved & refs
    bare = compute(facts.bare.case(facts.case), wanted, explain=False)
    return {facts.key_of(occurrence): occurrence.outcome.day for occurrence in bare}


def _stored(facts: Facts, refs: set[str] | None) -> dict[str, Stored]:
    rows = Occurrence.objects.filter(agreement=facts.agreement)
    if refs is not None:
        rows = rows.filter(obligation__in=[facts.obligations[ref].pk for ref in refs])
    columns = (
        "id",
        "key",
        "phase",
        "state",
        "fingerprint",
        "sort_date",
        "obligation_id",
        "person_id",
        "turn",
    )
    return {row[1]: Stored(*row) for row in rows.values_list(*columns)}


def _row(
    facts: Facts, key: str, occurrence: Computed, unmoved: date | None, old: Stored | None
) -> writeback.Row:
    obligation = facts.obligations[occurrence.ref]
    assert obligation.terms_id is not None
    return writeback.row_of(
        occurrence,
        key=key,
        obligation_id=obligation.pk,
        agreement_id=facts.agreement.pk,
        terms_id=obligation.terms_id,
        kind=obligation.kind,
        zone=facts.zone,
        extended_to=facts.adjusted(old.id if old else None, occurrence.outcome),
        unmoved=unmoved,
        computed_at=machine_now(),
        calendar_of=facts.calendars.of,
    )


def _compare(
    facts: Facts, changes: Changes, old: Stored, row: writeback.Row, occurrence: Computed
) -> None:
    if row.values["fingerprint"] == old.fingerprint:
        return
    move = _move(facts, occurrence.ref, row.key, old, row)
    if old.decided:
        if move is not None:
            changes.kept.append(move)
        return
    changes.changed.append((old.id, row))
    if move is not None:
        changes.moves.append(move)


def _move(facts: Facts, ref: str, key: str, old: Stored, row: writeback.Row) -> Move | None:
    new = row.values["sort_date"]
    if new == old.sort_date and old.phase != "withdrawn":
        return None
    title = facts.obligations[ref].title
    before = None if old.phase == "withdrawn" else old.sort_date
    return Move(key, ref, title, _shown(before), _shown(new), old.id)


def _shown(day: date | None) -> date | None:
    return None if day == writeback.NO_DATE else day


def _place(
    facts: Facts,
    changes: Changes,
    fresh: list[tuple[writeback.Row, Computed]],
    left: dict[str, Stored],
) -> None:
    """New ones take over the row that waited for them; what nothing stands for is withdrawn.

    Where several owe it each for itself, each has a row that waits.
    """
    waiting = {
        (row.obligation_id, row.person_id): row
        for row in left.values()
        if row.phase in ("awaiting", "live") and row.turn == PLACEHOLDER
    }
    for row, occurrence in fresh:
        key, obligation = row.key, facts.obligations[occurrence.ref]
        old = waiting.pop((obligation.pk, row.person_id), None)
        if old is None:
            changes.added.append(row)
            if _shown(row.values["sort_date"]) is not None:
                new = row.values["sort_date"]
                changes.moves.append(Move(key, obligation.ref, obligation.title, None, new))
            continue
        del left[old.key]
        if old.id in facts.moves:
            row = _row(facts, key, occurrence, row.values["unmoved_date"], old)
        changes.changed.append((old.id, row))
        move = _move(facts, obligation.ref, key, old, row)
        if move is not None:
            changes.moves.append(move)
    _withdraw_left(facts, changes, left)


def _withdraw_left(facts: Facts, changes: Changes, left: dict[str, Stored]) -> None:
    by_id = {o.pk: o for o in facts.obligations.values()}
    for row in left.values():
        if row.phase == "withdrawn":
            continue
        if not row.decided:
            changes.withdrawn.append(row.id)
        obligation = by_id.get(row.obligation_id)
        if obligation is not None and _shown(row.sort_date) is not None:
            move = Move(row.key, obligation.ref, obligation.title, row.sort_date, None, row.id)
            (changes.kept if row.decided else changes.moves).append(move)


# Writing


def _write(changes: Changes) -> None:
    writeback.withdraw(changes.withdrawn)
    writeback.update(changes.changed)
    writeback.insert(changes.added)


def _note_moves(changes: Changes, by: User, because: str, now: datetime) -> None:
    moves = DateMove.objects.bulk_create(
        DateMove(
            occurrence_id=move.occurrence_id,
            old_date=move.old,
            new_date=move.new,
            because=because[:400],
            moved_by=by,
            moved_at=now,
        )
        for move in changes.moves
        if move.occurrence_id is not None
    )
    tell_of(moves, by=by)


def _replan(changes: Changes, now: datetime, *, anew: bool) -> None:
    """Unsent reminders that no longer apply are dropped; `anew`: those that do are planned now.

    After a whole agreement was worked out the planner's next turn is soon enough.
    """
    changed = [id_ for id_, _ in changes.changed]
    if overtaken := [*changed, *changes.withdrawn]:
        drop_overtaken(now=machine_now(), only=overtaken)
    if anew and (changed or changes.added):
        added = Occurrence.objects.filter(key__in=[row.key for row in changes.added])
        today = now.astimezone(ZoneInfo(settings.LONGSTOP_ZONE)).date()
        plan(today=today, only=[*changed, *added.values_list("pk", flat=True)])
