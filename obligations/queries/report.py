"""Everything that a compliance report says, read for the person who asks, as at a day.

The number of queries does not grow with the number of obligations or occurrences; statuses are
judged on that day by queries/status.py, the same that the register uses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from agreements.models import User
from obligations.clock import set_day
from obligations.engine.plain import restate
from obligations.facts import Facts
from obligations.models import CarveOut, Obligation
from obligations.queries import report_agreements, report_proof
from obligations.queries.carve_outs import capped
from obligations.queries.defects import undecided_in_words
from obligations.queries.lines import lines, sides_of
from obligations.queries.report_consents import with_consents
from obligations.queries.report_data import CarvedOut, Compliance, Done, Duty, Entry
from obligations.queries.report_money import with_money
from obligations.queries.report_notices import with_notices
from obligations.queries.report_schedules import with_schedules
from obligations.queries.report_scope import Wanted, covered, left_out, rows_of, subject_of


def compliance(user: User, wanted: Wanted, asked_at: datetime) -> Compliance:
    """The whole report. Raises NoUser without a user; what they may not see is not in it."""
    agreements = list(covered(user, wanted).select_related("conventions"))
    zones = {one.pk: ZoneInfo(report_agreements.zone_of(one)) for one in agreements}
    facts = {one.pk: report_agreements.facts_on(one, wanted.as_at) for one in agreements}
    duties = _duties(user, wanted, zones, facts)
    agreed = report_agreements.read(agreements, duties, facts, wanted.as_at)
    agreed = with_money(agreed, agreements, wanted.as_at)
    agreed = with_consents(agreed, agreements, wanted.as_at)
    return Compliance(
        scope=wanted.scope,
        subject=subject_of(user, wanted, agreements),
        as_at=wanted.as_at,
        asked_by=str(user),
        asked_at=asked_at,
        business_day=set_day(),
        agreements=with_schedules(with_notices(user, agreed, agreements, wanted.as_at), agreements),
        known_on=wanted.known_on,
        left_out=tuple(left_out(user, wanted, steps=True)),
    )


# Occurrences

_BEHIND = (
    *("id", "obligation_id", "agreement_id", "status", "first_free_date", "steps", "readings"),
    *("cautions", "outcome", "done_date", "done_at", "done_by__full_name", "done_by__email"),
)


def _entries(
    user: User, wanted: Wanted, zones: Mapping[int, ZoneInfo]
) -> dict[int, tuple[Entry, ...]]:
    """The occurrences by obligation, each with what stands behind it."""
    rows = rows_of(user, wanted)
    behind = {row["id"]: row for row in rows.values(*_BEHIND)}
    places = {id_: zones[row["agreement_id"]] for id_, row in behind.items()}
    proof = report_proof.read(places, wanted.as_at)
    found: dict[int, tuple[Entry, ...]] = defaultdict(tuple)
    for line in lines(rows):
        row = behind[line.id]
        entry = Entry(
            line=line,
            as_at=wanted.as_at,
            first_free=row["first_free_date"],
            done=_done(row, places[line.id]),
            steps=row["steps"],
            readings=row["readings"],
            cautions=row["cautions"],
            adjustments=tuple(proof.adjustments[line.id]),
            evidence=tuple(proof.evidence[line.id]),
            reminders=tuple(proof.reminders[line.id]),
            answers=tuple(proof.answers[line.id]),
        )
        found[row["obligation_id"]] += (entry,)
    return found


def _done(row: Mapping[str, object], zone: ZoneInfo) -> Done | None:
    """How it was done; None where it was not yet on the report's date."""
    day, entered = row["done_date"], row["done_at"]
    if not str(row["status"]).startswith("done"):
        return None
    assert isinstance(day, date) and isinstance(entered, datetime)
    by = str(row["done_by__full_name"] or row["done_by__email"])
    return Done(day, by, entered.astimezone(zone).date(), str(row["outcome"]))


# Obligations


def _duties(
    user: User,
    wanted: Wanted,
    zones: Mapping[int, ZoneInfo],
    facts: Mapping[int, Facts | None],
) -> dict[int, tuple[Duty, ...]]:
    """The obligations by agreement, in the agreement's order."""
    entries = _entries(user, wanted, zones)
    obligations = (
        Obligation.objects.filter(pk__in=list(entries))
        .select_related("terms", "trigger", "responsible", "confirmed_by")
        .order_by("position", "id")
    )
    sides = sides_of(entries)
    carved = _carve_outs(entries, wanted.as_at)
    doubts = undecided_in_words(entries)
    plain = {pk: _plain(known) for pk, known in facts.items()}
    found: dict[int, tuple[Duty, ...]] = defaultdict(tuple)
    for row in obligations:
        zone = zones[row.agreement_id]
        duty = _duty(row, sides, carved.get(row.pk, ()), entries[row.pk], wanted.as_at, zone)
        said = plain[row.agreement_id].get(row.ref, "")
        found[row.agreement_id] += (replace(duty, plain=said, doubts=doubts.get(row.pk, ())),)
    return found


def _plain(facts: Facts | None) -> dict[str, str]:
    """What the rules of an agreement's obligations say in plain words, by reference."""
    if facts is None:
        return {}
    conventions = facts.case.world.conventions
    return {
        duty.ref: restate(duty.rule, conventions, duty.kind)
        for duty in facts.case.duties
        if duty.rule is not None
    }


def _duty(
    row: Obligation,
    sides: Mapping[tuple[int, str], str],
    carve_outs: tuple[CarvedOut, ...],
    entries: tuple[Entry, ...],
    as_at: date,
    zone: ZoneInfo,
) -> Duty:
    assert row.terms is not None, row.ref
    confirmed = row.confirmed_at.astimezone(zone).date() if row.confirmed_at else None
    if confirmed is not None and confirmed > as_at:
        confirmed = None
    names = ("rule", "summary", "condition", "consequence", "amount")
    return Duty(
        id=row.pk,
        ref=row.ref,
        section=row.section,
        kind=row.kind,
        title=row.title,
        obligor=sides.get((row.pk, "obligor"), ""),
        obligee=sides.get((row.pk, "obligee"), ""),
        plain="",
        trigger=row.trigger.name if row.trigger else "",
        version=row.terms.number,
        responsible=str(row.responsible) if row.responsible else "",
        confirmed_by=str(row.confirmed_by) if confirmed else "",
        confirmed_date=confirmed,
        carve_outs=carve_outs,
        entries=entries,
        **{name: getattr(row.terms, name) for name in names},
    )


def _carve_outs(obligations: Iterable[int], as_at: date) -> dict[int, tuple[CarvedOut, ...]]:
    found: dict[int, tuple[CarvedOut, ...]] = {}
    names = ("title", "section", "summary", "persons", "rule", "condition")
    rows = CarveOut.objects.filter(obligation__in=list(obligations)).order_by("position", "id")
    for counted in capped(rows, as_at):
        row = counted.row
        one = CarvedOut(
            **{name: getattr(row, name) for name in names},
            cap=counted.cap,
            acts=", ".join(row.acts),
            used=counted.used,
            left=counted.left,
        )
        found[row.obligation_id] = (*found.get(row.obligation_id, ()), one)
    return found
