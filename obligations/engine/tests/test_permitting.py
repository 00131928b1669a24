"""May we: the laws that hold of every answer, and each way in which a clause says yes or no."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.acts import ACTS, read_act, read_acts
from obligations.engine.errors import EngineError
from obligations.engine.permission import (
    STRICTNESS,
    Cap,
    CarveOut,
    Period,
    Prohibition,
    Question,
    SetAside,
    Use,
)
from obligations.engine.permitting import bands, decide, judge, next_free

DAY = date(2000, 6, 15)
DAYS = st.dates(date(2000, 1, 1), date(2001, 12, 31))
PARTIES = ("a", "b")
ACTS_ASKED = ("sell", "give")


@st.composite
def periods(draw):
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and last and last < first:
        first, last = last, first
    safe = last + timedelta(days=draw(st.integers(0, 5))) if last else None
    waits = draw(st.sampled_from([(), (), ("It",)]))
    return Period(first, last, safe, waits, draw(st.sampled_from([(), (), ("That",)])))


some = st.frozensets
quantities = st.integers(1, 9).map(Decimal)
uses = st.builds(Use, DAYS, quantities, st.sampled_from(PARTIES))
caps = st.builds(
    Cap,
    quantities,
    st.sampled_from(("shares", "USD")),
    st.sampled_from(("", "transaction", "calendar month", "calendar quarter", "calendar year")),
    st.booleans(),
)
carve_outs = st.builds(
    CarveOut,
    st.sampled_from(("c1", "c2", "c3")),
    some(st.sampled_from(ACTS_ASKED)),
    some(st.sampled_from(PARTIES)),
    st.lists(periods(), max_size=2).map(tuple),
    st.none() | caps,
    st.lists(uses, max_size=3).map(tuple),
    st.sampled_from(("", "", "if so")),
    st.booleans(),
)
prohibitions = st.builds(
    Prohibition,
    st.sampled_from(("p1", "p2")),
    some(st.sampled_from(ACTS_ASKED)),
    some(st.sampled_from(PARTIES)),
    periods(),
    st.lists(carve_outs, max_size=3).map(tuple),
    st.none() | st.builds(SetAside, st.just("waived"), st.none() | DAYS),
    st.booleans(),
    st.sampled_from([(), ("More",)]),
)
questions = st.builds(
    Question,
    st.sampled_from(ACTS_ASKED),
    st.sampled_from(PARTIES),
    DAYS,
    st.none() | quantities,
    st.sampled_from(("", "shares")),
    some(st.sampled_from(("c1", "c2"))),
)
several = st.lists(prohibitions, max_size=4)


def strictness(listed, question):
    return STRICTNESS[decide(listed, question).verdict]


@given(several, prohibitions, questions)
def test_one_prohibition_more_never_allows_more(listed, more, question):
    assert strictness([*listed, more], question) >= strictness(listed, question)


@given(several, questions, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(listed, question, chance):
    turned = [
        replace(one, carve_outs=tuple(chance.sample(one.carve_outs, len(one.carve_outs))))
        for one in chance.sample(listed, len(listed))
    ]
    assert decide(turned, question).verdict == decide(listed, question).verdict


@given(several, questions, uses)
def test_a_use_never_makes_room(listed, question, use):
    used = [
        replace(one, carve_outs=tuple(replace(c, uses=(*c.uses, use)) for c in one.carve_outs))
        for one in listed
    ]
    assert strictness(used, question) >= strictness(listed, question)


@given(several, questions, quantities)
def test_more_is_never_easier(listed, question, more):
    asked = replace(question, quantity=more)
    larger = replace(question, quantity=more + 1)
    assert strictness(listed, larger) >= strictness(listed, asked)


@given(several, carve_outs, questions)
def test_a_carve_out_more_never_forbids_more(listed, more, question):
    freer = [replace(one, carve_outs=(*one.carve_outs, more)) for one in listed]
    assert strictness(freer, question) <= strictness(listed, question)


@given(several, questions)
def test_the_strip_says_on_each_day_what_the_answer_says(listed, question):
    first, last = question.day, question.day + timedelta(days=400)
    found = bands(listed, question, first, last)
    assert found[0].first == first and found[-1].last == last
    for one, other in zip(found, found[1:], strict=False):
        assert other.first - one.last == timedelta(days=1) and one.verdict != other.verdict
    for band in found:
        for day in {band.first, band.last, band.first + (band.last - band.first) // 2}:
            assert decide(listed, replace(question, day=day)).verdict == band.verdict


@given(several, questions)
def test_the_next_free_day_is_free_and_none_before_it_is(listed, question):
    free = next_free(listed, question)
    if decide(listed, question).verdict != "forbidden" or free is None:
        return
    days = (free - question.day).days
    for day in range(1, min(days, 60)):
        on = replace(question, day=question.day + timedelta(days=day))
        assert decide(listed, on).verdict == "forbidden"
    assert decide(listed, replace(question, day=free)).verdict != "forbidden"


# One by one

BAN = Prohibition("p", frozenset({"sell"}), frozenset({"a"}), Period(DAY, DAY, DAY))
ASK = Question("sell", "a", DAY, Decimal(5))


@pytest.mark.parametrize(
    ("ban", "standing", "verdict"),
    [
        (BAN, "applies", "forbidden"),
        (replace(BAN, parties=frozenset({"b"})), "another party", "allowed"),
        (replace(BAN, acts=frozenset({"give"})), "another act", "allowed"),
        (replace(BAN, acts=frozenset()), "no acts", "allowed"),
        (replace(BAN, void=True), "void", "allowed"),
        (replace(BAN, period=Period(DAY + timedelta(1))), "not begun", "allowed"),
        (replace(BAN, period=Period(waits=("It",))), "waiting", "allowed"),
        (replace(BAN, period=Period(None, DAY - timedelta(1))), "ended", "allowed"),
        (
            replace(BAN, period=Period(None, DAY - timedelta(1)), may_extend=("It",)),
            "perhaps ended",
            "only if",
        ),
        # The latest reading of its end counts.
        (replace(BAN, period=Period(None, DAY - timedelta(1), DAY)), "applies", "forbidden"),
        (replace(BAN, set_aside=SetAside("waived")), "set aside", "allowed"),
        (replace(BAN, set_aside=SetAside("waived", DAY)), "set aside", "allowed"),
        (replace(BAN, set_aside=SetAside("waived", DAY + timedelta(1))), "applies", "forbidden"),
    ],
)
def test_why_a_prohibition_applies_or_not(ban, standing, verdict):
    found = judge(ban, ASK)
    assert (found.standing, found.verdict) == (standing, verdict)
    # Of another party or act it is not even worth telling.
    assert found.concerns == (standing not in ("another party", "another act", "no acts"))


FREE = CarveOut("c", cap=Cap(Decimal(10), "shares"))


def used(*parts, **more):
    return replace(FREE, uses=tuple(Use(*part) for part in parts), **more)


def monthly(*parts, each=False):
    return used(*parts, cap=Cap(Decimal(10), "shares", "calendar month", each))


@pytest.mark.parametrize(
    ("one", "standing", "left"),
    [
        (FREE, "free", 10),
        (used((DAY, Decimal(5))), "free", 5),
        (used((DAY, Decimal("5.0001"))), "too much", Decimal("4.9999")),
        (used((DAY, Decimal(10))), "used up", 0),
        (used((DAY, Decimal(99))), "used up", 0),
        (used((date(2001, 1, 1), Decimal(6))), "too much", 4),
        (monthly((DAY, Decimal(6))), "too much", 4),
        (monthly((date(2000, 5, 31), Decimal(6))), "free", 10),
        (monthly((date(1999, 6, 15), Decimal(6))), "free", 10),
        (monthly((DAY, Decimal(6), "b")), "too much", 4),
        (monthly((DAY, Decimal(6), "b"), each=True), "free", 10),
        (used((DAY, Decimal(9)), cap=Cap(Decimal(5), "shares", "transaction")), "free", 5),
        (replace(FREE, cap=Cap(Decimal(4), "shares", "transaction")), "too much", 4),
        (replace(FREE, cap=Cap(Decimal(10), "USD")), "another unit", 10),
        (replace(FREE, condition="if so"), "to confirm", 10),
        (replace(FREE, periods=(Period(depends=("It",)),)), "to confirm", 10),
        (replace(FREE, by_consent=True), "by consent", None),
        (replace(FREE, parties=frozenset({"b"})), "another party", None),
        (replace(FREE, acts=frozenset({"give"})), "another act", None),
        (replace(FREE, periods=(Period(DAY + timedelta(1)),)), "not yet", None),
        (replace(FREE, periods=(Period(None, DAY, DAY - timedelta(1)),)), "over", None),
        (replace(FREE, periods=(Period(waits=("It",)),)), "waiting", None),
        (replace(FREE, periods=()), "over", None),
    ],
)
def test_what_a_carve_out_is_worth(one, standing, left):
    found = judge(replace(BAN, carve_outs=(one,)), replace(ASK, unit="shares")).carve_outs[0]
    assert (found.standing, found.left) == (standing, left)


def test_what_is_confirmed_counts_but_not_beyond_the_cap():
    ban = replace(BAN, carve_outs=(replace(FREE, condition="if so"),))
    confirmed = replace(ASK, confirmed=frozenset({"c"}))
    assert decide([ban], confirmed).verdict == "within"
    assert decide([ban], replace(confirmed, quantity=Decimal(11))).verdict == "forbidden"


def test_a_question_without_a_quantity_is_free_until_the_cap_is_used_up():
    asked = replace(ASK, quantity=None)
    for one, verdict in ((used((DAY, Decimal(9))), "within"), (FREE, "within")):
        assert decide([replace(BAN, carve_outs=(one,))], asked).verdict == verdict
    full = replace(BAN, carve_outs=(used((DAY, Decimal(10))),))
    assert decide([full], asked).verdict == "forbidden"


# Acts


def test_acts_are_read_in_the_vocabularys_writing():
    assert read_acts([" Sell   SHARES ", "sell shares", "Pick apples"]) == (
        "sell shares",
        "Pick apples",
    )
    assert read_act("pick APPLES", own=["Pick apples"]) == "Pick apples"


@pytest.mark.parametrize(
    ("text", "says"),
    [("", "needs a name"), ("sel shares", "Did you mean “sell shares”"), ("x" * 81, "too long")],
)
def test_an_act_that_cannot_be_meant_is_refused(text, says):
    with pytest.raises(EngineError, match=says):
        read_act(text)


def test_every_act_says_what_it_covers():
    assert all(meaning and act == act.strip() for act, meaning in ACTS.items())
