"""As at a day, and as known on a day: what was recorded later is not known before."""

from datetime import date

import pytest

from agreements.models import Agreement
from obligations.actions.acknowledging import acknowledge
from obligations.actions.happenings import Said, record
from obligations.actions.occurrences import complete, extend, waive
from obligations.actions.planning import plan
from obligations.clock import business_now, instant_of_day
from obligations.models import KeyDate, Occurrence, Reminder
from obligations.queries.key_dates import key_date_lines
from obligations.queries.looking_back import Viewpoint, seen_from
from obligations.queries.register import Filters, occurrences, page
from obligations.tests.conftest import set_day

MONDAY, TUESDAY, FRIDAY = date(2020, 3, 9), date(2020, 3, 10), date(2020, 3, 13)


def row(ref: str) -> Occurrence:
    return Occurrence.objects.filter(obligation__ref=ref).order_by("sort_date", "id")[0]


def seen(user, **days) -> dict[str, tuple[date, str]]:
    with seen_from(Viewpoint(**days)):
        found = page(user, Filters(), business_now()).lines
    return {line.key: (line.last, line.status) for line in found}


@pytest.fixture
def corrected(closing: Agreement, owner) -> Agreement:
    """On Tuesday all is entered; on Friday the closing is corrected and the report is sent."""
    set_day(FRIDAY)
    closing_date = KeyDate.objects.get(agreement=closing, name="Closing Date")
    said = Said(day=date(2020, 2, 14), corrects=1)
    record(key_date=closing_date, said=said, by=owner, reason="The bank says so.")
    complete(occurrence=row("report"), on=MONDAY, by=owner, note="Sent early.")
    extend(
        occurrence=row("effective"),
        to=date(2020, 9, 1),
        by=owner,
        reason="Agreed.",
        agreed_with="Dogwood Fund",
    )
    return closing


def test_before_the_correction_and_after(corrected, owner):
    before, after = seen(owner, known_on=TUESDAY), seen(owner, known_on=FRIDAY)
    assert before["CLO-2020:file"] == (date(2020, 3, 1), "overdue")
    assert after["CLO-2020:file"] == (date(2020, 3, 15), "due soon")
    assert before["CLO-2020:effective"][0] == date(2020, 5, 29)
    assert after["CLO-2020:effective"][0] == date(2020, 9, 1)


def test_what_was_entered_later_was_not_known(corrected, owner):
    """Done on Monday, entered on Friday: on Tuesday nobody knew."""
    assert not seen(owner, known_on=TUESDAY)["CLO-2020:report"][1].startswith("done")
    assert seen(owner, as_at=TUESDAY)["CLO-2020:report"][1] == "done on time"
    assert seen(owner, as_at=date(2020, 3, 8))["CLO-2020:report"][1] != "done on time"


def test_as_at_a_day_rows_say_what_their_status_says(corrected, owner):
    """The rows of a day with the status of now, and the rows of now with the status of a day."""
    waive(occurrence=row("file"), by=owner, reason="Not wanted.")
    for day in (date(2020, 1, 31), date(2020, 3, 8), MONDAY, TUESDAY, FRIDAY):
        found = occurrences(owner, Filters(), instant_of_day(day), day)
        expected = {one.key: (one.status, one.shown_certainty) for one in found}
        with seen_from(Viewpoint(as_at=day)):
            found = list(occurrences(owner, Filters(), business_now()))
            listed = page(owner, Filters(status="overdue"), business_now()).lines
        assert {one.key: (one.status, one.certainty) for one in found} == expected
        late = {key for key, (status, _) in expected.items() if status == "overdue"}
        assert {line.key for line in listed} == late


def test_what_was_decided_or_taken_back_later_stands_as_at_before(as_owner, corrected, owner):
    duty = row("file")
    waive(occurrence=duty, by=owner, reason="Not wanted.")
    path = f"/obligations/{duty.obligation_id}"
    assert "Not wanted." in as_owner.get(f"{path}?as_at=2020-03-13").text
    before = as_owner.get(f"{path}?as_at=2020-03-12").text
    assert "<b>Waiver</b>" not in before and "Overdue" not in before
    row_extended = row("effective")
    shown = as_owner.get(f"/obligations/{row_extended.obligation_id}?as_at=2020-03-12").text
    assert "Tue 1 Sep 2020" in shown and "Agreed." in shown


def test_who_had_seen_it_is_told_and_nobody_is_asked(agreement, owner, as_owner, occurrence):
    """The owner is reminded on Tuesday and says so on Friday."""
    plan(today=TUESDAY)
    told = Reminder.objects.filter(recipient=owner, falls_on=TUESDAY).earliest("pk")
    Reminder.objects.filter(pk=told.pk).update(state="sent")
    link = f"/occurrences/{told.occurrence_id}/acknowledge"
    assert link in as_owner.get("/?whose=all").text
    set_day(FRIDAY)
    acknowledge(occurrence=told.occurrence, by=owner)
    assert "seen by Olivia Hart" in as_owner.get("/?whose=all").text
    for day in ("known_on=2020-03-10", "as_at=2020-03-10"):
        then = as_owner.get(f"/?whose=all&{day}").text
        assert "seen by" not in then and link not in then, day


