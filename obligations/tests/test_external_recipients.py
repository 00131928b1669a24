"""A party outside gets a plain mail about one obligation, by role, and nothing else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from agreements.audit import Unexplained, recording
from agreements.models import Participation
from obligations.actions.entering import remove
from obligations.actions.external import remind_outside, stop_outside
from obligations.actions.files import import_file
from obligations.actions.holding import last_number, release
from obligations.actions.occurrences import confirm
from obligations.actions.planning import plan
from obligations.actions.queueing import queue_messages
from obligations.actions.sending import send_due
from obligations.agreement_file import read, write
from obligations.agreement_file.problems import FileProblems
from obligations.models import ExternalRecipient, Message, Reminder
from obligations.permissions import NotAllowed
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.tests.conftest import FILES, TUESDAY
from obligations.tests.smtp import mail_server

pytestmark = pytest.mark.django_db
ADDRESS = "notices@alder.example"


@pytest.fixture
def server(settings):
    with mail_server() as (server, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield server


@pytest.fixture
def named(agreement, obligation, owner, colleague):
    """The supplier, who owes the monthly report of 3.2, is reminded of it; it is confirmed."""
    duty = obligation("3.2")
    remind_outside(
        obligation=duty, by=colleague, reason="they asked", side="obligor", leads=[15, 3]
    )
    confirm(obligation=duty, by=owner)
    plan(today=TUESDAY)
    return duty


def outside():
    return Reminder.objects.filter(contact__isnull=False, state="planned")


def test_they_get_one_plain_mail_about_this_alone(named, server, owner, settings):
    assert outside().exists()
    outside().update(falls_on=TUESDAY)
    queue_messages(today=TUESDAY)
    send_due()
    (mail,) = server.mails(ADDRESS)
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert named.title in text and "Section 3.2" in text
    assert "It is no notice under the agreement" in text
    for body in (text, html):
        assert settings.LONGSTOP_BASE_URL not in body and "href" not in body
        assert "forecast" not in body and "caution" not in body and "confirmed" not in body
    message = Message.objects.get(kind="outside")
    assert (message.recipient, message.state, message.about) == (None, "sent", named)
    assert outside().count() == 0
    queue_messages(today=TUESDAY)
    assert Message.objects.filter(kind="outside").count() == 1


def test_nothing_leaves_before_a_second_person_has_confirmed(agreement, obligation, colleague):
    remind_outside(
        obligation=obligation("3.2"), by=colleague, reason="asked", side="obligor", leads=[15]
    )
    plan(today=TUESDAY)
    assert not outside().exists()


def test_what_rests_on_an_assumption_is_not_told_outside(agreement, obligation, owner, colleague):
    """The second delivery is assumed, and so is the day of its payment."""
    duty = obligation("3.1")
    remind_outside(obligation=duty, by=colleague, reason="why", side="obligee", leads=[15])
    confirm(obligation=duty, by=owner)
    plan(today=TUESDAY)
    assert Reminder.objects.filter(occurrence__obligation=duty, state="planned").exists()
    assert not outside().exists()


def test_it_is_looked_at_again_before_it_goes(named, server, colleague):
    outside().update(falls_on=TUESDAY)
    queue_messages(today=TUESDAY)
    with recording(by=colleague, action="forget", reason="for a test"):
        Participation.objects.filter(email=ADDRESS).update(email="")
    assert send_due().empty >= 1
    assert server.mails(ADDRESS) == []


def test_stopping_it_drops_what_was_planned(named, colleague):
    stop_outside(row=ExternalRecipient.objects.get(), by=colleague, reason="they asked")
    assert not outside().exists()
    reasons = Reminder.objects.filter(contact__isnull=False).values_list(
        "dropped_because", flat=True
    )
    assert set(reasons) == {"somebody else outside is told"}


def test_who_may_and_with_a_reason(agreement, obligation, outsider, colleague, owner):
    duty = obligation("3.1")
    said = {"obligation": duty, "side": "obligee", "leads": [7]}
    with pytest.raises(NotAllowed):
        remind_outside(**said, by=outsider, reason="why")
    with pytest.raises(Unexplained):
        remind_outside(**said, by=colleague, reason=" ")
    with pytest.raises(NotNow, match="no e-mail address"):
        remind_outside(**said | {"side": "obligor"}, by=colleague, reason="why")
    with pytest.raises(ValidationError):
        remind_outside(**said | {"side": ""}, by=colleague, reason="why")
    remind_outside(**said, by=colleague, reason="why")
    with pytest.raises(ValidationError, match="already"):
        remind_outside(**said, by=colleague, reason="why")


def test_a_message_is_for_a_person_or_a_party(agreement, owner):
    now = {"created_at": "2020-03-10T12:00Z", "next_try_at": "2020-03-10T12:00Z"}
    party = Participation.objects.get(email=ADDRESS)
    for to in ({}, {"recipient": owner, "contact": party}):
        with pytest.raises(IntegrityError, match="message_to_exactly_one"), transaction.atomic():
            Message.objects.create(kind="outside", business_date=TUESDAY, **now, **to)


def test_the_page_names_them_and_takes_them_back(agreement, as_colleague, obligation):
    duty = obligation("3.1")
    path = f"/obligations/{duty.pk}/outside"
    refused = as_colleague.post(path, {"who": "obligee", "leads": "soon", "reason": "why"})
    assert refused.status_code == 422
    assert "Write days as numbers" in refused.content.decode()
    said = {"who": "obligee", "leads": "30, 7", "on_the_day": "on", "reason": "they asked"}
    assert as_colleague.post(path, said).status_code == 302
    page = as_colleague.get(f"/obligations/{duty.pk}").content.decode()
    assert ADDRESS in page and "only once it is confirmed" in page
    row = ExternalRecipient.objects.get()
    stop = f"{path}/{row.pk}/stop"
    assert as_colleague.get(stop).status_code == 200
    assert as_colleague.post(stop, {"reason": "enough"}).status_code == 302
    assert not ExternalRecipient.objects.exists()


def test_a_party_that_was_written_to_stays(named, owner):
    outside().update(falls_on=TUESDAY)
    queue_messages(today=TUESDAY)
    party = Participation.objects.get(email=ADDRESS)
    with recording(by=owner, action="test", reason="test"), pytest.raises(NotNow, match="is used"):
        remove(row=party, by=owner, reason="typed twice")


def test_a_restored_database_repeats_no_mail_to_a_party(named, server, administrator):
    outside().update(falls_on=TUESDAY)
    queue_messages(today=TUESDAY)
    send_due()
    sent = set(Reminder.objects.filter(contact__isnull=False, state="sent").values_list("lead"))
    known = last_number()
    # Back to before it was sent, as from last night's backup.
    Message.objects.all().update(state="empty")
    Reminder.objects.filter(contact__isnull=False).update(state="planned", message=None)
    Message.objects.filter(kind="outside").delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('obligations_sent_number', %s, false)", [known])
    assert send_due().held
    release(by=administrator, reason="the disk had failed")
    again = Reminder.objects.filter(contact__isnull=False, state="sent").values_list("lead")
    assert set(again) == sent
    assert len(server.mails(ADDRESS)) == 1


# In an agreement file

SAID = """    remind outside:
      - {who: Supplier, days: [30, 7], on the day: yes}
      - {who: OBLIGEE, days: 5}
