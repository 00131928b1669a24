"""The same notice by several channels: the earliest day counts, whichever sending gives it."""

from datetime import date, time, timedelta

import pytest

from agreements.models import Participation
from obligations.actions.files import import_file
from obligations.actions.notices import SaidNotice, correct, send, withdraw
from obligations.agreement_file import FileProblems, read, write
from obligations.engine.run import show
from obligations.models import Happening, Notice
from obligations.policies import NotNow
from obligations.queries.agreement_file import file_of
from obligations.queries.notices import notice_lines
from obligations.tests.conftest import FILES, enter
from obligations.tests.finding import key_date_of, row_of

WHY = "because the test wants it"
# First by fax at 14:30 on Friday 14 February 2020, before Presidents' Day: alone it counts on
# Tuesday 18 February. Channel, day and hour of the second sending; its own day; the day that counts
TABLE = """
courier  2020-02-13  16:00  2020-02-14  2020-02-14
courier  2020-02-14  16:00  2020-02-18  2020-02-18
post     2020-02-14  09:00  2020-02-17  2020-02-17
post     2020-02-18  09:00  2020-02-21  2020-02-18
fax      2020-02-18  09:00  2020-02-18  2020-02-18
fax      2020-02-19  09:00  2020-02-19  2020-02-18
"""


@pytest.fixture
def distribution(unwalled, tuesday, owner, system):
    return enter(FILES / "notices-2020.yaml", [owner], system)


def said(agreement, channel, day, at, **more):
    side = Participation.objects.get
    given = {
        "kind": "breach notice",
        "subject": "The entry fee",
        "sender": side(agreement=agreement, role="Supplier"),
        "parties": [side(agreement=agreement, role="Distributor")],
        "channel": channel,
        "day": date.fromisoformat(day),
        "at": time.fromisoformat(at),
    }
    return SaidNotice(**{**given, **more})


@pytest.fixture
def first(distribution, owner):
    """By fax after the hour."""
    breach = key_date_of(distribution, "Breach Notice")
    fax = said(distribution, "fax", "2020-02-14", "14:30", key_date=breach)
    return send(agreement=distribution, said=fax, by=owner).notice


def again(agreement, first, owner, line):
    channel, day, at, *_ = line.split()
    repeated = said(agreement, channel, day, at, repeats=first)
    return send(agreement=agreement, said=repeated, by=owner).notice


def happened():
    return Happening.objects.get(key_date__name="Breach Notice", is_current=True).happened_date


@pytest.mark.parametrize("line", TABLE.strip().splitlines())
def test_the_earliest_counts(distribution, first, owner, line):
    own, counts = (date.fromisoformat(day) for day in line.split()[3:])
    second = again(distribution, first, owner, line)
    assert (first.counts_date, second.counts_date) == (date(2020, 2, 18), own)
    assert happened() == counts
    assert row_of(distribution, "cure", "1").due_date == counts + timedelta(days=45)
    assert {found.counts for found in notice_lines(distribution)} == {counts}


def test_what_is_corrected_or_taken_back_counts_no_more(distribution, first, owner):
    second = again(distribution, first, owner, "courier 2020-02-13 16:00")
    assert happened() == date(2020, 2, 14)
    later = said(distribution, "courier", "2020-02-18", "16:00")
    correct(notice=second, said=later, by=owner, reason=WHY)
    assert happened() == date(2020, 2, 18)
    with pytest.raises(NotNow, match="by courier, is the same notice; take that back first"):
        withdraw(notice=first, by=owner, reason=WHY)
    withdraw(notice=second, by=owner, reason=WHY)
    assert happened() == date(2020, 2, 18)
    withdraw(notice=first, by=owner, reason=WHY)
    assert not Happening.objects.filter(is_current=True, withdrawn=False).exclude(
        key_date__name="Start"
    )


def test_what_cannot_be_another_sending(distribution, first, owner):
    second = again(distribution, first, owner, "courier 2020-02-13 16:00")
    breach = key_date_of(distribution, "Breach Notice")
    wrong = {
        "another sending itself": {"repeats": second},
        "leave the key date empty": {"repeats": first, "key_date": breach},
        "of the same sender": {
            "repeats": first,
            "sender": Participation.objects.get(role="Distributor"),
            "parties": [Participation.objects.get(role="Supplier")],
        },
    }
    for sentence, more in wrong.items():
        with pytest.raises(NotNow, match=sentence):
            send(
                agreement=distribution,
                said=said(distribution, "post", "2020-02-18", "09:00", **more),
                by=owner,
            )
    assert Notice.objects.count() == 2


def test_pages_say_which_sending_counts(as_owner, distribution, first, owner):
    second = again(distribution, first, owner, "courier 2020-02-13 16:00")
    form = as_owner.get("/agreements/NOT-2020/notices/new").text
    assert "The same notice as one that was sent by another channel" in form
    log = as_owner.get("/agreements/NOT-2020/notices").text
    assert "2 sendings, the earliest counts" in log
    for notice in (first, second):
        page = as_owner.get(f"/notices/{notice.pk}").text
        assert "the earliest of 2 sendings" in page
        assert show(date(2020, 2, 14)) in page


def test_a_file_keeps_them_together(distribution, first, owner, system):
    again(distribution, first, owner, "courier 2020-02-13 16:00")
    text = write(file_of(distribution))
    assert "repeats: fax" in text
    assert read(write(read(text))) == read(text)
    assert import_file(file=read(text), by=system).nothing
    with pytest.raises(FileProblems, match="went by “post” first"):
        read(text.replace("repeats: fax", "repeats: post"))
