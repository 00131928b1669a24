"""Recording what happened, correcting it, taking it back. Nothing is edited away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from agreements.audit import recording
from agreements.models import Agreement, Document, User
from obligations.actions.recompute import Changes, recompute
from obligations.actions.undoing import undone
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
    `withdraw` takes that one back instead.
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
    A correction and a withdrawal need a reason.
    """
    check_user_can_enter(by, key_date.agreement)
    now = business_now()
    _check_reason(said, reason)
    with recording(by=by, action="record a happening", reason=reason or _plain(key_date, said)):
        agreement = Agreement.objects.select_for_update().get(pk=key_date.agreement_id)
        check_can_be_recorded(key_date, said.day, said.until, said.certainty, said.withdraw, now)
        _add_row(key_date, said, by, now, conventions_of(agreement).zone)
        if not settle:
            return Changes()
        return recompute(
            agreement,
            by=by,
            because=_plain(key_date, said),
            now=now,
            names=[key_date.name],
            silent=silent,
        )


def preview(*, key_date: KeyDate, said: Said, by: User) -> Changes:
    """What recording would move, without recording it: the same code in a transaction taken back.

    Raises what `record` would raise, apart from a missing reason.
    """
    found = Changes()
    with undone():
        found = record(key_date=key_date, said=said, by=by, reason="preview")
    return found


def _check_reason(said: Said, reason: str) -> None:
    if (said.corrects is not None or said.withdraw) and not reason.strip():
        what = "Taking a date back" if said.withdraw else "Correcting a date"
        raise EngineError(f"{what} needs a reason; it is kept in the history.")


def _plain(key_date: KeyDate, said: Said) -> str:
    if said.withdraw:
        return f"[{key_date.name}] was withdrawn"
    verb = "was corrected to" if said.corrects is not None else "is recorded for"
    until = f" until {show(said.until)}" if said.until else ""
    return f"[{key_date.name}] {verb} {show(said.day)}{until}"


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
        recorded_by=by,
        recorded_at=now,
    )


def _instant(said: Said, zone: str) -> datetime | None:
    if said.at is None:
        return None
    stated = read_zone(said.zone or zone)
    return instant(said.day, said.at, stated.literal()).astimezone(UTC)


def _next_place(key_date: KeyDate, said: Said) -> tuple[int, int]:
    """The lineage and version of the new row. Raises EngineError where it has no place."""
    rows = Happening.objects.filter(key_date=key_date)
    if said.corrects is not None:
        old = rows.filter(lineage=said.corrects, is_current=True).first()
        if old is None:
            raise EngineError(f"There is no such happening of [{key_date.name}] to correct.")
        return old.lineage, old.version + 1
    current = rows.filter(is_current=True, withdrawn=False)
    if key_date.kind == KeyDate.Kind.EVENT and (there := current.first()):
        raise EngineError(
            f"[{key_date.name}] happens once and is recorded for {show(there.happened_date)};"
            " correct that one instead, with a reason."
        )
    if current.filter(happened_date=said.day, until_date=said.until).exists():
        raise EngineError(f"[{key_date.name}] is already recorded for {show(said.day)}.")
    if key_date.kind == KeyDate.Kind.EVENT and (gone := rows.order_by("-version").first()):
        # Withdrawn before: the same event, recorded anew.
        return gone.lineage, gone.version + 1
    last = rows.order_by("-lineage").values_list("lineage", flat=True).first()
    return (last or 0) + 1, 1


def find_to_correct(key_date: KeyDate, day: date) -> int:
    """The lineage of the current happening on a day. Raises EngineError where there is none."""
    rows = Happening.objects.filter(key_date=key_date, is_current=True, withdrawn=False)
    row = rows.filter(happened_date=day).first()
    if row is None:
        days = ", ".join(show(d) for d in rows.values_list("happened_date", flat=True))
        known = f"recorded is {days}" if days else "nothing is recorded"
        raise EngineError(f"[{key_date.name}] is not recorded for {show(day)}; {known}.")
    return row.lineage
