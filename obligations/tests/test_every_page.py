"""Every page: it opens, keeps its walls, asks the database no more often when there is more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.tests.pages import pages_of, plain_names

pytestmark = pytest.mark.django_db
LONG = 30


def opened(client, url):
    """A page's answer and the number of queries; None for what is not a page to look at."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(url)
    kind = answer.headers.get("Content-Type", "")
    return (answer, len(captured)) if kind.startswith("text/html") else None


def test_every_page_opens(agreement, as_owner, own_files):
    for url in pages_of("SUP-2019"):
        assert as_owner.get(url).status_code in (200, 302, 403, 405), url


def test_an_outsider_sees_nothing_of_the_agreement(agreement, as_outsider, own_files):
    for url in pages_of("SUP-2019"):
        answer = as_outsider.get(url)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/"):
            assert b"SUP-2019" not in b"".join(answer), url


def test_a_page_asks_no_more_queries_when_there_is_more(agreement, as_owner, grow, own_files):
    seen = {url: opened(as_owner, url) for url in pages_of("SUP-2019")}
    before = {url: found[1] for url, found in seen.items() if found}
    grow(agreement, LONG)
    after = {url: opened(as_owner, url)[1] for url in before}
    assert {url: (before[url], after[url]) for url in before if after[url] > before[url]} == {}


def test_the_list_has_the_pages():
    assert {("today", False), ("duties", True), ("notices", True)} <= set(plain_names())
