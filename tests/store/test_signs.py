from __future__ import annotations

from assistant.store.turns import Store
from tests.store.asking import NOON, after


def test_a_chore_at_work_has_begun_and_not_ended(store: Store) -> None:
    store.signs.begun("send-mails", NOON)

    sign = store.signs.all()["send-mails"]
    assert (sign.began_at, sign.ended_at) == (NOON, None)


def test_the_last_run_is_what_is_told(store: Store) -> None:
    store.signs.begun("send-mails", NOON)
    store.signs.ended("send-mails", after(2), 1, "server away")
    store.signs.begun("send-mails", after(60))
    store.signs.ended("send-mails", after(61), 3)

    sign = store.signs.all()["send-mails"]
    assert (sign.began_at, sign.ended_at) == (after(60), after(61))
    assert (sign.number, sign.trouble) == (3, "")


def test_who_only_ended_has_begun_too(store: Store) -> None:
    store.signs.ended("sweep", NOON, 0)

    assert store.signs.all()["sweep"].began_at == NOON
