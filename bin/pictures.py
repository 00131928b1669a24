"""Takes the pictures of the guide in a real browser, small enough to live with the text.

It looks, opens forms and previews, and writes nothing in the demonstration but its own sign-in.
"""

import os
import shutil
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

CHECKOUT = Path(__file__).resolve().parent.parent
FOLDER = CHECKOUT / "docs" / "guide" / "pictures"
VAR = Path(os.environ.get("LONGSTOP_VAR") or CHECKOUT / "var")
NAME = "olivia.hart@longstop.example"
SIZE = {"width": 1200, "height": 750}
TALL = {"obligation": 1400, "agreement": 900, "calendar": 1000}
MOST_BYTES = 300_000
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")

Take = Callable[[Page], None]


def to(address: str) -> Take:
    """Goes to a page."""

    def go(page: Page) -> None:
        page.goto(address)

    return go


def obligation(words: str, agreement: str) -> Take:
    """Goes to the first obligation that a search finds."""

    def go(page: Page) -> None:
        page.goto(f"/register?agreement={agreement}&q={words}")
        page.locator("[data-lines] a.title").first.click()
        page.locator("h1").wait_for()
        page.evaluate("scrollTo(0, 0)")

    return go


def preview(page: Page) -> None:
    """What a changed closing date would move."""
    page.goto("/agreements/UA-1999")
    page.locator("tr", has_text="First Closing Date").get_by_role("link", name="Correct").click()
    page.get_by_label("Date", exact=True).fill("30 Jul 1999")
    page.locator("#foreseen").get_by_text("dates move").wait_for()


def complete(page: Page) -> None:
    """The form that records that something was done."""
    obligation("initial+sum", "LIC-2001")(page)
    page.get_by_role("link", name="Complete").click()
    page.locator("#act form").wait_for()
    page.evaluate(
        "scrollBy(0, document.querySelector('.occurrence-head').getBoundingClientRect().top - 30)"
    )


def mail(page: Page) -> None:
    """A reminder as it was sent."""
    page.goto("/mail")
    page.locator("tbody tr", has_text="Olivia Hart").locator("a.title").first.click()
    page.frame_locator("iframe.letter").locator("h1").wait_for()
    page.wait_for_timeout(300)


def entry(page: Page) -> None:
    """A rule while it is typed, with what it would give."""
    obligation("Filing+Date", "RRA-2000")(page)
    page.get_by_role("link", name="Change what was entered").click()
    page.locator(".trial-answer").first.wait_for()
    page.wait_for_timeout(1500)
    page.evaluate("document.querySelector('#id_rule').scrollIntoView({block: 'center'})")


def party(page: Page) -> None:
    """All that one party owes and is owed."""
    page.goto("/agreements/LIC-2001")
    page.locator("main a[href^='/parties/']", has_text="Johnson Matthey").first.click()
    page.locator("h1").wait_for()


PICTURES: dict[str, Take] = {
    "obligation": obligation("Filing+Date", "RRA-2000"),
    "today": to("/"),
    "register": to("/register?status=active"),
    "agreement": to("/agreements/RRA-2000"),
    "timeline": to("/agreements/RRA-2000/timeline"),
    "preview": preview,
    "complete": complete,
    "mail": mail,
    "reports": to("/reports"),
    "calendar": to("/calendar?month=2001-10"),
    "settings": to("/settings"),
    "party": party,
    "entry": entry,
}


def main(base: str, names: list[str]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        page = signed_in(browser, base)
        for name in names or PICTURES:
            page.set_viewport_size({**SIZE, "height": TALL.get(name, SIZE["height"])})  # type: ignore[arg-type]
            PICTURES[name](page)
            page.wait_for_load_state("networkidle")
            keep(name, page.screenshot())
        browser.close()


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        sys.exit("The pictures need Chromium (on Debian: apt-get install chromium).")
    return found


def signed_in(browser: Browser, base: str) -> Page:
    context = browser.new_context(base_url=base, viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/")
    page.get_by_label("E-mail address").fill(NAME)
    page.get_by_label("Password").fill((VAR / "demo-password").read_text().strip())
    page.get_by_role("button", name="Sign in").click()
    page.locator("h1").wait_for()
    return page


def keep(name: str, png: bytes) -> None:
    """Writes a picture in as few colours as it needs."""
    path = FOLDER / f"{name}.png"
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    print(f"{path.relative_to(CHECKOUT)}  {size // 1000} kB")
    if size > MOST_BYTES:
        sys.exit(f"{path.name} has {size} bytes; {MOST_BYTES} are the most.")


if __name__ == "__main__":
    addresses = [word for word in sys.argv[1:] if word.startswith("http")]
    wanted = [word for word in sys.argv[1:] if not word.startswith("http")]
    main(addresses[0] if addresses else "http://127.0.0.1:8000", wanted)
