"""Who changed what, when and why: the acts behind an agreement's history rows.

An act is all that one recording wrote (agreements/audit.py); its history rows
share a context. Pages are found by key. Acts of one transaction have one time,
so that the order of their occurrences' rows decides among them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from agreements.models import Agreement
from obligations.models import Obligation
from obligations.queries import history_answers, history_consents, history_money
from obligations.queries.past_rows import recorded_day

PAGE = 50
# Of one act, so many rows of each kind are told; the rest is counted.
TOLD = 12

_OF_AGREEMENT = "agreement_id = %(agreement)s"
_OF_OBLIGATION = "obligation_id = %(obligation)s"
_PARTIES = "SELECT pgh_obj_id FROM agreements_participationhistory WHERE " + _OF_AGREEMENT
_KEY_DATES = "SELECT pgh_obj_id FROM obligations_keydatehistory WHERE " + _OF_AGREEMENT
_NOTICES = "SELECT pgh_obj_id FROM obligations_noticehistory WHERE " + _OF_AGREEMENT
_OBLIGATIONS = "SELECT id FROM obligations_obligation WHERE " + _OF_AGREEMENT
_CARVE_OUTS = "SELECT id FROM obligations_carveout"
_OCCURRENCES = "SELECT id FROM obligations_occurrence WHERE "

# kind of row -> its history table, and the condition for one agreement
AGREEMENT_SOURCES = {
    "agreement": ("agreements_agreementhistory", "pgh_obj_id = %(agreement)s"),
    "party": ("agreements_participationhistory", _OF_AGREEMENT),
    "copy": ("agreements_copyrecipienthistory", f"participation_id IN ({_PARTIES})"),
    "team member": ("agreements_teammemberhistory", _OF_AGREEMENT),
    "document": ("agreements_documenthistory", _OF_AGREEMENT),
    "defect": ("agreements_defecthistory", _OF_AGREEMENT),
    "conventions": ("obligations_conventionshistory", _OF_AGREEMENT),
    "notice rule": ("obligations_noticerulehistory", _OF_AGREEMENT),
    "key date": ("obligations_keydatehistory", _OF_AGREEMENT),
    "date of a table": ("obligations_setdatehistory", f"key_date_id IN ({_KEY_DATES})"),
    "happening": ("obligations_happeninghistory", f"key_date_id IN ({_KEY_DATES})"),
    "notice": ("obligations_noticehistory", _OF_AGREEMENT),
    "addressee": ("obligations_addresseehistory", f"notice_id IN ({_NOTICES})"),
    "new address": ("obligations_addresschangehistory", f"notice_id IN ({_NOTICES})"),
    "obligation": ("obligations_obligationhistory", _OF_AGREEMENT),
    "side": ("obligations_obligationpartyhistory", f"obligation_id IN ({_OBLIGATIONS})"),
    "terms": ("obligations_termshistory", f"obligation_id IN ({_OBLIGATIONS})"),
    "carve-out": ("obligations_carveouthistory", f"obligation_id IN ({_OBLIGATIONS})"),
    "use of a carve-out": (
        "obligations_carveoutusehistory",
        f"carve_out_id IN ({_CARVE_OUTS} WHERE obligation_id IN ({_OBLIGATIONS}))",
    ),
    "reminder to a party": (
        "obligations_externalrecipienthistory",
        f"obligation_id IN ({_OBLIGATIONS})",
    ),
    "comment": ("obligations_commenthistory", f"obligation_id IN ({_OBLIGATIONS})"),
    "occurrence": ("obligations_occurrencehistory", _OF_AGREEMENT),
    "evidence": (
        "obligations_evidencehistory",
        f"occurrence_id IN ({_OCCURRENCES}{_OF_AGREEMENT})",
    ),
    **history_money.SOURCES,
    **history_answers.sources(_OF_AGREEMENT),
    **history_consents.SOURCES,
    "reading": (
        "obligations_chosenreadinghistory",
        f"occurrence_id IN ({_OCCURRENCES}{_OF_AGREEMENT})",
    ),
}
# The same for one obligation
_OBLIGATION_SOURCES = {
    **history_answers.sources(_OF_OBLIGATION),
    "obligation": ("obligations_obligationhistory", "pgh_obj_id = %(obligation)s"),
    "side": ("obligations_obligationpartyhistory", _OF_OBLIGATION),
    "terms": ("obligations_termshistory", _OF_OBLIGATION),
    "carve-out": ("obligations_carveouthistory", _OF_OBLIGATION),
    "use of a carve-out": (
        "obligations_carveoutusehistory",
        f"carve_out_id IN ({_CARVE_OUTS} WHERE {_OF_OBLIGATION})",
    ),
    "reminder to a party": ("obligations_externalrecipienthistory", _OF_OBLIGATION),
    "comment": ("obligations_commenthistory", _OF_OBLIGATION),
    "occurrence": ("obligations_occurrencehistory", _OF_OBLIGATION),
    "evidence": (
        "obligations_evidencehistory",
        f"occurrence_id IN ({_OCCURRENCES}{_OF_OBLIGATION})",
    ),
    "adjustment": (
        "obligations_adjustmenthistory",
        f"({_OF_OBLIGATION} OR occurrence_id IN ({_OCCURRENCES}{_OF_OBLIGATION}))",
    ),
    "reading": (
        "obligations_chosenreadinghistory",
        f"occurrence_id IN ({_OCCURRENCES}{_OF_OBLIGATION})",
    ),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What an act did to one row: its columns before (None: it is new) and after."""

    kind: str
    label: str
    before: dict[str, Any] | None
    after: dict[str, Any]


