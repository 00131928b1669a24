"""Prohibitions as the engine sees them: their periods, what they leave free, what was used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.db.models import QuerySet

from agreements.models import Agreement, Participation, User
from agreements.queries import visible_agreements
from obligations.engine import permission as p
from obligations.engine.agreement import Duty, compute
from obligations.engine.errors import RuleError
from obligations.engine.kinds import PROHIBITIONS
from obligations.engine.names import fold
from obligations.engine.parser import parse
from obligations.engine.values import Outcome
from obligations.facts import facts_of
from obligations.models import (
    Adjustment,
    CarveOut,
    CarveOutUse,
    Obligation,
    ObligationParty,
    Occurrence,
)
from obligations.queries.consent_rules import names_of

# No reference of an obligation begins so: carve-outs are computed beside the duties.
_MARK = "\x00carve-out "
# What the engine says of a date that a missing leg can still move on.
_LATER = re.compile(r"can still become later")
_NAME = re.compile(r"\[([^\]]+)\]")
_SET_ASIDE = {"waived": "waived", "not applicable": "set aside as not applicable"}


@dataclass(frozen=True)
class Banned:
    """One prohibition of the engine with the rows that it was made of, by their keys."""

    prohibition: p.Prohibition
    occurrence: Occurrence
    carve_outs: Mapping[str, CarveOut]
    permissions: Mapping[str, Adjustment]
    uses: Mapping[str, tuple[CarveOutUse, ...]]

    @property
    def obligation(self) -> Obligation:
        return self.occurrence.obligation

    @property
    def agreement(self) -> Agreement:
        return self.occurrence.agreement


def banned_obligations(user: User, reference: str = "") -> QuerySet[Obligation]:
    """The prohibitions in use that a user may see, of one agreement or of all."""
    rows = Obligation.objects.filter(
        agreement__in=visible_agreements(user), kind__in=PROHIBITIONS, retired_at=None
    )
    return rows.filter(agreement__reference=reference) if reference else rows


def banned(
    obligations: Iterable[Obligation], now: datetime, party: int | None = None
) -> list[Banned]:
    """Each period of prohibitions that the caller has found for its user.

    With `party` only those that bind it: the id of a party. The number of
    queries does not grow with the rows, apart from agreements whose carve-outs
    have rules.
    """
    return _Reader(list(obligations), now, party).read()


@dataclass
class _Reader:
    obligations: list[Obligation]
    now: datetime
    party: int | None = None
    sides: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def read(self) -> list[Banned]:
        self._read_sides()
        ids = [row.pk for row in self.obligations if self._binds(self.sides[row.pk])]
        self.carve_outs = _by_obligation(CarveOut.objects.filter(obligation__in=ids))
        self.uses = uses_counted(one for rows in self.carve_outs.values() for one in rows)
        self.permissions = _permissions(ids)
        rows = Occurrence.objects.filter(obligation__in=ids).exclude(phase="withdrawn")
        rows = rows.select_related("obligation__terms", "agreement", "person__party")
        rows = rows.order_by("agreement__reference", "obligation__position", "sort_date", "id")
        found = [row for row in rows if self._binds(self._parties(row))]
        self.outcomes = self._outcomes(
            {row.agreement for row in found}, {r.obligation_id for r in found}
        )
        self.names = _participations({row.agreement_id for row in found})
        return [self._banned(row) for row in found]

    def _binds(self, parties: set[str]) -> bool:
        return self.party is None or str(self.party) in parties

    def _read_sides(self) -> None:
        rows = ObligationParty.objects.filter(
            obligation__in=self.obligations, side=ObligationParty.Side.OBLIGOR
        )
        for obligation, party in rows.values_list("obligation_id", "participation__party_id"):
            self.sides[obligation].add(str(party))

    def _parties(self, row: Occurrence) -> set[str]:
        """Whom an occurrence binds: its own person, or all who owe it."""
        return {str(row.person.party_id)} if row.person else self.sides[row.obligation_id]

    # Carve-outs

    def _outcomes(
        self, agreements: set[Agreement], obligations: set[int]
    ) -> dict[int, tuple[Outcome, ...]]:
        """What the rules of carve-outs give, by the carve-out's id."""
        wanted: dict[int, list[CarveOut]] = defaultdict(list)
        owner = {row.pk: row.agreement_id for row in self.obligations}
        for pk in obligations:
            for one in self.carve_outs.get(pk, ()):
                if one.rule:
                    wanted[owner[pk]].append(one)
        found: dict[int, tuple[Outcome, ...]] = {}
        for agreement in agreements:
            if rules := wanted.get(agreement.pk):
                found |= _worked(agreement, rules, self.now)
        return found

    def _banned(self, row: Occurrence) -> Banned:
        carved = {f"c{one.pk}": one for one in self.carve_outs.get(row.obligation_id, ())}
        uses = {key: self.uses.get(one.pk, ()) for key, one in carved.items()}
        permitted = {f"p{one.pk}": one for one in self.permissions.get(row.obligation_id, ())}
        free = [self._carve_out(key, one, row) for key, one in carved.items()]
        free += [_permission(key, one) for key, one in permitted.items()]
        prohibition = p.Prohibition(
            key=str(row.pk),
            acts=frozenset(row.obligation.acts),
            parties=frozenset(self._parties(row)),
            period=_period(row),
            carve_outs=tuple(free),
            set_aside=_set_aside(row),
            void=row.state == "void",
            may_extend=_may_extend(row),
        )
        return Banned(prohibition, row, carved, permitted, uses)

    def _carve_out(self, key: str, one: CarveOut, row: Occurrence) -> p.CarveOut:
        cap = None
        if one.cap_quantity is not None:
            cap = p.Cap(one.cap_quantity, one.cap_unit, one.cap_per, one.cap_each)  # type: ignore[arg-type]
        used = (p.Use(u.used_date, u.quantity, str(u.party_id)) for u in self.uses.get(one.pk, ()))
        return p.CarveOut(
            key=key,
            acts=frozenset(one.acts),
            parties=self._named(one, row.agreement_id),
            periods=self._periods(one, row),
            cap=cap,
            uses=tuple(used),
            condition=one.condition or _unread(one),
            by_consent=one.by_consent,
        )

    def _named(self, one: CarveOut, agreement: int) -> frozenset[str]:
        sides = self.names[agreement]
        wanted = set(names_of(one.parties, sides))
        ids = {str(side.party_id) for side in sides if side.party.name in wanted}
        # A name that is nobody's favours nobody.
        return frozenset(ids or {"nobody"}) if one.parties else frozenset()

    def _periods(self, one: CarveOut, row: Occurrence) -> tuple[p.Period, ...]:
        if not one.rule:
            return (p.ALWAYS,)
        outcomes = self.outcomes.get(one.pk, ())
        return tuple(_free_period(o, row) for o in outcomes if o.state != "void")


