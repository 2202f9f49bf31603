from __future__ import annotations

from datetime import UTC, datetime, timedelta

from assistant.chores.equipment import Equipment
from assistant.chores.unread import mail_unread
from assistant.understanding.question import Question

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def answered(equipment: Equipment, address: str | None) -> str:
    """A conversation in which a person answered at noon."""
    store = equipment.store
    question = Question(text="hallo", asked_at=NOON)
    place = store.ask(
        conversation=None, turn="t1", question=question, now=NOON
    ).conversation
    store.cases.contact(place, address)
    store.messages.reply(place, "anna", "Het is gelukt.", seen=99, now=after(1))
    return place


def test_a_customer_who_left_gets_the_reply_by_mail(equipment: Equipment) -> None:
    place = answered(equipment, "piet@bakkerij.example")

    assert mail_unread(equipment, after(700)) == 1

    (mail,) = equipment.store.mails.of(place)
    assert mail.to == "piet@bakkerij.example"
    assert "Het is gelukt." in mail.body
    assert "https://chat.example/back/" in mail.body


def test_the_same_reply_is_mailed_once(equipment: Equipment) -> None:
    answered(equipment, "piet@bakkerij.example")

    mail_unread(equipment, after(700))

    assert mail_unread(equipment, after(800)) == 0


def test_who_came_back_gets_no_mail(equipment: Equipment) -> None:
    place = answered(equipment, "piet@bakkerij.example")
    equipment.store.cases.seen(place, after(60))

    assert mail_unread(equipment, after(700)) == 0


def test_who_left_no_address_gets_no_mail(equipment: Equipment) -> None:
    answered(equipment, None)

    assert mail_unread(equipment, after(700)) == 0


def test_a_second_mail_needs_a_confirmed_address(equipment: Equipment) -> None:
    place = answered(equipment, "piet@bakkerij.example")
    mail_unread(equipment, after(700))
    equipment.store.messages.reply(place, "anna", "En nu?", seen=99, now=after(800))

    assert mail_unread(equipment, after(1500)) == 0
    equipment.store.cases.contact(place, "piet@bakkerij.example", confirmed=True)
    equipment.store.messages.reply(place, "anna", "Nog iets", seen=99, now=after(1600))
    assert mail_unread(equipment, after(2400)) == 1


def test_a_mailed_reply_keeps_its_lines(equipment: Equipment) -> None:
    place = answered(equipment, "piet@bakkerij.example")
    letter = "Zet dit erbij:\n\n- `k2._domainkey`\n- `k3._domainkey`"
    equipment.store.messages.reply(place, "anna", letter, seen=99, now=after(2))

    mail_unread(equipment, after(700))

    (mail,) = equipment.store.mails.of(place)
    assert letter in mail.body
