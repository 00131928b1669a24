"""What a report says: everything once, judged on its day, and only what the person may see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.audit import recording
from agreements.models import Agreement, Document, Party, TeamMember
from obligations.actions.acknowledging import acknowledge
from obligations.actions.occurrences import complete, confirm, extend, waive
from obligations.clock import machine_now
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.status import STATUSES
from obligations.models import Message, Reminder
from obligations.outputs.pdf import html
from obligations.queries.report import Wanted, compliance
from obligations.queries.report_sections import SECTIONS, section_of
from obligations.queries.report_summary import sections, summarise
from obligations.tests.conftest import set_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def report_of(owner, agreement, tuesday):
    def read(user=owner, as_at=tuesday, **about):
        return compliance(user, Wanted(as_at, **about), machine_now())

    return read


@pytest.fixture
def report(report_of, agreement):
    return report_of(agreement=agreement.pk)


def titles(report, key):
    return [entry.line.title for entry in report.entries if entry.section == key]


def test_every_status_has_its_section():
    known = {key for key, _, _ in SECTIONS}
    found = {section_of(status, dated=dated) for status in STATUSES for dated in (True, False)}
    assert found == known


def test_each_occurrence_stands_in_the_section_of_its_status(report):
    assert titles(report, "overdue") == [
        "Send the yearly forecast",
        "Pay for a delivery",
        "Report the stock",
        "Report the stock",
        "Report the stock",
    ]
    assert titles(report, "prohibitions") == ["Sell no crates to others"]
    assert titles(report, "standing") == ["Tell of a shortage at once"]
    assert titles(report, "awaiting") == ["Answer the renewal notice"]
    assert "Insure the warehouse" in titles(report, "due")
    assert "Renew for a year" in titles(report, "due")


def test_every_visible_occurrence_is_in_it_once(report):
    listed = [
        entry.line.id
        for section in sections(report)
        for group in section.groups
        for run in group.runs
        for entry in run.entries
    ]
    assert sorted(listed) == sorted({entry.line.id for entry in report.entries})


def test_the_summary_counts_what_is_late_what_comes_and_what_is_in_doubt(report):
    summary = summarise(report)
    assert (summary.obligations, len(summary.overdue), summary.longest) == (8, 5, 69)
    assert [(title, len(entries)) for title, entries in summary.horizons] == [
        ("Next 30 days", 3),
        ("31 to 60 days", 1),
        ("61 to 90 days", 1),
    ]
    assert sum(count for _, count in summary.months) == 12
    assert [entry.first_free for entry in summary.forbidden] == [date(2021, 1, 1)]
    assert [(a.name, a.day, a.dates) for a in summary.assumptions] == [
        ("Delivery", date(2020, 2, 24), 1)
    ]
    assert summary.unconfirmed == summary.obligations


def test_what_is_done_shows_when_by_whom_and_what_proves_it(
    report_of, agreement, occurrence, owner, tuesday
):
    with recording(by=owner, action="upload", reason="for a test"):
        document = Document.objects.create(
            agreement=agreement,
            title="Policy",
            file_name="policy.pdf",
            stored_as="policy",
            content_type="application/pdf",
            size=1,
            sha256="ab" * 32,
            uploaded_by=owner,
            uploaded_at=machine_now(),
        )
    complete(occurrence=occurrence("2.2"), on=tuesday, by=owner, documents=[document], note="Ok.")
    (entry,) = [e for e in report_of().entries if e.line.title == "Insure the warehouse"]
    assert (entry.section, entry.line.status, entry.days_late) == ("on time", "done on time", 0)
    assert (entry.done.by, entry.done.outcome) == ("Olivia Hart", "Ok.")
    assert [(proof.file_name, proof.sha256) for proof in entry.evidence] == [
        ("policy.pdf", "ab" * 32)
    ]


def test_as_at_a_day_before_it_was_done_it_was_not_done(report_of, occurrence, owner, tuesday):
    complete(occurrence=occurrence("2.1"), on=tuesday, by=owner)
    (late,) = [e for e in report_of().entries if e.line.ref == "2.1"]
    (before,) = [e for e in report_of(as_at=date(2020, 3, 9)).entries if e.line.ref == "2.1"]
    assert (late.section, late.days_late) == ("late", 69)
    assert (before.section, before.done, before.days) == ("overdue", None, -68)


def test_what_was_agreed_after_the_day_is_left_out(report_of, occurrence, owner, tuesday):
    extend(
        occurrence=occurrence("2.1"),
        to=date(2020, 4, 1),
        by=owner,
        reason="More time was needed.",
        agreed_with="Birch Stores plc",
    )
    waive(occurrence=occurrence("2.2"), by=owner, reason="Insured by the landlord.")
    found = {e.line.ref: e for e in report_of().entries}
    assert [a.kind for a in found["2.1"].adjustments] == ["Extension"]
    assert (found["2.2"].section, found["2.2"].adjustments[0].reason) == (
        "settled",
        "Insured by the landlord.",
    )
    before = {e.line.ref: e for e in report_of(as_at=tuesday - timedelta(days=1)).entries}
    assert before["2.1"].adjustments == before["2.2"].adjustments == ()
    assert before["2.2"].section == "due"


def test_who_confirmed_it_and_from_when(report_of, obligation, owner, tuesday):
    confirm(obligation=obligation("2.1"), by=owner)
    (duty,) = [d for d in report_of().agreements[0].duties if d.ref == "2.1"]
    assert (duty.confirmed_by, duty.confirmed_date) == ("Olivia Hart", tuesday)
    before = report_of(as_at=date(2020, 3, 9)).agreements[0].duties
    assert {duty.confirmed_by for duty in before} == {""}


def test_reminders_that_went_out_are_told_with_their_message_id(
    report_of, occurrence, owner, tuesday
):
    message = Message.objects.create(
        recipient=owner,
        kind="digest",
        business_date=tuesday,
        state="sent",
        to_address="olivia@longstop.example",
        message_id="<one@longstop.example>",
        content=b"frozen",
        created_at=machine_now(),
        next_try_at=machine_now(),
        sent_at=machine_now(),
    )
    for state, carried in (("sent", message), ("planned", None)):
        Reminder.objects.create(
            occurrence=occurrence("2.2"),
            recipient=owner,
            due_date=tuesday,
            lead=0 if carried else 7,
            falls_on=tuesday,
            state=state,
            message=carried,
            planned_at=machine_now(),
        )
    (entry,) = [e for e in report_of().entries if e.line.ref == "2.2"]
    assert [(r.day, r.address, r.message_id) for r in entry.reminders] == [
        (tuesday, "olivia@longstop.example", "<one@longstop.example>")
    ]
    (before,) = [e for e in report_of(as_at=date(2020, 3, 9)).entries if e.line.ref == "2.2"]
    assert before.reminders == ()


def test_what_was_answered_to_reminders_is_told(report_of, occurrence, owner, tuesday):
    acknowledge(occurrence=occurrence("2.2"), by=owner, note="on its way")
    (entry,) = [e for e in report_of().entries if e.line.ref == "2.2"]
    assert [(a.day, a.person, a.says) for a in entry.answers] == [
        (tuesday, "Olivia Hart", "acknowledged, on the page: on its way")
    ]
    (before,) = [e for e in report_of(as_at=date(2020, 3, 9)).entries if e.line.ref == "2.2"]
    assert before.answers == ()


def test_a_happening_after_the_day_is_a_plan(report_of):
    def certainties(as_at):
        found = report_of(as_at=as_at).agreements[0].key_dates
        return {k.name: [h.certainty for h in k.happenings] for k in found}

    assert certainties(date(2020, 3, 10))["Delivery"] == ["actual", "assumed"]
    assert certainties(date(2020, 2, 1))["Delivery"] == ["actual", "planned"]


def test_the_outsider_gets_nothing(report_of, outsider, agreement):
    assert report_of(user=outsider).agreements == ()
    assert report_of(user=outsider, agreement=agreement.pk).agreements == ()


def test_a_party_s_report_has_what_it_owes_and_is_owed_and_no_other_agreement(
    report_of, agreement, owner, system
):
    with recording(by=system, action="enter", reason="for a test"):
        other = Agreement.objects.create(reference="OTHER", title="Without Birch")
        TeamMember.objects.create(agreement=other, user=owner)
    birch = Party.objects.get(name="Birch Stores plc")
    report = report_of(party=birch.pk)
    assert [one.reference for one in report.agreements] == ["SUP-2019"]
    assert report.subject == "Birch Stores plc"
    assert len(list(report.entries)) == len(list(report_of(agreement=agreement.pk).entries))


def test_without_a_party_s_name_who_may_not_see_it(report_of, outsider, agreement):
    birch = Party.objects.get(name="Birch Stores plc")
    assert "Birch" not in report_of(user=outsider, party=birch.pk).subject


def test_the_number_of_queries_does_not_grow_with_the_rows(report_of, agreement, grow):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            report_of(agreement=agreement.pk)
        return len(captured)

    few = queries()
    grow(agreement, 30)
    assert queries() == few


def test_a_long_series_that_went_well_is_one_row(report_of, agreement, occurrence, owner):
    set_day(date(2020, 8, 3))
    for month in range(1, 8):
        day = date(2020, month, 2)
        complete(occurrence=occurrence("3.2", day), on=day, by=owner)
    report = report_of(as_at=date(2020, 8, 3))
    (section,) = [s for s in sections(report) if s.key == "on time"]
    ((row,), *_) = [group.runs for group in section.groups]
    assert (len(row.entries), row.first.line.last, row.final.line.last) == (
        7,
        date(2020, 1, 2),
        date(2020, 7, 2),
    )


def test_of_a_long_series_the_next_computation_is_printed(report):
    (duty,) = [d for d in report.agreements[0].duties if d.ref == "3.2"]
    (explained,) = duty.explained
    assert explained.line.last == date(2020, 1, 2)
    assert explained.steps


def test_every_kind_of_obligation_can_be_told(agreement, report_of, system, obligation):
    row = obligation("5")
    for kind in OBLIGATION_KINDS:
        with recording(by=system, action="enter", reason="for a test"):
            type(row).objects.filter(pk=row.pk).update(kind=kind)
            row.occurrences.update(kind=kind)
        assert "Tell of a shortage at once" in html(report_of())
