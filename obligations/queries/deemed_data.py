"""A deemed receipt as plain data: what the command line prints and the API returns."""

from __future__ import annotations

from typing import Any

from obligations.engine.deeming import Deeming
from obligations.engine.present import as_data, iso
from obligations.queries.deeming import Channel, NoticeClause, Sending


def deemed_data(
    clause: NoticeClause, channel: Channel, sending: Sending, found: Deeming
) -> dict[str, Any]:
    """The fields of a computation, with the notice that it is about.

    `rule` is the text of the rule of the channel that decides, null in a `gap`.
    """
    moment = sending.moment(clause.zone)
    return {
        "agreement": clause.agreement.reference,
        "channel": channel.name,
        "section": channel.row.section,
        "sent": iso(moment.at or moment.day),
        "rule": channel.row.rules[found.rule] if found.rule is not None else None,
        "gap": found.gap,
        **as_data(found.result),
    }
