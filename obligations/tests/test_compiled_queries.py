"""Queries that are written once: other values, other people, the same answers."""

from datetime import date

import pytest

from agreements.queries import NoUser
from obligations.clock import business_now
from obligations.models import Occurrence
from obligations.queries.choices import choices_for
from obligations.queries.compiled import AN_ID, Compiled, any_of, count_of, rows_of
from obligations.queries.register import Filters, every_line, occurrences, page

pytestmark = pytest.mark.django_db


def test_only_the_values_change(agreement):
    query = Compiled(lambda id_: Occurrence.objects.filter(pk=id_).values_list("id"), id_=AN_ID)
    ids = list(Occurrence.objects.values_list("pk", flat=True)[:3])
    assert [query.rows(id_=pk) for pk in ids] == [[(pk,)] for pk in ids]
    assert query.count(id_=ids[0]) == 1


def test_a_value_that_does_not_come_through_is_refused():
    query = Compiled(lambda id_: Occurrence.objects.filter(pk=-id_).values_list("id"), id_=AN_ID)
    with pytest.raises(ValueError, match="no place for id_"):
        query.rows(id_=1)


def test_what_can_have_no_rows_has_none():
    nothing = Occurrence.objects.none().values_list("id")
    assert (rows_of(nothing), count_of(nothing)) == ([], 0)


def test_one_of_many_ids(agreement):
    ids = sorted(Occurrence.objects.values_list("pk", flat=True))[:4]
    found = Occurrence.objects.filter(any_of("pk", ids)).values_list("id", flat=True)
    assert sorted(found) == ids
    assert not Occurrence.objects.filter(any_of("pk", [])).exists()


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(order="-date"),
        Filters(kind="restriction"),
        Filters(since=date(2020, 3, 1), until=date(2020, 12, 31)),
        Filters(status="overdue"),
        Filters(text="forecast"),
        Filters(status="nonsense"),
    ],
)
def test_a_page_has_the_lines_of_the_plain_query(agreement, owner, filters):
    backward = filters.order == "-date"
    order = ("-sort_date", "-id") if backward else ("sort_date", "id")
    rows = occurrences(owner, filters, business_now()).order_by(*order)
    wanted = list(rows.values_list("id", flat=True))
    assert [line.id for line in page(owner, filters, business_now()).lines] == wanted
    assert [line.id for line in every_line(owner, filters, business_now())] == wanted
    assert page(owner, filters, business_now()).count == len(wanted)


def test_the_next_reader_does_not_get_what_the_last_one_saw(
    agreement,
    owner,
    colleague,
    outsider,
):
    found = [page(user, Filters(), business_now()).count for user in (owner, outsider, colleague)]
    assert found[0] == found[2] > found[1] == 0
    lists = [choices_for(user).agreements for user in (owner, outsider, colleague)]
    assert lists[0] == lists[2] != lists[1] == ()


@pytest.mark.parametrize("read", [lambda: page(None, Filters(), None), lambda: choices_for(None)])
def test_nobody_reads_nothing(read):
    with pytest.raises(NoUser):
        read()
