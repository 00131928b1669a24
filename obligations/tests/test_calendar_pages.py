"""The pages about calendars: to look at for all, to change for administrators."""

import csv
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from obligations.actions.calendars import begin_change, begin_return
from obligations.calendar_file import MOST_BYTES
from obligations.calendars_in_force import in_force
from obligations.models import CalendarVersion
from obligations.tests.calendars import applied, closed, drafted, firm_calendar, opened
from obligations.tests.finding import row_of

STORM = date(2020, 3, 16)
LISTS = Path(__file__).parent / "cases" / "calendar_lists.csv"
DAY = {
    "day": "16 Mar 2020",
    "state": "closed",
    "name": "Storm closure",
    "basis": "London Gazette",
    "reason": "announced today",
}


def lists():
    with LISTS.open(encoding="utf-8", newline="") as lines:
        return [pytest.param(row, id=row["about"]) for row in csv.DictReader(lines)]


def checked(client, rule):
    """What the page says of a rule while it is typed."""
    return text_of(client.post("/rules/check", {"text": rule, "where": "obligation"}))


def text_of(answer):
    return " ".join(answer.content.decode().split())


# To look at


def test_the_list_counts_the_agreements_that_the_reader_may_see(counting, as_owner, as_outsider):
    page = text_of(as_owner.get("/calendars"))
    assert "Bank holidays in England and Wales" in page and "Sun 1 Jan 1995" in page
    assert "<code>england+target</code>" in page
    assert page.count('data-label="Agreements:">1<') == 4
    page = text_of(as_outsider.get("/calendars"))
    assert "<code>england</code>" in page and "england+target" not in page
    assert 'data-label="Agreements:">1<' not in page


def test_a_year_names_each_closing_with_its_source(tuesday, as_outsider):
    page = text_of(as_outsider.get("/calendars/england?year=2020"))
    assert "254 business days, 8 closings beside the weekends" in page
    assert (
        "Fri 8 May 2020" in page and "Early May bank holiday (moved from 4 May for VE Day)" in page
    )
    assert "closed: Good Friday" in page
    assert "Close or open a day" not in page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/calendars/us-fed+california-banks?year=2000", "california-banks: Admission Day"),
        ("/calendars/US-FED", "5 U.S.C. 6103(a)"),
        ("/calendars/england?year=1066", "Fri 14 Apr 1995"),
        ("/calendars/england?year=nonsense", "2020"),
        ("/calendars/every-day?year=1950", "365 business days"),
        ("/calendars/england/versions", "As it ships with Longstop."),
        ("/calendars/us-fed", "pay and leave of federal employees"),
    ],
)
def test_calendars_by_their_addresses(tuesday, as_outsider, path, says):
    assert says in text_of(as_outsider.get(path))


@pytest.mark.parametrize(
    "path",
    [
        "/calendars/nowhere",
        "/calendars/england+nowhere",
        "/calendars/+",
        "/calendars/england?version=7",
        "/calendars/england+target/versions",
        "/calendars/nowhere.csv",
    ],
)
def test_what_there_is_not_is_not_found(tuesday, as_outsider, path):
    assert as_outsider.get(path).status_code == 404


def test_a_change_shows_in_the_year_and_among_the_versions(
    unwalled, tuesday, administrator, as_outsider
):
    days = closed(STORM), opened(date(2020, 4, 13), "Easter Monday")
    applied(drafted(administrator, "england", *days), administrator)
    page = text_of(as_outsider.get("/calendars/england?year=2020"))
    assert "closed here: Storm closure" in page and "opened here" in page
    assert "<s>Easter Monday</s>" in page
    old = text_of(as_outsider.get("/calendars/england?year=2020&version=0"))
    assert "Storm closure" not in old and "as it was" in old
    versions = text_of(as_outsider.get("/calendars/england/versions"))
    assert "2026.1 correction 1" in versions and "Ada Quill" in versions
    assert versions.index("Storm closure") < versions.index("As it ships with Longstop.")


