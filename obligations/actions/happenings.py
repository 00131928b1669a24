"""Recording what happened, correcting it, taking it back. Nothing is edited away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db.models import Q, QuerySet

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions.recompute import Changes, recompute
from obligations.clock import business_now
from obligations.engine.clock import instant, read_zone
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.facts import conventions_of
from obligations.models import Happening, KeyDate
from obligations.permissions import check_user_can_enter
from obligations.policies import check_can_be_recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody says happened: on a day, perhaps at a time in a zone, or until a day.

    `corrects` is the lineage of the happening that this one replaces;
    `withdraw` takes that one back instead. `seen` is the version of it that the
    person looked at: somebody else's later correction is not overwritten unseen.
    `deemed`: the day follows from a notice that was sent, so that it is sure
    although it may lie ahead.
    `again`: these days have happened for another cause too, as delays can.
    `answers`: the lineage of the happening that this one answers, where the key date answers
    another; None where that is not said.
    """

    day: date
    until: date | None = None
    at: time | None = None
    zone: str = ""
    certainty: str = "actual"
    note: str = ""
    document: Document | None = None
    corrects: int | None = None
    withdraw: bool = False
    seen: int | None = None
    deemed: bool = False
    again: bool = False
    answers: int | None = None

    @property
    def replaces(self) -> bool:
        """Whether it changes what was recorded before."""
        return self.corrects is not None or self.withdraw


def record(
    *,
    key_date: KeyDate,
    said: Said,
    by: User,
    reason: str = "",
    silent: bool = False,
    settle: bool = True,
) -> Changes:
    """Records a happening, or a correction of one, and moves what hangs on it.

    `settle=False` leaves the recomputation to a caller that records several.
    Raises EngineError or NotAllowed with a sentence; then nothing is written.
    A correction and a withdrawal need a reason, and so does what moves a date
    that was computed already.
    """
    check_user_can_enter(by, key_date.agreement)
    now = business_now()
    _check_reason(said, reason)
    with recording(by=by, action="record a happening", reason=reason or _plain(key_date, said)):
        agreement = Agreement.objects.select_for_update().get(pk=key_date.agreement_id)
        sureness = "planned" if said.deemed else said.certainty
        check_can_be_recorded(key_date, said.day, said.until, sureness, said.withdraw, now)
        _add_row(key_date, said, by, now, conventions_of(agreement).zone)
        if not settle:
            return Changes()
        changes = recompute(
            agreement,
            by=by,
            because=_because(key_date, said, reason),
            now=now,
            names=[key_date.name],
            silent=silent,
        )
        if moves_what_was_computed(changes) and not reason.strip():
            raise EngineError("This moves dates that were computed already: say why.")
        return changes


def moves_what_was_computed(changes: Changes) -> bool:
    """Whether a date that stood before has moved or gone; a first date is no move."""
    return any(move.old is not None for move in changes.moves)


def _check_reason(said: Said, reason: str) -> None:
    if said.withdraw and said.corrects is None:
        raise EngineError("Say which happening is taken back.")
    if said.replaces and not reason.strip():
        what = "Taking a date back" if said.withdraw else "Correcting a date"
        raise EngineError(f"{what} needs a reason; it is kept in the history.")


def _plain(key_date: KeyDate, said: Said) -> str:
    if said.withdraw:
        return f"[{key_date.name}] was withdrawn"
    verb = "was corrected to" if said.corrects is not None else "is recorded for"
    until = f" until {show(said.until)}" if said.until else ""
    return f"[{key_date.name}] {verb} {show(said.day)}{until}"


def _because(key_date: KeyDate, said: Said, reason: str) -> str:
    """What happened, with the reason that the person gave: whoever is told reads both."""
    plain = _plain(key_date, said)
    return f"{plain}: {reason.strip()}" if reason.strip() else plain


def _add_row(key_date: KeyDate, said: Said, by: User, now: datetime, zone: str | None) -> None:
    lineage, version = _next_place(key_date, said)
    Happening.objects.filter(key_date=key_date, lineage=lineage, is_current=True).update(
        is_current=False
    )
    zone_name = read_zone(said.zone).place if said.zone else (zone or "UTC")
    Happening.objects.create(
        key_date=key_date,
        lineage=lineage,
        version=version,
        withdrawn=said.withdraw,
        happened_date=said.day,
        until_date=said.until,
        happened_at=_instant(said, zone_name),
        zone=zone_name if said.at else "",
        certainty=said.certainty,
        document=said.document,
        note=said.note,
        answers=_answered(key_date, said),
        recorded_by=by,
        recorded_at=now,
    )


