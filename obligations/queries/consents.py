"""The page of an agreement's consents: who holds what, what is running, what the clauses ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from agreements.models import Agreement, User
from agreements.queries import visible_agreements
from obligations.engine.consents import Tally
from obligations.engine.consents.words import amount, percent
from obligations.models import Adjustment, Affiliation, ConsentAnswer, ConsentRequest, ConsentRule
from obligations.queries.consent_rules import in_words, threshold_of
from obligations.queries.holdings import HoldingLine, affiliations_on, holding_lines
from obligations.queries.tallies import OUTCOMES, answers_of, in_a_sentence, tally_of

# The width of a tally's bar, in units of its drawing.
WIDTH = 600


@dataclass(frozen=True, slots=True)
class Bar:
    """A drawn tally: where consents end, where refusals begin and end, where the threshold is."""

    consented: int
    refused_from: int
    refused: int
    threshold: int | None


@dataclass(frozen=True)
class AnswerLine:
    """Somebody who was asked: what they hold, whether it counts, what they answered."""

    row: ConsentAnswer
    holds: str
    share: str
    standing: str
    why: str


@dataclass(frozen=True)
class RequestLine:
    """A request with its count as it stands, in words, in numbers and drawn."""

    row: ConsentRequest
    asks: str
    count: Tally
    outcome: str
    sentence: str
    bar: Bar | None
    answers: list[AnswerLine]
    left_out: list[tuple[str, str, str]]
    allows: list[Adjustment]
    is_late: bool

    @property
    def is_open(self) -> bool:
        """Whether answers can still be recorded."""
        return self.row.state == ConsentRequest.State.OPEN

    @property
    def state(self) -> str:
        """Where it stands, in a word or two."""
        return self.outcome if self.is_open else self.row.get_state_display()


@dataclass(frozen=True)
class RuleLine:
    """A consent rule, with what it asks for in words."""

    row: ConsentRule
    asks: str


@dataclass(frozen=True)
class ConsentPage:
    """All that the page of consents shows."""

    day: date
    holdings: list[HoldingLine]
    affiliations: list[Affiliation]
    running: list[RequestLine]
    closed: list[RequestLine]
    rules: list[RuleLine]


def consent_page(agreement: Agreement, day: date, today: date) -> ConsentPage:
    """The consents of an agreement that the caller has found for its user."""
    lines = [request_line(row, today) for row in _requests(agreement)]
    rules = ConsentRule.objects.filter(agreement=agreement).order_by("position", "id")
    return ConsentPage(
        day=day,
        holdings=holding_lines(agreement, day),
        affiliations=list(affiliations_on(agreement, day)),
        running=[line for line in lines if line.is_open],
        closed=[line for line in lines if not line.is_open],
        rules=[RuleLine(row, in_words(row)) for row in rules],
    )


def _requests(agreement: Agreement) -> list[ConsentRequest]:
    rows = ConsentRequest.objects.filter(agreement=agreement).select_related(
        "agreement", "rule", "obligation", "occurrence__obligation", "key_date", "recorded_by"
    )
    return list(rows.order_by("-asked_date", "-number"))


def request_of(user: User, pk: int) -> ConsentRequest:
    """A request of an agreement that the user may see. Raises ConsentRequest.DoesNotExist."""
    rows = ConsentRequest.objects.filter(agreement__in=visible_agreements(user))
    return rows.select_related(
        "agreement__conventions",
        "rule__agreement",
        "obligation",
        "occurrence__obligation",
        "key_date",
        "recorded_by",
        "document",
    ).get(pk=pk)


def request_line(row: ConsentRequest, today: date) -> RequestLine:
    """A request ready to show: four queries more than those that found it."""
    answers = answers_of(row)
    count = tally_of(row, answers)
    allows = Adjustment.objects.filter(consent=row, lifted_at=None).select_related(
        "occurrence__obligation", "key_date", "obligation"
    )
    return RequestLine(
        row=row,
        asks=in_words(row.rule, row.obligation),
        count=count,
        outcome=OUTCOMES[count.outcome],
        sentence=row.tally.get("sentence") or in_a_sentence(count),
        bar=_bar(row.rule, count),
        answers=[_answer(one, count) for one in answers],
        left_out=[
            (line.holder, amount(line.quantity) if line.quantity is not None else "–", line.why)
            for line in count.lines
            if line.standing != "counted"
        ],
        allows=list(allows.order_by("made_at", "id")),
        is_late=row.answer_by_date is not None and today > row.answer_by_date,
    )


def _answer(one: ConsentAnswer, count: Tally) -> AnswerLine:
    line = next((line for line in count.lines if line.holder == one.party.name), None)
    if line is None:
        named = one.party.name in count.persons
        return AnswerLine(one, "", "", "named" if named else "", "named by the clause" * named)
    known = line.quantity is not None
    counts = line.standing == "counted"
    return AnswerLine(
        row=one,
        holds=amount(line.quantity) if line.quantity is not None else "not known",
        share=percent(line.quantity or Fraction(0), count.whole) if known and counts else "",
        standing=line.standing,
        why=line.why,
    )


def _bar(rule: ConsentRule, count: Tally) -> Bar | None:
    """The drawing of a share; none where named persons alone decide, or nothing counts."""
    threshold = threshold_of(rule)
    if threshold is None or not count.whole:
        return None
    consented, refused = (_units(part, count.whole) for part in (count.given, count.refused))
    mark = None if threshold.each else round(threshold.share * WIDTH)
    return Bar(consented, WIDTH - refused, refused, mark)


def _units(part: Fraction, whole: Fraction) -> int:
    return int(part * WIDTH / whole)
