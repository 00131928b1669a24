"""Lines of the register: occurrences with all that a list shows of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Func, IntegerField, QuerySet

from obligations.engine.present import iso
from obligations.models import ObligationParty, Occurrence
from obligations.queries.compiled import AN_INSTANT, SOME_IDS, Compiled, Rows, any_of, rows_of
from obligations.queries.defects import open_counts
from obligations.queries.instants import local
from obligations.queries.money_amounts import Turn, Worked, amounts_of
from obligations.queries.status import with_status

NO_DATE = date(9999, 12, 31)


# A party by its id, and its name with its role.
Named = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the register, ready to show."""

    id: int
    key: str
    turn: str
    agreement: str
    obligation_id: int
    ref: str
    section: str
    kind: str
    title: str
    amount: str
    state: str
    status: str
    certainty: str | None
    opens: date | None
    due: date | None
    start: date | None
    end: date | None
    grace_until: date | None
    act_by: date | None
    at: datetime | None
    extended_to: date | None
    awaiting: tuple[str, ...]
    cautions: int
    confirmed: bool
    sort_date: date
    responsible: str
    obligor: str = ""
    obligee: str = ""
    original: date | None = None
    defects: int = 0
    obligors: tuple[Named, ...] = ()
    obligees: tuple[Named, ...] = ()

    @property
    def moved_days(self) -> int | None:
        """By how many days its last day was moved, None where it stands as the rule gives it."""
        if self.original is None or self.last is None:
            return None
        return (self.last - self.original).days

    @property
    def last(self) -> date | None:
        """The last day as it stands now: extended, due, or the end of a period."""
        return self.extended_to or self.due or self.end

    @property
    def path(self) -> str:
        """The address of the very occurrence, without the site's own."""
        return f"/obligations/{self.obligation_id}#o{self.id}"


# The columns that a line is made of: its own fields first, then those that are worked on.
_DIRECT = {
    "id": "id",
    "key": "key",
    "turn": "turn",
    "agreement__reference": "agreement",
    "obligation_id": "obligation_id",
    "obligation__ref": "ref",
    "obligation__section": "section",
    "kind": "kind",
    "obligation__title": "title",
    "terms__amount": "amount",
    "state": "state",
    "status": "status",
    "open_date": "opens",
    "due_date": "due",
    "start_date": "start",
    "end_date": "end",
    "grace_date": "grace_until",
    "act_by_date": "act_by",
    "extended_date": "extended_to",
    "unmoved_date": "original",
    "sort_date": "sort_date",
    "caution_count": "cautions",
}
_WORKED_ON = (
    "shown_certainty",
    "due_at",
    "due_offset",
    "awaiting",
    "obligation__confirmed_by_id",
    "assignee__full_name",
    "obligation__responsible__full_name",
    "agreement_id",
    "agreement__conventions__zone",
    "person_id",
    "person__party_id",
    "person__party__name",
    "person__role",
)
_COLUMNS = (*_DIRECT, *_WORKED_ON)


def lines_of(ids: Iterable[int], now: datetime) -> list[Line]:
    """The lines of occurrences that a scoped query has found, in the order of their ids given."""
    wanted = list(ids)
    found = {line.id: line for line in _as_lines(_LINES.rows(ids=wanted, now=now))}
    return [found[pk] for pk in wanted if pk in found]


def lines(rows: QuerySet[Any, Any]) -> Iterator[Line]:
    """Rows with their status as lines, with who owes, to whom and how much: a few queries."""
    yield from _as_lines(rows_of(_values(rows)))


def _values(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    count = Func("cautions", function="jsonb_array_length", output_field=IntegerField())
    return rows.annotate(caution_count=count).values_list(*_COLUMNS)


def _lines_query(ids: list[int], now: datetime) -> QuerySet[Any, Any]:
    return _values(with_status(Occurrence.objects.filter(any_of("pk", ids)), now))


def _sides_query(obligations: list[int]) -> QuerySet[Any, Any]:
    rows = ObligationParty.objects.filter(any_of("obligation", obligations)).order_by(
        "participation__position", "participation_id"
    )
    party = ("participation__party_id", "participation__party__name", "participation__role")
    return rows.values_list("obligation_id", "side", *party)


_LINES = Compiled(_lines_query, ids=SOME_IDS, now=AN_INSTANT)
_SIDES = Compiled(_sides_query, obligations=SOME_IDS)


def sides_of(obligations: Iterable[int]) -> dict[tuple[int, str], str]:
    """Who is on each side of obligations, by (obligation id, side), as one text."""
    return {place: _text(named) for place, named in _named(obligations).items()}


def _named(obligations: Iterable[int]) -> dict[tuple[int, str], tuple[Named, ...]]:
    found: dict[tuple[int, str], list[Named]] = defaultdict(list)
    for obligation, side, pk, party, role in _SIDES.rows(obligations=list(obligations)):
        found[obligation, side].append((pk, f"{party} ({role})"))
    return {place: tuple(named) for place, named in found.items()}


def _text(named: tuple[Named, ...]) -> str:
    return "; ".join(name for _, name in named)


def _as_lines(rows: Rows) -> list[Line]:
    values = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    obligations = {row["obligation_id"] for row in values}
    sides = _named(obligations)
    doubts = open_counts(obligations)
    amounts = amounts_of(_turn(row) for row in values)
    return [_line(row, sides, amounts.get(row["id"]), doubts) for row in values]


def _turn(row: dict[str, Any]) -> Turn:
    return Turn(row["id"], row["obligation_id"], row["agreement_id"], row["turn"], row["person_id"])


def _line(
    row: dict[str, Any],
    sides: dict[tuple[int, str], tuple[Named, ...]],
    worked: Worked | None,
    doubts: dict[int, int],
) -> Line:
    if worked is not None and worked.in_words:
        row["terms__amount"] = worked.in_words
    direct = {field: row[column] for column, field in _DIRECT.items()}
    obligation, party = row["obligation_id"], row["person__party__name"]
    own = ((row["person__party_id"], f"{party} ({row['person__role']})"),) if party else ()
    obligors = own or sides.get((obligation, "obligor"), ())
    obligees = sides.get((obligation, "obligee"), ())
    return Line(
        **direct,
        certainty=None if row["state"] in ("pending", "void") else row["shown_certainty"],
        at=local(row["due_at"], row["due_offset"], row["agreement__conventions__zone"]),
        awaiting=tuple(json.loads(row["awaiting"])) if row["awaiting"] != "[]" else (),
        confirmed=row["obligation__confirmed_by_id"] is not None,
        responsible=row["assignee__full_name"] or row["obligation__responsible__full_name"] or "",
        obligor=_text(obligors),
        obligee=_text(obligees),
        obligors=obligors,
        obligees=obligees,
        defects=doubts.get(obligation, 0),
    )


def as_data(line: Line) -> dict[str, Any]:
    """A line as the command line prints it and the API returns it: ISO dates or None."""
    return {
        "agreement": line.agreement,
        "ref": line.ref,
        "key": line.turn,
        "section": line.section,
        "kind": line.kind,
        "title": line.title,
        "obligor": line.obligor,
        "obligee": line.obligee,
        "state": line.state,
        "status": line.status,
        "certainty": line.certainty,
        "opens": iso(line.opens),
        "due": iso(line.due),
        "start": iso(line.start),
        "end": iso(line.end),
        "grace_until": iso(line.grace_until),
        "act_by": iso(line.extended_to or line.act_by),
        "extended_to": iso(line.extended_to),
        "original": iso(line.original),
        "at": iso(line.at),
        "awaiting": list(line.awaiting),
        "amount": line.amount or None,
    }
