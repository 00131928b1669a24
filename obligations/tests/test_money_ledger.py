"""The ledger: what is owed, paid, open and late; walls, history, and that nothing is edited."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, InternalError, transaction
from django.db.utils import DatabaseError

from agreements.audit import recording
from agreements.models import Agreement, Participation, User
from agreements.walls import seeing_as
from obligations.actions.files import import_file
from obligations.actions.money_entries import Known, record_base_rate, record_sales, take_back
from obligations.actions.money_payments import PaidSaid, record_payment, take_payment_back
from obligations.actions.money_terms import save_terms
from obligations.agreement_file import FileProblems, read, write
from obligations.agreement_file.fragments import read_money_entry, write_money_entry
from obligations.agreement_file.schema_money import MoneyEntry
from obligations.clock import business_now
from obligations.engine.errors import EngineError
from obligations.engine.money.values import Money
from obligations.models import (
    Allocation,
    LateInterest,
    Obligation,
    Occurrence,
    Payment,
    PaymentTerms,
    Sales,
)
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.queries.money_ledger import Ledger, Line, ledger_of
from obligations.queries.register import Filters, every_line
from obligations.tests.conftest import FILES

pytestmark = pytest.mark.django_db

TEXT = (FILES / "supply-2019.yaml").read_text(encoding="utf-8")
MONEY = """\
    money: {method: fixed, currency: GBP, amount: 12000.00, section: "3.1"}
    rule: within 30 days after [Delivery]
"""
INTEREST = """\
late interest:
  - {section: "3.4", payer: Customer, base rate: Bank rate, per cent: 3}
