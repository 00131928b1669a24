"""What a report says of the notices that were given, and of the rights that stand open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from agreements.models import Agreement, User
from obligations.clock import instant_of_day
from obligations.engine.run import show
from obligations.models import Notice
from obligations.queries.notices import NoticeLine, notice_lines
from obligations.queries.report_data import Agreed
from obligations.queries.report_notice_data import Entitled, Given
from obligations.queries.rights import Right, rights_of, with_use

SIDES = {
    "ours": "For us",
    "theirs": "Against us",
    "either": "For both sides",
    "others": "Between others",
}
# Those that a report prints, in this order.
STANDINGS = ("open", "about to open", "taking effect", "used", "lapsed")


def with_notices(
    user: User, agreed: tuple[Agreed, ...], agreements: list[Agreement], as_at: date
) -> tuple[Agreed, ...]:
    """The agreements of a report with their notices and rights on its day."""
    rows = {agreement.pk: agreement for agreement in agreements}
    return tuple(
        replace(
            one,
            given=_given(rows[one.id], as_at),
            rights=_rights(user, rows[one.id], as_at),
        )
        for one in agreed
    )


def _given(agreement: Agreement, as_at: date) -> tuple[Given, ...]:
    lines = [
        line
        for line in notice_lines(agreement)
        if line.row.state == Notice.State.SENT and line.row.sent_date is not None
        if line.row.sent_date <= as_at
    ]
    return tuple(_told(line) for line in reversed(lines))


def _told(line: NoticeLine) -> Given:
    row = line.row
    assert row.sent_date is not None
    deemed = line.deemed
    steps = deemed.outcome.steps if deemed else ()
    readings = () if row.counts_date else tuple(show(r.day) for r in line.readings)
    return Given(
        number=row.number,
        kind=row.get_kind_display(),
        subject=row.subject,
        section=row.section,
        way=line.side,
        sender=row.sender.party.name,
        to=", ".join(dict.fromkeys(a.participation.party.name for a in line.to)),
        channel=row.channel,
        sent_date=row.sent_date,
        hour=line.hour,
        counts_date=row.counts_date,
        because=row.counts_because,
        readings=readings,
        brings=row.key_date.name if row.key_date and row.lineage else "",
        last_step=steps[-1].text if steps else "",
        cautions=line.cautions,
        assumed=row.certainty == Notice.Certainty.ASSUMED,
        letter=row.letter.sha256 if row.letter else "",
    )


def _rights(user: User, agreement: Agreement, as_at: date) -> tuple[Entitled, ...]:
    now = instant_of_day(as_at)
    known = with_use(rights_of(user, as_at, now, agreement), now)
    return tuple(_entitled(right) for standing in STANDINGS for right in known.of(standing))


def _entitled(right: Right) -> Entitled:
    ways = [f"{s.channel.name} {show(s.at.date())}" for s in right.sendings if s.at]
    return Entitled(
        obligation_id=right.obligation.pk,
        section=right.line.section,
        title=right.line.title,
        holder=right.line.obligor,
        side=SIDES[right.side],
        standing=right.standing,
        since=right.since,
        until=right.until,
        how=_how(right, ways),
        assumed=right.line.certainty == "assumed",
    )


def _how(right: Right, ways: list[str]) -> str:
    if right.use is not None:
        notice = f", notice {right.use.notice.number}" if right.use.notice else ""
        return f"Used {show(right.use.day)}{notice}"
    if right.standing == "lapsed":
        return "Its time has run out"
    if right.standing == "taking effect":
        return "The notice is given"
    if right.standing == "used":
        return "Used"
    parts = [f"Send by {'; '.join(ways)}"] if ways and right.by_notice else []
    parts += ["By notice"] if right.by_notice and not ways else []
    parts += [f"would take effect {show(right.effect)}"] if right.effect else []
    parts += [
        f"unless done by {show(row.due_date)}: {row.obligation.title}"
        for row in right.averted_by
        if row.due_date
    ]
    return ". ".join(part[:1].upper() + part[1:] for part in parts)
