"""Recording what was used of a carve-out: counted against its cap, never edited, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.audit import recording
from agreements.models import Agreement, Document, Party, User
from obligations.clock import business_now, business_today
from obligations.engine.errors import EngineError
from obligations.engine.money.values import read_number
from obligations.engine.permission import CarveFinding, Question
from obligations.engine.permitting import judge_carve_out
from obligations.engine.run import show
from obligations.models import CarveOut, CarveOutUse, Obligation
from obligations.permissions import check_user_can_enter
from obligations.policies import NotNow
from obligations.queries.prohibitions import Banned, banned, quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class UseSaid:
    """What somebody says was used: by whom, when, how much, and how it is known."""

    party: Party
    day: date
    quantity: Decimal
    certainty: str = "actual"
    note: str = ""
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class UseForeseen:
    """What a use leaves of a carve-out on its day, and what speaks against it."""

    finding: CarveFinding
    left_before: Decimal | None
    left_after: Decimal | None
    cautions: tuple[str, ...] = ()


def foresee_use(*, carve_out: CarveOut, said: UseSaid, by: User) -> UseForeseen:
    """What recording a use would leave; nothing is written.

    What goes beyond the cap, or lies outside the carve-out's time, is a caution
    and no error: it happened, and is recorded so that it counts. Raises
    EngineError for what cannot be meant.
    """
    check_user_can_enter(by, carve_out.obligation.agreement)
    _check(carve_out, said)
    known = _known(carve_out, said.party)
    key = f"c{carve_out.pk}"
    one = next(c for c in known.prohibition.carve_outs if c.key == key)
    question = Question("", str(said.party.pk), said.day, said.quantity, confirmed=frozenset({key}))
    finding = judge_carve_out(replace(one, acts=frozenset(), by_consent=False), question)
    after = None if finding.left is None else max(Decimal(0), finding.left - said.quantity)
    return UseForeseen(finding, finding.left, after, _cautions(carve_out, finding, said))


def record_use(*, carve_out: CarveOut, said: UseSaid, by: User, reason: str) -> CarveOutUse:
    """Records a use. Raises EngineError for what cannot be meant; then nothing is written."""
    agreement = carve_out.obligation.agreement
    check_user_can_enter(by, agreement)
    with recording(by=by, action="record a use", reason=reason):
        CarveOut.objects.select_for_update().get(pk=carve_out.pk)
        foresee_use(carve_out=carve_out, said=said, by=by)
        row = CarveOutUse(
            carve_out=carve_out,
            party=said.party,
            used_date=said.day,
            quantity=said.quantity,
            certainty=said.certainty,
            note=said.note.strip(),
            document=said.document,
            entered_by=by,
            entered_at=business_now(),
        )
        row.full_clean()
        row.save()
        return row


def take_use_back(*, use: CarveOutUse, by: User, reason: str) -> CarveOutUse:
    """Takes a use back: it counts no more, and both rows stay to be seen."""
    check_user_can_enter(by, use.carve_out.obligation.agreement)
    if not reason.strip():
        raise EngineError("Say why it is taken back; it is kept in the history.")
    with recording(by=by, action="take a use back", reason=reason):
        locked = CarveOutUse.objects.select_for_update().get(pk=use.pk)
        if locked.reverses_id is not None or CarveOutUse.objects.filter(reverses=locked).exists():
            raise NotNow("This was taken back already.")
        names = ("carve_out_id", "party_id", "used_date", "quantity", "certainty", "note")
        return CarveOutUse.objects.create(
            **{name: getattr(locked, name) for name in names},
            entered_by=by,
            entered_at=business_now(),
            reverses=locked,
            reason=reason.strip(),
        )


def _check(carve_out: CarveOut, said: UseSaid) -> None:
    agreement = carve_out.obligation.agreement
    if carve_out.cap_quantity is None:
        raise EngineError(f"“{carve_out.title}” has no cap: there is nothing to count.")
    if said.quantity <= 0:
        raise EngineError("What was used is more than nothing.")
    if agreement.signed_date and said.day < agreement.signed_date:
        raise EngineError(f"{show(said.day)} is before the agreement was made.")
    if said.certainty == "actual" and said.day > business_today():
        raise EngineError(f"{show(said.day)} is still to come; record it when it has happened.")
    if said.document is not None and said.document.agreement_id != agreement.pk:
        raise EngineError("The document belongs to another agreement; put it in here as well.")


def _known(carve_out: CarveOut, party: Party) -> Banned:
    """The prohibition as it binds the party. Raises EngineError where it does not."""
    rows = Obligation.objects.filter(pk=carve_out.obligation_id)
    found = banned(rows, business_now(), party.pk)
    if not found:
        raise EngineError(f"{party} is not bound by {carve_out.obligation.ref}.")
    return found[0]


def _cautions(carve_out: CarveOut, finding: CarveFinding, said: UseSaid) -> tuple[str, ...]:
    unit, title = carve_out.cap_unit, carve_out.title
    words = {
        "another party": f"“{title}” does not favour {said.party}.",
        "not yet": f"“{title}” is not open on {show(said.day)}.",
        "over": f"“{title}” is over on {show(said.day)}.",
        "waiting": f"“{title}” is not open: it waits for {', '.join(finding.depends)}.",
        "used up": "Nothing was left of the cap.",
    }
    if finding.standing == "too much" and finding.left is not None:
        beyond = quantity(said.quantity - finding.left, unit)
        return (f"This is {beyond} beyond what is left.",)
    return (words[finding.standing],) if finding.standing in words else ()


def tell_uses(*, agreement: Agreement, story: Mapping[str, Any], by: User) -> int:
    """Records the uses of a story; how many. Raises EngineError for what cannot be meant."""
    for entry in story.get("uses") or ():
        carve_out = CarveOut.objects.select_related("obligation__agreement").filter(
            obligation__agreement=agreement,
            obligation__ref=entry["ref"],
            title=entry["carve-out"],
        )
        row, party = carve_out.first(), Party.objects.filter(name=entry["party"]).first()
        if row is None or party is None:
            raise EngineError(f"The story speaks of “{entry['carve-out']}”, which there is not.")
        note = " ".join(str(entry.get("note", "")).split())
        said = UseSaid(
            party=party,
            day=entry["date"],
            quantity=read_number("The quantity", str(entry["quantity"])),
            certainty=entry.get("certainty", "assumed"),
            note=note,
        )
        record_use(carve_out=row, said=said, by=by, reason=note)
    return len(story.get("uses") or ())
