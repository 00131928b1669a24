"""A wall holds in the database too: without the right setting no row is shown."""

import pytest

from agreements.audit import recording
from agreements.models import Agreement, TeamMember, User
from agreements.queries import NoUser, visible_agreements
from agreements.walls import seeing_as, seeing_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, User]:
    make = User.objects.create_user
    return {name: make(f"{name}@longstop.example", full_name=name) for name in ("in", "out")}


@pytest.fixture(autouse=True)
def agreements(people: dict[str, User]) -> None:
    with recording(by=people["in"], action="enter", reason="for the test"):
        walled = Agreement.objects.create(reference="WALLED", title="For its team")
        Agreement.objects.create(reference="OPEN", title="For all", visibility="all staff")
        TeamMember.objects.create(agreement=walled, user=people["in"])


def seen() -> set[str]:
    """What the database shows when the queries' own filter is left out."""
    return set(Agreement.objects.values_list("reference", flat=True))


def test_nobody_sees_nothing() -> None:
    assert seen() == set()
    with seeing_as(None):
        assert seen() == set()


def test_the_team_sees_its_agreement_and_others_do_not(people: dict[str, User]) -> None:
    with seeing_as(people["in"]):
        assert seen() == {"WALLED", "OPEN"}
    with seeing_as(people["out"]):
        assert seen() == {"OPEN"}


def test_the_view_ends_with_its_block(people: dict[str, User]) -> None:
    with seeing_everything():
        assert seen() == {"WALLED", "OPEN"}
        with seeing_as(people["out"]):
            assert seen() == {"OPEN"}
        assert seen() == {"WALLED", "OPEN"}
    assert seen() == set()


def test_queries_and_policy_agree(people: dict[str, User]) -> None:
    for person in people.values():
        with seeing_everything():
            filtered = set(visible_agreements(person).values_list("reference", flat=True))
        with seeing_as(person):
            assert seen() == filtered


def test_a_read_without_a_user_is_refused() -> None:
    with pytest.raises(NoUser):
        visible_agreements(None)  # type: ignore[arg-type]
    with pytest.raises(NoUser):
        visible_agreements(User())


def test_an_error_inside_does_not_open_the_wall(people: dict[str, User]) -> None:
    with pytest.raises(ZeroDivisionError), seeing_everything():
        raise ZeroDivisionError
    assert seen() == set()
