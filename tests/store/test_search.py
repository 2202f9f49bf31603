"""What is found by its words, the same on both databases."""

from __future__ import annotations

import pytest

from assistant.store import search
from assistant.store.queue import Wanted
from assistant.store.turns import Store
from assistant.store.words import words_of
from tests.store.asking import NOON
from tests.store.queueing import shown, tell, turn


def test_a_conversation_is_found_by_its_tag(store: Store) -> None:
    tagged = tell(store, "t1", 0, turn())
    tell(store, "t2", 0, turn())

    store.cases.tag(tagged, ("Boekhouder", "grote klant"), "anna", NOON)

    assert shown(store, text="boekhouder") == [tagged]
    assert shown(store, text="grote klant") == [tagged]


@pytest.mark.parametrize(
    "text",
    [
        "nieuwsbrief",
        "NIEUWSB",
        "spam nieuws",
        "bakkerij.example",
        "www.bakkerij.example",
        "bakkerij",
        "mailchimp",
        "café",
        "piet@bakkerij.example",
    ],
)
def test_a_conversation_is_found_by_its_words(store: Store, text: str) -> None:
    wanted = tell(store, "t1", 0, turn("mijn nieuwsbrief in spam; Cafe, Piet"))
    store.messages.note(wanted, "anna", "mail piet@bakkerij.example", NOON)
    tell(store, "t2", 0, turn("facturen", service="wefact", domain="fiets.example"))

    assert shown(store, text=text) == [wanted]


@pytest.mark.parametrize(
    "text", ["ontbreekt", "nieuwsbrief fiets", "'", '"', "a' OR 1", "*", "():&|!<->"]
)
def test_what_is_not_there_is_not_found(store: Store, text: str) -> None:
    tell(store, "t1", 0, turn())

    assert shown(store, text=text) == []


def test_a_search_can_be_narrowed_down(store: Store) -> None:
    tell(store, "t1", 0, turn())
    fact = tell(store, "t2", 0, turn(service="wefact"))

    assert shown(store, text="nieuwsbrief", service="wefact") == [fact]


def test_what_is_older_than_the_latest_is_found_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LATEST", 1)
    made = [tell(store, f"t{n}", 0, turn()) for n in range(4)]

    first = store.queue.page(Wanted(text="nieuwsbrief"), limit=2)
    second = store.queue.page(Wanted(text="nieuwsbrief"), after=first.next, limit=2)

    seen = [one.conversation for one in (*first.cases, *second.cases)]
    assert seen == made[::-1]


def test_words_are_known_in_all_their_forms() -> None:
    assert words_of("Mail Jan@Bakkerij-Oost.example: één.") == (
        "mail",
        "jan@bakkerij-oost.example",
        "bakkerij-oost.example",
        "jan",
        "bakkerij-oost",
        "example",
        "bakkerij",
        "oost",
        "een",
    )


def test_what_was_pasted_is_no_word_of_the_customers(store: Store) -> None:
    header = (
        "Received: from mail.school.example by mx.lezer.example\n"
        "From: info@school.example\nSubject: geheimwoord\n\nBeste\n"
    )
    tell(store, "t1", 0, turn(f"wat is dit?\n\n{header}"))

    assert shown(store, text="geheimwoord") == []
