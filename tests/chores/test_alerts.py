from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assistant.chores.alerts import tell_desk
from assistant.chores.equipment import Equipment
from assistant.chores.post import send_due
from assistant.desk import Desk
from assistant.store.alerts import Call
from tests.consoling import BAKER, asked, waiting
from tests.letterbox import letterbox

DESK_MAIL = "team@helpdesk.example"


def desk_that_wants(desk: Desk, mail: str | None, webhook: str | None) -> Desk:
    helpdesk = replace(
        desk.shelf.helpdesk, alert_mail=mail, alert_webhook=webhook, languages=("nl",)
    )
    return replace(desk, shelf=replace(desk.shelf, helpdesk=helpdesk))


@pytest.fixture
def telling(equipment: Equipment) -> Equipment:
    desk = desk_that_wants(equipment.desk, DESK_MAIL, "https://tickets.example/hook")
    return replace(equipment, desk=desk)


def now() -> datetime:
    return datetime.now(UTC)


def calls(equipment: Equipment) -> tuple[Call, ...]:
    return equipment.store.calls.due(now())


@pytest.fixture
def baker(telling: Equipment) -> str:
    return waiting(telling.store, telling.desk, BAKER)


def test_a_hand_over_is_told_by_mail_and_by_call_once(
    telling: Equipment, baker: str
) -> None:
    first = tell_desk(telling, now())
    again = tell_desk(telling, now())

    (mail,) = telling.store.mails.due(now())
    (call,) = calls(telling)
    assert (first, again) == (1, 0)
    assert (mail.to, mail.conversation) == (DESK_MAIL, baker)
    assert call.conversation == baker


def test_the_mail_tells_the_case_at_a_glance(telling: Equipment, baker: str) -> None:
    tell_desk(telling, now())

    (mail,) = telling.store.mails.due(now())
    assert mail.subject == "bakkerij.example wacht op een medewerker"
    assert "Dienst: Mailchimp" in mail.body
    assert "Klacht: komt in de spam" in mail.body
    assert "Waarom een medewerker: vraagt erom" in mail.body
    assert "(dkim-not-published)" in mail.body
    assert "k2._domainkey.bakkerij.example. 3600 IN CNAME dkim2.mcsv.net." in mail.body
    assert f"https://chat.example/console/c/{baker}" in mail.body


def test_the_call_tells_the_same_as_facts(telling: Equipment, baker: str) -> None:
    tell_desk(telling, now())

    (call,) = calls(telling)
    told = json.loads(call.body)
    assert told["event"] == "handed_over"
    assert told["conversation"] == baker
    assert told["domain"] == "bakkerij.example"
    assert told["cause"] == "dkim-not-published"
    assert told["reason"] == "asked-for"
    assert told["due_at"] is None
    assert told["last_line"] == BAKER
    assert "IN CNAME dkim2.mcsv.net." in told["ticket"]
    assert told["link"] == f"https://chat.example/console/c/{baker}"


def test_the_promised_time_is_told_again_when_it_is_near(telling: Equipment) -> None:
    due = now() + timedelta(hours=2)
    waiting(telling.store, telling.desk, BAKER, due=due)
    tell_desk(telling, now())

    early = tell_desk(telling, due - timedelta(minutes=31))
    near = tell_desk(telling, due - timedelta(minutes=29))
    again = tell_desk(telling, due - timedelta(minutes=28))

    _, second = telling.store.mails.due(due)
    assert (early, near, again) == (0, 1, 0)
    assert second.subject.startswith("Bijna tijd: bakkerij.example")
    assert "Er heeft nog niemand geantwoord." in second.body


def test_who_was_answered_is_not_told_of_again(telling: Equipment) -> None:
    due = now() + timedelta(hours=2)
    baker = waiting(telling.store, telling.desk, BAKER, due=due)
    tell_desk(telling, now())
    telling.store.cases.take(baker, "anna", now())

    assert tell_desk(telling, due) == 0


def test_nothing_is_told_where_nothing_is_set(equipment: Equipment) -> None:
    waiting(equipment.store, equipment.desk, BAKER)

    assert tell_desk(equipment, now()) == 0
    assert equipment.store.mails.due(now()) == ()


def test_who_waits_for_nobody_is_not_told_of(telling: Equipment) -> None:
    asked(telling.store, telling.desk, BAKER)

    assert tell_desk(telling, now()) == 0


def test_a_customer_whose_question_was_not_understood_is_told_of_too(
    telling: Equipment,
) -> None:
    waiting(telling.store, telling.desk, "\u202eiets <b>vreemds</b>\r\nBcc: niemand")

    tell_desk(telling, now())

    (mail,) = telling.store.mails.due(now())
    assert mail.subject == "een klant wacht op een medewerker"
    assert "Domein: nog niet bekend" in mail.body


def test_the_desks_mail_goes_out_as_every_mail(
    telling: Equipment, baker: str, socket_enabled: None
) -> None:
    tell_desk(telling, now())

    with letterbox() as box:
        settings = replace(telling.settings, mail_server=box.address)
        send_due(replace(telling, settings=settings), now())
        (letter,) = box.letters

    assert letter["To"] == DESK_MAIL
    assert letter["Subject"] == "bakkerij.example wacht op een medewerker"


def test_whoever_answers_a_hand_over_promises_a_time(telling: Equipment) -> None:
    waits = asked(telling.store, telling.desk, "ik wil een medewerker spreken")

    case = telling.store.cases.case(waits)
    assert case is not None
    assert case.due_at is not None
    assert case.counts_from is not None
    assert case.counts_from < case.due_at