def test_before_anything_was_entered_nothing_was_known(corrected, owner):
    assert seen(owner, known_on=MONDAY) == {}


def test_as_known_today_is_the_register(corrected, owner):
    rows = Occurrence.objects.exclude(phase="withdrawn").values_list("key", flat=True)
    assert seen(owner, known_on=FRIDAY).keys() == set(rows)


def test_key_dates_are_those_of_then(corrected):
    def closing_on(**days) -> list[tuple[date, str]]:
        with seen_from(Viewpoint(**days)):
            found = {one.row.name: one for one in key_date_lines(corrected, business_now())}
        return [(h.happened_date, h.certainty) for h in found["Closing Date"].happenings]

    assert closing_on(known_on=TUESDAY) == [(date(2020, 1, 31), "assumed")]
    assert closing_on(known_on=FRIDAY) == [(date(2020, 2, 14), "actual")]
    assert closing_on(as_at=date(2020, 2, 1)) == [(date(2020, 2, 14), "planned")]


def test_a_wall_holds_in_the_past_too(corrected, outsider):
    assert seen(outsider, known_on=TUESDAY) == {}
    assert seen(outsider, as_at=TUESDAY) == {}


@pytest.mark.parametrize("path", ["/", "/register", "/agreements/CLO-2020", "obligation"])
def test_pages_say_from_where_they_look(as_owner, corrected, path):
    path = f"/obligations/{row('file').obligation_id}" if path == "obligation" else path
    page = as_owner.get(f"{path}?known_on=2020-03-10").content.decode()
    assert "You are looking at" in page
    assert "as known on Tue 10 Mar 2020" in page
    assert "Sun 1 Mar 2020" in page
    assert "Sun 15 Mar 2020" not in page
    page = as_owner.get(f"{path}?as_at=2020-03-10").content.decode()
    assert "Sun 15 Mar 2020" in page


def test_pages_from_another_day_are_for_reading_alone(as_owner, corrected):
    page = as_owner.get(f"/obligations/{row('file').obligation_id}?known_on=2020-03-10")
    main = page.text.split("<main")[1]
    for entering in ('method="post"', "/complete", "/comment", "/remind-me", "/responsible"):
        assert entering not in main


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ("known_on=3/4/2020", "can be read as two days"),
        ("as_at=2020-03-14", "is still to come"),
        ("as_at=0001-01-01", "is before the years that Longstop counts in"),
        ("known_on=soon", "is no day"),
    ],
)
def test_a_bad_day_is_told_and_now_is_shown(as_owner, corrected, days, sentence):
    page = as_owner.get(f"/register?{days}").content.decode()
    assert sentence in page
    assert "You are looking at" not in page


def test_the_register_shows_what_is_planned(as_owner, closing, owner):
    notice = KeyDate.objects.get(name="Cure Notice")
    record(key_date=notice, said=Said(day=date(2020, 4, 1), certainty="planned"), by=owner)
    page = as_owner.get("/register?certainty=planned").content.decode()
    assert "Cure a breach" in page
    assert "Send the yearly report" not in page


def test_today_asks_whether_what_was_planned_happened(as_owner, as_outsider, closing, owner):
    notice = KeyDate.objects.get(name="Cure Notice")
    record(key_date=notice, said=Said(day=date(2020, 3, 12), certainty="planned"), by=owner)
    assert "Did it happen?" not in as_owner.get("/").content.decode()
    set_day(FRIDAY)
    page = as_owner.get("/").content.decode()
    assert "Did it happen?" in page
    assert f"/key-dates/{notice.pk}/correct/1" in page
    assert "Did it happen?" not in as_outsider.get("/").content.decode()


def test_before_the_record_begins_the_page_says_when_it_does(as_owner, corrected):
    page = as_owner.get("/register?known_on=2020-03-09").content.decode()
    assert "it begins on" in page
    assert "it begins on" not in as_owner.get("/register?known_on=2020-03-10").content.decode()


def test_a_file_of_the_register_keeps_its_day(as_owner, corrected):
    answer = as_owner.get("/register.csv?known_on=2020-03-10")
    text = b"".join(answer.streaming_content).decode()
    assert "2020-03-01" in text
    assert "2020-03-15" not in text
    assert "2020-03-10" in answer["Content-Disposition"]


def test_a_page_that_cannot_look_back_says_so(as_owner, corrected):
    sentence = "it cannot be looked at from another day"
    assert sentence in as_owner.get("/agreements/CLO-2020/documents?known_on=2020-03-10").text
    assert sentence in as_owner.get("/mail?as_at=2020-03-10").text
    for own in ("rights", "may-we", "agreements/CLO-2020/money", "agreements", "calendar"):
        assert sentence not in as_owner.get(f"/{own}?as_at=2020-03-10").text
    assert sentence not in as_owner.get("/register?as_at=2020-03-10").text