def test_a_file_goes_out_and_comes_in_again(unwalled, tuesday, administrator, as_administrator):
    sent = as_administrator.get("/calendars/england.csv")
    assert sent["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(sent.content.decode("utf-8-sig").splitlines()))
    assert rows[0] == ["date", "state", "name", "source"]
    assert ["2020-12-25", "closed", "Christmas Day", "Common law holiday"] in rows
    draft = begin_change(name="england", by=administrator, reason="x")
    more = sent.content + b"2020-03-16,closed,Storm closure,London Gazette\r\n"
    assert upload(as_administrator, draft, more).status_code == 302
    assert [d.day for d in draft.days.all()] == [STORM]


# To change


def test_from_a_closure_to_dates_that_moved(counting, administrator, as_administrator):
    answer = as_administrator.post("/calendars/england/change", DAY)
    draft = CalendarVersion.objects.get()
    assert answer["Location"] == f"/calendars/drafts/{draft.pk}"
    page = text_of(as_administrator.get(answer["Location"]))
    assert "Mon 16 Mar 2020" in page and "announced today" in page
    address = f"/calendars/drafts/{draft.pk}/preview"
    page = text_of(as_administrator.get(address))
    assert "3 dates in 1 agreement" in page and "Tue 17 Mar 2020" in page
    assert row_of(counting, "pay").due_date == date(2020, 3, 17)
    token = page.partition('name="token" value="')[2][:16]
    answer = as_administrator.post(address, {"reason": "certain", "token": token})
    assert answer["Location"] == "/calendars/england/versions"
    assert row_of(counting, "pay").due_date == date(2020, 3, 18)
    page = text_of(as_administrator.get(answer["Location"]))
    assert "is in force as version 2026.1 correction 1: 3 dates moved." in page
    assert "Ada Quill has applied this draft" in text_of(as_administrator.get(address))


def test_a_preview_that_is_not_what_would_happen_is_shown_anew(
    counting, administrator, as_administrator
):
    draft = drafted(administrator, "england", closed(STORM))
    address = f"/calendars/drafts/{draft.pk}/preview"
    page = text_of(as_administrator.post(address, {"reason": "certain", "token": "another"}))
    assert "Something has changed since you looked" in page and "3 dates" in page
    assert in_force().of("england").is_open(STORM)


def test_without_a_reason_nothing_is_put_in_force(unwalled, administrator, as_administrator):
    draft = drafted(administrator, "england", closed(STORM))
    address = f"/calendars/drafts/{draft.pk}/preview"
    answer = as_administrator.post(address, {"reason": " ", "token": "x"})
    assert answer.status_code == 422
    assert in_force().of("england").is_open(STORM)


@pytest.mark.parametrize("who", ["as_owner", "as_colleague", "as_outsider"])
def test_nobody_else_reaches_the_forms(unwalled, tuesday, administrator, who, request):
    client = request.getfixturevalue(who)
    draft = drafted(administrator, "england", closed(STORM))
    for path in (
        "/calendars/new",
        "/calendars/england/change",
        "/calendars/england/return/0",
        f"/calendars/drafts/{draft.pk}",
        f"/calendars/drafts/{draft.pk}/preview",
    ):
        assert client.get(path).status_code == 403, path
        assert client.post(path, DAY).status_code == 403, path
    answer = client.post(f"/calendars/drafts/{draft.pk}/alter", {"do": "discard", "reason": "x"})
    assert answer.status_code == 403
    draft.refresh_from_db()
    assert draft.state == "draft" and draft.days.count() == 1


def test_a_calendar_of_the_firm_is_made_and_can_be_named_in_rules(
    unwalled, tuesday, as_administrator, as_colleague
):
    said = {
        "name": "firm-london",
        "title": "The firm in London",
        "upon": "england",
        "source": "Circular of 2 January",
        "reason": "agreed",
    }
    answer = as_administrator.post("/calendars/new", said)
    draft = CalendarVersion.objects.get()
    assert answer["Location"] == f"/calendars/drafts/{draft.pk}"
    assert "Begun, and not in force yet" in text_of(as_administrator.get("/calendars"))
    address = f"/calendars/drafts/{draft.pk}/preview"
    token = text_of(as_administrator.get(address)).partition('name="token" value="')[2][:16]
    as_administrator.post(address, {"reason": "agreed", "token": token})
    rule = "5 business days (firm-london) after 2020-03-10"
    assert "Tue 17 Mar 2020" in checked(as_colleague, rule)


def test_a_refused_calendar_says_why(unwalled, tuesday, as_administrator):
    said = {"name": "england", "title": "E", "source": "E", "reason": "x"}
    answer = as_administrator.post("/calendars/new", said)
    assert answer.status_code == 422 and "already" in text_of(answer)
    answer = as_administrator.post("/calendars/weekdays/change", DAY)
    assert answer.status_code == 422 and "arithmetic" in text_of(answer)
    answer = as_administrator.post("/calendars/england/change", {**DAY, "day": "3/4/2020"})
    assert answer.status_code == 422 and "read as two days" in text_of(answer)


def test_a_draft_is_changed_and_given_up(unwalled, tuesday, administrator, as_administrator):
    draft = drafted(administrator, "england", closed(STORM))
    address = f"/calendars/drafts/{draft.pk}"
    more = {f"day-{name}": value for name, value in (DAY | {"day": "17 Mar 2020"}).items()}
    as_administrator.post(address, {"do": "day", **more})
    as_administrator.post(f"{address}/alter", {"do": "take out", "day": "2020-03-16"})
    frame = {"do": "frame", "frame-last": "31 Dec 2036", "frame-reason": "announced"}
    as_administrator.post(address, frame)
    draft.refresh_from_db()
    assert [d.day for d in draft.days.all()] == [date(2020, 3, 17)]
    assert draft.last_date == date(2036, 12, 31)
    as_administrator.post(f"{address}/alter", {"do": "discard", "reason": "a rumour"})
    draft.refresh_from_db()
    assert draft.state == "discarded"


def test_going_back_is_a_draft_too(unwalled, tuesday, administrator, as_administrator):
    applied(drafted(administrator, "england", closed(STORM)), administrator)
    answer = as_administrator.post("/calendars/england/return/0", {"reason": "no storm came"})
    page = text_of(as_administrator.get(answer["Location"]))
    assert "Storm closure" in page and "open" in page
    assert not in_force().of("england").is_open(STORM)
    back = begin_return(name="england", number=0, by=administrator, reason="x")
    applied(back, administrator)
    assert "has changed england since" in text_of(as_administrator.get(answer["Location"]))


def upload(client, draft, data):
    file = SimpleUploadedFile("closures.csv", data, "text/csv")
    said = {"do": "list", "list-file": file, "list-reason": "as announced"}
    return client.post(f"/calendars/drafts/{draft.pk}", said)


@pytest.mark.parametrize("case", lists())
def test_a_list_is_read_or_refused_with_a_sentence(
    unwalled, tuesday, administrator, as_administrator, case
):
    draft = begin_change(name="england", by=administrator, reason="x")
    content = case["content"].replace("\\n", "\n").replace("\\ufeff", "\ufeff")
    answer = upload(as_administrator, draft, content.encode())
    if case["answer"].isdigit():
        assert answer.status_code == 302
        assert draft.days.count() == int(case["answer"])
        return
    assert answer.status_code == 422
    said = "The submitted file is empty" if not content else case["answer"]
    assert said in text_of(answer)
    assert not draft.days.exists()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\x14\x00", "Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"BEGIN:VCALENDAR\r\n", "iCalendar"),
        (b"date,name,source\n2020-03-16,caf\xe9,x", "no text in UTF-8"),
        (b"date,name,source\n\x00", "no text"),
        (b"d" * (MOST_BYTES + 1), "too large"),
    ],
)
def test_a_file_that_is_not_what_it_says(
    unwalled, tuesday, administrator, as_administrator, data, says
):
    draft = begin_change(name="england", by=administrator, reason="x")
    answer = upload(as_administrator, draft, data)
    assert answer.status_code == 422 and says in text_of(answer)


# Beyond the range


def test_counting_beyond_a_range_is_refused_on_the_page(
    unwalled, tuesday, administrator, as_colleague
):
    firm_calendar(administrator, closed(STORM))
    page = checked(as_colleague, "5 business days (firm-london) after 2020-12-28")
    assert "runs past the end of the range for which the calendar firm-london" in page
    assert "Wed 1 Jan 2020 to Thu 31 Dec 2020" in page
    page = checked(as_colleague, "on 2036-05-03, adjust following (england)")
    assert "outside the range for which" in page
