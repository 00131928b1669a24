"""What is refused at entry, word by word: the sentence, and the words that it is about."""

import csv
from pathlib import Path

import pytest

from obligations.engine.calendars import SHIPPED
from obligations.engine.check import check_rule
from obligations.engine.errors import RuleError
from obligations.engine.lexer import with_brackets
from obligations.engine.names import Names, names_of
from obligations.engine.parser import MAX_LENGTH, parse
from obligations.engine.values import Conventions
from obligations.engine.wording import listed

NAMES = names_of(
    {
        "Closing Date": "event",
        "Notice": "repeating event",
        "Delay": "span",
        "Filing Date": "defined",
        "Expiries": "set",
    },
    ["V.5"],
)


def refused():
    with (Path(__file__).parent / "refused.csv").open(encoding="utf-8", newline="") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines)]


def check(rule: str, names: Names = NAMES, receipt: bool = False, **conventions: str) -> None:
    agreed = Conventions(**conventions)
    check_rule(parse(rule, names), names, agreed, receipt=receipt)


@pytest.mark.parametrize(("rule", "at", "says"), refused(), ids=lambda text: text[:40])
def test_a_refusal_says_what_is_wrong_and_where(rule, at, says):
    with pytest.raises(RuleError) as refusal:
        check(rule)
    assert str(refusal.value) == says
    assert rule[refusal.value.start : refusal.value.end] == at


def test_a_rule_that_stops_too_early_points_behind_its_last_word():
    with pytest.raises(RuleError) as refusal:
        parse("30 days after", NAMES)
    assert refusal.value.start == len("30 days after")
    assert refusal.value.expected == (
        "a date or a key date in [brackets]",
        "a number (30 days …)",
        "“30th day”",
    )


def test_an_unknown_name_tells_what_else_could_stand_there():
    with pytest.raises(RuleError) as refusal:
        parse("30 days after [Closing Dat]", NAMES)
    assert "Did you mean [Closing Date]" in str(refusal.value)
    assert "a date or a key date in [brackets]" in refusal.value.expected


def test_without_names_it_says_so():
    with pytest.raises(RuleError, match="No key date is declared yet"):
        parse("30 days after [X]", names_of({}))


def test_nothing_to_read():
    with pytest.raises(RuleError, match="The rule is empty"):
        parse(" \n ", NAMES)


def test_too_much_to_read():
    with pytest.raises(RuleError, match=f"{MAX_LENGTH} are the most"):
        parse("x" * (MAX_LENGTH + 1), NAMES)


def test_a_place_for_a_terminal_is_one_line():
    with pytest.raises(RuleError) as refusal:
        parse("30 days\nafter [Nonsense]", NAMES)
    line = refusal.value.in_one_line()
    assert "\n" not in line
    assert line.endswith("(At character 15: “[Nonsense]”.)")


def test_a_pointer_stands_under_the_words():
    with pytest.raises(RuleError) as refusal:
        parse("30 days aftr [Closing Date]", NAMES)
    assert refusal.value.pointer() == "30 days aftr [Closing Date]\n        ^^^^"


def test_a_pointer_to_nothing_is_the_rule():
    assert RuleError("No.", text="30 days").pointer() == "30 days"
    assert RuleError("No.\nNot so.").in_one_line() == "No. Not so."


@pytest.mark.parametrize(
    ("rule", "receipt", "conventions", "says"),
    [
        ("30 days after [Closing Date]", True, {}, "a rule of deemed receipt is wanted"),
        ("deemed received same day", False, {}, "belongs to the notice rules"),
        ("deemed received next business day", True, {}, "needs a calendar for business days"),
        (
            "deemed received same day if sent before 14:00 UTC on a business day",
            True,
            {},
            "needs a calendar for business days",
        ),
        ("30 days after [Closing Date]", False, {"roll": "following"}, "has no calendar"),
    ],
)
def test_what_an_agreement_cannot_carry(rule, receipt, conventions, says):
    with pytest.raises(RuleError, match=says):
        check(rule, receipt=receipt, **conventions)


@pytest.mark.parametrize(
    ("rule", "receipt", "conventions"),
    [
        ("deemed received same day", True, {}),
        ("deemed received next business day (us-fed)", True, {}),
        ("deemed received next business day", True, {"calendar": "us-fed"}),
        ("30 days after [Closing Date]", False, {"roll": "following", "calendar": "us-fed"}),
        (
            "30 days after [Closing Date], adjust following (us-fed)",
            False,
            {"roll": "following"},
        ),
        ("30 days after [Closing Date], adjust none", False, {"roll": "following"}),
        ("30 days after [V.5 missed]", False, {}),
        ("within 10 days after [Expiries]", False, {}),
        ("30 days after [Closing Date], if [Delay] has not occurred", False, {}),
    ],
)
def test_what_an_agreement_carries(rule, receipt, conventions):
    check(rule, receipt=receipt, **conventions)


def test_any_name_is_taken_where_names_are_open():
    check("30 days after first day of [Whatever]", names=Names.open())


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("30 days after closing date", "30 days after [Closing Date]"),
        ("the later of (the Notice, v.5 due)", "the later of (the [Notice], [V.5 due])"),
        ("30 days after [ closing  date ]", "30 days after [Closing Date]"),
        ("5 business days (us-fed) after 2000-05-01", "5 business days (us-fed) after 2000-05-01"),
    ],
)
def test_names_are_stored_in_brackets_and_nothing_else_changes(written, stored):
    assert with_brackets(written, NAMES, frozenset(SHIPPED)) == stored


def test_words_that_make_no_sense_before_a_date_that_makes_none():
    with pytest.raises(RuleError, match="There is no key date “gibberish”"):
        parse("30 days after gibberish 31 February 2000", NAMES)


def test_a_word_after_words_that_do_not_go_together_is_told_of_alone():
    with pytest.raises(RuleError, match="There is no key date “gibberish”"):
        parse("days after of gibberish", NAMES)


def test_where_nothing_may_stand_nothing_is_expected():
    assert listed([]) == "nothing more"
