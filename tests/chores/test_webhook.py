from __future__ import annotations

import hashlib
import hmac
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from assistant.chores.equipment import Equipment
from assistant.chores.webhook import call_due
from assistant.store.alerts import Call
from assistant.store.outbox import MOST_FAILURES, TOO_OLD_S
from tests.listener import Listener, listening

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
SECRET = "w" * 40
CALL = Call(key="handed_over-1", body='{"event": "handed_over"}', due_at=NOON)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.fixture
def system(socket_enabled: None) -> Iterator[Listener]:
    with listening() as opened:
        yield opened


def told_of(equipment: Equipment, address: str | None) -> Equipment:
    """The same, with an address in its helpdesk.yaml."""
    shelf = equipment.desk.shelf
    helpdesk = replace(shelf.helpdesk, alert_webhook=address)
    desk = replace(equipment.desk, shelf=replace(shelf, helpdesk=helpdesk))
    settings = replace(equipment.settings, webhook_secret=SECRET)
    return replace(equipment, desk=desk, settings=settings)


@pytest.fixture
def calling(equipment: Equipment, system: Listener) -> Equipment:
    made = told_of(equipment, system.address)
    made.store.calls.promise(CALL, NOON)
    return made


def test_a_call_arrives_once(calling: Equipment, system: Listener) -> None:
    first, again = call_due(calling, NOON), call_due(calling, after(9_000))

    (posted,) = system.calls
    assert (first, again) == (1, 0)
    assert posted.path == "/hook?from=bezorgd"
    assert posted.body == CALL.body.encode()
    assert posted.headers["Content-Type"] == "application/json; charset=utf-8"


def test_a_call_is_signed_over_its_time_and_its_body(
    calling: Equipment, system: Listener
) -> None:
    call_due(calling, NOON)

    (posted,) = system.calls
    signed = b"1772366400." + posted.body
    made = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert posted.headers["Bezorgd-Signature"] == f"t=1772366400,v1={made}"


def test_a_call_that_was_not_taken_is_tried_again_under_the_same_name(
    calling: Equipment, system: Listener
) -> None:
    system.answers = 503
    first = call_due(calling, NOON)
    system.answers = 200

    too_soon, later = call_due(calling, after(30)), call_due(calling, after(60))

    one, other = system.calls
    assert (first, too_soon, later) == (0, 0, 1)
    assert one.headers["Bezorgd-Delivery"] == other.headers["Bezorgd-Delivery"]
    assert one.headers["Bezorgd-Signature"] != other.headers["Bezorgd-Signature"]


def test_a_redirect_leads_nowhere(calling: Equipment, system: Listener) -> None:
    system.answers, system.moves_to = 307, f"http://127.0.0.1:{system.port}/inside"

    call_due(calling, NOON)

    (call,) = calling.store.calls.due(after(60))
    assert [one.path for one in system.calls] == ["/hook?from=bezorgd"]
    assert call.trouble == "answered 307"


def test_a_system_that_is_gone_for_good_is_called_no_more(
    calling: Equipment, system: Listener
) -> None:
    system.answers = 410

    call_due(calling, NOON)

    assert calling.store.calls.due(after(864_000)) == ()


def test_a_system_that_is_away_loses_no_call_until_it_is_given_up(
    equipment: Equipment, socket_enabled: None
) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    away = told_of(equipment, nobody)
    away.store.calls.promise(CALL, NOON)

    for number in range(MOST_FAILURES - 1):
        call_due(away, after(10_800 * number))
    (left,) = away.store.calls.due(after(86_400))
    call_due(away, after(86_400))

    assert left.trouble.startswith("ConnectionRefusedError")
    assert away.store.calls.due(after(864_000)) == ()


def test_many_who_call_at_once_call_once(calling: Equipment, system: Listener) -> None:
    hands = [threading.Thread(target=call_due, args=(calling, NOON)) for _ in range(4)]

    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()

    assert len(system.calls) == 1


def test_in_a_slow_batch_each_call_is_held_and_signed_at_its_own_time(
    calling: Equipment, monkeypatch: pytest.MonkeyPatch
) -> None:
    calling.store.calls.promise(replace(CALL, key="handed_over-2"), NOON)
    passed, free, signed = [0.0], [], []
    own = SimpleNamespace(monotonic=lambda: passed[0])
    monkeypatch.setattr("assistant.chores.clock.time", own)

    def slow(address: str, body: bytes, headers: Mapping[str, str]) -> int:
        free.append(len(calling.store.calls.due(after(610))))
        signed.append(headers["Bezorgd-Signature"].partition(",")[0])
        passed[0] += 200
        return 204

    made = call_due(calling, NOON, slow)

    assert (made, free[-1]) == (2, 0)
    assert signed == ["t=1772366400", "t=1772366600"]


def test_a_call_that_should_have_gone_days_ago_is_given_up(
    calling: Equipment, system: Listener
) -> None:
    late = after(TOO_OLD_S + 1)

    assert call_due(calling, late) == 0

    assert system.calls == []
    assert calling.store.calls.give_up_old(late) == 0


def test_without_an_address_or_a_secret_calls_wait(equipment: Equipment) -> None:
    nowhere = told_of(equipment, None)
    unsigned = replace(
        told_of(equipment, "https://tickets.example/"), settings=equipment.settings
    )
    equipment.store.calls.promise(CALL, NOON)

    assert (call_due(nowhere, NOON), call_due(unsigned, NOON)) == (0, 0)
    assert len(equipment.store.calls.due(NOON)) == 1
