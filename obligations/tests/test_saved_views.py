"""Saved views: kept, shared, changed, opened with; nobody sees in one what their walls hide."""

import pytest
from django.urls import reverse

from agreements.models import Party
from agreements.walls import seeing_as
from obligations.actions import saved_views
from obligations.engine.errors import EngineError
from obligations.models import DefaultView, SavedView
from obligations.permissions import NotAllowed
from obligations.queries.register import Filters
from obligations.queries.saved_views import data_of, filters_in, views_for, visible_views

pytestmark = pytest.mark.django_db

LATE = Filters(status="overdue", order="-date")


@pytest.fixture
def late(agreement, owner):
    return saved_views.save_view(name=" Late   here ", filters=LATE, sharing="private", by=owner)


def share(view):
    saved_views.change_view(view=view, name=view.name, sharing="shared", by=view.made_by)


def names(user):
    with seeing_as(user):
        return [row.name for row in views_for(user)]


def test_filters_come_back_as_they_were_kept(agreement):
    party = Party.objects.earliest("pk").pk
    for filters in (Filters(), LATE, Filters(agreement="SUP-2019", party=party, text="a b")):
        assert filters_in(data_of(filters)) == filters


def test_what_a_kept_filter_cannot_be_is_left_out():
    assert filters_in({"since": "soon", "party": "x", "gone": 1, "kind": "filing"}) == Filters(
        kind="filing"
    )


def test_a_view_is_saved_from_the_register_and_shows_what_it_showed(as_owner, agreement):
    page = as_owner.get(reverse("register") + "?status=scheduled&sort=-date")
    assert b"/register/views/new?status=scheduled&amp;sort=-date" in page.content
    url = reverse("save_view") + "?status=scheduled&sort=-date"
    answer = as_owner.post(url, {"name": "To come", "sharing": "private"}, follow=True)
    assert answer.context["filters"] == Filters(status="scheduled", order="-date")
    assert "To come" in answer.content.decode()
    exported = b"".join(as_owner.get(f"/register.csv?view={answer.context['shown'].view.id}"))
    assert exported.count(b"\r\n") == answer.context["page"].count + 1


def test_a_private_view_is_its_makers_alone(late, owner, colleague):
    assert names(owner) == ["Late here"]
    assert names(colleague) == []
    share(late)
    assert names(colleague) == ["Late here"]


def test_a_shared_view_shows_each_what_their_walls_allow(late, as_colleague, as_outsider):
    share(late)
    url = f"{reverse('register')}?view={late.pk}"
    assert b"SUP-2019" in as_colleague.get(url).content
    page = as_outsider.get(url)
    assert page.status_code == 200 and b"SUP-2019" not in page.content


@pytest.mark.parametrize("about", ["agreement", "party"])
def test_a_view_that_names_what_is_walled_off_is_hidden(agreement, owner, outsider, about):
    party = Party.objects.filter(agreements=agreement).earliest("pk").pk
    told = {"agreement": "SUP-2019"} if about == "agreement" else {"party": party}
    saved_views.save_view(name="Theirs", filters=Filters(**told), sharing="shared", by=owner)
    assert names(outsider) == []
    assert not visible_views(outsider).exists()  # the query alone, without the database's wall
    with seeing_as(outsider):
        assert not SavedView.objects.exists()  # the wall alone, without the query
    with pytest.raises(EngineError, match="not on its team|no such party"):
        saved_views.save_view(name="Mine", filters=Filters(**told), sharing="private", by=outsider)


def test_only_its_maker_changes_or_removes_it(late, colleague, as_colleague):
    share(late)
    for do in (saved_views.remove_view, saved_views.open_with):
        if do is saved_views.remove_view:
            with pytest.raises(NotAllowed, match="Save one of your own"):
                do(view=late, by=colleague)
    assert as_colleague.post(reverse("remove_view", args=[late.pk])).status_code == 403
    assert as_colleague.get(reverse("saved_view", args=[late.pk])).status_code == 302


def test_a_view_is_changed_renamed_and_removed(late, owner, as_owner):
    url = reverse("saved_view", args=[late.pk]) + "?status=awaiting"
    as_owner.post(url, {"name": "Waiting", "sharing": "shared"})
    late.refresh_from_db()
    assert (late.name, late.sharing, late.filters) == (
        "Waiting",
        "shared",
        {"status": "awaiting"},
    )
    as_owner.post(reverse("remove_view", args=[late.pk]))
    assert names(owner) == []


def test_a_name_is_refused_that_is_empty_or_taken(late, as_owner, owner):
    for name, sentence in (("  ", "This field is required"), ("Late here", "already")):
        answer = as_owner.post(reverse("save_view"), {"name": name, "sharing": "private"})
        assert answer.status_code == 422 and sentence in answer.content.decode()
    with pytest.raises(EngineError, match="Give the view a name"):
        saved_views.save_view(name=" ", filters=LATE, sharing="private", by=owner)


def test_the_register_opens_with_a_chosen_view_and_everything_is_one_step_away(late, as_owner):
    as_owner.post(reverse("open_with_view", args=[late.pk]), {"opens": "yes"})
    assert as_owner.get(reverse("register")).context["filters"] == LATE
    everything = as_owner.get(reverse("register") + "?all=1").context
    assert everything["filters"] == Filters() and everything["shown"].view is None
    as_owner.post(reverse("open_with_view", args=[late.pk]), {"opens": "no"})
    assert as_owner.get(reverse("register")).context["filters"] == Filters()


def test_removing_a_view_takes_it_from_whoever_opens_with_it(late, owner, colleague, as_colleague):
    share(late)
    saved_views.open_with(view=late, by=colleague)
    with seeing_as(owner):
        saved_views.remove_view(view=late, by=owner)
    assert not DefaultView.objects.exists()
    assert as_colleague.get(reverse("register")).context["filters"] == Filters()


def test_an_unknown_view_is_said_to_be_none(as_owner, late, as_outsider):
    for client, named in ((as_owner, "987654"), (as_owner, "x"), (as_outsider, late.pk)):
        page = client.get(f"{reverse('register')}?view={named}")
        assert "There is no such view" in page.content.decode()
    assert as_outsider.get(reverse("saved_view", args=[late.pk])).status_code == 404
