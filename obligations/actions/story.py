"""The demonstration's past: what was done, late, waived or left before it opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from agreements.audit import recording
from agreements.models import Agreement, User
from obligations.actions import occurrences
from obligations.actions.carve_outs import tell_uses
from obligations.actions.file_notices import record_notices
from obligations.actions.recompute import recompute
from obligations.actions.story_consents import tell_consents
from obligations.agreement_file.schema import AgreementFile
from obligations.clock import business_now, business_today
from obligations.engine.errors import EngineError
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.models import Occurrence

ON_TIME = "Done on the day. Assumed for the demonstration."


@dataclass(frozen=True, slots=True)
class Exceptional:
    """What the story says of one occurrence: done on a day, or another outcome, and a note."""

    ref: str
    key: str
    outcome: str
    day: date | None
    note: str


def read_exceptions(story: Mapping[str, Any]) -> list[Exceptional]:
    """The exceptions of a story file. Raises EngineError for one that cannot be meant."""
    found = []
    for entry in story.get("exceptions") or ():
        outcome = "done" if "done" in entry else str(entry.get("outcome", ""))
        if outcome not in ("done", "overdue", "waived", "not applicable", "disputed"):
            raise EngineError(f"{entry.get('ref')}: there is no outcome “{outcome}” in a story.")
        day = entry.get("done") or entry.get("on")
        note = " ".join(str(entry.get("note", "")).split())
        found.append(Exceptional(entry["ref"], str(entry.get("key", "")), outcome, day, note))
    return found


def tell(*, agreement: Agreement, story: Mapping[str, Any], by: User) -> int:
    """Writes the story of one agreement through the ordinary actions; how much was written.

    Nothing is told twice: what is decided already is left as it is. Raises
    EngineError for an occurrence that does not exist.
    """
    exceptions = read_exceptions(story)
    told = tell_consents(agreement=agreement, story=story, by=by)
    told += tell_uses(agreement=agreement, story=story, by=by)
    told += sum(_tell_one(agreement, entry, by) for entry in exceptions)
    named = {_find(agreement, entry).pk for entry in exceptions}
    if story.get("rest") == "done on time":
        told += _complete_rest(agreement, named, by)
    return told


def tell_notices(*, agreement: Agreement, file: AgreementFile, by: User) -> int:
    """Records the notices that a story adds to an agreement's file; how many."""
    why = "the demonstration's notices"
    with recording(by=by, action="load samples", reason=why):
        recorded = record_notices(agreement=agreement, file=file, by=by, reason=why)
        if recorded:
            recompute(agreement, by=by, because=why, now=business_now(), silent=True)
    return len(recorded)


def _find(agreement: Agreement, entry: Exceptional) -> Occurrence:
    rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=entry.ref)
    row = rows.filter(turn=entry.key).select_related("agreement", "obligation").first()
    row = row or (rows.first() if rows.count() == 1 else None)
    if row is None:
        turns = ", ".join(rows.order_by("sort_date").values_list("turn", flat=True)[:8])
        raise EngineError(
            f"{entry.ref} has no occurrence “{entry.key}”; it has: {turns or 'none'}."
        )
    return row


def _tell_one(agreement: Agreement, entry: Exceptional, by: User) -> int:
    row = _find(agreement, entry)
    if entry.outcome == "overdue" or row.phase in ("done", "waived", "disputed"):
        return 0
    if entry.outcome == "done":
        assert entry.day is not None
        occurrences.complete(occurrence=row, on=entry.day, by=by, note=entry.note)
    elif entry.outcome == "waived":
        occurrences.waive(occurrence=row, by=by, reason=entry.note)
    elif entry.outcome == "disputed":
        occurrences.dispute(occurrence=row, by=by, reason=entry.note)
    elif row.phase != "not applicable":
        occurrences.set_aside(occurrence=row, by=by, reason=entry.note)
    return 1


def _complete_rest(agreement: Agreement, named: set[int], by: User) -> int:
    rows = Occurrence.objects.filter(
        agreement=agreement, phase="live", due_date__lt=business_today()
    ).exclude(pk__in=named)
    rows = rows.exclude(kind__in=PROHIBITIONS | RIGHTS)
    told = 0
    for row in rows.select_related("agreement", "obligation").order_by("sort_date", "id"):
        assert row.due_date is not None
        day = min(row.act_by_date or row.due_date, row.due_date)
        occurrences.complete(occurrence=row, on=day, by=by, note=ON_TIME)
        told += 1
    return told
