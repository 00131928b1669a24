"""Counsel chooses which reading of a date counts, for one occurrence or the whole agreement."""

import json
from datetime import date

import pytest
from django.urls import reverse

from agreements.audit import Unexplained
from agreements.walls import seeing_as
from obligations.actions.entering import save
from obligations.actions.files import import_file
from obligations.actions.readings import choose_reading, leave_reading
from obligations.actions.recompute import recompute
from obligations.agreement_file import FileProblems, read, write
from obligations.clock import business_now
from obligations.models import ChosenReading, Conventions
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.queries.occurrence import occurrence_detail
from obligations.tests.conftest import FILES
from obligations.tests.finding import row_of
from obligations.tests.typed import errors_in, send

SUNDAY, MONDAY, FRIDAY = date(2020, 3, 1), date(2020, 3, 2), date(2020, 2, 28)
NEXT = {"closed_day": "next"}


@pytest.fixture
def filing(closing):
    """The filing, due on Sunday 1 March 2020 with no roll agreed."""
    return row_of(closing, "file")


def days(row):
    return [(r["date"], r["set_aside"]) for r in row.readings]


def test_the_chosen_reading_becomes_the_date_and_the_others_stay(filing, owner):
    assert (filing.due_date, filing.act_by_date) == (SUNDAY, FRIDAY)
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="so the parties wrote in May")
    filing.refresh_from_db()
    assert (filing.due_date, filing.act_by_date) == (MONDAY, MONDAY)
    assert days(filing) == [("2020-03-02", False), ("2020-03-01", True), ("2020-02-28", True)]
    made = ChosenReading.objects.get()
    assert (made.made_by, made.old_date, made.new_date) == (owner, SUNDAY, MONDAY)
    assert made.reason == "so the parties wrote in May"


def test_the_computation_says_what_was_chosen_and_by_whom(filing, owner):
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="as agreed")
    filing.refresh_from_db()
    first = filing.steps[0]
    assert first["text"] == "read as chosen: the next business day"
    assert first["used"] == [f"chosen by {owner} on Tue 10 Mar 2020: as agreed"]


def test_the_words_as_they_stand_can_be_chosen_too(filing, owner):
    stands = filing.readings[0]["choice"]
    assert stands == {"closed_day": "as stated"}
    choose_reading(occurrence=filing, choice=stands, by=owner, reason="time is of the essence")
    filing.refresh_from_db()
    assert (filing.due_date, filing.act_by_date) == (SUNDAY, SUNDAY)


def test_a_choice_outlives_a_recomputation(filing, closing, owner):
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="as agreed")
    with seeing_as(owner):
        recompute(closing, by=owner, because="for a test", now=business_now())
    filing.refresh_from_db()
    assert filing.due_date == MONDAY


def test_another_choice_takes_the_place_of_the_first(filing, owner):
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="as agreed")
    filing.refresh_from_db()
    back = {"closed_day": "previous"}
    choose_reading(occurrence=filing, choice=back, by=owner, reason="to be safe")
    filing.refresh_from_db()
    assert filing.due_date == FRIDAY
    assert [row.lifted_at is None for row in ChosenReading.objects.order_by("id")] == [False, True]


def test_it_can_be_left_open_again_and_both_stay_in_the_record(filing, owner):
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="as agreed")
    leave_reading(occurrence=filing, by=owner, reason="the other side does not agree")
    filing.refresh_from_db()
    assert (filing.due_date, filing.act_by_date) == (SUNDAY, FRIDAY)
    made = ChosenReading.objects.get()
    assert made.lifted_by == owner
    labels = made.history.order_by("pgh_id").values_list("pgh_context__reason", flat=True)
    assert list(labels) == ["as agreed", "the other side does not agree"]


def test_what_is_no_reading_is_refused(filing, owner):
    for choice in ({}, {"full": "clear"}, {"closed_day": "sideways"}):
        with pytest.raises(NotNow, match="look at them again"):
            choose_reading(occurrence=filing, choice=choice, by=owner, reason="because")
    assert not ChosenReading.objects.exists()


