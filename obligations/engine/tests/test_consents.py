"""Consents: who counts, whether it suffices, and what would; small counts done by hand."""

from fractions import Fraction

import pytest

from obligations.engine.consents.count import left_out, tally
from obligations.engine.consents.suffice import SHOWN, TRIED
from obligations.engine.consents.terms import (
    AT_LEAST_TWO_THIRDS,
    EACH,
    MAJORITY,
    Affiliated,
    Held,
    Needed,
    Threshold,
    at_least,
    more_than,
)
from obligations.engine.consents.words import amount, asked, listed, of_what, percent
from obligations.engine.errors import RuleError

YES, NO = "consent", "refusal"


def held(**quantities):
    return [Held(name, None if n is None else Fraction(n)) for name, n in quantities.items()]


def count(threshold, holdings, answers, **needed):
    affiliates = needed.pop("affiliates", ())
    concerned = needed.pop("concerned", ())
    asked_for = Needed(threshold=threshold, **needed)
    return tally(asked_for, held(**holdings), answers, affiliates, concerned)


HUNDRED = {"A": 50, "B": 30, "C": 20}


@pytest.mark.parametrize(
    ("threshold", "answers", "outcome"),
    [
        (MAJORITY, {}, "not reached"),
        (MAJORITY, {"A": YES}, "not reached"),
        (MAJORITY, {"A": YES, "C": YES}, "reached"),
        (MAJORITY, {"A": NO}, "out of reach"),
        (at_least(Fraction(50)), {"A": YES}, "reached"),
        (at_least(Fraction(50)), {"A": NO}, "not reached"),
        (AT_LEAST_TWO_THIRDS, {"A": YES, "C": YES}, "reached"),
        (AT_LEAST_TWO_THIRDS, {"B": NO, "C": NO}, "out of reach"),
        (more_than(Fraction(70)), {"A": YES, "C": YES}, "not reached"),
        (EACH, {"A": YES, "B": YES}, "not reached"),
        (EACH, {"A": YES, "B": YES, "C": YES}, "reached"),
        (EACH, {"A": NO}, "out of reach"),
    ],
)
def test_a_share_of_all_that_is_outstanding(threshold, answers, outcome):
    found = count(threshold, HUNDRED, answers)
    assert (found.outcome, found.reached) == (outcome, outcome == "reached")


def test_what_is_there_and_what_lacks():
    found = count(MAJORITY, HUNDRED, {"A": YES})
    assert (found.whole, found.given, found.refused, found.silent) == (100, 50, 0, 50)
    assert (found.lacking, found.lacking_strictly) == (0, True)
    assert found.missing == ("B", "C")
    assert found.sufficient == (("B",), ("C",))
    assert found.cautions == (
        "Exactly 50 % has consented; more than that is asked for, so one unit is lacking.",
    )
    assert [step.result for step in found.steps] == ["100", "more than 50", "50, 50 %"]
    suffices = count(at_least(Fraction(50)), HUNDRED, {"A": YES})
    assert suffices.cautions == ("Exactly 50 % has consented: it just suffices.",)


def test_the_fewest_that_would_carry_it_with_no_more_than_a_person_reads():
    many = {f"H{n:02}": 1 for n in range(12)}
    found = count(MAJORITY, many, {f"H{n:02}": YES for n in range(6)})
    assert (len(found.sufficient), found.more_sets) == (SHOWN, False)
    found = count(MAJORITY, many, {f"H{n:02}": YES for n in range(5)})
    assert (len(found.sufficient), found.more_sets) == (SHOWN, True)
    more = {f"H{n:02}": 1 for n in range(TRIED + 1)}
    found = count(MAJORITY, more, {})
    assert (len(found.sufficient), len(found.sufficient[0]), found.more_sets) == (1, 9, True)


def test_of_those_who_vote_each_answer_adds_to_the_whole():
    found = count(MAJORITY, HUNDRED, {"C": YES}, among="voting")
    assert (found.outcome, found.whole) == ("reached", 20)
    found = count(MAJORITY, HUNDRED, {"B": NO}, among="voting")
    assert (found.outcome, found.sufficient) == ("not reached", (("A",),))
    found = count(MAJORITY, {"A": 50, "B": 30, "C": None}, {"A": NO, "B": YES}, among="voting")
    assert found.outcome == "not reached"


def test_of_those_whom_it_concerns():
    found = count(MAJORITY, HUNDRED, {"B": YES}, among="concerned", concerned=["B", "C"])
    assert (found.outcome, found.whole) == ("reached", 50)
    assert found.lines[0].why == "the matter does not concern it"


