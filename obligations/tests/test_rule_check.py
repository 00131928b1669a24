"""A rule while it is typed: what it gives today, or the word that is wrong."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from obligations.models import Occurrence

pytestmark = pytest.mark.django_db

FEW = {"roll": "none", "month_end": "down", "fiscal_year_end": "", "zone": "", "law": ""}


def check(client: Client, text: str, agreement: Agreement | None = None, **more: Any) -> str:
    data = {"text": text, "agreement": agreement.pk if agreement else "", **more}
    response = client.post(reverse("rule_check"), data)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def dates(*rows: tuple[str, str, str]) -> str:
    return json.dumps([dict(zip(("name", "kind", "rule"), row, strict=True)) for row in rows])


def test_the_date_it_gives_today(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "within 60 days after Agreement Date", agreement)
    assert "Fri 31 Jan 2020" in said


def test_what_it_says_in_a_plain_sentence(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "within 10 business days after [Renewal Notice]", agreement)
    assert "10th business day after the Renewal Notice" in said
    said = check(as_colleague, "deemed received same day", agreement, where="notice")
    assert '<p class="trial-plain">' in said


def test_readings_cautions_and_the_safe_date(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "within 30 days after [Agreement Date]", agreement)
    assert "Wed 1 Jan 2020" in said and "Tue 31 Dec 2019" in said and "Thu 2 Jan 2020" in said
    assert "The safe date is" in said
    assert "How it is worked out" in said


def test_what_has_not_happened_is_waited_for(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "5 days after [Renewal Notice]", agreement)
    assert "waits for [Renewal Notice]" in said


def test_a_series_shows_what_comes_next(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "monthly from [Agreement Date] until 2020-12-31", agreement)
    assert "12 dates" in said
    assert "Thu 2 Apr 2020" in said and "Mon 2 Mar 2020" not in said


def test_the_kind_decides_which_end_is_safe(as_colleague: Client, agreement: Agreement) -> None:
    rule = "from [Agreement Date] until 2020-12-31"
    assert "free again on Fri 1 Jan 2021" in check(
        as_colleague, rule, agreement, kind="restriction"
    )
    assert "free again" not in check(as_colleague, rule, agreement, kind="covenant")


def test_the_wrong_word_is_marked(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "30 dais after [Delivery]", agreement)
    assert "Not yet a rule." in said
    assert "30 <mark>dais</mark> after [Delivery]" in said


def test_a_rule_that_stops_early_says_what_is_expected(
    as_colleague: Client, agreement: Agreement
) -> None:
    said = check(as_colleague, "within 30 days after", agreement)
    assert "a key date in [brackets]" in said and "<mark>…</mark>" in said


def test_an_unknown_name_leads_to_the_nearest(as_colleague: Client, agreement: Agreement) -> None:
    assert "[Delivery]" in check(as_colleague, "5 days after [Delivry]", agreement)


def test_what_is_typed_is_shown_as_text(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "<script>alert(1)</script>", agreement)
    assert "<script>" not in said and "&lt;script&gt;" in said


def test_key_dates_and_conventions_of_the_page_count(as_colleague: Client) -> None:
    typed = dates(("Closing", "event", ""), ("Filing", "defined", "30 days after [Closing]"))
    said = check(as_colleague, "5 business days after [Filing]", key_dates=typed)
    assert "needs a calendar" in said
    counted = json.dumps({**FEW, "calendar": "england"})
    said = check(
        as_colleague, "5 business days after [Filing]", key_dates=typed, conventions=counted
    )
    assert "waits for [Closing]" in said


def test_a_date_renamed_on_the_page_is_known_by_its_new_name(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = dates(("Signing", "event", ""), ("Delivery", "repeating event", ""))
    assert "waits for [Signing]" in check(
        as_colleague, "5 days after [Signing]", agreement, key_dates=typed
    )
    assert "Not yet a rule" in check(
        as_colleague, "5 days after [Shortage]", agreement, key_dates=typed
    )


def test_a_circle_shows_itself(as_colleague: Client, agreement: Agreement) -> None:
    typed = dates(("One", "defined", "1 day after [Two]"), ("Two", "defined", ""))
    more = {"where": "key date", "own": "Two", "key_dates": typed}
    assert "[One] → [Two] → [One]" in check(as_colleague, "1 day after [One]", agreement, **more)


def test_an_obligation_cannot_wait_for_itself(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "5 days after [2.1 due]", agreement, own="2.1")
    assert "circle" in said


def test_notice_rules_are_checked_line_by_line(as_colleague: Client, agreement: Agreement) -> None:
    lines = "deemed received same day if sent before 14:00 Europe/London\n3 days after 2020-01-03"
    said = check(as_colleague, lines, agreement, where="notice")
    assert said.count('class="trial"') == 2
    assert "wanted" in said


def test_a_name_of_receipt_belongs_elsewhere(as_colleague: Client, agreement: Agreement) -> None:
    assert "belongs to the notice rules" in check(
        as_colleague, "deemed received same day", agreement
    )


def test_a_date_beyond_a_calendar_is_told(as_colleague: Client, agreement: Agreement) -> None:
    said = check(as_colleague, "5 business days after 2150-01-03", agreement)
    assert "trial-caution" in said


def test_nothing_is_stored(as_colleague: Client, agreement: Agreement) -> None:
    before = list(Occurrence.objects.order_by("pk").values_list("key", "due_date"))
    check(as_colleague, "within 5 days after [Agreement Date]", agreement, own="2.1")
    assert list(Occurrence.objects.order_by("pk").values_list("key", "due_date")) == before


def test_walls_and_roles(
    as_administrator: Client, as_outsider: Client, client: Client, agreement: Agreement
) -> None:
    data = {"text": "5 days after [Delivery]", "agreement": agreement.pk}
    assert as_administrator.post(reverse("rule_check"), data).status_code == 404
    assert as_outsider.post(reverse("rule_check"), data).status_code == 403
    assert client.post(reverse("rule_check"), data).status_code == 302


def test_what_cannot_be_read_is_refused(as_colleague: Client) -> None:
    for bad in ("{", "[1]", '{"name": 1}'):
        data = {"text": "5 days after [X]", "key_dates": bad}
        assert as_colleague.post(reverse("rule_check"), data).status_code == 400


# What may stand at the cursor


def offered(client: Client, text: str, agreement: Agreement | None = None, **more: Any) -> Any:
    data = {"text": text, "cursor": len(text), "agreement": agreement.pk if agreement else ""}
    response = client.post(reverse("rule_complete"), {**data, **more})
    assert response.status_code == 200
    return response.json()


def test_names_of_the_agreement_are_offered(as_colleague: Client, agreement: Agreement) -> None:
    found = offered(as_colleague, "5 days after agr", agreement)
    assert found["options"][0] == {
        "text": "[Agreement Date]",
        "kind": "key date",
        "meaning": "event",
    }
    assert (found["start"], found["end"], found["begun"]) == (13, 16, True)


def test_names_of_the_page_are_offered_in_their_place(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = dates(("Signing", "event", ""), ("", "event", ""), ("Odd", "nothing", ""))
    for where in (agreement, None):
        found = offered(as_colleague, "5 days after [", where, key_dates=typed)
        texts = [option["text"] for option in found["options"]]
        assert "[Signing]" in texts and "[Agreement Date]" not in texts and "[Odd]" not in texts


def test_a_notice_begins_as_a_rule_of_receipt(as_colleague: Client) -> None:
    found = offered(as_colleague, "", where="notice")
    assert [option["text"] for option in found["options"]] == ["deemed received"]
    assert offered(as_colleague, "de")["options"] == []


def test_what_may_stand_here_is_told_behind_the_walls(
    as_administrator: Client, as_outsider: Client, as_colleague: Client, agreement: Agreement
) -> None:
    data = {"text": "", "cursor": "0", "agreement": agreement.pk}
    assert as_administrator.post(reverse("rule_complete"), data).status_code == 404
    assert as_outsider.post(reverse("rule_complete"), data).status_code == 403
    for bad in ({"cursor": "x"}, {"cursor": "0", "key_dates": "{"}, {}):
        assert as_colleague.post(reverse("rule_complete"), bad).status_code == 400


def test_the_canonical_text_is_offered_where_it_is_another(as_colleague: Client) -> None:
    said = check(as_colleague, "by the 3rd of July".replace("3rd of July", "2020-07-03"))
    assert 'data-tidy="not later than 2020-07-03"' in said
    assert "data-tidy" not in check(as_colleague, "not later than 2020-07-03")
