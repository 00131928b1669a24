"""Agreement files in data entry: problems with their lines, what would change, then the doing."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, User
from obligations.actions.entering import retire
from obligations.models import Obligation, Occurrence
from obligations.tests.conftest import FILES
from obligations.tests.typed import page

pytestmark = pytest.mark.django_db

SUPPLY = (FILES / "supply-2019.yaml").read_text(encoding="utf-8")


@pytest.fixture
def url() -> str:
    return reverse("admin:import_file")


def upload(client: Client, url: str, content: str | bytes, name: str = "a.yaml") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    return client.post(url, {"file": SimpleUploadedFile(name, raw)})


def confirm(client: Client, response: Any, reason: str = "") -> Any:
    context = response.context
    typed = {"text": context["text"], "confirm": context["shown"], "reason": reason}
    return client.post(reverse("admin:import_file"), typed, follow=True)


def test_a_new_agreement_is_shown_first_and_then_entered(
    as_colleague: Client, colleague: User, url: str, tuesday: Any, unwalled: None
) -> None:
    shown = upload(as_colleague, url, SUPPLY)
    assert "SUP-2019: a new agreement" in shown.content.decode()
    assert "Wed 1 Jan 2020" in shown.content.decode()
    assert not Agreement.objects.filter(reference="SUP-2019").exists()
    done = confirm(as_colleague, shown)
    assert "SUP-2019 is entered as its file says." in done.content.decode()
    made = Agreement.objects.get(reference="SUP-2019")
    assert made.owner == colleague
    assert [member.user for member in made.team_members.all()] == [colleague]


def test_a_changed_file_shows_the_difference_and_what_moves(
    as_colleague: Client, url: str, agreement: Agreement
) -> None:
    shown = upload(
        as_colleague, url, SUPPLY.replace("within 30 days after [Agr", "within 60 days after [Agr")
    )
    text = shown.content.decode()
    assert "obligations “2.1” rule" in text
    assert "Wed 1 Jan 2020" in text and "Fri 31 Jan 2020" in text
    assert Occurrence.objects.filter(obligation__ref="2.1", due_date="2020-01-01").exists()
    confirm(as_colleague, shown, "Amendment No. 1")
    assert Occurrence.objects.filter(obligation__ref="2.1", due_date="2020-01-31").exists()


def test_the_same_file_changes_nothing(
    as_colleague: Client, url: str, agreement: Agreement
) -> None:
    assert "nothing to change" in upload(as_colleague, url, SUPPLY).content.decode()


def test_only_what_was_shown_is_done(
    as_colleague: Client, url: str, agreement: Agreement, obligation: Any, colleague: User
) -> None:
    changed = SUPPLY.replace("within 30 days after [Agr", "within 60 days after [Agr")
    shown = upload(as_colleague, url, changed)
    retire(obligation=obligation("6.2"), by=colleague, reason="meanwhile")
    again = confirm(as_colleague, shown)
    assert "has changed since this was shown" in again.content.decode()
    assert Obligation.objects.get(ref="2.1").terms.rule == "within 30 days after [Agreement Date]"


def test_every_problem_is_told_with_its_line(
    as_colleague: Client, url: str, agreement: Agreement
) -> None:
    broken = SUPPLY.replace("within 30 days after [Delivery]", "within 30 dais after [Delivery]")
    broken = broken.replace("kind: covenant", "kind: promise")
    text = upload(as_colleague, url, broken).content.decode()
    lines = broken.splitlines()
    for wrong in ("dais", "promise"):
        number = next(n for n, line in enumerate(lines, 1) if wrong in line)
        assert f"Line {number}:" in text
        assert wrong in text
    assert Obligation.objects.get(ref="2.2").kind == "covenant"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is no text in UTF-8"),
        (b"schema: 1\nagreement: [", "Line "),
        (b"title: A letter\n", "begins with “schema: 1”"),
        (b"schema: 1\n" + b"#" * 2_000_001, "too large"),
        (b"", "Nothing is imported"),
    ],
)
def test_a_file_that_is_not_what_it_says(
    as_colleague: Client, url: str, content: bytes, sentence: str
) -> None:
    assert sentence in upload(as_colleague, url, content).content.decode()
    assert not Agreement.objects.exists()


def test_no_file_at_all(as_colleague: Client, url: str) -> None:
    assert "Choose a file first" in as_colleague.post(url, {}).content.decode()


def test_a_circle_in_a_file_is_refused(as_colleague: Client, url: str, unwalled: None) -> None:
    circle = """key dates:
  - {name: One, kind: defined, rule: "1 day after [Two]"}
  - {name: Two, kind: defined, rule: "1 day after [One]"}
"""
    text = upload(as_colleague, url, SUPPLY.replace("key dates:\n", circle)).content.decode()
    assert "circle" in text
    assert not Agreement.objects.filter(reference="SUP-2019").exists()


def test_a_file_cannot_reach_behind_a_wall(
    as_administrator: Client, url: str, agreement: Agreement
) -> None:
    shown = upload(as_administrator, url, SUPPLY.replace("Supply Agreement", "Taken Over"))
    assert "already an agreement with this reference" in shown.content.decode()
    agreement.refresh_from_db()
    assert agreement.title == "Supply Agreement"


def test_an_export_can_be_imported_again(
    as_colleague: Client, url: str, agreement: Agreement
) -> None:
    export = as_colleague.get(reverse("admin:export_file", args=[agreement.pk]))
    assert export["Content-Disposition"] == 'attachment; filename="sup-2019.yaml"'
    assert "nothing to change" in upload(as_colleague, url, export.content).content.decode()


def test_the_page_opens(as_colleague: Client, url: str) -> None:
    assert "nothing is written before you confirm" in page(as_colleague, url).content.decode()


def test_a_reader_imports_nothing(as_outsider: Client, url: str) -> None:
    response = as_outsider.post(url, {"text": SUPPLY}, follow=True)
    assert response.status_code == 403
    assert not Agreement.objects.exists()
