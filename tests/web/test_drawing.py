from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask, render_template
from flask.testing import FlaskClient

from assistant.replies.reply import Fold, ProofNote, Prose, Reply
from assistant.store.turns import Store
from assistant.web.drawing import draw, split, world
from tests.telling import TellingDesk


def answer(client: FlaskClient) -> str:
    client.post("/", data={"text": "vraag", "turn": "turn-of-the-baker"})
    return client.get("/turn/turn-of-the-baker").text


def test_the_verdict_has_a_word_beside_its_colour(client: FlaskClient) -> None:
    assert "Dit gaat mis: </span>Mailchimp mag nog niet" in answer(client)


def test_a_records_name_and_value_have_a_button_each(client: FlaskClient) -> None:
    drawn = answer(client)

    assert "<code data-value>k2._domainkey</code>" in drawn
    assert "<code data-value>dkim2.mcsv.net</code>" in drawn
    assert "Kopieer naam" in drawn
    assert "Kopieer waarde" in drawn


def test_a_changed_record_marks_the_words_that_differ(client: FlaskClient) -> None:
    drawn = answer(client)

    assert "v=spf1 mx <del>include:oud.example</del> -all" in drawn
    assert "v=spf1 mx <ins>include:nieuw.example</ins> -all" in drawn


def test_a_value_that_nobody_knows_yet_cannot_be_copied(client: FlaskClient) -> None:
    drawn = answer(client)

    assert "Nog niet uitgezocht" in drawn
    assert "<code>v=DKIM1; p=…</code>" in drawn


def test_only_what_was_proven_is_green(client: FlaskClient, desk: TellingDesk) -> None:
    assert 'class="proof good"' in answer(client)

    desk.reply = Reply(
        language="nl",
        parts=(ProofNote(outcome="open", title="Open", markdown="Nog niet alles."),),
    )
    client.post("/", data={"text": "en nu?", "turn": "second-turn"})

    drawn = client.get("/turn/second-turn").text
    assert 'class="proof caution"' in drawn
    assert ">Open</p>" in drawn


def test_an_answer_that_failed_too_often_is_owned_up_to(
    client: FlaskClient, desk: TellingDesk, store: Store
) -> None:
    desk.go_on.set()
    desk.fails = True
    client.post("/", data={"text": "vraag", "turn": "turn-of-the-baker"})
    for _ in range(2):
        store.claim("turn-of-the-baker", worker="other", now=datetime.now(UTC))
        store.release("turn-of-the-baker", "other")

    response = client.get("/turn/turn-of-the-baker")

    assert response.status_code == 200
    assert "Het antwoord lukte niet" in response.text


def test_only_the_last_answer_offers_choices(client: FlaskClient) -> None:
    for turn in ("turn-number-one", "turn-number-two"):
        client.post("/", data={"text": "vraag", "turn": turn})

    assert client.get("/").text.count('class="choices"') == 1


def test_what_opens_on_demand_comes_after_the_choices(client: FlaskClient) -> None:
    drawn = answer(client)

    assert drawn.index('class="choices"') < drawn.index('class="fold"')


def test_only_the_folds_at_the_end_move_down() -> None:
    first, text, last = (
        Fold(title="a", parts=()),
        Prose(markdown="b"),
        Fold(title="c", parts=()),
    )

    assert split((first, text, last)) == ((first, text), (last,))


def test_a_page_says_which_dns_was_measured() -> None:
    assert world("bakkerij.example", demo=True) == "demo"
    assert world("bakkerij.nl", demo=True) == "live"
    assert world("bakkerij.example", demo=False) == "live"


def test_it_is_told_when_a_pasted_header_was_deleted(
    client: FlaskClient, app: Flask, store: Store
) -> None:
    client.post("/", data={"text": "vraag", "turn": "turn-of-the-baker"})
    conversation = store.question("turn-of-the-baker")
    assert conversation is not None
    [stored] = store.thread(conversation[0])
    gone = replace(stored, raw_removed_at=datetime(2026, 11, 9, 12, tzinfo=UTC))

    with app.test_request_context("/"):
        drawn = draw(gone, "nl", last=True)
        page = render_template("chat/_turn.html", turn=drawn, here="/")

    assert "De geplakte tekst is verwijderd op 09-11-2026" in page
