"""What changes on paper would move: the engine on the facts with the changes laid over them.

Nothing is written, and nothing is explained: only dates and statuses are worked
out, of the obligations that hang on a change alone.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import zip_longest

from agreements.models import Agreement
from obligations.calendars_in_force import in_force
from obligations.engine.agreement import PLACEHOLDER, Case, Fate, compute, needs_of
from obligations.engine.agreement import Occurrence as Computed
from obligations.engine.calendars import Calendars
from obligations.engine.graph import dependents
from obligations.engine.status import phase_of, status_of, turning_points
from obligations.engine.values import Defined
from obligations.facts import Facts, facts_of, missed_on
from obligations.models import Occurrence
from obligations.paper import NOTHING, Paper
from obligations.queries.computations import defined_dates
from obligations.queries.lines import NO_DATE
from obligations.queries.status import with_status
from obligations.queries.turns import turn_in_words

DECIDED = ("done", "waived", "disputed")
# Whoever hangs on what was missed may be missed in turn; a longer chain is none in practice.
MOST_ROUNDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DateOnPaper:
    """A date that would move: as it is stored today, and in the scenario.

    `because` is the way from the change to it, by names. `why_kept` says why it
    stays: somebody has decided it. A date that a rule defines has no occurrence.
    """

    key: str
    reference: str
    section: str
    title: str
    turn: str
    old: date | None
    new: date | None
    old_status: str
    new_status: str
    because: tuple[str, ...] = ()
    why_kept: str = ""
    caution: str = ""
    obligation_id: int | None = None
    occurrence_id: int | None = None

    @property
    def days(self) -> int | None:
        """By how many days it moves, None where one of the dates is missing."""
        return (self.new - self.old).days if self.old and self.new else None


@dataclass(frozen=True, slots=True)
class Change:
    """What changes in one agreement: what is on paper, and the names that it is about.

    `calendars` are those that would count, `calendar_names` in words which.
    """

    agreement: Agreement
    paper: Paper = NOTHING
    names: tuple[str, ...] = ()
    calendars: Calendars | None = None
    calendar_names: tuple[str, ...] = ()


@dataclass(slots=True)
class _Stored:
    """What is looked at of a stored occurrence."""

    id: int
    key: str
    turn: str
    phase: str
    state: str
    status: str
    sort_date: date
    obligation_id: int
    person_id: int | None
    due_date: date | None
    extended_date: date | None
    grace_date: date | None
    done_date: date | None

    @property
    def decided(self) -> bool:
        return self.phase in DECIDED or (self.phase == "not applicable" and self.state != "void")

    @property
    def day(self) -> date | None:
        gone = self.phase == "withdrawn" or self.sort_date == NO_DATE
        return None if gone else self.sort_date


_COLUMNS = tuple(name for name in _Stored.__slots__)


def dates_on_paper(change: Change, now: datetime) -> list[DateOnPaper]:
    """Every date of an agreement that a change would move, defined ones first.

    Raises EngineError where the agreement cannot be worked out at all.
    """
    facts = facts_of(change.agreement, now, change.calendars, change.paper)
    return [*_defined(facts, change), *_Working(facts, change, now).moved()]


# Dates that rules define


def _defined(facts: Facts, change: Change) -> Iterator[DateOnPaper]:
    if not any(isinstance(fact, Defined) for fact in facts.case.world.facts.values()):
        return
    old = defined_dates(replace(facts, case=_as_recorded(facts, change)))
    ways = _ways(facts.case, change)
    for name, worked in defined_dates(facts).items():
        pairs = zip_longest(old[name].days, worked.days)
        for number, (was, becomes) in enumerate(pairs):
            if was != becomes:
                yield DateOnPaper(
                    key=f"{change.agreement.reference}:[{name}]:{number}",
                    reference=change.agreement.reference,
                    section="",
                    title=name,
                    turn="",
                    old=was,
                    new=becomes,
                    old_status="",
                    new_status="",
                    because=ways.get(name, change.calendar_names),
                )


def _as_recorded(facts: Facts, change: Change) -> Case:
    """The agreement without what is on paper of key dates and calendars."""
    world = facts.case.world
    before = replace(
        world,
        facts={**world.facts, **facts.recorded},
        calendar_of=in_force().of if change.calendars else world.calendar_of,
    )
    return replace(facts.case, world=before)


def _ways(case: Case, change: Change) -> dict[str, tuple[str, ...]]:
    """From each change to what hangs on it the shortest way, by names, without the end."""
    users: dict[str, list[str]] = {}
    for node, used in needs_of(case).items():
        for name in dict.fromkeys(used):
            users.setdefault(name, []).append(node)
    found: dict[str, tuple[str, ...]] = dict.fromkeys(change.names, ())
    queue = deque(change.names)
    while queue:
        name = queue.popleft()
        for user in users.get(name, ()):
            if user not in found:
                found[user] = (*found[name], name)
                queue.append(user)
    return found


# Occurrences


class _Working:
    """One agreement worked out on paper, beside what is stored of it."""

    def __init__(self, facts: Facts, change: Change, now: datetime) -> None:
        self.facts = facts
        self.change = change
        self.now = now
        self.ways = _ways(facts.case, change)
        self.refs = self._affected()
        self.stored = _stored(facts, self.refs, now)
        self.by_id = {o.pk: ref for ref, o in facts.obligations.items()}

    def _affected(self) -> set[str] | None:
        """What hangs on the change; None for everything, as calendars are everywhere."""
        if self.change.calendars is not None:
            return None
        return self.ways.keys() & self.facts.obligations.keys()

    def moved(self) -> list[DateOnPaper]:
        """The dates that move, come or go, in the agreement's order."""
        computed = self._computed()
        found: list[DateOnPaper] = []
        left = dict(self.stored)
        for occurrence in computed:
            row = left.pop(self.facts.key_of(occurrence), None) or self._waiting(left, occurrence)
            line = self._line(occurrence, row)
            if line is not None:
                found.append(line)
        found += (line for row in left.values() if (line := self._gone(row)) is not None)
        found = self._without_what_comes_anyway(found)
        order = {o.pk: n for n, o in enumerate(self.facts.obligations.values())}
        found.sort(key=lambda one: (order.get(one.obligation_id or 0, 0), one.new or one.old))
        return found

    def _without_what_comes_anyway(self, found: list[DateOnPaper]) -> list[DateOnPaper]:
        """Leaves out dates of series that the night would add without any change."""
        new = {line.key: line.new for line in found if line.occurrence_id is None}
        if not new:
            return found
        refs = {self.by_id[line.obligation_id or 0] for line in found if line.key in new}
        plain = compute(_as_recorded(self.facts, self.change), refs, explain=False)
        anyway = {self.facts.key_of(one): one.outcome.day for one in plain}
        return [
            line
            for line in found
            if line.key not in new or anyway.get(line.key, line.old) != line.new
        ]

    def _computed(self) -> list[Computed]:
        """The occurrences, worked out until what was missed on paper changes nothing more."""
        for _ in range(MOST_ROUNDS):
            computed = compute(self.facts.case, self.refs, explain=False)
            fates = self._fates(computed)
            changed = {ref for ref, known in fates.items() if known != self.facts.case.fates[ref]}
            if not changed:
                break
            case = replace(self.facts.case, fates={**self.facts.case.fates, **fates})
            self.facts = replace(self.facts, case=case)
            self._take_in(changed)
        return computed

    def _take_in(self, changed: set[str]) -> None:
        if self.refs is None:
            return
        more = dependents(needs_of(self.facts.case), changed) & self.facts.obligations.keys()
        if more - self.refs:
            self.stored |= _stored(self.facts, more - self.refs, self.now)
            self.refs = self.refs | more
            for ref in more - self.ways.keys():
                self.ways[ref] = tuple(sorted(changed))

    def _fates(self, computed: Iterable[Computed]) -> dict[str, tuple[Fate, ...]]:
        """What would become of the occurrences whose done or missed dates rules use."""
        spoken_of = self.facts.case.fates.keys()
        found: dict[str, tuple[Fate, ...]] = {}
        for occurrence in computed if spoken_of else ():
            if occurrence.ref not in spoken_of:
                continue
            row = self.stored.get(self.facts.key_of(occurrence))
            if row is not None and row.decided:
                due: _Stored | _Due = row
            else:
                due = _Due.of(occurrence, self.facts, row.id if row else None)
            today = self.facts.case.world.known_through
            assert today is not None
            fate = Fate(occurrence.key, due.done_date, missed_on(due, today))
            found[occurrence.ref] = (*found.get(occurrence.ref, ()), fate)
        return found

    def _waiting(self, left: dict[str, _Stored], occurrence: Computed) -> _Stored | None:
        """The row that waited for a first occurrence; each who owes it severally has one."""
        turn = f":{PLACEHOLDER}"
        parts = [self.facts.agreement.reference, occurrence.ref + turn, occurrence.person]
        row = left.get(":".join(parts).rstrip(":"))
        if row is None or row.phase not in ("awaiting", "live"):
            return None
        return left.pop(row.key)

    def _line(self, occurrence: Computed, row: _Stored | None) -> DateOnPaper | None:
        outcome = occurrence.outcome
        extended = self.facts.adjusted(row.id if row else None, outcome)
        new, phase = extended or outcome.day, phase_of(outcome)
        if row is not None and row.decided:
            if new == row.day:
                return None
            return self._told(occurrence.ref, row, new, row.status, why_kept=row.status)
        was = row.phase if row and row.phase != "withdrawn" else None
        if (row.day if row else None) == new and (phase == was or (new is None and was is None)):
            return None
        obligation = self.facts.obligations[occurrence.ref]
        turning = turning_points(outcome, self.facts.zone, extended)
        status = status_of(phase, obligation.kind, turning, self.now)
        caution = outcome.cautions[0] if outcome.state == "pending" and outcome.cautions else ""
        return self._told(
            occurrence.ref,
            row,
            new,
            status,
            caution=caution,
            key=self.facts.key_of(occurrence),
            turn=occurrence.key,
        )

    def _gone(self, row: _Stored) -> DateOnPaper | None:
        ref = self.by_id.get(row.obligation_id)
        if row.phase == "withdrawn" or row.day is None or ref is None:
            return None
        kept = row.status if row.decided else ""
        return self._told(ref, row, None, kept or "withdrawn", why_kept=kept)

    def _told(
        self,
        ref: str,
        row: _Stored | None,
        new: date | None,
        status: str,
        *,
        why_kept: str = "",
        caution: str = "",
        key: str = "",
        turn: str = "",
    ) -> DateOnPaper:
        obligation = self.facts.obligations[ref]
        was = row is not None and row.phase != "withdrawn"
        return DateOnPaper(
            key=key or (row.key if row else ""),
            reference=self.facts.agreement.reference,
            section=obligation.section,
            title=obligation.title,
            turn=turn_in_words(turn or (row.turn if row else "")),
            old=row.day if row else None,
            new=new,
            old_status=row.status if row and was else "",
            new_status=status,
            because=self.ways.get(ref) or self.change.calendar_names,
            why_kept=why_kept,
            caution=caution,
            obligation_id=obligation.pk,
            occurrence_id=row.id if row else None,
        )


@dataclass(slots=True)
class _Due:
    """A computed occurrence as far as it says whether it was missed."""

    phase: str
    due_date: date | None
    extended_date: date | None
    grace_date: date | None
    done_date: date | None = None

    @classmethod
    def of(cls, occurrence: Computed, facts: Facts, row: int | None) -> _Due:
        outcome = occurrence.outcome
        extended = facts.adjusted(row, outcome)
        return cls(phase_of(outcome), outcome.due, extended, outcome.grace_until)


def _stored(facts: Facts, refs: set[str] | None, now: datetime) -> dict[str, _Stored]:
    rows = Occurrence.objects.filter(agreement=facts.agreement)
    if refs is not None:
        rows = rows.filter(obligation__in=[facts.obligations[ref].pk for ref in refs])
    found = with_status(rows, now).values_list(*_COLUMNS)
    return {row.key: row for row in (_Stored(*values) for values in found)}


def in_order(lines: Iterable[DateOnPaper]) -> Mapping[str, list[DateOnPaper]]:
    """Dates by the reference of their agreement."""
    found: dict[str, list[DateOnPaper]] = {}
    for line in lines:
        found.setdefault(line.reference, []).append(line)
    return found
