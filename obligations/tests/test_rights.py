"""Which rights are open, about to open, used and lapsed; for whom; and how they are used."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.actions.happenings import Said, record
from obligations.actions.notices import SaidNotice, send
from obligations.clock import instant_of_day
from obligations.queries.report import Wanted, compliance
from obligations.queries.rights import rights_of, with_use
from obligations.tests.conftest import FILES, enter
from obligations.tests.finding import key_date_of, obligation_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def distribution(unwalled, tuesday, owner, colleague, system):
    return enter(FILES / "notices-2020.yaml", [owner, colleague], system)


@pytest.fixture
def notice(distribution, owner):
    """Sends a notice from the supplier to the distributor."""

    def given(name, day, **more):
        sides = {row.role: row for row in distribution.participations.all()}
        said = SaidNotice(
            **{
                "kind": "other",
                "subject": name,
                "sender": sides["Supplier"],
                "parties": [sides["Distributor"]],
                "channel": "fax",
                "day": day,
                "at": time(9),
                "key_date": key_date_of(distribution, name),
                **more,
            }
        )
        return send(agreement=distribution, said=said, by=owner, reason="for a test").notice

    return given


def standings(agreement, user, day):
    known = rights_of(user, day, instant_of_day(day), agreement)
    return {right.line.ref: right.standing for right in known.rights}


def right(agreement, user, day, ref):
    now = instant_of_day(day)
    known = with_use(rights_of(user, day, now, agreement), now)
    return next(one for one in known.rights if one.line.ref == ref)


def test_what_is_open_lapsed_and_to_come(distribution, owner, tuesday):
    assert standings(distribution, owner, tuesday) == {
        "end-breach": "waiting",
        "end-fee": "open",  # the fee was due on 14 February
        "renew": "open",
        "early": "lapsed",
    }


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (date(2020, 2, 14), "open"),  # its last day
        (date(2020, 2, 15), "lapsed"),
        (date(2020, 1, 15), "open"),
    ],
)
def test_an_option_lapses_after_its_last_day(distribution, owner, day, standing):
    assert standings(distribution, owner, day)["early"] == standing


def test_a_breach_notice_opens_a_cure_period_and_then_a_right(distribution, owner, notice):
    notice("Breach Notice", date(2020, 3, 2))
    assert standings(distribution, owner, date(2020, 3, 10))["end-breach"] == "about to open"
    assert standings(distribution, owner, date(2020, 4, 16))["end-breach"] == "about to open"
    assert standings(distribution, owner, date(2020, 4, 17))["end-breach"] == "open"
    coming = right(distribution, owner, date(2020, 3, 10), "end-breach")
    assert (coming.since, coming.until) == (date(2020, 4, 17), None)
    assert [row.obligation.ref for row in coming.averted_by] == ["cure"]


def test_a_breach_put_right_in_time_opens_nothing(distribution, owner, notice):
    notice("Breach Notice", date(2020, 3, 2))
    cured = key_date_of(distribution, "Breach Remedied")
    record(key_date=cured, said=Said(day=date(2020, 3, 9)), by=owner, reason="they paid")
    assert "end-breach" not in standings(distribution, owner, date(2020, 4, 17))


def test_the_one_that_was_used_and_the_effect_of_its_notice(distribution, owner, notice):
    notice(
        "Termination Notice",
        date(2020, 3, 9),
        obligation=obligation_of(distribution, "end-fee"),
    )
    used = right(distribution, owner, date(2020, 3, 10), "end-fee")
    assert used.standing == "used" and used.use.day == date(2020, 3, 9)
    assert used.use.notice.number == 1
    effect = right(distribution, owner, date(2020, 3, 10), "end-effect")
    assert (effect.standing, effect.until) == ("taking effect", date(2020, 4, 23))
    assert standings(distribution, owner, date(2020, 3, 8))["end-fee"] == "open"


def test_what_a_notice_today_would_do(distribution, owner, tuesday):
    found = right(distribution, owner, tuesday, "end-fee")
    assert found.side == "ours" and found.by_notice
    assert found.effect == date(2020, 4, 24)  # 45 days after 10 March
    assert found.since == date(2020, 2, 15) and found.until is None


def test_by_when_to_send_what_has_a_last_day(distribution, owner, tuesday):
    found = right(distribution, owner, tuesday, "renew")
    assert found.side == "theirs" and found.until == date(2020, 4, 14)
    last = {s.channel.name: s.at for s in found.sendings}
    assert last["fax"].isoformat() == "2020-04-14T13:59:00-07:00"
    assert last["courier"].date() == date(2020, 4, 13)
    assert last["post"].date() == date(2020, 4, 11)
    assert last["hand"] is None


def test_rights_stay_behind_the_wall(distribution, owner, outsider, tuesday):
    assert standings(distribution, outsider, tuesday) == {}
    assert rights_of(owner, tuesday, instant_of_day(tuesday)).rights


def test_the_page_of_an_agreement_and_of_all(as_owner, as_outsider, distribution):
    page = as_owner.get("/agreements/NOT-2020/rights").content.decode()
    for words in ("Open now", "For us", "Against us", "Terminate for the missed fee", "Lapsed"):
        assert words in page
    assert "13:59 on" in page and "Fri 24 Apr 2020" in page
    assert "NOT-2020" in as_owner.get("/rights").content.decode()
    assert as_outsider.get("/agreements/NOT-2020/rights").status_code == 404
    assert "Terminate for the missed fee" not in as_outsider.get("/rights").content.decode()


def test_the_page_on_another_day(as_owner, distribution):
    page = as_owner.get("/agreements/NOT-2020/rights?as_at=15+Jan+2020").content.decode()
    assert "judged on" in page and "Wed 15 Jan 2020" in page
    wrong = as_owner.get("/agreements/NOT-2020/rights?as_at=01/02/2020").content.decode()
    assert "can be read as two days" in wrong


def test_the_report_prints_rights_and_notices_of_its_day(distribution, owner, notice):
    notice("Breach Notice", date(2020, 3, 2))
    notice("Termination Notice", date(2020, 3, 9))
    wanted = Wanted(date(2020, 3, 5), distribution.pk)
    (agreed,) = compliance(owner, wanted, instant_of_day(date(2020, 3, 10))).agreements
    assert [(g.number, g.counts_date, g.brings) for g in agreed.given] == [
        (1, date(2020, 3, 2), "Breach Notice")
    ]
    stands = {e.title: (e.standing, e.side) for e in agreed.rights}
    assert stands["Terminate for the missed fee"] == ("open", "For us")
    assert stands["Terminate for a breach not cured"] == ("about to open", "For us")
    assert stands["Take the early discount"] == ("lapsed", "Against us")


def test_the_number_of_queries_does_not_grow_with_notices(as_owner, distribution, notice):
    def queries(path):
        as_owner.get(path)
        with CaptureQueriesContext(connection) as captured:
            as_owner.get(path)
        return len(captured)

    notice("Breach Notice", date(2020, 3, 2))
    paths = ("/agreements/NOT-2020/notices", "/agreements/NOT-2020/rights")
    before = [queries(path) for path in paths]
    for day in (3, 4, 5, 6):
        notice("Breach Notice", date(2020, 3, day))
    log, rights = (queries(path) for path in paths)
    # Of a right that is about to open, the duties that keep it from opening are read.
    assert log == before[0] and rights <= before[1] + 4


@pytest.fixture
def licence(unwalled, tuesday, owner, system, settings):
    """The licence of the samples: milestones, ninety days of grace, forty-five days' notice."""
    return enter(settings.BASE_DIR / "samples" / "licence-2001.yaml", [owner], system)


