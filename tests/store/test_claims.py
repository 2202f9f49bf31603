from __future__ import annotations

import threading

from assistant.store.turns import Store
from tests.store.asking import NOON, after, answered, ask, finish


def test_of_two_who_claim_a_turn_one_gets_it(store: Store) -> None:
    ask(store)

    assert store.claim("t1", worker="one", now=NOON)
    assert not store.claim("t1", worker="two", now=after(1))


def test_of_many_who_claim_a_turn_at_once_one_gets_it(store: Store) -> None:
    ask(store)
    got: list[bool] = []

    def claim(worker: str) -> None:
        got.append(store.claim("t1", worker=worker, now=NOON))

    claimers = [threading.Thread(target=claim, args=(f"w{n}",)) for n in range(12)]
    for claimer in claimers:
        claimer.start()
    for claimer in claimers:
        claimer.join()

    assert sorted(got) == [False] * 11 + [True]


def test_a_beating_heart_keeps_the_claim(store: Store) -> None:
    ask(store)
    store.claim("t1", worker="one", now=NOON)

    assert store.beat("t1", "one", after(2.5))

    assert not store.claim("t1", worker="two", now=after(5))


def test_after_three_missed_beats_another_takes_over(store: Store) -> None:
    ask(store)
    store.claim("t1", worker="one", now=NOON)

    assert not store.claim("t1", worker="two", now=after(2.9))
    assert store.claim("t1", worker="two", now=after(3.1))


def test_who_lost_the_claim_can_neither_beat_nor_finish(store: Store) -> None:
    ask(store)
    store.claim("t1", worker="one", now=NOON)
    store.claim("t1", worker="two", now=after(4))

    assert not store.beat("t1", "one", after(4))
    assert not store.finish("t1", "one", answered("late"), after(4))
    assert store.finish("t1", "two", answered("in time"), after(5))
    assert store.turn("t1") == answered("in time")


def test_a_finished_turn_is_claimed_by_nobody(store: Store) -> None:
    ask(store)
    finish(store, "t1", answered())

    assert not store.claim("t1", worker="two", now=after(100))
    assert not store.finish("t1", "w", answered("again"), after(100))


def test_a_silent_worker_shows_in_the_thread(store: Store) -> None:
    conversation = ask(store)
    store.claim("t1", worker="one", now=NOON)

    (fresh,) = store.thread(conversation, after(2))
    (silent,) = store.thread(conversation, after(4))

    assert (fresh.state, fresh.stale) == ("answering", False)
    assert (silent.state, silent.stale) == ("answering", True)


def test_a_turn_that_nobody_answers_is_found(store: Store) -> None:
    ask(store, "left")
    ask(store, "silent")
    ask(store, "busy")
    ask(store, "done")
    store.claim("silent", worker="one", now=NOON)
    store.claim("busy", worker="one", now=after(8))
    finish(store, "done", answered())

    assert store.unfinished(after(10)) == ("left", "silent")


def test_a_question_of_this_moment_is_left_to_who_brought_it(store: Store) -> None:
    ask(store)

    assert store.unfinished(after(1)) == ()


def test_a_turn_that_failed_is_free_for_the_next(store: Store) -> None:
    ask(store)
    store.claim("t1", worker="one", now=NOON)

    assert store.release("t1", "one")

    assert store.claim("t1", worker="two", now=after(0.1))


def test_a_turn_that_always_fails_is_not_swept_for_ever(store: Store) -> None:
    ask(store)
    for _ in range(3):
        store.claim("t1", worker="one", now=NOON)
        store.release("t1", "one")

    assert store.unfinished(after(60)) == ()
    assert store.claim("t1", worker="two", now=after(60))