"""


def a_file(said):
    text = (FILES / "supply-2019.yaml").read_text(encoding="utf-8")
    at = "    title: Report the stock\n"
    return text.replace(at, at + said)


def test_a_file_names_them_and_they_come_out_again(agreement, system):
    import_file(file=read(a_file(SAID)), by=system, reason="the file names them")
    rows = ExternalRecipient.objects.order_by("id")
    assert [(r.side, str(r.participation), r.leads, r.on_the_day) for r in rows] == [
        ("", "Alder Works Ltd (Supplier)", [30, 7], True),
        ("obligee", "None", [5], False),
    ]
    written = write(file_of(agreement))
    assert "remind outside:" in written
    assert import_file(file=read(written), by=system).nothing
    import_file(file=read(a_file("")), by=system, reason="no longer")
    assert not ExternalRecipient.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("{who: Landlord, days: 5}", "No party is called “Landlord”"),
        ("{who: obligor}", "That is no reminder"),
        ("{who: obligor, days: 9999}", "1 to 3653 days before"),
        ("{who: obligor, days: soon}", "is a list of days before the date"),
        ("{days: 5}", "who"),
    ],
)
def test_a_file_that_names_them_wrongly_says_where(said, sentence):
    with pytest.raises(FileProblems) as refused:
        read(a_file(f"    remind outside:\n      - {said}\n"))
    assert sentence in str(refused.value)
