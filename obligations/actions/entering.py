"""Entering and changing what an agreement says: the one way for pages, admin and files.

Rows come as unsaved or changed model instances, as forms make them. Whatever
can move a date is checked as a whole afterwards: if the agreement's rules no
longer hold together, nothing is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models

from agreements.audit import recording
from agreements.models import (
    Agreement,
    Defect,
    Participation,
    Party,
    TeamMember,
    User,
)
from obligations.actions.consent_needed import consent_for
from obligations.actions.defects import stamp
from obligations.actions.readings import check_readings
from obligations.actions.recompute import Changes, recompute
from obligations.actions.rule_checks import check_agreement
from obligations.clock import business_now
from obligations.engine.agreement import needs_of
from obligations.engine.errors import EngineError
from obligations.facts import facts_of
from obligations.models import (
    Adjustment,
    Conventions,
    Happening,
    KeyDate,
    LetterTemplate,
    Obligation,
    ObligationParty,
    Occurrence,
    ReminderPolicy,
    SetDate,
    Terms,
)
from obligations.permissions import check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.consent_rules import Wanted

# A change of one of these can move dates.
_MOVES_DATES = (Agreement, Conventions, KeyDate, SetDate)


def agreement_of(row: models.Model) -> Agreement | None:
    """The agreement that a row belongs to, None for what stands apart from agreements."""
    if isinstance(row, Agreement):
        return row
    if isinstance(row, Party | ReminderPolicy | LetterTemplate):
        return None
    for name in ("agreement", "key_date", "obligation", "participation", "schedule", "text"):
        owner = getattr(row, name, None)
        if owner is not None:
            return agreement_of(owner)
    raise TypeError(f"{type(row).__name__} belongs to no agreement")


def save(
    *,
    row: models.Model,
    by: User,
    reason: str = "",
    silent: bool = False,
    alone: bool = True,
) -> Changes:
    """Saves an entered or changed row, and works out again what it can move.

    `alone=False` leaves the agreement's check and the dates to a caller that
    saves several rows (together.py). Raises ValidationError for a field,
    RuleError for a rule, NotAllowed for a person without the right; then
    nothing is written.
    """
    agreement = agreement_of(row)
    new_agreement = isinstance(row, Agreement) and row.pk is None
    check_user_can_enter(by, None if new_agreement else agreement)
    with recording(by=by, action="enter", reason=reason or entered(row)):
        because = entered(row)
        _check_key_date(row)
        if isinstance(row, Conventions):
            check_readings(row, row.readings, by)
        if isinstance(row, Defect):
            stamp(row, by)
        row.full_clean()
        row.save()
        if isinstance(row, Agreement):
            _complete_new(row, by, new_agreement)
        if agreement is None or not alone:
            return Changes()
        return settle(agreement=agreement, by=by, because=because, row=row, silent=silent)


def entered(row: models.Model) -> str:
    """What is done to a row about to be saved, in words for the history."""
    verb = "entered" if row.pk is None else "changed"
    return f"{row._meta.verbose_name} “{row}” {verb}"


def _complete_new(agreement: Agreement, by: User, new: bool) -> None:
    """A new agreement has conventions and its maker on the team."""
    if not Conventions.objects.filter(agreement=agreement).exists():
        Conventions.objects.create(agreement=agreement)
    if new:
        take_charge(agreement, by)


def take_charge(agreement: Agreement, by: User) -> None:
    """Who makes an agreement is on its team, and owns it unless somebody else is named."""
    if by.is_system:
        return
    TeamMember.objects.get_or_create(agreement=agreement, user=by)
    if agreement.owner_id is None:
        agreement.owner = by
        agreement.save(update_fields=["owner"])


def remove(*, row: models.Model, by: User, reason: str = "", alone: bool = True) -> Changes:
    """Takes an entered row out. What rules or occurrences rest on cannot go."""
    agreement = agreement_of(row)
    check_user_can_enter(by, agreement)
    if isinstance(row, Agreement | Party | Obligation | Terms):
        raise NotNow("This stays in the record; set its status or retire it instead.")
    with recording(by=by, action="remove", reason=reason or f"“{row}” removed"):
        try:
            row.delete()
        except models.ProtectedError as error:
            used = ", ".join(sorted({_called(o) for o in list(error.protected_objects)[:20]})[:5])
            raise NotNow(f"“{row}” is used by {used}; change that first.") from error
        if agreement is None or not alone:
            return Changes()
        return settle(agreement=agreement, by=by, because=f"“{row}” was removed", row=row)


def _called(row: models.Model) -> str:
    """What a row that another rests on is called."""
    return f"what became of {row.obligation.ref}" if isinstance(row, Occurrence) else f"“{row}”"


def settle(
    *,
    agreement: Agreement,
    by: User,
    because: str,
    row: models.Model | None = None,
    silent: bool = False,
) -> Changes:
    """Checks that an agreement's rules hold together, and works out what a row can have moved."""
    check_agreement(agreement)
    names: Iterable[str] | None = None
    if isinstance(row, KeyDate):
        names = [row.name]
    elif isinstance(row, SetDate):
        names = [row.key_date.name]
    elif isinstance(row, Obligation):
        names = [row.ref]
    elif row is not None and not isinstance(row, _MOVES_DATES):
        return Changes()
    return recompute(
        agreement, by=by, because=because, now=business_now(), names=names, silent=silent
    )


# Checks


def _check_key_date(row: models.Model) -> None:
    """A key date that rules name keeps its name, and what is recorded of it its meaning."""
    if not isinstance(row, KeyDate) or row.pk is None:
        return
    old = KeyDate.objects.get(pk=row.pk)
    if old.name != row.name and (users := _users_of(row.agreement, old.name)):
        raise ValidationError(
            {"name": f"The rules of {', '.join(users)} name [{old.name}]; change those first."}
        )
    if old.kind != row.kind and not _can_become(old, row):
        raise ValidationError(
            {
                "kind": f"Dates are recorded for [{old.name}] as {old.get_kind_display().lower()};"
                " withdraw them before it becomes something else."
            }
        )


