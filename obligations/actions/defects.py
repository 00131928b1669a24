"""Deciding what a defect of the text means for the dates, and opening it again."""

from __future__ import annotations

from collections.abc import Iterable

from agreements.audit import recording
from agreements.models import Agreement, Defect, User
from obligations.agreement_file.schema import DefectEntry
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.permissions import check_user_can_decide
from obligations.policies import NotNow


def decide(*, defect: Defect, decision: str, by: User, reason: str) -> Defect:
    """Records what was decided about a defect, by whom, when and why.

    A decision that stands is changed by deciding again. It moves no date: what it
    means for a rule is entered with the rule. Raises Unexplained without a reason,
    NotNow for the same decision once more.
    """
    check_user_can_decide(by, defect.agreement)
    if not decision.strip():
        raise EngineError("Say what was decided.")
    with recording(by=by, action="decide a defect", reason=reason):
        row = _locked(defect)
        if row.decision == decision.strip() and row.decided_because == reason.strip():
            raise NotNow("This is decided in these words already.")
        row.decision, row.decided_because = decision.strip(), reason.strip()
        row.decided_by, row.decided_at = by, business_now()
        row.full_clean()
        row.save()
    return row


def reopen_defect(*, defect: Defect, by: User, reason: str) -> Defect:
    """Takes a decision back: the defect is a caution again. Raises NotNow for an open one."""
    check_user_can_decide(by, defect.agreement)
    with recording(by=by, action="reopen a defect", reason=reason):
        row = _locked(defect)
        if not row.decision:
            raise NotNow("Nothing is decided here yet.")
        row.decision = row.decided_because = ""
        row.decided_by = row.decided_at = None
        row.save()
    return row


def stamp(row: Defect, by: User) -> None:
    """Notes who decides what, where entering a defect changes its decision."""
    stands = Defect.objects.filter(pk=row.pk).values_list("decision", flat=True).first() or ""
    if row.decision == stands:
        return
    if row.agreement_id and row.pk:
        check_user_can_decide(by, row.agreement)
    row.decided_by = by if row.decision else None
    row.decided_at = business_now() if row.decision else None
    if not row.decision:
        row.decided_because = ""


def write_defects(*, agreement: Agreement, entries: Iterable[DefectEntry], by: User) -> None:
    """Brings an agreement's defects to a file, inside the caller's recording.

    A decision that changes is the importer's; one that the file does not mention
    is taken back, as the difference has shown.
    """
    kept = []
    for position, entry in enumerate(entries):
        place = {"agreement": agreement, "section": entry.section, "title": entry.title}
        row = Defect.objects.filter(**place).first() or Defect(**place)
        values = {
            "kind": entry.kind,
            "text": entry.text,
            "affects": list(entry.affects),
            "decision": entry.decision,
            "decided_because": entry.decided_because,
            "position": position,
        }
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            stamp(row, by)
            row.full_clean()
            row.save()
        kept.append(row.pk)
    Defect.objects.filter(agreement=agreement).exclude(pk__in=kept).delete()


def _locked(defect: Defect) -> Defect:
    return Defect.objects.select_for_update(of=("self",)).get(pk=defect.pk)
