from __future__ import annotations

import json
import time
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient

from assistant.settings import Settings
from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.reception import COOKIE, reception, signer
from tests.telling import TellingDesk

TURN = "turn-of-the-baker"
SPAM = "Mijn nieuwsbrieven komen in de spam"
STREAM = {"Accept": "text/event-stream"}


def conversation_of(client: FlaskClient, settings: Settings) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return str(signer(settings.secret).loads(cookie.value))


def test_looking_sets_no_cookie(client: FlaskClient) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers


def test_the_first_message_sets_a_cookie_that_no_script_can_read(
    client: FlaskClient,
) -> None:
    response = client.post("/", data={"text": SPAM, "turn": TURN})

    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_over_https_the_cookie_stays_there(client: FlaskClient) -> None:
    response = client.post("/", data={"text": SPAM}, base_url="https://localhost")

    assert "Secure" in response.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in response.headers


def test_without_a_script_the_reader_is_sent_to_the_answer(
    client: FlaskClient,
) -> None:
    response = client.post("/", data={"text": SPAM, "turn": TURN})

    assert response.status_code == 303
    assert response.headers["Location"] == f"/#turn-{TURN}"


def test_the_answer_is_still_there_after_a_reload(client: FlaskClient) -> None:
    client.post("/", data={"text": SPAM, "turn": TURN})

    page = client.get("/").text

    assert f'id="turn-{TURN}" lang="nl"' in page
    assert SPAM in page
    assert "Mailchimp mag nog niet ondertekenen" in page


def test_the_same_form_sent_twice_is_one_turn(
    client: FlaskClient, desk: TellingDesk, store: Store, settings: Settings
) -> None:
    for _ in range(2):
        client.post("/", data={"text": SPAM, "turn": TURN})

    assert len(store.thread(conversation_of(client, settings))) == 1
    assert desk.heard == [SPAM]


def test_an_empty_question_gets_a_kind_sentence(client: FlaskClient) -> None:
    response = client.post("/", data={"text": " \r\n ", "turn": TURN})

    assert response.status_code == 200
    assert "Er staat nog geen vraag" in response.text
    assert "Set-Cookie" not in response.headers


def test_a_text_that_is_too_long_stays_in_its_box(client: FlaskClient) -> None:
    response = client.post("/", data={"text": "lang " * 101, "turn": TURN})

    assert response.status_code == 200
    assert "Dit zijn 505 tekens" in response.text
    assert "lang " * 101 in response.text


def test_a_text_beyond_all_bounds_is_refused_kindly(client: FlaskClient) -> None:
    response = client.post("/", data={"text": "x" * 100_000, "turn": TURN})

    assert response.status_code == 413
    assert "te groot om te lezen" in response.text


def test_control_characters_are_dropped(client: FlaskClient, desk: TellingDesk) -> None:
    client.post("/", data={"text": "mijn\x00 mail\x1b\r\nkomt\tniet aan"})

    assert desk.heard == ["mijn mail\nkomt\tniet aan"]


def test_html_in_a_question_is_shown_as_text(client: FlaskClient) -> None:
    client.post("/", data={"text": "<script>alert(1)</script>"})

    page = client.get("/").text

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_a_corrected_chip_is_sent_as_a_sentence(
    client: FlaskClient, desk: TellingDesk
) -> None:
    client.post("/", data={"slot": "domain", "value": "kapper.example"})

    assert desk.heard == ["Mijn domein is kapper.example"]


def test_with_a_script_the_steps_come_before_the_answer(client: FlaskClient) -> None:
    response = client.post("/", data={"text": SPAM, "turn": TURN}, headers=STREAM)

    events = [block.split("\n") for block in response.text.strip().split("\n\n")]
    assert response.mimetype == "text/event-stream"
    assert [event[0] for event in events] == [
        "event: asked",
        "event: step",
        "event: step",
        "event: turn",
        "event: news",
    ]
    told = json.loads(events[-2][1].removeprefix("data: "))
    assert "dkim2.mcsv.net" in told["html"]


