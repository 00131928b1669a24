"""The pages of reports: asking, following, fetching; each for whom it concerns and nobody else."""

import re
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from agreements.audit import recording
from agreements.models import Party, TeamMember
from obligations.actions import reports
from obligations.actions.reports import cancel, request
from obligations.models import Report
from obligations.outputs.renderer import RenderFailed
from obligations.queries.report import Wanted
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(own_files):
    return own_files / "reports"


@pytest.fixture
def asked(agreement, owner):
    return request(wanted=Wanted(TUESDAY, agreement=agreement.pk), by=owner)


@pytest.fixture
def ready(asked):
    reports.run(report_id=asked.pk)
    asked.refresh_from_db()
    return asked


def text_of(answer):
    page = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(page.split())


def ask(client, **said):
    usual = {"kind": "compliance", "scope": "agreement", "format": "pdf"}
    said = {**usual, "agreement": "SUP-2019", "as_at": "10 Mar 2020", **said}
    return client.post(reverse("reports"), said)


def addresses(report):
    pages = ("report", "report_progress", "report_file")
    return [reverse(name, args=[report.pk]) for name in pages]


# Asking


def test_asking_leads_to_the_page_that_follows_it(as_owner, agreement, owner):
    answer = ask(as_owner)
    report = Report.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/reports/{report.pk}")
    assert (report.agreement, report.as_at_date, report.requested_by) == (agreement, TUESDAY, owner)


def test_a_party_and_everything_can_be_asked_for_too(as_owner, agreement):
    birch = Party.objects.get(name="Birch Stores plc")
    ask(as_owner, scope="party", agreement="", party=str(birch.pk))
    ask(as_owner, scope="everything", agreement="")
    assert list(Report.objects.order_by("pk").values_list("scope", "party", "agreement")) == [
        ("party", birch.pk, None),
        ("everything", None, None),
    ]


def test_a_reader_may_ask_for_what_they_may_see(as_outsider, outsider, agreement, system):
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.create(agreement=agreement, user=outsider)
    assert ask(as_outsider).status_code == 302


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"scope": ""}, "Say what it is to be about."),
        ({"scope": "all"}, "A report is about an agreement, a party or everything."),
        ({"agreement": ""}, "Choose an agreement: the report is to be about one."),
        ({"agreement": "NONE-1"}, "There is no such agreement that you may see."),
        ({"scope": "party"}, "Choose a party: the report is to be about one."),
        ({"scope": "party", "party": "x"}, "There is no such party that you may see."),
        ({"as_at": ""}, "Say as at which day"),
        ({"as_at": "3/4/2020"}, "“3/4/2020” can be read as two days"),
        ({"as_at": "31 Feb 2020"}, "“31 Feb 2020” is no day"),
        ({"as_at": "11 Mar 2020"}, "Wed 11 Mar 2020 is still to come."),
    ],
)
def test_what_cannot_be_meant_gets_a_sentence_and_no_row(as_owner, agreement, said, sentence):
    answer = ask(as_owner, **said)
    assert sentence in text_of(answer)
    assert not Report.objects.exists()


def test_the_outsider_is_offered_nothing_and_can_ask_for_nothing(as_outsider, agreement):
    page = as_outsider.get(reverse("reports")).content.decode()
    assert "SUP-2019" not in page and "Birch" not in page
    assert "There is no such agreement that you may see." in text_of(ask(as_outsider))
    answer = ask(as_outsider, scope="everything", agreement="")
    assert "There is no agreement that you may see" in text_of(answer)
    assert not Report.objects.exists()


def test_the_day_offered_is_the_business_day(as_owner, agreement):
    assert 'value="Tue 10 Mar 2020"' in as_owner.get(reverse("reports")).content.decode()


def test_a_link_can_choose_the_agreement(as_owner, agreement):
    page = as_owner.get(reverse("reports") + "?agreement=SUP-2019").content.decode()
    assert '<option value="SUP-2019" selected>' in page


# Following


def test_an_empty_list_says_what_to_do(as_owner, agreement):
    assert "There is no report yet." in text_of(as_owner.get(reverse("reports")))


def test_what_is_under_way_is_followed_with_and_without_javascript(as_owner, asked):
    reports._claim(asked.pk)
    Report.objects.update(stage="Laying out page 7", progress=42)
    page = as_owner.get(f"/reports/{asked.pk}").content.decode()
    assert "Laying out page 7" in page and 'value="42"' in page
    assert f'hx-get="/reports/{asked.pk}/progress"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    part = as_owner.get(f"/reports/{asked.pk}/progress").content.decode()
    assert "Laying out page 7" in part and "<html" not in part
    rows = as_owner.get(reverse("report_rows")).content.decode()
    assert "Laying out page 7" in rows and "hx-trigger" in rows and "<html" not in rows


def test_what_is_ready_is_followed_no_longer(as_owner, ready):
    for address in (f"/reports/{ready.pk}", reverse("reports")):
        page = as_owner.get(address).content.decode()
        assert "hx-" not in page and "http-equiv" not in page
        assert f'href="/reports/{ready.pk}/file"' in page
    page = text_of(as_owner.get(f"/reports/{ready.pk}"))
    assert ready.sha256 in page and f"{ready.pages} pages" in page


