"""Several rows entered as one act: all refusals at once, nothing half-written."""

from collections.abc import Callable

import pytest
from django.db import connection

from agreements.models import Agreement, Party, User
from obligations.actions.entering import TermsText
from obligations.actions.together import Refused, together
from obligations.models import Conventions, KeyDate, NoticeRule, Obligation
from obligations.permissions import NotAllowed

pytestmark = pytest.mark.django_db


def key_date(agreement: Agreement, name: str, rule: str = "") -> KeyDate:
    return KeyDate(agreement=agreement, name=name, kind="defined" if rule else "event", rule=rule)


def test_rows_may_name_one_another_in_any_order(agreement: Agreement, colleague: User) -> None:
    with together(agreement=agreement, by=colleague, because="two dates") as act:
        act.save(key_date(agreement, "Last Day", "30 days after [First Day]"))
        act.save(key_date(agreement, "First Day"))
    assert KeyDate.objects.filter(agreement=agreement, name="Last Day").exists()


def test_every_refusal_is_told_with_its_row(agreement: Agreement, colleague: User) -> None:
    wrong = key_date(agreement, "Last Day", "30 dais after [Delivery]")
    nameless = key_date(agreement, "")
    with pytest.raises(Refused) as caught:
        with together(agreement=agreement, by=colleague, because="three dates") as act:
            act.save(key_date(agreement, "First Day"))
            act.save(nameless)
            act.save(wrong)
    assert [refusal.row for refusal in caught.value.refusals] == [nameless]
    assert not KeyDate.objects.filter(name="First Day").exists()


def test_every_rule_that_does_not_hold_is_told(agreement: Agreement, colleague: User) -> None:
    rows = [
        key_date(agreement, "One", "30 dais after [Delivery]"),
        key_date(agreement, "Two", "30 days after [Nowhere]"),
    ]
    with pytest.raises(Refused) as caught:
        with together(agreement=agreement, by=colleague, because="two dates") as act:
            for row in rows:
                act.save(row)
    assert [refusal.row for refusal in caught.value.refusals] == rows
    assert not KeyDate.objects.filter(name__in=["One", "Two"]).exists()


def test_a_circle_is_refused_as_a_whole(agreement: Agreement, colleague: User) -> None:
    with pytest.raises(Refused, match=r"\[One\] → \[Two\] → \[One\]"):
        with together(agreement=agreement, by=colleague, because="a circle") as act:
            act.save(key_date(agreement, "One", "1 day after [Two]"))
            act.save(key_date(agreement, "Two", "1 day after [One]"))
    assert not KeyDate.objects.filter(name__in=["One", "Two"]).exists()


def test_a_new_agreement_takes_its_conventions_over(colleague: User, unwalled: None) -> None:
    agreement = Agreement(reference="NEW-1", title="New")
    with together(agreement=agreement, by=colleague, because="a new agreement") as act:
        act.save(agreement)
        act.save(Conventions(agreement=agreement, calendar="england", zone="Europe/London"))
    assert Conventions.objects.get(agreement=agreement).calendar == "england"
    assert agreement.team_members.get().user == colleague


def test_the_outsider_is_refused(agreement: Agreement, outsider: User) -> None:
    with pytest.raises(Refused) as caught:
        with together(agreement=agreement, by=outsider, because="a date") as act:
            act.save(key_date(agreement, "One"))
    assert isinstance(caught.value.refusals[0].cause, NotAllowed)
    assert not KeyDate.objects.filter(name="One").exists()


def test_one_reason_stands_in_every_history_row(agreement: Agreement, colleague: User) -> None:
    with together(agreement=agreement, by=colleague, because="b", reason="as amended") as act:
        act.save(key_date(agreement, "One"))
        act.save(NoticeRule(agreement=agreement, channel="fax", rules=["deemed received same day"]))
    with connection.cursor() as cursor:
        for table in ("keydate", "noticerule"):
            cursor.execute(
                f"SELECT pgh_context->>'reason' FROM obligations_{table}history"
                " ORDER BY pgh_id DESC LIMIT 1"
            )
            assert cursor.fetchone() == ("as amended",)


def test_an_obligation_with_its_text(
    agreement: Agreement, colleague: User, obligation: Callable[[str], Obligation]
) -> None:
    row = obligation("2.1")
    sides = list(agreement.participations.order_by("position"))
    says = TermsText(rule="within 60 days after [Agreement Date]", summary="Longer.")
    with together(agreement=agreement, by=colleague, because="longer", changed=row) as act:
        act.save_obligation(row, says, sides[1:], sides[:1])
    assert [move.ref for move in act.changes.moves] == ["2.1"]
    assert row.versions.count() == 2


def test_what_rules_name_cannot_be_removed_or_turned(agreement: Agreement, colleague: User) -> None:
    renewal = KeyDate.objects.get(agreement=agreement, name="Renewal Notice")
    with pytest.raises(Refused, match="6.1"):
        with together(agreement=agreement, by=colleague, because="gone") as act:
            act.remove(renewal)
    delivery = KeyDate.objects.get(agreement=agreement, name="Delivery")
    delivery.kind = "event"
    with pytest.raises(Refused, match="withdraw them"):
        with together(agreement=agreement, by=colleague, because="once") as act:
            act.save(delivery)
    assert KeyDate.objects.get(pk=delivery.pk).kind == "repeating event"
    assert KeyDate.objects.filter(name="Renewal Notice").exists()


def test_a_row_apart_from_agreements(colleague: User) -> None:
    with together(agreement=None, by=colleague, because="a party") as act:
        act.save(Party(name="Cedar Ltd"))
    assert Party.objects.filter(name="Cedar Ltd").exists()
