"""The first pages in a real browser: by hand, by keyboard, narrow, and without JavaScript."""

from datetime import date

import pytest

from obligations.clock import business_today
from obligations.models import Message
from obligations.tests.conftest import PASSWORD, set_day

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}}
PAGES = ("/", "/register", "/agreements", "/mail", "/mailbox", "/people")


def sign_in(page, person):
    page.goto("/")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_signing_in_leads_to_today(browse, agreement, owner):
    page = browse()
    sign_in(page, owner)
    page.get_by_role("heading", level=1, name="Tue 10 Mar 2020").wait_for()
    assert page.get_by_text("Insure the warehouse").is_visible()
    page.locator("summary", has_text="Olivia Hart").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", level=1, name="Sign in").wait_for()


def test_a_list_that_is_changed_filters_the_register(browse, agreement, owner):
    page = browse(owner)
    page.goto("/register")
    page.get_by_label("Kind").select_option("restriction")
    page.get_by_text("One line").wait_for()
    assert page.url.endswith("/register?kind=restriction")
    page.get_by_role("link", name="Overdue").click()
    page.get_by_text("No line fits this filter.").wait_for()
    assert "kind=restriction" in page.url and "status=overdue" in page.url


def test_the_register_by_keyboard(browse, agreement, owner):
    page = browse(owner)
    page.goto("/register?sort=-date")
    focused = "document.activeElement.textContent"
    titles = page.locator("[data-lines] .title").all_text_contents()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate(focused) == titles[1]
    page.keyboard.press("k")
    assert page.evaluate(focused) == titles[0]
    page.keyboard.press("/")
    page.keyboard.type("forecast j")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.get_by_text("One line").wait_for()
    page.keyboard.press("j")
    target = page.evaluate("document.activeElement.getAttribute('href')")
    assert target.startswith("/obligations/")


def test_moving_the_clock(browse, agreement, owner):
    page = browse(owner)
    page.goto("/register?q=forecast")
    page.get_by_role("button", name="one week").click()
    page.get_by_text("It is Tue 17 Mar 2020 now").wait_for()
    assert page.url.endswith("/register?q=forecast")
    assert page.get_by_text("Demonstration: it is Tue 17 Mar 2020.").is_visible()
    assert business_today() == date(2020, 3, 17)
    assert Message.objects.exclude(content=None).count() >= 3


def test_dark_is_chosen_at_once_and_kept(browse, agreement, owner):
    page = browse(owner)
    page.goto("/")
    theme = "document.documentElement.dataset.theme"
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(theme) == "dark"
    page.goto("/register")
    assert page.evaluate(theme) == "dark"


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_phone_and_says_what_it_is(browse, agreement, administrator, path):
    page = browse(administrator, **PHONE)
    page.goto(path)
    assert page.locator("h1").count() == 1
    assert page.title().endswith("· Longstop")
    for landmark in ("header", "nav", "main", "footer"):
        assert page.locator(f"body > {landmark}, body > header {landmark}").count() == 1
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["viewport"]["width"]


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_while_a_page_loads(browse, agreement, owner, path):
    page = browse(owner)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        " for (const one of list.getEntries()) window.moved += one.value;"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(path, wait_until="networkidle")
    page.wait_for_timeout(100)
    assert page.evaluate("window.moved") < 0.02


def test_it_works_without_javascript(browse, agreement, owner):
    page = browse(java_script_enabled=False)
    sign_in(page, owner)
    page.goto("/register")
    page.get_by_label("Search").fill("forecast")
    page.get_by_role("button", name="Show", exact=True).click()
    assert page.get_by_text("One line").is_visible()
    page.get_by_role("button", name="one day").click()
    assert page.get_by_text("It is Wed 11 Mar 2020 now").is_visible()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Dark").click()
    assert page.locator("html[data-theme=dark]").count() == 1


def test_a_link_in_a_mail_leads_to_the_page(browse, agreement, owner):
    set_day(date(2020, 3, 10))
    page = browse(owner)
    page.goto("/")
    page.get_by_role("button", name="one day").click()
    page.get_by_text("It is Wed 11 Mar 2020 now").wait_for()
    message = Message.objects.filter(recipient=owner).earliest("pk")
    page.goto(f"/mail/{message.pk}")
    frame = page.frame_locator("iframe.letter")
    frame.get_by_role("link", name="Insure the warehouse").wait_for()
    assert frame.locator("h1").inner_text().endswith("you")
