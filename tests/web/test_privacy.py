from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.web.reception import COOKIE, signer

SPAM = "Mijn nieuwsbrieven komen in de spam"


def conversation_of(client: FlaskClient, settings: Settings) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return str(signer(settings.secret).loads(cookie.value))


def test_what_is_kept_is_linked_before_the_first_message(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'href="/privacy"' in page
    assert "Verantwoordelijk: Helpdesk e-mail (demo)" in page


def test_it_says_who_keeps_what_and_how_long(client: FlaskClient) -> None:
    page = client.get("/privacy").text

    assert "Helpdesk e-mail (demo) is verantwoordelijk" in page
    assert "privacy@helpdesk.example" in page
    assert "90 dagen na het laatste bericht" in page
    assert "14 dagen" in page


def test_english_reads_it_in_english(client: FlaskClient) -> None:
    page = client.get("/privacy?lang=en").text

    assert "What we keep, and for how long" in page


def test_reading_it_sets_no_cookie(client: FlaskClient) -> None:
    for address in ("/privacy", "/accessibility", "/conversation"):
        assert "Set-Cookie" not in client.get(address).headers


def test_a_conversation_can_be_taken_along_as_data(client: FlaskClient) -> None:
    client.post("/", data={"text": SPAM, "turn": "turn-of-baker"})

    response = client.get("/conversation.json")

    told = response.get_json()
    assert "attachment" in response.headers["Content-Disposition"]
    assert told["entries"][0]["question"] == SPAM
    assert "Mailchimp" in told["entries"][0]["answer"]


def test_a_conversation_can_be_taken_along_as_a_page(client: FlaskClient) -> None:
    client.post("/", data={"text": f"{SPAM} <script>alert(1)</script>"})

    page = client.get("/conversation.html").text

    assert f"{SPAM} &lt;script&gt;alert(1)" in page
    assert "<script" not in page


def test_deleting_deletes(
    client: FlaskClient, store: Store, settings: Settings
) -> None:
    client.post("/", data={"text": SPAM})
    talk = conversation_of(client, settings)

    page = client.post("/conversation/delete", follow_redirects=True).text

    assert "Uw gesprek is verwijderd" in page
    assert store.thread(talk) == ()
    assert store.cases.case(talk) is None
    assert client.get_cookie(COOKIE) is None


def test_nobody_takes_another_readers_conversation_along(
    app: Flask, client: FlaskClient
) -> None:
    client.post("/", data={"text": SPAM})

    assert app.test_client().get("/conversation.json").status_code == 404


def test_no_other_site_deletes_it(client: FlaskClient) -> None:
    client.post("/", data={"text": SPAM})

    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elders.example"}
    response = client.post("/conversation/delete", headers=foreign)

    assert response.status_code == 403
    assert SPAM in client.get("/").text
