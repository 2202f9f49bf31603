from __future__ import annotations

import json
from dataclasses import replace

from assistant.store.case import Rating
from assistant.store.mails import Mail
from assistant.store.turns import Store
from assistant.understanding.question import Known
from tests.store.asking import NOON, QUESTION, answered, ask, finish

PIET = "piet@bakkerij.example"


def of_piet(store: Store) -> str:
    conversation = ask(store)
    understanding = replace(answered().understanding, known=Known(address=PIET))
    finish(store, "t1", replace(answered(), understanding=understanding))
    store.learning.rate("t1", Rating.NOT_SOLVED, "helpt niet", NOON)
    return conversation


def test_a_person_is_found_by_the_address_that_he_gave(store: Store) -> None:
    own = of_piet(store)
    mailed = ask(store, "t2")
    store.cases.contact(mailed, "Piet@Bakkerij.example")

    found = store.persons.find("PIET@bakkerij.example")

    assert found.own == tuple(sorted((own, mailed)))
    assert found.mentioned == ()


def test_a_conversation_that_mentions_him_is_named_and_left(store: Store) -> None:
    other = ask(store)
    text = f"mail van {PIET} komt niet aan"
    question = replace(QUESTION, text=text)
    finish(store, "t1", replace(answered(), question=question))

    assert store.persons.find(PIET).mentioned == (other,)
    assert store.persons.delete(PIET, NOON) == 0
    assert store.cases.case(other) is not None


def test_all_that_is_kept_of_a_person_is_handed_over(store: Store) -> None:
    own = of_piet(store)
    store.messages.note(own, "anna", "belt liever", NOON)

    kept = store.persons.export(PIET, NOON)

    (whole,) = kept["conversations"]
    assert json.loads(json.dumps(kept)) == kept
    assert whole["conversation"]["id"] == own
    assert whole["turns"][0]["question"]["value"]["text"] == QUESTION.text
    assert whole["messages"][0]["text"] == "belt liever"
    assert whole["ratings"][0]["line"] == "helpt niet"


def test_a_deleted_person_is_gone_with_the_mails_to_him(store: Store) -> None:
    own = of_piet(store)
    mail = Mail(key="k", to=PIET, subject="Dag", body="Dag", due_at=NOON)
    store.mails.promise(mail, NOON)

    assert store.persons.delete(PIET, NOON) == 1

    assert store.cases.case(own) is None
    assert store.turn("t1") is None
    assert store.mails.due(NOON) == ()
    assert store.learning.lessons() == ()
    assert store.persons.find(PIET).own == ()
