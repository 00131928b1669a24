"""What holds for any figures: parts sum to the whole, interest adds up, no cent comes or goes."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.money.amounts import AmountTerms, Reduction
from obligations.engine.money.claims import ORDERS, Claim, Paid, Standing, allocate, standing
from obligations.engine.money.daycount import BASES
from obligations.engine.money.interest import Terms, accrue
from obligations.engine.money.rates import Rate, Rates, fixed
from obligations.engine.money.royalties import InMarket, Sold, royalty_of
from obligations.engine.money.splitting import split
from obligations.engine.money.values import Money, rounded

DAYS = st.dates(date(1999, 1, 1), date(2030, 12, 31))
CURRENCIES = st.sampled_from(["USD", "JPY", "KWD"])
PLACES = {"USD": 2, "JPY": 0, "KWD": 3}


@st.composite
def money(draw: st.DrawFn, currency: str = "USD", most: int = 10**14) -> Money:
    units = draw(st.integers(0, most))
    return Money(Decimal(units).scaleb(-PLACES[currency]), currency)


WEIGHTS = st.lists(st.integers(0, 10**9).map(Decimal), min_size=1, max_size=30)


@given(CURRENCIES.flatmap(lambda c: money(c)), WEIGHTS.filter(any))
def test_a_split_sums_to_the_whole(whole: Money, weights: list[Decimal]) -> None:
    parts = split(whole, weights)
    assert sum((part.amount for part in parts), Decimal(0)) == whole.amount
    unit = Decimal(1).scaleb(-PLACES[whole.currency])
    for part, weight in zip(parts, weights, strict=True):
        exact = whole.exact * Fraction(weight) / Fraction(sum(weights))
        assert abs(part.exact - exact) < Fraction(unit)


@given(money(), WEIGHTS.filter(any))
def test_who_bears_more_never_gets_less(whole: Money, weights: list[Decimal]) -> None:
    by_weight = sorted(zip(weights, split(whole, weights), strict=True), key=lambda p: p[0])
    for (light, less), (heavy, more) in zip(by_weight, by_weight[1:], strict=False):
        assert light == heavy or less <= more


@given(money(), DAYS, st.integers(0, 4000), st.integers(0, 4000), st.sampled_from(sorted(BASES)))
def test_simple_interest_of_adjoining_times_adds_up(
    sum_owed: Money, start: date, first: int, second: int, basis: str
) -> None:
    """Before rounding: the exact parts add up, for the bases of 30 days from the same start."""
    terms = Terms(fixed(Decimal("7.25")), basis, "none")
    middle, end = start + timedelta(first), start + timedelta(first + second)
    whole = accrue([(start, sum_owed)], end, terms)
    halves = accrue([(start, sum_owed), (middle, sum_owed)], end, terms)
    assert _exact(whole) == _exact(halves)
    assert whole.interest == halves.interest
    if basis.startswith("actual"):
        one = accrue([(start, sum_owed)], middle, terms)
        other = accrue([(middle, sum_owed)], end, terms)
        assert _exact(one) + _exact(other) == _exact(whole)


def _exact(interest) -> Fraction:
    return sum((period.exact for period in interest.periods), Fraction(0))


@given(money(), DAYS, st.integers(1, 2000), st.lists(st.integers(1, 1999), max_size=5, unique=True))
def test_a_change_of_rates_leaves_no_day_out(
    sum_owed: Money, start: date, length: int, changes: list[int]
) -> None:
    table = [Rate(None, Decimal(4))]
    table += [Rate(start + timedelta(n), Decimal(n % 9)) for n in changes]
    end = start + timedelta(length)
    terms = Terms(Rates(tuple(table), Decimal(3)), "actual/365", "none")
    interest = accrue([(start, sum_owed)], end, terms)
    assert sum(period.days for period in interest.periods) == length
    assert sum(p.interest.amount for p in interest.periods) == interest.interest.amount
    by_day = sum(
        (
            sum_owed.exact * Fraction(_on(table, start + timedelta(n)) + 3) / 36500
            for n in range(length)
        ),
        Fraction(0),
    )
    assert interest.interest == rounded(by_day, "USD")


def _on(table: list[Rate], day: date) -> Decimal:
    """The rate of a day, found anew."""
    held = [rate for rate in table if rate.start is None or rate.start <= day]
    return max(held, key=lambda rate: rate.start or date.min).percent


@given(
    money(most=10**9),
    st.lists(st.tuples(money(most=10**9), st.integers(-30, 400)), max_size=6),
    st.sampled_from(sorted(ORDERS)),
)
def test_an_allocation_creates_and_loses_nothing(
    payment: Money, owed: list[tuple[Money, int]], order: str
) -> None:
    if not payment:
        return
    as_at, late = date(2004, 4, 30), Terms(fixed(Decimal(7)), "actual/365", "none")
    claims = [
        standing(Claim(str(n), as_at - timedelta(age), amount, late=late), as_at)
        for n, (amount, age) in enumerate(owed)
    ]
    allocated = allocate(payment, claims, order)
    gone = sum((part.amount.amount for part in allocated.parts), Decimal(0))
    assert gone + allocated.rest.amount == payment.amount
    for claim in claims:
        assert allocated.of(claim.claim.key, "principal") <= claim.open
        assert allocated.of(claim.claim.key, "interest") <= claim.interest_open


@given(money(most=10**9), st.lists(st.tuples(money(most=10**8), st.integers(0, 500)), max_size=5))
def test_what_is_paid_and_what_is_open_make_the_claim(
    amount: Money, payments: list[tuple[Money, int]]
) -> None:
    due = date(2004, 3, 21)
    paid = tuple(Paid(due + timedelta(n), sum_paid) for sum_paid, n in payments)
    found = _on_day(Claim("c", due, amount, paid, Terms(fixed(Decimal(7)))), due + timedelta(600))
    assert found.paid + found.open == amount
    assert found.accrued.amount >= 0


def _on_day(claim: Claim, day: date) -> Standing:
    return standing(claim, day)


ROYALTY = AmountTerms(
    method="royalty",
    currency="USD",
    rate=Decimal("8.5"),
    reductions=(
        Reduction("generic", to_rate=Decimal(0), starts="quarter"),
        Reduction("infringement", over=Decimal(30), at_most=Decimal(50)),
    ),
)
COUNTRIES = st.sampled_from(["USA", "Germany", "Brazil", "Japan"])


@given(
    st.lists(st.tuples(COUNTRIES, money(most=10**12)), min_size=1, max_size=12),
    st.lists(
        st.tuples(
            COUNTRIES, st.sampled_from(["generic", "infringement"]), DAYS, st.integers(0, 100)
        ),
        max_size=6,
    ),
)
def test_the_countries_of_a_royalty_sum_to_it(sales, markets) -> None:
    sold = [Sold(country, net_sales) for country, net_sales in sales]
    found = [InMarket(c, status, first, None, Decimal(p)) for c, status, first, p in markets]
    royalty = royalty_of(ROYALTY, "2010-Q3", sold, found)
    assert royalty.amount.value is not None
    countries = sum((one.royalty.amount for one in royalty.countries), Decimal(0))
    assert countries == royalty.amount.value.amount
    assert all(0 <= one.percent <= Fraction(17, 2) for one in royalty.countries)
    values = [one.value.amount for one in royalty.readings]
    assert values == sorted(values, reverse=True)
    assert not values or royalty.amount.value.amount in values


@pytest.mark.parametrize("currency", sorted(PLACES))
@given(units=st.integers(-(10**18), 10**18), of=st.integers(1, 10**9))
def test_rounding_is_to_the_nearest_and_halves_to_even(currency: str, units: int, of: int) -> None:
    exact = Fraction(units, of)
    found = rounded(exact, currency)
    unit = Fraction(1, 10 ** PLACES[currency])
    assert abs(found.exact - exact) <= unit / 2
    assert found.exact == round(exact / unit) * unit
