"""A whole agreement at once: occurrences and keys, duties that hang on other duties, circles."""

from datetime import date

import pytest

from obligations.engine.agreement import (
    Case,
    Duty,
    Fate,
    compute,
    first_missed_day,
    needs_of,
)
from obligations.engine.choices import Choices
from obligations.engine.errors import RuleError
from obligations.engine.graph import dependents, in_order
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import (
    Conventions,
    Dates,
    Defined,
    Events,
    Moment,
    Span,
    Spans,
    World,
)

NAMES = names_of(
    {
        "Closing Date": "event",
        "Notice": "repeating event",
        "Delay": "span",
        "Expiries": "set",
        "Filing Date": "defined",
        "Later Date": "defined",
    },
    ["V.1", "V.2", "V.3"],
)
CLOSING = date(2000, 5, 1)
FACTS = {
    "Closing Date": Events((Moment(CLOSING),)),
    "Notice": Events(
        (Moment(date(2000, 6, 1), lineage="a"), Moment(date(2000, 7, 1), lineage="b")),
        repeating=True,
    ),
    "Delay": Spans((Span(date(2000, 8, 1), date(2000, 8, 3), "planned"), Span(date(2000, 9, 1)))),
    "Expiries": Dates((date(2009, 1, 26), date(2015, 4, 19), date(2009, 1, 26))),
}


def rule(text):
    return parse(text, NAMES)


def computed(*duties, facts=None, **case):
    """The occurrences as (reference, key, person, state, due or start)."""
    world = World({**FACTS, **(facts or {})}, Conventions(calendar="us-fed"))
    return [
        (o.ref, o.key, o.person, o.outcome.state, o.outcome.day)
        for o in compute(Case(world, duties, **case))
    ]


def test_each_duty_gives_its_occurrences_in_the_duties_order():
    found = computed(
        Duty("V.2", rule=rule("10 days after [Notice]")),
        Duty("V.1", rule=rule("30 days after [Closing Date]")),
    )
    assert found == [
        ("V.2", "a", "", "resolved", date(2000, 6, 11)),
        ("V.2", "b", "", "resolved", date(2000, 7, 11)),
        ("V.1", "", "", "resolved", date(2000, 5, 31)),
    ]


def test_only_some_references_are_worked_out():
    duties = (
        Duty("V.1", rule=rule("30 days after [Closing Date]")),
        Duty("V.2", rule=rule("2 days after [V.1 due]")),
    )
    found = compute(Case(World(FACTS), duties), only=["V.2"])
    assert [(o.ref, o.outcome.due) for o in found] == [("V.2", date(2000, 6, 2))]


def test_each_of_several_persons_owes_it():
    found = computed(
        Duty("V.1", rule=rule("30 days after [Closing Date]"), persons=("tenant", "guarantor"))
    )
    assert [row[2] for row in found] == ["tenant", "guarantor"]


def test_a_duty_without_rule_and_trigger_stands_from_the_agreements_first_day():
    found = computed(Duty("V.1"), stands_from=date(2000, 4, 28))
    assert found == [("V.1", "", "", "resolved", date(2000, 4, 28))]


@pytest.mark.parametrize(
    ("trigger", "rows"),
    [
        ("Closing Date", [("", "resolved", CLOSING)]),
        ("Notice", [("a", "resolved", date(2000, 6, 1)), ("b", "resolved", date(2000, 7, 1))]),
        ("Delay", [("1", "provisional", date(2000, 8, 1)), ("2", "resolved", date(2000, 9, 1))]),
        (
            "Expiries",
            [
                ("2009-01-26", "resolved", date(2009, 1, 26)),
                ("2009-01-26/2", "resolved", date(2009, 1, 26)),
                ("2015-04-19", "resolved", date(2015, 4, 19)),
            ],
        ),
        ("Filing Date", [("", "resolved", date(2000, 5, 31))]),
        ("Unheard", [("", "pending", None)]),
        ("Never", [("", "void", None)]),
    ],
)
def test_a_trigger_alone_opens_a_duty(trigger, rows):
    facts = {
        "Filing Date": Defined(rule("30th day after [Closing Date]")),
        "Never": Events(never=True),
    }
    found = computed(Duty("V.1", trigger=trigger), facts=facts)
    assert [(key, state, day) for _, key, _, state, day in found] == rows