def _unread(one: CarveOut) -> str:
    """What a person has to confirm where nothing says in data whom and what it favours."""
    said = one.acts or one.parties or one.by_consent or one.cap_quantity is not None
    return "" if said else f"It is a case of “{one.title}”."


def _by_obligation(rows: QuerySet[CarveOut]) -> dict[int, list[CarveOut]]:
    found: dict[int, list[CarveOut]] = defaultdict(list)
    for row in rows.order_by("position", "id"):
        found[row.obligation_id].append(row)
    return found


def uses_counted(
    carve_outs: Iterable[CarveOut], until: date | None = None
) -> dict[int, tuple[CarveOutUse, ...]]:
    """What counts against the cap of each: its own uses, and those of whatever shares the cap.

    `until`: the last day whose uses are wanted, all without one.
    """
    listed = list(carve_outs)
    sharing = _sharing(listed) if any(one.cap_name for one in listed) else {}
    wanted = {one.pk for one in listed} | {pk for group in sharing.values() for pk in group}
    rows = CarveOutUse.objects.filter(carve_out__in=wanted)
    found = uses_that_stand(rows if until is None else rows.filter(used_date__lte=until))
    return {
        one.pk: tuple(
            sorted(
                (use for pk in sharing.get(one.pk, (one.pk,)) for use in found.get(pk, ())),
                key=lambda use: (use.used_date, use.pk),
            )
        )
        for one in listed
    }


def _sharing(carve_outs: list[CarveOut]) -> dict[int, tuple[int, ...]]:
    """The carve-outs of the same agreement whose caps have the same name, by each of them."""
    agreements = Obligation.objects.filter(carve_outs__in=carve_outs).values("agreement")
    rows = CarveOut.objects.filter(obligation__agreement__in=agreements).exclude(cap_name="")
    groups: dict[tuple[int, str], list[int]] = defaultdict(list)
    for pk, agreement, name in rows.values_list("pk", "obligation__agreement_id", "cap_name"):
        groups[agreement, fold(name)].append(pk)
    return {pk: tuple(group) for group in groups.values() for pk in group}


def uses_that_stand(rows: QuerySet[CarveOutUse]) -> dict[int, tuple[CarveOutUse, ...]]:
    """The uses among rows that were not taken back, by carve-out, in the order of their days."""
    found: dict[int, tuple[CarveOutUse, ...]] = {}
    rows = rows.filter(reverses=None, reversed_by=None).select_related("party", "document")
    for row in rows.order_by("used_date", "id"):
        found[row.carve_out_id] = (*found.get(row.carve_out_id, ()), row)
    return found


