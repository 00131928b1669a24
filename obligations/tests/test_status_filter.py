"""A filter by status finds exactly the rows that show that status."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agreements.audit import recording
from obligations.clock import instant_of_day
from obligations.engine.kinds import OBLIGATION_KINDS
from obligations.engine.status import PHASES, STATUSES
from obligations.models import Occurrence
from obligations.queries.status import ACTIVE_STATUSES, only, with_status
from obligations.tests.conftest import TUESDAY

pytestmark = pytest.mark.django_db

far = st.one_of(st.none(), st.integers(-40, 60))


@st.composite
def turnings(draw):
    """Days from today at which a row opens, warns, ends and leaves its grace; and its dates."""
    last, start, opens, soon, grace = (draw(far) for _ in range(5))
    return {
        "phase": draw(st.sampled_from(sorted(PHASES))),
        "kind": draw(st.sampled_from(OBLIGATION_KINDS)),
        "due": last if draw(st.booleans()) else None,
        "end": last,
        "start": start,
        "opens": start if start is not None else opens,
        "soon": None if last is None or soon is None else min(soon, last),
        "grace": None if last is None or grace is None else last + abs(grace),
        "done_late": draw(st.booleans()),
    }


def day(number):
    return None if number is None else TUESDAY + timedelta(days=number)


def at(number):
    return None if number is None else instant_of_day(day(number)) - timedelta(hours=12)


def values(row):
    last = row["due"] if row["due"] is not None else row["end"]
    sort = last if last is not None else row["start"]
    done = row["phase"] == "done"
    return {
        "phase": row["phase"],
        "kind": row["kind"],
        "due_date": day(row["due"]),
        "end_date": None if row["due"] is not None else day(row["end"]),
        "start_date": day(row["start"]),
        "sort_date": day(sort) or "9999-12-31",
        "opens_at": at(row["opens"]),
        "soon_at": at(row["soon"]),
        "today_at": at(last),
        "late_at": None if last is None else at(last + 1),
        "grace_ends_at": None if row["grace"] is None else at(row["grace"] + 1),
        "done_late": done and row["done_late"],
        "done_date": TUESDAY if done else None,
        "done_by_id": row["user"] if done else None,
        "done_at": instant_of_day(TUESDAY) if done else None,
    }


@given(rows=st.lists(turnings(), min_size=20, max_size=20))
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_filter_and_annotation_agree(agreement, system, rows):
    ids = list(Occurrence.objects.order_by("id").values_list("id", flat=True))
    with recording(by=system, action="place", reason="for a test"):
        for pk, row in zip(ids, rows, strict=True):
            Occurrence.objects.filter(pk=pk).update(**values({**row, "user": system.pk}))
    now = instant_of_day(TUESDAY)
    shown = dict(with_status(Occurrence.objects.all(), now).values_list("id", "status"))
    for status in STATUSES:
        found = set(Occurrence.objects.filter(only(status, now)).values_list("id", flat=True))
        assert found == {pk for pk, word in shown.items() if word == status}, status
    active = set(Occurrence.objects.filter(only("active", now)).values_list("id", flat=True))
    assert active == {pk for pk, word in shown.items() if word in ACTIVE_STATUSES}
