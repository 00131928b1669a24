"""What may stand at the cursor: names, keywords, calendars, zones, in place of what is begun."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obligations.engine.calendars import SHIPPED
from obligations.engine.cases import read_cases
from obligations.engine.completion import MOST, complete
from obligations.engine.errors import RuleError
from obligations.engine.inputs import kinds_from
from obligations.engine.lexer import tokens
from obligations.engine.names import names_of
from obligations.engine.parser import MAX_LENGTH, accepted_after, parse
from obligations.engine.printer import text_of

NAMES = names_of(
    {
        "Closing Date": "event",
        "Filing Date": "defined",
        "Delay": "span",
        "Notice": "repeating event",
        "day count": "unknown",
    },
    ["V.5"],
)
NO_SPANS = names_of({"Closing Date": "event"})


def texts(written, names=NAMES, **more):
    """What is offered where the bar stands, or at the end."""
    before, _, after = written.partition("|")
    return [s.text for s in complete(before + after, len(before), names, **more).suggestions]


def put_in(written, number=0, names=NAMES):
    """The text after taking what is offered."""
    before, _, after = written.partition("|")
    found = complete(before + after, len(before), names)
    text = before + after
    return text[: found.start] + found.suggestions[number].text + text[found.end :]


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("", "within"),
        ("w", "within"),
        ("not later th", "not later than"),
        ("NOT  later th", "not later than"),
        ("30 ", "days"),
        ("30 ", "business days"),
        ("1 ", "day"),
        ("30th ", "business day"),
        ("every ", "every month"),
        ("every ", "every anniversary of"),
        ("30 days", " after"),
        ("30 days af", "after"),
        ("30 days after ", "[Closing Date]"),
        ("30 days after clos", "[Closing Date]"),
        ("30 days after the closing d", "[Closing Date]"),
        ("30 days after [", "[Filing Date]"),
        ("30 days after [date", "[Filing Date]"),
        ("30 days after [V", "[V.5 missed]"),
        ("suspended during ", None),
        ("[Closing Date], suspended during ", "[Delay]"),
        ("[Closing Date], if ", "[Delay]"),
        ("[Closing Date], ", ", adjust"),
        ("[Closing Date]", ", adjust"),
        ("[Closing Date], ad", ", adjust"),
        ("[Closing Date], adjust ", "modified following"),
        ("[Closing Date], adjust following (us", "(us-fed)"),
        ("5 business days (", "(nyse)"),
        ("5 business days (us-fed+c", "(us-fed+california-banks)"),
        ("5 business days (US-FED + c", "(us-fed+california-banks)"),
        ("end of each calendar q", "quarter"),
        ("first business day (", "(us-fed)"),
        ("[Closing Date], by 16:30 Amer", "16:30 America/New_York"),
        ("[Closing Date], by 4:30 p.m. e", "4:30 p.m. Eastern Standard Time"),
        ("later of ([Closing Date] ", ")"),
        ("deemed received ", "same day"),
        ("promptly ", "after"),
        ("[Closing Date], month-end ", "down"),
    ],
)
def test_what_may_stand_here_is_offered(written, offered):
    assert offered in texts(written) if offered else texts(written) == []


@pytest.mark.parametrize(
    ("written", "not_offered"),
    [
        ("30 days after ", "[Delay]"),
        ("[Closing Date], suspended during ", "[Closing Date]"),
        ("30 days ", "(us-fed)"),
        ("[Closing Date], adjust none ", "(us-fed)"),
        ("5 business days (us-fed+", "(us-fed+us-fed)"),
        ("30 days after ", "[V.5 due]"),
        ("[Closing Date], adjust ", "adjusted"),
        ("30 days after [Closing Date]", "[Closing Date]"),
    ],
)
def test_what_may_not_stand_here_is_not(written, not_offered):
    assert not_offered not in texts(written)


def test_spans_are_asked_for_only_where_one_is_declared():
    assert ", suspended during" in texts("[Closing Date]")
    assert ", suspended during" not in texts("[Closing Date]", NO_SPANS)


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("30 days after clos|", "30 days after [Closing Date]"),
        ("30 days after [clos|ing Date]", "30 days after [Closing Date]"),
        ("30 days after [clos|, by 16:30 UTC", "30 days after [Closing Date], by 16:30 UTC"),
        ("30 day|", "30 days"),
        ("not ea|", "not earlier than"),
    ],
)
def test_it_takes_the_place_of_what_is_begun(written, after):
    assert put_in(written) == after


def test_it_says_what_else_may_stand_there():
    found = complete("30 days after ", 14, NAMES)
    assert "a date or a key date in [brackets]" in found.expected
    assert not found.begun and complete("30 days af", 10, NAMES).begun


def test_each_says_what_it_is():
    found = {s.text: s for s in complete("30 days after ", 14, NAMES).suggestions}
    assert (found["[Closing Date]"].kind, found["[Closing Date]"].meaning) == ("key date", "event")
    assert found["[day count]"].meaning == ""
    assert found["each"].meaning == "every happening of a key date"


def test_deemed_receipt_is_offered_where_it_is_wanted():
    assert texts("", receipt=True) == ["deemed received"]
    assert "deemed received" not in texts("", receipt=False)
    assert "deemed received" in texts("")


def test_what_makes_no_sense_gets_nothing():
    assert texts("xx yy") == [] and texts("30 days after [Nobody]") == []
    assert complete("x" * (MAX_LENGTH + 1), 5, NAMES).suggestions == ()
    assert complete("30", 99, NAMES).start == 2
    assert complete("30", -5, NAMES).start == 0


CASES = [
    case
    for table in sorted((Path(__file__).parent / "cases").glob("*.csv"))
    for case in read_cases(table.read_text("utf-8"), table=True)
]


@pytest.mark.parametrize("case", CASES[::7], ids=lambda case: case["rule"])
def test_each_word_of_a_rule_is_offered_before_it_is_written(case):
    names = names_of(kinds_from(case["inputs"]))
    try:
        text = text_of(parse(case["rule"], names))
    except RuleError:
        return
    for token in tokens(text, names, frozenset(SHIPPED)):
        if token.type in ("NAME", "CALENDAR", "UNIT", "CONVENTION", "AFTER", "BEFORE", "WITHIN"):
            word = text[token.start_pos : token.end_pos]
            found = complete(text, token.start_pos + min(2, len(word) - 1), names)
            assert any(s.text.endswith(word) for s in found.suggestions)


@given(st.data())
def test_what_is_offered_goes_together_with_what_stands_before(data):
    case = data.draw(st.sampled_from(CASES))
    names = names_of(kinds_from(case["inputs"]))
    cursor = data.draw(st.integers(0, len(case["rule"])))
    found = complete(case["rule"], cursor, names)
    assert len(found.suggestions) <= MOST
    for option in found.suggestions[:12]:
        text = case["rule"][: found.start] + option.text
        if not option.text.endswith(" of"):
            stream = tokens(text, names, frozenset(SHIPPED))
            assert accepted_after(list(stream)) is not None, text


@given(st.text(max_size=60), st.integers(-5, 70))
def test_no_text_and_no_place_raises(text, cursor):
    complete(text, cursor, NAMES)


def test_a_calendar_that_is_not_known_is_joined_with_nothing():
    assert texts("5 business days (mars+") == []


@pytest.mark.parametrize("written", ["30 days after [Closing Date]x|", "5 business days (us-fud+|"])
def test_nothing_is_offered_where_nothing_goes_on(written):
    assert texts(written) == []
