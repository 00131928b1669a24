"""Interest as the command line prints it."""

from datetime import date
from decimal import Decimal

from obligations.engine.money.interest import Terms, accrue
from obligations.engine.money.present import interest_as_data, interest_as_lines
from obligations.engine.money.rates import fixed
from obligations.engine.money.values import Money, stored

RATES = fixed(Decimal(7))
PRINCIPAL = Money(Decimal("750000.00"), "USD")
INTEREST = accrue(
    [(date(2004, 3, 21), PRINCIPAL)], date(2004, 4, 30), Terms(RATES, "actual/365", "none")
)


def test_interest_as_data():
    """40 days at 7 % on 750,000 over 365: 5,753.42."""
    data = interest_as_data(INTEREST, PRINCIPAL, RATES, "USD")
    assert (data["principal"], data["currency"], data["days"]) == ("750000.00", "USD", 40)
    assert (data["interest"], data["total"]) == ("5753.42", "755753.42")
    assert data["periods"] == [
        {
            "from": "2004-03-21",
            "to": "2004-04-30",
            "days": 40,
            "rate": "7",
            "interest": "5753.42",
        }
    ]
    assert interest_as_data(INTEREST, PRINCIPAL, RATES, "")["currency"] is None


def test_interest_as_lines():
    lines = interest_as_lines(INTEREST, PRINCIPAL)
    assert lines[0].endswith("5,753.42") and "Sun 21 Mar 2004 to Fri 30 Apr 2004" in lines[0]
    assert lines[1].endswith("755,753.42")
    unstated = accrue([(date(2004, 3, 21), PRINCIPAL)], date(2004, 4, 30), Terms(RATES))
    told = interest_as_lines(unstated, PRINCIPAL)
    assert any(line.startswith("reading: actual/360: ") for line in told)
    assert any(line.startswith("caution: The agreement does not say how days") for line in told)


def test_an_amount_out_of_a_column_has_the_places_of_its_currency():
    assert stored(Decimal("750000.000000"), "USD") == PRINCIPAL
    assert stored(Decimal("1.234500"), "USD").amount == Decimal("1.2345")