obligations:
"""


@pytest.fixture
def supply(agreement: Agreement, system: User) -> Agreement:
    """SUP-2019 with a price for each delivery, and interest on what the customer pays late."""
    text = TEXT.replace("    rule: within 30 days after [Delivery]\n", MONEY)
    text = text.replace("obligations:\n", INTEREST, 1)
    import_file(file=read(text), by=system, reason="for the test")
    record_base_rate(
        name="Bank rate", start=date(2019, 1, 1), percent=Decimal(4), source="its page", by=system
    )
    return agreement


def gbp(amount: str) -> Money:
    return Money(Decimal(amount), "GBP")


def line(ledger: Ledger, due: date = date(2020, 2, 26)) -> Line:
    return next(one for one in ledger.lines if one.due == due)


def pay(agreement: Agreement, by: User, amount: str, day: date, **more: object) -> Payment:
    payer = Participation.objects.get(agreement=agreement, role="Customer")
    payee = Participation.objects.get(agreement=agreement, role="Supplier")
    said = PaidSaid(payer=payer, payee=payee, amount=gbp(amount), day=day, **more)  # type: ignore[arg-type]
    return record_payment(agreement=agreement, said=said, by=by)


@pytest.mark.parametrize(
    ("as_at", "state", "accrued"),
    [
        (date(2020, 2, 25), "to come", "0.00"),
        (date(2020, 2, 26), "open", "0.00"),
        # 13 days at 7 % of 12,000
        (date(2020, 3, 10), "late", "29.92"),
    ],
)
def test_it_is_as_at_a_day(supply: Agreement, as_at: date, state: str, accrued: str) -> None:
    found = line(ledger_of(supply, as_at))
    assert found.stands is not None
    assert (found.state, f"{found.stands.accrued.amount:f}") == (state, accrued)


def test_a_part_stops_its_part_of_the_interest(supply: Agreement, owner: User) -> None:
    pay(supply, owner, "6000.00", date(2020, 3, 3))
    ledger = ledger_of(supply, date(2020, 3, 10))
    found = line(ledger)
    assert found.stands is not None
    # 6 days on 12,000 and 7 on 6,000
    assert str(found.stands.accrued) == "£21.86"
    assert str(found.stands.open) == "£6,000.00"
    assert str(ledger.balances[0].owed_to_us) == "£6,000.00"
    assert str(ledger.balances[0].we_owe) == "£0.00"


def test_a_payment_goes_to_the_oldest_and_the_rest_stays_on_account(
    supply: Agreement, owner: User
) -> None:
    pay(supply, owner, "12500.00", date(2020, 3, 3), order="interest first")
    ledger = ledger_of(supply, date(2020, 3, 10))
    paid = ledger.payments[0]
    assert [(part.of, str(part.amount)) for part in paid.parts] == [
        ("interest", "£13.81"),
        ("", "£12,000.00"),
    ]
    assert str(paid.on_account) == "£486.19"
    assert line(ledger).state == "paid"


def test_an_earlier_payment_entered_later_pays_nothing_twice(
    supply: Agreement, owner: User
) -> None:
    pay(supply, owner, "12000.00", date(2020, 3, 9))
    pay(supply, owner, "12000.00", date(2020, 3, 2))
    second = ledger_of(supply, date(2020, 3, 10)).payments[0]
    # Only the interest of the five days until then was open.
    assert [(part.of, str(part.amount)) for part in second.parts] == [("interest", "£11.51")]
    assert str(second.on_account) == "£11,988.49"


def test_paid_in_full_completes_it_on_that_day(supply: Agreement, owner: User) -> None:
    pay(supply, owner, "12000.00", date(2020, 3, 6))
    row = Occurrence.objects.get(agreement=supply, due_date=date(2020, 2, 26), kind="payment")
    assert (row.phase, row.done_date, row.done_late) == ("done", date(2020, 3, 6), True)


def test_taking_back_opens_it_again(supply: Agreement, owner: User) -> None:
    payment = pay(supply, owner, "12000.00", date(2020, 3, 6))
    take_payment_back(payment=payment, by=owner, reason="It was another customer's.")
    found = line(ledger_of(supply, date(2020, 3, 10)))
    assert found.state == "late"
    assert any("not recorded as paid" in caution for caution in found.cautions)
    with pytest.raises(NotNow, match="taken back already"):
        take_payment_back(payment=payment, by=owner, reason="again")


def test_without_a_rate_it_says_which_is_missing(supply: Agreement, administrator: User) -> None:
    from obligations.models import BaseRate

    take_back(row=BaseRate.objects.get(), by=administrator, reason="for the test")
    found = line(ledger_of(supply, date(2020, 3, 10)))
    assert found.state == "late"
    assert "Bank rate" in found.cautions[0]


def test_what_was_waived_is_not_due(supply: Agreement, owner: User) -> None:
    from obligations.actions.occurrences import waive

    row = Occurrence.objects.get(agreement=supply, due_date=date(2020, 2, 26), kind="payment")
    waive(occurrence=row, by=owner, reason="a gift")
    ledger = ledger_of(supply, date(2020, 3, 10))
    assert line(ledger).state == "waived"
    assert ledger.balances == ()


# Walls and history


@pytest.fixture
def paid(supply: Agreement, owner: User) -> Iterator[Payment]:
    yield pay(supply, owner, "100.00", date(2020, 3, 6))


@pytest.mark.parametrize("model", [PaymentTerms, LateInterest, Payment, Allocation])
def test_the_database_shows_it_to_the_team_alone(
    paid: Payment, owner: User, outsider: User, model: type
) -> None:
    with seeing_as(owner):
        assert model.objects.exists()
    with seeing_as(outsider):
        assert not model.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_entered(
    paid: Payment, owner: User, change: str
) -> None:
    with pytest.raises((InternalError, DatabaseError)):
        with transaction.atomic(), recording(by=owner, action="change", reason="to hide it"):
            if change == "update":
                Payment.objects.filter(pk=paid.pk).update(amount=1)
            else:
                Allocation.objects.filter(payment=paid).delete()


def test_a_reversal_without_a_reason_is_refused_by_the_database(paid: Payment, owner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        with recording(by=owner, action="take back", reason="x"):
            paid.pk, paid.reverses_id = None, paid.pk
            paid._state.adding = True
            paid.save()


def test_nobody_from_outside_and_no_reader_writes(supply: Agreement, outsider: User) -> None:
    with pytest.raises(NotAllowed):
        pay(supply, outsider, "1.00", date(2020, 3, 6))
    with pytest.raises(NotAllowed):
        record_sales(
            agreement=supply,
            quarter="2020-Q1",
            country="Norway",
            net_sales=gbp("1.00"),
            known=Known(),
            by=outsider,
        )
    assert not Payment.objects.exists() and not Sales.objects.exists()


# Files and the register


def test_it_goes_through_the_agreement_file_and_back(supply: Agreement) -> None:
    file = file_of(supply)
    assert read(write(file)) == file
    assert file.late_interest[0].percent == "3"
    assert "amount: 12000" in write(file)


def test_a_change_of_terms_is_shown_as_a_difference(supply: Agreement, system: User) -> None:
    text = write(file_of(supply)).replace("amount: 12000", "amount: 13000")
    imported = import_file(file=read(text), by=system)
    assert [str(one) for one in imported.differences] == [
        "~ obligations “3.1” money amount: 12000 → 13000"
    ]
    gone = write(file_of(supply)).replace("late interest", "x", 0)
    assert import_file(file=read(gone), by=system).nothing


def test_a_changed_amount_takes_the_confirmation_back(
    supply: Agreement, owner: User, system: User
) -> None:
    obligation = Obligation.objects.get(agreement=supply, ref="3.1")
    with recording(by=system, action="confirm", reason="for the test"):
        obligation.confirmed_by, obligation.confirmed_at = owner, business_now()
        obligation.save()
    says = MoneyEntry(method="fixed", currency="GBP", amount="13000")
    assert save_terms(obligation=obligation, says=says, by=owner, reason="misread")
    assert not save_terms(obligation=obligation, says=says, by=owner, reason="misread")
    obligation.refresh_from_db()
    assert obligation.confirmed_by is None
    assert save_terms(obligation=obligation, says=None, by=owner, reason="none")
    assert not PaymentTerms.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("amount: 12000.00", "amount: 12.000,00", "has a comma"),
        ("amount: 12000.00", "amount: 1e30", "no number"),
        ("amount: 12000.00", "amount: 1.005", "more than 2 decimal places"),
        ("currency: GBP", "currency: ABC", "no currency"),
        ("method: fixed", "method: guess", "it is one of"),
        ("method: fixed, ", "method: percentage, ", "Only a fixed sum"),
        ("payer: Customer", "payer: Banker", "Nobody has the role"),
        ("per cent: 3", "per cent: 3000", "no percentage"),
    ],
)
def test_a_wrong_file_says_where(supply: Agreement, old: str, new: str, says: str) -> None:
    text = TEXT.replace("    rule: within 30 days after [Delivery]\n", MONEY)
    text = text.replace("obligations:\n", INTEREST, 1)
    if "comma" in says:
        new = 'amount: "12.000,00"'
    with pytest.raises(FileProblems, match=says) as caught:
        read(text.replace(old, new, 1))
    assert caught.value.problems[0].line > 1


def test_terms_typed_into_a_form_are_read_and_shown_again() -> None:
    text = "method: percentage\ncurrency: USD\nper cent: 3\nof: Gross proceeds\n"
    entry = read_money_entry(text)
    assert entry is not None and write_money_entry(entry) == text
    assert read_money_entry("  ") is None and write_money_entry(None) == ""
    for wrong in ("method: fixed\ncurrency: USD", "colour: red", "x"):
        with pytest.raises(FileProblems):
            read_money_entry(wrong)


def test_the_register_has_the_sum(supply: Agreement, owner: User) -> None:
    lines = every_line(owner, Filters(agreement=supply.reference, kind="payment"), business_now())
    assert {one.amount for one in lines} == {"£12,000.00"}


def test_parts_of_several_sum_to_the_whole(supply: Agreement, owner: User) -> None:
    obligation = Obligation.objects.get(agreement=supply, ref="3.1")
    text = (
        "method: fixed\ncurrency: GBP\namount: 100\nshares:\n"
        "  - {party: Alder Works Ltd, weight: 2}\n  - {party: Birch Stores plc, weight: 1}\n"
    )
    with recording(by=owner, action="enter", reason="for the test"):
        obligation.each_obligor = True
        obligation.save()
    save_terms(obligation=obligation, says=read_money_entry(text), by=owner, reason="shares")
    customer = Participation.objects.get(agreement=supply, role="Customer")
    rows = Occurrence.objects.filter(obligation=obligation)
    with recording(by=owner, action="enter", reason="for the test"):
        rows.update(person=customer)
    assert line(ledger_of(supply, date(2020, 3, 10))).worked.in_words == "£33.33"


def test_a_party_that_is_none_bears_no_share(supply: Agreement, owner: User) -> None:
    obligation = Obligation.objects.get(agreement=supply, ref="3.1")
    text = "method: fixed\ncurrency: GBP\namount: 100\nshares: [{party: Nobody, weight: 2}]\n"
    with pytest.raises(EngineError, match="called “Nobody”"):
        save_terms(obligation=obligation, says=read_money_entry(text), by=owner, reason="shares")