def test_what_failed_says_why_and_can_be_asked_for_again(as_owner, asked, monkeypatch):
    def fail(data, progress, wished):
        raise RenderFailed("It is too large.")

    with monkeypatch.context() as patch:
        kind = replace(reports.KINDS["compliance"], pdf=fail)
        patch.setitem(reports.KINDS, "compliance", kind)
        reports.run(report_id=asked.pk)
    page = text_of(as_owner.get(f"/reports/{asked.pk}"))
    assert "This report could not be made. It is too large." in page
    assert "It is too large." in text_of(as_owner.get(reverse("reports")))
    assert as_owner.post(f"/reports/{asked.pk}/retry").status_code == 302
    asked.refresh_from_db()
    assert asked.state == "queued"


def test_it_can_be_called_off_once(as_owner, asked):
    as_owner.post(f"/reports/{asked.pk}/cancel")
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    answer = as_owner.post(f"/reports/{asked.pk}/cancel", follow=True)
    assert "there is nothing to call off" in text_of(answer)


def test_the_list_offers_what_can_be_done_about_each(as_owner, owner, ready):
    waiting = request(wanted=Wanted(TUESDAY), by=owner)
    page = as_owner.get(reverse("reports")).content.decode()
    assert f'action="/reports/{waiting.pk}/cancel"' in page
    assert f'href="/reports/{ready.pk}/file"' in page and ready.sha256 in page
    cancel(report=waiting, by=owner)
    assert f'action="/reports/{waiting.pk}/retry"' in as_owner.get("/reports").content.decode()


def test_no_page_has_inline_style_or_script(as_owner, ready, asked):
    for address in (reverse("reports"), f"/reports/{asked.pk}"):
        page = as_owner.get(address).content.decode()
        assert "style=" not in page and not re.search(r"<script(?![^>]*src=)", page)


def test_the_list_is_read_with_few_queries(as_owner, agreement, owner, asked):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_owner.get(reverse("report_rows"))
        return len(captured)

    few = queries()
    for _ in range(5):
        cancel(report=asked, by=owner)
        asked = request(wanted=Wanted(TUESDAY, agreement=agreement.pk), by=owner)
    assert queries() == few


def test_a_long_list_has_pages(as_owner, asked, owner, agreement, monkeypatch):
    monkeypatch.setattr("obligations.views.reports.PAGE", 1)
    cancel(report=asked, by=owner)
    newer = request(wanted=Wanted(TUESDAY), by=owner)
    page = as_owner.get(reverse("reports")).content.decode()
    assert f"?before={newer.pk}" in page
    older = as_owner.get(reverse("reports") + f"?before={newer.pk}").content.decode()
    assert f"/reports/{asked.pk}" in older and f'href="/reports/{newer.pk}"' not in older
    assert as_owner.get(reverse("reports") + "?before=x").status_code == 200


# Fetching


def test_the_file_is_the_one_that_was_made(as_owner, ready):
    answer = as_owner.get(f"/reports/{ready.pk}/file")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == (
        'attachment; filename="compliance-sup-2019-2020-03-10.pdf"'
    )
    assert "no-store" in answer["Cache-Control"]
    assert (len(answer.content), answer.content[:5]) == (ready.size, b"%PDF-")


def test_there_is_no_file_before_it_is_ready(as_owner, asked):
    answer = as_owner.get(f"/reports/{asked.pk}/file")
    assert answer.status_code == 404
    assert "not ready" in text_of(answer)


def test_a_damaged_file_is_refused_with_a_sentence(as_owner, ready, files):
    (files / ready.stored_as).write_bytes(b"something else")
    answer = as_owner.get(f"/reports/{ready.pk}/file", follow=True)
    assert "its SHA-256 differs" in text_of(answer)


# Who may


def test_nobody_else_sees_fetches_or_touches_it(ready, as_colleague, as_outsider, as_administrator):
    for client in (as_colleague, as_outsider, as_administrator):
        for address in addresses(ready):
            answer = client.get(address)
            assert answer.status_code == 404
            assert "SUP-2019" not in answer.content.decode()
        for name in ("cancel_report", "retry_report"):
            assert client.post(reverse(name, args=[ready.pk])).status_code == 404
        assert f"/reports/{ready.pk}" not in client.get(reverse("reports")).content.decode()


def test_the_administrator_of_the_team_sees_everybody_s_and_who_asked(
    ready, as_administrator, administrator, agreement, system
):
    with recording(by=system, action="enter", reason="for a test"):
        TeamMember.objects.create(agreement=agreement, user=administrator)
    assert "Olivia Hart" in text_of(as_administrator.get(reverse("reports")))
    assert as_administrator.get(f"/reports/{ready.pk}/file").status_code == 200


def test_who_may_no_longer_see_the_agreement_may_not_fetch_the_report(
    ready, as_owner, owner, agreement, system
):
    with recording(by=system, action="leave", reason="for a test"):
        TeamMember.objects.filter(user=owner).delete()
    assert [as_owner.get(address).status_code for address in addresses(ready)] == [404, 404, 404]


def test_without_a_sign_in_there_is_nothing(client, ready, sign_in_page):
    for address in [reverse("reports"), *addresses(ready)]:
        assert client.get(address)["Location"].startswith(sign_in_page)


def test_a_number_beyond_all_numbers_is_not_found(as_owner, agreement):
    assert as_owner.get(f"/reports/{10**30}").status_code == 404


def test_acts_need_a_post(as_owner, asked):
    for name in ("cancel_report", "retry_report"):
        assert as_owner.get(reverse(name, args=[asked.pk])).status_code == 405