def test_a_reason_is_needed_and_counsel_alone_decides(filing, owner, colleague, outsider):
    with pytest.raises(Unexplained):
        choose_reading(occurrence=filing, choice=NEXT, by=owner, reason=" ")
    for person in (colleague, outsider):
        with pytest.raises(NotAllowed):
            choose_reading(occurrence=filing, choice=NEXT, by=person, reason="because")
        with pytest.raises(NotAllowed):
            leave_reading(occurrence=filing, by=person, reason="because")


def test_there_must_be_something_to_choose_or_to_leave(closing, filing, owner):
    with pytest.raises(NotNow, match="No reading is chosen"):
        leave_reading(occurrence=filing, by=owner, reason="because")
    with pytest.raises(NotNow, match="one way only"):
        choose_reading(occurrence=row_of(closing, "report"), choice=NEXT, by=owner, reason="so")


def test_a_choice_stands_behind_the_wall(filing, owner, outsider):
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="as agreed")
    with seeing_as(outsider):
        assert not ChosenReading.objects.exists()


# The page


def test_the_page_offers_the_readings_to_counsel_alone(filing, as_owner, as_colleague):
    place = reverse("obligation", args=[filing.obligation_id])
    assert reverse("act", args=[filing.pk, "choose-reading"]) in as_owner.get(place).text
    assert "choose-reading" not in as_colleague.get(place).text


def test_a_reading_is_chosen_on_its_form_and_shown(filing, as_owner, owner):
    address = reverse("act", args=[filing.pk, "choose-reading"])
    key = json.dumps(NEXT)
    shown = as_owner.get(address, {"reading": key}).text
    assert "Mon 2 Mar 2020" in shown and shown.count("checked") == 1
    assert as_owner.post(address, {"reading": key, "reason": "as agreed"}).status_code == 302
    page = as_owner.get(reverse("obligation", args=[filing.obligation_id])).text
    assert '<b>Chosen:</b> <time datetime="2020-03-02">' in page and "as agreed" in page
    assert "set aside" in page and "leave-reading" in page
    assert "Reading chosen" in page


def test_a_reading_that_is_none_is_told_in_the_form(filing, as_owner):
    address = reverse("act", args=[filing.pk, "choose-reading"])
    response = as_owner.post(address, {"reading": '{"full": "clear"}', "reason": "so"})
    assert response.status_code == 422


def test_what_was_chosen_stands_with_the_occurrence(filing, owner):
    choose_reading(occurrence=filing, choice=NEXT, by=owner, reason="as agreed")
    detail = occurrence_detail(filing.pk, business_now())
    assert detail.stands and detail.stands.reason == "as agreed"
    assert detail.has_choice


# The whole agreement


def test_an_agreement_is_read_in_one_way_throughout(filing, closing, owner):
    row = Conventions.objects.get(agreement=closing)
    row.readings, row.readings_reason = NEXT, "Section 8"
    save(row=row, by=owner, reason="counsel's advice")
    filing.refresh_from_db()
    assert filing.due_date == MONDAY
    assert filing.steps[0]["used"] == ["how the whole agreement is read: Section 8"]


def test_one_occurrence_goes_before_the_agreement(filing, closing, owner):
    choose_reading(occurrence=filing, choice={"closed_day": "previous"}, by=owner, reason="safe")
    row = Conventions.objects.get(agreement=closing)
    row.readings = NEXT
    save(row=row, by=owner, reason="counsel's advice")
    filing.refresh_from_db()
    assert filing.due_date == FRIDAY


FILED = """conventions:
  readings:
    closed day: next
    prior to: inclusive
    calendars: england as weekdays
    because: Section 8, as both sides have always read it.
"""


