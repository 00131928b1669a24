"""The month by keyboard, in a real browser: days by arrows, months by Page Up and Page Down."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_month_is_walked_by_keyboard(browse, agreement, owner):
    page = browse(owner)
    page.goto("/calendar")

    def here():
        return page.evaluate("document.activeElement.dataset.day ?? document.activeElement.id")

    def press(key, then):
        page.keyboard.press(key)
        page.wait_for_function(
            "day => (document.activeElement.dataset.day ?? document.activeElement.id) === day",
            arg=then,
        )

    # Only one day of the month is in the order of the Tab key, and it is today.
    assert page.locator("[data-day][tabindex='0']").get_attribute("data-day") == "2020-03-10"
    page.locator("[data-day='2020-03-10']").focus()
    press("ArrowRight", "2020-03-11")
    press("ArrowDown", "2020-03-18")
    press("ArrowLeft", "2020-03-17")
    press("ArrowUp", "2020-03-10")
    press("End", "2020-03-31")
    press("ArrowRight", "2020-04-01")
    press("ArrowUp", "2020-03-31")
    press("Home", "2020-03-01")
    press("PageDown", "2020-04-01")
    press("PageUp", "2020-03-01")
    page.locator("[data-day='2020-03-10']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#d2020-03-10")
    day = page.locator("#d2020-03-10")
    assert day.get_by_role("link", name="Insure the warehouse").is_visible()

    page.set_viewport_size({"width": 390, "height": 844})
    assert not page.locator("[data-month]").is_visible()
    assert day.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
