"""The tabs of an agreement and the navigation: groups, what is open, what exists."""

from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import include, path

from obligations.queries.agreement import Counts
from obligations.views import agreement_tabs
from obligations.views.agreement_tabs import GROUPS, tabs_of

COUNTS = Counts(obligations=31, open_defects=1, defects=3, documents=2)
SUP = SimpleNamespace(reference="SUP/2019")
NAMES = [page.name for group in GROUPS for page in group.pages]

urlpatterns = [
    *(path(f"made-up/<path:reference>/{name}", lambda request: None, name=name) for name in NAMES),
    path("", include("config.urls")),
]


@pytest.fixture
def all_pages(settings):
    """Every page of the list has an address."""
    settings.ROOT_URLCONF = __name__


def texts(tabs):
    return [tab.text for tab in tabs]


def test_a_group_leads_to_its_first_page(all_pages):
    found = tabs_of(SUP, COUNTS, "duties")
    assert texts(found.groups) == [group.text for group in GROUPS]
    assert found.groups[3].url.endswith("/SUP/2019/notices")
    assert [tab.current for tab in found.groups] == ["", "page", "", "", "", "", ""]
    assert found.pages == []


def test_the_open_group_shows_its_pages(all_pages):
    found = tabs_of(SUP, COUNTS, "defects")
    assert texts(found.pages) == ["Documents", "Schedules", "Defects"]
    assert [tab.current for tab in found.pages] == ["", "", "page"]
    assert [tab.text for tab in found.groups if tab.current] == ["Papers"]
    assert found.group == "Papers"


def test_a_page_without_an_address_is_left_out(monkeypatch):
    pages = (agreement_tabs.Page("Timeline", "timeline"), agreement_tabs.Page("Moon", "moon"))
    monkeypatch.setattr(agreement_tabs, "GROUPS", (agreement_tabs.Group("Time", pages),))
    found = tabs_of(SUP, COUNTS, "timeline")
    assert texts(found.groups) == ["Timeline"]
    assert found.pages == []


def test_the_strip_in_html(all_pages):
    tabs = tabs_of(SUP, COUNTS, "documents")
    html = render_to_string("agreement/tabs.html", {"tabs": tabs})
    assert html.count('aria-current="page"') == 1
    assert html.count('aria-current="true"') == 1
    assert 'Obligations <span class="count">31</span>' in html


def test_every_page_of_an_agreement_marks_its_tab(agreement, as_owner):
    for name in ("", "/obligations", "/timeline", "/documents", "/defects", "/history"):
        html = as_owner.get(f"/agreements/SUP-2019{name}").content.decode()
        strip = html[html.index('class="agreement-tabs"') :].split("</nav>")[0]
        assert strip.count('aria-current="page"') == 1, name
