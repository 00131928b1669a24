"""Counts of consents: the cases of consents/tallies.csv, and what holds of every count."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.consents import (
    AT_LEAST_TWO_THIRDS,
    EACH,
    MAJORITY,
    Affiliated,
    Held,
    Needed,
    Threshold,
    at_least,
    more_than,
    tally,
)
from obligations.engine.consents.words import amount, asked, listed, percent
from obligations.engine.errors import RuleError
from obligations.engine.tests.drawing import drawn

TABLE = Path(__file__).parent / "consents" / "tallies.csv"
CASES = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
ANSWERS = {"yes": "consent", "no": "refusal"}


def threshold(text):
    named = {"majority": MAJORITY, "two thirds": AT_LEAST_TWO_THIRDS, "each": EACH, "none": None}
    if text in named:
        return named[text]
    how, share = text.rsplit(" ", 1)
    return (at_least if how == "at least" else more_than)(Fraction(share))


def parts(text):
    return [part.strip() for part in text.split(";") if part.strip()]


def held(text):
    found = []
    for part in parts(text):
        name, quantity = part.rsplit(" ", 1)
        found.append(Held(name, None if quantity == "?" else Fraction(quantity)))
    return found


def affiliates(text):
    found = []
    for part in parts(text):
        party, of = part.split(" of ")
        found.append(Affiliated(party, of.removesuffix(" only"), of.endswith(" only")))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["what"])
def test_the_table(case):
    count = tally(
        Needed(
            persons=tuple(parts(case["persons"])),
            threshold=threshold(case["asked"]),
            among=case["among"],
            not_counted=tuple(parts(case["not counted"])),
        ),
        held(case["holdings"]),
        {name: ANSWERS[said] for name, said in (p.rsplit(" ", 1) for p in parts(case["answers"]))},
        affiliates(case["affiliates"]),
    )
    sets = " | ".join(" and ".join(names) for names in count.sufficient)
    assert (count.outcome, sets) == (case["outcome"], case["sufficient"])
    assert (count.given, count.whole) == (Fraction(case["given"]), Fraction(case["whole"]))


def test_only_those_whom_it_concerns():
    needed = Needed(threshold=MAJORITY, among="concerned")
    holdings = [Held("A", Fraction(10)), Held("B", Fraction(90))]
    count = tally(needed, holdings, {"A": "consent"}, concerned=["A"])
    assert count.reached and count.whole == 10
    assert [line.standing for line in count.lines] == ["not concerned", "counted"]


# What a lawyer is warned of


def cautions(needed, holdings, answers, *more):
    return " ".join(tally(needed, holdings, answers, *more).cautions)


def test_ties_double_entries_gaps_and_idle_answers_are_pointed_out():
    half = [Held("A", Fraction(1)), Held("B", Fraction(1))]
    said = cautions(Needed(threshold=MAJORITY), half, {"A": "consent"})
    assert said.startswith("Exactly 50 % has consented; more than that")
    third = [Held("A", Fraction(2)), Held("B", Fraction(1))]
    said = cautions(Needed(threshold=AT_LEAST_TWO_THIRDS), third, {"A": "consent"})
    assert said == "Exactly two thirds has consented: it just suffices."
    twice = cautions(Needed(threshold=MAJORITY), [*half, Held("A", Fraction(1))], {})
    assert "A is listed 2 times" in twice
    unknown = [Held("A", None), Held("B", Fraction(1))]
    assert "Nobody knows how much A holds" in cautions(
        Needed(threshold=MAJORITY), unknown, {"B": "consent"}
    )
    company = Needed(threshold=MAJORITY, not_counted=("A",))
    assert "A answered, but does not count" in cautions(company, half, {"A": "consent"})


@pytest.mark.parametrize(
    ("share", "strictly"), [("0", False), ("1", True), ("3/2", False), ("-1/2", True)]
)
def test_a_threshold_that_cannot_be(share, strictly):
    with pytest.raises(RuleError):
        Threshold(Fraction(share), strictly)


def test_a_negative_holding_is_refused():
    with pytest.raises(RuleError, match="less than nothing"):
        Held("A", Fraction(-1))


def test_words():
    assert amount(Fraction(1_200_000)) == "1,200,000"
    assert (amount(Fraction(1, 4)), amount(Fraction(1, 3))) == ("0.25", "1/3")
    assert percent(Fraction(1), Fraction(3)) == "about 33.33 %"
    assert percent(Fraction(1), Fraction(0)) == "0 %"
    assert asked(more_than(Fraction(60))) == "more than 60 %"
    assert (asked(EACH), listed(["A", "B", "C"])) == ("each holder", "A, B and C")


# What holds of every count

NAMES = ("A", "B", "C", "D", "E")
quantities = st.integers(0, 10**9).map(Fraction) | st.fractions(0, 1000)
holdings = st.lists(st.builds(Held, st.sampled_from(NAMES), quantities | st.none()), max_size=8)
answers = st.dictionaries(st.sampled_from((*NAMES, "P")), st.sampled_from(["consent", "refusal"]))
shares = st.fractions(Fraction(1, 100), Fraction(99, 100))
thresholds = st.just(EACH) | st.builds(Threshold, shares, st.booleans())
needs = st.builds(
    Needed,
    persons=st.sampled_from([(), ("P",)]),
    threshold=thresholds,
    among=st.sampled_from(["outstanding", "voting"]),
    not_counted=st.sampled_from([(), ("A",)]),
)
links = st.lists(
    st.builds(Affiliated, st.sampled_from(NAMES), st.sampled_from(NAMES), st.booleans()), max_size=4
)


@drawn(100)
@given(needs, holdings, answers, links, st.sampled_from((*NAMES, "P")))
def test_a_further_consent_never_turns_yes_to_no(needed, held, said, linked, name):
    before = tally(needed, held, said, linked)
    after = tally(needed, held, {**said, name: "consent"}, linked)
    assert after.reached or not before.reached


@drawn(100)
@given(needs, holdings, answers, links, st.randoms())
def test_the_order_never_matters(needed, held, said, linked, random):
    shuffled, turned = list(held), list(linked)
    random.shuffle(shuffled)
    random.shuffle(turned)
    backwards = dict(reversed(list(said.items())))
    assert tally(needed, held, said, linked) == tally(needed, shuffled, backwards, turned)


@drawn(100)
@given(needs, holdings, answers, quantities, st.sampled_from(["consent", "refusal", ""]))
def test_what_the_company_and_its_affiliates_hold_never_matters(needed, held, said, more, answer):
    needed = Needed(needed.persons, needed.threshold, needed.among, ("Company",))
    link = [Affiliated("Sub", "Company")]
    without = tally(needed, held, said, link)
    extra = [Held("Sub", more), Held("Company", more)]
    with_it = tally(needed, [*held, *extra], {**said, "Sub": answer, "Company": answer}, link)
    for name in ("outcome", "whole", "given", "refused", "lacking", "missing", "sufficient"):
        assert getattr(with_it, name) == getattr(without, name)


@drawn(100)
@given(needs, holdings, answers)
def test_what_would_suffice_does_and_one_fewer_does_not(needed, held, said):
    count = tally(needed, held, said)
    for names in count.sufficient:
        assert tally(needed, held, {**said, **dict.fromkeys(names, "consent")}).outcome in (
            "reached",
            "not known",
        )


@drawn(100)
@given(needs, holdings, answers)
def test_the_parts_make_the_whole(needed, held, said):
    count = tally(needed, held, said)
    if needed.threshold is not EACH and needed.among == "outstanding":
        assert count.given + count.refused + count.silent == count.whole
    assert 0 <= count.given <= count.whole or needed.among == "voting"


@drawn(100)
@given(needs, holdings, answers)
def test_what_is_lacking_would_just_suffice(needed, held, said):
    """With it the threshold is met (a strict one by anything beyond), with less it is not."""
    count, threshold = tally(needed, held, said), needed.threshold
    if threshold.each or not count.whole:
        return
    enough, least = count.given + count.lacking, Fraction(1, 10**9)
    assert threshold.is_met(enough + least, count.whole)
    if count.lacking:
        assert threshold.is_met(enough, count.whole) != threshold.strictly
        assert not threshold.is_met(enough - least, count.whole)


@drawn(100)
@given(needs, holdings, answers, st.permutations(["Sub", "Company", "Parent"]))
def test_a_link_between_affiliates_counts_both_ways(needed, held, said, group):
    """Of a group that hangs together nobody counts, whichever of them the clause leaves out."""
    needed = Needed(needed.persons, needed.threshold, needed.among, (group[0],))
    links = [Affiliated("Sub", "Company"), Affiliated("Company", "Parent")]
    extra = [Held(name, Fraction(7)) for name in group]
    consenting = {**said, **dict.fromkeys(group, "consent")}
    with_it = tally(needed, [*held, *extra], consenting, links)
    without = tally(needed, held, said, links)
    assert (with_it.outcome, with_it.given) == (without.outcome, without.given)
