from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from assistant.desk import Desk
from assistant.store.case import Message, Writer
from assistant.store.turns import Store
from tests.consoling import BAKER, HEADER, asked, kept, waiting
from tests.entering import Colleague, send

BENCH = "/console/bench"


@pytest.fixture
def spam(store: Store, demo_desk: Desk) -> str:
    return waiting(store, demo_desk, BAKER)


def notes(store: Store, conversation: str) -> list[Message]:
    thread = store.messages.thread(conversation, datetime.now(UTC), staff=True)
    return [
        one.message
        for one in thread
        if one.message and one.message.writer is Writer.NOTE
    ]


def offered(page: str) -> list[str]:
    return re.findall(r'<option value="([\w-]{20,})"', page)


def test_what_the_bench_showed_is_added_to_a_conversation(
    staff: FlaskClient, store: Store, anna: Colleague, spam: str
) -> None:
    answer = send(
        staff,
        f"{BENCH}/attach",
        see=BENCH,
        kept=kept(staff, "bakkerij.example mailchimp"),
        conversation=spam,
    )

    (note,) = notes(store, spam)
    assert answer.location.endswith(f"/console/c/{spam}#latest")
    assert note.member == anna.id
    assert note.text.startswith("**Van de meetbank, gemeten ")
    assert "Mailchimp mag nog niet ondertekenen" in note.text
    assert "dkim2.mcsv.net" in note.text
    assert "Toegevoegd als notitie." in staff.get(f"/console/c/{spam}").text


def test_conversations_of_the_domain_are_offered_first(
    staff: FlaskClient, store: Store, demo_desk: Desk, spam: str
) -> None:
    other = waiting(store, demo_desk, "webshop.example komt in de spam", minutes=90)
    asked(store, demo_desk, "kapper.example komt in de spam")

    page = send(staff, BENCH, text="bakkerij.example mailchimp", wished="").text

    assert offered(page) == [spam, other]


def test_who_comes_from_a_conversation_is_led_back_to_it(
    staff: FlaskClient, store: Store, demo_desk: Desk, spam: str
) -> None:
    here = asked(store, demo_desk, "de boekhouder zegt dat het aan jullie ligt")
    way = f"/console/bench?text=bakkerij.example&amp;conversation={here}"

    page = send(
        staff, BENCH, text="bakkerij.example", wished="", conversation=here
    ).text

    assert f'conversation={spam}"' in staff.get(f"/console/c/{spam}").text
    assert (
        f'name="conversation" value="{here}"'
        in staff.get(way.replace("&amp;", "&")).text
    )
    assert f'<option value="{here}" selected>' in page


def test_a_message_without_a_domain_is_added_without_anybodys_address(
    staff: FlaskClient, store: Store, spam: str
) -> None:
    bounce = (
        "550 5.7.1 <piet.jansen@klant.example> blocked using zen.spamhaus.org; "
        "203.0.113.9"
    )

    send(
        staff, f"{BENCH}/attach", see=BENCH, kept=kept(staff, bounce), conversation=spam
    )

    (note,) = notes(store, spam)
    assert "piet.jansen" not in note.text


@pytest.mark.parametrize(
    ("text", "told", "asked"),
    [
        ("198.2.128.9", "Mailchimp (staat in de gids", "geen domein"),
        (
            "Received: from a.example by b.example; Mon, 2 Mar 2026 10:00:09 +0000\n",
            "Het bericht:",
            "Medewerker",
        ),
        ("v=spf1 include:_spf.transip.email ~all", "Dit SPF-record", "Wat is SPF"),
        ("mailchimp", "dkim2.mcsv.net", "Medewerker"),
    ],
)
def test_what_was_shown_is_added_and_not_what_a_customer_would_be_asked(
    staff: FlaskClient, store: Store, spam: str, text: str, told: str, asked: str
) -> None:
    carried = kept(staff, text)

    send(staff, f"{BENCH}/attach", see=BENCH, kept=carried, conversation=spam)

    (note,) = notes(store, spam)
    assert told in note.text.replace("\\", "")
    assert asked not in note.text


def test_what_was_tried_out_is_added_with_the_rest(
    staff: FlaskClient, store: Store, spam: str
) -> None:
    carried = kept(
        staff,
        "bakkerij.example mailchimp",
        "@ TXT v=spf1 include:servers.mcsv.net ~all\nmail A onzin",
    )

    send(staff, f"{BENCH}/attach", see=BENCH, kept=carried, conversation=spam)

    (note,) = notes(store, spam)
    assert "Wat als: dit maakt iets stuk" in note.text
    assert "Mail via TransIP is dan niet meer bewezen." in note.text
    assert "mail A onzin heeft een waarde" in note.text


def test_what_is_no_answer_of_ours_or_no_conversation_is_refused(
    staff: FlaskClient, store: Store, spam: str
) -> None:
    forged = send(
        staff, f"{BENCH}/attach", see=BENCH, kept="bm90aGluZw.x", conversation=spam
    )
    nowhere = send(
        staff,
        f"{BENCH}/attach",
        see=BENCH,
        kept=kept(staff, HEADER),
        conversation="nergens",
    )

    assert (forged.status_code, nowhere.status_code) == (400, 400)
    assert notes(store, spam) == []
