"""Several rows entered as one act: a page with an agreement, its parties and its key dates.

Every row is tried, so that a person hears of all that is wrong at once; then
the agreement is checked and worked out as a whole. If anything is refused,
nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models, transaction

from agreements.audit import Unexplained, recording
from agreements.models import Agreement, Participation, TeamMember, User
from obligations.actions import entering
from obligations.actions.recompute import Changes
from obligations.actions.rule_checks import problems_in
from obligations.engine.errors import EngineError
from obligations.models import Conventions, Obligation
from obligations.permissions import NotAllowed

Cause = EngineError | NotAllowed | Unexplained | ValidationError


@dataclass(frozen=True)
class Refusal:
    """Why something was not accepted: the row that it is about (None for the whole), the cause."""

    row: models.Model | None
    cause: Cause


class Refused(Exception):
    """What was entered together was not accepted; nothing of it is written."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__("; ".join(str(refusal.cause) for refusal in refusals))
        self.refusals = tuple(refusals)


@dataclass
class Together:
    """An act that is under way: rows are saved and removed in the order in which they come."""

    by: User
    agreement: Agreement | None
    reason: str
    because: str
    changes: Changes = field(default_factory=Changes)
    new_version: int | None = None
    _refusals: list[Refusal] = field(default_factory=list)

    def save(self, row: models.Model) -> None:
        """Saves a row; what Longstop itself made for a new agreement becomes that row."""
        with self._noting(row):
            _take_over(row)
            entering.save(row=row, by=self.by, reason=self.reason, alone=False)

    def save_obligation(
        self,
        row: Obligation,
        says: entering.TermsText,
        obligors: list[Participation],
        obligees: list[Participation],
        amendment: str = "",
    ) -> None:
        """Saves an obligation with its text and sides; `new_version` tells of a changed text."""
        before = row.terms_id
        with self._noting(row):
            entering.save_obligation(
                row=row,
                says=says,
                obligors=obligors,
                obligees=obligees,
                by=self.by,
                reason=self.reason,
                amendment=amendment,
                alone=False,
            )
            if row.terms is not None and before not in (None, row.terms_id):
                self.new_version = row.terms.number

    def remove(self, row: models.Model) -> None:
        """Takes a row out."""
        with self._noting(row):
            entering.remove(row=row, by=self.by, reason=self.reason, alone=False)

    def check(self) -> None:
        """Raises Refused if anything was refused so far."""
        if self._refusals:
            raise Refused(self._refusals)

    @contextmanager
    def _noting(self, row: models.Model | None) -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
        except (EngineError, NotAllowed, Unexplained, ValidationError) as error:
            self._refusals.append(Refusal(row, error))

    def settle(self, changed: models.Model | None) -> None:
        """Checks the agreement as a whole and works out what moved."""
        self.check()
        if self.agreement is None:
            return
        for problem in problems_in(self.agreement):
            self._refusals.append(Refusal(problem.row, problem))
        self.check()
        with self._noting(None):
            self.changes = entering.settle(
                agreement=self.agreement, by=self.by, because=self.because, row=changed
            )
        self.check()


@contextmanager
def together(
    *,
    agreement: Agreement | None,
    by: User,
    because: str,
    reason: str = "",
    changed: models.Model | None = None,
) -> Iterator[Together]:
    """Several rows as one act of one person.

    `because` says what is done, for those whose dates move; it is the history's
    reason where none is given. `changed` is the one row that can move dates,
    None where any can. Raises Refused with everything that was not accepted.
    """
    with recording(by=by, action="enter", reason=reason or because):
        act = Together(by, agreement, reason, because)
        yield act
        act.settle(changed)


def _take_over(row: models.Model) -> None:
    """A new agreement has conventions and its maker on the team: the same entered again is that."""
    if row.pk is not None:
        return
    if isinstance(row, Conventions):
        made: models.Model | None = Conventions.objects.filter(agreement=row.agreement).first()
    elif isinstance(row, TeamMember):
        made = TeamMember.objects.filter(agreement=row.agreement, user=row.user).first()
    else:
        return
    if made is not None:
        row.pk, row._state.adding = made.pk, False
