"""What a report says of the adjustments of each agreement, and of the consents behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from agreements.models import Agreement
from obligations.clock import instant_of_day
from obligations.facts import conventions_of
from obligations.models import Adjustment
from obligations.queries.consents import RequestLine, consent_page
from obligations.queries.ledger import DelayLine, EntryLine, Ledger, SpanLedger, ledger_of
from obligations.queries.report_consent_data import Asked, ConsentsOf, Entered, Moved
from obligations.queries.report_data import Agreed


def with_consents(
    agreed: tuple[Agreed, ...], agreements: list[Agreement], as_at: date
) -> tuple[Agreed, ...]:
    """The agreements of a report with what was entered and asked until its day."""
    rows = {agreement.pk: agreement for agreement in agreements}
    return tuple(replace(one, consents=_consents(rows[one.id], as_at)) for one in agreed)


def _consents(agreement: Agreement, as_at: date) -> ConsentsOf | None:
    """None where there is nothing to tell."""
    ledger = ledger_of(agreement, instant_of_day(as_at))
    page = consent_page(agreement, as_at, as_at)
    lines = sorted((*page.running, *page.closed), key=lambda line: line.row.number)
    zone = ZoneInfo(conventions_of(agreement).zone or "UTC")
    found = ConsentsOf(
        moved=tuple(_moved(ledger.spans)),
        entered=tuple(one for one in _entered(ledger, zone) if one.made_date <= as_at),
        asked=tuple(_asked(line, as_at) for line in lines if line.row.asked_date <= as_at),
    )
    return found if found.entered or found.asked else None


def _moved(spans: Iterable[SpanLedger]) -> Iterable[Moved]:
    for span in spans:
        for one in span.moved:
            claimed = one.claimed if one.claimed_days else None
            yield Moved(one.name, one.original, one.now, claimed, one.days)


def _asked(line: RequestLine, as_at: date) -> Asked:
    row = line.row
    closed = row.closed_date is not None and row.closed_date <= as_at
    return Asked(
        number=row.number,
        subject=row.subject,
        section=row.rule.section,
        asks=line.asks,
        asked_date=row.asked_date,
        state=row.get_state_display() if closed else line.outcome,
        closed_date=row.closed_date if closed else None,
        count=line.sentence,
        left_out=tuple(f"{holder}: {why}" for holder, _, why in line.left_out),
        assumed=row.is_assumed,
    )


def _entered(ledger: Ledger, zone: ZoneInfo) -> Iterable[Entered]:
    for span in ledger.spans:
        for line in span.lines:
            if line.row is not None:
                yield _delay(line.row, line, span.key_date.name, zone)
    for entry in (*ledger.dates, *ledger.decisions, *ledger.others, *ledger.past):
        yield _entry(entry, zone)


def _delay(row: Adjustment, line: DelayLine, name: str, zone: ZoneInfo) -> Entered:
    happening = line.happening
    return replace(
        _base(row, zone),
        what=f"{name}, caused by {row.caused_by}",
        first=happening.happened_date,
        last=happening.until_date,
        standing=line.standing,
        why=line.why,
    )


def _entry(line: EntryLine, zone: ZoneInfo) -> Entered:
    turn = f" ({line.turn})" if line.turn else ""
    return replace(
        _base(line.row, zone),
        what=f"{line.what}{turn}",
        first=line.first,
        last=line.last,
        original=line.original,
        now=line.now,
    )


def _base(row: Adjustment, zone: ZoneInfo) -> Entered:
    lifted = ""
    if row.lifted_at is not None:
        lifted = f"Taken back by {row.lifted_by}: {row.lifted_because}"
    return Entered(
        kind=row.get_kind_display(),
        what="",
        first=None,
        last=None,
        original=None,
        now=None,
        standing="",
        why="",
        reason=row.reason,
        consent=row.consent.number if row.consent else None,
        made_by=str(row.made_by),
        made_date=row.made_at.astimezone(zone).date(),
        lifted=lifted,
        assumed=row.is_assumed,
    )
