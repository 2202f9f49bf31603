from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.settings import Settings
from assistant.store.case import Owner, Writer
from assistant.store.turns import Store
from assistant.understanding.question import Question
from tests.consoling import BAKER, asked, waiting
from tests.entering import Colleague, send

LAST = "9" * 15  # whoever sent this has seen everything


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


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


def write(staff: FlaskClient, place: str, **form: str) -> str:
    page = staff.get(place).text
    form.setdefault("seen", seen(page))
    send(staff, f"{place}/write", see=place, **form)
    return staff.get(place).text


def draft(page: str) -> str:
    found = re.search(r"data-reply>(.*?)</textarea>", page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_page_shows_the_talk_and_the_case(staff: FlaskClient, place: str) -> None:
    page = staff.get(place).text

    assert BAKER in page
    assert "dkim-not-published" in page
    assert "nagerekend" in page


def test_who_takes_a_conversation_owns_it_and_may_give_it_back(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    send(staff, f"{place}/own", see=place, act="take")
    taken = store.cases.case(conversation)
    send(staff, f"{place}/own", see=place, act="give_back", seen=LAST)
    given = store.cases.case(conversation)

    assert taken is not None
    assert given is not None
    assert (taken.owner, given.owner) == (Owner.STAFF, Owner.BOT)


def test_a_reply_is_sent_and_can_be_taken_back(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    page = write(staff, place, text="Wij kijken ernaar.", act="send")
    message = re.search(r'name="message" value="([^"]+)"', page)
    assert message is not None
    send(staff, f"{place}/undo", see=place, message=message[1])

    thread = store.messages.thread(conversation, datetime.now(UTC), staff=True)
    undone = [one.message for one in thread if one.message][-1]
    assert undone is not None
    assert undone.undone_at is not None
    assert draft(staff.get(place).text) == "Wij kijken ernaar."


def test_a_reply_to_what_changed_meanwhile_asks_first_and_keeps_the_text(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    old = seen(staff.get(place).text)
    store.ask(
        conversation=conversation,
        turn="turn-later-1",
        question=Question(text="Nog iets!", asked_at=datetime.now(UTC)),
        now=datetime.now(UTC),
    )

    page = write(staff, place, text="Ons antwoord", act="send", seen=old)

    assert "Toch versturen" in page
    assert draft(page) == "Ons antwoord"


def test_sending_anyway_sends(staff: FlaskClient, store: Store, place: str) -> None:
    page = write(staff, place, text="Toch dit", anyway="1", seen="0")

    assert "Verstuurd." in page
    assert draft(page) == ""


def test_an_unfilled_place_blocks_sending(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    page = write(staff, place, text="Beste {{ klant }}", act="send")

    thread = store.messages.thread(conversation, datetime.now(UTC), staff=True)
    assert "Vul eerst in of haal weg: klant" in page
    assert not [one for one in thread if one.message]


def test_a_canned_reply_is_filled_from_the_case(staff: FlaskClient, place: str) -> None:
    text = draft(write(staff, place, canned="elsewhere"))

    assert "staat niet bij ons, maar bij TransIP" in text
    assert "Waarde: dkim2.mcsv.net." in text


def test_nobody_says_that_the_dns_is_with_us_where_it_is_not(
    staff: FlaskClient, store: Store, demo_desk: Desk, place: str
) -> None:
    ours = waiting(store, demo_desk, "WeFact wordt geweigerd, installateur.example")

    text = draft(write(staff, f"/console/c/{ours}", canned="shall-we-change"))

    assert "Uw DNS staat bij ons." in text
    assert draft(write(staff, place, canned="shall-we-change")) == ""


def test_a_letter_offers_no_button(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    ours = waiting(store, demo_desk, "WeFact wordt geweigerd, installateur.example")

    text = draft(write(staff, f"/console/c/{ours}", text="", act="compose"))

    assert "Antwoord met *ja*" in text
    assert "Doe het voor mij" not in text


def test_a_search_for_a_canned_reply_keeps_where_one_stands(
    staff: FlaskClient, place: str
) -> None:
    page = staff.get(f"{place}?view=open&service=mailchimp").text

    form = page.partition('id="canned-form"')[2].partition("</form>")[0]
    assert 'name="service" value="mailchimp"' in form


def test_a_cause_is_chosen_by_its_name(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    named = "DKIM-sleutel staat niet in de DNS"
    how = {"outcome": "by_us", "cause": named, "seen": LAST}
    send(staff, f"{place}/own", see=place, act="close", **how)

    case = store.cases.case(conversation)
    assert case is not None
    assert case.closed_cause == "dkim-not-published"


def test_a_canned_reply_is_found_though_it_is_misspelled(
    staff: FlaskClient, place: str
) -> None:
    page = staff.get(f"{place}?canned=hedder").text

    assert 'value="ask-header"' in page
    assert 'name="canned" value="solved"' not in page


def test_a_letter_is_composed_from_the_case(staff: FlaskClient, place: str) -> None:
    text = draft(write(staff, place, text="", act="compose"))

    assert text.startswith("Goedendag,")
    assert "k2._domainkey" in text


def test_a_note_is_for_colleagues_alone(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    write(staff, place, text="oude crm kan weg", act="note")

    now = datetime.now(UTC)
    inside = store.messages.thread(conversation, now, staff=True)[-1].message
    assert inside is not None
    assert inside.writer is Writer.NOTE
    assert store.messages.thread(conversation, now)[-1].message is None


def test_a_draft_is_kept_on_the_server(staff: FlaskClient, place: str) -> None:
    send(staff, f"{place}/draft", see=place, text="half af")

    assert draft(staff.get(place).text) == "half af"


def test_a_colleague_who_types_is_seen(
    staff: FlaskClient, bobs: FlaskClient, place: str
) -> None:
    send(bobs, f"{place}/draft", see=place, text="ik ook")

    assert "bob typt" in staff.get(place).text


def test_a_colleagues_conversation_is_only_taken_knowingly(
    staff: FlaskClient, bob: Colleague, store: Store, conversation: str, place: str
) -> None:
    store.cases.take(conversation, bob.id, datetime.now(UTC))

    page = write(staff, place, text="Ons antwoord", act="send")

    assert "Neem over van bob" in page
    assert draft(page) == "Ons antwoord"


def test_closing_keeps_cause_and_outcome_and_may_be_undone(
    staff: FlaskClient, store: Store, conversation: str, place: str
) -> None:
    how = {"outcome": "by_us", "cause": "dkim", "seen": LAST}
    send(staff, f"{place}/own", see=place, act="close", **how)
    closed = store.cases.case(conversation)
    send(staff, f"{place}/own", see=place, act="reopen")
    opened = store.cases.case(conversation)

    assert closed is not None
    assert opened is not None
    assert (closed.owner, closed.outcome) == (Owner.CLOSED, "by_us")
    assert closed.closed_cause == "dkim"
    assert opened.owner is Owner.STAFF


def test_tags_and_assignment_are_kept(
    staff: FlaskClient, store: Store, anna: Colleague, conversation: str, place: str
) -> None:
    send(staff, f"{place}/label", see=place, tags="VIP, bellen", assignee=anna.id)

    case = store.cases.case(conversation)
    assert case is not None
    assert (case.tags, case.assignee) == (("bellen", "vip"), anna.id)


def test_earlier_conversations_of_the_domain_are_one_press_away(
    staff: FlaskClient, store: Store, demo_desk: Desk, place: str
) -> None:
    before = asked(store, demo_desk, "bakkerij.example met mailchimp komt in spam")

    assert f'href="/console/c/{before}"' in staff.get(place).text


def test_what_a_customer_writes_is_never_markup(
    staff: FlaskClient, store: Store, demo_desk: Desk
) -> None:
    evil = asked(store, demo_desk, "<img src=x onerror=alert(1)> spam bakkerij.example")

    page = staff.get(f"/console/c/{evil}").text

    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_conversation_that_is_not_kept_is_not_found(staff: FlaskClient) -> None:
    assert staff.get("/console/c/niets").status_code == 404


def test_everything_of_a_customer_can_be_handed_to_him_without_our_notes(
    staff: FlaskClient, store: Store, anna: Colleague, conversation: str, place: str
) -> None:
    store.messages.note(conversation, anna.id, "lastige klant", datetime.now(UTC))

    answer = staff.get(f"{place}/export")

    assert BAKER in answer.text
    assert "lastige klant" not in answer.text
