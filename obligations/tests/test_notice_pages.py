"""The pages of notices: the log, the calculator, recording with a preview, letters."""

import pytest

from agreements.models import Participation
from obligations.models import Happening, Notice
from obligations.tests.conftest import FILES, enter
from obligations.tests.finding import key_date_of, obligation_of

pytestmark = pytest.mark.django_db

LOG = "/agreements/NOT-2020/notices"


@pytest.fixture
def distribution(unwalled, tuesday, owner, colleague, system, own_files):
    return enter(FILES / "notices-2020.yaml", [owner, colleague], system)


@pytest.fixture
def typed(distribution):
    side = {row.role: row.pk for row in Participation.objects.filter(agreement=distribution)}
    return {
        "kind": "breach notice",
        "subject": "The entry fee",
        "sender": side["Supplier"],
        "to": [side["Distributor"]],
        "copies": [],
        "channel": "fax",
        "day": "14 Feb 2020",
        "at": "14:30",
        "certainty": "actual",
        "key_date": key_date_of(distribution, "Breach Notice").pk,
    }


def recorded(client, typed, url=f"{LOG}/new"):
    """Looks at the preview and agrees to it, as a person does; the page that follows."""
    seen = client.post(url, {**typed, "step": "preview"})
    token = seen.context["foreseen"].token
    return client.post(url, {**typed, "step": "record", "token": token}, follow=True)


def test_the_preview_shows_when_it_counts_and_what_it_moves(as_owner, typed):
    page = as_owner.post(f"{LOG}/new", {**typed, "step": "preview"}).content.decode()
    assert "Tue 18 Feb 2020" in page and "Washington" in page
    assert "Cure the notified breach" in page and "Fri 3 Apr 2020" in page
    assert "Oak &amp; Co gets a copy" in page
    assert not Notice.objects.exists()


def test_recording_by_the_form(as_owner, typed):
    page = recorded(as_owner, typed).content.decode()
    assert "Notice 1 is recorded" in page and "Counts as received on" in page
    assert Happening.objects.filter(key_date__name="Breach Notice").count() == 1
    log = as_owner.get(LOG).content.decode()
    assert "The entry fee" in log and "is [Breach Notice]" in log


def test_an_old_preview_is_not_agreed_to(as_owner, typed):
    stale = {**typed, "step": "record", "token": "2020-02-18-0000000000000000"}
    assert "Something has changed" in as_owner.post(f"{LOG}/new", stale).content.decode()
    assert not Notice.objects.exists()


def test_correcting_and_taking_back_by_the_forms(as_owner, typed):
    recorded(as_owner, typed)
    url = f"/notices/{Notice.objects.get().pk}"
    assert "The entry fee" in as_owner.get(f"{url}/correct").content.decode()
    changed = {**typed, "at": "13:59", "seen": 1, "reason": "the report says so"}
    assert "Fri 14 Feb 2020" in recorded(as_owner, changed, f"{url}/correct").content.decode()
    assert as_owner.get(f"{url}/withdraw").status_code == 200
    back = recorded(as_owner, {"seen": 2, "reason": "it never left"}, f"{url}/withdraw")
    assert "is taken back" in back.content.decode()
    assert "taken back" in as_owner.get(LOG).content.decode()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"day": "1 Apr 2020"}, "is still to come"),
        ({"day": "8 Mar 2020", "at": "02:30"}, "does not exist"),
        ({"channel": "pigeon"}, "Select a valid choice"),
        ({"to": []}, "required"),
        ({"zone": "Mars"}, "no time zone"),
        ({"day": "3/4/2020"}, "can be read as two days"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(as_owner, typed, more, says):
    page = as_owner.post(f"{LOG}/new", {**typed, **more, "step": "record"})
    assert says in page.content.decode() and page.status_code == 422
    assert not Notice.objects.exists()


def test_the_calculator_both_ways(as_owner, distribution):
    page = as_owner.get(f"{LOG}?channel=fax&day=14+Feb+2020&at=14:00&by=18+Feb+2020")
    text = page.content.decode()
    assert "leaves a gap" in text and "13:59 on Fri 14 Feb 2020" in text
    assert "13:59 UTC-08:00 on Tue 18 Feb 2020" in text
    wrong = as_owner.get(f"{LOG}?channel=fax&day=8+Mar+2020&at=02:30").content.decode()
    assert "does not exist" in wrong


def test_a_notice_duty_says_by_when_to_send(as_owner, distribution):
    page = as_owner.get(f"/obligations/{obligation_of(distribution, 'tell').pk}").content.decode()
    assert "By when to send" in page and "13:59 on" in page and "Write the notice" in page


def test_a_letter_from_the_template_to_the_file(as_owner, distribution, typed):
    right = obligation_of(distribution, "end-fee")
    page = as_owner.get(f"/agreements/NOT-2020/letters/new?obligation={right.pk}")
    begun = page.context["form"].initial
    assert begun["kind"] == "termination notice" and "hereby terminates" in begun["body"]
    written = {name: begun[name] for name in ("kind", "sender", "to", "section", "obligation")}
    written |= {"channel": "fax", "subject": begun["subject"], "key_date": begun["key_date"]}
    fill = as_owner.post("/agreements/NOT-2020/letters/new", {**written, "step": "fill"})
    assert "hereby terminates" in fill.content.decode()
    body = "The agreement is terminated for the missed fee."
    as_owner.post("/agreements/NOT-2020/letters/new", {**written, "body": body, "step": "keep"})
    url = f"/notices/{Notice.objects.get().pk}"
    assert "has not been sent" in as_owner.get(url).content.decode()
    assert as_owner.get(f"{url}/letter.pdf").content.startswith(b"%PDF-")
    assert as_owner.get(f"{url}/send").context["form"].initial["subject"] == begun["subject"]
    sent = {**written, "day": "10 Mar 2020", "at": "10:00", "certainty": "actual"}
    done = recorded(as_owner, sent, f"{url}/send").content.decode()
    assert "SHA-256" in done and Notice.objects.get().letter is not None
    kept = b"".join(as_owner.get(f"{url}/letter.pdf").streaming_content)
    assert kept.startswith(b"%PDF-")


def test_others_do_not_find_it(as_outsider, as_owner, typed):
    recorded(as_owner, typed)
    url = f"/notices/{Notice.objects.get().pk}"
    for path in (LOG, f"{LOG}/new", url, f"{url}/correct", f"{url}/letter.pdf"):
        assert as_outsider.get(path).status_code == 404
    assert as_owner.get("/notices/999999").status_code == 404


def test_the_admin_lists_notices_and_leads_to_them(as_owner, typed):
    recorded(as_owner, typed)
    url = "/admin/obligations/notice/"
    assert "The entry fee" in as_owner.get(url).content.decode()
    row = Notice.objects.get()
    assert as_owner.get(f"{url}{row.pk}/change/").headers["Location"] == f"/notices/{row.pk}"