def _can_become(old: KeyDate, new: KeyDate) -> bool:
    """Whether what is recorded still means the same: one happening may become one of several."""
    if (old.kind, new.kind) == (KeyDate.Kind.EVENT, KeyDate.Kind.REPEATING):
        return True
    return not Happening.objects.filter(key_date=old, is_current=True, withdrawn=False).exists()


# Obligations


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsText:
    """What a version of an obligation's terms says."""

    rule: str = ""
    summary: str = ""
    condition: str = ""
    consequence: str = ""
    amount: str = ""

    @classmethod
    def of(cls, terms: Terms) -> TermsText:
        """The text of a stored version."""
        return cls(**{name: getattr(terms, name) for name in cls.__dataclass_fields__})


def save_obligation(
    *,
    row: Obligation,
    says: TermsText,
    obligors: Iterable[Participation],
    obligees: Iterable[Participation],
    by: User,
    reason: str = "",
    amendment: str = "",
    silent: bool = False,
    alone: bool = True,
) -> Changes:
    """Saves an obligation with its sides; a changed text makes a new version of its terms.

    A change takes the confirmation back: what was compared with the agreement
    was the older text. `alone` as for `save`.
    """
    check_user_can_enter(by, row.agreement)
    with recording(by=by, action="enter an obligation", reason=reason or entered(row)):
        write_obligation(
            row=row, says=says, obligors=obligors, obligees=obligees, by=by, amendment=amendment
        )
        if not alone:
            return Changes()
        because = f"{row.ref} was {'amended' if amendment else 'entered or changed'}"
        return settle(agreement=row.agreement, by=by, because=because, row=row, silent=silent)


def write_obligation(
    *,
    row: Obligation,
    says: TermsText,
    obligors: Iterable[Participation],
    obligees: Iterable[Participation],
    by: User,
    amendment: str = "",
) -> None:
    """Writes an obligation inside an action that checks the agreement as a whole afterwards."""
    row.full_clean(exclude=["terms"])
    changed = _means_something_else(row)
    row.save()
    changed |= (amended := _new_version(row, says, by, amendment))
    if amended and amendment:
        _cite_consent(row, by, amendment)
    changed |= _save_sides(row, ObligationParty.Side.OBLIGOR, obligors)
    changed |= _save_sides(row, ObligationParty.Side.OBLIGEE, obligees)
    if changed and row.confirmed_by_id is not None:
        row.confirmed_by = row.confirmed_at = None
        row.save(update_fields=["confirmed_by", "confirmed_at"])


def _cite_consent(row: Obligation, by: User, amendment: str) -> None:
    """Enters an amendment in the ledger. Raises ConsentMissing where it lacks its consent."""
    wanted = Wanted(agreement=row.agreement, matter="amendment", obligation=row)
    Adjustment.objects.create(
        agreement=row.agreement,
        obligation=row,
        kind=Adjustment.Kind.AMENDMENT,
        consent=consent_for(wanted),
        reason=amendment,
        made_by=by,
        made_at=business_now(),
    )


def _means_something_else(row: Obligation) -> bool:
    """Whether what a second person compared, beside the terms, differs from what is stored."""
    names = ("section", "kind", "trigger_id", "each_obligor", "acts")
    stored = Obligation.objects.filter(pk=row.pk).values_list(*names).first()
    return stored is not None and stored != tuple(getattr(row, name) for name in names)


def _new_version(row: Obligation, says: TermsText, by: User, amendment: str) -> bool:
    current = row.terms
    if current is not None and TermsText.of(current) == says:
        return False
    last = Terms.objects.filter(obligation=row).order_by("-number").first()
    terms = Terms(
        obligation=row,
        number=last.number + 1 if last else 1,
        amendment=amendment,
        made_by=by,
        made_at=business_now(),
        **{name: getattr(says, name) for name in TermsText.__dataclass_fields__},
    )
    terms.full_clean()
    terms.save()
    row.terms = terms
    row.save(update_fields=["terms"])
    return True


def _save_sides(
    row: Obligation, side: ObligationParty.Side, wanted: Iterable[Participation]
) -> bool:
    """Brings one side of an obligation to the wanted participations; whether it differed."""
    chosen = {participation.pk for participation in wanted}
    sides = ObligationParty.objects.filter(obligation=row, side=side)
    there = set(sides.values_list("participation_id", flat=True))
    sides.exclude(participation__in=chosen).delete()
    for pk in sorted(chosen - there):
        ObligationParty.objects.create(obligation=row, participation_id=pk, side=side)
    return chosen != there


def retire(*, obligation: Obligation, by: User, reason: str) -> Changes:
    """Takes an obligation out of use; its open occurrences are withdrawn, its past stays."""
    check_user_can_enter(by, obligation.agreement)
    with recording(by=by, action="retire", reason=reason):
        users = _users_of(obligation.agreement, obligation.ref)
        if users:
            raise EngineError(
                f"The rules of {', '.join(users)} name [{obligation.ref}]; change those first."
            )
        obligation.retired_at = business_now()
        obligation.save(update_fields=["retired_at"])
        return recompute(
            obligation.agreement, by=by, because=f"{obligation.ref} was retired", now=business_now()
        )


def _users_of(agreement: Agreement, name: str) -> list[str]:
    """What speaks of a key date or an obligation: names of key dates, references."""
    needs = needs_of(facts_of(agreement, business_now()).case)
    return sorted(user for user, used in needs.items() if name in used)
