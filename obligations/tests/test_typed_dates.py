"""Dates are typed so that nobody can mistake day and month."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from obligations.forms.days import DayField, read_day

DAY = date(2001, 9, 4)


@pytest.mark.parametrize(
    "text",
    [
        "4 Sep 2001",
        "04 sep 2001",
        "4 September 2001",
        "Tue 4 Sep 2001",
        "Tuesday, 4 September 2001",
        "September 4, 2001",
        "Sep. 4, 2001",
        "2001-09-04",
        "  4   Sep  2001 ",
    ],
)
def test_it_is_read(text):
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("4/9/2001", "“4/9/2001” can be read as two days; write the month in letters"),
        ("04.09.01", "can be read as two days"),
        ("2001-09-31", "“2001-09-31” is no day"),
        ("31 Sep 2001", "“31 Sep 2001” is no day; write it as 4 Sep 2001."),
        ("soon", "“soon” is no day"),
        ("Mon 4 Sep 2001", "That weekday is not right: it is Tue 4 Sep 2001."),
        ("4 Sep 01", "“4 Sep 01” is no day"),
    ],
)
def test_it_is_refused_with_a_sentence(text, sentence):
    with pytest.raises(ValidationError) as refused:
        read_day(text)
    assert sentence in refused.value.messages[0]


class Form(forms.Form):
    day = DayField(required=False)


def test_a_field_shows_what_it_holds_with_its_weekday():
    assert 'value="Tue 4 Sep 2001"' in str(Form(initial={"day": DAY})["day"])
    assert 'value="4/9/2001"' in str(Form({"day": "4/9/2001"})["day"])


def test_a_field_gives_a_date_or_nothing():
    full, empty = Form({"day": "Tue 4 Sep 2001"}), Form({"day": " "})
    assert full.is_valid() and empty.is_valid()
    assert (full.cleaned_data["day"], empty.cleaned_data["day"]) == (DAY, None)
