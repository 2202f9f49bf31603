"""A file that came along: by its name, or as a picture where a person has the talk."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.dialogue.moves import HandOver
from assistant.knowledge.shelf import Shelf
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from tests.telling import TellingDesk
from tests.web.drawn_pictures import EVERY, MOVING, PLAIN_PNG, PNG, SECRET
from tests.web.sending import send

HELP = "ik wil een medewerker spreken"
HEADER = b"From: Bakkerij <info@bakkerij.example>\r\nTo: a@b.example\r\nSubject: x\r\n"


@pytest.fixture
def desk(shelf: Shelf) -> TellingDesk:
    taking = replace(shelf, helpdesk=replace(shelf.helpdesk, pictures=True))
    desk = TellingDesk(taking)
    desk.go_on.set()
    return desk


@pytest.fixture
def talk(client: FlaskClient, desk: TellingDesk, store: Store) -> str:
    """A conversation that waits for a person."""
    desk.move = HandOver(reason="asked-for")
    client.post("/", data={"text": HELP, "turn": "turn-of-the-baker"})
    (case,) = store.queue.page(Wanted()).cases
    return case.conversation


def address(store: Store, talk: str) -> str:
    (file,) = store.files.of(talk).values()
    return f"/picture/{file.entry}"


@pytest.mark.parametrize("kind", EVERY)
def test_a_picture_to_a_person_is_shown_without_what_it_noted(
    kind: str, client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, EVERY[kind], "zo ziet het eruit", name="scherm.png")

    page = client.get("/").text
    shown = client.get(address(store, talk))
    assert f'<img src="{address(store, talk)}"' in page
    assert 'alt="Afbeelding: scherm.png"' in page
    assert shown.mimetype == kind
    assert SECRET not in shown.data


def test_a_picture_is_sent_so_that_it_can_only_be_looked_at(
    client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, PNG, "", name='"><script>alert(1)</script>\r\nX: y.html')

    headers = client.get(address(store, talk)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Disposition"] == 'inline; filename="picture.png"'
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["Content-Security-Policy"].endswith("sandbox")
    assert headers["Cache-Control"] == "no-store"
    assert "<script>alert(1)" not in client.get("/").text


def test_a_picture_alone_says_that_it_is_one(
    client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, PNG, "", name="scherm.png")

    case = store.cases.case(talk)
    assert case is not None
    assert case.last_line == "Zie de afbeelding."


def test_the_same_form_twice_is_one_picture(
    client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, PNG, "kijk", name="a.png", turn="turn-with-a-picture")
    send(client, PNG, "kijk", name="a.png", turn="turn-with-a-picture")

    assert len(store.files.of(talk)) == 1
    assert client.get("/").text.count("<img") == 1


def test_nobody_else_sees_it(
    app: Flask, client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, PNG, "kijk")

    other = app.test_client()

    assert other.get(address(store, talk)).status_code == 404
    assert other.get(f"/console/c/{talk}{address(store, talk)}").status_code != 200


def test_the_assistant_takes_no_picture(
    client: FlaskClient, desk: TellingDesk, store: Store
) -> None:
    page = send(client, PNG, "dit zie ik")

    assert "Dit is een afbeelding" in page.text
    assert "dit zie ik" in page.text
    assert desk.heard == []


def test_where_the_operator_wants_none_none_is_taken(
    client: FlaskClient, desk: TellingDesk, talk: str, store: Store
) -> None:
    plain = replace(desk.shelf.helpdesk, pictures=False)
    desk.shelf = replace(desk.shelf, helpdesk=plain)

    page = send(client, PNG, "kijk")

    assert "Dit is een afbeelding" in page.text
    assert "data-pictures" not in client.get("/").text
    assert store.files.of(talk) == {}


@pytest.mark.parametrize(
    ("content", "notice"),
    [
        (MOVING, "Bewaar de afbeelding als PNG of JPG"),
        (PNG[:60], "Bewaar de afbeelding als PNG of JPG"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00", "Bewaar de afbeelding als PNG of JPG"),
        (PNG + b"x" * 2_200_000, "groter dan 2 MB"),
    ],
    ids=["moving", "broken", "of a telephone", "large"],
)
def test_a_picture_that_cannot_be_shown_is_refused_kindly(
    content: bytes, notice: str, client: FlaskClient, talk: str, store: Store
) -> None:
    page = send(client, content, "mijn woorden")

    assert notice in page.text
    assert "mijn woorden" in page.text
    assert store.files.of(talk) == {}


def test_what_will_be_kept_is_said_before_it_is_sent(
    client: FlaskClient, talk: str
) -> None:
    page = client.get("/").text

    assert "Na 14 dagen verwijderen wij de afbeelding" in page
    assert "image/png" in page


def test_a_picture_goes_with_what_was_pasted(
    client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, PNG, "kijk", name="scherm.png")
    shown = address(store, talk)

    store.keeping.drop_raws(datetime.now(UTC) + timedelta(days=15), 14)

    (file,) = store.files.of(talk).values()
    assert (file.name, file.gone_at is None) == ("", False)
    assert client.get(shown).status_code == 404
    client.get("/?customer=x")  # a page that nobody drew before
    assert "De afbeelding is verwijderd" in client.get("/?customer=x").text


def test_deleting_the_conversation_deletes_the_picture(
    client: FlaskClient, talk: str, store: Store
) -> None:
    send(client, PNG, "kijk")
    shown = address(store, talk)

    client.post("/conversation/delete")

    assert store.files.of(talk) == {}
    assert store.files.picture(shown.rpartition("/")[2]) is None


def test_who_takes_his_conversation_along_takes_his_picture_too(
    client: FlaskClient, talk: str
) -> None:
    send(client, PNG, "kijk", name="scherm.png")

    (kept,) = json.loads(client.get("/conversation.json").data)["files"]
    page = client.get("/conversation.html").text

    assert kept["name"] == "scherm.png"
    assert kept["content"].startswith("iVBORw0KGgo")
    assert f"data:image/png;base64,{kept['content']}" in page
    assert len(PLAIN_PNG) * 4 // 3 <= len(kept["content"]) + 4


def test_the_name_of_a_message_stands_there_after_a_reload(
    client: FlaskClient, desk: TellingDesk, store: Store
) -> None:
    send(client, HEADER, "Dit komt in de spam", name="C:\\mail\\nieuwsbrief <1>.eml")

    page = client.get("/").text

    assert "nieuwsbrief &lt;1&gt;.eml" in page
    assert "C:\\mail" not in page
    assert "Dit komt in de spam" in page
    assert "From: Bakkerij" not in page
    assert desk.heard[0].count("\f") == 1


def test_an_address_in_the_name_of_a_file_is_masked(
    client: FlaskClient, store: Store
) -> None:
    send(client, HEADER, "", name="antwoord van jan@klant.example.eml")

    assert "jan@klant" not in client.get("/").text