def _answered(key_date: KeyDate, said: Said) -> Happening | None:
    """The happening that this one answers. Raises EngineError where it can answer none like it."""
    if said.answers is None:
        return None
    if key_date.answers is None:
        raise EngineError(f"[{key_date.name}] answers no other event, so it cannot say which one.")
    name = key_date.answers.name
    rows = Happening.objects.filter(key_date=key_date.answers, lineage=said.answers)
    row = rows.filter(is_current=True, withdrawn=False).first()
    if row is None:
        raise EngineError(f"There is no such happening of [{name}] to answer (any more).")
    if row.happened_date > said.day:
        raise EngineError(
            f"[{name}] of {show(row.happened_date)} came after {show(said.day)}, and so cannot be"
            " what this answers."
        )
    return row


def _instant(said: Said, zone: str) -> datetime | None:
    if said.at is None:
        return None
    stated = read_zone(said.zone or zone)
    return instant(said.day, said.at, stated.literal()).astimezone(UTC)


def _next_place(key_date: KeyDate, said: Said) -> tuple[int, int]:
    """The lineage and version of the new row. Raises EngineError where it has no place."""
    rows = Happening.objects.filter(key_date=key_date)
    current = rows.filter(is_current=True, withdrawn=False)
    if said.corrects is not None:
        old = _to_correct(key_date, said, said.corrects)
        if not said.withdraw:
            _check_not_there(current.exclude(pk=old.pk), said)
        return old.lineage, old.version + 1
    if key_date.kind == KeyDate.Kind.EVENT and (there := current.first()):
        raise EngineError(
            f"[{key_date.name}] happens once and is recorded for {show(there.happened_date)};"
            " correct that one instead, with a reason."
        )
    _check_not_there(current, said)
    if key_date.kind == KeyDate.Kind.EVENT and (gone := rows.order_by("-version").first()):
        # Withdrawn before: the same event, recorded anew.
        return gone.lineage, gone.version + 1
    last = rows.order_by("-lineage").values_list("lineage", flat=True).first()
    return (last or 0) + 1, 1


def _to_correct(key_date: KeyDate, said: Said, lineage: int) -> Happening:
    """The happening that is corrected or taken back, as the person saw it."""
    rows = Happening.objects.filter(key_date=key_date, lineage=lineage, is_current=True)
    old = rows.select_related("recorded_by").first()
    if old is None:
        raise EngineError(f"There is no such happening of [{key_date.name}] to correct.")
    if said.seen is not None and old.version != said.seen:
        did = "took this back" if old.withdrawn else f"changed this to {show(old.happened_date)}"
        raise EngineError(f"{old.recorded_by} {did} meanwhile. Look at it again before you do.")
    if old.withdrawn:
        raise EngineError(f"[{key_date.name}] was taken back already; record it anew instead.")
    return old


def _check_not_there(rows: QuerySet[Happening], said: Said) -> None:
    """One happening is recorded once; two of the same day differ in their times."""
    if said.again:
        return
    same = rows.filter(happened_date=said.day, until_date=said.until)
    if said.answers is not None:
        # One day can see several answered, each recorded by itself.
        same = same.filter(Q(answers=None) | Q(answers__lineage=said.answers))
    for row in same:
        if said.at is None or row.happened_at is None or _is_at(row, said):
            raise EngineError(
                f"[{row.key_date}] is already recorded for {show(said.day)}."
                " If it happened twice that day, give both their times."
            )


def _is_at(row: Happening, said: Said) -> bool:
    return row.happened_at == _instant(said, row.zone)


def find_answered(key_date: KeyDate, day: date | None) -> int | None:
    """The lineage of what a happening answers, by its day. Raises EngineError where there is none.

    Several of one day can only be told apart on the page.
    """
    if day is None or key_date.answers is None:
        return None
    return find_to_correct(key_date.answers, day)


def find_to_correct(key_date: KeyDate, day: date) -> int:
    """The lineage of the current happening on a day. Raises EngineError where there is none."""
    rows = Happening.objects.filter(key_date=key_date, is_current=True, withdrawn=False)
    row = rows.filter(happened_date=day).first()
    if row is None:
        days = ", ".join(show(d) for d in rows.values_list("happened_date", flat=True))
        known = f"recorded is {days}" if days else "nothing is recorded"
        raise EngineError(f"[{key_date.name}] is not recorded for {show(day)}; {known}.")
    return row.lineage
