"""Rights under agreements: which can be used now, by whom, until when, and how.

A right is an occurrence of a right, an option or a termination. It opens when
its rule says, is used when the notice that exercises it is given or somebody
records that it was, and lapses when its time runs out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from agreements.models import Agreement, Participation, User
from obligations.engine.agreement import compute
from obligations.engine.kinds import PROHIBITIONS, RIGHTS
from obligations.engine.values import Events, Moment
from obligations.facts import Facts, facts_of
from obligations.models import Happening, KeyDate, Notice, Obligation, ObligationParty, Occurrence
from obligations.queries.deeming import LastSending, NoticeClause
from obligations.queries.lines import Line, lines
from obligations.queries.register import Filters, occurrences

# What opens later than this is not about to open.
SOON = timedelta(days=90)

STANDINGS = {
    "open": "Open now",
    "about to open": "About to open",
    "taking effect": "Notice given, taking effect",
    "used": "Used",
    "lapsed": "Lapsed",
    "later": "Later",
    "waiting": "Waiting for something to happen",
}
_BY_STATUS = {
    "open": "open",
    "due soon": "open",
    "scheduled": "later",
    "ended": "lapsed",
    "done on time": "used",
    "done late": "used",
    "awaiting": "waiting",
}
# How the agreement's choices are ordered: what ends it or lapses before what merely stands.
_WEIGHT = {"termination": 0, "option": 1, "right": 2}


@dataclass(frozen=True)
class Use:
    """That a right was used: when, by which notice, or by what else was recorded."""

    day: date
    notice: Notice | None = None


@dataclass(frozen=True)
class Right:
    """A right as it stands on a day.

    `side`: ours, theirs (against us), either, or others. `since` and `until`
    are the first and last day on which it can be used. `sendings` say by when
    a notice that uses it has to leave, channel by channel; `effect` is the day
    on which such a notice takes effect if it counts on the day asked for.
    `averted_by` are the duties whose last day is the eve of a right to come.
    """

    line: Line
    obligation: Obligation
    side: str
    standing: str
    since: date | None
    until: date | None
    use: Use | None = None
    sendings: tuple[LastSending, ...] = ()
    effect: date | None = None
    averted_by: tuple[Occurrence, ...] = ()

    @property
    def by_notice(self) -> bool:
        """Whether a notice is what uses it."""
        return self.obligation.exercised_by_id is not None

    @property
    def rule(self) -> str:
        """Its rule, as written."""
        return self.obligation.terms.rule if self.obligation.terms else ""

    @property
    def stands(self) -> bool:
        """Whether it merely stands: no choice that ends with a day or a notice."""
        return self.line.kind == "right" and self.line.due is None and not self.by_notice


@dataclass(frozen=True)
class Rights:
    """The rights of one agreement or several on a day, the most pressing first."""

    day: date
    rights: tuple[Right, ...]

    def of(self, standing: str, side: str = "") -> list[Right]:
        """Those in a standing, of one side or of all; without what merely stands."""
        return [
            right
            for right in self.rights
            if right.standing == standing and side in ("", right.side) and not right.stands
        ]

    @property
    def standing(self) -> list[Right]:
        """What a party may do all the time, and is no choice to make by a day."""
        return [right for right in self.rights if right.stands and right.standing == "open"]


def rights_of(user: User, day: date, now: datetime, agreement: Agreement | None = None) -> Rights:
    """The rights that a user may see, of one agreement or of all, as they stand on a day.

    `now` is the instant by which statuses are judged: of that day.
    """
    filters = Filters(agreement=agreement.reference if agreement else "")
    rows = occurrences(user, filters, now, as_at=day).filter(kind__in=RIGHTS)
    found = [line for line in lines(rows) if line.status in _BY_STATUS]
    known = _Known(found)
    rights = [known.right(line, day) for line in found]
    rights = [right for right in rights if right.standing in STANDINGS]
    rights.sort(key=_pressing)
    return Rights(day, tuple(rights))


def with_use(rights: Rights, now: datetime) -> Rights:
    """The same with how to use what is open or about to be: last moments, and the effect."""
    clauses: dict[int, NoticeClause] = {}
    facts: dict[int, Facts] = {}
    found = []
    for right in rights.rights:
        if right.stands or right.standing not in ("open", "about to open"):
            found.append(right)
            continue
        agreement = right.obligation.agreement
        if right.until is not None:
            clause = clauses.setdefault(agreement.pk, NoticeClause(agreement))
            right = replace(right, sendings=tuple(clause.last_sendings(right.until)))
        if right.standing == "about to open" and right.since is not None:
            right = replace(right, averted_by=_averting(agreement, right.since))
        if right.by_notice:
            if agreement.pk not in facts:
                facts[agreement.pk] = facts_of(agreement, now)
            day = max(rights.day, right.since or rights.day)
            right = replace(right, effect=effect_of(facts[agreement.pk], right.obligation, day))
        found.append(right)
    return Rights(rights.day, tuple(found))


def _averting(agreement: Agreement, since: date) -> tuple[Occurrence, ...]:
    """The duties that end on the eve of a right: done in time, they keep it from opening."""
    rows = Occurrence.objects.filter(
        agreement=agreement, phase="live", due_date=since - timedelta(days=1)
    )
    rows = rows.exclude(kind__in=RIGHTS | PROHIBITIONS).select_related("obligation")
    return tuple(rows.order_by("obligation__position", "pk"))


def effect_of(facts: Facts, obligation: Obligation, day: date) -> date | None:
    """When a notice that uses a right takes effect if it counts on a day; None if at once."""
    assert obligation.exercised_by is not None
    name = obligation.exercised_by.name
    refs = [
        ref
        for ref, row in facts.obligations.items()
        if row.terms and (m := _COUNTED.match(row.terms.rule)) and m["name"] == name
        if row.kind in RIGHTS
    ]
    given = {**facts.case.world.facts, name: Events((Moment(day),))}
    world = replace(facts.case.world, facts=given)
    worked = compute(replace(facts.case, world=world), refs) if refs else []
    return min((o.outcome.due for o in worked if o.outcome.due), default=None)


def _pressing(right: Right) -> tuple[Any, ...]:
    until = right.until or date.max
    return (_WEIGHT[right.line.kind], until, right.since or date.max, right.line.agreement)


class _Known:
    """What is read once for all lines: obligations, sides, and what used them."""

    def __init__(self, found: Sequence[Line]) -> None:
        ids = {line.obligation_id for line in found}
        rows = Obligation.objects.filter(pk__in=ids).select_related(
            "terms", "agreement__conventions", "exercised_by"
        )
        self.obligations = {row.pk: row for row in rows}
        self.sides = _sides(ids)
        used = {row.exercised_by_id for row in self.obligations.values() if row.exercised_by_id}
        self.happenings = _happenings(used)
        self.notices = _notices(used)
        self.effects = _effects(self.obligations.values())

    def right(self, line: Line, day: date) -> Right:
        obligation = self.obligations[line.obligation_id]
        since, until = line.start or line.opens, line.last
        standing = _BY_STATUS[line.status]
        use = self._use(obligation, line, since, day)
        if obligation.pk in self.effects:
            coming = until is not None and until >= day and standing != "waiting"
            standing = "taking effect" if coming else "took effect"
        if standing == "later" and since is not None and since - day <= SOON:
            standing = "about to open"
        if use is not None and standing in ("open", "lapsed"):
            standing = "used"
        side = self.sides[obligation.pk]
        return Right(line, obligation, side, standing, since, until, use)

    def _use(self, obligation: Obligation, line: Line, since: date | None, day: date) -> Use | None:
        if obligation.exercised_by_id is None:
            return None
        for happened, lineage in self.happenings[obligation.exercised_by_id]:
            notice = self.notices.get((obligation.exercised_by_id, lineage))
            other = notice is not None and notice.obligation_id not in (None, obligation.pk)
            in_time = since is None or since <= happened
            in_time = in_time and (line.last is None or happened <= line.last)
            if in_time and happened <= day and not other:
                return Use(happened, notice)
        return None


def _sides(ids: Iterable[int]) -> Mapping[int, str]:
    """Whose right each obligation is: the obligor of a right is the one who may act."""
    ours: dict[int, set[str]] = defaultdict(set)
    rows = ObligationParty.objects.filter(obligation__in=list(ids), participation__is_ours=True)
    for obligation, side in rows.values_list("obligation_id", "side"):
        ours[obligation].add(side)
    words = {
        frozenset({"obligor"}): "ours",
        frozenset({"obligee"}): "theirs",
        frozenset({"obligor", "obligee"}): "either",
    }
    return defaultdict(
        lambda: "others", {pk: words[frozenset(sides)] for pk, sides in ours.items()}
    )


def _happenings(key_dates: set[int]) -> Mapping[int, list[tuple[date, int]]]:
    found: dict[int, list[tuple[date, int]]] = defaultdict(list)
    rows = Happening.objects.filter(key_date__in=key_dates, is_current=True, withdrawn=False)
    columns = ("key_date_id", "happened_date", "lineage")
    for key_date, day, lineage in rows.order_by("happened_date").values_list(*columns):
        found[key_date].append((day, lineage))
    return found


def _notices(key_dates: set[int]) -> Mapping[tuple[int, int], Notice]:
    rows = Notice.objects.filter(key_date__in=key_dates, state=Notice.State.SENT)
    return {(row.key_date_id, row.lineage): row for row in rows if row.key_date_id and row.lineage}


def _effects(obligations: Iterable[Obligation]) -> set[int]:
    """Those that only say when a notice takes effect: no choice is left in them."""
    listed = list(obligations)
    names = {(row.agreement_id, row.exercised_by.name) for row in listed if row.exercised_by}
    agreements = {agreement for agreement, _ in names}
    defined = KeyDate.objects.filter(agreement__in=agreements, kind=KeyDate.Kind.DEFINED)
    for agreement, name, rule in defined.values_list("agreement_id", "name", "rule"):
        counted = _COUNTED.match(rule)
        if counted and (agreement, counted["name"]) in names:
            names.add((agreement, name))
    return {
        row.pk
        for row in listed
        if row.exercised_by_id is None
        and row.terms is not None
        and (counted := _COUNTED.match(row.terms.rule))
        and (row.agreement_id, counted["name"]) in names
    }


# A rule that counts from the notice says when it takes effect; "from [Notice] until" opens.
_COUNTED = re.compile(
    r"\s*(?:upon|on|\d+\s[\w ()]+?\s(?:after|from|following))\s+\[(?P<name>[^\]]+)\]",
    re.IGNORECASE,
)


def begins_with(agreement: Agreement, given: Mapping[str, str]) -> dict[str, Any]:
    """What the form for a new notice begins with: for a right to use, or an obligation.

    `given` has the id of an `obligation`, or of a `key_date`, as an address does;
    what is damaged counts as not given.
    """
    wished = given.get("kind", "")
    kind = wished if wished in Notice.Kind.values else ""
    found: dict[str, Any] = {"kind": kind or "other"}
    obligation = _obligation(agreement, given.get("obligation", ""))
    if given.get("key_date", "").isdecimal() and len(given["key_date"]) < 19:
        found["key_date"] = int(given["key_date"])
    if obligation is None:
        return found | _two_sides(agreement)
    sides: dict[str, list[int]] = defaultdict(list)
    for side, pk in obligation.sides.values_list("side", "participation_id"):
        sides[side].append(pk)
    return found | {
        "kind": kind or _KINDS.get(obligation.kind, "other"),
        "obligation": obligation.pk,
        "key_date": found.get("key_date") or obligation.exercised_by_id,
        "section": obligation.section,
        "subject": obligation.title,
        "sender": next(iter(sides["obligor"]), None),
        "to": [pk for pk in sides["obligee"] if pk not in sides["obligor"][:1]],
    }


def _two_sides(agreement: Agreement) -> dict[str, Any]:
    """From us to the other side, where only one other party has an address for notices."""
    rows = Participation.objects.filter(agreement=agreement).exclude(address="")
    ours = [row.pk for row in rows if row.is_ours]
    others = [row.pk for row in rows if not row.is_ours]
    return {"sender": ours[0], "to": others} if ours and len(others) == 1 else {}


_KINDS = {
    "termination": "termination notice",
    "option": "option exercise",
    "right": "option exercise",
    "notice": "information",
    "payment": "demand",
}


def _obligation(agreement: Agreement, pk: str) -> Obligation | None:
    if not (pk.isascii() and pk.isdigit() and len(pk) < 19):
        return None
    return Obligation.objects.filter(agreement=agreement, pk=int(pk)).first()
