from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.web import drafts as kept
from assistant.web.drafts import Drafts

TURN = "turn-of-the-baker"
IDS = re.compile(r'name="turn" value="([^"]+)"')


def test_a_page_that_was_drawn_before_has_new_ids(client: FlaskClient) -> None:
    first = IDS.findall(client.get("/").text)
    second = IDS.findall(client.get("/").text)

    assert len(first) == len(second) > 3
    assert not set(first) & set(second)


def test_what_happens_in_between_is_seen(client: FlaskClient) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})
    client.get("/")

    client.post(f"/turn/{TURN}/rating", data={"rating": "solved"})

    assert "Fijn dat het is opgelost" in client.get("/").text


def test_another_browsers_language_gets_its_own_page(client: FlaskClient) -> None:
    client.get("/")

    page = client.get("/", headers={"Accept-Language": "en"}).text

    assert "Where does your mail get stuck?" in page


def test_what_was_deleted_is_not_shown_any_more(
    client: FlaskClient, store: Store
) -> None:
    client.post("/", data={"text": "een geheim", "turn": TURN})
    client.get("/")

    for case in store.queue.page(Wanted()).cases:
        store.forget(case.conversation)

    assert "een geheim" not in client.get("/").text


def test_only_so_much_is_kept() -> None:
    drafts = Drafts(most_bytes=10)

    for name in ("one", "two", "three"):
        drafts.keep((name,), name)

    assert drafts.find(("one",)) is None
    assert drafts.find(("three",)) == b"three"


def test_a_page_that_is_drawn_anew_takes_no_more_room() -> None:
    drafts = Drafts(most_bytes=10)

    for _ in range(9):
        drafts.keep(("one",), "one")
    drafts.keep(("two",), "two")

    assert drafts.find(("one",)) == b"one"


def test_what_waits_for_a_person_is_drawn_once_until_he_writes(
    client: FlaskClient, store: Store
) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})
    (case,) = store.queue.page(Wanted()).cases
    store.cases.hand_over(case.conversation, "asked-for", case.last_at)
    waiting = client.get("/").text
    again = client.get("/").text
    store.messages.say(case.conversation, "Wij keken nog eens.", case.last_at)
    after = client.get("/").text

    assert IDS.sub("", again) == IDS.sub("", waiting)
    assert "Wij keken nog eens." in after


def test_where_a_mail_goes_is_seen_at_once(client: FlaskClient, store: Store) -> None:
    client.post("/", data={"text": "spam", "turn": TURN})
    (case,) = store.queue.page(Wanted()).cases
    store.cases.hand_over(case.conversation, "asked-for", case.last_at)
    client.get("/")

    store.cases.contact(case.conversation, "bakker@bakkerij.example")

    assert "bakker@bakkerij.example" in client.get("/").text


def test_no_page_is_kept_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LONGEST_S", -1.0)
    drafts = Drafts()

    drafts.keep(("one",), "one")

    assert drafts.find(("one",)) is None
