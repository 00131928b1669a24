"""Every page by the rules of axe (WCAG 2.2 AA, best practice): light and wide, dark and narrow."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from agreements.models import Agreement, User
from agreements.walls import seeing_everything
from obligations.tests.pages import pages_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_can_be_used_by_everybody(
    browse: Callable[..., Any], agreement: Agreement, owner: User, own_files: Any, look: str
) -> None:
    # axe measures with styles of its own, which the policy would refuse.
    page = browse(owner, bypass_csp=True, **LOOKS[look])
    with seeing_everything():
        urls = list(pages_of("SUP-2019"))
    broken = {}
    for url in urls:
        answer = page.request.get(url)
        if answer.status == 200 and b"<html" in answer.body():
            page.goto(url)
            broken[url] = violations(page)
    assert {url: found for url, found in broken.items() if found} == {}


def violations(page: Any) -> list[str]:
    """What axe says of a page, and whether it is wider than the window."""
    # axe would fetch style sheets that others import, and miss their folder.
    # What passed is not gathered: that alone took two thirds of the time.
    options = {"runOnly": RULES, "preload": False, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    said = [f"{one['help']}: {one['nodes'][0]['html'][:160]}" for one in found]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return said + ([f"{wide} pixels too wide"] if wide > 0 else [])
