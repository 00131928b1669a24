"""The cast, a small agreement, and a day: what tests of pages, actions and reminders share.

The owner is counsel and answers for the agreement; the colleague, an editor,
works on it too; the outsider, a reader, is on no team; the administrator looks
after people and is on no team either.
"""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright

from agreements.audit import recording
from agreements.demonstration import ADMINISTRATOR, CAST, COLLEAGUE, OUTSIDER, OWNER, Person
from agreements.models import Agreement, Participation, TeamMember, User
from agreements.walls import seeing_everything
from obligations.actions.entering import TermsText, save_obligation, settle
from obligations.actions.files import import_file
from obligations.agreement_file import read
from obligations.clock import business_today
from obligations.models import BusinessClock, Obligation, Occurrence
from obligations.tests.entered import entered

FILES = Path(__file__).parent / "files"
TUESDAY = date(2020, 3, 10)
PASSWORD = "crates and barrels"
# Higher than any number that a test run gives.
FIRST_OF_CAST = 1_000_000


def a_user(person: Person) -> User:
    """One of the cast, with the same number in each test."""
    return User.objects.create_user(
        person.email,
        PASSWORD,
        pk=FIRST_OF_CAST + CAST.index(person),
        full_name=person.full_name,
        role=person.role,
        zone="Europe/London",
    )


@pytest.fixture
def owner(db: None) -> User:
    return a_user(OWNER)


@pytest.fixture
def colleague(db: None) -> User:
    return a_user(COLLEAGUE)


@pytest.fixture
def outsider(db: None) -> User:
    return a_user(OUTSIDER)


@pytest.fixture
def administrator(db: None) -> User:
    return a_user(ADMINISTRATOR)


@pytest.fixture
def system(db: None) -> User:
    return User.objects.system()


def commits(request: pytest.FixtureRequest) -> bool:
    """Whether what a test writes is really committed, for other processes and threads to see."""
    marker = request.node.get_closest_marker("django_db")
    marked = marker is not None and marker.kwargs.get("transaction", False)
    return marked or bool({"transactional_db", "live_server"} & set(request.fixturenames))


@pytest.fixture
def unwalled(request: pytest.FixtureRequest, db: None) -> Iterator[None]:
    """The test itself sees every row; requests see what their user may see.

    A test that commits has no transaction around it to see in: there, enter
    `seeing_everything` where rows are read.
    """
    with nullcontext() if commits(request) else seeing_everything():
        yield


def set_day(day: date) -> None:
    """Sets the business clock, as the demonstration does."""
    BusinessClock.objects.update_or_create(defaults={"day": day})


@pytest.fixture
def tuesday(db: None) -> date:
    """It is Tuesday 10 March 2020."""
    set_day(TUESDAY)
    return TUESDAY


read_once = functools.cache(read)


def enter(file: Path, team: list[User], system: User) -> Agreement:
    """Imports an agreement file and gives it a team, whose first member owns it."""
    text = file.read_text(encoding="utf-8")
    contents = read_once(text)

    def make() -> None:
        imported = import_file(file=contents, by=system)
        agreement = Agreement.objects.get(reference=imported.reference)
        for person in team:
            TeamMember.objects.create(agreement=agreement, user=person)
        Agreement.objects.filter(pk=agreement.pk).update(owner=team[0])

    with recording(by=system, action="enter", reason="for a test"):
        entered((text, business_today(), *(person.pk for person in team)), make)
        return Agreement.objects.get(reference=contents.agreement.reference)


@pytest.fixture
def agreement(
    unwalled: None, tuesday: date, owner: User, colleague: User, system: User
) -> Agreement:
    """SUP-2019 (files/supply-2019.yaml), seen by the owner and the colleague.

    The owner answers for its obligations, the colleague for those of section 3.
    """
    agreement = enter(FILES / "supply-2019.yaml", [owner, colleague], system)
    with recording(by=system, action="assign", reason="for a test"):
        obligations = Obligation.objects.filter(agreement=agreement)
        obligations.update(responsible=owner)
        obligations.filter(section__startswith="3").update(responsible=colleague)
    return agreement


