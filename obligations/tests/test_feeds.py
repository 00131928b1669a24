"""Feeds: what a calendar program fetches follows the dates, the walls and its owner's wishes.

They are read back with vobject, a parser that has nothing to do with the one that writes them.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils.http import http_date

from agreements.audit import recording
from agreements.models import TeamMember, User
from agreements.walls import seeing_as
from obligations.actions import entering, feeds, occurrences, preferences, saved_views
from obligations.engine.errors import EngineError
from obligations.models import Feed, Obligation, Occurrence
from obligations.permissions import NotAllowed
from obligations.queries.feeds import hash_of
from obligations.queries.register import Filters
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db
WHY = "because the test wants it"


@pytest.fixture
def fetch(client):
    """Fetches a feed as a program does that nobody has signed in; the answer."""
    return lambda token, **headers: client.get(reverse("feed", args=[token]), headers=headers)


def made(by, about="mine", name="Phone"):
    return feeds.make_feed(about=about, by=by, name=name)[1]


def events(answer):
    """The entries of a feed by their title."""
    assert answer.status_code == 200
    calendar = vobject.readOne(answer.content.decode())
    assert calendar.version.value == "2.0"
    found = getattr(calendar, "vevent_list", [])
    assert len({event.uid.value for event in found}) == len(found)
    return {event.summary.value: event for event in found}


def named(answer, title):
    found = [event for summary, event in events(answer).items() if title in summary]
    assert len(found) == 1, f"{len(found)} entries of {title}"
    return found[0]


def test_a_persons_feed_has_what_they_answer_for(agreement, owner, colleague, fetch):
    titles = " ".join(events(fetch(made(owner))))
    assert "Insure the warehouse (SUP-2019 2.2)" in titles and "Pay for" not in titles
    titles = " ".join(events(fetch(made(colleague))))
    assert "Pay for a delivery" in titles and "Insure" not in titles


def test_whoever_stands_in_follows_too(agreement, colleague, fetch, obligation, owner):
    occurrences.assign_obligation(
        obligation=obligation("2.2"), to=owner, deputy=colleague, by=owner
    )
    assert any("Insure" in title for title in events(fetch(made(colleague))))


def test_what_one_follows_is_in_it_too(agreement, owner, fetch, obligation):
    preferences.follow(obligation=obligation("3.1"), by=owner)
    assert any("Pay for a delivery" in title for title in events(fetch(made(owner))))


def test_a_day_is_a_day_and_ends_where_the_next_begins(agreement, owner, fetch):
    event = named(fetch(made(owner)), "Insure the warehouse")
    assert event.dtstart.value == TUESDAY and event.dtend.value == TUESDAY + timedelta(days=1)
    assert event.dtstamp.value.tzinfo is not None
    assert event.sequence.value == "0" and event.status.value == "CONFIRMED"
    row = Occurrence.objects.get(obligation__ref="2.2")
    assert event.url.value.endswith(f"/obligations/{row.obligation_id}#o{row.pk}")


def test_a_span_of_more_than_a_month_stands_on_its_last_day(agreement, owner, fetch):
    event = named(fetch(made(owner)), "Sell no crates")
    assert event.summary.value.startswith("Last day: ")
    assert event.dtstart.value == date(2020, 12, 31)


def test_an_hour_that_counts_is_an_instant(agreement, owner, fetch, system):
    entering.save_obligation(
        row=Obligation(
            agreement=agreement, ref="7", section="7", kind="filing", title="File at noon",
            responsible=owner,
        ),
        says=entering.TermsText(rule="on 2020-07-01, by 12:30 Europe/London"),
        obligors=[],
        obligees=[],
        by=system,
    )  # fmt: skip
    event = named(fetch(made(owner)), "File at noon")
    assert event.dtstart.value == datetime(2020, 7, 1, 11, 30, tzinfo=UTC)
    assert not hasattr(event, "dtend") and "12:30 BST" in event.description.value


def test_a_date_that_moves_keeps_its_name_and_counts_up(agreement, owner, fetch, occurrence):
    token = made(owner)
    before = named(fetch(token), "Insure the warehouse")
    occurrences.extend(
        occurrence=occurrence("2.2"), to=date(2020, 4, 1), by=owner, reason=WHY, agreed_with="Birch"
    )
    after = named(fetch(token), "Insure the warehouse")
    assert after.uid.value == before.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.dtstart.value == date(2020, 4, 1)


def test_what_is_called_off_is_cancelled_comes_back_and_goes(agreement, owner, fetch, occurrence):
    token, row = made(owner), occurrence("2.2")
    occurrences.waive(occurrence=row, by=owner, reason=WHY)
    event = named(fetch(token), "Insure the warehouse")
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "1")
    assert event.summary.value.startswith("Waived: ")
    row.refresh_from_db()
    occurrences.reopen(occurrence=row, by=owner, reason=WHY)
    event = named(fetch(token), "Insure the warehouse")
    assert event.status.value == "CONFIRMED" and int(event.sequence.value) >= 2
    row.refresh_from_db()
    occurrences.waive(occurrence=row, by=owner, reason=WHY)
    with recording(by=owner, action="test", reason="time passes"):
        Occurrence.objects.filter(pk=row.pk).update(
            changed_at=datetime.now(UTC) - timedelta(days=31)
        )
    assert not [title for title in events(fetch(token)) if "Insure" in title]


def test_what_changes_no_day_leaves_the_number(agreement, owner, occurrence):
    row = occurrence("2.2")
    occurrences.complete(occurrence=row, on=TUESDAY, by=owner)
    occurrences.assign(occurrence=occurrence("4"), to=owner, by=owner, reason=WHY)
    assert set(Occurrence.objects.values_list("sequence", flat=True)) == {0}


def test_what_was_done_says_so(agreement, owner, fetch, occurrence):
    occurrences.complete(occurrence=occurrence("2.2"), on=TUESDAY, by=owner)
    assert named(fetch(made(owner)), "Insure").summary.value.startswith("Done: ")


def test_what_is_withdrawn_is_cancelled(agreement, owner, fetch, obligation):
    token = made(owner)
    entering.retire(obligation=obligation("2.2"), by=owner, reason=WHY)
    assert named(fetch(token), "Insure").status.value == "CANCELLED"


def test_an_agreements_feed_and_a_views(agreement, owner, fetch):
    assert len(events(fetch(made(owner, "agreement:SUP-2019")))) > 5
    view = saved_views.save_view(
        name="Money", filters=Filters(kind="payment"), sharing="private", by=owner
    )
    token = made(owner, f"view:{view.pk}")
    assert {title.split(" (")[0] for title in events(fetch(token))} == {"Pay for a delivery"}
    with seeing_as(owner):
        saved_views.remove_view(view=view, by=owner)
    assert fetch(token).status_code == 404


def test_the_wall_is_that_of_its_owner_when_it_is_fetched(agreement, colleague, fetch, system):
    token = made(colleague, "agreement:SUP-2019")
    assert events(fetch(token))
    with recording(by=system, action="test", reason="leaves the team"):
        TeamMember.objects.filter(user=colleague).delete()
    answer = fetch(token)
    assert events(answer) == {} and b"crate" not in answer.content.lower()
    assert events(fetch(made(colleague))) == {}


def test_whoever_is_signed_in_sees_the_owners_walls(agreement, owner, as_outsider):
    answer = as_outsider.get(reverse("feed", args=[made(owner)]))
    assert "Insure" in " ".join(events(answer))


def test_a_view_that_was_taken_back_shows_nothing(agreement, owner, colleague, fetch):
    view = saved_views.save_view(name="Ours", filters=Filters(), sharing="shared", by=owner)
    token = made(colleague, f"view:{view.pk}")
    assert events(fetch(token))
    saved_views.change_view(view=view, name="Ours", sharing="private", by=owner)
    assert events(fetch(token)) == {}


def test_what_cannot_be_seen_cannot_be_fed(agreement, owner, outsider):
    view = saved_views.save_view(name="Mine", filters=Filters(), sharing="private", by=owner)
    for about in ("agreement:SUP-2019", f"view:{view.pk}", "view:x", "everything", "mine:1", ""):
        with pytest.raises(EngineError, match="Choose from the list"):
            made(outsider, about)
    assert not Feed.objects.exists()


def test_unchanged_is_304_and_nothing_shared_keeps_it(agreement, owner, fetch, occurrence):
    token = made(owner)
    first = fetch(token)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-cache"
    same = fetch(token, if_none_match=first["ETag"])
    assert same.status_code == 304 and same.content == b""
    assert fetch(token, if_modified_since=first["Last-Modified"]).status_code == 304
    assert fetch(token, if_modified_since=http_date(0)).status_code == 200
    occurrences.waive(occurrence=occurrence("2.2"), by=owner, reason=WHY)
    again = fetch(token, if_none_match=first["ETag"])
    assert again.status_code == 200 and again["ETag"] != first["ETag"]


def test_the_token_is_random_and_kept_as_a_hash_alone(agreement, owner):
    feed, token = feeds.make_feed(about="mine", by=owner)
    assert len(token) >= 43 and feed.token_hash == hash_of(token) != token
    assert made(owner) != made(owner)
    kept = Feed.objects.filter(pk=feed.pk).values().get()
    assert token not in str(kept)


def test_stopped_feeds_and_those_of_who_left_are_gone(agreement, owner, fetch, as_owner, system):
    token = made(owner)
    as_owner.post(reverse("stop_feed", args=[Feed.objects.get().pk]))
    assert fetch(token).status_code == 410
    token = made(owner)
    with recording(by=system, action="test", reason="left"):
        User.objects.filter(pk=owner.pk).update(is_active=False)
    assert fetch(token).status_code == 410
    for nonsense in ("x", "a" * 43, "%00", "..%2f"):
        assert fetch(nonsense).status_code == 404


def test_only_its_owner_sees_and_stops_a_feed(agreement, owner, colleague, as_colleague):
    feed, _ = feeds.make_feed(about="mine", by=owner, name="Olivia’s phone")
    assert "Olivia’s phone" not in as_colleague.get(reverse("feeds")).content.decode()
    assert as_colleague.post(reverse("stop_feed", args=[feed.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        feeds.stop_feed(feed=feed, by=colleague)
    with seeing_as(colleague):
        assert not Feed.objects.exists()


def test_the_page_shows_the_address_once_and_when_it_was_fetched(agreement, as_owner, fetch):
    answer = as_owner.post(reverse("feeds"), {"about": "agreement:SUP-2019", "name": ""})
    address = answer.context["address"]
    assert address in answer.content.decode() and "no-store" in answer["Cache-Control"]
    again = as_owner.get(reverse("feeds")).content.decode()
    assert address not in again and "SUP-2019" in again and "never" in again
    assert fetch(address.rpartition("/")[2].removesuffix(".ics")).status_code == 200
    assert "never" not in as_owner.get(reverse("feeds")).content.decode()


def test_a_wrong_choice_is_said_so(agreement, as_owner, owner):
    answer = as_owner.post(reverse("feeds"), {"about": "agreement:NONE"})
    assert answer.status_code == 422 and not Feed.objects.exists()
    for _ in range(feeds.MOST):
        made(owner)
    answer = as_owner.post(reverse("feeds"), {"about": "mine"})
    assert answer.status_code == 422 and "stop one" in answer.content.decode()
