"""The log of notices as at a day and as known on one: what is known of each, and how it stands."""

from datetime import date, time

import pytest

from agreements.models import Agreement, Participation
from agreements.walls import seeing_as
from obligations.actions.notices import SaidNotice, correct, send, withdraw
from obligations.clock import business_now, business_today, machine_now
from obligations.outputs.kinds import KINDS
from obligations.outputs.kinds.kind import read_as_known
from obligations.queries.looking_back import Viewpoint, seen_from
from obligations.queries.party import party_page
from obligations.queries.report_scope import Wanted
from obligations.tests.conftest import FILES, TUESDAY, enter, set_day
from obligations.tests.finding import key_date_of

WEDNESDAY, THURSDAY, FRIDAY = date(2020, 3, 11), date(2020, 3, 12), date(2020, 3, 13)
SENT, COUNTS = date(2020, 2, 14), date(2020, 2, 18)


@pytest.fixture
def log(unwalled, tuesday, owner, system) -> Agreement:
    """Two notices of 14 February, recorded on Tuesday. On Friday the one by fax is taken back,

    and of the one by hand the receipt of Thursday is entered; on Friday a third leaves.
    """
    agreement = enter(FILES / "notices-2020.yaml", [owner], system)

    def said(channel: str, **more) -> SaidNotice:
        by, to = (
            Participation.objects.get(agreement=agreement, role=role)
            for role in ("Supplier", "Distributor")
        )
        values = {"kind": "breach notice", "subject": "The fee", "day": SENT, "at": time(14, 30)}
        values |= {"key_date": key_date_of(agreement, "Breach Notice"), **more}
        return SaidNotice(sender=by, parties=[to], channel=channel, **values)

    fax = send(agreement=agreement, said=said("fax"), by=owner).notice
    hand = send(agreement=agreement, said=said("hand"), by=owner).notice
    set_day(FRIDAY)
    withdraw(notice=fax, by=owner, reason="It never left.")
    correct(notice=hand, said=said("hand", received=THURSDAY), by=owner, reason="The receipt.")
    send(agreement=agreement, said=said("fax", day=FRIDAY, at=time(9)), by=owner)
    return agreement


def rows(user, as_at: date, known_on: date | None) -> dict[int, tuple]:
    asked = Wanted(as_at, kind="notices", known_on=known_on)
    with seeing_as(user):
        found = read_as_known(KINDS["notices"], user, asked, machine_now())
    return {
        row.number: (row.state, row.received, row.counts, row.brings)
        for group in found.groups
        for row in group.rows
    }


FAX = ("Sent", None, COUNTS, "Breach Notice")
HAND = ("Sent", None, None, "")
THERE = ("Sent", THURSDAY, THURSDAY, "Breach Notice")
BACK = ("Taken back", None, COUNTS, "")
THIRD = ("Sent", None, FRIDAY, "Breach Notice")
# As at, as known on, and what the log says then of each notice
DAYS = [
    (date(2020, 2, 13), None, {}),
    (WEDNESDAY, None, {1: FAX, 2: HAND}),
    (THURSDAY, None, {1: FAX, 2: THERE}),
    (FRIDAY, None, {1: BACK, 2: THERE, 3: THIRD}),
    (FRIDAY, TUESDAY, {1: FAX, 2: HAND}),
    (WEDNESDAY, FRIDAY, {1: FAX, 2: HAND}),
    (FRIDAY, date(2020, 3, 9), {}),
]


def test_the_log_as_at_a_day_and_as_known_on_one(log, owner, outsider):
    for as_at, known_on, said in DAYS:
        assert rows(owner, as_at, known_on) == said, (as_at, known_on)
        assert rows(outsider, as_at, known_on) == {}


def test_a_party_has_the_notices_that_stood_then(log, owner):
    party = Participation.objects.get(agreement=log, role="Distributor").party

    def notices(**days) -> list[int]:
        with seen_from(Viewpoint(**days)):
            found = party_page(owner, party, business_now(), business_today()).notices
        return sorted(row.number for row in found)

    assert notices(as_at=WEDNESDAY) == [1, 2]
    assert notices(as_at=FRIDAY) == [2, 3]
    assert notices(known_on=TUESDAY) == [1, 2]
