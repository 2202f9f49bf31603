from __future__ import annotations

import re

from flask.testing import FlaskClient

from assistant.store.queue import Wanted
from assistant.store.turns import Store
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


def test_only_so_many_are_kept() -> None:
    drafts = Drafts(most=2)

    for name in ("one", "two", "three"):
        drafts.keep((name,), name)

    assert drafts.find(("one",)) is None
    assert drafts.find(("three",)) == "three"
