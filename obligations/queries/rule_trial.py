"""A rule tried out while it is typed: what it says, what it gives today, or where it goes wrong.

Nothing is stored. Names and conventions are those of the agreement, with what
else is typed on the same page in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple, cast
from zoneinfo import ZoneInfo

from agreements.models import Agreement, User
from obligations.calendars_in_force import in_force
from obligations.engine.agreement import Case, Duty, Occurrence, compute
from obligations.engine.check import check_rule
from obligations.engine.errors import EngineError, RuleError
from obligations.engine.inputs import conventions_from
from obligations.engine.kinds import KEY_DATE_KINDS
from obligations.engine.names import Kind, Names, names_of
from obligations.engine.parser import parse
from obligations.engine.plain import restate
from obligations.engine.printer import text_of
from obligations.engine.syntax import Rule
from obligations.engine.values import (
    Conventions,
    Dates,
    Defined,
    Events,
    Fact,
    Spans,
    World,
)
from obligations.facts import HORIZON, facts_of
from obligations.permissions import check_user_can_see

DRAFT = "this rule"


class TypedKeyDate(NamedTuple):
    """A key date as it stands in an unsaved form."""

    name: str
    kind: str
    rule: str = ""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A rule that is being typed.

    `own` is the name of the key date or the reference of the obligation that it
    is for. `key_dates` and `conventions` are those on the same page, None where
    the stored ones count.
    """

    text: str
    receipt: bool = False
    kind: str = ""
    own: str = ""
    defines: bool = False
    key_dates: Sequence[TypedKeyDate] | None = None
    conventions: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Trial:
    """What came of a draft: the sentence that it says and its occurrences, or an error.

    `start` and `end` are the place in the text that the error is about; `tidy` is
    the rule's canonical text, empty where that is what was typed.
    """

    draft: Draft
    today: date
    plain: str = ""
    occurrences: Sequence[Occurrence] = ()
    error: str = ""
    start: int = 0
    end: int = 0
    expected: Sequence[str] = field(default_factory=tuple)
    tidy: str = ""


def try_rule(user: User, agreement: Agreement | None, draft: Draft, now: datetime) -> Trial:
    """Tries a rule for a user; raises NotAllowed for an agreement that they may not see."""
    if agreement is not None:
        check_user_can_see(user, agreement)
    case, names = _stored(agreement, now)
    today = cast(date, case.world.known_through)
    try:
        case = _with_conventions(case, draft.conventions)
        case, names = _with_key_dates(case, names, draft)
        rule = _legal(draft, names, case.world.conventions)
        found = () if draft.receipt else _computed(case, draft, rule)
    except RuleError as error:
        place = (error.start, error.end) if error.text else (0, 0)
        return Trial(draft, today, "", (), str(error), *place, error.expected)
    except EngineError as error:
        return Trial(draft, today, error=str(error))
    plain, canonical = restate(rule, case.world.conventions, draft.kind), text_of(rule)
    return Trial(draft, today, plain, found, tidy=canonical if canonical != draft.text else "")


def _stored(agreement: Agreement | None, now: datetime) -> tuple[Case, Names]:
    if agreement is not None:
        facts = facts_of(agreement, now)
        return facts.case, facts.names
    today = now.astimezone(ZoneInfo("UTC")).date()
    world = World(horizon=today + HORIZON, known_through=today, calendar_of=in_force().of)
    return Case(world, ()), Names()


def _with_conventions(case: Case, typed: Mapping[str, str] | None) -> Case:
    if typed is None:
        return case
    read = conventions_from(
        {**typed, "roll": typed.get("roll", "").replace(" ", "-")}, case.world.calendar_of
    )
    kept = case.world.conventions
    mixed: Conventions = replace(
        read,
        law=read.law or kept.law,
        business_day_defined=kept.business_day_defined,
        calendar_source=kept.calendar_source,
        choices=kept.choices,
    )
    return replace(case, world=replace(case.world, conventions=mixed))


def _with_key_dates(case: Case, names: Names, draft: Draft) -> tuple[Case, Names]:
    """The case with the key dates of the page, and the draft's own date among them."""
    facts, kinds = dict(case.world.facts), dict(names.kinds)
    typed = draft.key_dates
    if typed is not None:
        kinds = {t.name: cast(Kind, t.kind) for t in typed if t.name and t.kind in KEY_DATE_KINDS}
    if draft.defines and draft.own:
        kinds[draft.own] = "defined"
    found = names_of(kinds, names.references)
    if typed is not None:
        facts = {t.name: _typed_fact(t, facts, names, found) for t in typed if t.name in kinds}
    return replace(case, world=replace(case.world, facts=facts)), found


def _typed_fact(
    typed: TypedKeyDate, stored: Mapping[str, Fact], before: Names, names: Names
) -> Fact:
    if typed.kind == "defined":
        try:
            return Defined(parse(typed.rule, names, in_force().ids))
        except RuleError:
            # It has an error of its own, which is told where it stands.
            return Events()
    if typed.name in stored and before.kinds.get(typed.name) == typed.kind:
        return stored[typed.name]
    empty: dict[str, Fact] = {"span": Spans(), "set": Dates()}
    return empty.get(typed.kind, Events(repeating=typed.kind == "repeating event"))


def _legal(draft: Draft, names: Names, conventions: Conventions) -> Rule:
    rule = parse(draft.text, names, in_force().ids)
    check_rule(rule, names, conventions, receipt=draft.receipt)
    return rule


def _computed(case: Case, draft: Draft, rule: Rule) -> list[Occurrence]:
    """The draft's occurrences, worked out among all the other dates of the agreement."""
    facts, ref = dict(case.world.facts), draft.own or DRAFT
    if draft.defines and draft.own:
        facts[draft.own] = Defined(rule)
        ref = DRAFT
    others = tuple(duty for duty in case.duties if duty.ref != ref)
    duties = (*others, Duty(ref, draft.kind, rule))
    tried = replace(case, world=replace(case.world, facts=facts), duties=duties)
    return compute(tried, {ref})
