"""The stored rules of an agreement, checked against its names, conventions and calendars."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import models

from agreements.models import Agreement
from obligations.calendars_in_force import in_force
from obligations.clock import business_now
from obligations.engine.agreement import needs_of
from obligations.engine.check import check_rule
from obligations.engine.errors import RuleError
from obligations.engine.graph import in_order
from obligations.engine.names import Names
from obligations.engine.parser import parse
from obligations.engine.values import Conventions as EngineConventions
from obligations.facts import conventions_of, facts_of, names_of_agreement
from obligations.models import CarveOut, KeyDate, NoticeRule, Obligation


class RuleDoesNotHold(RuleError):
    """A stored rule that is not legal (any more).

    `row` is the row that has it, `sentence` says what is wrong; `str()` has the
    place in front of it.
    """

    def __init__(self, row: models.Model, where: str, error: RuleError) -> None:
        super().__init__(
            f"{where}: {error}",
            text=error.text,
            start=error.start,
            end=error.end,
            expected=error.expected,
        )
        self.row = row
        self.sentence = str(error)


def check_agreement(agreement: Agreement) -> None:
    """Raises RuleError, naming the place, where any rule of an agreement does not hold."""
    for problem in problems_in(agreement):
        raise problem
    in_order(needs_of(facts_of(agreement, business_now()).case))


def problems_in(agreement: Agreement) -> Iterator[RuleDoesNotHold]:
    """Each stored rule of an agreement that is not legal by its names and conventions."""
    names, conventions = names_of_agreement(agreement), conventions_of(agreement)
    calendars = in_force().ids
    for row, where, text in _rules_of(agreement):
        receipt = isinstance(row, NoticeRule)
        try:
            check_text(text, names, conventions, calendars, receipt=receipt)
        except RuleError as error:
            yield RuleDoesNotHold(row, where, error)


def _rules_of(agreement: Agreement) -> Iterator[tuple[models.Model, str, str]]:
    """Row, place in words and text of every rule."""
    for key_date in KeyDate.objects.filter(agreement=agreement).exclude(rule=""):
        yield key_date, f"[{key_date.name}]", key_date.rule
    for notice in NoticeRule.objects.filter(agreement=agreement):
        for text in notice.rules:
            yield notice, f"Notices by {notice.channel}", text
    obligations = Obligation.objects.filter(agreement=agreement, retired_at=None)
    for obligation in obligations.select_related("terms"):
        if obligation.terms and obligation.terms.rule:
            yield obligation, obligation.ref, obligation.terms.rule
    carve_outs = CarveOut.objects.filter(obligation__in=obligations).exclude(rule="")
    for carve_out in carve_outs:
        yield carve_out, f"Carve-out “{carve_out.title}”", carve_out.rule


def check_text(
    text: str,
    names: Names,
    conventions: EngineConventions,
    calendars: frozenset[str],
    *,
    receipt: bool = False,
) -> None:
    """Raises RuleError where a rule is not legal by these names and conventions."""
    check_rule(parse(text, names, calendars), names, conventions, receipt=receipt)