def test_those_named_and_their_affiliates_however_far_do_not_count():
    links = [
        Affiliated("Sub", "Issuer"),
        Affiliated("Deep", "Sub"),
        Affiliated("Fund", "Issuer", by_holding_alone=True),
    ]
    assert left_out(["Issuer"], links) == {
        "Issuer": "its own holdings are not counted",
        "Sub": "an affiliate of Issuer",
        "Deep": "an affiliate of Sub",
    }
    found = count(
        MAJORITY,
        {"Deep": 60, "Fund": 30, "C": 10, "Sub": None},
        {"Deep": YES, "Fund": YES},
        not_counted=("Issuer",),
        affiliates=links,
    )
    assert (found.outcome, found.whole) == ("reached", 40)
    assert found.cautions == ("Deep answered, but does not count: an affiliate of Sub.",)
    assert [step.result for step in found.steps][:2] == ["60 not counted", "not counted"]


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"A": YES, "B": YES}, "not known"),  # C, silent and of unknown size, can undo it
        ({"A": YES, "B": YES, "C": YES}, "reached"),
        ({"C": YES}, "not known"),
        ({"A": NO}, "not reached"),  # C may hold enough
    ],
)
def test_a_holder_of_unknown_size_leaves_it_open(answers, outcome):
    found = count(MAJORITY, {"A": 50, "B": 30, "C": None}, answers)
    assert found.outcome == outcome
    assert any("Nobody knows how much C holds" in c for c in found.cautions) == (
        "A" not in answers or answers["A"] == YES or "C" in answers or answers == {"A": NO}
    )


def test_who_is_listed_twice_counts_with_both_and_unknown_stays_unknown():
    twice = [Held("A", Fraction(1)), Held("A", Fraction(2)), Held("B", Fraction(1))]
    found = tally(Needed(threshold=MAJORITY), twice, {"A": YES})
    assert (found.given, found.whole) == (3, 4)
    assert found.cautions[0].startswith("A is listed 2 times; the quantities are added.")
    unknown = tally(Needed(threshold=MAJORITY), [*twice, Held("B", None)], {})
    assert [line.quantity for line in unknown.lines] == [3, None]


@pytest.mark.parametrize(
    ("answers", "outcome", "missing"),
    [
        ({"P": YES, "Q": YES}, "reached", ()),
        ({"P": YES}, "not reached", ("Q",)),
        ({"P": NO}, "out of reach", ("P", "Q")),
    ],
)
def test_named_persons_alone(answers, outcome, missing):
    found = tally(Needed(persons=("P", "Q")), [], answers)
    assert (found.outcome, found.persons_missing) == (outcome, missing)
    assert found.sufficient == ((missing,) if outcome == "not reached" else ())


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"A": YES, "C": YES, "P": YES}, "reached"),
        ({"A": YES, "C": YES}, "not reached"),
        ({"A": YES, "P": YES}, "not reached"),
        ({"A": YES, "C": YES, "P": NO}, "out of reach"),
        ({"A": NO, "P": YES}, "out of reach"),
    ],
)
def test_a_share_and_a_named_person(answers, outcome):
    assert count(MAJORITY, HUNDRED, answers, persons=("P",)).outcome == outcome


def test_an_unknown_share_stays_unknown_while_a_person_is_silent():
    found = count(MAJORITY, {"A": 5, "B": None}, {"A": YES}, persons=("P",))
    assert found.outcome == "not known"


def test_a_person_who_also_holds_is_asked_for_once():
    found = count(MAJORITY, HUNDRED, {"A": YES}, persons=("B",))
    assert found.sufficient == (("B",), ("B", "C"))


def test_nothing_to_count():
    assert count(MAJORITY, {}, {}).cautions == (
        "Nothing is counted: enter who holds what on the record date.",
    )
    found = count(EACH, {"A": 0}, {})
    assert found.outcome == "not reached"
    assert found.cautions == ("No holder counts, so that there is nobody to consent.",)


@pytest.mark.parametrize(
    ("share", "strictly"),
    [(Fraction(2), False), (Fraction(-1), False), (Fraction(1), True), (Fraction(0), False)],
)
def test_a_threshold_that_no_count_could_meet_or_miss_is_refused(share, strictly):
    with pytest.raises(RuleError, match="share"):
        Threshold(share, strictly)


def test_nobody_holds_less_than_nothing():
    with pytest.raises(RuleError, match="A cannot hold less than nothing"):
        Held("A", Fraction(-1))


@pytest.mark.parametrize(
    ("said", "text"),
    [
        (amount(Fraction(1_200_000)), "1,200,000"),
        (amount(Fraction(1, 4)), "0.25"),
        (amount(Fraction(2000, 3)), "2,000/3"),
        (percent(Fraction(1), Fraction(4)), "25 %"),
        (percent(Fraction(1), Fraction(3)), "about 33.33 %"),
        (percent(Fraction(0), Fraction(0)), "0 %"),
        (asked(EACH), "each holder"),
        (asked(MAJORITY), "a majority (more than half)"),
        (asked(AT_LEAST_TWO_THIRDS), "at least two thirds"),
        (asked(at_least(Fraction(75))), "at least 75 %"),
        (asked(more_than(Fraction(200, 3))), "more than 66.67 %"),
        (of_what("outstanding"), "of all that is outstanding"),
        (listed([]), ""),
        (listed(["A"]), "A"),
        (listed(["A", "B", "C"]), "A, B and C"),
    ],
)
def test_words(said, text):
    assert said == text