@pytest.mark.parametrize(
    ("ref", "day", "standing", "effect"),
    [
        # 1 January 2004 and ninety days: 31 March is the last one
        ("XI.3-first", date(2003, 12, 31), "later", None),
        ("XI.3-first", date(2004, 3, 31), "about to open", date(2004, 5, 16)),
        ("XI.3-first", date(2004, 4, 1), "open", date(2004, 5, 16)),
        ("XI.3-first", date(2004, 6, 1), "open", date(2004, 7, 16)),
        ("XI.3-third", date(2006, 4, 1), "about to open", date(2006, 5, 17)),
        ("XI.3-third", date(2006, 4, 2), "open", date(2006, 5, 17)),
        # at will, on sixty days' notice
        ("XI.4", date(2006, 9, 4), "open", date(2006, 11, 3)),
    ],
)
def test_the_licence_by_table(licence, owner, ref, day, standing, effect):
    found = right(licence, owner, day, ref)
    assert (found.standing, found.effect) == (standing, effect)


def test_a_milestone_in_time_gives_no_right_and_its_duty_says_so(licence, owner):
    coming = right(licence, owner, date(2004, 3, 31), "XI.3-first")
    assert [row.obligation.ref for row in coming.averted_by] == ["IV.1-first"]
    attained = Said(day=date(2004, 2, 20), certainty="planned")
    record(key_date=key_date_of(licence, "First Milestone"), said=attained, by=owner, reason="so")
    assert "XI.3-first" not in standings(licence, owner, date(2004, 4, 1))