def test_a_trigger_that_repeats_has_a_placeholder_until_it_happens():
    found = computed(Duty("V.1", trigger="Notice"), facts={"Notice": Events(repeating=True)})
    assert found == [("V.1", "next", "", "pending", None)]


def test_a_defined_trigger_that_waits_or_fails_says_so():
    facts = {
        "Closing Date": Events(),
        "Filing Date": Defined(rule("30th day after [Closing Date]")),
        "Later Date": Defined(rule("[Notice], if [Notice] before 1999-01-01")),
    }
    found = compute(
        Case(
            World({**FACTS, **facts}),
            (Duty("V.1", trigger="Filing Date"), Duty("V.2", trigger="Later Date")),
        )
    )
    assert [(o.outcome.state, o.outcome.awaiting) for o in found] == [
        ("pending", ("Closing Date",)),
        ("void", ()),
        ("void", ()),
    ]


def test_one_date_that_is_refused_hides_no_other():
    found = compute(
        Case(
            World({**FACTS, "Closing Date": Events((Moment(date(1850, 1, 1)),))}),
            (
                Duty("V.1", rule=rule("5 business days (us-fed) after [Closing Date]")),
                Duty("V.2", rule=rule("5 days after [Closing Date]")),
            ),
        )
    )
    assert [o.outcome.state for o in found] == ["pending", "resolved"]
    assert "lies outside" in found[0].outcome.cautions[0]


# Dates of other duties


def test_a_duty_hangs_on_when_another_is_due_done_or_missed():
    duties = (
        Duty("V.1", rule=rule("30 days after [Closing Date]")),
        Duty("V.2", rule=rule("10 days after [V.1 done]")),
        Duty("V.3", rule=rule("10 days after [V.1 missed]")),
    )
    done = {"V.1": (Fate("", done=date(2000, 5, 20)),)}
    assert [row[3:] for row in computed(*duties, fates=done)][1:] == [
        ("resolved", date(2000, 5, 30)),
        ("void", None),
    ]
    missed = {"V.1": (Fate("", missed=date(2000, 6, 1)),)}
    assert [row[3:] for row in computed(*duties, fates=missed)][1:] == [
        ("pending", None),
        ("resolved", date(2000, 6, 11)),
    ]
    assert [row[3:] for row in computed(*duties)][1:] == [("pending", None), ("pending", None)]


def test_what_several_owe_is_done_when_the_last_has_done_it_and_missed_with_the_first():
    duties = (
        Duty("V.1", rule=rule("30 days after [Closing Date]"), persons=("a", "b", "c")),
        Duty("V.2", rule=rule("1 day after [V.1 done]")),
        Duty("V.3", rule=rule("1 day after [V.1 missed]")),
    )
    days = [date(2000, 5, 20), date(2000, 5, 22), date(2000, 5, 21)]
    all_done = {"V.1": tuple(Fate("", done=day) for day in days)}
    assert computed(*duties, fates=all_done)[3][3:] == ("resolved", date(2000, 5, 23))
    one_open = {"V.1": (*all_done["V.1"][:2], Fate(""))}
    assert computed(*duties, fates=one_open)[3][3:] == ("pending", None)
    open_first = {"V.1": (Fate(""), *all_done["V.1"][:2])}
    assert computed(*duties, fates=open_first)[3][3:] == ("pending", None)
    two_missed = {"V.1": tuple(Fate("", missed=date(2000, 6, n)) for n in (3, 2))}
    assert computed(*duties, fates=two_missed)[4][3:] == ("resolved", date(2000, 6, 3))


def test_fates_of_a_series_drive_as_many_occurrences():
    duties = (
        Duty("V.1", rule=rule("10 days after [Notice]")),
        Duty("V.2", rule=rule("5 days after [V.1 done]")),
    )
    fates = {"V.1": (Fate("b", done=date(2000, 7, 5)), Fate("a", done=date(2000, 6, 5)))}
    assert computed(*duties, fates=fates)[2:] == [
        ("V.2", "a", "", "resolved", date(2000, 6, 10)),
        ("V.2", "b", "", "resolved", date(2000, 7, 10)),
    ]
    assert computed(*duties)[2:] == [("V.2", "next", "", "pending", None)]


