"""The pages of money: who sees them, what is refused, and that nothing is half-written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Participation, User
from obligations.actions.money_terms import save_terms
from obligations.agreement_file.schema_money import MoneyEntry, ReductionEntry
from obligations.models import BaseFigure, BaseRate, Market, Obligation, Occurrence, Payment, Sales

pytestmark = pytest.mark.django_db

# Of SUP-2019: the delivery of 27 January 2020, due Wed 26 Feb 2020.
LATE = date(2020, 2, 26)


@pytest.fixture
def priced(agreement: Agreement, owner: User) -> Agreement:
    """SUP-2019, whose deliveries cost GBP 12,000 each."""
    obligation = Obligation.objects.get(agreement=agreement, ref="3.1")
    says = MoneyEntry(method="fixed", currency="GBP", amount="12000", section="3.1")
    save_terms(obligation=obligation, says=says, by=owner, reason="for the test")
    return agreement


def address(name: str, agreement: Agreement, *more: object) -> str:
    return reverse(name, args=[agreement.reference, *more])


def a_payment(agreement: Agreement, **changed: object) -> dict[str, object]:
    payer = Participation.objects.get(agreement=agreement, role="Customer")
    payee = Participation.objects.get(agreement=agreement, role="Supplier")
    return {
        "kind": "payment",
        "payer": payer.pk,
        "payee": payee.pk,
        "amount": "12000",
        "currency": "GBP",
        "day": "6 Mar 2020",
        "order": "principal first",
        "certainty": "actual",
        "note": "Bank statement.",
        **changed,
    }


PAGES = ("money", "royalties", "money_payment", "money_sales", "money_market", "money_figure")


@pytest.mark.parametrize("name", [*PAGES, "money_csv"])
def test_its_team_alone_sees_it(
    name: str, priced: Agreement, as_owner: Client, as_colleague: Client, as_outsider: Client
) -> None:
    url = address(name, priced)
    assert as_owner.get(url).status_code == 200
    assert as_colleague.get(url).status_code == 200
    assert as_outsider.get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_what_is_late_stands_open(priced: Agreement, as_owner: Client) -> None:
    text = as_owner.get(address("money", priced)).content.decode()
    assert "£12,000.00" in text
    assert "Wed 26 Feb 2020" in text
    assert "states no interest" in text


@pytest.mark.parametrize("day", ["never", "1/2/2020", "1 Jan 3000", "0000"])
def test_a_day_that_is_none_shows_today_and_says_so(
    priced: Agreement, as_owner: Client, day: str
) -> None:
    page = as_owner.get(address("money", priced), {"as_at": day})
    assert page.status_code == 200
    assert b'class="error"' in page.content


def test_a_payment_is_shown_before_it_is_recorded(priced: Agreement, as_owner: Client) -> None:
    url, given = address("money_payment", priced), a_payment(priced)
    shown = as_owner.post(url, given | {"step": "preview"})
    assert shown.status_code == 200
    assert "nothing after" in shown.content.decode()
    assert not Payment.objects.exists()
    given |= {"step": "record", "token": shown.context["token"]}
    assert as_owner.post(url, given).status_code == 302
    payment = Payment.objects.get()
    assert payment.amount == Decimal(12000)
    row = Occurrence.objects.get(agreement=priced, obligation__ref="3.1", due_date=LATE)
    assert (row.phase, row.done_late) == ("done", True)
    assert "Nothing is due and open" in as_owner.get(address("money", priced)).content.decode()


def test_what_changed_meanwhile_is_shown_again(priced: Agreement, as_owner: Client) -> None:
    given = a_payment(priced) | {"step": "record", "token": "of another preview"}
    answer = as_owner.post(address("money_payment", priced), given)
    assert answer.status_code == 200
    assert not Payment.objects.exists()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"amount": "12.000,00"}, "has a comma"),
        ({"amount": "NaN"}, "is no number"),
        ({"amount": "1e30"}, "is no number"),
        ({"amount": "-5"}, "below zero"),
        ({"amount": "0"}, "more than nothing"),
        ({"amount": "1.005"}, "more than 2 decimal places"),
        ({"amount": "9" * 30}, "larger than any sum"),
        ({"currency": "ABC"}, "no currency"),
        ({"day": "1 Dec 2019"}, "before the agreement"),
        ({"day": "1 Dec 2030"}, "still to come"),
        ({"day": "01/02/2020"}, "two days"),
        ({"payer": ""}, "required"),
        ({"payer": "999999"}, "Select a valid choice"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(
    priced: Agreement, as_owner: Client, changed: dict[str, str], says: str
) -> None:
    given = a_payment(priced, **changed) | {"step": "record"}
    answer = as_owner.post(address("money_payment", priced), given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Payment.objects.exists()


def test_nobody_pays_himself(priced: Agreement, as_owner: Client) -> None:
    given = a_payment(priced)
    given["payee"] = given["payer"]
    answer = as_owner.post(address("money_payment", priced), given)
    assert "cannot pay itself" in answer.content.decode()


def test_another_currency_stays_on_account(priced: Agreement, as_owner: Client) -> None:
    shown = as_owner.post(address("money_payment", priced), a_payment(priced, currency="EUR"))
    assert "stays on account" in shown.content.decode()


def test_a_payment_taken_back_stays_to_be_seen(priced: Agreement, as_owner: Client) -> None:
    url, given = address("money_payment", priced), a_payment(priced)
    given |= {"step": "record", "token": as_owner.post(url, given).context["token"]}
    as_owner.post(url, given)
    payment = Payment.objects.get()
    back = address("money_back", priced, "payment", payment.pk)
    assert as_owner.post(back, {"reason": " "}).status_code == 422
    assert as_owner.post(back, {"reason": "Entered twice."}).status_code == 302
    text = as_owner.get(address("money", priced)).content.decode()
    assert "Entered twice." in text
    assert "It was completed, and £12,000.00 is not recorded as paid." in text
    assert as_owner.get(back).status_code == 404


ROYALTY = MoneyEntry(
    method="royalty",
    currency="GBP",
    rate="8.5",
    reductions=(ReductionEntry(because="generic", to_rate="0", starts="quarter", section="V.4"),),
)


def some_sales(**changed: str) -> dict[str, str]:
    return {
        "quarter": "2020-Q1",
        "country": "United States",
        "net_sales": "700000",
        "currency": "GBP",
        "certainty": "actual",
        **changed,
    }


def test_sales_are_entered_once(priced: Agreement, as_owner: Client) -> None:
    url = address("money_sales", priced)
    assert as_owner.post(url, some_sales()).status_code == 302
    assert Sales.objects.get().country == "USA"
    again = as_owner.post(url, some_sales(country="usa"))
    assert "entered already" in again.content.decode()
    row = Sales.objects.get()
    back = address("money_back", priced, "sales", row.pk)
    assert as_owner.post(back, {"reason": "Wrong quarter."}).status_code == 302
    assert as_owner.post(url, some_sales()).status_code == 302


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"quarter": "2020Q1"}, "no quarter"),
        ({"quarter": "2019-Q3"}, "before the agreement"),
        ({"quarter": "2020-Q4"}, "still to come"),
        ({"net_sales": "700.000,00"}, "comma"),
        ({"net_sales": "-1"}, "below zero"),
        ({"currency": "XXX"}, "no currency"),
        ({"country": " "}, "required"),
    ],
)
def test_sales_that_cannot_be_are_refused(
    priced: Agreement, as_owner: Client, changed: dict[str, str], says: str
) -> None:
    answer = as_owner.post(address("money_sales", priced), some_sales(**changed))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Sales.objects.exists()


def upload(text: str | bytes) -> dict[str, SimpleUploadedFile]:
    content = text.encode() if isinstance(text, str) else text
    return {"upload": SimpleUploadedFile("sales.csv", content, "text/csv")}


GOOD = "quarter,country,currency,net sales\n2020-Q1,USA,GBP,700000\n2020-Q1,Norway,GBP,300000.50\n"


def test_a_file_of_sales_is_entered(priced: Agreement, as_owner: Client) -> None:
    assert as_owner.post(address("money_sales_file", priced), upload(GOOD)).status_code == 302
    assert Sales.objects.count() == 2


def test_a_file_of_another_country_is_entered(priced: Agreement, as_owner: Client) -> None:
    text = "\ufeff" + GOOD.replace(",", ";")
    assert as_owner.post(address("money_sales_file", priced), upload(text)).status_code == 302


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (GOOD + "2020-Q9,USA,GBP,1\n", "Line 4: “2020-Q9” is no quarter"),
        (GOOD + "2020-Q1,USA,GBP,1\n", "Line 4: The sales of 2020-Q1 in USA are entered already"),
        (GOOD + '2020-Q1,Chile,GBP,"1,5"\n', "Line 4: Net sales “1,5” has a comma"),
        (GOOD + "2020-Q1,Chile\n", "Line 4: it has 2 cells"),
        ("quarter,country\n", "columns currency, net sales are missing"),
        (GOOD.replace("net sales", "net sales,colour", 1), "is no column"),
        ("quarter,country,currency,net sales\n", "no lines"),
        (b"\xff\xfe\x00", "not in UTF-8"),
        (GOOD + '2020-Q1,"Chile,GBP,1\n', "no CSV"),
    ],
)
def test_a_wrong_file_says_which_line_and_enters_nothing(
    priced: Agreement, as_owner: Client, text: str | bytes, says: str
) -> None:
    answer = as_owner.post(address("money_sales_file", priced), upload(text))
    assert answer.status_code == 422
    assert says in answer.content.decode().replace("&#x27;", "'")
    assert not Sales.objects.exists()


def test_a_market_and_a_figure_are_entered(
    priced: Agreement, owner: User, as_owner: Client
) -> None:
    obligation = Obligation.objects.get(agreement=priced, ref="3.1")
    says = MoneyEntry(method="percentage", currency="GBP", rate="3", base="Turnover")
    save_terms(obligation=obligation, says=says, by=owner, reason="for the test")
    market = {"country": "Norway", "status": "generic", "start": "1 Feb 2020"}
    market["certainty"] = "assumed"
    assert as_owner.post(address("money_market", priced), market).status_code == 302
    again = as_owner.post(address("money_market", priced), market)
    assert "entered already" in again.content.decode()
    worse = market | {"status": "infringement"}
    assert "per cent" in as_owner.post(address("money_market", priced), worse).content.decode()
    figure = {"name": "Turnover", "quantity": "1", "unit": "1000", "currency": "GBP"}
    figure["certainty"] = "assumed"
    assert as_owner.post(address("money_figure", priced), figure).status_code == 302
    assert (Market.objects.count(), BaseFigure.objects.count()) == (1, 1)
    assert "£30.00" in as_owner.get(address("money", priced)).content.decode()


def test_base_rates_are_for_administrators(
    priced: Agreement, as_owner: Client, as_administrator: Client
) -> None:
    url = reverse("base_rates")
    rate = {"name": "Bank rate", "start": "1 Jan 2020", "percent": "4.75", "source": "Its page"}
    rate["certainty"] = "actual"
    assert as_owner.get(url).status_code == 200
    assert as_owner.post(url, rate).status_code == 403
    assert as_administrator.post(url, rate).status_code == 302
    assert as_administrator.post(url, rate).status_code == 422
    assert "4.75 %" in as_owner.get(url).content.decode()
    row = BaseRate.objects.get()
    back = reverse("base_rate_back", args=[row.pk])
    assert as_owner.post(back, {"reason": "x"}).status_code == 403
    assert as_administrator.post(back, {"reason": "Wrong day."}).status_code == 302
    assert "4.75 %" not in as_owner.get(url).content.decode()


def test_the_ledger_as_a_table(priced: Agreement, as_owner: Client) -> None:
    text = as_owner.get(address("money_csv", priced)).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["State"], row["Open"]) for row in rows][:2] == [
        ("late", "12000.00"),
        ("to come", "12000.00"),
    ]


def test_the_obligation_shows_its_sum(priced: Agreement, as_owner: Client) -> None:
    obligation = Obligation.objects.get(agreement=priced, ref="3.1")
    text = as_owner.get(reverse("obligation", args=[obligation.pk])).content.decode()
    assert "£12,000.00" in text
    assert "How much" in text


def test_the_register_shows_it(priced: Agreement, as_owner: Client) -> None:
    text = as_owner.get(reverse("register_csv")).getvalue().decode()
    assert "£12,000.00" in text


def test_queries_do_not_grow_with_what_is_in_it(
    priced: Agreement,
    as_owner: Client,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    as_owner.get(address("money", priced))
    with django_assert_max_num_queries(45):
        as_owner.get(address("money", priced))


def test_the_history_tells_of_it(priced: Agreement, owner: User, as_owner: Client) -> None:
    url, given = address("money_payment", priced), a_payment(priced)
    given |= {"step": "record", "token": as_owner.post(url, given).context["token"]}
    as_owner.post(url, given)
    back = address("money_back", priced, "payment", Payment.objects.get().pk)
    as_owner.post(back, {"reason": "Entered twice."})
    text = as_owner.get(reverse("history", args=[priced.reference])).content.decode()
    assert "a payment of £12,000.00 on Fri 6 Mar 2020" in text
    assert "the taking back of a payment of £12,000.00" in text
    assert "is worked out" in text


def test_terms_are_typed_as_in_an_agreement_file(priced: Agreement, as_owner: Client) -> None:
    obligation = Obligation.objects.get(agreement=priced, ref="3.1")
    url = reverse("money_terms", args=[obligation.pk])
    assert "amount: 12000" in as_owner.get(url).content.decode()
    wrong = {"says": "method: fixed\ncolour: red", "reason": "x"}
    answer = as_owner.post(url, wrong)
    assert answer.status_code == 422
    assert "Line 2: “colour” is not known here." in answer.content.decode()
    right = {"says": "method: fixed\ncurrency: GBP\namount: 13000", "reason": "Misread."}
    assert as_owner.post(url, right).status_code == 302
    assert "£13,000.00" in as_owner.get(address("money", priced)).content.decode()
