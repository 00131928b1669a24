"""The documents: every link leads somewhere, every page is in its index, pictures stay small."""

import re

import pytest

from config.local.places import CHECKOUT

DOCS = CHECKOUT / "docs"
PAGES = [CHECKOUT / "README.md", *sorted(DOCS.rglob("*.md"))]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def links(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [target for target in LINK.findall(text) if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_leads_somewhere(page):
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("index", ["README.md", "guide/README.md", "adr/README.md"])
def test_an_index_names_every_page_of_its_folder(index):
    page = DOCS / index
    named = set(links(page))
    beside = {path.name for path in page.parent.glob("*.md")} - {"README.md"}
    assert beside - named == set()


def test_pictures_are_small_and_used():
    pictures = set((DOCS / "guide" / "pictures").glob("*.png"))
    used = {(page.parent / target).resolve() for page in PAGES for target in links(page)}
    assert pictures - used == set()
    assert [path.name for path in pictures if path.stat().st_size > 300_000] == []
