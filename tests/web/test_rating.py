from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from assistant.store.case import Rating
from assistant.store.turns import Store

TURN = "turn-of-the-baker"
ADDRESS = f"/turn/{TURN}/rating"


def test_an_answer_can_be_called_solved(client: FlaskClient, store: Store) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})

    client.post(ADDRESS, data={"rating": "solved"})

    page = client.get("/").text
    assert "Fijn dat het is opgelost" in page
    assert 'name="line"' not in page


def test_who_was_not_helped_may_say_why(client: FlaskClient, store: Store) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})
    client.post(ADDRESS, data={"rating": "not_solved"})
    assert 'name="line"' in client.get("/").text

    client.post(ADDRESS, data={"rating": "not_solved", "line": "de knop is grijs"})

    assert "de knop is grijs" in client.get("/").text
    (lesson,) = [one for one in store.learning.lessons() if one.line]
    assert lesson.line == "de knop is grijs"


def test_the_script_gets_the_part_alone(client: FlaskClient) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})

    response = client.post(
        ADDRESS, data={"rating": "not_mine"}, headers={"X-Part": "1"}
    )

    assert response.text.startswith(f'<div class="rating" id="rating-{TURN}">')


def test_nobody_judges_for_another(
    app: Flask, client: FlaskClient, store: Store
) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})

    response = app.test_client().post(ADDRESS, data={"rating": "solved"})

    assert response.status_code == 404
    assert store.learning.lessons() == ()


def test_an_unknown_judgement_is_refused(client: FlaskClient) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})

    assert client.post(ADDRESS, data={"rating": "<b>"}).status_code == 400
    assert Rating("solved") is Rating.SOLVED
