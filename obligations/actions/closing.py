"""Running a closing: who is asked, what has come, what failed, and ticking off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agreements.audit import recording
from agreements.models import Document, User
from obligations.actions import occurrences
from obligations.clock import business_now, business_today
from obligations.engine.errors import EngineError
from obligations.engine.run import show
from obligations.facts import conventions_of
from obligations.models import ClosingItem, ClosingMark, Occurrence
from obligations.permissions import check_user_can_decide, check_user_can_enter
from obligations.policies import NotNow, check_can_be_adjusted


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """How far an item is: "", "received" or "failed" on a day, with what, and who is asked."""

    state: str = ""
    day: date | None = None
    document: Document | None = None
    asked: str = ""
    asked_date: date | None = None
    note: str = ""


def mark(*, occurrence: Occurrence, marked: Marked, by: User, reason: str = "") -> ClosingMark:
    """Writes how far an item is before it is satisfied.

    That a condition failed is for counsel to say, with a note. Raises NotNow for
    what is settled already or on no checklist, and for a day still to come.
    """
    check_user_can_enter(by, occurrence.agreement)
    row = ClosingMark.objects.filter(occurrence=occurrence).first()
    row = row or ClosingMark(occurrence=occurrence)
    if ClosingMark.State.FAILED in (marked.state, row.state) and marked.state != row.state:
        check_user_can_decide(by, occurrence.agreement)
    _check(occurrence, marked)
    with recording(by=by, action="closing", reason=reason or marked.note or _said(marked)):
        for name in Marked.__dataclass_fields__:
            setattr(row, name, getattr(marked, name))
        row.made_by, row.made_at = by, business_now()
        row.full_clean()
        row.save()
    return row


def _check(occurrence: Occurrence, marked: Marked) -> None:
    check_can_be_adjusted(occurrence)
    if not ClosingItem.objects.filter(obligation=occurrence.obligation_id).exists():
        raise NotNow("This is on no closing's checklist.")
    if bool(marked.state) != (marked.day is not None):
        raise EngineError("What has come or failed has its day, and what is open has none.")
    if marked.state == ClosingMark.State.FAILED and not marked.note.strip():
        raise EngineError("Say in the note why the condition failed.")
    today = business_today(conventions_of(occurrence.agreement).zone)
    for day in (marked.day, marked.asked_date):
        if day is not None and day > today:
            raise NotNow(f"{show(day)} is still to come; enter it when it is there.")
    if marked.asked_date and not marked.asked.strip():
        raise EngineError("Say who was asked on that day.")


def _said(marked: Marked) -> str:
    if marked.state and marked.day:
        return f"{marked.state} on {show(marked.day)}"
    return f"asked of {marked.asked}" if marked.asked else "open"


def tick(
    *,
    occurrences_: Iterable[Occurrence],
    on: date,
    by: User,
    note: str = "",
    documents: Iterable[Document] = (),
) -> int:
    """Satisfies several items of a closing on a day with the same papers; how many.

    Each is completed as on its own page. Raises what completing raises, with the
    reference before it; then none is ticked.
    """
    rows, papers = list(occurrences_), list(documents)
    if not rows:
        raise EngineError("Tick the items that are satisfied first.")
    with recording(by=by, action="closing", reason=note or f"satisfied on {show(on)}"):
        for row in rows:
            try:
                occurrences.complete(occurrence=row, on=on, by=by, note=note, documents=papers)
            except EngineError as error:
                raise type(error)(f"{row.obligation.ref}: {error}") from error
    return len(rows)
