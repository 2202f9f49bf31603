from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from types import SimpleNamespace

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.post import BATCH_S, send_due
from assistant.store.mails import HELD_S, MOST_FAILURES, Mail
from assistant.store.outbox import TOO_OLD_S
from assistant.understanding.question import Question
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


@pytest.mark.parametrize("bye", ["421 too busy", "500 what", ""])
def test_a_mail_that_was_taken_is_sent_whatever_the_goodbye(
    posting: Equipment, box: Letterbox, bye: str
) -> None:
    box.bye = bye
    posting.store.mails.promise(MAIL, NOON)

    first, again = send_due(posting, NOON), send_due(posting, after(9_000))

    assert (first, again, len(box.letters)) == (1, 0, 1)


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The seconds that went by, for a test to set."""
    passed = SimpleNamespace(s=0.0)
    own = SimpleNamespace(monotonic=lambda: passed.s)
    monkeypatch.setattr("assistant.chores.clock.time", own)
    return passed


def test_in_a_slow_batch_each_mail_is_held_from_its_own_sending(
    posting: Equipment, passing: SimpleNamespace
) -> None:
    for number in range(2):
        posting.store.mails.promise(replace(MAIL, key=f"k{number}"), NOON)
    free = []

    def slow(message: EmailMessage, to: str) -> None:
        # Another machine looks, 610 seconds after the batch began.
        free.append(len(posting.store.mails.due(after(610))))
        passing.s += 200

    sent = send_due(posting, NOON, slow)

    assert (sent, free[-1]) == (2, 0)


def test_a_batch_is_over_long_before_its_first_hold(
    posting: Equipment, passing: SimpleNamespace
) -> None:
    for number in range(9):
        posting.store.mails.promise(replace(MAIL, key=f"k{number}"), NOON)

    def slow(message: EmailMessage, to: str) -> None:
        passing.s += 100

    assert send_due(posting, NOON, slow) == 3
    assert BATCH_S < HELD_S


def test_two_who_send_at_once_wait_for_no_slow_server(posting: Equipment) -> None:
    posting.store.mails.promise(MAIL, NOON)
    second = []

    def slow(message: EmailMessage, to: str) -> None:
        second.append(send_due(posting, after(9_000)))

    assert send_due(posting, NOON, slow) == 1
    assert second == [0]


def test_what_should_have_gone_days_ago_is_given_up(
    equipment: Equipment, posting: Equipment, box: Letterbox
) -> None:
    question = Question(text="hallo", asked_at=NOON)
    place = equipment.store.ask(
        conversation=None, turn="t1", question=question, now=NOON
    ).conversation
    equipment.store.mails.promise(replace(MAIL, conversation=place), NOON)
    late = after(TOO_OLD_S + 1)

    before = send_due(equipment, after(TOO_OLD_S)), send_due(equipment, late)
    sent = send_due(posting, late)

    (mail,) = equipment.store.mails.of(place)
    assert (before, sent, box.letters) == ((0, 0), 0, [])
    assert (mail.trouble, mail.given_up_at) == ("too-old", late)


def test_whoever_died_while_sending_keeps_no_mail_back(posting: Equipment) -> None:
    posting.store.mails.promise(MAIL, NOON)
    (mail,) = posting.store.mails.due(NOON)
    posting.store.mails.hold(mail.id, NOON)

    assert send_due(posting, after(1)) == 0
    assert send_due(posting, after(HELD_S + 1)) == 1