def test_a_file_says_how_the_agreement_is_read(filing, closing, system):
    text = (FILES / "closing-2020.yaml").read_text("utf-8").replace("conventions:\n", FILED)
    done = import_file(file=read(text), by=system)
    assert "conventions readings closed day" in " ".join(map(str, done.differences))
    filing.refresh_from_db()
    assert filing.due_date == MONDAY
    row = Conventions.objects.get(agreement=closing)
    assert row.readings == {**NEXT, "prior_to": "inclusive", "calendars": {"england": "weekdays"}}
    assert import_file(file=read(write(file_of(closing))), by=system).nothing


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("closed day: sideways", "is no closed day"),
        ("calendars: england", "write it as"),
        ("calendars: england as mars", "no calendar"),
        ("weather: fine", "weather"),
    ],
)
def test_a_reading_that_there_is_not_is_refused(line, says):
    text = (FILES / "closing-2020.yaml").read_text("utf-8")
    text = text.replace("conventions:\n", f"conventions:\n  readings:\n    {line}\n")
    with pytest.raises(FileProblems, match=says):
        read(text)


def entered(client, closing, **changes):
    url = reverse("admin:agreements_agreement_change", args=[closing.pk])
    typed = {f"conventions-0-{name}": value for name, value in changes.items()}
    return send(client, url, {**typed, "reason": "counsel's advice"})


def test_data_entry_says_how_it_is_read(closing, filing, as_owner):
    response = entered(
        as_owner,
        closing,
        reading_closed_day="next",
        reading_calendars="england as weekdays",
        readings_reason="Section 8",
    )
    assert response.status_code == 302, errors_in(response)
    row = Conventions.objects.get(agreement=closing)
    assert row.readings == {**NEXT, "calendars": {"england": "weekdays"}}
    filing.refresh_from_db()
    assert filing.due_date == MONDAY
    page = as_owner.get(reverse("admin:agreements_agreement_change", args=[closing.pk])).text
    assert '<option value="next" selected>' in page and "england as weekdays" in page
    assert entered(as_owner, closing, reading_closed_day="").status_code == 302
    row.refresh_from_db()
    assert row.readings == {"calendars": {"england": "weekdays"}}
    history = as_owner.get(reverse("history", args=[closing.reference])).text
    assert "readings chosen england counted as weekdays; the next business day" not in history
    assert "the next business day" in history


@pytest.mark.parametrize(
    ("line", "says"), [("england", "with the calendar meant"), ("england as mars", "no calendar")]
)
def test_data_entry_refuses_a_calendar_that_there_is_not(closing, as_owner, line, says):
    wrong = errors_in(entered(as_owner, closing, reading_calendars=line))
    assert says in " ".join(wrong["conventions-0-reading_calendars"])


def test_how_it_is_read_throughout_is_for_counsel_to_say(closing, colleague, as_colleague):
    wrong = errors_in(entered(as_colleague, closing, reading_closed_day="next"))
    assert "for counsel" in str(wrong)
    text = (FILES / "closing-2020.yaml").read_text("utf-8").replace("conventions:\n", FILED)
    with pytest.raises(NotAllowed):
        import_file(file=read(text), by=colleague)
    assert Conventions.objects.get(agreement=closing).readings == {}
    assert entered(as_colleague, closing, calendar_source="Section 8").status_code == 302


def test_a_rule_is_tried_as_the_agreement_is_read(closing, owner, as_owner):
    row = Conventions.objects.get(agreement=closing)
    row.readings = NEXT
    save(row=row, by=owner, reason="counsel's advice")
    counted = {"calendar": "england", "roll": "none", "month_end": "down"}
    data = {
        "text": "on [Filing Date]",
        "agreement": closing.pk,
        "conventions": json.dumps(counted),
    }
    assert "Mon 2 Mar 2020" in as_owner.post(reverse("rule_check"), data).text


def test_the_agreements_page_says_how_it_is_read(closing, as_owner):
    row = Conventions.objects.get(agreement=closing)
    row.readings, row.readings_reason = NEXT, "Section 8"
    save(row=row, by=closing.owner, reason="counsel's advice")
    page = as_owner.get(reverse("agreement", args=[closing.reference])).text
    assert "the next business day. Section 8" in page