@pytest.fixture
def closing(unwalled: None, tuesday: date, owner: User, colleague: User, system: User) -> Agreement:
    """CLO-2020 (files/closing-2020.yaml), whose dates hang on its closing of 31 January 2020.

    It is seen by the owner and the colleague, and the owner answers for it.
    """
    return enter(FILES / "closing-2020.yaml", [owner, colleague], system)


@pytest.fixture
def counting(
    unwalled: None,
    tuesday: date,
    owner: User,
    colleague: User,
    administrator: User,
    system: User,
) -> Agreement:
    """CNT-2020 (files/counting-2020.yaml), whose dates are counted in business days.

    It is seen by the owner, the colleague and the administrator.
    """
    return enter(FILES / "counting-2020.yaml", [owner, colleague, administrator], system)


@pytest.fixture
def obligation(agreement: Agreement) -> Callable[[str], Obligation]:
    """Finds an obligation of the agreement by its reference."""
    return lambda ref: Obligation.objects.get(agreement=agreement, ref=ref)


@pytest.fixture
def occurrence(agreement: Agreement) -> Callable[..., Occurrence]:
    """Finds an occurrence by the reference of its obligation; the first, or the one on a day."""

    def find(ref: str, day: date | None = None) -> Occurrence:
        rows = Occurrence.objects.filter(agreement=agreement, obligation__ref=ref)
        rows = rows.filter(sort_date=day) if day else rows
        rows = rows.select_related("agreement", "obligation").order_by("sort_date", "id")
        with seeing_everything():
            found = rows.first()
        assert found is not None, f"{ref} has no such occurrence"
        return found

    return find


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which somebody has signed in."""

    def signed_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return signed_in


@pytest.fixture
def as_owner(client_of: Callable[[User], Client], owner: User) -> Client:
    return client_of(owner)


@pytest.fixture
def as_colleague(client_of: Callable[[User], Client], colleague: User) -> Client:
    return client_of(colleague)


@pytest.fixture
def as_outsider(client_of: Callable[[User], Client], outsider: User) -> Client:
    return client_of(outsider)


@pytest.fixture
def as_administrator(client_of: Callable[[User], Client], administrator: User) -> Client:
    return client_of(administrator)


@pytest.fixture
def sign_in_page() -> str:
    """Where somebody without a sign-in is sent."""
    return reverse(settings.LOGIN_URL)


@pytest.fixture
def grow(system: User) -> Callable[[Agreement, int], None]:
    """Enters so many more obligations into an agreement, one due each day from 11 March 2020."""

    def enter_more(agreement: Agreement, count: int) -> None:
        sides = Participation.objects.filter(agreement=agreement).order_by("position")
        with recording(by=system, action="enter", reason="for a test"):
            for number in range(count):
                save_obligation(
                    row=Obligation(
                        agreement=agreement,
                        ref=f"G{number}",
                        section=f"9.{number}",
                        kind="deliverable",
                        title=f"Deliver crate {number}",
                        responsible=agreement.owner,
                    ),
                    says=TermsText(rule=f"on {TUESDAY + timedelta(days=number + 1)}"),
                    obligors=sides[:1],
                    obligees=sides[1:],
                    by=system,
                    alone=False,
                )
            settle(agreement=agreement, by=system, because="crates were entered")

    return enter_more


# A real browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; without one, its tests are left out, loudly."""
    found = os.environ.get("LONGSTOP_CHROMIUM") or next(
        filter(None, map(shutil.which, CHROMIUM)), ""
    )
    if not found:
        pytest.skip("NO CHROMIUM ON THIS MACHINE: tests in a real browser are left out")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright runs a loop in this thread, and Django would refuse its queries for that.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Any, live_server: Any, settings: Any) -> Iterator[Callable[..., Any]]:
    """Opens a window of a browser, with somebody signed in or nobody; options go to Playwright.

    What the page's console says of errors fails the test at its end.
    """
    complaints: list[str] = []
    contexts = []

    def open_window(user: User | None = None, **options: Any) -> Any:
        context = chromium.new_context(base_url=live_server.url, **options)
        contexts.append(context)
        if user is not None:
            client = Client()
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            value = client.cookies[name].value
            context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert complaints == []
