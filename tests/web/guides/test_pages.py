"""The guides as anyone sees them: without a cookie, without a script."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from typing_extensions import override

from assistant.desk import Desk
from assistant.knowledge.files import load
from assistant.knowledge.shelf import Shelf
from assistant.places import knowledge
from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.app import create_app
from tests.telling import TellingDesk

HOSTILE = '<script>alert(1)</script>" onload=x {{ 7*7 }} \u202e\x00'


class Links(HTMLParser):
    """Every address that a page leads to, and every id on it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "a":
            self.addresses.append(told.get("href") or "")
        if told.get("id"):
            self.ids.append(told["id"] or "")


def test_the_index_leads_to_every_guide(client: FlaskClient, shelf: Shelf) -> None:
    found = Links(client.get("/guides").text).addresses

    wanted = {
        *(f"/guides/services/{one}" for one in shelf.services),
        *(f"/guides/hosts/{one}" for one in shelf.hosts),
        *(f"/guides/topics/{one}" for one in shelf.topics),
    }
    assert wanted <= set(found)


@pytest.mark.parametrize("language", ["nl", pytest.param("en", marks=pytest.mark.soak)])
def test_every_guide_is_a_page_whose_links_lead_somewhere(
    client: FlaskClient, shelf: Shelf, language: str
) -> None:
    places = [
        *(f"/guides/services/{one}" for one in shelf.services),
        *(f"/guides/hosts/{one}" for one in shelf.hosts),
        *(f"/guides/topics/{one}" for one in shelf.topics),
    ]
    pages = {one: client.get(f"{one}?lang={language}") for one in places}
    astray = set()
    for place, page in pages.items():
        assert page.status_code == 200, place
        links = Links(page.text)
        assert len(set(links.ids)) == len(links.ids), place
        for address in links.addresses:
            path = address.partition("?")[0]
            if address.startswith("#"):
                known = address[1:] in links.ids
            elif path.startswith("/guides/"):
                known = path in pages
            else:
                known = path in {"/", "/guides"} or path.startswith("https://")
                known = known or path.startswith("http://")
            if not known:
                astray.add((place, address))

    assert astray == set()


def test_a_page_shows_records_sources_and_dates(client: FlaskClient) -> None:
    page = client.get("/guides/services/mailchimp?lang=nl").text

    assert "<code>k2._domainkey</code>" in page
    assert "<code>dkim2.mcsv.net</code>" in page
    assert (
        'href="https://mailchimp.com/help/set-up-email-domain-authentication/"' in page
    )
    assert "bronnen gelezen in november 2026" in page
    assert "nog niet tegen de DNS nagekeken" in page


def test_the_day_of_the_last_check_is_told(app: Flask, settings: Settings) -> None:
    told = "services/mailchimp 2026-11-24\n"
    client = app.test_client()
    client.get("/guides/services/mailchimp")  # served before the list was written
    (settings.data / "verified.txt").write_text(told, encoding="utf-8")

    assert "24 november 2026" in client.get("/guides/services/mailchimp?lang=nl").text
    assert "24 November 2026" in client.get("/guides/services/mailchimp?lang=en").text


def test_a_topic_tells_when_it_was_last_read_through(client: FlaskClient) -> None:
    page = client.get("/guides/topics/what-is-spf?lang=nl").text

    assert "Laatst nagekeken op 25 november 2026." in page


def test_a_search_needs_no_script(client: FlaskClient) -> None:
    page = client.get("/guides?q=mailchip&lang=nl").text

    assert "Gevonden bij &#34;mailchip&#34;" in page
    assert "/guides/services/mailchimp?lang=nl" in page
    assert "<script" not in page


def test_a_search_for_nothing_shows_the_list(client: FlaskClient) -> None:
    page = client.get("/guides?q=qzxv&lang=en").text

    assert "We found nothing for" in page
    assert "/guides/topics/what-is-spf" in page


def test_what_is_typed_is_text_and_never_markup(client: FlaskClient) -> None:
    page = client.get("/guides", query_string={"q": HOSTILE, "lang": "nl"})

    assert page.status_code == 200
    assert "<script>" not in page.text
    assert "49" not in re.findall(r'value="([^"]*)"', page.text)[0]


def test_a_drawing_has_a_text_of_its_own(client: FlaskClient) -> None:
    page = client.get("/guides/topics/what-is-alignment?lang=nl").text

    assert (
        '<svg viewBox="0 0 340 300" role="img" aria-labelledby="drawing-text">' in page
    )
    assert "Een bericht met drie domeinen" in page


def test_the_other_language_is_this_same_page(client: FlaskClient) -> None:
    page = client.get("/guides/topics/what-is-spf?lang=nl").text

    assert 'href="/guides/topics/what-is-spf?lang=en"' in page
    assert '<html lang="nl">' in page


def test_the_browsers_language_is_spoken_where_none_was_pressed(
    client: FlaskClient,
) -> None:
    page = client.get("/guides", headers={"Accept-Language": "en-GB,nl;q=0.5"})

    assert page.headers["Content-Language"] == "en"
    assert page.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize(
    "path",
    [
        "/guides/topics/niets",
        "/guides/demo/bakkerij",
        "/guides/helpdesks/carien",
        "/guides/services/..%2Fhelpdesks%2Fcarien",
    ],
)
def test_what_is_no_guide_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_no_cookie_is_set_and_the_guard_stands(client: FlaskClient) -> None:
    page = client.get("/guides/topics/what-is-spf")

    assert "Set-Cookie" not in page.headers
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert page.headers["Cache-Control"] == "public, max-age=300"


def test_nobody_can_post_here(client: FlaskClient) -> None:
    assert client.post("/guides", data={"q": "x"}).status_code == 405


def test_a_strangers_service_is_a_page_and_is_found(
    settings: Settings, store: Store, tmp_path: Path
) -> None:
    (tmp_path / "ours" / "services").mkdir(parents=True)
    (tmp_path / "ours" / "services" / "postduif.yaml").write_text(
        "id: postduif\nname: Post<b>duif\nkind: newsletter\n"
        "names: {aliases: [postduif nieuwsbrief]}\n"
        "dkim: {aligns: true, records: [{type: CNAME, host: pd1._domainkey, "
        "value: pd1.postduif.example}]}\n"
        "confidence: thin\n",
        encoding="utf-8",
    )
    shelf = load(knowledge(), tmp_path / "ours")
    desk = TellingDesk(shelf)
    client = create_app(settings, desk=cast("Desk", desk), store=store).test_client()

    page = client.get("/guides/services/postduif?lang=nl").text
    found = client.get("/guides?q=postduif+nieuwsbrief&lang=nl").text

    assert "<h1>Mailen met Post&lt;b&gt;duif</h1>" in page
    assert "<code>pd1.postduif.example</code>" in page
    assert "/guides/services/postduif" in found
