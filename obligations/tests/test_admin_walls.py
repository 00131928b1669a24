"""Who sees and enters what in data entry: the owner, a colleague, an outsider, and an editor
behind the wall."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Agreement, Party, User
from obligations.models import KeyDate, Obligation
from obligations.tests.typed import page, send

pytestmark = pytest.mark.django_db

LISTS = [
    "agreements_agreement",
    "agreements_participation",
    "agreements_party",
    "obligations_keydate",
    "obligations_obligation",
]


@pytest.fixture
def places(agreement: Agreement) -> dict[str, str]:
    """An address for each kind of page that shows something of the agreement."""
    key_date = KeyDate.objects.filter(agreement=agreement)[0]
    row = Obligation.objects.filter(agreement=agreement)[0]
    party = agreement.participations.all()[0]
    return {
        "agreement": reverse("admin:agreements_agreement_change", args=[agreement.pk]),
        "party": reverse("admin:agreements_party_change", args=[party.party_id]),
        "participation": reverse("admin:agreements_participation_change", args=[party.pk]),
        "key date": reverse("admin:obligations_keydate_change", args=[key_date.pk]),
        "obligation": reverse("admin:obligations_obligation_change", args=[row.pk]),
        "retire": reverse("admin:obligations_obligation_retire", args=[row.pk]),
        "delete": reverse("admin:obligations_keydate_delete", args=[key_date.pk]),
        "file": reverse("admin:export_file", args=[agreement.pk]),
        "add": f"{reverse('admin:obligations_obligation_add')}?agreement={agreement.pk}",
    }


@pytest.mark.parametrize("who", ["as_owner", "as_colleague"])
def test_the_team_sees_and_enters(
    who: str, request: pytest.FixtureRequest, places: dict[str, str]
) -> None:
    client: Client = request.getfixturevalue(who)
    for name, url in places.items():
        assert client.get(url).status_code == 200, name
    for name in LISTS:
        assert "SUP-2019" in listed(client, name) or "Alder" in listed(client, name)


def test_an_editor_behind_the_wall_sees_nothing_of_it(
    as_administrator: Client, places: dict[str, str]
) -> None:
    for name, url in places.items():
        response = as_administrator.get(url)
        assert response.status_code in (302, 403, 404), name
        assert "Alder" not in response.content.decode() and "SUP-" not in response.content.decode()
    for name in LISTS:
        shown = listed(as_administrator, name)
        assert "SUP-2019" not in shown and "Alder" not in shown, name
    assert "SUP-2019" not in page(as_administrator, reverse("admin:index")).content.decode()
    chooser = page(as_administrator, reverse("admin:obligations_obligation_add"))
    assert "SUP-2019" not in chooser.content.decode()


def test_an_editor_behind_the_wall_writes_nothing(
    as_administrator: Client, places: dict[str, str], agreement: Agreement
) -> None:
    for url in places.values():
        as_administrator.post(url, {"title": "Mine", "reason": "because", "_save": "1"})
    agreement.refresh_from_db()
    assert agreement.title == "Supply Agreement"
    assert Obligation.objects.filter(agreement=agreement, retired_at=None).count() == 8
    assert KeyDate.objects.filter(agreement=agreement).count() == 4


def test_a_reader_hears_who_enters(as_outsider: Client, places: dict[str, str]) -> None:
    for url in [reverse("admin:index"), *places.values()]:
        response = as_outsider.get(url, follow=True)
        assert response.status_code == 403, url
        assert "Ask an administrator for the role of editor" in response.content.decode()


def test_without_a_sign_in_one_is_sent_to_it(
    client: Client, places: dict[str, str], sign_in_page: str
) -> None:
    for url in [reverse("admin:index"), *places.values()]:
        response = client.get(url, follow=True)
        assert response.redirect_chain[-1][0].startswith(sign_in_page), url


def listed(client: Client, name: str) -> str:
    return page(client, reverse(f"admin:{name}_changelist")).content.decode()


def suggested(client: Client, model: str, field: str, term: str, app: str = "agreements") -> str:
    query = {"app_label": app, "model_name": model, "field_name": field, "term": term}
    return client.get(reverse("admin:autocomplete"), query).content.decode()


def test_suggestions_end_at_the_wall(
    as_colleague: Client, as_administrator: Client, agreement: Agreement
) -> None:
    assert "Alder Works Ltd" in suggested(as_colleague, "participation", "party", "alder")
    assert "Alder" not in suggested(as_administrator, "participation", "party", "alder")


def test_people_are_suggested_but_longstop_itself_is_not(
    as_colleague: Client, owner: User, system: User
) -> None:
    assert "Olivia Hart" in suggested(as_colleague, "teammember", "user", "oliv")
    assert '"results": []' in suggested(as_colleague, "teammember", "user", "system@")


def test_a_party_of_no_agreement_can_be_chosen_by_all(
    as_administrator: Client, colleague: User
) -> None:
    with recording(by=colleague, action="enter", reason="for a test"):
        Party.objects.create(name="Cedar Ltd")
    assert "Cedar Ltd" in suggested(as_administrator, "participation", "party", "cedar")


def test_a_party_behind_a_wall_can_be_chosen_once_it_is_named_in_full(
    as_administrator: Client, agreement: Agreement
) -> None:
    url = reverse("admin:agreements_party_add")
    response = send(as_administrator, url, {"name": "alder works ltd"})
    assert response.status_code == 302
    assert Party.objects.filter(name__iexact="Alder Works Ltd").count() == 1
    assert "Alder Works Ltd" in suggested(as_administrator, "participation", "party", "alder")


def test_filters_offer_what_one_may_see(
    as_colleague: Client, as_administrator: Client, agreement: Agreement
) -> None:
    url = reverse("admin:obligations_obligation_changelist")
    number = f"agreement={agreement.pk}"
    assert number in page(as_colleague, url).content.decode()
    shown = page(as_administrator, f"{url}?{number}").content.decode()
    assert "Nothing here yet" in shown and "SUP-2019" not in shown


@pytest.mark.parametrize(
    ("name", "query"),
    [
        ("agreements_user", "password__startswith=md5"),
        ("agreements_party", "agreements=1"),
        ("agreements_party", "participations__role=Supplier"),
        ("obligations_obligation", "responsible__password__startswith=md5"),
    ],
)
def test_addresses_cannot_ask_for_more_than_the_filters(
    as_owner: Client, agreement: Agreement, name: str, query: str
) -> None:
    url = reverse(f"admin:{name}_changelist")
    assert as_owner.get(f"{url}?{query}").status_code == 400


def test_people_are_read_only(as_administrator: Client, owner: User) -> None:
    url = reverse("admin:agreements_user_change", args=[owner.pk])
    assert page(as_administrator, url)
    assert as_administrator.post(url, {"full_name": "X", "role": "reader"}).status_code == 403
    assert as_administrator.get(reverse("admin:agreements_user_add")).status_code == 403


def test_the_team_can_be_left(
    as_colleague: Client, colleague: User, agreement: Agreement, places: dict[str, str]
) -> None:
    members = [m.user for m in agreement.team_members.order_by("user__full_name")]
    typed = {f"team_members-{members.index(colleague)}-DELETE": "on", "reason": "another matter"}
    assert send(as_colleague, places["agreement"], typed).status_code == 302
    assert as_colleague.get(places["file"]).status_code == 404
