"""A chosen reading: what it makes of the date, what it says of itself, what it leaves visible."""

import pytest

from obligations.engine.choices import Choices
from obligations.engine.errors import EngineError
from obligations.engine.evaluate import evaluate
from obligations.engine.inputs import conventions_from, facts_from_events
from obligations.engine.names import names_of
from obligations.engine.parser import parse
from obligations.engine.values import World

BY = "chosen by O. Hart on Wed 3 May 2000: as agreed"


def read(rule, choice, *events, explain=True, **options):
    kinds, facts = facts_from_events(events)
    world = World(facts, conventions_from(options))
    rule = parse(rule, names_of(kinds))
    chosen = Choices.from_data(choice, BY)
    (outcome,) = evaluate(rule, world, choices=chosen, explain=explain).outcomes
    return outcome


# rule, event, choice, the date then, the dates set aside
@pytest.mark.parametrize(
    ("rule", "event", "choice", "due", "aside"),
    [
        ("30 days after [X]", "X=2000-04-28", {"closed_day": "next"}, "05-29", "05-28 05-26"),
        ("30 days after [X]", "X=2000-04-28", {"closed_day": "previous"}, "05-26", "05-28 05-29"),
        ("30 days after [X]", "X=2000-04-28", {"closed_day": "as stated"}, "05-28", "05-26 05-29"),
        ("10 full days after [X]", "X=2000-05-01", {"full": "clear"}, "05-12", "05-11"),
        ("before [X]", "X=2000-08-29", {"prior_to": "inclusive"}, "08-29", "08-28"),
        ("1 month after [X]", "X=2000-01-31", {"month_end": "up"}, "03-01", "02-29"),
        (
            "2 business days (us-fed) after [X]",
            "X=2000-11-08",
            {"calendars": {"us-fed": "us-federal-offices"}},
            "11-13",
            "11-10",
        ),
    ],
)
def test_the_chosen_date_counts_and_the_others_are_set_aside(rule, event, choice, due, aside):
    outcome = read(rule, choice, event)
    assert f"{outcome.due:%m-%d}" == due == f"{outcome.act_by:%m-%d}"
    first, *others = outcome.readings
    assert first.basis.startswith("chosen: ")
    assert [f"{r.day:%m-%d}" for r in others if r.set_aside] == aside.split()
    assert outcome.steps[0].text.startswith("read as chosen: ")
    assert outcome.steps[0].used == (BY,)


def test_what_is_chosen_and_changes_nothing_is_not_told():
    outcome = read("10 days after [X]", {"full": "clear"}, "X=2000-05-01")
    assert [reading.basis for reading in outcome.readings] == ["the words as they stand"]
    assert not any(step.operation == "reading" for step in outcome.steps)


def test_without_steps_it_counts_all_the_same():
    outcome = read("10 full days after [X]", {"full": "clear"}, "X=2000-05-01", explain=False)
    assert (outcome.steps, f"{outcome.due}") == ((), "2000-05-12")


def test_each_reading_says_what_choosing_it_chooses():
    literal, *others = read("30 days after [X]", {}, "X=2000-04-28").readings
    assert literal.choice.as_data() == {"closed_day": "as stated"}
    for reading in (literal, *others):
        again = read("30 days after [X]", reading.choice.as_data(), "X=2000-04-28")
        assert again.due == reading.day == again.act_by


def test_where_nothing_can_be_chosen_there_is_no_choice():
    (only,) = read("10 days after [X]", {}, "X=2000-05-01").readings
    assert only.choice.as_data() == {}


def test_one_choice_over_another_keeps_both_sources():
    own, agreed = Choices(full="clear", source="own"), Choices(of="after", source="agreed")
    assert own.over(agreed) == Choices(full="clear", of="after")
    assert own.over(agreed).source == "own; agreed"
    assert own == Choices(full="clear")


@pytest.mark.parametrize(
    "data",
    [
        ["full"],
        "full",
        {"full": "empty"},
        {"weather": "fine"},
        {"calendars": "us-fed"},
        {"calendars": {"us-fed": 1}},
    ],
)
def test_what_is_no_choice_is_refused(data):
    with pytest.raises(EngineError):
        Choices.from_data(data)
