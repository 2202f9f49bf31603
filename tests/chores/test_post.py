from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.post import send_due
from assistant.store.mails import HELD_S, MOST_FAILURES, Mail
from tests.letterbox import Letterbox, letterbox

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
MAIL = Mail(
    key="watch-1",
    to="piet@bakkerij.example",
    subject="De wijziging staat er",
    body="Stuur uzelf nu een testmail: één is genoeg.",
    due_at=NOON,
)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def box(socket_enabled: None) -> Iterator[Letterbox]:
    with letterbox() as opened:
        yield opened


@pytest.fixture
def posting(equipment: Equipment, box: Letterbox) -> Equipment:
    settings = replace(equipment.settings, mail_server=box.address)
    return replace(equipment, settings=settings)


def test_a_promised_mail_is_sent(posting: Equipment, box: Letterbox) -> None:
    posting.store.mails.promise(MAIL, NOON)

    assert send_due(posting, NOON) == 1

    (letter,) = box.letters
    assert letter["To"] == "piet@bakkerij.example"
    assert letter["Subject"] == "De wijziging staat er"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().strip() == MAIL.body


def test_a_promise_made_twice_is_sent_once(posting: Equipment, box: Letterbox) -> None:
    first = posting.store.mails.promise(MAIL, NOON)
    second = posting.store.mails.promise(replace(MAIL, subject="Nog eens"), NOON)

    send_due(posting, NOON)
    send_due(posting, after(60))

    assert (first, second, len(box.letters)) == (True, False, 1)


def test_many_who_send_at_once_send_each_mail_once(
    posting: Equipment, box: Letterbox
) -> None:
    for number in range(6):
        posting.store.mails.promise(replace(MAIL, key=f"k{number}"), NOON)
    senders = [
        threading.Thread(target=send_due, args=(posting, NOON)) for _ in range(4)
    ]

    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len(box.letters) == 6


def test_a_mail_that_is_not_due_waits(posting: Equipment) -> None:
    posting.store.mails.promise(replace(MAIL, due_at=after(60)), NOON)

    assert send_due(posting, after(59)) == 0
    assert send_due(posting, after(60)) == 1


def test_without_a_mail_server_mails_wait(equipment: Equipment) -> None:
    equipment.store.mails.promise(MAIL, NOON)

    assert send_due(equipment, NOON) == 0
    assert len(equipment.store.mails.due(NOON)) == 1


def test_a_recipient_that_does_not_exist_is_given_up_at_once(
    posting: Equipment, box: Letterbox
) -> None:
    box.refuses = "550 no such user"
    posting.store.mails.promise(MAIL, NOON)

    send_due(posting, NOON)

    assert posting.store.mails.due(after(86_400)) == ()


def test_a_recipient_for_later_is_tried_again(
    posting: Equipment, box: Letterbox
) -> None:
    box.refuses = "450 greylisted"
    posting.store.mails.promise(MAIL, NOON)
    send_due(posting, NOON)
    box.refuses = ""

    assert send_due(posting, after(30)) == 0
    assert send_due(posting, after(60)) == 1


def test_a_server_that_is_away_costs_no_mail(
    equipment: Equipment, socket_enabled: None
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"127.0.0.1:{closed.getsockname()[1]}"
    settings = replace(equipment.settings, mail_server=nobody)
    away = replace(equipment, settings=settings)
    equipment.store.mails.promise(MAIL, NOON)

    sent = [send_due(away, after(10_800 * one)) for one in range(MOST_FAILURES - 1)]
    (due,) = equipment.store.mails.due(after(86_400))
    send_due(away, after(86_400))

    assert sent == [0] * (MOST_FAILURES - 1)
    assert due.trouble.startswith("ConnectionRefusedError")
    assert equipment.store.mails.due(after(864_000)) == ()


@pytest.mark.parametrize("to", ["a@b.example\r\nBcc: all@c.example", "geen adres"])
def test_an_address_that_is_none_reaches_no_server(
    posting: Equipment, box: Letterbox, to: str
) -> None:
    posting.store.mails.promise(replace(MAIL, to=to), NOON)

    send_due(posting, NOON)

    assert box.letters == []
    assert posting.store.mails.due(after(86_400)) == ()


def test_whoever_died_while_sending_keeps_no_mail_back(posting: Equipment) -> None:
    posting.store.mails.promise(MAIL, NOON)
    (mail,) = posting.store.mails.due(NOON)
    posting.store.mails.hold(mail.id, NOON)

    assert send_due(posting, after(1)) == 0
    assert send_due(posting, after(HELD_S + 1)) == 1
