"""Who has a conversation and how it ends, with two colleagues at once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from shutil import copy

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assistant.settings import Settings
from assistant.store.case import Case, Owner
from assistant.store.turns import Store
from assistant.understanding.question import Question
from assistant.web.signin.entrance import entrance
from tests.entering import Colleague, send


@pytest.fixture
def settings(settings: Settings, talked: tuple[Path, str], tmp_path: Path) -> Settings:
    copied = copy(talked[0], tmp_path / "talked.sqlite3")
    return replace(settings, database=f"sqlite:///{copied}")


@pytest.fixture
def conversation(talked: tuple[Path, str]) -> str:
    return talked[1]


@pytest.fixture
def place(conversation: str) -> str:
    return f"/console/c/{conversation}"


def case_of(store: Store, conversation: str) -> Case:
    found = store.cases.case(conversation)
    assert found is not None
    return found


def writes(store: Store, conversation: str) -> None:
    now = datetime.now(UTC)
    question = Question(text="wacht, er is nog iets", asked_at=now, language="nl")
    turn = token_urlsafe(9)
    store.ask(conversation=conversation, turn=turn, question=question, now=now)


def seen(staff: FlaskClient, place: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', staff.get(place).text)
    assert found is not None
    return found[1]


def own(staff: FlaskClient, place: str, **form: str) -> str:
    """Press a button of the page as it is now; gives the page after it."""
    form.setdefault("seen", seen(staff, place))
    answer = send(staff, f"{place}/own", see=place, **form)
    return staff.get(answer.location).text


def test_closing_asks_first_where_the_customer_wrote_meanwhile(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    own(staff, place, act="take")
    old = seen(staff, place)
    writes(store, conversation)

    told = own(staff, place, act="close", outcome="by_us", cause="DKIM", seen=old)
    before = case_of(store, conversation)
    own(staff, place, act="close", outcome="by_us", cause="DKIM")

    assert "Er kwam intussen iets nieuws binnen (1)." in told
    assert "Toch afsluiten" in told
    assert '<option value="by_us" selected' in told
    assert 'name="cause" value="DKIM"' in told
    assert before.owner is Owner.STAFF
    assert case_of(store, conversation).owner is Owner.CLOSED


def test_giving_back_asks_first_and_hands_the_message_on(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    own(staff, place, act="take")
    old = seen(staff, place)
    writes(store, conversation)

    told = own(staff, place, act="give_back", seen=old)
    own(staff, place, act="give_back")

    last = store.thread(conversation)[-1]
    assert "Toch teruggeven" in told
    assert last.question.text == "wacht, er is nog iets"
    assert case_of(store, conversation).last_writer == "customer"


def test_a_colleagues_conversation_is_closed_after_a_question(
    staff: FlaskClient, store: Store, bob: Colleague, conversation: str, place: str
) -> None:
    store.cases.take(conversation, bob.id, datetime.now(UTC))

    told = own(staff, place, act="close", outcome="solved")
    before = case_of(store, conversation).owner
    own(staff, place, act="close", outcome="solved", holder=bob.id)

    assert "bob heeft dit gesprek." in told
    assert f'name="holder" value="{bob.id}"' in told
    assert before is Owner.STAFF
    assert case_of(store, conversation).owner is Owner.CLOSED


def test_what_is_closed_is_not_closed_again(
    staff: FlaskClient,
    bobs: FlaskClient,
    store: Store,
    anna: Colleague,
    conversation: str,
    place: str,
) -> None:
    own(staff, place, act="close", outcome="solved", cause="spf-missing")

    told = own(bobs, place, act="close", outcome="no_answer")

    case = case_of(store, conversation)
    assert "Dit gesprek was al afgesloten." in told
    assert (case.outcome, case.closed_by) == ("solved", anna.id)


def test_the_cause_of_what_is_closed_is_shown(staff: FlaskClient, place: str) -> None:
    page = own(staff, place, act="close", outcome="solved", cause="adres verkeerd")

    assert "Afgesloten door anna: opgelost met uitleg" in page
    assert "Oorzaak: <span" in page
    assert "adres verkeerd" in page


def test_labels_change_only_what_the_form_changed(
    staff: FlaskClient,
    bobs: FlaskClient,
    store: Store,
    anna: Colleague,
    conversation: str,
    place: str,
) -> None:
    send(staff, f"{place}/label", see=place, tags="een", assignee=anna.id)

    send(bobs, f"{place}/label", see=place, tags="twee", assignee="")

    case = case_of(store, conversation)
    assert "Bewaard." in bobs.get(place).text
    assert (case.tags, case.assignee) == (("een", "twee"), anna.id)


def test_labels_that_nobody_changed_are_no_news(
    staff: FlaskClient, store: Store, app: Flask, conversation: str, place: str
) -> None:
    store.cases.tag(conversation, ("vip",), "anna", datetime.now(UTC))
    before = store.cases.latest()

    same = {"tags": "vip", "was_tags": "vip", "assignee": "", "was_assignee": ""}
    send(staff, f"{place}/label", see=place, **same)

    assert store.cases.latest() == before
    assert "labelled" not in deeds(app, conversation)


@pytest.mark.parametrize("act", ["own", "label", "write", "undo", "draft"])
def test_what_is_not_kept_is_not_acted_on(
    staff: FlaskClient, app: Flask, act: str
) -> None:
    answer = send(
        staff, f"/console/c/niets/{act}", see="/console/", act="take", text="Dag"
    )

    assert answer.status_code == 404
    assert deeds(app, "niets") == []


def deeds(app: Flask, about: str) -> list[str]:
    with app.test_request_context():
        every = entrance().log.latest(most=200)
    return [one.deed for one in every if one.about == about]


def test_an_undone_reply_stands_before_what_was_begun_meanwhile(
    staff: FlaskClient, store: Store, anna: Colleague, conversation: str, place: str
) -> None:
    before = case_of(store, conversation)
    now_seen = seen(staff, place)
    send(*(staff, f"{place}/write"), see=place, act="send", text="Een", seen=now_seen)
    page = staff.get(place).text
    found = re.search(r'name="message" value="([^"]+)"', page)
    assert found is not None

    send(staff, f"{place}/undo", see=place, message=found[1], text="Twee")

    after = case_of(store, conversation)
    assert store.sitting.draft(conversation, anna.id) == "Een\n\nTwee"
    assert (after.owner, after.waiting_since) == (Owner.NOBODY, before.waiting_since)