def test_who_finds_no_seat_is_told_to_look_again(
    app: Flask, client: FlaskClient, desk: TellingDesk
) -> None:
    desk.go_on.clear()
    with app.app_context():
        answering = reception().answering
    while answering.take_seat():
        pass

    response = client.post("/", data={"text": SPAM, "turn": TURN}, headers=STREAM)

    assert "event: poll" in response.text
    desk.go_on.set()
    _wait_for(client, TURN)


def test_a_reader_who_leaves_takes_no_answer_with_him(
    client: FlaskClient, desk: TellingDesk
) -> None:
    desk.go_on.clear()
    response = client.post("/", data={"text": SPAM, "turn": TURN}, headers=STREAM)
    next(iter(response.response))
    response.close()
    assert client.get(f"/turn/{TURN}").status_code == 202

    desk.go_on.set()

    _wait_for(client, TURN)


def test_looking_never_starts_a_check(
    client: FlaskClient, desk: TellingDesk, store: Store, settings: Settings
) -> None:
    now = datetime.now(UTC)
    question = Question(text=SPAM, asked_at=now)
    asked = store.ask(conversation=None, turn=TURN, question=question, now=now)
    client.set_cookie(COOKIE, signer(settings.secret).dumps(asked.conversation))

    page = client.get("/").text

    assert "Het antwoord wordt gemaakt." in page
    assert desk.heard == []


def test_another_readers_turn_is_not_shown(app: Flask, client: FlaskClient) -> None:
    client.post("/", data={"text": SPAM, "turn": TURN})

    assert app.test_client().get(f"/turn/{TURN}").status_code == 404


def test_a_shared_address_opens_nobodys_conversation(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    client.post("/", data={"text": SPAM, "turn": TURN})
    stranger = app.test_client()

    stranger.post("/", data={"text": "laat eens zien", "turn": TURN})

    assert SPAM not in stranger.get("/").text
    assert conversation_of(stranger, settings) != conversation_of(client, settings)


def test_a_form_sent_twice_before_its_cookie_came_is_one_conversation(
    app: Flask, client: FlaskClient, settings: Settings
) -> None:
    again = app.test_client()

    for window in (client, again):
        window.post("/", data={"text": SPAM, "turn": TURN})

    assert conversation_of(again, settings) == conversation_of(client, settings)


def test_a_forged_cookie_is_no_conversation(
    client: FlaskClient, app: Flask, settings: Settings
) -> None:
    client.post("/", data={"text": SPAM, "turn": TURN})
    stranger = app.test_client()
    stranger.set_cookie(COOKIE, f'"{conversation_of(client, settings)}".forged')

    assert SPAM not in stranger.get("/").text


def test_a_new_conversation_begins_with_an_empty_page(client: FlaskClient) -> None:
    client.post("/", data={"text": SPAM})

    client.post("/new")

    assert SPAM not in client.get("/").text


def test_the_browsers_language_is_spoken(client: FlaskClient) -> None:
    page = client.get("/", headers={"Accept-Language": "en-GB,nl;q=0.5"}).text

    assert '<html lang="en">' in page
    assert "Where does your mail get stuck?" in page


def test_the_language_that_was_pressed_goes_before_the_browsers(
    client: FlaskClient,
) -> None:
    page = client.get("/?lang=nl", headers={"Accept-Language": "en"}).text

    assert '<html lang="nl">' in page
    assert 'action="/?lang=nl"' in page


def test_a_message_keeps_its_own_language(client: FlaskClient) -> None:
    client.post("/?lang=en", data={"text": SPAM, "turn": TURN})

    page = client.get("/?lang=en").text

    assert '<html lang="en">' in page
    assert f'id="turn-{TURN}" lang="nl"' in page


def test_the_way_to_a_person_is_there_from_the_start(client: FlaskClient) -> None:
    page = client.get("/").text

    assert 'value="Ik wil een medewerker spreken"' in page


def test_the_page_says_that_it_shows_a_demonstration(client: FlaskClient) -> None:
    assert "Deze pagina toont de demonstratiehelpdesk" in client.get("/").text


def _wait_for(client: FlaskClient, turn: str) -> None:
    for _ in range(100):
        if client.get(f"/turn/{turn}").status_code == 200:
            return
        time.sleep(0.05)
    raise AssertionError(turn)
