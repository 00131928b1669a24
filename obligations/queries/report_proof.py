"""What stands behind the occurrences of a report: evidence, adjustments, reminders delivered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

from obligations.models import Adjustment, Evidence, Reminder
from obligations.queries.mail import in_words
from obligations.queries.report_answers import Answered, answers_by
from obligations.queries.report_data import Adjusted, Proof, Reminded


@dataclass(frozen=True)
class Behind:
    """By occurrence, in the order of time."""

    evidence: dict[int, list[Proof]] = field(default_factory=lambda: defaultdict(list))
    adjustments: dict[int, list[Adjusted]] = field(default_factory=lambda: defaultdict(list))
    reminders: dict[int, list[Reminded]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[Answered]] = field(default_factory=lambda: defaultdict(list))


def read(places: Mapping[int, ZoneInfo], as_at: date) -> Behind:
    """What there was for occurrences on a day; `places` gives the zone for each by its id."""
    behind = Behind(answers=answers_by(list(places), as_at))
    _add_evidence(behind, places)
    _add_adjustments(behind, places, as_at)
    _add_reminders(behind, places, as_at)
    return behind


def _add_evidence(behind: Behind, places: Mapping[int, ZoneInfo]) -> None:
    rows = Evidence.objects.filter(occurrence__in=list(places))
    for row in rows.select_related("document__uploaded_by").order_by("id"):
        document = row.document
        proof = Proof(
            title=document.title,
            file_name=document.file_name,
            sha256=document.sha256,
            uploaded_by=str(document.uploaded_by),
            uploaded_date=document.uploaded_at.astimezone(places[row.occurrence_id]).date(),
        )
        behind.evidence[row.occurrence_id].append(proof)


def _add_adjustments(behind: Behind, places: Mapping[int, ZoneInfo], as_at: date) -> None:
    rows = Adjustment.objects.filter(occurrence__in=list(places))
    for row in rows.select_related("made_by", "lifted_by", "document").order_by("made_at", "id"):
        assert row.occurrence_id is not None
        zone = places[row.occurrence_id]
        made = row.made_at.astimezone(zone).date()
        lifted = row.lifted_at.astimezone(zone).date() if row.lifted_at else None
        if made > as_at:
            continue
        if lifted is not None and lifted > as_at:
            lifted = None
        adjusted = Adjusted(
            kind=row.get_kind_display(),
            original=row.original_date,
            new=row.new_date,
            agreed_with=row.agreed_with,
            reason=row.reason,
            made_by=str(row.made_by),
            made_date=made,
            lifted_by=str(row.lifted_by) if lifted else "",
            lifted_date=lifted,
            document=f"{row.document} (SHA-256 {row.document.sha256})" if row.document else "",
        )
        behind.adjustments[row.occurrence_id].append(adjusted)


def _add_reminders(behind: Behind, places: Mapping[int, ZoneInfo], as_at: date) -> None:
    rows = Reminder.objects.filter(
        occurrence__in=list(places),
        state=Reminder.State.SENT,
        message__isnull=False,
        message__business_date__lte=as_at,
    )
    people = ("recipient", "contact__party", "on_behalf_of", "message")
    for row in rows.select_related(*people).order_by("message__business_date", "id"):
        assert row.message is not None
        reminded = Reminded(
            day=row.message.business_date,
            lead=row.lead,
            target=row.due_date,
            person=row.addressee,
            address=row.message.to_address,
            message_id=row.message.message_id,
            says=in_words(row) if row.on_behalf_of_id is not None else "",
        )
        behind.reminders[row.occurrence_id].append(reminded)
