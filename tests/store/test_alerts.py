from __future__ import annotations

from datetime import timedelta

import pytest

from assistant.knowledge.hours import Promised
from assistant.store.alerts import Call
from assistant.store.turns import Store
from tests.store.asking import NOON, after, ask

HALF_AN_HOUR = timedelta(minutes=30)
CALL = Call(key="handed-1", body="{}", due_at=NOON)


def promise(seconds: float) -> Promised:
    return Promised(counts_from=NOON, due_at=after(seconds))


@pytest.fixture
def waits(store: Store) -> str:
    """A conversation that waits, with a person promised in two hours."""
    conversation = ask(store)
    store.cases.hand_over(conversation, "asked-for", NOON, promise(7200))
    return conversation


def untold(store: Store, seconds: float) -> list[str]:
    return [one.conversation for one in store.alerts.handed_over(after(seconds))]


def near(store: Store, seconds: float) -> list[str]:
    found = store.alerts.near(after(seconds), HALF_AN_HOUR)
    return [one.conversation for one in found]


def test_a_hand_over_is_told_once(store: Store, waits: str) -> None:
    assert untold(store, 1) == [waits]

    store.alerts.told(waits, handed=NOON)

    assert untold(store, 2) == []


def test_a_second_hand_over_is_told_again(store: Store, waits: str) -> None:
    store.alerts.told(waits, handed=NOON)
    store.cases.give_back(waits, None, after(60))
    store.cases.hand_over(waits, "asked-for", after(120))

    assert untold(store, 121) == [waits]


def test_what_nobody_waits_for_is_not_told(store: Store, waits: str) -> None:
    store.cases.take(waits, "anna", after(5))

    assert untold(store, 6) == []
    assert near(store, 7000) == []


def test_what_waited_a_day_when_alerts_were_set_is_left(
    store: Store, waits: str
) -> None:
    assert untold(store, 86_401) == []


def test_the_promised_time_is_told_when_it_is_near(store: Store, waits: str) -> None:
    assert near(store, 5399) == []
    assert near(store, 5400) == [waits]

    store.alerts.told(waits, near=after(7200))

    assert near(store, 5460) == []


def test_another_promised_time_is_told_again(store: Store, waits: str) -> None:
    store.alerts.told(waits, near=after(7200))
    store.cases.give_back(waits, None, after(5500))
    store.cases.hand_over(waits, "asked-for", after(6000), promise(9000))

    assert near(store, 7200) == [waits]


def test_who_was_handed_over_just_before_is_told_of_once(store: Store) -> None:
    conversation = ask(store)
    store.cases.hand_over(conversation, "asked-for", NOON, promise(600))

    assert near(store, 1) == []


def test_of_what_was_deleted_nothing_is_noted(store: Store, waits: str) -> None:
    store.forget(waits)

    store.alerts.told(waits, handed=NOON)

    assert untold(store, 1) == []


def test_a_call_is_promised_once_and_held_by_one(store: Store) -> None:
    assert store.calls.promise(CALL, NOON) is True
    assert store.calls.promise(CALL, NOON) is False
    (call,) = store.calls.due(NOON)

    assert store.calls.hold(call.id, NOON) is True
    assert store.calls.hold(call.id, after(1)) is False
    assert store.calls.sent(call.id, after(2)) is True
    assert store.calls.due(after(9_000)) == ()


def test_a_call_goes_with_its_conversation(store: Store, waits: str) -> None:
    store.calls.promise(Call(key="h", body="{}", due_at=NOON, conversation=waits), NOON)

    store.forget(waits)

    assert store.calls.due(NOON) == ()
