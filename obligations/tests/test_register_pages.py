"""Pages by key are complete and without repeats, whichever way one goes and however dates tie."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.audit import recording
from obligations.clock import business_now
from obligations.models import Occurrence
from obligations.queries import register
from obligations.queries.register import Filters, every_line, page

pytestmark = pytest.mark.django_db

NO_DATE = date(9999, 12, 31)
days = st.integers(0, 6).map(lambda n: NO_DATE if n == 6 else date(2020, 1, 1) + timedelta(days=n))


@pytest.fixture
def place(agreement, system):
    """Puts the agreement's occurrences on given days, one after the other; the ids in order."""
    ids = list(Occurrence.objects.order_by("id").values_list("id", flat=True))

    def put(wanted):
        with recording(by=system, action="place", reason="for a test"):
            for number, pk in enumerate(ids):
                Occurrence.objects.filter(pk=pk).update(sort_date=wanted[number % len(wanted)])
        rows = Occurrence.objects.order_by("sort_date", "id")
        return list(rows.values_list("id", flat=True))

    return put


@given(wanted=st.lists(days, min_size=1, max_size=20), size=st.integers(1, 8), order=st.booleans())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_there_and_back_again(place, owner, monkeypatch, wanted, size, order):
    monkeypatch.setattr(register, "PAGE", size)
    filters, now = Filters(order="-date" if order else "date"), business_now()
    expected = place(wanted)[:: -1 if order else 1]

    forward, found = [], page(owner, filters, now)
    forward.append(found)
    while found.following:
        found = page(owner, filters, now, after=found.following)
        forward.append(found)
    assert [line.id for one in forward for line in one.lines] == expected
    assert forward[0].previous == ""

    back = [found]
    while found.previous:
        found = page(owner, filters, now, before=found.previous)
        back.append(found)
    assert [one.lines for one in back[::-1]] == [one.lines for one in forward]


@given(wanted=st.lists(days, min_size=1, max_size=20), size=st.integers(1, 8), order=st.booleans())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_export_has_every_line_once(place, owner, monkeypatch, wanted, size, order):
    monkeypatch.setattr(register, "EXPORTED_AT_ONCE", size)
    expected = place(wanted)[:: -1 if order else 1]
    lines = every_line(owner, Filters(order="-date" if order else "date"), business_now())
    assert [line.id for line in lines] == expected
