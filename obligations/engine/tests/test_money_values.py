"""Amounts as typed, shown and refused; what is open of a claim; what steps and cautions say."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from obligations.engine.errors import CannotCompute, EngineError
from obligations.engine.explain import step_line
from obligations.engine.money.amounts import (
    AmountTerms,
    Figure,
    Less,
    Reduction,
    amount_of,
    check_terms,
)
from obligations.engine.money.claims import (
    Claim,
    Paid,
    Part,
    allocate,
    interest_of_day,
    standing,
)
from obligations.engine.money.currencies import PLACES, UNNAMED, read_currency
from obligations.engine.money.daycount import BASES, read_basis
from obligations.engine.money.interest import SILENT_BASIS, Terms, accrue
from obligations.engine.money.rates import Rate, Rates, doubled, fixed
from obligations.engine.money.royalties import InMarket, Sold, quarter_days, royalty_of
from obligations.engine.money.splitting import apportion, split
from obligations.engine.money.values import (
    Money,
    MoneyError,
    nothing,
    read_money,
    read_number,
    read_percent,
    stored,
)

DUE, PAID = date(2004, 3, 21), date(2004, 4, 30)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("1,5", "has a comma"),
        ("1.250,50", "has a comma"),
        ("NaN", "is no number"),
        ("Infinity", "is no number"),
        ("1e30", "is no number"),
        ("", "is no number"),
        ("١٢", "is no number"),
        ("x" * 60, "…” is no number"),
        ("1" + "0" * 30, "larger than any sum"),
        ("-1", "below zero"),
        ("1.005", "more than 2 decimal places"),
    ],
)
def test_a_sum_is_refused(text: str, says: str) -> None:
    with pytest.raises(MoneyError, match=says):
        read_money("The sum", text, "USD")


@pytest.mark.parametrize(
    ("text", "currency", "shown"),
    [
        ("750000", "USD", "US$750,000.00"),
        (" 000750000.5 ", "usd", "US$750,000.50"),
        ("5000", "¥", "JPY\N{NO-BREAK SPACE}5,000"),
        ("1.250", "KWD", "KWD\N{NO-BREAK SPACE}1.250"),
        ("0", "€", "€0.00"),
    ],
)
def test_a_sum_is_read_and_shown(text: str, currency: str, shown: str) -> None:
    assert str(read_money("The sum", text, currency)) == shown


def test_a_debt_is_shown_with_a_minus_and_a_price_with_all_its_places() -> None:
    assert str(usd("-12.5")) == "−US$12.50"
    assert str(read_money("The price", "0.001", "USD", places=4)) == "US$0.001"


def test_a_stored_sum_has_the_places_that_it_needs() -> None:
    assert stored(Decimal("750000.0000"), "USD").amount.as_tuple().exponent == -2
    assert str(stored(Decimal("0.0010"), "USD")) == "US$0.001"
    assert str(stored(Decimal("5000.0000"), "JPY")) == "JPY\N{NO-BREAK SPACE}5,000"


def test_currencies_are_never_mixed() -> None:
    euro = Money(Decimal(3), "EUR")
    for reckon in (usd("5").__add__, usd("5").__sub__, usd("5").__lt__, usd("5").__le__):
        with pytest.raises(MoneyError, match="two currencies"):
            reckon(euro)


def test_a_currency_is_one_that_there_is() -> None:
    for text in ("ABC", "", UNNAMED, "dollars"):
        with pytest.raises(EngineError, match="no currency"):
            read_currency(text)
    assert read_currency("£") == "GBP"
    assert set(PLACES.values()) == {0, 2, 3}


def test_a_percentage_is_from_nothing_to_a_thousand() -> None:
    assert read_percent("The rate", " 8.5 % ") == Decimal("8.5")
    for text in ("-1", "1001", "seven", "8,5"):
        with pytest.raises(MoneyError):
            read_percent("The rate", text)
    assert read_number("x", "-2.5") == Decimal("-2.5")


# Splitting


def test_what_cannot_be_split_is_refused() -> None:
    with pytest.raises(MoneyError, match="below zero"):
        split(usd("1.00"), [Decimal(-1), Decimal(2)])
    with pytest.raises(MoneyError, match="all shares are zero"):
        split(usd("1.00"), [Decimal(0)])
    with pytest.raises(MoneyError, match="smaller than"):
        apportion(usd("0.001"), [])
    assert split(usd("0.00"), [Decimal(0), Decimal(0)]) == [usd("0.00"), usd("0.00")]


# Terms


@pytest.mark.parametrize(
    ("terms", "says"),
    [
        ({"method": "guess"}, "no method"),
        ({"method": "fixed"}, "needs its amount"),
        ({"method": "percentage", "amount": usd("1"), "rate": 3, "base": "x"}, "Only a fixed sum"),
        ({"method": "percentage", "base": "x"}, "needs its per cent"),
        ({"method": "percentage", "rate": Decimal(3)}, "needs the name of the figure"),
        (
            {"method": "expenses", "base": "x", "reductions": (Reduction("generic"),)},
            "Only a royalty",
        ),
        ({"method": "expenses", "base": "x", "cap": usd("1"), "floor": usd("2")}, "less than"),
        (
            {"method": "royalty", "rate": Decimal(1), "reductions": (Reduction("weather"),)},
            "no ground",
        ),
        (
            {
                "method": "royalty",
                "rate": Decimal(1),
                "reductions": (Reduction("generic", Decimal(0), at_most=Decimal(5)),),
            },
            "either brings",
        ),
    ],
)
def test_terms_that_lack_something_are_refused(terms: dict, says: str) -> None:
    with pytest.raises(MoneyError, match=says):
        check_terms(AmountTerms(currency="USD", **terms))


ALLOWANCE = AmountTerms(
    "percentage",
    "USD",
    rate=Decimal(3),
    base="Gross proceeds",
    less=(Less("paid on account", usd("50000.00"), "8(b)"),),
    section="8(b)",
)


def test_an_amount_says_how_it_came_about() -> None:
    proceeds = Figure("Gross proceeds", usd("10.00"), Decimal(1_000_000), True, "the price")
    amount = amount_of(ALLOWANCE, {"gross proceeds": proceeds})
    assert [step_line(step) for step in amount.steps] == [
        "“Gross proceeds” → 1,000,000 × US$10.00 = US$10,000,000.00 [assumed: the price]",
        "3 % of US$10,000,000.00, rounded once, half to even, to US$0.01 → US$300,000.00. 8(b)",
        "US$300,000.00 less US$50,000.00, paid on account → US$250,000.00. 8(b)",
    ]
    assert amount.is_assumed
    assert amount.cautions == ("“Gross proceeds” is assumed; nobody has established it.",)


def test_an_amount_awaits_its_figure() -> None:
    amount = amount_of(ALLOWANCE, {})
    assert (amount.value, amount.awaiting) == (None, ("Gross proceeds",))
    assert step_line(amount.steps[0]) == "3 % of “Gross proceeds”. 8(b)"


def test_a_figure_of_another_currency_is_refused() -> None:
    euro = Figure("Gross proceeds", Money(Decimal(1), "EUR"))
    with pytest.raises(MoneyError, match="two currencies"):
        amount_of(ALLOWANCE, {"gross proceeds": euro})


def test_too_large_a_credit_is_told() -> None:
    small = Figure("Gross proceeds", usd("1000.00"))
    assert "more than US$30.00" in amount_of(ALLOWANCE, {"gross proceeds": small}).cautions[0]


# Royalties


def test_a_quarter_is_written_in_one_way() -> None:
    assert quarter_days("2004-Q1") == (date(2004, 1, 1), date(2004, 3, 31))
    for text in ("2005Q2", "2005-Q5", "Q2 2005", "1899-Q1", "2200-Q1"):
        with pytest.raises(MoneyError, match="no quarter"):
            quarter_days(text)


def test_assumed_sales_and_markets_are_told() -> None:
    terms = AmountTerms(
        "royalty",
        "USD",
        rate=Decimal("8.5"),
        reductions=(Reduction("generic", Decimal(0), starts="quarter", section="V.4"),),
    )
    sold = [Sold("USA", usd("100.00"), assumed=True)]
    later = date(2010, 8, 17)
    markets = [
        InMarket("USA", "generic", later, assumed=True),
        InMarket("USA", "infringement", later),
    ]
    royalty = royalty_of(terms, "2010-Q3", sold, markets)
    assert royalty.amount.is_assumed
    assert royalty.amount.cautions == (
        "The sales in USA are assumed; nobody has established them.",
        "That there is generic in USA is assumed.",
    )
    assert royalty.countries[0].rate == "0"
    assert royalty.countries[0].why == (
        "generic in USA since Tue 17 Aug 2010, to 0 %: 8.5 % → 0 % (V.4)",
    )
    with pytest.raises(MoneyError, match="enter them converted"):
        royalty_of(terms, "2010-Q3", [Sold("UK", Money(Decimal(1), "GBP"))], [])


# Interest


def test_a_basis_goes_by_several_names() -> None:
    assert read_basis("Actual/365F").name == "actual/365"
    assert read_basis("30E/360").name == "30E/360"
    with pytest.raises(EngineError, match="actual/365, actual/360"):
        read_basis("lunar")


def test_silence_is_told_and_every_basis_shown_with_the_safest_first() -> None:
    interest = accrue([(DUE, usd("750000.00"))], PAID, Terms(fixed(Decimal(7))))
    assert interest.cautions[0] == SILENT_BASIS
    assert "compounded" in interest.cautions[1]
    sums = [reading.interest.amount for reading in interest.readings]
    assert sums == sorted(sums, reverse=True)
    assert len(sums) == len(BASES) + 1
    assert str(interest.interest) == "US$5,753.42"
    by_basis = {reading.basis: str(reading.interest) for reading in interest.readings}
    assert by_basis["actual/365, both ends counted"] == "US$5,897.26"


def test_there_is_no_day_after_the_last() -> None:
    interest = accrue([(date(9999, 12, 1), usd("1.00"))], date.max, Terms(fixed(Decimal(7))))
    assert len(interest.readings) == len(BASES)


def test_an_assumed_rate_is_told() -> None:
    rows = (
        Rate(date(2001, 1, 1), Decimal(4), "the story", assumed=True),
        Rate(date(2004, 4, 1), Decimal(5)),
    )
    terms = Terms(Rates(rows, Decimal(3), "Base rate"), "actual/365", "none")
    interest = accrue([(DUE, usd("750000.00"))], PAID, terms)
    assert interest.is_assumed
    assert interest.cautions == (
        "The rate of 4 % from Mon 1 Jan 2001 is assumed; nobody has established it.",
    )
    lines = [step_line(step) for step in interest.steps]
    assert "Base rate, 4 % + 3 % = 7 %: the story; 4 % is assumed" in lines[2]
    assert "5 % + 3 % = 8 %" in lines[3]


def test_an_assumed_rate_for_all_time_is_told() -> None:
    rates = Rates((Rate(None, Decimal(4), assumed=True),))
    interest = accrue([(DUE, usd("1.00"))], PAID, Terms(rates, "actual/actual", "none"))
    assert interest.cautions[0].startswith("The rate of 4 % is assumed")


@pytest.mark.parametrize(
    ("terms", "end", "says"),
    [
        (Terms(fixed(Decimal(7))), date(2004, 3, 20), "before Sun 21 Mar 2004"),
        (Terms(fixed(Decimal(7)), compounding="daily"), PAID, "not compounded “daily”"),
        (Terms(Rates(())), PAID, "for the rate on"),
        (Terms(Rates((Rate(PAID, Decimal(7)),), name="LIBOR")), PAID, "its table begins on"),
        (Terms(fixed(Decimal(7)), "actual/365", "monthly"), date(9000, 1, 1), "rests"),
    ],
)
def test_interest_is_refused(terms: Terms, end: date, says: str) -> None:
    with pytest.raises(EngineError, match=says):
        accrue([(DUE, usd("1.00"))], end, terms)


def test_a_rate_without_a_margin_is_told_alone() -> None:
    rates = Rates((Rate(None, Decimal(4), "the Bank"),), name="Base rate")
    steps = accrue([(DUE, usd("1.00"))], PAID, Terms(rates, "actual/360", "none")).steps
    assert steps[2].used == ("Base rate, 4 %: the Bank",)


def test_two_rates_of_a_day_are_found() -> None:
    assert doubled([Rate(DUE, Decimal(1)), Rate(DUE, Decimal(2))]) == DUE
    assert doubled([Rate(None, Decimal(1)), Rate(None, Decimal(2))]) == date.min
    assert doubled([Rate(None, Decimal(1)), Rate(DUE, Decimal(2))]) is None


# Claims

LATE = Terms(fixed(Decimal(7)), "actual/365", "none")


def a_claim(*paid: Paid, late: Terms | None = LATE, amount: str = "750000.00") -> Claim:
    return Claim("V.3(i)", DUE, usd(amount), paid, late)


def test_a_claim_paid_late_bears_interest_until_it_was_paid() -> None:
    found = standing(a_claim(Paid(PAID, usd("750000.00"))), date(2005, 1, 1))
    assert (str(found.open), str(found.accrued)) == ("US$0.00", "US$5,753.42")
    assert found.is_due and not found.is_late
    before = standing(a_claim(Paid(PAID, usd("750000.00"))), date(2004, 3, 31))
    assert (str(before.open), str(before.accrued)) == ("US$750,000.00", "US$1,438.36")
    assert before.is_late


def test_counting_both_ends_counts_the_day_of_payment() -> None:
    silent = Terms(fixed(Decimal(7)))
    paid = (Paid(PAID, usd("750000.00")),)
    found = standing(a_claim(*paid, late=silent), date(2005, 1, 1))
    assert found.interest is not None
    both = {one.basis: str(one.interest) for one in found.interest.readings}
    # 41 days
    assert both["actual/365, both ends counted"] == "US$5,897.26"


def test_parts_paid_stop_their_part_of_the_interest() -> None:
    half = Paid(date(2004, 4, 10), usd("375000.00"))
    found = standing(a_claim(half, half_on(PAID)), PAID)
    # 20 days on the whole and 20 on the half
    assert str(found.accrued) == "US$4,315.07"
    assert str(found.open) == "US$0.00"


def half_on(day: date) -> Paid:
    return Paid(day, usd("375000.00"))


def test_what_is_paid_by_its_day_bears_nothing() -> None:
    for day in (date(2004, 3, 1), DUE):
        found = standing(a_claim(Paid(day, usd("750000.00"))), PAID)
        assert (found.interest, str(found.accrued)) == (None, "US$0.00")
    assert standing(a_claim(), DUE).interest is None
    assert not standing(a_claim(), date(2004, 3, 1)).is_due


def test_interest_that_was_paid_is_not_open() -> None:
    paid = (Paid(PAID, usd("750000.00")), Paid(PAID, usd("5000.00"), "interest"))
    found = standing(a_claim(*paid), PAID)
    assert str(found.interest_open) == "US$753.42"


def test_too_much_shows_as_less_than_nothing_and_bears_nothing() -> None:
    found = standing(a_claim(Paid(PAID, usd("800000.00"))), date(2005, 1, 1))
    assert str(found.open) == "−US$50,000.00"
    assert str(found.accrued) == "US$5,753.42"


def test_without_a_clause_nothing_accrues() -> None:
    found = standing(a_claim(late=None), PAID)
    assert (found.interest, found.refused) == (None, "")
    assert interest_of_day(a_claim(late=None), usd("1.00"), PAID) is None


def test_a_missing_rate_is_told_and_stops_nothing_else() -> None:
    unknown = a_claim(late=Terms(Rates((), name="Base rate")))
    assert "Base rate" in standing(unknown, PAID).refused
    assert interest_of_day(unknown, usd("1.00"), PAID) is None
    assert str(interest_of_day(a_claim(), usd("750000.00"), PAID)) == "US$143.84"


def test_a_payment_goes_to_the_sum_or_to_the_interest_first() -> None:
    claims = [standing(a_claim(), PAID)]
    first = allocate(usd("750000.00"), claims, "principal first")
    assert first.parts == (Part("V.3(i)", "principal", usd("750000.00")),)
    second = allocate(usd("750000.00"), claims, "interest first")
    assert second.of("V.3(i)", "interest") == usd("5753.42")
    assert second.of("V.3(i)", "principal") == usd("744246.58")
    more = allocate(usd("760000.00"), claims, "principal first")
    assert str(more.rest) == "US$4,246.58"


def test_a_payment_of_nothing_or_in_no_order_is_refused() -> None:
    with pytest.raises(EngineError, match="more than nothing"):
        allocate(nothing("USD"), [], "principal first")
    with pytest.raises(EngineError, match="no order"):
        allocate(usd("1.00"), [], "as you like")
    with pytest.raises(MoneyError, match="two currencies"):
        allocate(Money(Decimal(1), "EUR"), [standing(a_claim(), PAID)], "principal first")


def test_beyond_the_table_of_rates_is_a_refusal_of_the_engine() -> None:
    assert issubclass(MoneyError, EngineError)
    with pytest.raises(CannotCompute):
        Rates(()).over(DUE, PAID)


def test_every_basis_is_written_down_with_its_source() -> None:
    chapter = Path(__file__).parents[3] / "docs" / "conventions-money.md"
    text = chapter.read_text(encoding="utf-8")
    for basis in BASES.values():
        assert f"`{basis.name}`" in text
        assert basis.source in text
