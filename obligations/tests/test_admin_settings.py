"""Saved views, calendar feeds and absences in data entry: who sees and ends which."""

from datetime import timedelta

import pytest
from django.urls import reverse

from agreements.walls import seeing_as
from obligations.actions import feeds, saved_views
from obligations.actions.absences import end_absence, enter_absence
from obligations.models import Feed, SavedView
from obligations.queries.register import Filters
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db
MONTH = timedelta(days=30)


def admin(model, what, *args):
    return reverse(f"admin:obligations_{model}_{what}", args=args)


def listed(client, model):
    answer = client.get(admin(model, "changelist"))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def feed(agreement, owner):
    return feeds.make_feed(about="agreement:SUP-2019", by=owner, name="Falcon")


def test_administrators_see_that_there_is_a_feed_and_no_more(
    feed, as_administrator, as_colleague, administrator, colleague
):
    row, token = feed
    stop = admin("feed", "delete", row.pk)
    for page in (listed(as_administrator, "feed"), as_administrator.get(stop).content.decode()):
        assert "Olivia Hart" in page
        for secret in ("Falcon", "SUP-2019", token, row.token_hash):
            assert secret not in page
    assert "Olivia Hart" not in listed(as_colleague, "feed").split("<main")[1]
    assert as_colleague.get(stop).status_code == 404
    with seeing_as(colleague):
        assert not Feed.objects.exists()
    with seeing_as(administrator):
        assert Feed.objects.exists()


def test_a_leaked_feed_is_stopped_with_a_reason_and_stays_in_the_list(
    feed, as_administrator, client
):
    row, token = feed
    stop = admin("feed", "delete", row.pk)
    answer = as_administrator.post(stop, {"reason": "the laptop is lost"}, follow=True)
    shown = answer.content.decode()
    assert "A feed of Olivia Hart (an agreement) is stopped" in shown and "stopped on" in shown
    assert client.get(reverse("feed", args=[token])).status_code == 410
    last = row.history.latest("pgh_id")
    assert last.pgh_context["reason"] == "the laptop is lost"
    assert as_administrator.post(stop).status_code == 403
    assert "Stop …" not in listed(as_administrator, "feed")


def test_ones_own_feed_has_its_name(feed, as_owner):
    row, _ = feed
    assert "“Falcon” is stopped" in as_owner.get(admin("feed", "delete", row.pk)).content.decode()
    assert as_owner.get(admin("feed", "add"))["Location"] == reverse("feeds")
    assert as_owner.get(admin("feed", "change", row.pk))["Location"] == reverse("feeds")


@pytest.fixture
def views(agreement, owner):
    make = saved_views.save_view
    of = Filters(agreement="SUP-2019")
    return [
        make(name="Mine alone", filters=Filters(), sharing="private", by=owner),
        make(name="Shared", filters=Filters(status="overdue"), sharing="shared", by=owner),
        make(name="Of the supply", filters=of, sharing="shared", by=owner),
    ]


def test_views_are_listed_behind_their_walls(views, as_owner, as_colleague, as_administrator):
    seen = {
        who: [row.name in listed(client, "savedview") for row in views]
        for who, client in (("o", as_owner), ("c", as_colleague), ("a", as_administrator))
    }
    assert seen == {"o": [True] * 3, "c": [False, True, True], "a": [False, True, False]}


def test_who_gives_a_view_up(views, as_owner, as_colleague, as_administrator):
    own, shared, walled = (admin("savedview", "delete", row.pk) for row in views)
    assert "Delete …" not in listed(as_colleague, "savedview")
    assert listed(as_administrator, "savedview").count("Delete …") == 1
    assert as_colleague.post(shared).status_code == 403
    assert [as_administrator.post(url).status_code for url in (own, walled)] == [404, 404]
    answer = as_administrator.post(shared, {"reason": "she has left"}, follow=True)
    assert "“Shared” is taken out." in answer.content.decode()
    assert as_owner.post(own).status_code == 302
    assert [row.name for row in SavedView.objects.all()] == ["Of the supply"]
    history = views[1].history.latest("pgh_id")
    assert (history.pgh_label, history.pgh_context["reason"]) == ("delete", "she has left")
    assert as_owner.get(admin("savedview", "add"))["Location"].startswith(reverse("register"))
    change = admin("savedview", "change", views[2].pk)
    assert as_owner.get(change)["Location"] == reverse("saved_view", args=[views[2].pk])


def test_absences_are_seen_by_whom_they_concern(
    agreement, owner, colleague, administrator, as_owner, as_colleague, as_administrator
):
    days = {"first": TUESDAY, "last": TUESDAY + MONTH}
    enter_absence(person=owner, deputy=administrator, note="Leave", by=owner, **days)
    gone = enter_absence(person=colleague, deputy=owner, note="Ill", by=administrator, **days)
    end_absence(absence=gone, by=colleague)
    seen = {
        who: ["Leave" in page, "Ill" in page]
        for who, client in (("o", as_owner), ("c", as_colleague), ("a", as_administrator))
        for page in [listed(client, "absence")]
    }
    assert seen == {"o": [True, True], "c": [False, True], "a": [True, True]}
    assert "taken back" in listed(as_administrator, "absence")
    for name in ("add", "change"):
        args = [gone.pk] if name == "change" else []
        assert as_owner.get(admin("absence", name, *args))["Location"] == reverse("absence")