@dataclass
class Act:
    """What one person did at one time and why.

    `changes` are the first of each kind; `counts` how many there are of each kind
    and label (insert, update, delete).
    """

    id: UUID
    at: datetime
    rank: int
    person: str = ""
    action: str = ""
    reason: str = ""
    changes: list[Change] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The act's place in the history, for the address of the next page."""
        return f"{self.at.isoformat()}~{self.rank}~{self.id}"


@dataclass(frozen=True, slots=True)
class History:
    """One page of acts, the newest first, and the key of the page after it."""

    acts: list[Act]
    following: str


def history_of(
    agreement: Agreement,
    obligation: Obligation | None = None,
    *,
    until: date | None = None,
    after: str = "",
    most: int = PAGE,
) -> History:
    """A page of the history of an agreement that the caller has found for its user.

    With `obligation` that of one of its obligations alone; with `until` what was
    recorded by the end of that business day. A damaged key means the first page.
    """
    sources = AGREEMENT_SOURCES if obligation is None else _OBLIGATION_SOURCES
    scope = {
        "agreement": agreement.pk,
        "obligation": obligation.pk if obligation else None,
        "until": until,
    }
    acts = _acts(sources, scope, _read_key(after), most + 1)
    more, acts = len(acts) > most, acts[:most]
    _fill(sources, scope, acts)
    return History(acts, acts[-1].key if more else "")


def _read_key(text: str) -> tuple[datetime, int, UUID] | None:
    try:
        at, rank, id_ = text.split("~")
        found = datetime.fromisoformat(at)
        return (found, int(rank), UUID(id_)) if found.tzinfo else None
    except ValueError:
        return None


Sources = dict[str, tuple[str, str]]


def _acts(
    sources: Sources, scope: dict[str, Any], key: tuple[datetime, int, UUID] | None, most: int
) -> list[Act]:
    parts = []
    for kind, (table, condition) in sources.items():
        rank = "max(pgh_id)" if kind == "occurrence" else "0"
        before = " AND pgh_created_at <= %(at)s" if key else ""
        if scope["until"]:
            before += f" AND {recorded_day('h')} <= %(until)s"
        parts.append(
            f"SELECT pgh_context_id AS id, max(pgh_created_at) AS at, {rank} AS rank"
            f" FROM {table} h WHERE {condition}{before} GROUP BY pgh_context_id"
        )
    beyond = "HAVING (max(at), max(rank), id) < (%(at)s, %(rank)s, %(id)s)" if key else ""
    values = {**scope, "most": most}
    if key:
        values |= {"at": key[0], "rank": key[1], "id": key[2]}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, max(at), max(rank) FROM ({' UNION ALL '.join(parts)}) AS every"
            f" GROUP BY id {beyond} ORDER BY 2 DESC, 3 DESC, 1 DESC LIMIT %(most)s",
            values,
        )
        return [Act(*row) for row in cursor.fetchall()]


def _fill(sources: Sources, scope: dict[str, Any], acts: Iterable[Act]) -> None:
    """Reads what the acts did: one query for all of them and all kinds of rows."""
    by_id = {act.id: act for act in acts}
    parts = [_changes_of(kind, *source) for kind, source in sources.items()]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(parts) + " ORDER BY 1, 2, 3",
            {**scope, "ids": list(by_id), "told": TOLD},
        )
        rows = cursor.fetchall()
    for id_, kind, _, label, total, *texts in rows:
        # Django leaves JSON to its fields, and these columns belong to no field here.
        context, after, before = (json.loads(text) if text else {} for text in texts)
        act = by_id[id_]
        act.person, act.action = context["name"], context["action"]
        act.reason = context["reason"]
        act.counts[kind, label] = total
        act.changes.append(Change(kind, label, before or None, after))
    for act in by_id.values():
        act.changes = _joined(act.changes)


def _changes_of(kind: str, table: str, condition: str) -> str:
    # The rows themselves are read only where they are told: an import has thousands.
    return f"""
        SELECT told.act, '{kind}', told.id, new.pgh_label, told.total,
            new.pgh_context, to_jsonb(new),
            (SELECT to_jsonb(old) FROM {table} AS old
             WHERE old.pgh_obj_id = new.pgh_obj_id AND old.pgh_id < new.pgh_id
             AND new.pgh_label = 'update' ORDER BY old.pgh_id DESC LIMIT 1)
        FROM (
            SELECT pgh_context_id AS act, pgh_id AS id,
                row_number() OVER same AS number,
                count(*) OVER (PARTITION BY pgh_context_id, pgh_label) AS total
            FROM {table} WHERE {condition} AND pgh_context_id = ANY(%(ids)s)
            WINDOW same AS (PARTITION BY pgh_context_id, pgh_label ORDER BY pgh_id)
        ) AS told JOIN {table} AS new ON new.pgh_id = told.id
        WHERE told.number <= %(told)s
    """


def _joined(changes: list[Change]) -> list[Change]:
    """Several changes of one row in one act are one change, from the first to the last."""
    by_row: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for change in changes:
        by_row[change.kind, change.after["pgh_obj_id"]].append(change)
    return [
        Change(same[0].kind, _label(same), same[0].before, same[-1].after)
        for same in by_row.values()
    ]


def _label(same: list[Change]) -> str:
    return "insert" if same[0].label == "insert" else same[-1].label
