"""The page “May we?”: a question put to every prohibition that its reader may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from agreements.models import Agreement, Party, User
from agreements.queries import visible_agreements
from obligations.engine.acts import ACTS
from obligations.engine.permission import (
    Answer,
    Band,
    CarveFinding,
    Finding,
    Question,
)
from obligations.engine.permitting import bands, decide
from obligations.models import Adjustment, CarveOut, CarveOutUse, Obligation, ObligationParty
from obligations.queries.computations import StepLine, step_lines
from obligations.queries.consent_rules import Wanted, in_words, rules_for
from obligations.queries.may_we_words import (
    about_carve_out,
    about_finding,
    cautions_of,
    in_sentence,
)
from obligations.queries.prohibitions import (
    Banned,
    banned,
    banned_obligations,
    cap_in_words,
    quantity,
)

STRIP_MONTHS = 12


@dataclass(frozen=True)
class CarveLine:
    """What one carve-out, or one permission, is worth for the question."""

    key: str
    finding: CarveFinding
    title: str
    section: str
    summary: str
    sentence: str
    cap: str
    is_confirmed: bool
    row: CarveOut | None
    permission: Adjustment | None
    uses: tuple[CarveOutUse, ...]

    @property
    def may_confirm(self) -> bool:
        """Whether a person's word decides it."""
        return self.finding.standing in ("to confirm", "another unit") or self.is_confirmed

    @property
    def may_use(self) -> bool:
        """Whether what is done under it is counted."""
        return (
            self.row is not None
            and self.row.cap_quantity is not None
            and self.finding.standing in ("free", "to confirm", "another unit", "too much")
        )


@dataclass(frozen=True)
class FindingLine:
    """What one prohibition says to the question, with how its period comes about."""

    banned: Banned
    finding: Finding
    sentence: str
    carve_outs: tuple[CarveLine, ...]
    cautions: tuple[str, ...]
    steps: tuple[StepLine, ...]
    lifted_by: tuple[str, ...]


@dataclass(frozen=True)
class StripRow:
    """A row of the year strip: a prohibition, or (None) all of them together."""

    banned: Banned | None
    bands: tuple[Band, ...]


@dataclass(frozen=True)
class Strip:
    """A year from a day on."""

    first: date
    last: date
    rows: tuple[StripRow, ...]


@dataclass(frozen=True)
class MayWe:
    """The answer: in a sentence, prohibition by prohibition, and over a year."""

    answer: Answer
    party: Party
    sentence: str
    lines: tuple[FindingLine, ...]
    aside: tuple[FindingLine, ...]
    unread: tuple[FindingLine, ...]
    strip: Strip


@dataclass(frozen=True)
class Choices:
    """What can be asked: parties that are bound, acts, units, agreements."""

    parties: list[Party]
    acts: list[str]
    units: list[str]
    agreements: list[Agreement]

    @property
    def other_acts(self) -> list[str]:
        """Acts of the vocabulary that no prohibition here names."""
        return [act for act in ACTS if act not in self.acts]


def choices_for(user: User) -> Choices:
    """What a user can ask about, from what they may see and nothing else."""
    obligations = banned_obligations(user)
    sides = ObligationParty.objects.filter(
        obligation__in=obligations, side=ObligationParty.Side.OBLIGOR
    )
    parties = Party.objects.filter(pk__in=sides.values("participation__party"))
    acts = {act for acts in obligations.values_list("acts", flat=True) for act in acts}
    caps = CarveOut.objects.filter(obligation__in=obligations).exclude(cap_unit="")
    agreements = visible_agreements(user).filter(pk__in=obligations.values("agreement"))
    return Choices(
        parties=list(parties.order_by("name")),
        acts=sorted(acts, key=str.casefold),
        units=sorted(set(caps.values_list("cap_unit", flat=True)), key=str.casefold),
        agreements=list(agreements.order_by("reference")),
    )


