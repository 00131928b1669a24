"""What things and people were called then, and who answered: on every page of the past.

The past is walled as its agreement is now, is for reading alone, and its links go on from there.
"""

from datetime import date

import pytest
from django.apps import apps

from agreements.audit import recording
from agreements.models import Agreement, Party, TeamMember
from agreements.walls import seeing_as
from obligations.actions.entering import save
from obligations.actions.occurrences import assign_obligation, comment
from obligations.models import Obligation
from obligations.queries.looking_back import Viewpoint, seen_from
from obligations.queries.past_rows import walled_tables
from obligations.tests.conftest import set_day
from obligations.tests.finding import row_of

FRIDAY = date(2020, 3, 13)


@pytest.fixture
def renamed(closing: Agreement, owner, colleague) -> Agreement:
    """On Friday a title, a party's name, the agreement's and who answers are others."""
    set_day(FRIDAY)
    duty = row_of(closing, "file").obligation
    duty.title = "Lodge the shelf"
    party = Party.objects.get(name="Dogwood Fund")
    party.name = "Larch Fund"
    closing.title = "Second Registration Agreement"
    with recording(by=owner, action="enter", reason="Renamed."):
        for changed in (duty, party, closing):
            save(row=changed, by=owner)
    assign_obligation(obligation=duty, to=colleague, deputy=None, by=owner)
    comment(obligation=duty, text="Ask the agent.", by=owner)
    return closing


THEN = ("File the shelf", "Dogwood Fund", "Registration Agreement")
SINCE = ("Lodge the shelf", "Larch Fund", "Second Registration", "Ask the agent.")
# Page, and what stood on it on Tuesday of what is called otherwise since
PLACES = {
    "/?whose=all": THEN[:1],
    "/register?all=1": THEN,
    "/register?status=overdue": THEN,
    "/register.csv?all=1": THEN[:2],
    "/agreements?x": THEN[1:],
    "/agreements/CLO-2020?x": THEN,
    "/obligations/{duty}?x": (*THEN, "nobody yet", "Nobody has commented"),
    "/obligations/{duty}/history?x": THEN[:1],
    "/calendar?month=2020-03": THEN,
    "/calendar.csv?month=2020-03": THEN[:2],
    "/calendar.ics?month=2020-03": THEN[:1],
    "/parties?q=Fund": THEN[1:2],
    "/parties/{party}?x": THEN[:2],
    "/parties/{party}.csv?x": THEN[:1],
}


def looked_at(client, name: str) -> str:
    """The text of a page as known on Tuesday, without its head."""
    duty = Obligation.objects.get(ref="file")
    party = duty.sides.get(participation__party__name="Larch Fund").participation
    path = name.format(duty=duty.pk, party=party.party_id)
    answer = client.get(f"{path}&known_on=2020-03-10")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode().replace("\r\n ", "").split("<main")[-1]


def test_titles_names_and_notes_are_those_of_then(as_owner, renamed):
    for name, then in PLACES.items():
        text = looked_at(as_owner, name)
        assert [told for told in then if told not in text] == [], name
        assert [told for told in SINCE if told in text] == [], name


def test_who_answers_is_who_answered_then(as_owner, renamed):
    """The list to choose people from has those of today."""
    for name in ("/register?all=1", "/obligations/{duty}?x", "/?whose=all"):
        then = looked_at(as_owner, name)
        now = as_owner.get(name.format(duty=row_of(renamed, "file").obligation_id)).text
        told = ["Ben Okafor" in t.replace(">Ben Okafor</option>", "") for t in (then, now)]
        assert told == [False, True], name


def test_an_outsider_sees_nothing_of_then(as_outsider, renamed):
    for name in PLACES:
        assert [told for told in THEN if told in looked_at(as_outsider, name)] == [], name


def test_a_wall_stands_before_every_history(renamed, outsider):
    """Also where a query forgets to ask whose it is."""
    models = [model for model in apps.get_models() if model._meta.db_table in walled_tables()]
    assert len(models) > 40

    def counted(user) -> dict[str, int]:
        with seeing_as(user), seen_from(Viewpoint(known_on=FRIDAY)):
            return {model.__name__: model.objects.count() for model in models}

    assert not any(counted(outsider).values())
    mine = counted(renamed.owner)
    assert mine["Terms"] and mine["Happening"] and mine["Obligation"] and mine["Agreement"]


def test_who_may_see_it_is_asked_of_today(renamed, owner, outsider, as_outsider):
    with recording(by=owner, action="assign", reason="Joins the team."):
        TeamMember.objects.create(agreement=renamed, user=outsider)
    assert "File the shelf" in looked_at(as_outsider, "/register?all=1")


def test_links_forms_and_files_keep_the_days(as_owner, renamed):
    days = "as_at=2020-03-11&known_on=2020-03-10"
    page = as_owner.get(f"/register?status=overdue&{days}").text.replace("&amp;", "&")
    duty = row_of(renamed, "file").obligation_id
    for address in (
        f"/obligations/{duty}?{days}#o",
        f"/agreements/CLO-2020?{days}",
        f"/register.csv?status=overdue&{days}",
        f"/register.xlsx?status=overdue&{days}",
        f"/register?status=active&{days}",
    ):
        assert f'href="{address}' in page
    assert 'href="/register?status=overdue" data-now' in page
    assert 'name="known_on" value="Tue 10 Mar 2020"' in page
    tabs = as_owner.get(f"/agreements/CLO-2020?{days}").text.replace("&amp;", "&")
    assert 'href="/agreements/CLO-2020/timeline?known_on=2020-03-10&as_at=2020-03-11"' in tabs
    assert 'href="/agreements/CLO-2020/history?known_on=2020-03-10"' in tabs
    month = as_owner.get(f"/calendar?month=2020-03&{days}").text.replace("&amp;", "&")
    assert f"/calendar?month=2020-04&{days}" in month
    assert f"/calendar.ics?month=2020-03&{days}" in month
    assert 'name="known_on" value="Tue 10 Mar 2020"' in month


def test_what_is_sent_from_another_day_is_refused(as_owner, renamed):
    for path, status in (("/register", 405), ("/agreements/CLO-2020/closing", 403)):
        answer = as_owner.post(f"{path}?known_on=2020-03-10", {})
        assert answer.status_code == status, path


def test_entries_of_another_day_do_not_move_those_of_now(as_owner, renamed):
    def uids(query: str) -> set[str]:
        text = as_owner.get(f"/calendar.ics?month=2020-03{query}").text
        return {line for line in text.splitlines() if line.startswith("UID")}

    assert uids("") and not uids("") & uids("&known_on=2020-03-10")


def test_what_was_entered_later_leads_nowhere(as_owner, renamed):
    answer = as_owner.get("/agreements/CLO-2020?known_on=2020-03-09")
    assert answer.status_code == 404
    assert "not on the record yet on Mon 9 Mar 2020" in answer.text
