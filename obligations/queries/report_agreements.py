"""What a report says of agreements themselves: parties, counting, key dates, defects, notices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from agreements.models import Agreement, Defect, Participation
from obligations.clock import instant_of_day
from obligations.engine.errors import EngineError
from obligations.facts import Facts, facts_of
from obligations.models import Conventions, Happening, NoticeRule, SetDate
from obligations.models import KeyDate as KeyDateRow
from obligations.queries.computations import defined_dates
from obligations.queries.report_corrections import corrections
from obligations.queries.report_data import (
    Agreed,
    Counting,
    Duty,
    Gap,
    Happened,
    KeyDate,
    Notices,
    Side,
    WorkedOut,
)


def zone_of(agreement: Agreement) -> str:
    """The zone in which an agreement's days begin."""
    conventions: Conventions | None = getattr(agreement, "conventions", None)
    return conventions.zone if conventions else settings.LONGSTOP_ZONE


def facts_on(agreement: Agreement, as_at: date) -> Facts | None:
    """An agreement as the engine sees it on a day; None where its rules cannot be read."""
    try:
        return facts_of(agreement, instant_of_day(as_at))
    except EngineError:
        return None


def read(
    agreements: Sequence[Agreement],
    duties: Mapping[int, tuple[Duty, ...]],
    facts: Mapping[int, Facts | None],
    as_at: date,
) -> tuple[Agreed, ...]:
    """Agreements as a report prints them; obligations and facts are given by agreement's id."""
    sides = _sides(agreements)
    key_dates = _key_dates(agreements, facts, as_at)
    gaps, notices = _gaps(agreements, as_at), _notices(agreements)
    return tuple(
        Agreed(
            id=row.pk,
            reference=row.reference,
            title=row.title,
            kind=row.kind,
            signed_date=row.signed_date,
            status=row.get_status_display(),
            governing_law=row.governing_law,
            made_under=row.made_under,
            summary=row.summary,
            counting=_counting(row),
            sides=tuple(sides[row.pk]),
            duties=duties.get(row.pk, ()),
            key_dates=tuple(key_dates[row.pk]),
            gaps=tuple(gaps[row.pk]),
            notices=tuple(notices[row.pk]),
        )
        for row in agreements
    )


def _counting(agreement: Agreement) -> Counting | None:
    row: Conventions | None = getattr(agreement, "conventions", None)
    if row is None:
        return None
    return Counting(
        calendar=row.calendar,
        calendar_source=row.calendar_source,
        zone=row.zone,
        roll=row.get_roll_display(),
        month_end=row.get_month_end_display(),
        fiscal_year_end=row.fiscal_year_end,
    )


def _sides(agreements: Sequence[Agreement]) -> dict[int, list[Side]]:
    found = defaultdict(list)
    rows = Participation.objects.filter(agreement__in=agreements).select_related("party")
    for row in rows.order_by("position", "id"):
        side = Side(
            name=row.party.name,
            role=row.role,
            ours=row.is_ours,
            attention=row.attention,
            address=row.address,
            fax=row.fax,
            email=row.email,
        )
        found[row.agreement_id].append(side)
    return found


def _gaps(agreements: Sequence[Agreement], as_at: date) -> dict[int, list[Gap]]:
    found = defaultdict(list)
    zones = {agreement.pk: ZoneInfo(zone_of(agreement)) for agreement in agreements}
    rows = Defect.objects.filter(agreement__in=agreements).select_related("decided_by")
    for row in rows.order_by("position", "id"):
        at = row.decided_at
        decided = at.astimezone(zones[row.agreement_id]).date() if at else None
        stands = decided is None or decided <= as_at
        gap = Gap(
            section=row.section,
            kind=row.get_kind_display(),
            title=row.title,
            text=row.text,
            affects=tuple(row.affects),
            decision=row.decision if stands else "",
            because=row.decided_because if stands else "",
            decided_by=str(row.decided_by or "") if stands else "",
            decided_date=decided if stands else None,
        )
        found[row.agreement_id].append(gap)
    return found


def _notices(agreements: Sequence[Agreement]) -> dict[int, list[Notices]]:
    found = defaultdict(list)
    for row in NoticeRule.objects.filter(agreement__in=agreements).order_by("position", "id"):
        notices = Notices(row.channel, row.section, tuple(row.rules), row.note)
        found[row.agreement_id].append(notices)
    return found


# Key dates


def _key_dates(
    agreements: Sequence[Agreement], facts: Mapping[int, Facts | None], as_at: date
) -> dict[int, list[KeyDate]]:
    rows = list(KeyDateRow.objects.filter(agreement__in=agreements).order_by("position", "id"))
    zones = {agreement.pk: zone_of(agreement) for agreement in agreements}
    happenings = _happenings({row.pk: zones[row.agreement_id] for row in rows}, as_at)
    dates = _set_dates(row.pk for row in rows if row.kind == KeyDateRow.Kind.SET)
    defined = {pk: _defined(known) for pk, known in facts.items()}
    found = defaultdict(list)
    for row in rows:
        key_date = KeyDate(
            name=row.name,
            kind=row.get_kind_display(),
            section=row.section,
            about=row.about,
            rule=row.rule,
            happenings=tuple(happenings[row.pk]),
            worked_out=defined[row.agreement_id].get(row.name, ()),
            dates=tuple(dates[row.pk]),
        )
        found[row.agreement_id].append(key_date)
    return found


def _defined(facts: Facts | None) -> dict[str, tuple[WorkedOut, ...]]:
    """What the rules of the defined dates give, by name; nothing for one that still waits."""
    try:
        worked = defined_dates(facts) if facts is not None else {}
    except EngineError:
        return {}
    return {
        name: tuple(
            WorkedOut(outcome.day, tuple(step.as_dict() for step in outcome.steps))
            for outcome in one.outcomes
            if outcome.day is not None and outcome.state != "void"
        )
        for name, one in worked.items()
    }


def _happenings(zones: Mapping[int, str], as_at: date) -> dict[int, list[Happened]]:
    """What happened, by key date; `zones` gives each key date's zone."""
    found = defaultdict(list)
    rows = Happening.objects.filter(key_date__in=list(zones), is_current=True, withdrawn=False)
    rows = rows.select_related("recorded_by", "document").order_by("happened_date", "lineage")
    corrected = corrections(rows)
    for row in rows:
        recorded = row.recorded_at.astimezone(ZoneInfo(zones[row.key_date_id])).date()
        happened = Happened(
            day=row.happened_date,
            until=row.until_date,
            at=_local(row),
            # As in queries/status.py: what comes after the day is a plan on that day.
            certainty="planned" if row.happened_date > as_at else row.certainty,
            note=row.note,
            recorded_by=str(row.recorded_by),
            recorded_date=recorded,
            document=f"{row.document} (SHA-256 {row.document.sha256})" if row.document else "",
            corrected=corrected.get(row.pk, ""),
        )
        found[row.key_date_id].append(happened)
    return found


def _local(row: Happening) -> datetime | None:
    """The instant in the zone that it was recorded in, where it has one."""
    if row.happened_at is None:
        return None
    return row.happened_at.astimezone(ZoneInfo(row.zone)) if row.zone else row.happened_at


def _set_dates(key_dates: Iterable[int]) -> dict[int, list[tuple[date, str]]]:
    found = defaultdict(list)
    rows = SetDate.objects.filter(key_date__in=list(key_dates)).order_by("day", "label")
    for row in rows:
        found[row.key_date_id].append((row.day, row.label))
    return found
