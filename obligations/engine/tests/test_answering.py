"""A remedy takes away the right that rests on the breach that it remedies, and no other."""

from datetime import date

import pytest

from obligations.engine.evaluate import evaluate
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import Events, Moment, World

RULE = "after [Notice] + 45 days, unless [Remedy] has occurred by [Notice] + 45 days"
OPEN, GONE = "provisional", "void"
ASKED = "does not say which [Notice] it answers, and 2 stood open: "

# Days of September 2001 of the notices; of the remedies, each with the number of the notice that it
# answers (0: it does not say); how the right that rests on each notice stands, and whether asked.
CASES = [
    ([1], [], [OPEN], []),
    ([1], [(20, 0)], [GONE], []),
    ([1], [(20, 1)], [GONE], []),
    # Two breaches and one remedy: which is for a person to say.
    ([1, 10], [(20, 0)], [OPEN, OPEN], [0, 1]),
    ([1, 10], [(20, 1)], [GONE, OPEN], []),
    ([1, 10], [(20, 2)], [OPEN, GONE], []),
    # The second notice came after the remedy, which can only be of the first.
    ([1, 25], [(20, 0)], [GONE, OPEN], []),
    # One is said; what says nothing is of the other, which alone stands open.
    ([1, 10], [(15, 1), (20, 0)], [GONE, GONE], []),
    ([1, 10], [(15, 0), (20, 1)], [GONE, OPEN], [0, 1]),
    ([1, 10], [(15, 0), (20, 0)], [OPEN, OPEN], [0, 1]),
    ([1, 10], [(5, 0), (20, 0)], [GONE, GONE], []),
    # Each on its own, in either order.
    ([1, 10], [(20, 2), (20, 1)], [GONE, GONE], []),
    # Everything is answered; another remedy is of nothing.
    ([1], [(5, 0), (20, 0)], [GONE], []),
    ([1, 10, 12], [(20, 2)], [OPEN, GONE, OPEN], []),
]


def outcomes(notices, remedies, answers="Notice", rule=RULE):
    asked = tuple(Moment(date(2001, 9, d), lineage=str(n)) for n, d in enumerate(notices, 1))
    said = tuple(
        Moment(date(2001, 9, d), lineage=str(n), answers=str(of) if of else "")
        for n, (d, of) in enumerate(remedies, 1)
    )
    names = names_of({"Notice": "repeating event", "Remedy": "repeating event"}, ())
    facts = {
        "Notice": Events(asked, repeating=True),
        "Remedy": Events(said, repeating=True, answers=answers),
    }
    world = World(facts=facts, known_through=date(2002, 1, 1))
    return evaluate(parse(rule, names), world, kind="termination").outcomes


@pytest.mark.parametrize(("notices", "remedies", "states", "asked"), CASES)
def test_which_right_a_remedy_takes_away(notices, remedies, states, asked):
    found = outcomes(notices, remedies)
    assert [one.state for one in found] == states
    told = [n for n, one in enumerate(found) if any(ASKED in said for said in one.cautions)]
    assert told == asked


def test_what_answers_nothing_counts_for_all_as_before():
    assert [one.state for one in outcomes([1, 10], [(20, 0)], answers="")] == [GONE, GONE]


def test_a_date_counts_from_the_remedy_that_is_meant():
    rule = "from [Notice] until [Remedy]"
    found = outcomes([1, 10], [(15, 2), (20, 1)], rule=rule)
    assert [one.end for one in found] == [date(2001, 9, 20), date(2001, 9, 15)]
    assert [one.end for one in outcomes([1, 10], [(15, 0)], rule=rule)] == [None, None]
