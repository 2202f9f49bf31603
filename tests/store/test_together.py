"""Many who write at once, each with connections of his own, as workers have."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from assistant.errors import AssistantError
from assistant.store.case import Event
from assistant.store.turns import Store
from tests.store.asking import NOON, after, answered, ask, finish

WRITERS = 6


def together(url: str, tmp_path: Path, do: Callable[[Store, int], None]) -> list[str]:
    """Let several do something at once, and give what went wrong."""
    troubles: list[str] = []
    start = threading.Barrier(WRITERS)

    def work(number: int) -> None:
        store = Store.open(url, tmp_path / "lock")
        try:
            start.wait(30)
            do(store, number)
        except AssistantError as error:
            troubles.append(str(error))
        finally:
            store.close()

    workers = [threading.Thread(target=work, args=(n,)) for n in range(WRITERS)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return troubles


def test_no_event_is_missed_or_told_twice(
    url: str, store: Store, tmp_path: Path
) -> None:
    seen: list[Event] = []
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            seen.extend(store.cases.events(seen[-1].cursor if seen else 0))

    def write(own: Store, number: int) -> None:
        conversation = ask(own, f"t{number}")
        for step in range(12):
            own.messages.note(conversation, f"m{number}", f"stap {step}", NOON)

    reader = threading.Thread(target=read)
    reader.start()
    troubles = together(url, tmp_path, write)
    over.set()
    reader.join()
    seen.extend(store.cases.events(seen[-1].cursor if seen else 0))

    cursors = [one.cursor for one in seen]
    assert troubles == []
    assert len(seen) == WRITERS * 13
    assert cursors == sorted(set(cursors))


def test_what_many_write_in_one_conversation_stands_in_one_order(
    url: str, store: Store, tmp_path: Path
) -> None:
    conversation = ask(store, "first")

    def write(own: Store, number: int) -> None:
        for step in range(5):
            ask(own, f"t{number}-{step}", conversation)
            own.messages.note(conversation, "anna", "gezien", NOON)

    troubles = together(url, tmp_path, write)

    thread = store.messages.thread(conversation, NOON, staff=True)
    assert troubles == []
    assert [one.position for one in thread] == list(range(1, WRITERS * 10 + 2))


def test_of_many_who_take_a_conversation_one_gets_it(
    url: str, store: Store, tmp_path: Path
) -> None:
    conversation = ask(store)
    got: list[int] = []

    def take(own: Store, number: int) -> None:
        if own.cases.take(conversation, f"m{number}", NOON):
            got.append(number)

    troubles = together(url, tmp_path, take)

    case = store.cases.case(conversation)
    assert troubles == []
    assert case is not None
    assert [f"m{one}" for one in got] == [case.member]


def test_an_answer_is_never_shown_where_a_person_was_first(
    url: str, store: Store, tmp_path: Path
) -> None:
    places = [ask(store, f"t{number}") for number in range(WRITERS)]
    for number in range(WRITERS):
        store.claim(f"t{number}", worker="w", now=NOON)

    def race(own: Store, number: int) -> None:
        for place in range(WRITERS):
            if number % 2:
                own.cases.take(places[place], "anna", after(1))
            else:
                own.finish(f"t{place}", "w", answered(), after(1))

    troubles = together(url, tmp_path, race)

    assert troubles == []
    for place in places:
        (turn,) = store.thread(place)
        events = [one.kind.value for one in store.cases.events(0, conversation=place)]
        first = min(events.index("taken"), events.index("answered"))
        assert turn.withheld == (events[first] == "taken")


def test_deleting_blocks_nobody_who_writes(
    url: str, store: Store, tmp_path: Path
) -> None:
    places = [ask(store, f"old{number}") for number in range(8)]
    for number in range(8):
        store.claim(f"old{number}", worker="w", now=NOON)

    def work(own: Store, number: int) -> None:
        for index, place in enumerate(places):
            if number == 0:
                own.forget(place)
            elif number == 1:
                own.finish(f"old{index}", "w", answered(), NOON)
            elif number == 2:
                own.cases.hand_over(place, "asked", NOON)
            else:
                ask(own, f"new{number}-{index}", place)

    troubles = together(url, tmp_path, work)

    assert troubles == []
    assert all(store.cases.case(place) is None for place in places)


def test_what_many_delete_is_counted_whole(
    url: str, store: Store, tmp_path: Path
) -> None:
    def come_and_go(own: Store, number: int) -> None:
        conversation = ask(own, f"t{number}")
        finish(own, f"t{number}", answered())
        own.sitting.keep_draft(conversation, "anna", "Beste", NOON)
        own.forget(conversation)

    troubles = together(url, tmp_path, come_and_go)

    (week,) = store.numbers.weeks(NOON, 1)
    assert troubles == []
    assert week.conversations == WRITERS
    assert store.queue.counts("anna").owners == ()
