"""Holdings, rules and requests for tests of consents: those of CLO-2020, or of a table."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from agreements.audit import recording
from agreements.models import Agreement, Participation, Party, User
from obligations.actions import consents, entering
from obligations.models import Affiliation, ConsentRequest, ConsentRule, Holding

SECURITY = "Registrable Securities"
RECORD = date(2020, 3, 2)
ASKED = date(2020, 3, 3)


def party(agreement: Agreement, name: str, role: str = "Holder") -> Party:
    """A party of an agreement, entered where it is not there yet."""
    with recording(by=User.objects.system(), action="enter", reason="for a test"):
        found, _ = Party.objects.get_or_create(name=name)
        Participation.objects.get_or_create(agreement=agreement, party=found, role=role)
        return found


def hold(
    agreement: Agreement, holder: Party, quantity: str | None, by: User, **more: Any
) -> Holding:
    """Enters what a holder has from 1 February 2020 on."""
    row = Holding(
        agreement=agreement,
        party=holder,
        security=SECURITY,
        quantity=None if quantity is None else Decimal(quantity),
        **{"from_date": date(2020, 2, 1), "source": "register of holders", **more},
    )
    entering.save(row=row, by=by)
    return row


def affiliate(agreement: Agreement, one: Party, of: Party, by: User, **more: Any) -> Affiliation:
    """Enters that a party is an affiliate of another."""
    row = Affiliation(agreement=agreement, party=one, affiliate_of=of, **more)
    entering.save(row=row, by=by)
    return row


def two_thirds(agreement: Agreement, by: User, **more: Any) -> ConsentRule:
    """Enters the rule that the Company and two thirds consent to waivers, extensions, changes."""
    said = {
        "name": "Amendments and waivers",
        "section": "6(f)",
        "matters": ["waiver", "extension", "amendment"],
        "persons": ["Company"],
        "threshold": "two thirds",
        "security": SECURITY,
        "not_counted": ["Company"],
    }
    row = ConsentRule(agreement=agreement, **{**said, **more})
    entering.save(row=row, by=by)
    return row


def ask(rule: ConsentRule, by: User, **more: Any) -> ConsentRequest:
    """Asks everybody for a consent to a waiver, on 3 March 2020."""
    said = {"matter": "waiver", "subject": "Waive the report", "on": ASKED, "record": RECORD}
    return consents.ask(asked=consents.Asked(rule=rule, **{**said, **more}), by=by)


def answer(
    request: ConsentRequest, name: str, by: User, what: str = "consent", **more: Any
) -> None:
    """Records what somebody answered on 4 March 2020."""
    said = consents.Answered(
        party=Party.objects.get(name=name), answer=what, **{"on": date(2020, 3, 4), **more}
    )
    consents.answer(request=request, said=said, by=by, reason="as received")