def may_we(
    user: User, question: Question, party: Party, now: datetime, reference: str = ""
) -> MayWe:
    """What the prohibitions that a user may see, of one agreement or of all, say to a question."""
    rows = banned_obligations(user, reference).select_related("agreement")
    known = banned(rows, now, party.pk)
    answer = decide([one.prohibition for one in known], question)
    lines = [
        _line(one, finding, question) for one, finding in zip(known, answer.findings, strict=True)
    ]
    concerned = [line for line in lines if line.finding.concerns]
    return MayWe(
        answer=answer,
        party=party,
        sentence=in_sentence(answer, party.name, [(one.banned, one.finding) for one in concerned]),
        lines=tuple(sorted(concerned, key=_strict_first)),
        aside=tuple(line for line in lines if line.finding.standing == "another act"),
        unread=tuple(line for line in lines if line.finding.standing == "no acts"),
        strip=_strip([line.banned for line in concerned], question),
    )


_ORDER = {"forbidden": 0, "only if": 1, "within": 2, "allowed": 3}


def _strict_first(line: FindingLine) -> int:
    return _ORDER[line.finding.verdict]


def _worth(line: CarveLine) -> tuple[int, bool]:
    """What lifts most stands first, what is about something else last."""
    apart = line.finding.standing in ("another act", "another party")
    return (-_ORDER[line.finding.verdict], apart)


def _line(one: Banned, finding: Finding, question: Question) -> FindingLine:
    carved = [_carve_line(one, found, question) for found in finding.carve_outs]
    carved.sort(key=_worth)
    applies = finding.standing == "applies"
    return FindingLine(
        banned=one,
        finding=finding,
        sentence=about_finding(one, finding, question.day),
        carve_outs=tuple(carved),
        cautions=cautions_of(one, finding, question),
        steps=step_lines(one.occurrence.steps) if finding.concerns else (),
        lifted_by=_lifted_by(one.obligation) if applies else (),
    )


def _carve_line(one: Banned, found: CarveFinding, question: Question) -> CarveLine:
    key = found.carve_out.key
    row, permission = one.carve_outs.get(key), one.permissions.get(key)
    title, section, summary = _called(row, permission)
    return CarveLine(
        key=key,
        finding=found,
        title=title,
        section=section,
        summary=summary,
        sentence=about_carve_out(one, found, question),
        cap=_cap(row, permission),
        is_confirmed=key in question.confirmed and found.standing == "free",
        row=row,
        permission=permission,
        uses=one.uses.get(key, ()),
    )


def _cap(row: CarveOut | None, permission: Adjustment | None) -> str:
    if row is not None:
        return cap_in_words(row)
    if permission is None or permission.quantity is None:
        return ""
    return quantity(permission.quantity, permission.unit)


def _called(row: CarveOut | None, permission: Adjustment | None) -> tuple[str, str, str]:
    if row is not None:
        return row.title, row.section, row.summary
    assert permission is not None
    consent = permission.consent
    title = f"Permitted by consent {consent.number}" if consent else "Permitted"
    return title, consent.rule.section if consent else "", permission.reason


def _lifted_by(obligation: Obligation) -> tuple[str, ...]:
    """Whose consent can lift a prohibition, each in a phrase with its section."""
    found: dict[str, None] = {}
    for matter in ("permission", "waiver"):
        wanted = Wanted(agreement=obligation.agreement, matter=matter, obligation=obligation)
        for rule in rules_for(wanted):
            found[f"{in_words(rule, obligation)} ({rule.section}, {matter})"] = None
    return tuple(found)


def _strip(known: Iterable[Banned], question: Question) -> Strip:
    first = question.day
    last = _a_year_on(first)
    listed = list(known)
    rows = [StripRow(None, bands([one.prohibition for one in listed], question, first, last))]
    rows += [StripRow(one, bands([one.prohibition], question, first, last)) for one in listed]
    return Strip(first, last, tuple(rows))


def _a_year_on(day: date) -> date:
    return day + relativedelta(months=STRIP_MONTHS, days=-1)
