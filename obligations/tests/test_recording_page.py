"""The form of a key date: first what would move, then a reason, then it is recorded."""

import re

import pytest

from obligations.models import Happening
from obligations.tests.finding import dates_of, key_date_of

pytestmark = pytest.mark.django_db
ASKED = {"day": "3 Feb 2020", "certainty": "actual", "note": "The closing memorandum."}


@pytest.fixture
def correct(closing):
    return f"/key-dates/{key_date_of(closing, 'Closing Date').pk}/correct/1"


def hidden(html, name):
    """The value of the only hidden field of a name."""
    (value,) = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    return value


def standing(agreement):
    return Happening.objects.get(key_date__agreement=agreement, is_current=True)


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_preview_shows_what_would_move_and_writes_nothing(
    closing, as_colleague, correct, headers
):
    before = dates_of(closing)
    html = as_colleague.post(correct, {**ASKED, "step": "preview"}, headers=headers)
    text = html.content.decode()
    assert "File the shelf" in text and "Wed 4 Mar 2020" in text
    assert hidden(text, "token") and 'name="reason"' in text
    assert dates_of(closing) == before


def test_what_was_seen_is_recorded(closing, as_colleague, correct):
    seen = hidden(
        as_colleague.post(correct, {**ASKED, "step": "preview"}).content.decode(), "token"
    )
    said = {**ASKED, "step": "record", "token": seen, "reason": "Put off by a weekend."}
    answer = as_colleague.post(correct, said, follow=True)
    assert "“Closing Date” is corrected" in answer.content.decode()
    assert str(standing(closing).happened_date) == "2020-02-03"


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"token": "", "reason": "Put off."}, "Something has changed since you looked"),
        ({"reason": "  "}, "Say in a few words why"),
        ({"day": "3/2/2020"}, "can be read as two days"),
    ],
)
def test_what_was_not_seen_or_has_no_reason_is_not_recorded(
    closing, as_colleague, correct, more, sentence
):
    seen = hidden(
        as_colleague.post(correct, {**ASKED, "step": "preview"}).content.decode(), "token"
    )
    answer = as_colleague.post(correct, {**ASKED, "step": "record", "token": seen, **more})
    assert sentence in answer.content.decode()
    assert str(standing(closing).happened_date) == "2020-01-31"


def test_it_is_taken_back_once_its_effect_was_seen(closing, as_owner, correct):
    url = correct.replace("correct", "withdraw")
    form = as_owner.get(url).content.decode()
    said = {name: hidden(form, name) for name in ("token",)}
    said |= {"seen": standing(closing).version, "step": "record", "reason": "It was another deal."}
    answer = as_owner.post(url, said, follow=True)
    assert "“Closing Date” is taken back" in answer.content.decode()


def test_an_outsider_finds_no_form(closing, as_outsider, correct):
    assert as_outsider.get(correct).status_code == 404