def _permissions(obligations: list[int]) -> dict[int, list[Adjustment]]:
    found: dict[int, list[Adjustment]] = defaultdict(list)
    rows = Adjustment.objects.filter(
        obligation__in=obligations, kind=Adjustment.Kind.PERMISSION, lifted_at=None
    )
    for row in rows.select_related("consent__rule").order_by("first_date", "id"):
        assert row.obligation_id is not None
        found[row.obligation_id].append(row)
    return found


def _participations(agreements: set[int]) -> dict[int, list[Participation]]:
    found: dict[int, list[Participation]] = defaultdict(list)
    for row in Participation.objects.filter(agreement__in=agreements).select_related("party"):
        found[row.agreement_id].append(row)
    return found


# Periods


def _worked(
    agreement: Agreement, carve_outs: list[CarveOut], now: datetime
) -> dict[int, tuple[Outcome, ...]]:
    facts = facts_of(agreement, now)
    duties = []
    for one in carve_outs:
        try:
            rule = parse(one.rule, facts.names, facts.calendars.ids)
        except RuleError:
            continue
        # Read like a right: its safe end is the earliest reading.
        duties.append(Duty(f"{_MARK}{one.pk}", "right", rule))
    case = replace(facts.case, duties=(*facts.case.duties, *duties))
    found: dict[int, tuple[Outcome, ...]] = {}
    for occurrence in compute(case, [duty.ref for duty in duties], explain=False):
        pk = int(occurrence.ref.removeprefix(_MARK))
        found[pk] = (*found.get(pk, ()), occurrence.outcome)
    return found


def _free_period(outcome: Outcome, row: Occurrence) -> p.Period:
    """When a carve-out is open; one that runs as long as its prohibition ends with it.

    What the prohibition waits for too takes nothing from it.
    """
    if outcome.state == "pending":
        return p.Period(waits=outcome.awaiting or ("its date",))
    firsts = [r.day for r in outcome.readings if r.first and not r.set_aside]
    first = max([*firsts, outcome.start], default=None) if outcome.start else None
    last, whole = outcome.end or outcome.due, _period(row)
    safe = outcome.act_by if last is not None else None
    if last is not None and whole.last is not None and last >= whole.last:
        safe = whole.end
    return p.Period(
        first=first,
        last=last,
        safe_last=safe,
        depends=tuple(name for name in outcome.awaiting if name not in row.awaiting),
        certainty=outcome.certainty,
    )


def _permission(key: str, row: Adjustment) -> p.CarveOut:
    """An act that the ledger permits, up to so much of it where the consent says how much.

    A person says whether it is the act that is asked about.
    """
    period = p.Period(row.first_date, row.last_date, row.last_date)
    cap = p.Cap(row.quantity, row.unit) if row.quantity is not None else None
    return p.CarveOut(key=key, periods=(period,), cap=cap, condition=row.reason)


def _period(row: Occurrence) -> p.Period:
    waits = row.phase == "awaiting" or row.state == "pending"
    last = row.extended_date or row.end_date or row.due_date
    safe = row.extended_date or row.act_by_date
    return p.Period(
        first=row.start_date or row.open_date,
        last=last,
        safe_last=max(safe, last) if safe and last else last,
        waits=tuple(row.awaiting or ["its date"]) if waits else (),
        depends=tuple(row.awaiting),
        certainty=row.certainty,
    )


def _set_aside(row: Occurrence) -> p.SetAside | None:
    word = _SET_ASIDE.get(row.phase)
    return p.SetAside(word, row.decided_date) if word else None


def _may_extend(row: Occurrence) -> tuple[str, ...]:
    later = (caution for caution in row.cautions if _LATER.search(caution))
    return tuple(dict.fromkeys(name for caution in later for name in _NAME.findall(caution)))


def cap_in_words(row: CarveOut) -> str:
    """The cap of a carve-out: 200,000 shares; as printed where no number is entered."""
    if row.cap_quantity is None:
        return row.cap
    per = {"": " in total", "transaction": " for each transaction"}.get(
        row.cap_per, f" in each {row.cap_per}"
    )
    each = ", each party for itself" if row.cap_each else ""
    shared = f", one cap with all of “{row.cap_name}”" if row.cap_name else ""
    return f"{quantity(row.cap_quantity, row.cap_unit)}{per}{each}{shared}"


def quantity(number: object, unit: str) -> str:
    """A number of a unit: 200,000 shares; USD 10,500,000."""
    text = f"{number:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{unit} {text}" if len(unit) == 3 and unit.isupper() else f"{text} {unit}".rstrip()