def test_the_due_date_of_a_duty_without_rule_is_its_trigger():
    duties = (
        Duty("V.1", trigger="Closing Date"),
        Duty("V.2", rule=rule("10 days after [V.1 due]")),
        Duty("V.3", trigger="Unheard"),
    )
    assert computed(*duties)[1][3:] == ("resolved", date(2000, 5, 11))
    found = computed(
        Duty("V.1", trigger="Unheard"), Duty("V.2", rule=rule("10 days after [V.1 due]"))
    )
    assert found[1][3:] == ("pending", None)


def test_the_fate_of_a_duty_without_rule_is_never_settled():
    duties = (Duty("V.1", trigger="Notice"), Duty("V.2", rule=rule("1 day after [V.1 missed]")))
    fates = {"V.1": (Fate("a", done=date(2000, 6, 5)),)}
    assert computed(*duties, fates=fates)[2][1:4] == ("next", "", "pending")


def test_a_date_of_a_duty_that_a_key_date_is_named_after_stays_the_key_dates():
    facts = {"V.1 due": Events((Moment(date(2001, 1, 1)),))}
    duties = (
        Duty("V.1", rule=rule("30 days after [Closing Date]")),
        Duty("V.2", rule=rule("1 day after [V.1 due]")),
    )
    assert computed(*duties, facts=facts)[1][4] == date(2001, 1, 2)


def test_needs_speak_of_duties_by_their_reference():
    case = Case(
        World({**FACTS, "Filing Date": Defined(rule("30th day after [Closing Date]"))}),
        (
            Duty("V.1", trigger="Filing Date"),
            Duty("V.2", rule=rule("2 days after [V.1 due]"), trigger="Notice"),
            Duty("V.3"),
        ),
    )
    assert needs_of(case) == {
        "Filing Date": ("Closing Date",),
        "V.1": ("Filing Date",),
        "V.2": ("Notice", "V.1"),
        "V.3": (),
    }


def test_duties_that_wait_for_one_another_are_a_circle():
    duties = (
        Duty("V.1", rule=rule("2 days after [V.2 done]")),
        Duty("V.2", rule=rule("2 days after [V.1 due]")),
    )
    with pytest.raises(RuleError, match=r"in a circle: \[V.1\] → \[V.2\] → \[V.1\]\."):
        computed(*duties)


# Counsel's choices


def test_a_choice_for_a_duty_and_one_for_a_single_occurrence():
    duty = Duty(
        "V.1",
        rule=rule("10 full days after [Notice]"),
        choices=Choices(full="clear"),
        choices_for={"b": Choices(full="counted"), "z": Choices(full="clear")},
    )
    assert [row[4] for row in computed(duty)] == [date(2000, 6, 12), date(2000, 7, 11)]
    alone = Duty("V.1", rule=duty.rule, choices_for={"b": Choices(full="clear")})
    assert [row[4] for row in computed(alone)] == [date(2000, 6, 11), date(2000, 7, 12)]


def test_a_duty_is_missed_on_the_day_after_its_last_or_its_grace():
    assert first_missed_day(CLOSING, None) == date(2000, 5, 2)
    assert first_missed_day(CLOSING, date(2000, 5, 11)) == date(2000, 5, 12)


# The graph

NEEDS = {"a": ["b", "c"], "b": ["d"], "c": ["d", "event"], "d": [], "e": ["a"]}


def test_each_comes_after_what_it_needs():
    assert in_order(NEEDS) == ["d", "b", "c", "a", "e"]
    assert in_order(NEEDS, roots=["c"]) == ["d", "c"]


def test_a_thousand_deep_is_no_matter():
    chain = {str(n): [str(n + 1)] for n in range(5_000)}
    assert in_order(chain, roots=["0"])[-1] == "0"


def test_a_circle_is_printed_from_where_it_begins():
    with pytest.raises(RuleError, match=r"\[b\] → \[c\] → \[b\]\.$"):
        in_order({"a": ["b"], "b": ["c"], "c": ["b"]})


def test_all_that_a_change_can_move():
    assert dependents(NEEDS, ["d"]) == {"a", "b", "c", "e"}
    assert dependents(NEEDS, ["event", "b"]) == {"a", "c", "e"}
    assert dependents(NEEDS, ["e"]) == set()
