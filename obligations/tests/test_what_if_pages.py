"""The pages of what-if: from a name to a change, to dates side by side, to the record."""

from datetime import date

import pytest

from obligations.actions.scenarios import OnPaper, add_step, change_scenario, make_scenario
from obligations.models import Happening, KeyDate, Scenario

AGREEMENT = "CLO-2020"


@pytest.fixture
def slips(closing, owner):
    """A scenario of the owner's with the closing two weeks later."""
    made = make_scenario(name="Closing slips", by=owner)
    closing_date = KeyDate.objects.get(agreement=closing, name="Closing Date")
    step = OnPaper(kind="happening", key_date=closing_date, day=date(2020, 2, 14))
    add_step(scenario=made, step=step, by=owner)
    return made


def test_from_a_name_to_dates(as_owner, closing):
    answer = as_owner.post("/what-if", {"name": "Closing slips"}, follow=True)
    made = Scenario.objects.get()
    assert answer.redirect_chain[-1][0] == f"/what-if/{made.pk}/change"
    page = as_owner.get(f"/what-if/{made.pk}/change?agreement={AGREEMENT}").content.decode()
    closing_date = KeyDate.objects.get(name="Closing Date")
    assert f'value="{closing_date.pk}:1"' in page
    said = {
        "do": "happening",
        "what": f"{closing_date.pk}:1",
        "kind": "happening",
        "day": "14 Feb 2020",
    }
    answer = as_owner.post(f"/what-if/{made.pk}/change?agreement={AGREEMENT}", said, follow=True)
    page = answer.content.decode()
    assert "is on Fri 14 Feb 2020 instead" in page
    assert "Sun 15 Mar 2020" in page
    assert "Closing Date → Filing Date" in page


def test_applying_asks_why_and_writes_what_was_shown(as_owner, slips):
    page = as_owner.get(f"/what-if/{slips.pk}/apply")
    token = page.context["effect"].token
    answer = as_owner.post(f"/what-if/{slips.pk}/apply", {"token": token, "reason": ""})
    assert answer.status_code == 422
    said = {"token": token, "reason": "The bank was late."}
    page = as_owner.post(f"/what-if/{slips.pk}/apply", said, follow=True).content.decode()
    assert "is applied" in page
    assert Happening.objects.get(is_current=True).happened_date == date(2020, 2, 14)


def test_another_preview_than_the_one_seen_is_refused(as_owner, slips):
    said = {"token": "of yesterday", "reason": "The bank was late."}
    answer = as_owner.post(f"/what-if/{slips.pk}/apply", said)
    assert answer.status_code == 422
    assert "Something has changed since you looked" in answer.content.decode()
    assert Happening.objects.get(is_current=True).happened_date == date(2020, 1, 31)


def test_two_scenarios_side_by_side(as_owner, slips, owner):
    other = make_scenario(name="As it is", by=owner)
    page = as_owner.get(f"/what-if/compare?first={slips.pk}&second={other.pk}").content.decode()
    assert "Sun 15 Mar 2020" in page
    assert "as today" in page


def test_a_wall_stands_before_every_page(as_owner, as_outsider, slips, owner):
    change_scenario(scenario=slips, name="Slips", about="", sharing="shared", by=owner)
    for path in ("", "/change", "/apply"):
        assert as_owner.get(f"/what-if/{slips.pk}{path}").status_code == 200
        assert as_outsider.get(f"/what-if/{slips.pk}{path}").status_code == 404
    assert as_outsider.get(f"/what-if/compare?first={slips.pk}").status_code == 404
    assert "Slips" not in as_outsider.get("/what-if").content.decode()
    assert as_outsider.post(f"/what-if/{slips.pk}/alter", {"do": "copy"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"what": "", "kind": "happening", "day": "14 Feb 2020"}, "required"),
        ({"what": "{}", "kind": "happening", "day": "2/3/2020"}, "two days"),
        ({"what": "{}", "kind": "happening", "day": ""}, "Give the day"),
        ({"what": "{}", "kind": "happening", "day": "1 Jan 2300"}, "beyond the years"),
        ({"what": "999:1", "kind": "happening", "day": "14 Feb 2020"}, "not one of"),
    ],
)
def test_bad_input_gets_a_sentence(as_owner, owner, closing, said, sentence):
    made = make_scenario(name="Empty", by=owner)
    key_date = KeyDate.objects.get(name="Cure Notice")
    said = {**said, "do": "happening", "what": said["what"].format(key_date.pk)}
    answer = as_owner.post(f"/what-if/{made.pk}/change?agreement={AGREEMENT}", said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not made.steps.exists()


def test_a_change_is_taken_off_and_a_scenario_copied_and_given_up(as_owner, slips):
    step = slips.steps.get()
    as_owner.post(f"/what-if/{slips.pk}/alter", {"do": "copy", "copy-name": "Mine"})
    as_owner.post(f"/what-if/{slips.pk}/alter", {"do": "take-off", "step": step.pk})
    assert not slips.steps.exists()
    assert Scenario.objects.get(name="Mine").steps.count() == 1
    as_owner.post(f"/what-if/{slips.pk}/alter", {"do": "give-up"})
    assert not Scenario.objects.filter(pk=slips.pk).exists()


def test_a_name_twice_is_told(as_owner, slips):
    answer = as_owner.post("/what-if", {"name": "Closing slips"})
    assert answer.status_code == 422
    assert "You have a scenario of this name already" in answer.content.decode()
    answer = as_owner.post(
        f"/what-if/{slips.pk}/alter", {"do": "copy", "copy-name": "Closing slips"}, follow=True
    )
    assert "You have a scenario of this name already" in answer.content.decode()
