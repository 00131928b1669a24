"""That an event will not happen: on its page after a preview, in a file, and in rules."""

import pytest

from obligations.actions.files import import_file
from obligations.actions.ruling_out import rule_in, rule_out
from obligations.agreement_file import FileProblems, read, write
from obligations.models import KeyDate
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.tests.conftest import FILES
from obligations.tests.finding import key_date_of, phases_of

TEXT = (FILES / "closing-2020.yaml").read_text(encoding="utf-8")
WHY = "The offering was called off."


def test_what_waits_for_it_alone_applies_no_more(closing, owner):
    notice = key_date_of(closing, "Cure Notice")
    assert set(phases_of(closing, "cure").values()) == {"awaiting"}
    rule_out(key_date=notice, by=owner, reason=WHY)
    assert set(phases_of(closing, "cure").values()) == {"not applicable"}
    rule_in(key_date=notice, by=owner, reason="It is on again.")
    assert set(phases_of(closing, "cure").values()) == {"awaiting"}


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Filing Date", "is no event"),
        ("Excused Delay", "is no event"),
        ("Closing Date", "is recorded for Fri 31 Jan 2020; take that back first"),
    ],
)
def test_what_cannot_be_ruled_out(closing, owner, name, sentence):
    with pytest.raises(NotNow, match=sentence):
        rule_out(key_date=key_date_of(closing, name), by=owner, reason=WHY)


def test_readers_rule_nothing_out(closing, outsider):
    with pytest.raises(NotAllowed):
        rule_out(key_date=key_date_of(closing, "Cure Notice"), by=outsider, reason=WHY)


def test_the_page_shows_what_it_does_before_it_does_it(as_owner, as_outsider, closing):
    notice = key_date_of(closing, "Cure Notice")
    page = f"/key-dates/{notice.pk}/rule-out"
    assert as_outsider.get(page).status_code == 404
    assert f'href="{page}"' in as_owner.get(f"/key-dates/{notice.pk}").text
    first = as_owner.get(page)
    assert "It will not happen" in first.text
    seen = as_owner.post(page, {"reason": WHY})
    assert KeyDate.objects.get(pk=notice.pk).will_not_happen == ""
    token = seen.context["foreseen"].token
    as_owner.post(page, {"reason": WHY, "step": "enter", "token": token})
    shown = as_owner.get(f"/key-dates/{notice.pk}").text
    assert WHY in shown and "It may happen after all" in shown
    assert f'href="/key-dates/{notice.pk}/record"' not in shown


def test_a_file_says_it_and_a_silent_one_takes_nothing_back(closing, owner, system):
    rule_out(key_date=key_date_of(closing, "Cure Notice"), by=owner, reason=WHY)
    again = file_of(closing)
    assert read(write(again)) == again
    assert f"will not happen: {WHY}" in write(again)
    assert import_file(file=read(TEXT), by=system).nothing
    assert key_date_of(closing, "Cure Notice").will_not_happen == WHY


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("Filing Date", "Only an event can fail"), ("Closing Date", "cannot be ruled out as well")],
)
def test_a_file_that_says_it_wrongly(closing, name, sentence):
    old = f"{{name: {name}, "
    assert old in TEXT
    with pytest.raises(FileProblems, match=sentence):
        read(TEXT.replace(old, f"{old}will not happen: Because, "))
