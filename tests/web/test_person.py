from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.dialogue.moves import HandOver
from assistant.settings import Settings
from assistant.store.case import Happening, Owner
from assistant.store.mails import Mail
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.web import back
from assistant.web.reception import COOKIE, Reception, signer
from tests.telling import TellingDesk

HELP = "ik wil een medewerker spreken"
LONG_AGO = timedelta(seconds=60)
STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def talk(client: FlaskClient, desk: TellingDesk, settings: Settings) -> str:
    """A conversation that waits for a person."""
    desk.move = HandOver(reason="asked-for")
    client.post("/", data={"text": HELP, "turn": "turn-of-the-baker"})
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return str(signer(settings.secret).loads(cookie.value))


def replies(store: Store, talk: str, text: str) -> None:
    """A colleague wrote this a minute ago, so that it can be seen now."""
    now = datetime.now(UTC) - LONG_AGO
    sent = store.messages.reply(talk, "marieke", text, seen=10_000, now=now)
    assert sent.message is not None


def test_who_waits_is_told_so(client: FlaskClient, talk: str) -> None:
    page = client.get("/").text

    assert "Uw vraag ligt bij een medewerker" in page
    assert 'data-owner="nobody"' in page


@pytest.mark.parametrize("headers", [{}, STREAM], ids=["without a script", "with one"])
def test_who_waits_is_promised_a_time_and_handed_over_once(
    client: FlaskClient, desk: TellingDesk, store: Store, headers: dict[str, str]
) -> None:
    desk.move = HandOver(reason="asked-for")

    # Nobody reads the answer to its end.
    client.post("/", data={"text": HELP, "turn": "turn-of-the-baker"}, headers=headers)
    desk_is_done(store)

    (case,) = store.queue.page(Wanted(waiting=True)).cases
    kinds = [one.kind for one in store.cases.events(0)]
    assert case.due_at is not None
    assert kinds.count(Happening.HANDED_OVER) == 1


def desk_is_done(store: Store) -> None:
    """The answer is made in a thread of its own."""
    until = time.monotonic() + 10
    while not store.queue.page(Wanted(waiting=True)).cases:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_while_a_person_is_waited_for_the_assistant_is_silent(
    client: FlaskClient, talk: str, desk: TellingDesk
) -> None:
    client.post("/", data={"text": "er staat ook nog een foutmelding"})

    assert desk.heard == [HELP]
    assert "er staat ook nog een foutmelding" in client.get("/").text


def test_what_is_written_to_a_person_is_there_at_once(
    client: FlaskClient, talk: str
) -> None:
    response = client.post("/", data={"text": "nog iets"}, headers=STREAM)

    assert response.text.startswith("event: news")
    assert "nog iets" in response.text


def test_a_reply_of_a_person_is_shown(
    client: FlaskClient, talk: str, store: Store
) -> None:
    replies(store, talk, "Ik heb *gekeken*, <b>mevrouw</b>.")

    page = client.get("/").text

    assert "Ik heb <em>gekeken</em>, &lt;b&gt;mevrouw&lt;/b&gt;." in page
    assert 'data-owner="staff"' in page


def test_a_reply_that_can_be_taken_back_is_not_shown_yet(
    client: FlaskClient, talk: str, store: Store
) -> None:
    now = datetime.now(UTC)
    store.messages.reply(talk, "marieke", "te vroeg", seen=10_000, now=now)

    assert "te vroeg" not in client.get("/").text
    assert "te vroeg" not in client.get("/news?after=0").text


def test_the_page_asks_for_news_and_mostly_there_is_none(
    client: FlaskClient, talk: str, store: Store
) -> None:
    cursor = store.cases.latest()
    assert client.get(f"/news?after={cursor}").status_code == 204

    replies(store, talk, "Goedemorgen")

    response = client.get(f"/news?after={cursor}")
    assert response.status_code == 200
    assert "Goedemorgen" in response.text


def test_who_has_no_conversation_has_no_news(client: FlaskClient) -> None:
    response = client.get("/news?after=0")

    assert response.status_code == 204
    assert "Set-Cookie" not in response.headers


def test_who_waits_may_go_on_with_the_program(
    client: FlaskClient, talk: str, desk: TellingDesk, store: Store
) -> None:
    client.post("/person/back")

    client.post("/", data={"text": "toch maar zo"})

    assert desk.heard == [HELP, "toch maar zo"]


def test_where_the_answer_may_be_mailed_is_noted(
    client: FlaskClient, talk: str, store: Store
) -> None:
    client.post("/person/mail", data={"address": "bakker@bakkerij.example"})

    case = store.cases.case(talk)
    assert case is not None
    assert case.mail_to == "bakker@bakkerij.example"
    assert case.owner is Owner.NOBODY


def test_what_is_no_address_is_not_lost(client: FlaskClient, talk: str) -> None:
    response = client.post("/person/mail", data={"address": "bakker bij de molen"})

    assert "Dit lijkt geen e-mailadres" in response.text


def test_a_link_in_a_mail_leads_back_after_a_press(
    client: FlaskClient, talk: str, settings: Settings
) -> None:
    address = f"/back/{back.token(settings.secret, talk)}"
    client.delete_cookie(COOKIE)
    page = client.get(address)
    assert "Set-Cookie" not in page.headers
    assert "Open mijn gesprek" in page.text

    client.post(address)

    assert HELP in client.get("/").text


@pytest.mark.parametrize(
    ("told", "his"), [(("a@b.example",), True), (("c@d.example", "a@b.example"), False)]
)
def test_who_comes_by_our_mail_reads_what_goes_to_his_address(
    client: FlaskClient,
    talk: str,
    settings: Settings,
    store: Store,
    told: tuple[str, ...],
    his: bool,
) -> None:
    now = datetime.now(UTC)
    for address in told:
        client.post("/person/mail", data={"address": address})
        letter = Mail(
            key=address,
            to=address,
            subject="x",
            body="x",
            due_at=now,
            conversation=talk,
        )
        store.mails.promise(letter, now)

    client.post(f"/back/{back.token(settings.secret, talk)}")

    case = store.cases.case(talk)
    assert case is not None
    assert (case.mail_to, case.mail_confirmed) == ("a@b.example", his)


def test_a_link_that_an_older_secret_signed_still_opens(
    client: FlaskClient, talk: str, app: Flask
) -> None:
    here: Reception = app.extensions["bezorgd"]
    old = back.token("o" * 40, talk)
    assert "Dit gesprek is er niet meer" in client.get(f"/back/{old}").text

    turned = replace(here.settings, old_secrets=("o" * 40,))
    app.extensions["bezorgd"] = replace(here, settings=turned)

    assert "Open mijn gesprek" in client.get(f"/back/{old}").text


def test_a_link_that_nobody_signed_opens_nothing(client: FlaskClient) -> None:
    assert "Dit gesprek is er niet meer" in client.get("/back/x.y.z").text
    assert "Set-Cookie" not in client.post("/back/x.y.z").headers
