"""Light or dark is chosen once and known to the first byte of each page."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_theme_is_kept(client, theme):
    answer = client.post("/theme", {"theme": theme, "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert f'data-theme="{theme}"' in client.get("/account/login/").content.decode()


def test_the_systems_own_is_chosen_again(client):
    client.post("/theme", {"theme": "dark"})
    client.post("/theme", {"theme": ""})
    assert "data-theme=" not in client.get("/account/login/").content.decode()


@pytest.mark.parametrize("value", ["purple", '"><script>'])
def test_nothing_else_gets_into_the_page(client, value):
    client.post("/theme", {"theme": value})
    client.cookies["theme"] = value
    assert "data-theme=" not in client.get("/account/login/").content.decode()


def test_it_leads_to_no_other_site(client):
    assert client.post("/theme", {"next": "//example.com"})["Location"] == "/"
