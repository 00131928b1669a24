"""The documents: every link leads somewhere, nothing that can be set or run is left out."""

import re

import pytest
from django.core.management import get_commands

from config.local.places import CHECKOUT

DOCS = CHECKOUT / "docs"
PAGES = [CHECKOUT / "README.md", *sorted(DOCS.rglob("*.md"))]
OPERATIONS = (DOCS / "operations.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PLACE = re.compile(r"\]\(([^)#:\s]*)#([^)\s]+)\)")
# Of the supervisor and the tests among themselves.
INTERNAL = {"LONGSTOP_SUPERVISED", "LONGSTOP_FSYNC"}


def links(page):
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [target for target in LINK.findall(text) if "://" not in target]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_leads_somewhere(page):
    assert [target for target in links(page) if not (page.parent / target).exists()] == []


def headings(page):
    """The names under which a page's headings are reached."""
    text = page.read_text(encoding="utf-8").lower()
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_every_link_into_a_page_finds_its_heading(page):
    found = PLACE.findall(page.read_text(encoding="utf-8"))
    there = [(path, place, page.parent / path if path else page) for path, place in found]
    assert [(path, place) for path, place, to in there if place not in headings(to)] == []


def test_every_command_is_told_of():
    ours = [name for name, app in get_commands().items() if app in {"agreements", "obligations"}]
    assert len(ours) > 15
    assert [name for name in ours if f"`{name}`" not in OPERATIONS] == []


def test_every_variable_is_told_of():
    files = [*(CHECKOUT / "config").rglob("*.py"), CHECKOUT / "docker-compose.yml"]
    read = "".join(file.read_text(encoding="utf-8") for file in files if "tests" not in file.parts)
    names = set(re.findall(r"\b(?:LONGSTOP|DATABASE)_[A-Z_]+\b", read))
    environment = {name for name in names if f'"{name}"' in read or f"${{{name}" in read}
    assert environment >= {"DATABASE_URL", "LONGSTOP_ZONE", "LONGSTOP_PORT"}
    assert {name for name in environment - INTERNAL if name not in OPERATIONS} == set()


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
