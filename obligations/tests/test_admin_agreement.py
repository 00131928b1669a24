"""An agreement entered and changed on its page of data entry."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Agreement, CopyRecipient, Participation, Party, User
from obligations.models import Conventions, KeyDate, NoticeRule
from obligations.tests.typed import errors_in, page, rows, send

pytestmark = pytest.mark.django_db

ADD = "/admin/agreements/agreement/add/"


def change(agreement: Agreement) -> str:
    return reverse("admin:agreements_agreement_change", args=[agreement.pk])


@pytest.fixture
def parties(colleague: User, unwalled: None) -> list[Party]:
    with recording(by=colleague, action="enter", reason="for a test"):
        return [Party.objects.create(name=name) for name in ("Cedar Ltd", "Dogwood plc")]


def typed(parties: list[Party]) -> dict[str, Any]:
    return {
        "reference": "SUP-2020",
        "title": "Supply of lids",
        "signed_date": "2 March 2020",
        "conventions-0-calendar": "England",
        "conventions-0-zone": "Europe/London",
        **rows(
            "participations",
            {"party": parties[0].pk, "role": "Supplier", "is_ours": "on", "address": "1 Mill Lane"},
            {"party": parties[1].pk, "role": "Customer"},
        ),
        **rows(
            "key_dates",
            {"name": "Last Delivery", "kind": "defined", "rule": "30 days after [First Order]"},
            {"name": "First Order", "kind": "event", "section": "2"},
        ),
        **rows("notice_rules", {"channel": "fax", "rules": "deemed received same day\n"}),
        **rows(
            "defects",
            {
                "title": "No price",
                "kind": "blank",
                "section": "4",
                "text": "Blank.",
                "affects": "4.1\nFirst Order",
            },
        ),
    }


def reasons(table: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT pgh_context->>'reason' FROM {table} WHERE pgh_context->>'name' <>"
            " 'Longstop' ORDER BY 1"
        )
        return [row[0] for row in cursor.fetchall()]


def test_a_new_agreement_is_entered_whole(as_colleague: Client, parties: list[Party]) -> None:
    response = send(as_colleague, ADD, typed(parties))
    assert response.status_code == 302, errors_in(response)
    made = Agreement.objects.get(reference="SUP-2020")
    assert response.url == f"{change(made)}#obligations"
    assert str(made.signed_date) == "2020-03-02"
    assert Conventions.objects.get(agreement=made).calendar == "england"
    assert [str(p) for p in made.participations.order_by("position")] == [
        "Cedar Ltd (Supplier)",
        "Dogwood plc (Customer)",
    ]
    dates = KeyDate.objects.filter(agreement=made).order_by("position")
    assert [d.name for d in dates] == ["Last Delivery", "First Order"]
    assert NoticeRule.objects.get(agreement=made).rules == ["deemed received same day"]
    assert made.defects.get().affects == ["4.1", "First Order"]


def test_its_maker_is_on_the_team_and_owns_it(
    as_colleague: Client, colleague: User, parties: list[Party]
) -> None:
    send(as_colleague, ADD, {**typed(parties), **rows("team_members", {"user": colleague.pk})})
    made = Agreement.objects.get(reference="SUP-2020")
    assert made.owner == colleague
    assert [member.user for member in made.team_members.all()] == [colleague]


def test_a_first_entry_needs_no_reason_and_has_one_in_the_history(
    as_colleague: Client, parties: list[Party]
) -> None:
    send(as_colleague, ADD, typed(parties))
    (told,) = reasons("agreements_agreementhistory")
    assert told.startswith("agreement “SUP-2020 Supply of lids” entered")
    assert reasons("obligations_keydatehistory") == [told]


def test_a_later_change_is_asked_why(as_colleague: Client, agreement: Agreement) -> None:
    response = send(as_colleague, change(agreement), {"title": "Supply of Crates"})
    assert "kept in the history" in errors_in(response)["reason"][0]
    assert 'value="Supply of Crates"' in response.content.decode()
    agreement.refresh_from_db()
    assert agreement.title == "Supply Agreement"


def test_with_its_reason_a_change_is_kept(as_colleague: Client, agreement: Agreement) -> None:
    typed = {"title": "Supply of Crates", "reason": "as on the cover"}
    assert send(as_colleague, change(agreement), typed).status_code == 302
    agreement.refresh_from_db()
    assert agreement.title == "Supply of Crates"
    assert "as on the cover" in reasons("agreements_agreementhistory")


def test_a_further_row_needs_no_reason(as_colleague: Client, agreement: Agreement) -> None:
    more = rows("key_dates", {"name": "Audit", "kind": "event"}, start=4)
    assert send(as_colleague, change(agreement), more).status_code == 302
    assert KeyDate.objects.get(agreement=agreement, name="Audit").position == 4


def test_a_page_saved_unchanged_writes_nothing(as_colleague: Client, agreement: Agreement) -> None:
    before = reasons("agreements_agreementhistory") + reasons("obligations_keydatehistory")
    assert send(as_colleague, change(agreement), {}).status_code == 302
    assert before == reasons("agreements_agreementhistory") + reasons("obligations_keydatehistory")


def test_a_calendar_that_moves_dates_tells_which(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = {"conventions-0-roll": "following", "reason": "section 8"}
    response = send(as_colleague, change(agreement), typed, follow=True)
    assert "2.1 from Wed 1 Jan 2020 to Thu 2 Jan 2020" in response.content.decode()


def test_copies_of_notices_are_on_the_page_of_the_party(
    as_colleague: Client, agreement: Agreement
) -> None:
    supplier = Participation.objects.get(agreement=agreement, role="Supplier")
    url = reverse("admin:agreements_participation_change", args=[supplier.pk])
    assert url in page(as_colleague, change(agreement)).content.decode()
    copies = rows("copies_to", {"name": "Elm & Co", "address": "2 Court Row"})
    assert send(as_colleague, url, copies).status_code == 302
    assert CopyRecipient.objects.get(participation=supplier).name == "Elm & Co"


def test_a_party_that_owes_something_cannot_be_removed(
    as_colleague: Client, agreement: Agreement
) -> None:
    typed = {"participations-0-DELETE": "on", "reason": "wrong"}
    said = errors_in(send(as_colleague, change(agreement), typed))
    assert "is used by" in str(said)
    assert Participation.objects.filter(agreement=agreement).count() == 2


def test_a_key_date_without_users_is_removed(as_colleague: Client, agreement: Agreement) -> None:
    number = [k.name for k in KeyDate.objects.order_by("position")].index("Shortage")
    typed = {f"key_dates-{number}-DELETE": "on", "reason": "not in the text"}
    assert send(as_colleague, change(agreement), typed).status_code == 302
    assert not KeyDate.objects.filter(name="Shortage").exists()


def test_the_reference_never_changes(as_colleague: Client, agreement: Agreement) -> None:
    send(as_colleague, change(agreement), {"reference": "OTHER", "reason": "why not"})
    agreement.refresh_from_db()
    assert agreement.reference == "SUP-2019"


def test_an_agreement_cannot_be_deleted(as_colleague: Client, agreement: Agreement) -> None:
    url = reverse("admin:agreements_agreement_delete", args=[agreement.pk])
    assert as_colleague.post(url, {"post": "yes"}).status_code == 403
    assert "Delete" not in page(as_colleague, change(agreement)).content.decode()
